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
    let pattern = date.format("%m-%d").to_string();
    let other = if leap { "02-29".to_owned() } else { pattern.clone() };
    Ok(Today {
        on_this_day: store::rows(
            tx,
            "WHERE trashed_at IS NULL AND happened_precision IN ('exact', 'day') AND substr(day, 6) IN (?1, ?2) AND day < ?3
             ORDER BY sort DESC, id DESC LIMIT 20",
            [&pattern, &other, day],
        )?,
        last_open: store::rows(
            tx,
            "JOIN opened ON opened.entry = entry.id WHERE trashed_at IS NULL ORDER BY opened.at DESC, opened.rowid DESC LIMIT 1",
            [],
        )?
        .pop(),
        drafts: store::rows(tx, "WHERE trashed_at IS NULL AND readiness = 'draft' ORDER BY edited_at DESC, id DESC LIMIT 5", [])?,
    })
}

/// Remembers that an entry was opened.
///
/// # Errors
/// `NotFound`.
pub fn opened(tx: &mut Tx<'_>, id: EntryId) -> Result<()> {
    store::row(tx, id)?.ok_or(Error::NotFound("entry"))?;
    store::note_opened(tx, id)
}
