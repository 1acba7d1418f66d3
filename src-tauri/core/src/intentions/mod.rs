//! What the writer meant to do: the part of an entry that says what comes next, asked for once, and once more where it is
//! carried on. Nothing is written down when it is asked; only the answer is.

pub mod record;
mod store;

use chrono::{Days, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::entries::{self, EntryRow};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::loops::{self, BeginLoop, Passage};
use crate::store::{Tx, words};
use crate::templates::{self, FieldKind, Slot, sections};
use crate::text;

/// What was meant longer ago is not asked for.
const DAYS: u64 = 60;
/// A carried intention is asked for again after as many days.
const AGAIN: u64 = 7;
/// Characters of an intention that a loop quotes.
const QUOTED: usize = 500;

/// What the writer meant to do.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Intention {
    /// Where it was written.
    pub entry: EntryRow,
    /// Key of the field.
    pub field: String,
    /// What is read above that field.
    pub label: String,
    /// What stands there, without its markup; of a carried one whose text is gone what stood there when it was carried.
    pub text: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum IntentionAnswer {
    /// It was done.
    Done,
    /// Not yet: to be asked again in a week.
    Carried,
    /// It will not be done.
    Dropped,
    /// Something stands behind it that is worth a learning log.
    Assumption,
}
words!(IntentionAnswer { Done = "done", Carried = "carried", Dropped = "dropped", Assumption = "assumption" });

/// An answer to what was meant.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerIntention {
    /// Where it was written.
    pub entry: EntryId,
    /// Key of the field.
    pub field: String,
    /// What became of it.
    pub answer: IntentionAnswer,
}

/// What an answer led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct IntentionAnswered {
    /// The learning log that was begun.
    #[serde(rename = "loop")]
    pub begun: Option<EntryId>,
}

/// The last thing the writer meant to do: one that was carried and whose day has come, or that of the newest entry that
/// has one, if it was not asked for yet. Older ones are not gone back to: what was meant since stands in their place.
///
/// # Errors
/// Those of the database.
pub fn last(tx: &Tx<'_>, day: NaiveDate) -> Result<Option<Intention>> {
    for carried in store::carried(tx, &day.to_string())? {
        let found = meant(tx, carried.entry)?;
        let Some(row) = entries::store::row(tx, carried.entry)? else { continue };
        let label = label(tx, carried.entry, &carried.field)?;
        let text = found.into_iter().find(|field| field.key == carried.field).map_or(carried.text, |field| field.text);
        return Ok(Some(Intention { entry: row, field: carried.field, label, text }));
    }
    let oldest = day.checked_sub_days(Days::new(DAYS)).unwrap_or(day);
    // A day more, wherever the clock stands.
    let after = oldest.pred_opt().unwrap_or(oldest).and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    for (entry, written_at) in store::newest(tx, Instant::from_millis(after))? {
        let written = tx.clock().day(written_at);
        if written < oldest {
            break;
        }
        let found = if written > day { Vec::new() } else { meant(tx, entry)? };
        if found.is_empty() {
            continue;
        }
        let answered = store::answered(tx, entry)?;
        let Some(field) = found.into_iter().find(|field| !answered.contains(&field.key)) else { break };
        let Some(row) = entries::store::row(tx, entry)? else { break };
        return Ok(Some(Intention { entry: row, field: field.key, label: field.label, text: field.text }));
    }
    Ok(None)
}

/// A field that says what comes next, and what stands in it.
struct Meant {
    key: String,
    label: String,
    text: String,
}

/// What an entry says of what comes next, field by field, empty ones left out.
fn meant(tx: &Tx<'_>, id: EntryId) -> Result<Vec<Meant>> {
    let entry = entries::get(tx, id)?;
    let Some(definition) = templates::definition_of(tx, &entry.template, entry.template_version)? else {
        return Ok(Vec::new());
    };
    let (places, labels) = definition.headings();
    let says = |place: &usize| definition.fields[*place].slot == Some(Slot::Act);
    if !places.iter().any(says) {
        return Ok(Vec::new());
    }
    let found = sections::read(&entry.body, &labels);
    let fields = places.iter().enumerate().filter(|(_, place)| says(place)).filter_map(|(label, place)| {
        let text = text::plain(found.text(label)?).trim().to_owned();
        let field = &definition.fields[*place];
        (!text.is_empty()).then(|| Meant { key: field.key.clone(), label: field.label.clone(), text })
    });
    Ok(fields.collect())
}

fn label(tx: &Tx<'_>, id: EntryId, field: &str) -> Result<String> {
    let entry = entries::get(tx, id)?;
    let definition = templates::definition_of(tx, &entry.template, entry.template_version)?;
    let field = definition.as_ref().and_then(|definition| definition.field(field));
    Ok(field.filter(|field| field.kind == FieldKind::Text).map(|field| field.label.clone()).unwrap_or_default())
}

/// Keeps what became of an intention; another answer takes the place of the one before. A learning log is begun from the
/// entry with the words of the intention beside its trigger.
///
/// # Errors
/// `NotFound` where the entry is not there or lies in the trash, or has no such text.
pub fn answer(tx: &mut Tx<'_>, request: AnswerIntention) -> Result<IntentionAnswered> {
    entries::store::row(tx, request.entry)?.filter(|row| row.trashed_at.is_none()).ok_or(Error::NotFound("entry"))?;
    let now = meant(tx, request.entry)?.into_iter().find(|field| field.key == request.field);
    let before = store::text(tx, request.entry, &request.field)?;
    let text = match (now, before) {
        (Some(field), _) => field.text,
        (None, Some(text)) => text,
        (None, None) => return Err(Error::NotFound("intention")),
    };
    let begun = match request.answer {
        IntentionAnswer::Assumption => {
            let exact: String = text.chars().take(QUOTED).collect();
            let passage = Passage { exact, prefix: String::new(), suffix: String::new() };
            let begun = BeginLoop { title: None, from: Some(request.entry), passage: Some(passage) };
            Some(loops::begin(tx, begun)?.id())
        }
        _ => None,
    };
    let today = tx.clock().day(tx.now());
    let again = (request.answer == IntentionAnswer::Carried)
        .then(|| today.checked_add_days(Days::new(AGAIN)).unwrap_or(today).to_string());
    store::keep(tx, &request, &text, again.as_deref(), begun)?;
    Ok(IntentionAnswered { begun })
}
