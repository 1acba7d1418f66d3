use journal::api::{Nothing, typed};
use journal::backup::{Backup, Holding};
use journal::change::Op;
use journal::id::EntryId;
use serde_json::{Value, json};

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
    let (mut chosen, mut gone) = (Vec::new(), Vec::new());
    for named in &arguments.ids {
        match (ids::one_of(&known, named, "entry", "list"), named.parse::<EntryId>()) {
            (Ok(id), _) => chosen.push(id),
            // Deleted before; only backups can still hold it.
            (Err(_), Ok(id)) if arguments.backups => gone.push(id),
            (Err(unknown), _) => return Err(unknown),
        }
    }
    let all: Vec<EntryId> = chosen.iter().chain(&gone).copied().collect();
    if let Some(first) = gone.first() {
        let held = typed::backup_holding(&api, request(json!({ "ids": gone }))?)?;
        if held.backups.is_empty() && held.unknown.is_empty() {
            return Err(Failure::CouldNot(format!("There is no entry {first} in this journal or any of its backups")));
        }
    }
    if !arguments.yes {
        return preview(&chosen, &typed::backup_holding(&api, request(json!({ "ids": all }))?)?, out);
    }
    let trashed: Vec<EntryId> = typed::trash_list(&api, Nothing {})?.iter().map(|row| row.id).collect();
    let fresh: Vec<EntryId> = chosen.iter().copied().filter(|id| !trashed.contains(id)).collect();
    if !fresh.is_empty() {
        // Not by the call, which makes a backup of many first: it would hold what is to go.
        journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &fresh))?;
    }
    if !chosen.is_empty() {
        typed::entry_purge(&api, request(json!({ "ids": chosen, "claims": [] }))?)?;
    }
    let cleared = if arguments.backups {
        typed::backup_clear(&api, request(json!({ "ids": all }))?)?.cleared
    } else {
        Vec::new()
    };
    catch_up(&journal);
    let left = typed::backup_holding(&api, request(json!({ "ids": all }))?)?;
    if out.is_json() {
        out.json(&told(chosen.len(), &left, &cleared))?;
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
    let still = !left.backups.is_empty() && !arguments.backups;
    elsewhere(&left, out)?;
    if still {
        let ids: Vec<String> = all.iter().map(EntryId::to_string).collect();
        out.line(&format!("To take it out of backups: loopbook-cli purge {} --yes --backups", ids.join(" ")))?;
    }
    Ok(Done::Fine)
}

/// Says what would go, and where it would still be.
fn preview(chosen: &[EntryId], held: &Holding, out: &mut Out) -> Result<Done, Failure> {
    if out.is_json() {
        out.json(&told(0, held, &[]))?;
        return Ok(Done::Fine);
    }
    let entries = counted(u32::try_from(chosen.len()).unwrap_or(u32::MAX), "entry", "entries");
    let them = if chosen.len() == 1 { "it" } else { "them" };
    let backups = counted(u32::try_from(held.backups.len()).unwrap_or(u32::MAX), "backup", "backups");
    out.line(&format!("{entries} would be deleted for good, and {backups} would still hold {them}."))?;
    elsewhere(held, out)?;
    out.line("Nothing was deleted. Say it again with --yes, and with --backups to take them out of those, too.")?;
    Ok(Done::Fine)
}

fn told(deleted: usize, held: &Holding, cleared: &[Backup]) -> Value {
    json!({
        "deleted": deleted, "backups": held.backups, "unknown": held.unknown, "asides": held.asides, "cleared": cleared
    })
}

/// Where it may still be.
fn elsewhere(held: &Holding, out: &mut Out) -> Result<(), Failure> {
    for backup in &held.backups {
        out.line(&format!("Held by the backup {}.", backup.id))?;
    }
    for backup in &held.unknown {
        out.line(&format!("Perhaps held by the backup {}, which cannot be looked into.", backup.id))?;
    }
    for aside in &held.asides {
        out.line(&format!("Perhaps held by the journal that was put aside as {}.", aside.id))?;
    }
    Ok(())
}
