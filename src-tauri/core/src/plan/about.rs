//! What an answer about who could be known is about: for whom it is, what of which entries goes and what it says, and what
//! of names and faces is left to be seen. Of another choice or another sentence it is another; a star, a comment that came
//! back, or a passage that stays leave it as it is.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::store;
use crate::entries::{self, Kind};
use crate::error::{Error, Result};
use crate::export::{self, Piece, part};
use crate::id::{EntryId, PlanId};
use crate::intentions;
use crate::loops;
use crate::questions;
use crate::sessions::{self, Handout};
use crate::store::Tx;
use crate::templates;
use crate::versions;

/// A digest of it.
///
/// # Errors
/// `NotFound`, and those of the database.
pub(super) fn of(tx: &Tx<'_>, plan: PlanId) -> Result<String> {
    let head = store::head(tx, plan)?;
    let mut read = Read(Sha256::new());
    read.took(&(head.audience.0, format!("{:?} {:?} {:?}", head.dates, head.ask, head.licence)))?;
    for asked in store::questions(tx, plan)? {
        read.took(&(asked.text, asked.entry))?;
    }
    let mut pieces = super::pieces::chosen(tx, plan)?;
    pieces.sort_by_key(|piece| piece.entry);
    for piece in &pieces {
        read.piece(tx, piece)?;
    }
    // Of a session all that stands around its pieces is read, too; how its minutes are divided tells nothing of anybody.
    if let Some(session) = sessions::of_plan(tx, plan)? {
        let handout = sessions::handout::handout(tx, session)?;
        let mut readers = handout.readers.clone();
        readers.sort_unstable();
        read.took(&(readers, Handout { run: Vec::new(), stems: Vec::new(), copies: 0, ..handout }))?;
    }
    for row in store::about::seen(tx, plan, head.audience)? {
        read.took(&row)?;
    }
    Ok(read.0.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

struct Read(Sha256);

impl Read {
    fn took(&mut self, value: &impl Serialize) -> Result<()> {
        let bytes = serde_json::to_vec(value)?;
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        Ok(())
    }

    /// What of an entry goes.
    fn piece(&mut self, tx: &Tx<'_>, piece: &Piece) -> Result<()> {
        let row = entries::store::row(tx, piece.entry)?.ok_or(Error::NotFound("entry"))?;
        let mut ticks: Vec<&String> = piece.ticks.iter().collect();
        ticks.sort_unstable();
        let stays = export::staying(&row, piece).is_some();
        self.took(&(piece.entry, piece.whole, ticks, stays))?;
        if stays {
            return Ok(());
        }
        let entry = entries::get(tx, piece.entry)?;
        let going = |key: &str, text: &str| piece.ticked(key).then(|| text.to_owned());
        // Whom it is about never leaves, and is whom the answer is about.
        self.took(&(&entry.happened, entry.timing, going(part::TITLE, &entry.title), &entry.people))?;
        self.took(&(going(part::SETTING, &entry.setting), going(part::TAGS, &entry.tags.join("\n"))))?;
        for block in export::blocks(&entry.body) {
            let text = &entry.body[block.range];
            if (piece.whole || piece.ticked(&block.key)) && !export::is_note(text) {
                self.took(&text)?;
            }
        }
        let files = entry.attachments.iter().map(|file| (format!("{}{}", part::FILE, file.id), &file.name));
        self.took(&files.filter(|(key, _)| piece.ticked(key)).collect::<Vec<_>>())?;
        if piece.ticked(part::VALUES) {
            for value in templates::values::of(tx, entry.id)? {
                self.took(&(&value.label, value.value.words()))?;
            }
        }
        if piece.ticked(part::ANSWERS) {
            let answers = questions::record::answers(tx, entry.id)?;
            self.took(&answers.iter().filter(|answer| !answer.gone).collect::<Vec<_>>())?;
        }
        if piece.ticked(part::INTENTIONS) {
            self.took(&intentions::record::of(tx, entry.id)?)?;
        }
        if piece.whole && piece.ticked(part::VERSIONS) {
            let older = versions::all(tx, entry.id)?;
            self.took(&older.iter().map(|version| (&version.title, &version.body)).collect::<Vec<_>>())?;
        }
        if entry.kind == Kind::Loop { self.log(tx, piece, entry.id) } else { Ok(()) }
    }

    /// What hangs on a learning log and goes.
    fn log(&mut self, tx: &Tx<'_>, piece: &Piece, id: EntryId) -> Result<()> {
        let log = loops::get(tx, id)?;
        if piece.ticked(part::STATE) {
            self.took(&(log.stage, log.exit, &log.exit_reason, log.verdict, log.riskiest_rung))?;
            self.took(&log.moves)?;
        }
        for tied in log.claims().filter(|tied| piece.ticked(&format!("{}{}", part::CLAIM, tied.claim.id))) {
            self.took(&(&tied.claim.text, tied.rating, &tied.versions))?;
        }
        for quote in log.quotes.iter().filter(|quote| piece.ticked(&format!("{}{}", part::QUOTE, quote.id))) {
            self.took(&quote.exact)?;
        }
        for one in log.challenges.iter().filter(|one| piece.ticked(&part::challenge(one.id, one.cause))) {
            self.took(&(&one.text, one.lens, &one.who, &one.how))?;
        }
        for test in log.tests.iter().filter(|test| piece.ticked(&format!("{}{}", part::TEST, test.id))) {
            self.took(test)?;
        }
        if piece.ticked(part::LEFT_COLUMN) {
            self.took(&loops::case(tx, id)?)?;
        }
        Ok(())
    }
}
