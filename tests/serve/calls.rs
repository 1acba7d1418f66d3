use std::io::Read;

use journal::api::door::{TypedBack, locks};
use journal::attachments;
use journal::id::{AttachmentId, PackId};
use journal::keys::Secret;
use journal::packs;
use serde::Deserialize;
use serde_json::{Value, json};
use tiny_http::Request;

use crate::answer::Answer;
use crate::stage::Stage;

/// A request may have this many bytes: the longest text an entry has room for, escaped.
const REQUEST: u64 = 160 * 1024 * 1024;
/// A staged file may have this many bytes, as in the app (architecture.md, "Files into the window").
const STAGED: u64 = 200 * 1024 * 1024;

/// What a new journal is to be locked with.
#[derive(Deserialize)]
struct Begin {
    passphrase: Secret,
    code: Option<TypedBack>,
}

/// `POST /call/<name>`.
pub fn call(stage: &Stage, name: &str, request: &mut Request) -> Answer {
    let body = match body(request, REQUEST) {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    if let Some(answer) = stage.faults.strike(name) {
        return answer;
    }
    let value: Value = match serde_json::from_slice(&body) {
        Ok(value) => value,
        Err(why) => return Answer::fault("bad_input", format!("the request is not JSON: {why}")),
    };
    match stage.answer(name, value) {
        Ok(reply) => Answer::json(&reply),
        Err(error) => error.into(),
    }
}

/// `POST /stage`.
pub fn stage(stage: &Stage, request: &mut Request) -> Answer {
    match request.body_length() {
        Some(length) if length as u64 <= STAGED => {}
        Some(_) => return too_big(STAGED),
        None => return Answer::fault("bad_input", "the request does not say how long it is"),
    }
    match stage.with(|api| api.journal.vault().stage(request.as_reader())) {
        Ok(Ok(id)) => Answer::json(&json!({ "staged": id.to_string() })),
        Ok(Err(error)) | Err(error) => error.into(),
    }
}

/// `GET /attach/<id>`: only what a page may show.
pub fn attached(stage: &Stage, id: &str) -> Answer {
    let found = stage.with(|api| {
        let id: AttachmentId = id.parse()?;
        let attachment = api.journal.read(|tx| attachments::get(tx, id))?;
        if !attachment.is_image {
            return Err(journal::Error::NotFound("image"));
        }
        Ok((attachment.media_type, api.journal.vault().read(id)?))
    });
    match found {
        Ok(Ok((media_type, bytes))) => {
            Answer::whole(200, &media_type, bytes).with("Content-Security-Policy", "default-src 'none'; sandbox")
        }
        Ok(Err(error)) | Err(error) => error.into(),
    }
}

/// `GET /preview/<id>` and `GET /preview/<id>/page/<n>`: what the shell shows under a scheme of its own.
pub fn preview(stage: &Stage, path: &str) -> Answer {
    let found = stage.with(|api| {
        let vault = api.journal.vault();
        let mut parts = path.split('/');
        let id: PackId = parts.next().unwrap_or_default().parse()?;
        match (parts.next(), parts.next().and_then(|number| number.parse().ok())) {
            (None, _) => {
                let page = api.journal.read(|tx| packs::page(tx, vault, id))?;
                let answer = Answer::whole(200, "text/html; charset=utf-8", page.html);
                Ok(answer.with("Content-Security-Policy", page.policy))
            }
            (Some("page"), Some(number)) => {
                let png = api.journal.read(|tx| packs::picture(tx, vault, id, number))?;
                Ok(Answer::whole(200, "image/png", png).with("Content-Security-Policy", "default-src 'none'; sandbox"))
            }
            _ => Err(journal::Error::NotFound("page")),
        }
    });
    match found {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) | Err(error) => error.into(),
    }
}

/// `GET /sample` and `POST /sample/<what>`: where the sample is; opening, closing and deleting it.
pub fn sample(stage: &Stage, what: &str) -> Answer {
    let done = match what {
        "" => return Answer::json(&json!({ "sample": stage.sample(), "locked": stage.door.is_locked() })),
        "open" => stage.open_sample(),
        "close" => stage.close_sample(),
        "delete" => stage.delete_sample(),
        _ => Err(journal::Error::NotFound("verb")),
    };
    match done {
        Ok(()) => Answer::json(&Value::Null),
        Err(error) => error.into(),
    }
}

/// `POST /begin`: a journal in the place of the one that is served, as the first start makes it.
pub fn begin(stage: &Stage, request: &mut Request) -> Answer {
    let body = match body(request, REQUEST) {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    let begun = serde_json::from_slice::<Option<Begin>>(&body)
        .map_err(|why| journal::Error::bad(why.to_string()))
        .and_then(|begin| {
            let locks = begin.map(|begin| locks(begin.passphrase, begin.code.as_ref())).transpose()?;
            stage.reset(locks.as_ref())
        });
    match begun {
        Ok(()) => Answer::json(&Value::Null),
        Err(error) => error.into(),
    }
}

/// `POST /open`, `POST /take-over` and `POST /rescue/<name>`: what the app's shell does beside the table.
pub fn shell(stage: &Stage, what: &str, name: &str, request: &mut Request) -> Answer {
    let body = match body(request, REQUEST) {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    let Ok(asked) = serde_json::from_slice::<Value>(&body) else {
        return Answer::fault("bad_input", "the request is not JSON");
    };
    let done = match what {
        "open" => stage.come().map(|()| Value::Null).map_err(Into::into),
        "take-over" => stage.take_over(asked["from"].as_str()).map(|()| Value::Null).map_err(Into::into),
        _ => stage.rescue(name, asked),
    };
    match done {
        Ok(reply) => Answer::json(&reply),
        Err(error) => error.into(),
    }
}

/// The whole body of a request.
pub fn body(request: &mut Request, limit: u64) -> Result<Vec<u8>, Answer> {
    let mut body = Vec::new();
    request.as_reader().take(limit + 1).read_to_end(&mut body)?;
    if body.len() as u64 > limit { Err(too_big(limit)) } else { Ok(body) }
}

fn too_big(limit: u64) -> Answer {
    Answer::fault("too_big", format!("that has more than {} MB; nothing was kept", limit / (1024 * 1024)))
}
