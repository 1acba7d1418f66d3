use journal::api::{Nothing, typed};
use journal::id::EntryId;
use serde_json::json;

use crate::Done;
use crate::arguments::PurgeArguments;
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted};
use crate::session::{Session, api, catch_up, request};

/// Deletes entries for good, or says what would go.
pub fn run(session: &Session, arguments: &PurgeArguments, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let api = api(&journal);
    let known: Vec<EntryId> = journal.read(journal::entries::all_ids)?;
    let chosen: Vec<EntryId> =
        arguments.ids.iter().map(|named| ids::one_of(&known, named, "entry", "list")).collect::<Result<_, _>>()?;
    let held = typed::backup_holding(&api, request(json!({ "ids": chosen }))?)?;
    if !arguments.yes {
        let entries = counted(u32::try_from(chosen.len()).unwrap_or(u32::MAX), "entry", "entries");
        let them = if chosen.len() == 1 { "it" } else { "them" };
        let backups = counted(u32::try_from(held.backups.len()).unwrap_or(u32::MAX), "backup", "backups");
        if out.is_json() {
            out.json(&json!({ "deleted": 0, "backups": held.backups, "cleared": [] }))?;
        } else {
            out.line(&format!("{entries} would be deleted for good, and {backups} would still hold {them}."))?;
            out.line(
                "Nothing was deleted. Say it again with --yes, and with --backups to take them out of those, too.",
            )?;
        }
        return Ok(Done::Fine);
    }
    let trashed: Vec<EntryId> = typed::trash_list(&api, Nothing {})?.iter().map(|row| row.id).collect();
    let fresh: Vec<EntryId> = chosen.iter().copied().filter(|id| !trashed.contains(id)).collect();
    if !fresh.is_empty() {
        typed::entry_trash(&api, request(json!({ "ids": fresh }))?)?;
    }
    typed::entry_purge(&api, request(json!({ "ids": chosen, "claims": [] }))?)?;
    let cleared =
        if arguments.backups { typed::backup_clear(&api, request(json!({ "ids": chosen }))?)? } else { Vec::new() };
    catch_up(&journal);
    let left = typed::backup_holding(&api, request(json!({ "ids": chosen }))?)?;
    if out.is_json() {
        out.json(&json!({ "deleted": chosen.len(), "backups": left.backups, "cleared": cleared }))?;
        return Ok(Done::Fine);
    }
    out.line(&format!(
        "{} deleted for good.",
        counted(u32::try_from(chosen.len()).unwrap_or(u32::MAX), "entry", "entries")
    ))?;
    if !cleared.is_empty() {
        let made = counted(u32::try_from(cleared.len()).unwrap_or(u32::MAX), "backup was", "backups were");
        out.line(&format!("{made} made anew without them."))?;
    }
    for backup in left.backups.iter().chain(&left.unknown) {
        out.line(&format!("The backup {} may still hold them.", backup.id))?;
    }
    for aside in &left.asides {
        out.line(&format!("The journal that was put aside as {} may still hold them.", aside.id))?;
    }
    Ok(Done::Fine)
}
