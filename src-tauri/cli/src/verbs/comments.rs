use std::path::Path;

use journal::Journal;
use journal::api::typed;
use journal::id::PackId;
use journal::review::{Comment, ListComments, ResponseRow, Standing, State};
use serde_json::json;

use crate::Done;
use crate::arguments::{CommentVerb, ResponseVerb};
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted, tell};
use crate::session::{Session, api, catch_up, request};
use crate::verbs::sent_back;

/// Takes in responses, or only says what is in them; writes one's own.
pub fn responses(session: &Session, verb: &ResponseVerb, out: &mut Out) -> Result<Done, Failure> {
    let (files, dry_run) = match verb {
        ResponseVerb::Add { files, dry_run } => (files, dry_run),
        ResponseVerb::Write { pack, out: path, names_checked } => {
            return sent_back::response(session, pack, path, *names_checked, out);
        }
    };
    let journal = session.open()?;
    let files = request(json!({ "places": files.iter().map(|file| path(file)).collect::<Result<Vec<_>, _>>()? }))?;
    let rows = if *dry_run {
        typed::response_preview(&api(&journal), files)?
    } else {
        let rows = typed::response_add(&api(&journal), files)?;
        catch_up(&journal);
        rows
    };
    if out.is_json() {
        out.json(&rows)?;
    } else {
        for row in &rows {
            out.line(&said(row))?;
        }
    }
    if rows.iter().all(|row| !row.refused.is_empty()) {
        tell("Nothing was taken in. The journal is as it was.");
        return Ok(Done::InVain);
    }
    Ok(Done::Fine)
}

fn path(path: &Path) -> Result<String, Failure> {
    let text = path.to_str().map(str::to_owned);
    text.ok_or_else(|| Failure::CouldNot("A path is not written in UTF-8; rename the file and try again".into()))
}

fn said(row: &ResponseRow) -> String {
    if !row.refused.is_empty() {
        return format!("{}: not taken in: {}.", row.name, row.refused);
    }
    let by = if row.by.is_empty() { "a reader" } else { &row.by };
    let comments = counted(row.comments, "comment", "comments");
    let placed = match row.orphans {
        0 => String::new(),
        orphans => format!("; {} not placed, listed with the quote", counted(orphans, "is", "are")),
    };
    format!("{}: {comments} by {by} on “{}”, {} new{placed}.", row.name, row.title, row.new)
}

/// Lists comments; writes the answers to them, and lists and repeats what went back.
pub fn run(session: &Session, verb: &CommentVerb, out: &mut Out) -> Result<Done, Failure> {
    let (entry, pack, open) = match verb {
        CommentVerb::List { entry, pack, open } => (entry, pack, open),
        CommentVerb::Reply { pack, out: path, reader, names_checked } => {
            return sent_back::reply(session, pack, reader.as_deref(), path, *names_checked, out);
        }
        CommentVerb::Sent => return sent_back::list(session, out),
        CommentVerb::Again { id, out: path } => return sent_back::again(session, id, path, out),
    };
    let journal = session.open()?;
    let entry = match entry {
        Some(named) => ids::found(&journal, std::slice::from_ref(named))?.first().copied(),
        None => None,
    };
    let pack = pack.as_deref().map(|named| pack_named(&journal, named)).transpose()?;
    let state = open.then_some(State::Open);
    let comments = typed::comment_list(&api(&journal), ListComments { entry, pack, state })?;
    if out.is_json() {
        out.json(&comments)?;
    } else {
        for comment in &comments {
            out.text(&in_words(comment))?;
        }
    }
    Ok(Done::Fine)
}

/// The pack of which comments came back, by so much of its id that only one is meant.
pub(super) fn pack_named(journal: &Journal, named: &str) -> Result<PackId, Failure> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    let all = typed::comment_list(&api(journal), ListComments::default())?;
    let mut known: Vec<PackId> = all.iter().map(|comment| comment.pack).collect();
    known.sort_unstable();
    known.dedup();
    ids::one_of(&known, named, "pack", "pack list")
}

fn in_words(comment: &Comment) -> String {
    let by = if comment.by.is_empty() { "a reader" } else { &comment.by };
    let about = if comment.title.is_empty() { "the whole" } else { &comment.title };
    let mut text = format!("{} by {by} on {about} ({})\n", comment.kind.word(), comment.state.word().replace('_', " "));
    if let Some(question) = &comment.question {
        text.push_str(&format!("  ? {question}\n"));
    }
    if !comment.passage.is_empty() {
        let where_ = match comment.place.standing {
            Standing::Exact | Standing::Whole => "",
            Standing::Moved => " (moved since)",
            Standing::Orphan => " (no longer in the text)",
        };
        text.push_str(&format!("  “{}”{where_}\n", comment.passage.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    for line in comment.shown.lines() {
        text.push_str(&format!("  {line}\n"));
    }
    text.push('\n');
    text
}
