use journal::api::{Nothing, WhatGoes, typed};
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
    let goes = typed::purge_preview(&api, request(json!({ "ids": chosen }))?)?;
    if !arguments.yes {
        return preview(&goes, &typed::backup_holding(&api, request(json!({ "ids": all }))?)?, out);
    }
    let trashed: Vec<EntryId> = typed::trash_list(&api, Nothing {})?.iter().map(|row| row.id).collect();
    let fresh: Vec<EntryId> = chosen.iter().copied().filter(|id| !trashed.contains(id)).collect();
    if !fresh.is_empty() {
        // Not by the call, which makes a backup of many first: it would hold what is to go.
        journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &fresh))?;
    }
    if !chosen.is_empty() {
        let packs: Vec<_> = goes.packs.iter().filter(|_| arguments.packs).map(|pack| pack.id).collect();
        let dispatches: Vec<_> = goes.dispatches.iter().filter(|_| arguments.packs).map(|sent| sent.id).collect();
        let purge = json!({ "ids": chosen, "claims": [], "packs": packs, "dispatches": dispatches });
        typed::entry_purge(&api, request(purge)?)?;
    }
    let cleared = if arguments.backups {
        typed::backup_clear(&api, request(json!({ "ids": all }))?)?.cleared
    } else {
        Vec::new()
    };
    catch_up(&journal);
    let left = typed::backup_holding(&api, request(json!({ "ids": all }))?)?;
    if out.is_json() {
        out.json(&told(chosen.len(), &goes, &left, &cleared))?;
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
fn preview(goes: &WhatGoes, held: &Holding, out: &mut Out) -> Result<Done, Failure> {
    if out.is_json() {
        out.json(&told(0, goes, held, &[]))?;
        return Ok(Done::Fine);
    }
    let what = &goes.goes;
    let all = what.entries + what.loops;
    let entries = counted(all, "entry", "entries");
    let (them, their) = if all == 1 { ("it", "its") } else { ("them", "their") };
    let backups = counted(u32::try_from(held.backups.len()).unwrap_or(u32::MAX), "backup", "backups");
    out.line(&format!("{entries} would be deleted for good, and {backups} would still hold {them}."))?;
    out.line(&format!(
        "With {them} would go {}, {} and {} of readers.",
        counted(what.versions, "earlier version", "earlier versions"),
        counted(what.attachments, "file", "files"),
        counted(what.comments, "comment", "comments"),
    ))?;
    for claim in &what.claims {
        out.line(&format!("Only here, and it stays: “{}”.", claim.text))?;
    }
    let kept = goes.packs.iter().map(|pack| &pack.file_name);
    for file in kept.chain(goes.dispatches.iter().map(|sent| &sent.file_name)) {
        out.line(&format!("A copy of {file}, which left with {their} text, is kept; it goes with --packs."))?;
    }
    elsewhere(held, out)?;
    out.line("Nothing was deleted. Say it again with --yes, and with --backups to take them out of those, too.")?;
    Ok(Done::Fine)
}

fn told(deleted: usize, goes: &WhatGoes, held: &Holding, cleared: &[Backup]) -> Value {
    json!({
        "deleted": deleted, "goes": goes, "backups": held.backups, "unknown": held.unknown, "asides": held.asides,
        "cleared": cleared
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
