use std::path::Path;

use journal::Journal;
use journal::api::{ApiError, Code, Nothing, typed};
use journal::id::EntryId;
use journal::search::SearchFor;
use serde_json::{Value, json};

use crate::Done;
use crate::arguments::{Chosen, Export};
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted, tell};
use crate::progress::shown;
use crate::session::{Session, api, request};

/// Results asked for at a time.
const PAGE: u32 = 100;

/// Writes the chosen entries to exactly the file that was named.
pub fn run(session: &Session, export: &Export, out: &mut Out) -> Result<Done, Failure> {
    let path = writable(&export.out)?;
    let journal = session.open()?;
    known(&journal, &export.format)?;
    let of = &export.chosen;
    let mut asked = chosen(&journal, of)?;
    asked["format"] = json!(export.format);
    asked["place"] = json!(path);
    asked["include_drafts"] = json!(of.drafts);
    asked["include_versions"] = json!(of.versions);
    asked["histories"] = json!(ids::found(&journal, &of.histories)?);
    asked["left_columns"] = json!(ids::found(&journal, &of.left_columns)?);
    let asked = request(asked)?;
    let written = shown(&journal, "Writing", || typed::export_write(&api(&journal), asked))
        .map_err(|error| refused(error, of.drafts))?;
    let left_out = written.left_out;
    if left_out.drafts > 0 {
        tell(&format!("Left out: {}; --drafts takes drafts along.", counted(left_out.drafts, "draft", "drafts")));
    }
    if left_out.trashed > 0 {
        tell(&format!("Left out: {} in the trash.", counted(left_out.trashed, "entry", "entries")));
    }
    for file in &written.files_left_out {
        tell(&format!("Left out: {} ({})", file.name, file.note.trim_start_matches("left out: ")));
    }
    if out.is_json() {
        out.json(&json!({
            "path": path, "format": export.format, "entries": written.entries, "bytes": written.bytes, "left_out": left_out,
            "files_left_out": written.files_left_out,
        }))?;
    } else {
        let entries = counted(written.entries, "entry", "entries");
        out.line(&format!("{entries} written to {path} ({} bytes).", written.bytes))?;
    }
    Ok(Done::Fine)
}

/// The sentence of the core, and the option of this program that may be missing.
fn refused(error: ApiError, drafts: bool) -> Failure {
    match error.code {
        Code::BadInput if !drafts && error.message.contains("draft") => {
            Failure::CouldNot(format!("{} (--drafts takes drafts along.)", error.message))
        }
        _ => error.into(),
    }
}

/// The path as the table takes it, if a file can be there.
pub fn writable(path: &Path) -> Result<&str, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() {
        return Err(Failure::Usage(format!("{} is a folder; --out names the file to write", path.display())));
    }
    if !folder.is_dir() {
        return Err(Failure::CouldNot(format!("There is no folder {}; nothing was written", folder.display())));
    }
    path.to_str().ok_or_else(|| Failure::Usage("The path is not written in UTF-8; name another with --out".into()))
}

pub fn known(journal: &Journal, format: &str) -> Result<(), Failure> {
    let formats = typed::export_formats(&api(journal), Nothing {})?;
    if formats.iter().any(|known| known.id == format) {
        return Ok(());
    }
    let ids: Vec<&str> = formats.iter().map(|known| known.id).collect();
    Err(Failure::Usage(format!("“{format}” is no format I know; there are {}", ids.join(", "))))
}

/// The part of the request that says which entries. A query that was not understood as a whole could find more than
/// was meant, and what has left cannot be called back: it exports nothing.
fn chosen(journal: &Journal, of: &Chosen) -> Result<Value, Failure> {
    let Some(query) = &of.query else { return Ok(json!({ "ids": ids::found(journal, &of.ids)? })) };
    let look = SearchFor { query: query.clone(), limit: Some(1), strict: true, ..SearchFor::default() };
    let answer = typed::search_run(&api(journal), look)?;
    if !answer.notes.is_empty() {
        return Err(Failure::Usage(format!("{} Nothing was exported.", answer.notes.join(" "))));
    }
    if answer.total == 0 {
        return Err(Failure::CouldNot(format!("Nothing was found by “{query}”, and no file was written")));
    }
    Ok(json!({ "query": query }))
}

/// The entries that were named or found, for a pack.
pub fn entries(journal: &Journal, of: &Chosen) -> Result<Vec<EntryId>, Failure> {
    let Some(query) = &of.query else { return ids::found(journal, &of.ids) };
    chosen(journal, of)?;
    let mut found = Vec::new();
    loop {
        let offset = u32::try_from(found.len()).ok();
        let page = typed::search_run(
            &api(journal),
            SearchFor { query: query.clone(), limit: Some(PAGE), offset, strict: true, ..SearchFor::default() },
        )?;
        found.extend(page.results.iter().map(|hit| hit.entry.id));
        if page.results.is_empty() || found.len() >= usize::try_from(page.total).unwrap_or(usize::MAX) {
            return Ok(found);
        }
    }
}
