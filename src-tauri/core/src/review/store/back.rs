use std::collections::HashMap;

use crate::error::Result;
use crate::id::PackId;
use crate::review::Back;
use crate::store::Tx;

pub(in crate::review) fn counts(tx: &Tx<'_>) -> Result<HashMap<PackId, Back>> {
    let sql =
        "SELECT response.pack, count(DISTINCT response.id), count(comment.id) FILTER (WHERE comment.kind <> 'answer'),
            count(comment.id) FILTER (WHERE comment.kind = 'answer')
         FROM response LEFT JOIN comment ON comment.response = response.id GROUP BY response.pack";
    let rows = tx.rows(sql, [], |row| {
        Ok((row.get(0)?, Back { readers: row.get(1)?, comments: row.get(2)?, answers: row.get(3)? }))
    })?;
    Ok(rows.into_iter().collect())
}
