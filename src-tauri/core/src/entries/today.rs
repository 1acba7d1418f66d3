use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{EntryRow, store};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;

/// What Today shows.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Today {
    /// Entries of this day in earlier years, newest first.
    pub on_this_day: Vec<EntryRow>,
    /// The entry that was open last.
    pub last_open: Option<EntryRow>,
    /// The last few drafts, newest first.
    pub drafts: Vec<EntryRow>,
}

/// What Today shows on `day` ("2026-11-21").
///
/// # Errors
/// `BadInput` where `day` is none.
pub fn today(tx: &Tx<'_>, day: &str) -> Result<Today> {
    let date =
        NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| Error::bad("that is not a day such as 2026-11-21"))?;
    // An entry of 29 February is remembered on 28 February where there is no 29th.
    let leap = date.month() == 2 && date.day() == 28 && !date.leap_year();
    // Day by day: looked for by their ends, all entries there are would have to be read.
    let (first, _) = store::day_range(tx)?;
    let from = first.as_deref().and_then(|day| day.get(..4)?.parse().ok()).unwrap_or(date.year());
    let same = |year: i32| NaiveDate::from_ymd_opt(year, date.month(), date.day());
    let leaped = |year: i32| NaiveDate::from_ymd_opt(year, 2, 29).filter(|_| leap);
    // The last years first, and no more of them than are shown: of one day there may be thousands.
    let days = (from..date.year()).rev().flat_map(|year| [leaped(year), same(year)]).flatten();
    let mut on_this_day = Vec::new();
    for day in days {
        if on_this_day.len() >= SHOWN as usize {
            break;
        }
        let which = "WHERE trashed_at IS NULL AND happened_precision IN ('exact', 'day') AND day = ?1";
        on_this_day.extend(store::first_rows(tx, which, store::NEWEST_FIRST, SHOWN, [day.to_string()])?);
    }
    on_this_day.truncate(SHOWN as usize);
    Ok(Today { on_this_day, last_open: last_open(tx)?, drafts: drafts(tx, FEW)? })
}

/// Entries of this day that are shown at most.
const SHOWN: u32 = 20;

/// The entry that was open last, looked for among those that ever were rather than among all.
fn last_open(tx: &Tx<'_>) -> Result<Option<EntryRow>> {
    let last = "WHERE id = (SELECT opened.entry FROM opened CROSS JOIN entry AS held ON held.id = opened.entry
        WHERE held.trashed_at IS NULL ORDER BY opened.at DESC, opened.rowid DESC LIMIT 1)";
    Ok(store::rows(tx, last, [])?.pop())
}

/// Up to so many drafts are read by their ids, to see which were edited last.
const FEW: usize = 500;

/// The drafts that were edited last. A few among many entries would be far to seek in the order of editing; of many the first
/// are soon found there.
fn drafts(tx: &Tx<'_>, few: usize) -> Result<Vec<EntryRow>> {
    let ids = store::counted::some_drafts(tx, few + 1)?;
    if ids.len() > few {
        let by_edit = "INDEXED BY entry_by_edit WHERE trashed_at IS NULL AND readiness = 'draft' ORDER BY edited_at DESC, id DESC LIMIT 5";
        return store::rows(tx, by_edit, []);
    }
    let by_id = "WHERE id IN (SELECT value FROM json_each(?1))";
    store::first_rows(tx, by_id, "edited_at DESC, id DESC", 5, [serde_json::to_string(&ids)?])
}

/// Remembers that an entry was opened.
///
/// # Errors
/// `NotFound`.
pub fn opened(tx: &mut Tx<'_>, id: EntryId) -> Result<()> {
    store::row(tx, id)?.ok_or(Error::NotFound("entry"))?;
    store::note_opened(tx, id)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{EntryFields, Happened, add};
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::journal::Journal;

    #[test]
    fn the_drafts_edited_last_are_the_same_whether_few_or_many() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        for number in 0..9 {
            let fields = EntryFields {
                title: Some(format!("{number}")),
                readiness: (number % 4 == 0).then_some(super::super::Readiness::Ready),
                ..EntryFields::default()
            };
            journal.write(Op::SaveEntry, |tx| add(tx, fields)).unwrap();
        }
        let titles = |few| -> Vec<String> {
            let rows = journal.read(|tx| drafts(tx, few)).unwrap();
            rows.into_iter().map(|row| row.title).collect()
        };
        assert_eq!(titles(500), ["7", "6", "5", "3", "2"]);
        assert_eq!(titles(500), titles(2));
    }

    #[test]
    fn this_day_of_earlier_years_is_remembered_and_the_29th_of_february_on_the_28th_where_there_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        for day in ["2019-02-28", "2020-02-29", "2024-02-29", "2024-02-28", "2025-03-01", "2026-02-28"] {
            let happened = Some(Happened::on(day.parse().unwrap()));
            let fields = EntryFields { title: Some(day.into()), happened, ..EntryFields::default() };
            journal.write(Op::SaveEntry, |tx| add(tx, fields)).unwrap();
        }
        let on = |day: &str| {
            let found = journal.read(|tx| today(tx, day)).unwrap().on_this_day;
            found.into_iter().map(|row| row.title).collect::<Vec<_>>()
        };
        assert_eq!(on("2026-02-28"), ["2024-02-29", "2024-02-28", "2020-02-29", "2019-02-28"]);
        assert_eq!(on("2028-02-28"), ["2026-02-28", "2024-02-28", "2019-02-28"]);
        assert_eq!(on("2028-02-29"), ["2024-02-29", "2020-02-29"]);
        assert_eq!(on("2018-02-28"), [""; 0]);
    }
}
