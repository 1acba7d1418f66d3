//! What comes from outside, held to the rules of the journal.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{ClaimRecord, LoopRecord, TestRecord};
use crate::error::{Error, Result};

/// Bytes of one text of a loop; what is longer was never written here.
const TEXT_LIMIT: usize = 200_000;
/// Rows of one kind that one loop may have.
const ROW_LIMIT: usize = 2_000;
/// The highest number of a wording: the next one counts on from it.
const HIGHEST: u32 = 1_000_000;

impl LoopRecord {
    /// The record, if it can be one of this journal; what only breaks an order (an amendment after the result) is put
    /// right.
    ///
    /// # Errors
    /// `BadInput` with a sentence.
    pub fn checked(mut self) -> Result<Self> {
        let rows = [
            self.moves.len(),
            self.quotes.len(),
            self.claims.len(),
            self.challenges.len(),
            self.tests.len(),
            self.tests.iter().map(|test| test.amendments.len()).sum(),
            self.case.as_ref().map_or(0, |case| case.turns.len()),
        ];
        if rows.iter().any(|count| *count > ROW_LIMIT) {
            return Err(Error::bad(format!(
                "a learning log has more than {ROW_LIMIT} quotes, steps, tests or the like"
            )));
        }
        if self.texts().any(|text| text.len() > TEXT_LIMIT) {
            return Err(Error::bad("a text of a learning log is longer than any that Loopbook writes"));
        }
        if self.riskiest_rung.is_some_and(|rung| !(1..=7).contains(&rung)) {
            self.riskiest_rung = None;
        }
        self.revisit = self.revisit.filter(|day| is_day(day));
        let mut tied = HashSet::new();
        self.claims.retain(|tie| tied.insert(tie.claim));
        self.tests = self.tests.into_iter().map(TestRecord::put_right).collect();
        Ok(self)
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let quotes = self.quotes.iter().flat_map(|quote| [&quote.exact, &quote.prefix, &quote.suffix, &quote.field]);
        let challenges = self.challenges.iter().flat_map(|challenge| [&challenge.text, &challenge.who, &challenge.how]);
        let tests = self.tests.iter().flat_map(|test| {
            [&test.action, &test.place, &test.people, &test.consent, &test.prediction, &test.disconfirm, &test.happened]
                .into_iter()
                .chain([&test.drop_reason])
                .chain(test.amendments.iter().map(|amendment| &amendment.text))
        });
        let cases = self.case.iter().flat_map(|case| {
            [&case.context, &case.purpose, &case.block, &case.feared]
                .into_iter()
                .chain(case.turns.iter().flat_map(|turn| [&turn.speaker, &turn.said, &turn.unsaid, &turn.redesign]))
        });
        let moves = self.moves.iter().map(|step| &step.note);
        let quotes = quotes.chain(self.quotes.iter().filter_map(|quote| quote.source_field.as_ref()));
        let challenges = challenges.chain(self.challenges.iter().filter_map(|challenge| challenge.cause_id.as_ref()));
        quotes.chain(challenges).chain(tests).chain(cases).chain(moves).chain([&self.exit_reason])
    }
}

impl TestRecord {
    /// A result stands only on a plan, a review only on a result; amendments lie between plan and result.
    fn put_right(mut self) -> Self {
        self.due = self.due.filter(|day| is_day(day));
        self.happened_on = self.happened_on.filter(|day| is_day(day));
        self.confidence = self.confidence.map(|confidence| confidence.min(100));
        if self.planned_at.is_none() {
            self.happened_at = None;
            self.amendments.clear();
        }
        if self.happened_at.is_none() {
            self.happened.clear();
            self.happened_on = None;
            self.reviewed_at = None;
        }
        if self.reviewed_at.is_none() {
            (self.met, self.confidence) = (None, None);
        }
        let result = self.happened_at;
        self.amendments.retain(|amendment| result.is_none_or(|at| amendment.at <= at));
        self
    }
}

impl ClaimRecord {
    /// The claim, if it can be one of this journal.
    ///
    /// # Errors
    /// `BadInput` with a sentence.
    pub fn checked(mut self) -> Result<Self> {
        self.versions.sort_by_key(|version| version.n);
        self.versions.dedup_by_key(|version| version.n);
        if self.versions.is_empty() || self.versions.len() > ROW_LIMIT {
            return Err(Error::bad("an assumption or aim has no wording, or more than Loopbook keeps"));
        }
        for version in &mut self.versions {
            if !(1..=HIGHEST).contains(&version.n)
                || version.text.trim().is_empty()
                || version.text.len() > TEXT_LIMIT
                || version.note.len() > TEXT_LIMIT
                || version.cause_id.as_ref().is_some_and(|id| id.len() > TEXT_LIMIT)
            {
                return Err(Error::bad("a wording of an assumption or aim cannot be read"));
            }
            version.confidence = version.confidence.map(|confidence| confidence.min(100));
        }
        self.merged_into = self.merged_into.filter(|into| *into != self.id);
        Ok(self)
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}
