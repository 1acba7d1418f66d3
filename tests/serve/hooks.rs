use std::fs;
use std::path::{Component, Path, PathBuf};

use journal::{Error, Result};
use serde_json::{Value, json};
use tiny_http::Request;

use crate::answer::Answer;
use crate::calls::body;
use crate::faults::Fault;
use crate::stage::Stage;

/// A file that a test puts may have this many bytes.
const PUT: u64 = 512 * 1024 * 1024;

/// `/test/<hook>/<rest>`: what a test arranges before it lets a page act, and looks at afterwards.
pub fn answer(stage: &Stage, hook: &str, rest: &str, request: &mut Request) -> Answer {
    let Some(rest) = decoded(rest) else { return Answer::fault("bad_input", "that address is not well written") };
    let done = match (request.method().as_str(), hook) {
        ("POST", "reset") => stage.reset(None).map(|()| Value::Null),
        ("POST", "restart") => stage.started_anew().map(|()| Value::Null),
        ("POST", "put") => match body(request, PUT) {
            Ok(bytes) => put(stage, &rest, &bytes),
            Err(answer) => return answer,
        },
        ("GET", "get") => {
            return match stage.places.file(&rest).and_then(|path| Ok(fs::read(path)?)) {
                Ok(bytes) => Answer::whole(200, "application/octet-stream", bytes),
                Err(Error::Io(why)) if why.kind() == std::io::ErrorKind::NotFound => Error::NotFound("file").into(),
                Err(error) => error.into(),
            };
        }
        ("POST", "fixture") => fixture(stage, &rest),
        ("POST", "fault") => match body(request, PUT) {
            Ok(bytes) => fault(stage, &bytes),
            Err(answer) => return answer,
        },
        ("POST", "damage") => stage.with_closed(|folder| damage(folder, &rest)).map(|()| Value::Null),
        _ => Err(Error::NotFound("hook")),
    };
    match done {
        Ok(value) => Answer::json(&value),
        Err(error) => error.into(),
    }
}

fn put(stage: &Stage, name: &str, bytes: &[u8]) -> Result<Value> {
    fs::write(stage.places.file(name)?, bytes)?;
    Ok(json!({ "place": format!("path:{name}") }))
}

fn fixture(stage: &Stage, what: &str) -> Result<Value> {
    let inside = !what.is_empty() && Path::new(what).components().all(|part| matches!(part, Component::Normal(_)));
    let from = test_data().join(what);
    if !inside || !from.exists() {
        return Err(Error::bad(format!("there is no {what} in the test data; LOOPBOOK_TEST_DATA says where it lies")));
    }
    Ok(json!({ "place": stage.places.copy_in(&from)? }))
}

fn fault(stage: &Stage, bytes: &[u8]) -> Result<Value> {
    let fault: Fault = serde_json::from_slice(bytes).map_err(|why| Error::bad(format!("that is no fault: {why}")))?;
    stage.faults.add(fault).map_err(Error::bad)?;
    Ok(Value::Null)
}

fn damage(folder: &Path, what: &str) -> Result<()> {
    let database = folder.join("journal.db");
    match what {
        "page" => {
            let mut bytes = fs::read(&database)?;
            bytes.iter_mut().take(4096).for_each(|byte| *byte = 0);
            Ok(fs::write(&database, bytes)?)
        }
        "empty" => Ok(fs::write(&database, b"")?),
        "gone" => Ok(fs::remove_dir_all(folder)?),
        "keys" => {
            Ok(["keys.json", "keys.copy.json"].into_iter().try_for_each(|name| fs::write(folder.join(name), b""))?)
        }
        _ => Err(Error::NotFound("damage")),
    }
}

/// Where the test data lies: beside the repository unless told otherwise.
fn test_data() -> PathBuf {
    std::env::var_os("LOOPBOOK_TEST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from)
}

/// A part of an address without its percent signs.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            digit(rest.next()?)? * 16 + digit(rest.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}
