//! Backups while the journal is open: soon after every opening, daily after that, before what changes much at once. One at
//! a time, on a thread that nobody waits for.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{Shared, lock};
use crate::backup::{self, Backup, Reason, Source, Stop, away};
use crate::change::{Change, Changes, Op};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::keys::Secret;
use crate::{process, settings};

/// Opening is for writing at once; the backup comes when nobody used the journal for so long.
const PAUSE: Duration = Duration::from_secs(8);
/// How often the thread asks whether one is due: a laptop sleeps through any longer wait.
const ROUND: Duration = Duration::from_secs(10 * 60);
/// A journal opened twice within this time gets one backup, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;
/// While it is open, one is made when the last is this old, in milliseconds.
const DAY: i64 = 24 * HOUR;

/// How backups go, as far as this opening of the journal knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct BackupState {
    /// One is being made.
    pub running: bool,
    /// Why the last one could not be made; none where it could.
    pub failed: Option<String>,
    /// What is to be said of the second place, such as that it is not there just now; none while all is well.
    pub second: Option<String>,
    /// What is to be said of the place where everything is written as plain text; none while all is well.
    pub plain: Option<String>,
}

/// What keeps the backups of one open journal.
#[derive(Default)]
pub(super) struct Keeper {
    stop: Stop,
    state: Mutex<BackupState>,
    /// Held while one is made, tried out or deleted.
    busy: Mutex<()>,
    sleep: Mutex<bool>,
    woken: Condvar,
    /// Writes since the journal was opened, those of the index aside; what the last backup knew of them.
    writes: AtomicU64,
    known: Mutex<Option<(u64, String)>>,
}

impl Keeper {
    pub(super) fn stop(&self) {
        *lock(&self.sleep) = true;
        self.stop.stop();
        self.woken.notify_all();
    }

    pub(super) fn state(&self) -> BackupState {
        lock(&self.state).clone()
    }

