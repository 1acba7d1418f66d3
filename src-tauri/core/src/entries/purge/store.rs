use rusqlite::ToSql;

use crate::error::Result;
use crate::id::{AttachmentId, ClaimId, EntryId};
use crate::store::Tx;

/// From here to [`lower_guard`] the triggers let guarded rows go.
pub(super) fn raise_guard(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("INSERT INTO purge_guard (id) VALUES (1)", [])?;
    Ok(())
}

pub(super) fn lower_guard(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM purge_guard", [])?;
    Ok(())
}

pub(super) fn delete_claim(tx: &mut Tx<'_>, id: ClaimId) -> Result<()> {
    tx.execute_one("claim", "DELETE FROM claim WHERE id = ?1", [id])
}

/// What was typed into a form and never kept, of this entry or claim and of all that hangs on it: the form's name holds
/// the id of what it is about.
pub(super) fn forget_drafts(tx: &mut Tx<'_>, id: impl ToSql) -> Result<()> {
    tx.execute(
        "DELETE FROM form_draft WHERE EXISTS (SELECT 1 FROM (SELECT ?1 AS id
            UNION ALL SELECT id FROM question WHERE entry = ?1
            UNION ALL SELECT id FROM test WHERE loop = ?1
            UNION ALL SELECT id FROM challenge WHERE loop = ?1
            UNION ALL SELECT id FROM loop_quote WHERE loop = ?1
            UNION ALL SELECT id FROM case_turn WHERE loop = ?1
            UNION ALL SELECT id FROM comment WHERE entry = ?1
            UNION ALL SELECT id FROM attachment WHERE entry = ?1) gone WHERE instr(form_draft.name, gone.id) > 0)",
        [id],
    )?;
    Ok(())
}

/// A log keeps the words it quotes of this entry, and not those that stood around them.
pub(super) fn forget_around_quotes(tx: &mut Tx<'_>, id: EntryId) -> Result<()> {
    tx.execute("UPDATE loop_quote SET prefix = '', suffix = '' WHERE source = ?1", [id])?;
    Ok(())
}

pub(super) fn count_versions(tx: &Tx<'_>, id: EntryId) -> Result<u32> {
    tx.one(
        "SELECT (SELECT count(*) FROM version WHERE entry = ?1) + (SELECT count(*) FROM earlier WHERE entry = ?1)",
        [id],
        |row| row.get(0),
    )
}

pub(super) fn count_comments(tx: &Tx<'_>, id: EntryId) -> Result<u32> {
    tx.one("SELECT count(*) FROM comment WHERE entry = ?1", [id], |row| row.get(0))
}

/// Every file of these entries, those taken off too.
pub(super) fn files(tx: &Tx<'_>, ids: &[EntryId]) -> Result<Vec<AttachmentId>> {
    let mut files = Vec::new();
    for id in ids {
        files.extend(tx.rows("SELECT id FROM attachment WHERE entry = ?1 ORDER BY id", [id], |row| {
            row.get::<_, AttachmentId>(0)
        })?);
    }
    Ok(files)
}

/// The loops that are tied to a claim, or have a test of it.
pub(super) fn users(tx: &Tx<'_>, claim: ClaimId) -> Result<Vec<EntryId>> {
    tx.rows(
        "SELECT loop FROM loop_claim WHERE claim = ?1 UNION SELECT loop FROM test WHERE claim = ?1",
        [claim],
        |row| row.get(0),
    )
}
