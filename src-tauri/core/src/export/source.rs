//! Where exporters read from: the only way from the journal to what leaves. Nobody but this file holds the transaction
//! and the vault, so that a format can hand on nothing that was not cut and cleared here. What it answers with also settles
//! which pack it is ([`super::made`]): a new answer is read there, too.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;

use super::attached::{self, Attached};
use super::clear::Clearing;
use super::meetings::{self, Meetings};
use super::sharing::{Piece, part};
use super::{Dates, Pack, came_of, carried, learning_log};
use crate::attachments::{self, Attachment, Vault};
use crate::claims;
use crate::clock::{Clock, Instant};
use crate::entries::{self, Entry, Kind};
use crate::error::{Error, Result};
use crate::id::{AttachmentId, ClaimId, EntryId};
use crate::intentions::record::IntentionRecord;
use crate::loops::record::{self, ClaimRecord, LinkRecord, LoopRecord};
use crate::loops::{self, Case, Loop};
use crate::picture::Picture;
use crate::questions::record::AnswerRecord;
use crate::redact::Patch;
use crate::review::{self, record::CommentRecord};
use crate::store::Tx;
use crate::templates::{self, OwnTemplate, StoredValue, TemplateDefinition};
use crate::versions::earlier::Earlier;
use crate::versions::{self, Version};

/// One snapshot of the journal with its files, as much of it as leaves.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    tx: &'a Tx<'a>,
    vault: &'a Vault,
    /// None: a copy for oneself, of which nothing is hidden.
    clearing: Option<&'a Clearing<'a>>,
    /// Told of every entry that is asked for.
    counting: Option<&'a dyn Fn(EntryId)>,
}

impl<'a> Source<'a> {
    /// For a copy for oneself.
    pub(super) fn new(tx: &'a Tx<'a>, vault: &'a Vault) -> Self {
        Self { tx, vault, clearing: None, counting: None }
    }

    /// For somebody: all that is read is cut and cleared.
    pub(super) fn cleared(tx: &'a Tx<'a>, vault: &'a Vault, clearing: &'a Clearing<'a>) -> Self {
        Self { tx, vault, clearing: Some(clearing), counting: None }
    }

    /// The same, with somebody who is told of every entry that is asked for: by that it is known how far a format is.
    pub(super) fn counted(self, counting: &'a dyn Fn(EntryId)) -> Self {
        Self { counting: Some(counting), ..self }
    }

    /// Whether all that is read is cut and cleared.
    pub(super) fn is_for_somebody(&self) -> bool {
        self.clearing.is_some()
    }

    /// What clears an entry, and what was ticked of it; none in a copy for oneself.
    fn piece(&self, id: EntryId) -> Result<Option<(&'a Clearing<'a>, &'a Piece)>> {
        let Some(clearing) = self.clearing else { return Ok(None) };
        let piece = clearing.piece(id).ok_or(Error::NotFound("entry"))?;
        Ok(Some((clearing, piece)))
    }

    /// An entry of the pack.
    ///
    /// # Errors
    /// `NotFound`, and those of the database.
    pub fn entry(&self, id: EntryId) -> Result<Entry> {
        if let Some(counting) = self.counting {
            counting(id);
        }
        let Some((clearing, piece)) = self.piece(id)? else { return entries::get(self.tx, id) };
        match clearing.known(id) {
            Some(entry) => Ok(entry),
            None => Ok(clearing.entry(entries::get(self.tx, id)?, piece)),
        }
    }

    /// Its text without headings of its template under which nothing stands: a stage that was left empty is nobody's to
    /// see.
    ///
    /// # Errors
    /// Those of the database.
    pub fn written(&self, entry: &Entry) -> Result<String> {
        Ok(match self.template(entry)? {
            Some(template) => templates::sections::without_empty(&entry.body, &template.headings().1),
            None => entry.body.clone(),
        })
    }

    /// What was chosen, dated or counted beside its text.
    ///
    /// # Errors
    /// Those of the database.
    pub fn values(&self, entry: &Entry) -> Result<Vec<StoredValue>> {
        let mut values = templates::values::of(self.tx, entry.id)?;
        if let Some((clearing, piece)) = self.piece(entry.id)? {
            clearing.values(entry.id, piece, &mut values);
        }
        Ok(values)
    }

