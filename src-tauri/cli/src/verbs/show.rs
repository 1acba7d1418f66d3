use journal::api::typed;
use journal::entries::{Audience, Entry, Happened, Precision, Readiness, Timing};
use serde_json::json;

use crate::Done;
use crate::arguments::Show;
use crate::failure::Failure;
use crate::ids;
use crate::out::Out;
use crate::session::{Session, api, request};

/// Shows one entry.
pub fn run(session: &Session, show: &Show, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let id = ids::found(&journal, std::slice::from_ref(&show.id))?;
    let entry = typed::entry_get(&api(&journal), request(json!({ "id": id.first() }))?)?;
    if out.is_json() {
        out.json(&entry)?;
    } else if show.body {
        out.text(&entry.body)?;
    } else {
        out.fields(&facts(&entry))?;
        out.line("")?;
        out.text(&entry.body)?;
        if !entry.body.ends_with('\n') {
            out.line("")?;
        }
    }
    Ok(Done::Fine)
}

fn facts(entry: &Entry) -> [(&'static str, String); 10] {
    let timing = entry.timing.map_or("", |timing| match timing {
        Timing::InAction => "in action",
        Timing::OnAction => "on action",
        Timing::ForAction => "for action",
    });
    let files: Vec<String> =
        entry.attachments.iter().map(|file| format!("{} ({} bytes)", file.name, file.bytes)).collect();
    [
        ("title", entry.title.clone()),
        ("id", entry.id.to_string()),
        ("happened", when(&entry.happened)),
        ("state", state(entry)),
        ("timing", timing.to_owned()),
        ("setting", entry.setting.clone()),
        ("tags", entry.tags.join(", ")),
        ("people", entry.people.join(", ")),
        ("files", files.join(", ")),
        ("words", entry.words.to_string()),
    ]
}

fn when(happened: &Happened) -> String {
    let local = match happened.precision {
        Precision::Exact => happened.local.replacen('T', " ", 1),
        Precision::Day | Precision::Month => happened.local.clone(),
        Precision::Unknown => return "no date".into(),
    };
    match &happened.zone {
        Some(zone) => format!("{local} ({zone})"),
        None => local,
    }
}

fn state(entry: &Entry) -> String {
    let mut words = vec![
        if entry.readiness == Readiness::Draft { "draft" } else { "ready" },
        if entry.audience == Audience::Private { "private" } else { "shareable" },
    ];
    if entry.starred {
        words.push("starred");
    }
    if entry.trashed_at.is_some() {
        words.push("in the trash");
    }
    words.join(", ")
}
