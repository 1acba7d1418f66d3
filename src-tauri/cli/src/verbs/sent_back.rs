use std::path::Path;

use journal::Journal;
use journal::api::typed;
use journal::id::{DispatchId, PackId, ResponseId};
use journal::review::received::ListReceived;
use journal::review::{Dispatch, ListComments, Outgoing};
use serde_json::json;

use super::comments::pack_named;
use crate::Done;
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted, tell};
use crate::session::{Session, api, request};
use crate::verbs::export;

/// Writes the answers to comments on a pack.
pub fn reply(
    session: &Session,
    pack: &str,
    reader: Option<&str>,
    path: &Path,
    names_checked: bool,
    out: &mut Out,
) -> Result<Done, Failure> {
    let path = export::writable(path)?;
    let journal = session.open()?;
    let pack = pack_named(&journal, pack)?;
    let response = reader.map(|name| response_of(&journal, pack, name)).transpose()?;
    let looked = typed::reply_look(&api(&journal), request(json!({ "pack": pack, "response": response }))?)?;
    stopped(&looked, names_checked)?;
    let write = json!({ "pack": pack, "response": response, "place": path, "names_checked": names_checked, "seen": looked.seen });
    said(&typed::reply_write(&api(&journal), request(write)?)?, path, out)
}

/// Writes the response to a pack of somebody else's.
pub fn response(
    session: &Session,
    pack: &str,
    path: &Path,
    names_checked: bool,
    out: &mut Out,
) -> Result<Done, Failure> {
    let path = export::writable(path)?;
    let journal = session.open()?;
    let known = typed::received_list(&api(&journal), ListReceived::default())?;
    let known: Vec<PackId> = known.iter().map(|row| row.id).collect();
    let pack = match pack.parse() {
        Ok(id) => id,
        Err(_) => ids::one_of(&known, pack, "pack of someone else", "import")?,
    };
    let looked = typed::response_look(&api(&journal), request(json!({ "id": pack }))?)?;
    stopped(&looked, names_checked)?;
    let write = json!({ "id": pack, "place": path, "names_checked": names_checked, "seen": looked.seen });
    said(&typed::response_write(&api(&journal), request(write)?)?, path, out)
}

fn response_of(journal: &Journal, pack: PackId, name: &str) -> Result<ResponseId, Failure> {
    let all = typed::comment_list(&api(journal), ListComments { pack: Some(pack), ..ListComments::default() })?;
    let mut found: Vec<ResponseId> =
        all.iter().filter(|comment| comment.by == name).map(|comment| comment.response).collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [one] => Ok(one),
        [] => Err(Failure::CouldNot(format!("There is no response signed “{name}” to this pack"))),
        _ => Err(Failure::CouldNot(format!("More than one response to this pack is signed “{name}”"))),
    }
}

/// Lists what has to be looked at before it leaves.
fn stopped(looked: &Outgoing, names_checked: bool) -> Result<(), Failure> {
    if looked.hits.is_empty() || names_checked || !looked.refused.is_empty() {
        return Ok(());
    }
    for hit in &looked.hits {
        tell(&format!("{:10}  {} [{}] {}", hit.kind, hit.before.trim(), hit.found, hit.after.trim()));
    }
    Err(Failure::CouldNot(
        "This may tell who is meant, and nothing was written. Write it otherwise, or look at it and say --names-checked"
            .into(),
    ))
}

fn said(dispatch: &Dispatch, path: &str, out: &mut Out) -> Result<Done, Failure> {
    if out.is_json() {
        out.json(dispatch)?;
    } else {
        let notes = counted(dispatch.count, "comment or answer", "comments and answers");
        out.line(&format!("{notes} written to {path} ({} bytes).", dispatch.bytes))?;
    }
    Ok(Done::Fine)
}

/// Lists what went back.
pub fn list(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let rows = typed::dispatch_list(&api(&journal), request(json!({}))?)?;
    if out.is_json() {
        out.json(&rows)?;
        return Ok(Done::Fine);
    }
    for row in &rows {
        let end = row.id.to_string();
        let end = end.rsplit('-').next().unwrap_or(&end);
        let day = row.sent_at.to_string();
        let day = day.get(..10).unwrap_or_default();
        out.line(&format!("{end}  {day}  {:8}  {:3}  {}  {}", row.kind.word(), row.count, row.to, row.title))?;
    }
    Ok(Done::Fine)
}

/// Writes the very file once more.
pub fn again(session: &Session, named: &str, path: &Path, out: &mut Out) -> Result<Done, Failure> {
    let path = export::writable(path)?;
    let journal = session.open()?;
    let known = typed::dispatch_list(&api(&journal), request(json!({}))?)?;
    let known: Vec<DispatchId> = known.iter().map(|row| row.id).collect();
    let id = match named.parse() {
        Ok(id) => id,
        Err(_) => ids::one_of(&known, named, "file that went back", "comment sent")?,
    };
    let given = typed::dispatch_again(&api(&journal), request(json!({ "id": id, "place": path }))?)?;
    if out.is_json() {
        out.json(&given)?;
    } else {
        out.line(&format!("The same file was written to {path} ({} bytes).", given.bytes))?;
    }
    Ok(Done::Fine)
}
