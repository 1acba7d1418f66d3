use crate::error::Result;
use crate::store::Tx;

pub(super) fn all(tx: &Tx<'_>) -> Result<Vec<(String, String)>> {
    tx.rows("SELECT name, value FROM setting ORDER BY name", [], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )?;
    Ok(())
}
