//! The sample journal: a term of one teacher's, our own writing, to look at before there is anything of one's own. It
//! comes in as an import, so that one step takes it out again.
//!
//! The data (`sample.toml`) is written to be read: things have names, days count back from today. Here it becomes what
//! any import is, with ids of its own.

mod written;

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime};

use super::plan::{Found, Parsed};
use super::{Importer, Plan, Source};
use crate::clock::{Clock, Instant};
use crate::entries::{Happened, Kind, Precision, Readiness};
use crate::error::{Error, Result};
use crate::id::{ChallengeId, ClaimId, EntryId, QuoteId, TestId, TurnId};
use crate::loops::record::{
    CaseRecord, ChallengeRecord, ClaimRecord, ClaimVersionRecord, LinkRecord, LoopRecord, MoveRecord, QuoteRecord,
    TestRecord, TieRecord, TurnRecord,
};
use crate::loops::{self, Owner, Rel};
use crate::templates::LOG;
use crate::test::Amendment;
use written::{At, Sample, WrittenClaim, WrittenLoop, WrittenNote, WrittenTest};

/// The data.
const DATA: &str = include_str!("sample.toml");
/// What the list of imports calls it.
const NAME: &str = "Sample journal";

/// The sample as an import format of its own: nothing on disk is ever in it.
pub(super) struct SampleJournal;

impl Importer for SampleJournal {
    fn id(&self) -> &'static str {
        "sample"
    }

    fn name(&self) -> &'static str {
        NAME
    }

    fn owns(&self, _: &Source) -> bool {
        false
    }

    fn read(&self, _: &Source) -> Result<Parsed> {
        Ok(Parsed::default())
    }
}

/// The sample as an import, its last day a few days before today.
///
/// # Errors
/// Where the data is not what this program reads, which a test rules out.
pub fn sample(clock: &Clock) -> Result<Plan> {
    let sample: Sample = toml::from_str(DATA).map_err(|error| unsound(&error.to_string()))?;
    Plan::new(&SampleJournal, Source::nothing(NAME), Names::of(&sample, clock).parsed(sample)?)
}

fn unsound(why: &str) -> Error {
    Error::Unsound(format!("its sample journal cannot be read ({why})"))
}

/// What the names in the data stand for.
struct Names<'c> {
    clock: &'c Clock,
    today: NaiveDate,
    entries: HashMap<String, EntryId>,
    claims: HashMap<String, ClaimId>,
    tests: HashMap<String, TestId>,
}

impl<'c> Names<'c> {
    fn of(sample: &Sample, clock: &'c Clock) -> Self {
        let loops = sample.loops.iter();
        Self {
            clock,
            today: clock.day(clock.now()),
            entries: sample
                .entries
                .iter()
                .map(|entry| &entry.name)
                .chain(loops.clone().map(|one| &one.name))
                .map(|name| (name.clone(), EntryId::new()))
                .collect(),
            claims: sample.claims.iter().map(|claim| (claim.name.clone(), ClaimId::new())).collect(),
            tests: loops.flat_map(|one| &one.tests).map(|test| (test.name.clone(), TestId::new())).collect(),
        }
    }

    fn parsed(&self, sample: Sample) -> Result<Parsed> {
        let mut parsed = Parsed::default();
        for note in sample.entries {
            parsed.entries.push(self.entry(note)?);
        }
        for one in sample.loops {
            parsed.entries.push(self.learning_log(one)?);
        }
        for claim in sample.claims {
            parsed.claims.push(self.claim(claim)?);
        }
        Ok(parsed)
    }

    fn entry(&self, note: WrittenNote) -> Result<Found> {
        let at = At { day: note.day, time: note.time };
        let mut found = Found::new(format!("sample:{}", note.name), &note.title, note.body);
        self.begin(&mut found, &note.name, note.title, &at)?;
        found.entry.template = note.template;
        found.entry.timing = note.timing;
        found.entry.setting = note.setting;
        found.entry.tags = note.tags;
        found.entry.people = note.people;
        found.entry.readiness = note.readiness;
        found.entry.starred = note.starred;
        Ok(found)
    }

    fn begin(&self, found: &mut Found, name: &str, title: String, at: &At) -> Result<()> {
        let moment = self.at(at)?;
        let (local, offset) = self.clock.local(moment);
        let zone = self.clock.zone().name().to_owned();
        found.entry.id = self.entry_id(name)?;
        found.entry.title = title;
        found.entry.language = Some("en".into());
        found.entry.happened =
            Happened { precision: Precision::Exact, local, zone: Some(zone), offset_minutes: Some(offset) };
        found.written_at = Some(moment);
        found.edited_at = Some(moment);
        Ok(())
    }

