use rusqlite::{ErrorCode, params};

use super::{Community, CommunityRow, Member};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::CommunityId;
use crate::people::PersonKey;
use crate::store::Tx;
use crate::text;

/// Characters of what a community cares about, in a list.
const CARE: usize = 160;

pub(super) fn list(tx: &Tx<'_>) -> Result<Vec<CommunityRow>> {
    let mut rows = tx.rows(
        "SELECT id, name, care, shown_name, (SELECT count(*) FROM member WHERE member.community = community.id), stage, archived_at
         FROM community ORDER BY archived_at IS NOT NULL, lower(name), id",
        [],
        |row| {
            Ok(CommunityRow {
                id: row.get(0)?,
                name: row.get(1)?,
                care: row.get(2)?,
                shown_name: row.get(3)?,
                members: row.get(4)?,
                stage: row.get(5)?,
                archived_at: row.get(6)?,
            })
        },
    )?;
    for row in &mut rows {
        row.care = text::excerpt(&row.care, CARE);
    }
    Ok(rows)
}

/// Without its members.
pub(super) fn get(tx: &Tx<'_>, id: CommunityId) -> Result<Option<Community>> {
    tx.first(
        "SELECT id, name, shown_name, care, who, share, norms, stage, stage_since, created_at, edited_at, archived_at
         FROM community WHERE id = ?1",
        [id],
        |row| {
            Ok(Community {
                id: row.get(0)?,
                name: row.get(1)?,
                shown_name: row.get(2)?,
                care: row.get(3)?,
                who: row.get(4)?,
                share: row.get(5)?,
                norms: row.get(6)?,
                stage: row.get(7)?,
                stage_since: row.get(8)?,
                created_at: row.get(9)?,
                edited_at: row.get(10)?,
                archived_at: row.get(11)?,
                members: Vec::new(),
            })
        },
    )
}

pub(super) fn members(tx: &Tx<'_>, id: CommunityId) -> Result<Vec<Member>> {
    tx.rows(
        "SELECT person, person.name, member.role FROM member JOIN person ON person.id = person WHERE community = ?1 ORDER BY position",
        [id],
        |row| Ok(Member { person: row.get(0)?, name: row.get(1)?, role: row.get(2)? }),
    )
}

pub(super) fn put(tx: &mut Tx<'_>, community: &Community, is_new: bool) -> Result<()> {
    let Community { id, name, shown_name, care, who, share, norms, stage, stage_since, .. } = community;
    if is_new {
        let made = community.created_at;
        tx.execute(
            "INSERT INTO community (id, name, shown_name, care, who, share, norms, created_at, edited_at)
             VALUES (?1, '', '', '', '', '', '', ?2, ?2)",
            params![id, made],
        )?;
    }
    tx.execute_one(
        "community",
        "UPDATE community SET name = ?2, shown_name = ?3, care = ?4, who = ?5, share = ?6, norms = ?7, stage = ?8,
            stage_since = ?9, edited_at = ?10 WHERE id = ?1",
        params![id, name, shown_name, care, who, share, norms, stage, stage_since, community.edited_at],
    )
}

pub(super) fn set_members(tx: &mut Tx<'_>, id: CommunityId, members: &[(PersonKey, String)]) -> Result<()> {
    tx.execute("DELETE FROM member WHERE community = ?1", [id])?;
    for (position, (person, role)) in (0i64..).zip(members) {
        tx.execute(
            "INSERT INTO member (community, person, role, position) VALUES (?1, ?2, ?3, ?4)",
            params![id, person, role, position],
        )?;
    }
    Ok(())
}

pub(super) fn set_archived(tx: &mut Tx<'_>, id: CommunityId, at: Option<Instant>) -> Result<()> {
    tx.execute_one("community", "UPDATE community SET archived_at = ?2 WHERE id = ?1", params![id, at])
}

/// False where something refers to it: every table that does says so by a foreign key.
pub(super) fn remove(tx: &mut Tx<'_>, id: CommunityId) -> Result<bool> {
    match tx.execute_one("community", "DELETE FROM community WHERE id = ?1", [id]) {
        Ok(()) => Ok(true),
        Err(Error::Sql(error)) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => Ok(false),
        Err(error) => Err(error),
    }
}
