//! What of an entry can be ticked: its blocks, and all that stands beside its text.

use serde::{Deserialize, Serialize};

use super::store;
use crate::attachments::Attachment;
use crate::entries::{self, Audience, Entry, Kind, Readiness};
use crate::error::{Error, Result};
use crate::export::{self, Piece, part};
use crate::id::{EntryId, PlanId};
use crate::intentions;
use crate::loops::{self, Loop};
use crate::questions;
use crate::store::Tx;
use crate::templates::{self, sections};
use crate::text;
use crate::versions;

/// What can be ticked of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PlanParts {
    /// Which entry.
    pub entry: EntryId,
    /// All of its ordinary parts go.
    pub whole: bool,
    /// In reading order.
    pub parts: Vec<PlanPart>,
}

/// Something that can be ticked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PlanPart {
    /// Names it in `plan_pieces`.
    pub key: String,
    /// What it is.
    pub kind: PartKind,
    /// Of a block: the stage or section it stands in, by its heading; none above the first.
    pub section: Option<String>,
    /// Its words, or the beginning of them.
    pub text: String,
    /// It leaves by its own tick only, whole or not.
    pub alone: bool,
    /// Whether it goes.
    pub ticked: bool,
}

/// What can be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each names a part of an entry")]
pub enum PartKind {
    Draft,
    Private,
    Title,
    Setting,
    Tags,
    Values,
    Heading,
    Block,
    State,
    Aim,
    Assumption,
    History,
    Quote,
    Challenge,
    OfReader,
    Test,
    LeftColumn,
    File,
    Versions,
    Answers,
    Intentions,
}

/// Characters of a part that are shown.
const SHOWN: usize = 400;

/// What can be ticked of an entry, with what is.
///
/// # Errors
/// `NotFound` for a plan, or an entry that is not in it.
pub fn blocks(tx: &Tx<'_>, plan: PlanId, id: EntryId) -> Result<PlanParts> {
    let kept = store::pieces(tx, plan)?.into_iter().find(|piece| piece.entry == id);
    let kept = kept.ok_or(Error::NotFound("entry in this plan"))?;
    let piece = Piece { entry: kept.entry, whole: kept.whole, ticks: kept.ticks };
    let entry = entries::get(tx, id)?;
    let mut list = List { piece: &piece, parts: Vec::new() };
    if entry.readiness == Readiness::Draft {
        list.add(part::DRAFT, PartKind::Draft, "");
    }
    if entry.audience == Audience::Private {
        list.add(part::PRIVATE, PartKind::Private, "");
    }
    list.some(part::TITLE, PartKind::Title, &entry.title);
    list.some(part::SETTING, PartKind::Setting, &entry.setting);
    list.some(part::TAGS, PartKind::Tags, &entry.tags.join(", "));
    let values = templates::values::of(tx, id)?;
    let values: Vec<String> = values.iter().map(|value| format!("{}: {}", value.label, value.value.words())).collect();
    list.some(part::VALUES, PartKind::Values, &values.join(" · "));
    list.text(&entry, &labels(tx, &entry)?);
    if entry.kind == Kind::Loop {
        list.log(&loops::get(tx, id)?);
    }
    let answers = questions::record::answers(tx, id)?.into_iter().filter(|answer| !answer.gone);
    let answers: Vec<String> =
        answers.map(|answer| format!("{} {}", answer.text.trim(), answer.answer.trim()).trim().to_owned()).collect();
    list.some(part::ANSWERS, PartKind::Answers, &answers.join(" · "));
    let meant: Vec<String> = intentions::record::of(tx, id)?.into_iter().map(|one| text::plain(&one.text)).collect();
    list.some(part::INTENTIONS, PartKind::Intentions, &meant.join(" · "));
    for Attachment { id, name, .. } in &entry.attachments {
        list.add(&format!("{}{id}", part::FILE), PartKind::File, name);
    }
    let older = versions::all(tx, id)?.len();
    if older > 0 {
        list.add(part::VERSIONS, PartKind::Versions, &older.to_string());
    }
    Ok(PlanParts { entry: id, whole: piece.whole, parts: list.parts })
}

