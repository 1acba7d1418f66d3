//! The SQL of earlier states.

use rusqlite::params;

use super::{Earlier, Was};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::EntryId;
use crate::store::Tx;

pub(super) fn insert(tx: &mut Tx<'_>, entry: EntryId, state: &Earlier) -> Result<()> {
    let json = match &state.was {
        Was::Challenge(said) => serde_json::to_string(said),
        Was::Value(value) => serde_json::to_string(value),
        Was::Case(case) => serde_json::to_string(case),
    }?;
    tx.execute(
        "INSERT INTO earlier (entry, kind, item, state, until) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![entry, state.was.kind(), state.item, json, state.until],
    )?;
    Ok(())
}

/// Newest first.
pub(super) fn list(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<Earlier>> {
    tx.rows("SELECT item, until, kind, state FROM earlier WHERE entry = ?1 ORDER BY id DESC", [entry], |row| {
        let (kind, json): (String, String) = (row.get(2)?, row.get(3)?);
        let was = match kind.as_str() {
            "challenge" => serde_json::from_str(&json).map(Was::Challenge),
            "value" => serde_json::from_str(&json).map(Was::Value),
            _ => serde_json::from_str(&json).map(Was::Case),
        };
        let was = was.map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, Box::new(error))
        })?;
        Ok(Earlier { item: row.get(0)?, until: row.get(1)?, was })
    })
}

/// When the newest state of this kind was kept.
pub(super) fn newest(tx: &Tx<'_>, entry: EntryId, kind: &str) -> Result<Option<Instant>> {
    tx.one("SELECT max(until) FROM earlier WHERE entry = ?1 AND kind = ?2", params![entry, kind], |row| row.get(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use crate::claims::store::tests::World;
    use crate::loops::{ChallengeKind, SaveChallenge, remove_challenge, save_challenge};

    #[test]
    fn the_database_itself_refuses_to_change_or_forget_what_stood_there() {
        let world = World::new();
        let of = world.a_loop("Silence");
        let said = SaveChallenge {
            of,
            id: None,
            kind: ChallengeKind::Reading,
            text: "Silence is work".into(),
            lens: None,
            who: None,
            how: None,
        };
        let id = world.write(|tx| save_challenge(tx, said)).challenges[0].id;
        world.write(|tx| remove_challenge(tx, id));
        for sql in ["UPDATE earlier SET state = '{}'", "UPDATE earlier SET until = 0", "DELETE FROM earlier"] {
            assert!(world.refuses(sql), "{sql}");
        }
        assert_eq!(world.read(|tx| super::list(tx, of)).len(), 1);
    }
}