    pub(super) fn wrote(&self, op: Op) {
        if !matches!(op, Op::Reindex | Op::NoteCheck) {
            self.writes.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// False where the journal was closed meanwhile.
    fn pause(&self, pause: Duration) -> bool {
        let (stopped, _) = self
            .woken
            .wait_timeout_while(lock(&self.sleep), pause, |stopped| !*stopped)
            .unwrap_or_else(PoisonError::into_inner);
        !*stopped
    }
}

/// A pinned copy of a journal that is about to be upgraded, by the connection that will do it.
pub(super) fn before_upgrade(source: &Source<'_>, connection: &Connection) -> Result<()> {
    backup::sweep(source.folder)?;
    backup::make_from(source, connection, Reason::BeforeUpgrade, &Stop::default()).map(drop)
}

/// What a crash left behind, and what was made ready to be restored and never taken.
pub(super) fn sweep(shared: &Shared) -> Result<()> {
    backup::sweep(&shared.folder)?;
    backup::restore::forget(&shared.folder)
}

fn source(shared: &Shared) -> Source<'_> {
    Source { folder: &shared.folder, key: &shared.key, vault: &shared.vault, clock: &shared.clock }
}

pub(super) fn with<T>(shared: &Shared, work: impl FnOnce(&Source<'_>, &Stop) -> Result<T>) -> Result<T> {
    let _busy = lock(&shared.backups.busy);
    work(&source(shared), &shared.backups.stop)
}

pub(super) fn announce(shared: &Shared) {
    shared.announce(&Changes { op: Op::BackUp, kinds: [Change::Backups].into(), entries: Vec::new() });
}

pub(super) fn back_up(shared: &Shared, reason: Reason) -> Result<Backup> {
    let made = with(shared, |source, stop| {
        lock(&shared.backups.state).running = true;
        announce(shared);
        let writes = shared.backups.writes.load(Ordering::SeqCst);
        let made = backup::make(source, reason, stop)?;
        *lock(&shared.backups.known) = Some((writes, made.id.clone()));
        // What is done before something else, or was asked for twice, lets nothing go by itself.
        if !reason.pins() {
            let rule = shared.read(settings::get)?.keep_backups;
            backup::rotate(source, rule)?;
        }
        Ok(made)
    });
    let failed = match &made {
        Ok(_) | Err(Error::Cancelled) => None,
        Err(error) => Some(error.to_string()),
    };
    {
        let mut state = lock(&shared.backups.state);
        (state.running, state.failed) = (false, failed);
    }
    announce(shared);
    if let (Ok(made), false) = (&made, reason.pins()) {
        let said = send_away(shared, &made.id);
        lock(&shared.backups.state).second = said;
        announce(shared);
    }
    process::give_back();
    made
}

/// Where backups go besides.
#[derive(Serialize, Deserialize)]
pub(super) struct SecondPlace {
    pub(super) place: String,
    passphrase: String,
}

/// The name under which it is kept, in the journal itself: sealed like all that is in it.
const SECOND_PLACE: &str = "second_place";

pub(super) fn second_place(shared: &Shared) -> Result<Option<SecondPlace>> {
    let kept = shared.read(|tx| settings::kept(tx, SECOND_PLACE))?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

pub(super) fn set_second_place(shared: &Shared, place: Option<(&Path, &Secret)>) -> Result<()> {
    let value = match place {
        None => String::new(),
        Some((place, passphrase)) => {
            if !place.is_dir() {
                return Err(Error::bad("that is not a folder that is there now; nothing was changed"));
            }
            if place.starts_with(&shared.folder) {
                return Err(Error::bad("that is in the journal's own folder: choose one on another disk"));
            }
            if !passphrase.fits() {
                return Err(Error::bad(
                    "a passphrase has at least 8 characters; three or four words that nobody would guess are good",
                ));
            }
            let place = place
                .to_str()
                .ok_or_else(|| Error::bad("the name of this folder cannot be kept; choose another one"))?;
            serde_json::to_string(&SecondPlace { place: place.into(), passphrase: passphrase.text().into() })?
        }
    };
    shared.write(Op::ChangeSettings, |tx| settings::keep(tx, SECOND_PLACE, &value))?;
    // The last backup goes there at once, so that it is known to work.
    let last = backup::list(&shared.folder)?.into_iter().rfind(|backup| backup.fault.is_none());
    let said = last.and_then(|last| send_away(shared, &last.id));
    lock(&shared.backups.state).second = said;
    announce(shared);
    Ok(())
}

/// Sends a backup to the second place, where there is one: what is to be said of it, where it did not work.
fn send_away(shared: &Shared, id: &str) -> Option<String> {
    let sent = second_place(shared).and_then(|second| {
        let Some(second) = second else { return Ok(None) };
        let place = Path::new(&second.place);
        if !place.is_dir() {
            return Ok(Some(format!("{} is not there just now; the next backup goes there when it is.", second.place)));
        }
        with(shared, |source, stop| {
            away::write(&backup::find(source.folder, id)?, place, &Secret::new(second.passphrase), stop)?;
            let shrunk = backup::list(source.folder)?.iter().any(|backup| backup.shrunk);
            if !shrunk {
                away::rotate(place, shared.read(settings::get)?.keep_backups, source.clock)?;
            }
            Ok(None)
        })
    });
    match sent {
        Ok(said) => said,
        Err(Error::Cancelled) => None,
        Err(error) => Some(format!("The backup could not be put in the second place: {error}")),
    }
}

/// Where everything is written as plain text each week, and when it was last.
#[derive(Serialize, Deserialize)]
pub struct PlainPlace {
    /// The folder.
    pub place: String,
    /// When it last was.
    pub last: Option<Instant>,
}

const PLAIN_EXIT: &str = "plain_exit";
const WEEK: i64 = 7 * DAY;

pub(super) fn plain_place(shared: &Shared) -> Result<Option<PlainPlace>> {
    let kept = shared.read(|tx| settings::kept(tx, PLAIN_EXIT))?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

pub(super) fn set_plain_place(shared: &Shared, place: Option<&Path>) -> Result<()> {
    let value = match place.map(Path::to_str) {
        None => String::new(),
        Some(Some(place)) => {
            serde_json::to_string(&PlainPlace { place: place.into(), last: Some(shared.clock.now()) })?
        }
        Some(None) => return Err(Error::bad("the name of this folder cannot be kept; choose another one")),
    };
    shared.write(Op::ChangeSettings, |tx| settings::keep(tx, PLAIN_EXIT, &value))?;
    lock(&shared.backups.state).plain = None;
    announce(shared);
    Ok(())
}

/// Writes everything as plain text, where that is wanted and a week old; a place that is not there is asked again later. What did
/// not work stands in the state.
pub(super) fn plain_where_due(shared: &Shared) -> Result<()> {
    let Some(plain) = plain_place(shared)? else { return Ok(()) };
    let (place, now) = (Path::new(&plain.place), shared.clock.now());
    if plain.last.is_some_and(|last| (0..WEEK).contains(&(now.millis() - last.millis()))) {
        return Ok(());
    }
    let written = if place.is_dir() {
        with(shared, |_, _| shared.read(|tx| backup::plain::plain_exit(tx, &shared.vault, shared.id, place))).map(drop)
    } else {
        Err(Error::bad(format!("{} is not there just now", plain.place)))
    };
    lock(&shared.backups.state).plain = match &written {
        Ok(()) | Err(Error::Cancelled) => None,
        Err(error) => Some(format!("Nothing was written as plain text this week: {error}. It is tried again.")),
    };
    announce(shared);
    written?;
    let value = serde_json::to_string(&PlainPlace { last: Some(now), ..plain })?;
    shared.write(Op::NoteCheck, |tx| settings::keep(tx, PLAIN_EXIT, &value))
}

pub(super) fn back_up_before(shared: &Shared, reason: Reason) -> Result<()> {
    let holds_something = shared.read(|tx| Ok(!crate::entries::all_ids(tx)?.is_empty()))?;
    if !holds_something || super::folder::is_sample(&shared.folder) {
        return Ok(());
    }
    // Who tidies up names one after the other needs one copy of before, not one of each step.
    let now = shared.clock.now();
    let recent = |made: &Backup| made.reason == reason && (0..HOUR).contains(&(now.millis() - made.at.millis()));
    if reason == Reason::BeforeMany
        && backup::list(&shared.folder)?.iter().any(|made| made.fault.is_none() && recent(made))
    {
        return Ok(());
    }
    // Where nothing was written since the last one, that is the copy.
    let known = lock(&shared.backups.known).clone();
    if let Some((writes, id)) = known
        && writes == shared.backups.writes.load(Ordering::SeqCst)
        && with(shared, |source, _| backup::pin(source.folder, &id, true)).is_ok()
    {
        announce(shared);
        return Ok(());
    }
    back_up(shared, reason).map(drop)
}

/// Starts the thread.
pub(super) fn start(shared: &Arc<Shared>) -> Result<JoinHandle<()>> {
    started(shared, PAUSE, ROUND)
}

pub(super) fn started(shared: &Arc<Shared>, first: Duration, then: Duration) -> Result<JoinHandle<()>> {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("backups".into()).spawn(move || {
        process::give_way(process::Way::Unawaited);
        let mut reason = Reason::Opened;
        let mut pause = Duration::ZERO;
        let rest = |pause| shared.backups.pause(pause);
        while rest(pause) && shared.quiet.comes(first, rest) {
            let _turn = shared.quiet.turn();
            if shared.backups.stop.is_stopped() {
                return;
            }
            let after = if reason == Reason::Opened { HOUR } else { DAY };
            if let Err(error) = where_due(&shared, reason, after)
                && !shared.backups.stop.is_stopped()
            {
                // It stands in the state, from where the screen has it.
                tracing::warn!(%error, "no backup could be made this time");
            }
            if shared.backups.stop.is_stopped() {
                return;
            }
            if let Err(error) = plain_where_due(&shared)
                && !shared.backups.stop.is_stopped()
            {
                tracing::warn!(%error, "nothing was written as plain text this time");
            }
            (reason, pause) = (Reason::Daily, then);
        }
    })?;
    Ok(thread)
}

/// Makes a backup where the last good one is older than `after`.
pub(super) fn where_due(shared: &Shared, reason: Reason, after: i64) -> Result<()> {
    if super::folder::is_sample(&shared.folder) {
        return Ok(());
    }
    let empty = shared.read(|tx| Ok(crate::entries::all_ids(tx)?.is_empty()))?;
    let last = backup::list(&shared.folder)?.into_iter().rfind(|backup| backup.fault.is_none());
    let now: Instant = shared.clock.now();
    let fresh = last.is_some_and(|last| (0..after).contains(&(now.millis() - last.at.millis())));
    if !empty && !fresh {
        back_up(shared, reason)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::journal::Journal;

    #[test]
    fn a_place_for_plain_text_that_is_gone_is_told_until_it_is_there_again() {
        let temp = tempfile::tempdir().unwrap();
        let now = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
        let told = std::sync::Arc::clone(&now);
        let clock = Clock::with(
            move || Instant::from_millis(told.load(std::sync::atomic::Ordering::Relaxed)),
            chrono_tz::Tz::UTC,
        );
        let journal = Journal::create(&temp.path().join("journal"), clock).unwrap();
        let later = || now.fetch_add(WEEK, std::sync::atomic::Ordering::Relaxed);
        let fields = crate::entries::EntryFields { body: Some("Silence.".into()), ..Default::default() };
        journal.write(Op::AddEntry, |tx| crate::entries::add(tx, fields)).unwrap();
        let place = temp.path().join("stick");
        journal.set_plain_place(Some(&place)).unwrap();
        let said = || lock(&journal.shared.backups.state).plain.clone();
        plain_where_due(&journal.shared).unwrap();
        assert_eq!(said(), None, "it was just written");
        later();
        assert!(plain_where_due(&journal.shared).is_err());
        assert!(said().unwrap().contains("stick is not there just now"), "{:?}", said());
        std::fs::create_dir(&place).unwrap();
        plain_where_due(&journal.shared).unwrap();
        assert_eq!((said(), std::fs::read_dir(&place).unwrap().count()), (None, 1));
        std::fs::remove_dir_all(&place).unwrap();
        plain_where_due(&journal.shared).unwrap();
        assert_eq!(said(), None, "not before the week is over");
    }
}
