//! Writing a look at the behaviours.

use serde::{Deserialize, Serialize};

use super::{Audit, Seen, all, audit, store};
use crate::communities;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::{AuditId, CommitmentId, CommunityId, EntryId};
use crate::sessions::{self, SaveCommitment, when};
use crate::store::Tx;

/// Characters of a text.
const TEXT: usize = 5_000;
/// Characters of the setting.
const SETTING: usize = 200;
/// Behaviours to work on.
const CHOSEN: usize = 2;
/// Examples of one behaviour.
const EXAMPLES: usize = 20;

/// What to change of a look; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveAudit {
    /// Which; a new one where not said.
    pub id: Option<AuditId>,
    /// Of a new one: of which community.
    pub community: Option<CommunityId>,
    /// Where, in a few words.
    pub setting: Option<String>,
    /// The local day of it; today where never said.
    pub day: Option<String>,
    /// Lines to change.
    pub lines: Option<Vec<SaveAuditLine>>,
    /// Who is left out of informal talk.
    pub left_out: Option<String>,
    /// What will be tried in the next month.
    pub plan: Option<String>,
    /// By which local day: the plan becomes a commitment of the writer's in the community. Once.
    pub plan_by: Option<String>,
}

/// What was seen of a behaviour; all of it.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveAuditLine {
    /// Key of the behaviour.
    pub behaviour: String,
    /// How much of it; none: not said.
    pub seen: Option<Seen>,
    /// How one would support it.
    #[serde(default)]
    pub support: String,
    /// One of the one or two to work on.
    #[serde(default)]
    pub chosen: bool,
    /// Entries of one's own that show it.
    #[serde(default)]
    pub examples: Vec<EntryId>,
}

/// Begins a look at the behaviours, or changes one.
///
/// # Errors
/// `NotFound`; `BadInput` for a day or a behaviour that is none, more than two chosen, or a plan that cannot become a
/// commitment; `TooBig`.
pub fn save(tx: &mut Tx<'_>, request: SaveAudit) -> Result<Audit> {
    let known = request.id.map(|id| audit(tx, id)).transpose()?;
    let today = tx.clock().day(tx.now()).to_string();
    let id = request.id.unwrap_or_default();
    let (mut community, mut setting, mut day) = (request.community, String::new(), today);
    let (mut left_out, mut plan, mut commitment) = (String::new(), String::new(), None);
    if let Some(known) = &known {
        (community, setting, day) = (known.row.community, known.row.setting.clone(), known.row.day.clone());
        (left_out, plan, commitment) = (known.left_out.clone(), known.plan.clone(), known.commitment);
    }
    if let Some(community) = community {
        communities::get(tx, community)?;
    }
    for (slot, text, limit) in [
        (&mut setting, request.setting, SETTING),
        (&mut left_out, request.left_out, TEXT),
        (&mut plan, request.plan, TEXT),
    ] {
        if let Some(text) = text {
            if text.chars().count() > limit {
                return Err(Error::TooBig(format!("there is room for {limit} characters; nothing was saved")));
            }
            *slot = text.trim().to_owned();
        }
    }
    if let Some(given) = request.day {
        when::day(&given)?;
        day = given;
    }
    store::put(tx, id, community, &setting, &day, &left_out, &plan)?;
    for line in request.lines.unwrap_or_default() {
        set_line(tx, id, &line)?;
    }
    if audit(tx, id)?.row.chosen.len() > CHOSEN {
        return Err(Error::bad("choose one or two to work on, no more. Nothing was saved"));
    }
    if let Some(by) = request.plan_by {
        commitment = Some(promise(tx, community, commitment, &plan, by)?);
        store::set_commitment(tx, id, commitment)?;
    }
    audit(tx, id)
}

/// A look from another journal.
#[derive(Clone, Debug)]
pub(crate) struct Looked {
    pub(crate) id: AuditId,
    pub(crate) community: Option<CommunityId>,
    pub(crate) setting: String,
    pub(crate) day: String,
    pub(crate) left_out: String,
    pub(crate) plan: String,
    pub(crate) lines: Vec<SaveAuditLine>,
}

/// A look from another journal as it can be one of this one.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence.
pub(crate) fn checked(look: &Looked) -> Result<()> {
    when::day(&look.day)?;
    let supports = look.lines.iter().map(|line| (&line.support, TEXT));
    let texts = [(&look.setting, SETTING), (&look.left_out, TEXT), (&look.plan, TEXT)];
    if texts.into_iter().chain(supports).any(|(text, limit)| text.chars().count() > limit)
        || look.lines.iter().any(|line| line.examples.len() > EXAMPLES)
    {
        return Err(Error::TooBig("a look at the behaviours holds more than there is room for".into()));
    }
    let known = all()?;
    let mut seen: Vec<&str> = Vec::new();
    for line in &look.lines {
        if !known.iter().any(|one| one.key == line.behaviour) || seen.contains(&line.behaviour.as_str()) {
            return Err(Error::bad("a look names a behaviour that is none, or one twice"));
        }
        seen.push(&line.behaviour);
    }
    if look.lines.iter().filter(|line| line.chosen).count() > CHOSEN {
        return Err(Error::bad("one or two behaviours are chosen, no more"));
    }
    Ok(())
}

/// Whether it is here.
///
/// # Errors
/// Those of the database.
pub(crate) fn knows(tx: &Tx<'_>, id: AuditId) -> Result<bool> {
    Ok(store::audit(tx, id)?.is_some())
}

/// Writes a look that is not here.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(tx: &mut Tx<'_>, look: &Looked, commitment: Option<CommitmentId>) -> Result<()> {
    let Looked { id, community, setting, day, left_out, plan, lines } = look;
    store::put(tx, *id, *community, setting.trim(), day, left_out.trim(), plan.trim())?;
    lines.iter().try_for_each(|line| store::set_line(tx, *id, line))?;
    store::set_commitment(tx, *id, commitment)
}

fn set_line(tx: &mut Tx<'_>, id: AuditId, line: &SaveAuditLine) -> Result<()> {
    if !all()?.iter().any(|behaviour| behaviour.key == line.behaviour) {
        return Err(Error::bad("that is not one of the behaviours. Nothing was saved"));
    }
    if line.support.chars().count() > TEXT || line.examples.len() > EXAMPLES {
        return Err(Error::TooBig(format!(
            "there is room for {TEXT} characters and {EXAMPLES} entries; nothing was saved"
        )));
    }
    for entry in &line.examples {
        entries::store::row(tx, *entry)?.ok_or(Error::NotFound("entry"))?;
    }
    store::set_line(tx, id, line)
}

fn promise(
    tx: &mut Tx<'_>,
    community: Option<CommunityId>,
    known: Option<CommitmentId>,
    plan: &str,
    by: String,
) -> Result<CommitmentId> {
    if community.is_none() {
        return Err(Error::bad("a plan becomes a commitment in a community: say which. Nothing was saved"));
    }
    let what = plan.lines().next().unwrap_or_default().to_owned();
    let request = SaveCommitment {
        id: known,
        community,
        what: Some(crate::text::excerpt(&what, 500)),
        due: Some(Some(by)),
        ..SaveCommitment::default()
    };
    Ok(sessions::save_commitment(tx, request)?.id)
}

/// Deletes a look; the commitment it became stays.
///
/// # Errors
/// `NotFound`.
pub fn remove(tx: &mut Tx<'_>, id: AuditId) -> Result<()> {
    store::remove(tx, id)
}
