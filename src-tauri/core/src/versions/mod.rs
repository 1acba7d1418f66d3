//! Versions: the states of an entry's text that are kept as it changes. Which ones is decided by [`states_to_keep`].

mod compare;
pub mod earlier;
mod store;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::entries::{self, Entry, EntryFields, SaveEntry};
use crate::error::{Error, Result};
use crate::id::{EntryId, VersionId};
use crate::store::Tx;
use crate::text;

pub(crate) use compare::rows as compared;
pub use compare::{Comparison, ComparisonRow, Piece, RowKind};

/// A sitting ends with a pause this long, in milliseconds.
const SITTING: i64 = 30 * 60 * 1000;
/// Within a sitting one version is kept in this time, in milliseconds.
const INTERVAL: i64 = 5 * 60 * 1000;
/// A text that falls below one part in this many of its greatest length has shrunk.
const SHRINK: usize = 5;
/// Names the text as it is now where a version's id is asked for.
pub const NOW: &str = "now";

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Not a version: the text as it is.
    Now,
    /// The first state of a sitting.
    First,
    /// Five minutes after the one before.
    Interval,
    /// The last state of a sitting.
    Last,
    /// The writer asked (Ctrl+S).
    Kept,
    /// Before most of the text went.
    BeforeShrink,
    /// Before an older version took its place.
    BeforeRestore,
}

/// A version in the list.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct VersionRow {
    /// Its identity, or "now".
    pub id: String,
    /// When the text stood so.
    pub at: Instant,
    /// Why it was kept.
    pub reason: Reason,
    /// The title then.
    pub title: String,
    /// Words of the body then.
    pub words: u32,
    /// Words more than in the version before.
    pub words_change: i32,
}

/// One kept state.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its identity.
    pub id: VersionId,
    /// When the text stood so.
    pub at: Instant,
    /// Why it was kept.
    pub reason: Reason,
    /// The title then.
    pub title: String,
    /// The body then.
    pub body: String,
    /// Words of the body then.
    pub words: u32,
}

/// What the rule needs to know of one save.
#[derive(Clone, Copy, Debug)]
struct Moment {
    now: Instant,
    /// When the text was changed before; none for a new entry.
    before: Option<Instant>,
    /// When the newest version stood; none where there is none.
    kept: Option<Instant>,
    /// Whether the text as it stood before this save needs no version: it is one, this save did not change it, or it is the
    /// middle of a sitting that has one.
    before_is_safe: bool,
    /// Whether less than a fifth is left of the longest text of this sitting, and that text is no version yet.
    shrank: bool,
    asked: bool,
}

impl Moment {
    /// Milliseconds since `then`; of a time that is yet to come (an import, a clock set right) as long as can be.
    fn since(&self, then: Instant) -> i64 {
        let passed = self.now.millis() - then.millis();
        if passed < 0 { i64::MAX } else { passed }
    }

    fn is_new_sitting(&self) -> bool {
        self.before.is_none_or(|before| self.since(before) >= SITTING)
    }
}

/// What to keep at a save: the state before it (or the longest before that), the state after it.
fn states_to_keep(moment: Moment) -> (Option<Reason>, Option<Reason>) {
    let before = match moment.before {
        None => None,
        Some(_) if moment.shrank => Some(Reason::BeforeShrink),
        Some(_) if moment.before_is_safe => None,
        // An entry that came in by an import has no version yet: its original is the first.
        Some(_) if moment.kept.is_none() => Some(Reason::First),
        Some(_) if moment.is_new_sitting() => Some(Reason::Last),
        Some(_) => None,
    };
    let after = if moment.asked {
        Some(Reason::Kept)
    } else if moment.is_new_sitting() {
        Some(Reason::First)
    } else if moment.kept.is_none_or(|kept| moment.since(kept) >= INTERVAL) {
        Some(Reason::Interval)
    } else {
        None
    };
    (before, after)
}

/// Keeps the first state of an entry that has just been begun.
///
/// # Errors
/// Those of the database.
pub(crate) fn begin(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    let now = tx.now();
    store::insert(tx, entry.id, &State::of(entry, now), Reason::First)
}

