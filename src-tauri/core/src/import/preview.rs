//! What a plan would do, before anything is done.

use std::collections::BTreeSet;

use serde::Serialize;

use super::meetings::{self, Fresh};
use super::plan::{Found, Sorted, sorted};
use super::{Plan, Problem};
use crate::error::Result;
use crate::store::Tx;
use crate::text;

/// Entries shown as a sample.
const SAMPLE: usize = 8;

/// What would come in.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ImportPreview {
    /// The format's id.
    pub format: String,
    /// Its name.
    pub format_name: String,
    /// Entries that would be added.
    pub new_entries: u32,
    /// Entries that came in before, or are here under their own id.
    pub already_here: u32,
    /// Files of the new entries.
    pub attachments: u32,
    /// Communities that would be added.
    pub communities: u32,
    /// Their sessions that would be added.
    pub sessions: u32,
    /// Tags of the new entries, in alphabetical order.
    pub tags: Vec<String>,
    /// The first local day of the new entries.
    pub first_day: Option<String>,
    /// The last one.
    pub last_day: Option<String>,
    /// Some of the new entries, spread over all of them.
    pub sample: Vec<Sample>,
    /// What would not come in, or not whole.
    pub problems: Vec<Problem>,
}

/// An entry that would come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Sample {
    /// May be empty.
    pub title: String,
    /// The local day it would stand under.
    pub day: String,
    /// Its first words.
    pub excerpt: String,
}

/// What the plan would do to the journal as it is now.
///
/// # Errors
/// Those of the database.
pub fn preview(tx: &Tx<'_>, plan: &Plan) -> Result<ImportPreview> {
    let Sorted { new, here, problems } = sorted(tx, plan)?;
    let mut tags = BTreeSet::new();
    let mut days = Vec::with_capacity(new.len());
    let mut files = 0;
    for found in &new {
        tags.extend(found.entry.tags.iter().cloned());
        files += found.files.len();
        days.push(found.entry.happened.day(tx.clock().day(found.timed(tx.now()).written_at)));
    }
    let meetings = plan.meetings.as_ref().map_or(Ok(Fresh::default()), |meetings| meetings::fresh(tx, meetings))?;
    let step = new.len().div_ceil(SAMPLE).max(1);
    let sample = new.iter().zip(&days).step_by(step).map(|(found, day)| sample(found, day)).collect();
    Ok(ImportPreview {
        format: plan.format.into(),
        format_name: plan.format_name.into(),
        new_entries: count(new.len()),
        already_here: here,
        attachments: count(files),
        communities: meetings.communities,
        sessions: meetings.sessions,
        tags: tags.into_iter().collect(),
        first_day: days.iter().min().cloned(),
        last_day: days.iter().max().cloned(),
        sample,
        problems,
    })
}

fn sample(found: &Found, day: &str) -> Sample {
    let end = found.entry.body.char_indices().nth(4_000).map_or(found.entry.body.len(), |(at, _)| at);
    Sample {
        title: found.entry.title.clone(),
        day: day.to_owned(),
        excerpt: text::excerpt(&text::plain(&found.entry.body[..end]), 160),
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