    /// The template it was written in, where that is still known.
    ///
    /// # Errors
    /// Those of the database.
    pub fn template(&self, entry: &Entry) -> Result<Option<TemplateDefinition>> {
        let kept = self.clearing.and_then(|clearing| clearing.template(entry.id));
        let (id, version) = kept.unwrap_or_else(|| (entry.template.clone(), entry.template_version));
        templates::definition_of(self.tx, &id, version)
    }

    /// Its older states, oldest first; none where they were not ticked.
    ///
    /// # Errors
    /// Those of the database.
    pub fn versions(&self, entry: &Entry, pack: &Pack) -> Result<Vec<Version>> {
        let Some((clearing, piece)) = self.piece(entry.id)? else {
            return if pack.versions { versions::all(self.tx, entry.id) } else { Ok(Vec::new()) };
        };
        // An older state has blocks of its own, and nobody ticked those one by one.
        if !piece.whole || !piece.ticked(part::VERSIONS) {
            return Ok(Vec::new());
        }
        let mut all = versions::all(self.tx, entry.id)?;
        all.iter_mut().for_each(|version| clearing.version(entry.id, version));
        Ok(all)
    }

    /// What hangs on a learning log, as a picture and as Markdown; none of any other entry.
    ///
    /// # Errors
    /// Those of the database.
    pub fn learning_log(&self, entry: &Entry, pack: &Pack) -> Result<Option<(Picture, String)>> {
        let Some(log) = self.log(entry, pack)? else { return Ok(None) };
        let case = self.left_column(entry, pack)?;
        let shows_state = self.shows_state(entry)?;
        let text = learning_log::markdown(&log, case.as_ref(), shows_state, self.dates(), self.tx.clock());
        Ok(Some((loops::drawn(&log), text)))
    }