/// Labels of the fields that are headings in the text.
fn labels(tx: &Tx<'_>, entry: &Entry) -> Result<Vec<String>> {
    let template = templates::definition_of(tx, &entry.template, entry.template_version)?;
    let labels = template.as_ref().map(|template| template.headings().1).unwrap_or_default();
    Ok(labels.into_iter().map(str::to_owned).collect())
}

struct List<'p> {
    piece: &'p Piece,
    parts: Vec<PlanPart>,
}

impl List<'_> {
    fn add(&mut self, key: &str, kind: PartKind, text: &str) {
        self.parts.push(PlanPart {
            key: key.to_owned(),
            kind,
            section: None,
            text: text::excerpt(text, SHOWN),
            alone: part::stands_alone(key),
            ticked: self.piece.ticked(key),
        });
    }

    fn some(&mut self, key: &str, kind: PartKind, text: &str) {
        if !text.trim().is_empty() {
            self.add(key, kind, text);
        }
    }

    /// The blocks of the text. Those of a template stand in the section of its label, others in that of the last heading.
    fn text(&mut self, entry: &Entry, labels: &[String]) {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let read = sections::read(&entry.body, &labels);
        let mut starts: Vec<(usize, &str)> =
            read.order().into_iter().filter_map(|place| Some((read.start(place)?, *labels.get(place)?))).collect();
        starts.sort_unstable();
        let mut last: Option<String> = None;
        for block in export::blocks(&entry.body) {
            // Notes to oneself leave with nothing.
            if export::is_note(&entry.body[block.range.clone()]) {
                continue;
            }
            let words = text::plain(&entry.body[block.range.clone()]);
            if labels.is_empty() {
                if block.heading.is_some() {
                    last = Some(text::excerpt(&words, SHOWN));
                }
            } else if let Some((_, label)) = starts.iter().rfind(|(start, _)| *start <= block.range.start) {
                last = Some((*label).to_owned());
            }
            let kind = if block.heading.is_some() { PartKind::Heading } else { PartKind::Block };
            self.add(&block.key, kind, &words);
            if let Some(part) = self.parts.last_mut() {
                part.section.clone_from(&last);
            }
        }
    }

    fn log(&mut self, log: &Loop) {
        self.add(part::STATE, PartKind::State, log.stage.word());
        for (claims, kind) in [(&log.aims, PartKind::Aim), (&log.assumptions, PartKind::Assumption)] {
            for tied in claims {
                // As this log has it; other words of another log leave with that one.
                let here = tied.versions.iter().rfind(|version| version.in_loop.is_none_or(|id| id == log.id()));
                let text = here.map_or(&tied.claim.text, |version| &version.text);
                self.add(&format!("{}{}", part::CLAIM, tied.claim.id), kind, text);
            }
        }
        let earlier: usize = log.claims().map(|tied| tied.versions.len().saturating_sub(1)).sum();
        if earlier > 0 {
            self.add(part::HISTORY, PartKind::History, &earlier.to_string());
        }
        for quote in log.quotes.iter().filter(|quote| quote.source.is_none() && quote.source_field.is_some()) {
            self.add(&format!("{}{}", part::QUOTE, quote.id), PartKind::Quote, &quote.exact);
        }
        for challenge in &log.challenges {
            let key = part::challenge(challenge.id, challenge.cause);
            let kind = if part::stands_alone(&key) { PartKind::OfReader } else { PartKind::Challenge };
            self.add(&key, kind, &challenge.text);
        }
        for test in &log.tests {
            self.add(&format!("{}{}", part::TEST, test.id), PartKind::Test, &test.action);
        }
        if log.has_case {
            self.add(part::LEFT_COLUMN, PartKind::LeftColumn, "");
        }
    }
}
