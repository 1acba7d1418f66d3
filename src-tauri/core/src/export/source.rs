//! Where exporters read from: the only way from the journal to what leaves. Nobody but this file holds the transaction
//! and the vault, so that a format can hand on nothing that was not cut and cleared here.

use std::io::Write;

use super::attached::{self, Attached};
use super::{Pack, came_of, carried, learning_log};
use crate::attachments::{self, Attachment, Vault};
use crate::clock::{Clock, Instant};
use crate::entries::{self, Entry, Kind};
use crate::error::Result;
use crate::id::{AttachmentId, EntryId};
use crate::intentions::record::IntentionRecord;
use crate::loops::record::{ClaimRecord, LinkRecord, LoopRecord};
use crate::loops::{self, Loop};
use crate::picture::Picture;
use crate::questions::record::AnswerRecord;
use crate::store::Tx;
use crate::templates::{self, OwnTemplate, StoredValue, TemplateDefinition};
use crate::versions::earlier::Earlier;
use crate::versions::{self, Version};

/// One snapshot of the journal with its files, as much of it as leaves.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    tx: &'a Tx<'a>,
    vault: &'a Vault,
}

impl<'a> Source<'a> {
    pub(super) fn new(tx: &'a Tx<'a>, vault: &'a Vault) -> Self {
        Self { tx, vault }
    }

    /// An entry of the pack.
    ///
    /// # Errors
    /// `NotFound`, and those of the database.
    pub fn entry(&self, id: EntryId) -> Result<Entry> {
        entries::get(self.tx, id)
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
        templates::values::of(self.tx, entry.id)
    }

    /// The template it was written in, where that is still known.
    ///
    /// # Errors
    /// Those of the database.
    pub fn template(&self, entry: &Entry) -> Result<Option<TemplateDefinition>> {
        templates::definition_of(self.tx, &entry.template, entry.template_version)
    }

    /// Its older states, oldest first; none where they were not ticked.
    ///
    /// # Errors
    /// Those of the database.
    pub fn versions(&self, entry: &Entry, pack: &Pack) -> Result<Vec<Version>> {
        if pack.versions { versions::all(self.tx, entry.id) } else { Ok(Vec::new()) }
    }

    /// What hangs on a learning log, as a picture and as Markdown; none of any other entry.
    ///
    /// # Errors
    /// Those of the database.
    pub fn learning_log(&self, entry: &Entry, pack: &Pack) -> Result<Option<(Picture, String)>> {
        let Some(log) = self.log(entry, pack)? else { return Ok(None) };
        let case = pack.left_columns.contains(&entry.id).then(|| loops::case(self.tx, entry.id)).transpose()?;
        let text = learning_log::markdown(&log, case.as_ref(), self.tx.clock());
        Ok(Some((loops::drawn(&log), text)))
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
        let mut questions = Vec::new();
        for answer in carried::answers(self.tx, pack, entry.id)? {
            let by = answer.answer_entry.map(|id| self.entry(id)).transpose()?.map(|entry| entry.title);
            questions.push(came_of::Answered {
                question: answer.text,
                answer: answer.answer,
                by,
                at: answer.answered_at,
            });
        }
        let mut meant = Vec::new();
        for one in carried::intentions(self.tx, pack, entry.id)? {
            let log = one.begun.map(|id| self.entry(id)).transpose()?.map(|entry| entry.title);
            meant.push(came_of::Meant { text: one.text, answer: one.answer, log, at: one.at });
        }
        Ok(came_of::markdown(&questions, &meant, self.tx.clock()))
    }

    /// The same as rows, as the program's own format writes them.
    pub(super) fn record(&self, entry: &Entry, pack: &Pack) -> Result<Option<LoopRecord>> {
        carried::record(self.tx, pack, entry.id)
    }

    pub(super) fn links(&self, entry: &Entry, pack: &Pack) -> Result<Vec<LinkRecord>> {
        carried::links(self.tx, pack, entry.id)
    }

    pub(super) fn answers(&self, entry: &Entry, pack: &Pack) -> Result<Vec<AnswerRecord>> {
        carried::answers(self.tx, pack, entry.id)
    }

    pub(super) fn intentions(&self, entry: &Entry, pack: &Pack) -> Result<Vec<IntentionRecord>> {
        carried::intentions(self.tx, pack, entry.id)
    }

    pub(super) fn silenced(&self, entry: &Entry, pack: &Pack) -> Result<Vec<String>> {
        carried::silenced(self.tx, pack, entry)
    }

    pub(super) fn earlier(&self, entry: &Entry, pack: &Pack) -> Result<Vec<Earlier>> {
        carried::earlier(self.tx, pack, entry.id)
    }

    /// The claims of the learning logs that leave.
    pub(super) fn claims(&self, pack: &Pack) -> Result<Vec<ClaimRecord>> {
        carried::claims(self.tx, pack)
    }

    /// Templates of the writer's own among those named.
    pub(super) fn own_templates<'t>(&self, names: impl Iterator<Item = &'t str>) -> Result<Vec<OwnTemplate>> {
        templates::own_among(self.tx, names)
    }

    /// What becomes of a file of an entry; one that is a picture is read and cleaned.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn attached(&self, attachment: &Attachment) -> Result<Attached> {
        attached::of(self.vault, attachment)
    }

    /// SHA-256 of a file as it is, lower-case hex; empty of one that is not known.
    pub(super) fn sha256(&self, attachment: &Attachment) -> Result<String> {
        attachments::sha256(self.tx, attachment.id)
    }

    /// The bytes of a file that leaves as it is, block by block.
    pub(super) fn copy_to(&self, id: AttachmentId, to: &mut dyn Write) -> Result<()> {
        self.vault.copy_to(id, to)
    }

    /// For times and days in words.
    pub fn clock(&self) -> &Clock {
        self.tx.clock()
    }

    /// When this is written.
    pub fn now(&self) -> Instant {
        self.tx.now()
    }
}