/// Keeps what is to be kept of a save that was just made.
///
/// # Errors
/// Those of the database.
pub fn after_save(tx: &mut Tx<'_>, before: &Entry, after: &Entry, asked: bool) -> Result<()> {
    let newest = store::newest(tx, after.id)?;
    let before = Some(before).filter(|entry| !entry.title.is_empty() || !entry.body.is_empty());
    let mut moment = Moment {
        now: tx.now(),
        before: before.map(|entry| entry.edited_at),
        kept: newest.map(|(_, at)| at),
        before_is_safe: true,
        shrank: false,
        asked,
    };
    let begins = moment.is_new_sitting();
    if begins {
        store::forget_peak(tx, after.id)?;
    }
    // Within a sitting that has a version nothing hangs on it, and no text need be read.
    if let Some(entry) = before.filter(|_| begins || newest.is_none()) {
        moment.before_is_safe =
            (entry.title == after.title && entry.body == after.body) || says(tx, newest, &entry.title, &entry.body)?;
    }
    let peak = peak(tx, before, after)?;
    if let Some(peak) = peak.as_ref().filter(|peak| after.body.len() < peak.body.len() / SHRINK) {
        moment.shrank = !says(tx, newest, &peak.title, &peak.body)?;
    }
    let (keep_before, keep_after) = states_to_keep(moment);
    // Before another becomes the newest.
    let unchanged = keep_after.is_some() && says(tx, newest, &after.title, &after.body)?;
    match (keep_before, before, peak) {
        (Some(Reason::BeforeShrink), _, Some(peak)) => {
            store::insert(tx, after.id, &peak, Reason::BeforeShrink)?;
            store::forget_peak(tx, after.id)?;
        }
        (Some(reason), Some(before), _) => store::insert(tx, after.id, &State::of(before, before.edited_at), reason)?,
        _ => {}
    }
    if let Some(reason) = keep_after {
        if !unchanged {
            let now = tx.now();
            store::insert(tx, after.id, &State::of(after, now), reason)?;
        } else if asked && let Some((kept, _)) = newest {
            store::set_reason(tx, kept, Reason::Kept)?;
        }
    }
    Ok(())
}

/// Whether the newest version, if there is one, has these very words.
fn says(tx: &Tx<'_>, newest: Option<(VersionId, Instant)>, title: &str, body: &str) -> Result<bool> {
    match newest {
        Some((kept, _)) => store::says(tx, kept, title, body),
        None => Ok(false),
    }
}

/// The longest text of this sitting; noted where deleting begins.
fn peak(tx: &mut Tx<'_>, before: Option<&Entry>, after: &Entry) -> Result<Option<State>> {
    let known = store::peak(tx, after.id)?;
    let Some(before) = before.filter(|before| after.body.len() < before.body.len()) else { return Ok(known) };
    if known.as_ref().is_some_and(|known| known.body.len() >= before.body.len()) {
        return Ok(known);
    }
    let state = State::of(before, before.edited_at);
    store::set_peak(tx, after.id, &state)?;
    Ok(Some(state))
}

/// A text at a moment.
#[derive(Clone, Debug)]
struct State {
    at: Instant,
    title: String,
    body: String,
    words: u32,
}

impl State {
    fn of(entry: &Entry, at: Instant) -> Self {
        Self { at, title: entry.title.clone(), body: entry.body.clone(), words: entry.words }
    }
}

