use std::path::{Path, PathBuf};

use journal::api::{Nothing, typed};
use journal::backup::restore::Restored;
use journal::backup::{self, Backup, Holdings, OtherKeys, Reason, Stop, away};
use journal::clock::Instant;
use journal::keys::{Secret, Way};
use journal::{Clock, Journal};
use serde_json::json;

use crate::Done;
use crate::arguments::{BackupArguments, BackupVerb, Restore};
use crate::failure::Failure;
use crate::out::{Out, counted, tell};
use crate::session::{Session, api, request};
use crate::verbs::share::passphrase;

/// Makes a backup, or looks at those there are.
pub fn run(session: &Session, arguments: &BackupArguments, out: &mut Out) -> Result<Done, Failure> {
    match &arguments.verb {
        None => make(&*session.open()?, arguments.to.as_ref(), out),
        Some(BackupVerb::List) => list(session, out),
        Some(BackupVerb::Verify { id }) => verify(&*session.open()?, id.as_deref(), out),
        Some(BackupVerb::OtherKeys { delete }) => of_other_keys(&*session.open()?, *delete, out),
        Some(BackupVerb::Rehearse { id }) => rehearse(&*session.open()?, id.as_deref(), out),
    }
}

fn make(journal: &Journal, to: Option<&PathBuf>, out: &mut Out) -> Result<Done, Failure> {
    let made = typed::backup_make(&api(journal), Nothing {})?;
    if let Some(to) = to.filter(|to| is_one_file(to)) {
        let passphrase = Secret::new(passphrase("A backup in one file")?);
        journal.with_backups(|source, stop| {
            away::write_file(&backup::find(source.folder, &made.id)?, to, &passphrase, stop)
        })?;
    } else if let Some(to) = to {
        typed::backup_copy(&api(journal), request(json!({ "id": made.id, "place": to }))?)?;
    }
    if out.is_json() {
        out.json(&made)?;
        return Ok(Done::Fine);
    }
    out.line(&format!("A backup was made and read back: {}.", held(&made.holds)))?;
    out.line(&format!("  {}", journal.folder().join(backup::FOLDER).join(&made.id).display()))?;
    if let Some(to) = to {
        out.line(&format!("  {} (copied and read back)", to.display()))?;
    }
    Ok(Done::Fine)
}

/// Those of a journal that need not open: a damaged one is when they are wanted.
fn list(session: &Session, out: &mut Out) -> Result<Done, Failure> {
    let mut all = backup::list(&session.folder()?)?;
    all.reverse();
    if all.is_empty() {
        // Where there is no journal at all, that is what is said.
        drop(session.open()?);
    }
    if out.is_json() {
        out.json(&all)?;
        return Ok(Done::Fine);
    }
    if all.is_empty() {
        out.line("There is no backup yet. `backup` makes one.")?;
    }
    for one in &all {
        let what = one.fault.clone().unwrap_or_else(|| held(&one.holds));
        let shrunk = if one.shrunk { "  much smaller than the one before" } else { "" };
        let kept = if one.pinned { "  kept" } else { "" };
        out.line(&format!("{}  {}  {what}{shrunk}{kept}", one.id, why(one)))?;
    }
    if let Some(last) = all.iter().find(|one| one.fault.is_none()) {
        tell(&format!("To bring one back: loopbook-cli restore {} --into DIR", last.id));
    }
    Ok(Done::Fine)
}

fn why(backup: &Backup) -> &'static str {
    match backup.reason {
        Reason::Opened | Reason::Daily => "by itself",
        Reason::Asked => "asked for",
        Reason::BeforeImport => "before an import",
        Reason::BeforeUndo => "before an import was undone",
        Reason::BeforeThinning => "before versions were thinned",
        Reason::BeforeMany => "before many entries were changed",
        Reason::BeforeUpgrade => "before an upgrade",
        Reason::BeforeRestore => "before a restore",
        Reason::Cleared => "made anew after a deletion",
    }
}

fn held(holds: &Holdings) -> String {
    let entries = counted(holds.entries, "entry", "entries");
    let files = counted(holds.attachments, "file", "files");
    let newest = holds.newest.map_or_else(String::new, |newest| format!(", the last written {}", day(newest)));
    format!("{entries}, {files}{newest}")
}

fn day(at: Instant) -> String {
    Clock::system().day(at).to_string()
}

fn verify(journal: &Journal, id: Option<&str>, out: &mut Out) -> Result<Done, Failure> {
    let found = typed::backup_verify(&api(journal), request(json!({ "id": id }))?)?;
    if out.is_json() {
        out.json(&found)?;
    } else {
        for problem in &found.problems {
            out.line(problem)?;
        }
        out.line(match (found.sound, found.opened) {
            (true, true) => "Sound: every file, the keys, the database and its figures are as they were written.",
            (true, false) => {
                "Sound as far as can be seen: every file is as it was written. It was sealed with another key than the journal's, so it was not opened."
            }
            (false, _) => "Not sound; nothing was changed.",
        })?;
    }
    Ok(if found.sound { Done::Fine } else { Done::Unsound })
}

