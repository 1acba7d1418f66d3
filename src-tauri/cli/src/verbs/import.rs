use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use journal::api::typed;
use journal::import::Problem;
use journal::{Clock, Error, Journal};
use serde::Serialize;
use serde_json::{Value, json};

use crate::Done;
use crate::arguments::Import;
use crate::failure::Failure;
use crate::out::{Out, counted, tell};
use crate::session::{Session, api, catch_up, request};

/// What came in, or would.
#[derive(Serialize)]
struct Account {
    added: u32,
    skipped: u32,
    problems: Vec<Problem>,
}

/// Brings entries in, or only says what would come.
pub fn run(session: &Session, import: &Import, out: &mut Out) -> Result<Done, Failure> {
    readable(&import.path)?;
    if is_review_page(&import.path) {
        return review_page(session, import, out);
    }
    let account = if import.dry_run { rehearsed(session, &import.path)? } else { imported(session, &import.path)? };
    if out.is_json() {
        out.json(&account)?;
    } else {
        let would = if import.dry_run { " would be" } else { "" };
        let added = counted(account.added, "entry", "entries");
        out.line(&format!("{added}{would} added, {} here already.", account.skipped))?;
        for problem in &account.problems {
            out.line(&format!("  {}: {}", problem.path, problem.why))?;
        }
    }
    if account.added == 0 && account.skipped == 0 && !account.problems.is_empty() {
        tell("Nothing of it could be imported. The journal is as it was.");
        return Ok(Done::InVain);
    }
    Ok(Done::Fine)
}

/// A review page of somebody else's is no entry: it is kept as what it is.
fn is_review_page(path: &Path) -> bool {
    let endings = ["html", "zip"];
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
        && fs::read(path).is_ok_and(|bytes| journal::review::received::is_packet(&bytes))
}

fn review_page(session: &Session, import: &Import, out: &mut Out) -> Result<Done, Failure> {
    if import.dry_run {
        out.line("A review page: it would be kept read-only, with its origin and wishes.")?;
        return Ok(Done::Fine);
    }
    let journal = session.open_or_create()?;
    let received = typed::received_open(&api(&journal), request(place(&import.path)?)?)?;
    if out.is_json() {
        out.json(&received.row)?;
    } else {
        let from = if received.row.author.is_empty() { "someone" } else { &received.row.author };
        out.line(&format!("“{}” from {from} is kept read-only.", received.row.title))?;
        for wish in &received.row.wished {
            out.line(&format!("  {wish}"))?;
        }
    }
    Ok(Done::Fine)
}

/// Says in words what is wrong with a path before a journal is made for its sake.
fn readable(path: &Path) -> Result<(), Failure> {
    let opened = if path.is_dir() { fs::read_dir(path).map(drop) } else { File::open(path).map(drop) };
    opened
        .map_err(|why| Failure::CouldNot(format!("{} cannot be read, and nothing was imported: {why}", path.display())))
}

fn place(path: &Path) -> Result<Value, Failure> {
    let path = path
        .to_str()
        .ok_or_else(|| Failure::CouldNot("The path is not written in UTF-8; rename the file and try again".into()))?;
    Ok(json!({ "place": path }))
}

fn imported(session: &Session, path: &Path) -> Result<Account, Failure> {
    let journal = session.open_or_create()?;
    let done = typed::import_run(&api(&journal), request(place(path)?)?)?;
    catch_up(&journal);
    Ok(Account { added: done.added, skipped: done.skipped, problems: done.problems })
}

/// Against the journal, or where there is none against an empty one that is gone afterwards.
fn rehearsed(session: &Session, path: &Path) -> Result<Account, Failure> {
    let nowhere;
    let journal = match session.door.come_to(&session.folder()?) {
        Err(Error::NoJournal(_)) => {
            nowhere = tempfile::tempdir().map_err(Error::from)?;
            Arc::new(Journal::create(&nowhere.path().join("journal"), Clock::system())?)
        }
        come => {
            come?;
            session.unlocked()?
        }
    };
    let preview = typed::import_preview(&api(&journal), request(place(path)?)?)?;
    Ok(Account { added: preview.new_entries, skipped: preview.already_here, problems: preview.problems })
}
