use serde::{Deserialize, Serialize};

use super::entries::{Days, OneDay};
use super::{Api, Place};
use crate::change::Op;
use crate::due::{self, Due};
use crate::error::Result;
use crate::export;
use crate::id::TestId;
use crate::insights::{self, LookBack};
use crate::intentions::{self, AnswerIntention, IntentionAnswered};

/// A calendar file to be written.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct WriteCalendar {
    /// The file to write.
    pub place: Place,
    /// Of these tests; where not said of all that are planned.
    #[serde(default)]
    #[ts(optional)]
    pub tests: Option<Vec<TestId>>,
}

/// A calendar file that was written.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct CalendarWritten {
    /// Its name, without the path.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: i64,
    /// How many tests are in it.
    pub count: u32,
}

pub(super) fn list(api: &Api<'_>, request: OneDay) -> Result<Due> {
    api.journal.read(|tx| due::list(tx, &request.day))
}

pub(super) fn calendar(api: &Api<'_>, request: WriteCalendar) -> Result<CalendarWritten> {
    let path = api.places.path(&request.place)?;
    let journal = api.journal.id();
    let (text, count) = api.journal.read(|tx| due::calendar(tx, journal, request.tests.as_deref()))?;
    let bytes = export::text_to_file(&path, &text)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(CalendarWritten { file_name, bytes, count })
}

pub(super) fn intention(api: &Api<'_>, request: AnswerIntention) -> Result<IntentionAnswered> {
    api.journal.write(Op::AnswerIntention, |tx| intentions::answer(tx, request))
}

pub(super) fn look_back(api: &Api<'_>, request: Days) -> Result<LookBack> {
    api.journal.read(|tx| insights::look_back(tx, &request.from, &request.to))
}
