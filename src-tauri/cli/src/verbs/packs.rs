use std::path::Path;

use journal::Journal;
use journal::api::{Nothing, typed};
use journal::id::PackId;
use journal::review::LedgerRow;
use serde_json::json;

use crate::Done;
use crate::arguments::PackVerb;
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted};
use crate::session::{Session, api, request};
use crate::verbs::export;

/// Lists what left, shows one pack, or gives it again.
pub fn run(session: &Session, verb: &PackVerb, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    match verb {
        PackVerb::List => list(&journal, out),
        PackVerb::Show { id } => show(&journal, id, out),
        PackVerb::Again { id, out: path } => again(&journal, id, path, out),
    }
}

fn rows(journal: &Journal) -> Result<Vec<LedgerRow>, Failure> {
    Ok(typed::pack_list(&api(journal), Nothing {})?)
}

fn list(journal: &Journal, out: &mut Out) -> Result<Done, Failure> {
    let rows = rows(journal)?;
    if out.is_json() {
        out.json(&rows)?;
        return Ok(Done::Fine);
    }
    for LedgerRow { row, back } in &rows {
        let end = row.id.to_string();
        let end = end.rsplit('-').next().unwrap_or(&end);
        let day = row.sent_at.map(|at| at.to_string()).unwrap_or_default();
        let day = day.get(..10).unwrap_or_default();
        let entries = counted(row.entries, "entry", "entries");
        out.line(&format!(
            "{end}  {day}  {:9}  {:8}  {}, {entries}{}",
            row.state.word(),
            row.format,
            row.letter.audience,
            if back.readers == 0 {
                String::new()
            } else {
                format!(", {} wrote back", counted(back.readers, "reader", "readers"))
            }
        ))?;
    }
    Ok(Done::Fine)
}

fn found(journal: &Journal, named: &str) -> Result<PackId, Failure> {
    match named.parse() {
        Ok(id) => Ok(id),
        Err(_) => {
            let known: Vec<PackId> = rows(journal)?.iter().map(|line| line.row.id).collect();
            ids::one_of(&known, named, "pack", "pack list")
        }
    }
}

fn show(journal: &Journal, named: &str, out: &mut Out) -> Result<Done, Failure> {
    let id = found(journal, named)?;
    let pack = typed::pack_get(&api(journal), request(json!({ "id": id }))?)?;
    if out.is_json() {
        out.json(&pack)?;
        return Ok(Done::Fine);
    }
    let at = |at: Option<journal::clock::Instant>| at.map(|at| at.to_string()).unwrap_or_default();
    out.fields(&[
        ("id", pack.row.id.to_string()),
        ("for", pack.row.letter.audience.clone()),
        ("purpose", pack.row.letter.purpose.word().to_owned()),
        ("ask", pack.row.letter.ask.clone()),
        ("format", pack.row.format.clone()),
        ("file", format!("{} ({} bytes)", pack.row.file_name, pack.row.bytes)),
        ("sha256", pack.row.sha256.clone()),
        ("passphrase", if pack.row.encrypted { "yes".into() } else { String::new() }),
        ("sent", at(pack.row.sent_at)),
        ("withdrawn", at(pack.row.withdrawn_at)),
        ("forgotten", at(pack.row.forgotten_at)),
    ])?;
    for piece in &pack.pieces {
        out.line(&format!("  {}", piece.title))?;
    }
    for done in &pack.redacted {
        out.line(&format!("  {} × {} ({})", done.count, done.kind, done.action))?;
    }
    Ok(Done::Fine)
}

fn again(journal: &Journal, named: &str, path: &Path, out: &mut Out) -> Result<Done, Failure> {
    let path = export::writable(path)?;
    let id = found(journal, named)?;
    let given = typed::pack_again(&api(journal), request(json!({ "id": id, "place": path }))?)?;
    if out.is_json() {
        out.json(&given)?;
    } else {
        out.line(&format!("The same file was written to {path} ({} bytes).", given.bytes))?;
    }
    Ok(Done::Fine)
}
