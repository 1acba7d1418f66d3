use rusqlite::params;

use crate::error::{Error, Result};
use crate::id::{EntryId, QuoteId};
use crate::loops::Quote;
use crate::store::Tx;

/// Whether each is `found` is for the caller to see.
pub(in crate::loops) fn list(tx: &Tx<'_>, of: EntryId) -> Result<Vec<Quote>> {
    tx.rows(
        "SELECT id, field, source, source_field, exact, prefix, suffix, at FROM loop_quote WHERE loop = ?1 ORDER BY at, id",
        [of],
        |row| {
            Ok(Quote {
                id: row.get(0)?,
                field: row.get(1)?,
                source: row.get(2)?,
                source_field: row.get(3)?,
                exact: row.get(4)?,
                prefix: row.get(5)?,
                suffix: row.get(6)?,
                found: false,
                at: row.get(7)?,
            })
        },
    )
}

pub(in crate::loops) fn insert(tx: &mut Tx<'_>, of: EntryId, quote: &Quote) -> Result<()> {
    tx.execute(
        "INSERT INTO loop_quote (id, loop, field, source, source_field, exact, prefix, suffix, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            quote.id,
            of,
            quote.field,
            quote.source,
            quote.source_field,
            quote.exact,
            quote.prefix,
            quote.suffix,
            quote.at
        ],
    )?;
    tx.touch(of);
    Ok(())
}

/// Answers with the loop it was in.
pub(in crate::loops) fn delete(tx: &mut Tx<'_>, id: QuoteId) -> Result<EntryId> {
    let of = tx.first("SELECT loop FROM loop_quote WHERE id = ?1", [id], |row| row.get(0))?;
    let of: EntryId = of.ok_or(Error::NotFound("quote"))?;
    tx.execute_one("quote", "DELETE FROM loop_quote WHERE id = ?1", [id])?;
    tx.touch(of);
    Ok(of)
}