/// The versions of an entry, newest first; the first row is the text as it is.
///
/// # Errors
/// `NotFound`.
pub fn list(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<VersionRow>> {
    let now = entries::store::get(tx, entry)?;
    let mut rows = vec![now_row(&now)];
    rows.extend(store::rows(tx, entry)?);
    let words: Vec<u32> = rows.iter().map(|row| row.words).collect();
    for (row, earlier) in rows.iter_mut().zip(words.iter().skip(1).chain(std::iter::once(&0))) {
        let change = i64::from(row.words) - i64::from(*earlier);
        row.words_change = i32::try_from(change).unwrap_or(if change < 0 { i32::MIN } else { i32::MAX });
    }
    Ok(rows)
}

fn now_row(entry: &Entry) -> VersionRow {
    VersionRow {
        id: NOW.into(),
        at: entry.edited_at,
        reason: Reason::Now,
        title: entry.title.clone(),
        words: entry.words,
        words_change: 0,
    }
}

/// Two versions side by side.
///
/// # Errors
/// `NotFound`.
pub fn compare(tx: &Tx<'_>, entry: EntryId, left: &str, right: &str) -> Result<Comparison> {
    let (left_row, left) = side(tx, entry, left)?;
    let (right_row, right) = side(tx, entry, right)?;
    Ok(Comparison { left: left_row, right: right_row, rows: compare::rows(&left, &right) })
}

fn side(tx: &Tx<'_>, entry: EntryId, id: &str) -> Result<(VersionRow, String)> {
    let whole = |title: &str, body: &str| if title.is_empty() { body.to_owned() } else { format!("{title}\n\n{body}") };
    if id == NOW {
        let entry = entries::store::get(tx, entry)?;
        return Ok((now_row(&entry), whole(&entry.title, &entry.body)));
    }
    let version = store::get(tx, entry, id.parse()?)?.ok_or(Error::NotFound("version"))?;
    let row = VersionRow {
        id: version.id.to_string(),
        at: version.at,
        reason: version.reason,
        title: version.title.clone(),
        words: version.words,
        words_change: 0,
    };
    Ok((row, whole(&version.title, &version.body)))
}

/// Brings an older text back as a new version; the text as it was is kept first.
///
/// # Errors
/// `NotFound`.
pub fn restore(tx: &mut Tx<'_>, entry: EntryId, version: VersionId) -> Result<Entry> {
    let kept = store::get(tx, entry, version)?.ok_or(Error::NotFound("version"))?;
    let now = entries::store::get(tx, entry)?;
    let newest = store::newest(tx, entry)?;
    if !says(tx, newest, &now.title, &now.body)? {
        store::insert(tx, entry, &State::of(&now, now.edited_at), Reason::BeforeRestore)?;
    }
    let fields = EntryFields { title: Some(kept.title), body: Some(kept.body), ..EntryFields::default() };
    entries::save(tx, SaveEntry { id: entry, base: now.revision, fields, keep: true })
}

/// Keeps the text as it stands, unless it is kept already or there is none.
///
/// # Errors
/// Those of the database.
pub fn keep(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    let newest = store::newest(tx, entry.id)?;
    if says(tx, newest, &entry.title, &entry.body)? || (entry.title.is_empty() && entry.body.is_empty()) {
        return Ok(());
    }
    store::insert(tx, entry.id, &State::of(entry, entry.edited_at), Reason::Kept)
}

/// The newest version of an entry with this text; none where it is not kept, or not any more.
///
/// # Errors
/// Those of the database.
pub fn of_text(tx: &Tx<'_>, entry: EntryId, body: &str) -> Result<Option<VersionRow>> {
    store::of_text(tx, entry, body)
}

/// All versions of an entry, oldest first, for an export that was asked for them.
pub fn all(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Version>> {
    store::all(tx, entry)
}

/// How many versions a rule of `days` would delete now. Those kept by Ctrl+S are never deleted by a rule.
pub fn count_older(tx: &Tx<'_>, days: u32) -> Result<u32> {
    store::count_older(tx, before(tx, days))
}

/// Deletes what the writer's own rule says; without one nothing.
///
/// # Errors
/// Those of the database.
pub fn thin(tx: &mut Tx<'_>) -> Result<usize> {
    match crate::settings::get(tx)?.keep_versions_days {
        None => Ok(0),
        Some(days) => {
            let before = before(tx, days);
            store::delete_older(tx, before)
        }
    }
}

fn before(tx: &Tx<'_>, days: u32) -> Instant {
    Instant::from_millis(tx.now().millis() - i64::from(days) * 86_400_000)
}

pub(crate) fn word_count(body: &str) -> u32 {
    text::words(&text::plain(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn moment(now: i64, before: Option<i64>, kept: Option<i64>) -> Moment {
        let at = |minutes: i64| Instant::from_millis(minutes * MINUTE);
        Moment {
            now: at(now),
            before: before.map(at),
            kept: kept.map(at),
            before_is_safe: false,
            shrank: false,
            asked: false,
        }
    }

    #[test]
    fn the_first_state_of_a_new_entry_is_kept() {
        assert_eq!(states_to_keep(moment(0, None, None)), (None, Some(Reason::First)));
    }

    #[test]
    fn within_a_sitting_one_is_kept_each_five_minutes() {
        assert_eq!(states_to_keep(moment(4, Some(3), Some(0))), (None, None));
        assert_eq!(states_to_keep(moment(5, Some(4), Some(0))), (None, Some(Reason::Interval)));
    }

    #[test]
    fn after_a_pause_the_last_state_of_the_sitting_before_is_kept_and_the_first_of_the_new_one() {
        assert_eq!(states_to_keep(moment(60, Some(30), Some(28))), (Some(Reason::Last), Some(Reason::First)));
    }

    #[test]
    fn a_shrink_is_kept_whatever_else() {
        let mut shrink = moment(2, Some(1), Some(0));
        shrink.shrank = true;
        shrink.before_is_safe = true;
        assert_eq!(states_to_keep(shrink).0, Some(Reason::BeforeShrink));
    }

    #[test]
    fn the_original_of_an_import_is_kept_at_the_first_edit() {
        assert_eq!(states_to_keep(moment(1, Some(0), None)).0, Some(Reason::First));
    }

    #[test]
    fn a_version_from_the_future_does_not_stop_the_rule() {
        assert_eq!(states_to_keep(moment(1, Some(0), Some(9_999))).1, Some(Reason::Interval));
    }

    #[test]
    fn ctrl_s_always_keeps() {
        let mut asked = moment(1, Some(1), Some(1));
        asked.asked = true;
        assert_eq!(states_to_keep(asked).1, Some(Reason::Kept));
    }
}