    fn learning_log(&self, one: WrittenLoop) -> Result<Found> {
        let id = self.entry_id(&one.name)?;
        let begun = At { day: one.day, time: one.time.clone() };
        let opened_at = self.at(&begun)?;
        let body = loops::written("", &one.fields)?;
        let mut found = Found::new(format!("sample:{}", one.name), &one.title, body);
        self.begin(&mut found, &one.name, one.title, &begun)?;
        found.entry.kind = Kind::Loop;
        found.entry.template = LOG.into();
        found.entry.setting = one.setting;
        found.entry.tags = one.tags;
        found.entry.people = one.people;
        found.entry.readiness = Readiness::Ready;
        let closed_at = one.closed.as_ref().map(|at| self.at(at)).transpose()?;
        found.edited_at = closed_at.or(found.edited_at);
        if let Some(from) = &one.from {
            let other = self.entry_id(from)?;
            found.ties.push(LinkRecord { entry: id, rel: Rel::BeganFrom, other, at: opened_at });
        }
        let mut stage = loops::Stage::Noticed;
        let mut moves = Vec::with_capacity(one.moves.len());
        for step in one.moves {
            let at = self.at(&At { day: step.day, time: step.time })?;
            moves.push(MoveRecord { at, from: stage, to: step.to, exit: step.exit, note: step.note });
            stage = step.to;
        }
        found.record = Some(LoopRecord {
            stage: one.stage,
            exit: one.exit,
            exit_reason: one.exit_reason,
            revisit: None,
            owner: Owner::Me,
            verdict: one.verdict,
            riskiest_rung: one.riskiest_rung,
            opened_at,
            closed_at,
            moves,
            quotes: one
                .quotes
                .into_iter()
                .map(|quote| QuoteRecord {
                    id: QuoteId::new(),
                    field: quote.field,
                    source: None,
                    source_field: Some(quote.source_field),
                    exact: quote.exact,
                    prefix: String::new(),
                    suffix: String::new(),
                    at: opened_at,
                })
                .collect(),
            claims: one
                .claims
                .into_iter()
                .map(|tie| {
                    Ok(TieRecord {
                        claim: self.claim_id(&tie.claim)?,
                        role: tie.role,
                        rating: tie.rating,
                        added_at: opened_at,
                    })
                })
                .collect::<Result<_>>()?,
            challenges: one
                .challenges
                .into_iter()
                .map(|challenge| {
                    let at = self.at(&At { day: challenge.day, time: challenge.time })?;
                    Ok(ChallengeRecord {
                        id: ChallengeId::new(),
                        kind: challenge.kind,
                        text: challenge.text,
                        lens: challenge.lens,
                        who: challenge.who,
                        how: challenge.how,
                        cause: crate::claims::Cause::Own,
                        cause_id: None,
                        made_at: at,
                        edited_at: at,
                    })
                })
                .collect::<Result<_>>()?,
            tests: one.tests.into_iter().map(|test| self.test(test)).collect::<Result<_>>()?,
            case: one.case.map(|case| CaseRecord {
                real: case.real,
                context: case.context,
                purpose: case.purpose,
                block: case.block,
                feared: case.feared,
                edited_at: opened_at,
                turns: case
                    .turns
                    .into_iter()
                    .map(|turn| TurnRecord {
                        id: TurnId::new(),
                        speaker: turn.speaker,
                        said: turn.said,
                        unsaid: turn.unsaid,
                        marker: turn.marker,
                        redesign: turn.redesign,
                    })
                    .collect(),
            }),
        });
        Ok(found)
    }

    fn test(&self, test: WrittenTest) -> Result<TestRecord> {
        let maybe = |at: &Option<At>| at.as_ref().map(|at| self.at(at)).transpose();
        Ok(TestRecord {
            id: self.test_id(&test.name)?,
            claim: Some(self.claim_id(&test.claim)?),
            action: test.action,
            place: test.place,
            people: test.people,
            consent: test.consent,
            due: test.due_day.map(|day| self.day(day)).transpose()?,
            prediction: test.prediction,
            disconfirm: test.disconfirm,
            made_at: self.at(&test.made)?,
            planned_at: maybe(&test.planned)?,
            amendments: test
                .amendments
                .into_iter()
                .map(|note| Ok(Amendment { at: self.at(&At { day: note.day, time: note.time })?, text: note.text }))
                .collect::<Result<_>>()?,
            happened: test.happened,
            happened_on: test.happened_on_day.map(|day| self.day(day)).transpose()?,
            happened_at: maybe(&test.happened_at)?,
            met: test.met,
            confidence: test.confidence,
            reviewed_at: maybe(&test.reviewed)?,
            dropped_at: None,
            drop_reason: String::new(),
        })
    }

    fn claim(&self, claim: WrittenClaim) -> Result<ClaimRecord> {
        let mut versions = Vec::with_capacity(claim.versions.len());
        for (n, version) in (1u32..).zip(claim.versions) {
            versions.push(ClaimVersionRecord {
                n,
                text: version.text,
                confidence: version.confidence,
                standing: version.standing,
                at: self.at(&At { day: version.day, time: version.time })?,
                cause: version.cause,
                cause_id: version.test.map(|name| self.test_id(&name)).transpose()?.map(|id| id.to_string()),
                in_loop: Some(self.entry_id(&version.in_loop)?),
                note: version.note,
            });
        }
        let made_at = versions.first().map_or(self.clock.now(), |version| version.at);
        let id = self.claim_id(&claim.name)?;
        Ok(ClaimRecord { id, kind: claim.kind, typed: claim.typed, made_at, versions, merged_into: None })
    }

    fn day(&self, back: u64) -> Result<String> {
        let day = self.today.checked_sub_days(Days::new(back)).ok_or_else(|| unsound("a day before all days"))?;
        Ok(day.format("%Y-%m-%d").to_string())
    }

    fn at(&self, at: &At) -> Result<Instant> {
        let day = self.today.checked_sub_days(Days::new(at.day)).ok_or_else(|| unsound("a day before all days"))?;
        let time = NaiveTime::parse_from_str(&at.time, "%H:%M").map_err(|_| unsound("a time of day"))?;
        Ok(self.clock.moment(day.and_time(time)))
    }

    fn entry_id(&self, name: &str) -> Result<EntryId> {
        self.entries.get(name).copied().ok_or_else(|| unsound(name))
    }

    fn claim_id(&self, name: &str) -> Result<ClaimId> {
        self.claims.get(name).copied().ok_or_else(|| unsound(name))
    }

    fn test_id(&self, name: &str) -> Result<TestId> {
        self.tests.get(name).copied().ok_or_else(|| unsound(name))
    }
}