    /// Whether the reader is told where a learning log is.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn shows_state(&self, entry: &Entry) -> Result<bool> {
        Ok(self.piece(entry.id)?.is_none_or(|(_, piece)| piece.ticked(part::STATE)))
    }

    /// The left-hand column of a learning log, where it was ticked.
    ///
    /// # Errors
    /// Those of the database.
    pub fn left_column(&self, entry: &Entry, pack: &Pack) -> Result<Option<Case>> {
        let piece = self.piece(entry.id)?;
        let is_ticked =
            piece.map_or_else(|| pack.left_columns.contains(&entry.id), |(_, piece)| piece.ticked(part::LEFT_COLUMN));
        if !is_ticked || entry.kind != Kind::Loop {
            return Ok(None);
        }
        let mut case = loops::case(self.tx, entry.id)?;
        if let Some((clearing, _)) = piece {
            clearing.case(&mut case, entry);
        }
        Ok(Some(case))
    }

    /// How exactly the reader is told when things were.
    pub fn dates(&self) -> Dates {
        self.clearing.map_or(Dates::Exact, |clearing| clearing.sharing.dates)
    }

    /// A learning log with all that hangs on it and leaves; none of any other entry.
    ///
    /// # Errors
    /// Those of the database.
    pub fn log(&self, entry: &Entry, pack: &Pack) -> Result<Option<Loop>> {
        if entry.kind != Kind::Loop {
            return Ok(None);
        }
        let mut log = loops::get(self.tx, entry.id)?;
        if let Some((clearing, piece)) = self.piece(entry.id)? {
            clearing.log(&mut log, entry, piece)?;
            return Ok(Some(log));
        }
        if !pack.has_history(entry.id) {
            for tied in log.assumptions.iter_mut().chain(&mut log.aims) {
                tied.versions.drain(..tied.versions.len().saturating_sub(1));
            }
        }
        Ok(Some(log))
    }

    /// What became of the questions an entry asked and of what its writer meant to do, as Markdown; empty where nothing
    /// did. An entry that answers a question is named where it leaves too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn came_of(&self, entry: &Entry, pack: &Pack) -> Result<String> {
        let piece = self.piece(entry.id)?;
        let mut questions = Vec::new();
        for mut answer in self.answered(entry, pack)? {
            let by = answer.answer_entry.map(|id| self.entry(id)).transpose()?.map(|entry| entry.title);
            let at = self.dates().words(answer.answered_at, self.clock());
            if let Some((clearing, _)) = piece {
                clearing.answer(entry, &mut answer);
            }
            questions.push(came_of::Answered { question: answer.text, answer: answer.answer, by, at });
        }
        let mut meant = Vec::new();
        for mut one in self.meant(entry, pack)? {
            let log = one.begun.map(|id| self.entry(id)).transpose()?.map(|entry| entry.title);
            let at = self.dates().words(one.at, self.clock());
            if let Some((clearing, _)) = piece {
                clearing.intention(entry, &mut one);
            }
            meant.push(came_of::Meant { text: one.text, answer: one.answer, log, at });
        }
        Ok(came_of::markdown(&questions, &meant))
    }

    /// The same as rows, as the program's own format writes them.
    pub(super) fn record(&self, entry: &Entry, pack: &Pack) -> Result<Option<LoopRecord>> {
        let Some((clearing, piece)) = self.piece(entry.id)? else { return carried::record(self.tx, pack, entry.id) };
        let mut record = record::read(self.tx, entry.id)?;
        if let Some(record) = &mut record {
            // What was merged is told as the one it is now part of, as it is everywhere else.
            let mut tied = HashSet::new();
            for tie in &mut record.claims {
                tie.claim = claims::root(self.tx, tie.claim)?;
            }
            record.claims.retain(|tie| tied.insert(tie.claim));
            for claim in record.tests.iter_mut().filter_map(|test| test.claim.as_mut()) {
                *claim = claims::root(self.tx, *claim)?;
            }
            clearing.record(record, entry, piece);
        }
        Ok(record)
    }

    pub(super) fn links(&self, entry: &Entry, pack: &Pack) -> Result<Vec<LinkRecord>> {
        let mut links = carried::links(self.tx, pack, entry.id)?;
        if let Some(clearing) = self.clearing {
            links.iter_mut().for_each(|link| clearing.link(link));
        }
        Ok(links)
    }

    pub(super) fn answers(&self, entry: &Entry, pack: &Pack) -> Result<Vec<AnswerRecord>> {
        let mut answers = self.answered(entry, pack)?;
        if let Some((clearing, _)) = self.piece(entry.id)? {
            answers.iter_mut().for_each(|answer| clearing.answer(entry, answer));
        }
        Ok(answers)
    }

    pub(super) fn intentions(&self, entry: &Entry, pack: &Pack) -> Result<Vec<IntentionRecord>> {
        let mut meant = self.meant(entry, pack)?;
        if let Some((clearing, _)) = self.piece(entry.id)? {
            meant.iter_mut().for_each(|one| clearing.intention(entry, one));
        }
        Ok(meant)
    }

    /// The answers that leave, not yet cleared. To somebody only where they are ticked, and only of questions that still
    /// stand in the text: a question that was taken out was taken out.
    fn answered(&self, entry: &Entry, pack: &Pack) -> Result<Vec<AnswerRecord>> {
        let mut answers = carried::answers(self.tx, pack, entry.id)?;
        if let Some((_, piece)) = self.piece(entry.id)? {
            answers.retain(|answer| !answer.gone && piece.ticked(part::ANSWERS));
        }
        Ok(answers)
    }

    /// What became of what was meant and leaves, not yet cleared; to somebody only where it is ticked.
    fn meant(&self, entry: &Entry, pack: &Pack) -> Result<Vec<IntentionRecord>> {
        let mut meant = carried::intentions(self.tx, pack, entry.id)?;
        if let Some((_, piece)) = self.piece(entry.id)? {
            meant.retain(|_| piece.ticked(part::INTENTIONS));
        }
        Ok(meant)
    }

    pub(super) fn silenced(&self, entry: &Entry, pack: &Pack) -> Result<Vec<String>> {
        carried::silenced(self.tx, pack, entry)
    }

    /// What readers wrote about it, as it came in; in a copy for oneself only.
    pub(super) fn comments(&self, entry: &Entry) -> Result<Vec<CommentRecord>> {
        match self.clearing {
            Some(_) => Ok(Vec::new()),
            None => review::record::comments(self.tx, entry.id),
        }
    }

    pub(super) fn earlier(&self, entry: &Entry, pack: &Pack) -> Result<Vec<Earlier>> {
        carried::earlier(self.tx, pack, entry.id)
    }

    /// Communities, sessions and what was promised: of a whole journal, in a copy for oneself.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn meetings(&self, pack: &Pack) -> Result<Option<Meetings>> {
        if self.clearing.is_some() { Ok(None) } else { meetings::of(self.tx, pack) }
    }

    /// The claims of the learning logs that leave.
    pub(super) fn claims(&self, pack: &Pack) -> Result<Vec<ClaimRecord>> {
        let Some(clearing) = self.clearing else { return carried::claims(self.tx, pack) };
        let mut all: BTreeMap<ClaimId, ClaimRecord> = BTreeMap::new();
        for row in pack.rows.iter().filter(|row| row.kind == Kind::Loop) {
            let made: HashMap<ClaimId, Instant> =
                record::claims(self.tx, &[row.id])?.into_iter().map(|claim| (claim.id, claim.made_at)).collect();
            let Some(log) = self.log(&self.entry(row.id)?, pack)? else { continue };
            for tied in log.assumptions.into_iter().chain(log.aims) {
                let made_at = made.get(&tied.claim.id).copied().unwrap_or(tied.claim.since);
                let claim = clearing.claim_record(tied, made_at);
                // Of two logs the one that tells more of it.
                let known = all.get(&claim.id).map_or(0, |known| known.versions.len());
                if claim.versions.len() > known {
                    all.insert(claim.id, claim);
                }
            }
        }
        Ok(all.into_values().collect())
    }

    /// Templates of the writer's own among those named; a reader needs none of them.
    pub(super) fn own_templates<'t>(&self, names: impl Iterator<Item = &'t str>) -> Result<Vec<OwnTemplate>> {
        if self.clearing.is_some() { Ok(Vec::new()) } else { templates::own_among(self.tx, names) }
    }

    /// What becomes of a file of an entry; one that is a picture is read and cleaned.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn attached(&self, attachment: &Attachment) -> Result<Attached> {
        let real = Attachment { id: self.real(attachment.id), ..attachment.clone() };
        let attached = attached::of(self.vault, &real)?;
        let Some(clearing) = self.clearing else { return Ok(attached) };
        let attached = match clearing.sharing.covers.get(&real.id) {
            Some(patches) if !patches.is_empty() => attached::covered(attached, patches)?,
            _ => attached::for_somebody(attached, self.vault, &real, clearing.sharing.scanner)?,
        };
        clearing.file_told(attachment, &attached);
        Ok(attached)
    }

    /// What is covered on a picture.
    pub(super) fn patches(&self, attachment: &Attachment) -> Vec<Patch> {
        let covers = self.clearing.map(|clearing| clearing.sharing.covers);
        covers.and_then(|covers| covers.get(&self.real(attachment.id)).cloned()).unwrap_or_default()
    }

    /// The journal's own id of a file.
    fn real(&self, id: AttachmentId) -> AttachmentId {
        self.clearing.and_then(|clearing| clearing.file(id)).unwrap_or(id)
    }

    /// SHA-256 of a file as it is, lower-case hex; empty of one that is not known.
    pub(super) fn sha256(&self, attachment: &Attachment) -> Result<String> {
        attachments::sha256(self.tx, self.real(attachment.id))
    }

    /// The bytes of a file that leaves as it is, block by block.
    pub(super) fn copy_to(&self, id: AttachmentId, to: &mut dyn Write) -> Result<()> {
        self.vault.copy_to(self.real(id), to)
    }

    /// For times and days in words.
    pub fn clock(&self) -> &Clock {
        self.tx.clock()
    }

    /// When this is written: for somebody the start of the day, so that the same choice on the same day gives the same
    /// bytes.
    pub fn now(&self) -> Instant {
        let day = self.clearing.and_then(|clearing| clearing.sharing.letter.created.and_hms_opt(0, 0, 0));
        day.map_or(self.tx.now(), |day| Instant::from_millis(day.and_utc().timestamp_millis()))
    }
}
