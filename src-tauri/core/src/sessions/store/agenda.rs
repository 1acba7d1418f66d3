use rusqlite::params;

use crate::entries;
use crate::error::Result;
use crate::id::{AgendaItemId, EntryId, SessionId};
use crate::sessions::{AgendaItem, AgendaKind};
use crate::store::Tx;

pub(in crate::sessions) fn of(tx: &Tx<'_>, id: SessionId) -> Result<Vec<AgendaItem>> {
    let rows = tx.rows(
        "SELECT id, kind, question, commitment, text, context, focus, minutes, entry FROM agenda_item WHERE session = ?1
         ORDER BY position",
        [id],
        |row| {
            let item = AgendaItem {
                id: row.get(0)?,
                kind: row.get(1)?,
                entry: None,
                gone: false,
                question: row.get(2)?,
                commitment: row.get(3)?,
                text: row.get(4)?,
                context: row.get(5)?,
                focus: row.get(6)?,
                minutes: row.get(7)?,
            };
            Ok((item, row.get::<_, Option<EntryId>>(8)?))
        },
    )?;
    let mut agenda = Vec::with_capacity(rows.len());
    for (mut item, entry) in rows {
        item.entry = entry.map(|id| entries::store::row(tx, id)).transpose()?.flatten();
        item.gone =
            item.kind == AgendaKind::Piece && item.entry.as_ref().is_none_or(|entry| entry.trashed_at.is_some());
        agenda.push(item);
    }
    Ok(agenda)
}

pub(in crate::sessions) fn set(tx: &mut Tx<'_>, id: SessionId, agenda: &[AgendaItem]) -> Result<()> {
    tx.execute("DELETE FROM agenda_item WHERE session = ?1", [id])?;
    for (position, item) in (0u32..).zip(agenda) {
        tx.execute(
            "INSERT INTO agenda_item (id, session, position, kind, entry, question, commitment, text, context, focus, minutes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                item.id,
                id,
                position,
                item.kind,
                item.entry.as_ref().map(|entry| entry.id),
                item.question,
                item.commitment,
                item.text,
                item.context,
                item.focus,
                item.minutes
            ],
        )?;
    }
    Ok(())
}

pub(in crate::sessions) fn knows(tx: &Tx<'_>, id: AgendaItemId) -> Result<bool> {
    tx.one("SELECT EXISTS (SELECT 1 FROM agenda_item WHERE id = ?1)", [id], |row| row.get(0))
}
