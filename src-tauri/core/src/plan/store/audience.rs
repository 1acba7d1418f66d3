use rusqlite::params;

use crate::error::Result;
use crate::export::Salt;
use crate::id::CommunityId;
use crate::people::PersonKey;
use crate::plan::consent::{Consent, ConsentState};
use crate::plan::{Audience, AudienceKey};
use crate::store::Tx;

/// The row; a community's name and the writer's there stand with the community.
pub(in crate::plan) fn get(tx: &Tx<'_>, key: AudienceKey) -> Result<Option<Audience>> {
    tx.first("SELECT community, name, salt FROM audience WHERE id = ?1", [key.0], |row| {
        let salt: [u8; 32] = row.get(2)?;
        Ok(Audience {
            key,
            community: row.get(0)?,
            name: row.get(1)?,
            author: String::new(),
            salt: Salt::from_bytes(salt),
        })
    })
}

pub(in crate::plan) fn of_community(tx: &Tx<'_>, id: CommunityId) -> Result<Option<AudienceKey>> {
    tx.first("SELECT id FROM audience WHERE community = ?1", [id], |row| row.get(0).map(AudienceKey))
}

pub(in crate::plan) fn named(tx: &Tx<'_>, folded: &str) -> Result<Option<AudienceKey>> {
    tx.first("SELECT id FROM audience WHERE folded = ?1", [folded], |row| row.get(0).map(AudienceKey))
}

pub(in crate::plan) fn insert(
    tx: &mut Tx<'_>,
    community: Option<CommunityId>,
    name: &str,
    folded: Option<&str>,
    salt: &[u8; 32],
) -> Result<AudienceKey> {
    tx.execute(
        "INSERT INTO audience (community, name, folded, salt) VALUES (?1, ?2, ?3, ?4)",
        params![community, name, folded, salt],
    )?;
    tx.one("SELECT max(id) FROM audience", [], |row| row.get(0).map(AudienceKey))
}

/// What all other audiences are called, and those of them who signed a comment: by these two packs could be joined. A
/// community named by one common word is told apart from that word by nobody.
pub(in crate::plan) fn others(tx: &Tx<'_>, key: AudienceKey) -> Result<Vec<String>> {
    tx.rows(
        "SELECT name FROM community WHERE instr(trim(name), ' ') > 0
            AND id NOT IN (SELECT community FROM audience WHERE id = ?1 AND community IS NOT NULL)
         UNION SELECT name FROM audience WHERE community IS NULL AND id <> ?1 AND trim(name) <> ''
         UNION SELECT response.name FROM response LEFT JOIN pack ON pack.id = response.pack
            WHERE length(trim(response.name)) > 2 AND coalesce(pack.audience, 0) <> ?1",
        [key.0],
        |row| row.get(0),
    )
}

/// What people are called in front of this audience.
pub(in crate::plan) fn pseudonyms(tx: &Tx<'_>, key: AudienceKey) -> Result<Vec<(PersonKey, String)>> {
    tx.rows("SELECT person, label FROM pseudonym WHERE audience = ?1 ORDER BY id", [key.0], |row| {
        Ok((PersonKey(row.get(0)?), row.get(1)?))
    })
}

/// What somebody is called in front of all others.
pub(in crate::plan) fn elsewhere(tx: &Tx<'_>, key: AudienceKey, person: PersonKey) -> Result<Vec<String>> {
    tx.rows("SELECT label FROM pseudonym WHERE person = ?2 AND audience <> ?1", params![key.0, person.0], |row| {
        row.get(0)
    })
}

pub(in crate::plan) fn set_pseudonym(
    tx: &mut Tx<'_>,
    key: AudienceKey,
    person: PersonKey,
    label: &str,
    folded: &str,
) -> Result<()> {
    tx.execute(
        "INSERT INTO pseudonym (audience, person, label, folded) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (audience, person) DO UPDATE SET label = excluded.label, folded = excluded.folded",
        params![key.0, person.0, label, folded],
    )?;
    Ok(())
}

pub(in crate::plan) fn consents(tx: &Tx<'_>, key: AudienceKey) -> Result<Vec<Consent>> {
    tx.rows("SELECT person, state, scope, day FROM consent WHERE audience = ?1 ORDER BY id", [key.0], |row| {
        Ok(Consent { person: PersonKey(row.get(0)?), state: row.get(1)?, scope: row.get(2)?, day: row.get(3)? })
    })
}

pub(in crate::plan) fn set_consent(
    tx: &mut Tx<'_>,
    key: AudienceKey,
    person: PersonKey,
    state: ConsentState,
    scope: &str,
    day: Option<&str>,
) -> Result<()> {
    tx.execute(
        "INSERT INTO consent (audience, person, state, scope, day) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (audience, person) DO UPDATE SET state = excluded.state, scope = excluded.scope, day = excluded.day",
        params![key.0, person.0, state, scope, day],
    )?;
    Ok(())
}
