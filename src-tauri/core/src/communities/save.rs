//! Writing a community, putting it away, and taking it out where nothing refers to it.

use serde::{Deserialize, Serialize};

use super::{Community, get, stages, store};
use crate::error::{Error, Result};
use crate::id::CommunityId;
use crate::people::{self, PersonKey, Role, SavePerson};
use crate::store::Tx;
use crate::tags;

/// Characters of a text of a community.
const TEXT_LIMIT: usize = 20_000;
/// Members of a community.
const MEMBER_LIMIT: usize = 500;

/// What to change of a community; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveCommunity {
    /// Which; a new one where not said.
    pub id: Option<CommunityId>,
    /// As it is called.
    pub name: Option<String>,
    /// The name the writer chose for it; may be empty.
    pub shown_name: Option<String>,
    /// What we care about.
    pub care: Option<String>,
    /// Who we are.
    pub who: Option<String>,
    /// What we share.
    pub share: Option<String>,
    /// How we are with each other.
    pub norms: Option<String>,
    /// A key of the stages; "" for none.
    pub stage: Option<String>,
    /// A day; "" for none.
    pub stage_since: Option<String>,
    /// Who is a member, all of them.
    pub members: Option<Vec<SaveMember>>,
}

/// A member: someone known, or a name.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveMember {
    /// Someone known.
    pub person: Option<PersonKey>,
    /// A name; someone new is put on the list of people as a colleague.
    pub name: Option<String>,
    /// What they are in it; may be empty.
    pub role: Option<String>,
}

/// Begins a community or changes one.
///
/// # Errors
/// `NotFound`; `BadInput` without a name, for a stage that is none or a day that is none; `TooBig`.
pub fn save(tx: &mut Tx<'_>, request: SaveCommunity) -> Result<Community> {
    let known = request.id.map(|id| get(tx, id)).transpose()?;
    let is_new = known.is_none();
    let now = tx.now();
    let mut community = known.unwrap_or_else(|| Community {
        id: CommunityId::new(),
        name: String::new(),
        shown_name: String::new(),
        care: String::new(),
        who: String::new(),
        share: String::new(),
        norms: String::new(),
        stage: None,
        stage_since: None,
        members: Vec::new(),
        created_at: now,
        edited_at: now,
        archived_at: None,
    });
    if let Some(name) = request.name {
        community.name = one_line(name)?;
    }
    if community.name.is_empty() {
        return Err(Error::bad("a community needs a name. Nothing was changed"));
    }
    if let Some(name) = request.shown_name {
        community.shown_name = one_line(name)?;
    }
    for (text, given) in [
        (&mut community.care, request.care),
        (&mut community.who, request.who),
        (&mut community.share, request.share),
        (&mut community.norms, request.norms),
    ] {
        if let Some(given) = given {
            if given.chars().count() > TEXT_LIMIT {
                return Err(Error::TooBig(format!("there is room for {TEXT_LIMIT} characters; nothing was changed")));
            }
            *text = given;
        }
    }
    if let Some(stage) = request.stage {
        if !stage.is_empty() && !stages::is_known(&stage)? {
            return Err(Error::bad("that is not a stage a community can be in. Nothing was changed"));
        }
        community.stage = Some(stage).filter(|stage| !stage.is_empty());
    }
    if let Some(day) = request.stage_since {
        if !day.is_empty() && !is_day(&day) {
            return Err(Error::bad("since when is a day, such as 2026-09-01. Nothing was changed"));
        }
        community.stage_since = Some(day).filter(|day| !day.is_empty());
    }
    community.edited_at = now;
    store::put(tx, &community, is_new)?;
    if let Some(members) = request.members {
        set_members(tx, community.id, members)?;
    }
    get(tx, community.id)
}

