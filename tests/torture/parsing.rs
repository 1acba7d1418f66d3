//! The parsers, each fed what strangers made, in a process of its own: whatever it dies of is seen from outside.
//!
//! `torture parse LIST JOURNAL` reads a line `kind path` each, and prints `BEGIN n` before and `END n MS KB words` after.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use journal::api::{Api, Paths, call};
use journal::change::Op;
use journal::entries;
use journal::export::{self, Chosen};
use journal::keys::{Keys, Way};
use journal::{Clock, Journal, import};
use serde_json::json;

use crate::rig::Done;

/// Half the stack of the threads on which the window answers calls, and what the taster of the core has.
const STACK: usize = 1024 * 1024;
/// Processor time for one file, in milliseconds, after which nobody waits any longer.
const GIVEN_UP: u64 = 15_000;
/// A text above this makes a long PDF and shows nothing more.
const ON_PAPER: usize = 20_000;

/// Reads every file of a list.
pub fn parse(list: &Path, folder: &Path) -> Done {
    let journal = Journal::open_or_create(folder, Clock::system())?;
    for (number, line) in fs::read_to_string(list)?.lines().enumerate() {
        let (kind, path) = line.split_once(' ').ok_or("a line is `kind path`")?;
        say(&format!("BEGIN {number}"))?;
        // The highest memory of this file alone.
        drop(fs::write("/proc/self/clear_refs", "5"));
        let before = processor_ms();
        let read = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK);
            let working = thread.spawn_scoped(scope, || one(&journal, kind, Path::new(path)))?;
            while !working.is_finished() {
                std::thread::sleep(Duration::from_millis(2));
                if processor_ms() - before > GIVEN_UP {
                    // Nothing ends a thread from outside but the end of all.
                    eprintln!("given up after {GIVEN_UP} ms of processor time");
                    std::process::exit(3);
                }
            }
            Ok::<_, std::io::Error>(working.join())
        })?;
        let words = match read {
            Ok(Ok(words)) => format!("took {words}"),
            Ok(Err(error)) if error.to_string().starts_with("HALF") => error.to_string(),
            Ok(Err(error)) => format!("refused {error}"),
            Err(_) => "PANIC".to_owned(),
        };
        let words = words.replace(['\n', '\r'], " ");
        say(&format!("END {number} {} {} {words}", processor_ms() - before, highest_kb()))?;
    }
    Ok(())
}

fn say(line: &str) -> Done {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Processor time of the process in milliseconds; a busy machine does not spoil it.
fn processor_ms() -> u64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(") ").next().unwrap_or_default();
    let ticks: u64 = after.split(' ').skip(11).take(2).filter_map(|tick| tick.parse::<u64>().ok()).sum();
    ticks * 10
}

fn highest_kb() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// What came in of one file, in a word; what it was refused for, as an error.
fn one(journal: &Journal, kind: &str, path: &Path) -> Done<String> {
    let api = Api { journal, places: &Paths };
    let text = || -> Done<String> { Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned()) };
    match kind {
        "import" => imported(journal, path),
        "markdown" => written(journal, &text()?),
        "html" => Ok(export::html_for_screen(&text()?).len().to_string()),
        "query" => {
            let found = call(&api, "search_run", json!({"query": text()?}))?;
            call(&api, "search_suggest", json!({"query": text()?, "at": 1})).map(drop).or_else(refused)?;
            Ok(found["total"].to_string())
        }
        "response" => {
            let rows = call(&api, "response_preview", json!({"places": [path]}))?;
            call(&api, "response_add", json!({"places": [path]}))?;
            Ok(rows.as_array().map_or(0, Vec::len).to_string())
        }
        "page" => {
            let page = call(&api, "received_open", json!({"place": path}))?;
            call(&api, "received_get", json!({"id": page["id"]}))?;
            Ok("a page".into())
        }
        "template" => Ok(call(&api, "template_import", json!({"place": path}))?["name"].to_string()),
        "people" => Ok(call(&api, "person_read", json!({"text": text()?}))?.as_array().map_or(0, Vec::len).to_string()),
        "keys" => {
            let folder = path.with_extension("folder");
            fs::create_dir_all(&folder)?;
            fs::copy(path, folder.join(journal::keys::KEYS_FILE))?;
            let opened = Keys::open(&folder, &Way::Alone);
            fs::remove_dir_all(&folder)?;
            opened.map(|_| "keys".into()).map_err(Into::into)
        }
        "picture" => {
            let entry = call(&api, "entry_add", json!({"title": "p"}))?;
            let staged = journal.vault().stage(&mut fs::read(path)?.as_slice())?;
            let file = call(
                &api,
                "attachment_add",
                json!({"entry": entry["id"], "staged": staged.to_string(), "name": "picture.jpg"}),
            )?;
            let body = format!("![p](attachment:{})", file["id"].as_str().unwrap_or_default());
            call(&api, "entry_save", json!({"id": entry["id"], "base": entry["revision"], "fields": {"body": body}}))
                .map(drop)
                .or_else(refused)?;
            given(journal, entry["id"].as_str().unwrap_or_default(), &["html", "docx", "pdf"])
        }
        _ => Err(format!("there is no parser “{kind}”").into()),
    }
}

fn refused(_: journal::api::ApiError) -> Done {
    Ok(())
}

/// An import as the program makes it, but for the backup before it: all of it or nothing.
fn imported(journal: &Journal, path: &Path) -> Done<String> {
    let before = journal.read(entries::all_ids)?.len();
    let done = (|| {
        let plan = import::read(path)?;
        let wanted = journal.read(|tx| import::wanted(tx, &plan, import::Turn::wait()))?;
        let put = import::put_files(journal.vault(), &plan, wanted)?;
        let done = journal.write(Op::Import, |tx| import::apply(tx, &plan, &put))?;
        Ok::<_, journal::Error>((done, plan.len()))
    })();
    let came = journal.read(entries::all_ids)?.len() - before;
    match done {
        Err(_) if came > 0 => Err(format!("HALF an import: {came} entries of a file that was refused").into()),
        Err(error) => Err(error.into()),
        Ok((done, planned)) => {
            let counted = usize::try_from(done.added + done.skipped)?;
            if came != usize::try_from(done.added)? || counted + done.problems.len() < planned {
                return Err(format!("HALF an import: {came} came, {} told of {planned}", done.added).into());
            }
            Ok(done.added.to_string())
        }
    }
}

/// A text that somebody pastes: kept, read into the index, shown, and given away in every format.
fn written(journal: &Journal, text: &str) -> Done<String> {
    let api = Api { journal, places: &Paths };
    let entry = call(&api, "entry_add", json!({"title": "t", "body": text}))?;
    let id = entry["id"].as_str().unwrap_or_default().to_owned();
    call(&api, "markdown_same", json!({"before": text, "after": text})).map(drop).or_else(refused)?;
    journal.catch_up()?;
    let mut formats = vec!["html", "docx", "leap2a", "markdown"];
    if text.len() < ON_PAPER {
        formats.push("pdf");
    }
    given(journal, &id, &formats)
}

fn given(journal: &Journal, id: &str, formats: &[&str]) -> Done<String> {
    let chosen = Chosen { ids: vec![id.parse()?], include_drafts: true, ..Chosen::default() };
    let mut words = Vec::new();
    for format in formats {
        let built = journal.read(|tx| export::build(tx, journal.vault(), &chosen, format));
        words.push(match built {
            Ok(built) => format!("{format} {}", built.bytes.len()),
            Err(error) => format!("{format} refused: {error}"),
        });
    }
    Ok(words.join(", "))
}
