//! The nine things that people in a community of practice do for each other (Wenger), as data; and the look at which of
//! them are to be seen where one works: in words and not in marks, dated, and held against the last time.

mod save;
mod store;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::entries::EntryRow;
use crate::error::{Error, Result};
use crate::id::{AuditId, CommitmentId, CommunityId};
use crate::store::{Tx, words};

pub(crate) use save::{Looked, checked, knows, put};
pub use save::{SaveAudit, SaveAuditLine, remove, save};

/// Examples that are offered of each behaviour.
const EXAMPLES: u32 = 5;

/// Something that people in a community of practice do for each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// Its name in audits.
    pub key: String,
    /// For a person.
    pub name: String,
    /// How it sounds.
    pub says: String,
    /// What one does for it here.
    pub gesture: String,
    /// The question that opens it.
    pub prompt: String,
}

/// A behaviour with what of one's own could be an example of it.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct BehaviourShown {
    /// It.
    #[serde(flatten)]
    pub behaviour: Behaviour,
    /// Entries that look like it, last first.
    pub examples: Vec<EntryRow>,
}

/// How much of a behaviour is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Seen {
    NotYet,
    Sometimes,
    Often,
}
words!(Seen { NotYet = "not_yet", Sometimes = "sometimes", Often = "often" });

/// A look at the behaviours in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct AuditRow {
    /// Its identity.
    pub id: AuditId,
    /// Of a community; none: of where one works.
    pub community: Option<CommunityId>,
    /// Where, in the writer's words.
    pub setting: String,
    /// The local day of it.
    pub day: String,
    /// Keys of the behaviours that were chosen.
    pub chosen: Vec<String>,
}

/// A look at the behaviours.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Audit {
    /// Its line.
    #[serde(flatten)]
    pub row: AuditRow,
    /// A line for each behaviour, in their order.
    pub lines: Vec<AuditLine>,
    /// Who is left out of informal talk.
    pub left_out: String,
    /// What will be tried in the next month.
    pub plan: String,
    /// The commitment it became.
    pub commitment: Option<CommitmentId>,
    /// The look before, of the same community or setting.
    pub before: Option<AuditId>,
    /// Its day.
    pub before_day: Option<String>,
}

/// What was seen of a behaviour.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct AuditLine {
    /// Key of the behaviour.
    pub behaviour: String,
    /// How much of it; none: not said.
    pub seen: Option<Seen>,
    /// The same at the look before.
    pub seen_before: Option<Seen>,
    /// How one would support it.
    pub support: String,
    /// One of the one or two to work on.
    pub chosen: bool,
    /// Entries of one's own that show it.
    pub examples: Vec<EntryRow>,
}

#[derive(Deserialize)]
struct File {
    behaviour: Vec<Behaviour>,
}

static BEHAVIOURS: LazyLock<std::result::Result<File, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("data/behaviours.toml")));

fn all() -> Result<&'static [Behaviour]> {
    BEHAVIOURS.as_ref().map(|file| file.behaviour.as_slice()).map_err(|error| Error::bad(error.to_string()))
}

/// The behaviours with what of one's own could be an example.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<BehaviourShown>> {
    let shown = |behaviour: &Behaviour| {
        let examples = store::examples(tx, &behaviour.key, EXAMPLES)?;
        Ok(BehaviourShown { behaviour: behaviour.clone(), examples })
    };
    all()?.iter().map(shown).collect()
}

/// All looks, last first.
///
/// # Errors
/// Those of the database.
pub fn audits(tx: &Tx<'_>) -> Result<Vec<AuditRow>> {
    let mut rows = store::rows(tx)?;
    for row in &mut rows {
        row.chosen =
            store::lines(tx, row.id)?.into_iter().filter(|line| line.chosen).map(|line| line.behaviour).collect();
    }
    Ok(rows)
}

/// One look, whole, held against the one before.
///
/// # Errors
/// `NotFound`.
pub fn audit(tx: &Tx<'_>, id: AuditId) -> Result<Audit> {
    let mut audit = store::audit(tx, id)?.ok_or(Error::NotFound("audit"))?;
    let written = store::lines(tx, id)?;
    let rows = store::rows(tx)?;
    // Rows stand last first: what follows this one is older.
    let older = rows.iter().skip_while(|row| row.id != id).skip(1);
    let before = older.into_iter().find(|row| {
        row.community == audit.row.community && (row.community.is_some() || row.setting == audit.row.setting)
    });
    let last = before.map(|row| store::lines(tx, row.id)).transpose()?.unwrap_or_default();
    (audit.before, audit.before_day) = (before.map(|row| row.id), before.map(|row| row.day.clone()));
    for behaviour in all()? {
        let line = written.iter().find(|line| line.behaviour == behaviour.key).cloned();
        let mut line = line.unwrap_or_else(|| AuditLine {
            behaviour: behaviour.key.clone(),
            seen: None,
            seen_before: None,
            support: String::new(),
            chosen: false,
            examples: Vec::new(),
        });
        line.seen_before = last.iter().find(|old| old.behaviour == behaviour.key).and_then(|old| old.seen);
        audit.lines.push(line);
    }
    audit.row.chosen = audit.lines.iter().filter(|line| line.chosen).map(|line| line.behaviour.clone()).collect();
    Ok(audit)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
