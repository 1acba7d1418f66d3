use rusqlite::{Row, params};

use crate::error::Result;
use crate::id::{CommitmentId, CommunityId, SessionId};
use crate::sessions::{Commitment, CommitmentStep};
use crate::store::Tx;

const WHOLE: &str = "SELECT commitment.id, commitment.community, community.name, session, what, mine, person,
        iif(mine, iif(community.shown_name = '', 'me', community.shown_name), coalesce(person.name, '')), due, evidence, state
    FROM commitment JOIN community ON community.id = commitment.community LEFT JOIN person ON person.id = commitment.person";

fn commitment(row: &Row<'_>) -> rusqlite::Result<Commitment> {
    Ok(Commitment {
        id: row.get(0)?,
        community: row.get(1)?,
        community_name: row.get(2)?,
        session: row.get(3)?,
        what: row.get(4)?,
        mine: row.get(5)?,
        person: row.get(6)?,
        who: row.get(7)?,
        due: row.get(8)?,
        evidence: row.get(9)?,
        state: row.get(10)?,
        late: false,
        steps: Vec::new(),
    })
}

pub(in crate::sessions) fn get(tx: &Tx<'_>, id: CommitmentId) -> Result<Option<Commitment>> {
    tx.first(&format!("{WHOLE} WHERE commitment.id = ?1"), [id], commitment)
}

/// All, what is due first, first; those without a day last.
pub(in crate::sessions) fn all(tx: &Tx<'_>) -> Result<Vec<Commitment>> {
    tx.rows(&format!("{WHOLE} ORDER BY due IS NULL, due, commitment.id"), [], commitment)
}

pub(in crate::sessions) fn put(tx: &mut Tx<'_>, one: &Commitment) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO commitment (id, community, session, what, mine, person, due, evidence, state, made_at, edited_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
         ON CONFLICT (id) DO UPDATE SET what = excluded.what, mine = excluded.mine, person = excluded.person,
            due = excluded.due, evidence = excluded.evidence, state = excluded.state, edited_at = excluded.edited_at",
        params![
            one.id,
            one.community,
            one.session,
            one.what,
            one.mine,
            one.person,
            one.due,
            one.evidence,
            one.state,
            now
        ],
    )?;
    Ok(())
}

pub(in crate::sessions) fn steps(tx: &Tx<'_>, id: CommitmentId) -> Result<Vec<CommitmentStep>> {
    tx.rows("SELECT state, note, at FROM commitment_step WHERE commitment = ?1 ORDER BY id", [id], |row| {
        Ok(CommitmentStep { state: row.get(0)?, note: row.get(1)?, at: row.get(2)? })
    })
}

pub(in crate::sessions) fn add_step(tx: &mut Tx<'_>, id: CommitmentId, step: &CommitmentStep) -> Result<()> {
    tx.execute(
        "INSERT INTO commitment_step (commitment, state, note, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, step.state, step.note, step.at],
    )?;
    Ok(())
}

pub(in crate::sessions) fn remove(tx: &mut Tx<'_>, id: CommitmentId) -> Result<()> {
    tx.execute_one("commitment", "DELETE FROM commitment WHERE id = ?1", [id])
}

pub(in crate::sessions) fn community_of(tx: &Tx<'_>, id: SessionId) -> Result<Option<CommunityId>> {
    tx.first("SELECT community FROM session WHERE id = ?1", [id], |row| row.get(0))
}