/// A community from another journal as it can be one of this one; its members are told apart by whoever knows them.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence.
pub(crate) fn checked(mut community: Community) -> Result<Community> {
    community.name = one_line(community.name)?;
    community.shown_name = one_line(community.shown_name)?;
    let texts = [&community.care, &community.who, &community.share, &community.norms];
    if texts.into_iter().any(|text| text.chars().count() > TEXT_LIMIT) || community.members.len() > MEMBER_LIMIT {
        return Err(Error::TooBig("a community holds more than there is room for".into()));
    }
    let is_known = community.stage.as_deref().map_or(Ok(true), stages::is_known)?;
    if community.name.is_empty() || !is_known || !community.stage_since.as_deref().is_none_or(is_day) {
        return Err(Error::bad("a community has a name, and a stage that is one"));
    }
    for (at, member) in community.members.iter().enumerate() {
        if community.members[..at].iter().any(|other| other.person == member.person) {
            return Err(Error::bad("somebody is a member twice"));
        }
    }
    for member in &mut community.members {
        member.role = one_line(std::mem::take(&mut member.role))?;
    }
    Ok(community)
}

/// Writes a community that is not here, with its members.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(tx: &mut Tx<'_>, community: &Community) -> Result<()> {
    store::put(tx, community, true)?;
    let members: Vec<_> = community.members.iter().map(|member| (member.person, member.role.clone())).collect();
    store::set_members(tx, community.id, &members)?;
    store::set_archived(tx, community.id, community.archived_at)
}

fn is_day(day: &str) -> bool {
    day.len() == 10 && chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok()
}

fn set_members(tx: &mut Tx<'_>, id: CommunityId, members: Vec<SaveMember>) -> Result<()> {
    if members.len() > MEMBER_LIMIT {
        return Err(Error::TooBig(format!("a community has room for {MEMBER_LIMIT} members; nothing was changed")));
    }
    let mut kept = Vec::with_capacity(members.len());
    for member in members {
        let person = match (member.person, member.name) {
            (Some(person), _) => people::get(tx, person)?.id,
            (None, Some(name)) => colleague(tx, one_line(name)?)?,
            (None, None) => return Err(Error::bad("a member is someone. Nothing was changed")),
        };
        if !kept.iter().any(|(other, _)| *other == person) {
            kept.push((person, one_line(member.role.unwrap_or_default())?));
        }
    }
    store::set_members(tx, id, &kept)
}

/// The person of that name; someone new is put on the list.
fn colleague(tx: &mut Tx<'_>, name: String) -> Result<PersonKey> {
    let name = people::store::name_behind(tx, &name)?.unwrap_or(name);
    match people::store::by_name(tx, &name)? {
        Some(known) => Ok(known),
        None => {
            let new = SavePerson { name: Some(name), role: Some(Role::Colleague), ..SavePerson::default() };
            Ok(people::save(tx, new)?.id)
        }
    }
}

fn one_line(text: String) -> Result<String> {
    Ok(tags::checked("name", vec![text])?.pop().unwrap_or_default())
}

/// Puts a community away: it is no longer offered, and what refers to it stays as it is.
///
/// # Errors
/// `NotFound`.
pub fn archive(tx: &mut Tx<'_>, id: CommunityId) -> Result<Community> {
    let now = tx.now();
    store::set_archived(tx, id, Some(now))?;
    get(tx, id)
}

/// Takes a community out of what was put away.
///
/// # Errors
/// `NotFound`.
pub fn restore(tx: &mut Tx<'_>, id: CommunityId) -> Result<Community> {
    store::set_archived(tx, id, None)?;
    get(tx, id)
}

/// Deletes a community, where nothing was ever prepared for it.
///
/// # Errors
/// `NotFound`; `BadInput` where something refers to it.
pub fn remove(tx: &mut Tx<'_>, id: CommunityId) -> Result<()> {
    if store::remove(tx, id)? {
        return Ok(());
    }
    Err(Error::bad("something was prepared for this community or sent to it, so it stays. Put it away instead"))
}

/// Takes out a community where nothing names it.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget_unused(tx: &mut Tx<'_>, id: CommunityId) -> Result<()> {
    store::remove(tx, id).map(|_| ())
}