/// Those from before a new key, or their deletion.
fn of_other_keys(journal: &Journal, delete: bool, out: &mut Out) -> Result<Done, Failure> {
    let found = if delete {
        typed::backup_forget_other_keys(&api(journal), Nothing {})?
    } else {
        typed::backup_other_keys(&api(journal), Nothing {})?
    };
    if out.is_json() {
        out.json(&json!({ "deleted": delete, "backups": found.backups, "asides": found.asides }))?;
        return Ok(Done::Fine);
    }
    match other_keys(&found) {
        None => out.line("Every backup opens with what the journal opens with.")?,
        Some(which) if delete => out.line(&format!("Deleted: {which}."))?,
        Some(which) => {
            out.line(&format!("These open with the passphrase of before the new key: {which}."))?;
            for backup in &found.backups {
                out.line(&format!("  {}  {}", backup.id, held(&backup.holds)))?;
            }
            for aside in &found.asides {
                out.line(&format!("  {}", aside.id))?;
            }
            out.line("Nothing was deleted. Say it again with --delete to delete them.")?;
        }
    }
    Ok(Done::Fine)
}

/// "2 backups of 2026-11-20 to 2026-11-22 and 1 journal that was put aside"; none where there are none.
pub fn other_keys(found: &OtherKeys) -> Option<String> {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut parts = Vec::new();
    if let (Some(first), Some(last)) = (found.backups.first(), found.backups.last()) {
        let (from, to) = (day(first.at), day(last.at));
        let days = if from == to { format!("of {from}") } else { format!("of {from} to {to}") };
        parts.push(format!("{} {days}", counted(count(found.backups.len()), "backup", "backups")));
    }
    if !found.asides.is_empty() {
        parts.push(counted(count(found.asides.len()), "journal that was put aside", "journals that were put aside"));
    }
    (!parts.is_empty()).then(|| parts.join(" and "))
}

fn rehearse(journal: &Journal, id: Option<&str>, out: &mut Out) -> Result<Done, Failure> {
    let tried = typed::backup_rehearse(&api(journal), request(json!({ "id": id }))?)?;
    if out.is_json() {
        out.json(&tried)?;
    } else {
        for problem in &tried.problems {
            out.line(problem)?;
        }
        let read = format!(
            "{}, {}, {}",
            counted(tried.entries, "entry", "entries"),
            counted(tried.versions, "earlier version", "earlier versions"),
            counted(tried.attachments, "file", "files"),
        );
        let verdict = if tried.sound { "It works" } else { "It does not work as it should" };
        out.line(&format!("{verdict}: {read} were read from the backup of {}.", day(tried.at)))?;
    }
    Ok(if tried.sound { Done::Fine } else { Done::Unsound })
}

/// Whether a place is to be one file under a passphrase rather than a folder.
fn is_one_file(place: &Path) -> bool {
    place.extension().is_some_and(|ending| ending == "age")
}

/// Brings a backup into a folder of its own. The journal that it is from need not be there any more.
pub fn restore(session: &Session, restore: &Restore, out: &mut Out) -> Result<Done, Failure> {
    let from = place(session, restore)?;
    // A passphrase that is given may be that of the journal as it was; it is not asked for.
    let way = if session.is_given_passphrase() { session.way()? } else { Way::Alone };
    let restored = if away::is_file(&from) {
        if !away::may_be_one(&from) {
            return Err(Failure::CouldNot(format!(
                "{} is no backup of Loopbook; nothing was changed. `backup list` shows those there are",
                from.display()
            )));
        }
        let passphrase = Secret::new(passphrase("A backup in one file")?);
        backup::restore::file_into(&from, &restore.into, &passphrase, &way, &Stop::default())?
    } else {
        backup::restore::into(&from, &restore.into, &way, &Stop::default())?
    };
    if out.is_json() {
        out.json(&restored)?;
    } else {
        out.line(&told(&restored, session.is_given_passphrase()))?;
        out.line(&format!("  {}", restore.into.display()))?;
    }
    Ok(Done::Fine)
}

/// A backup by its folder, or by its name among those of the journal.
fn place(session: &Session, restore: &Restore) -> Result<PathBuf, Failure> {
    if restore.file.symlink_metadata().is_ok() {
        return Ok(restore.file.clone());
    }
    let named = restore.file.to_string_lossy();
    session.folder().ok().and_then(|folder| backup::find(&folder, &named).ok()).ok_or_else(|| {
        Failure::CouldNot(format!(
            "There is no backup at {}, and none of that name in `backup list`",
            restore.file.display()
        ))
    })
}

fn told(restored: &Restored, tried: bool) -> String {
    let unread = match (restored.opened, tried) {
        (true, _) => "",
        (false, false) => {
            " It is under the passphrase it had then, so it was not opened here; with --passphrase-file it is."
        }
        (false, true) => {
            " It is under the passphrase it had then, which is not the one that was given, so it was not opened here."
        }
    };
    format!("The journal as it was on {} was restored: {}.{unread}", day(restored.at), held(&restored.holds))
}

/// Writes everything as plain text.
pub fn plain_exit(session: &Session, dir: &Path, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let written = typed::plain_exit(&api(&journal), request(json!({ "place": dir }))?)?;
    if out.is_json() {
        out.json(&written)?;
        return Ok(Done::Fine);
    }
    let entries = counted(written.entries, "entry was", "entries were");
    out.line(&format!("{entries} written as plain text. Anybody who finds this folder can read it:"))?;
    out.line(&format!("  {}", written.path))?;
    for left in &written.left_out {
        tell(&format!("Left out: {left}"));
    }
    Ok(Done::Fine)
}
