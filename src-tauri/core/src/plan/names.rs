//! Names and traces in what would leave: what was found, what is proposed, what was decided, who could be known.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::consent::{Consent, ConsentState};
use super::decide::{Decided, Decision, DecisionAction, digest};
use super::sharing::Ready;
use super::{audience, pieces, risk, store};
use crate::attachments::Vault;
use crate::entries;
use crate::error::{Error, Result};
use crate::export::{self, Found, Noted, Salt, TextPlace, kind_word};
use crate::id::{EntryId, PlanId};
use crate::people::{self, Person, PersonKey, Role};
use crate::redact::{self, Hit, Kind};
use crate::sessions;
use crate::settings;
use crate::store::Tx;
use crate::tags;

/// Names and traces in what would leave.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct PlanNames {
    /// Every thing that was found, people first.
    pub groups: Vec<NameGroup>,
    /// How many of their places are not decided on.
    pub open: u32,
    /// Who is meant or named on the entries, with whether they agree.
    pub others: Vec<Other>,
    /// What has to be done before anything can be made, as sentences; none: all is well.
    pub blocked: Vec<String>,
}

/// One thing, in all its spellings.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct NameGroup {
    /// Names it in `plan_decide`.
    pub group: String,
    /// "person", "maybe_name", "email", "url", "handle", "phone", "postcode", "number", "date", "place", "code".
    pub kind: String,
    /// As it is found most, or the person's name.
    pub name: String,
    /// The person it is.
    pub person: Option<PersonKey>,
    /// Who they are to the writer.
    pub role: Option<Role>,
    /// Somebody on the list, or a number or address of somebody's.
    pub must: bool,
    /// What is proposed.
    pub proposal: Decision,
    /// What was decided of all of it.
    pub decision: Option<Decision>,
    /// How many of its places are not decided on.
    pub open: u32,
    /// Where it stands.
    pub hits: Vec<NameHit>,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct NameHit {
    /// In which entry; none: in the letter.
    pub entry: Option<EntryId>,
    /// Its title; empty of the letter.
    pub title: String,
    /// In which of its texts.
    pub place: TextPlace,
    /// Names the place in `plan_decide`.
    pub occurrence: String,
    /// The words before it.
    pub before: String,
    /// As it stands there.
    pub found: String,
    /// The words after it.
    pub after: String,
    /// Inflected, shortened, misspelt, or with a wrong check digit.
    pub near: bool,
    /// What was decided of this place, by itself or with the group.
    pub decision: Option<Decision>,
    /// Whether by itself.
    pub alone: bool,
}

/// Somebody who is meant, or named on an entry.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Other {
    /// Who.
    pub person: PersonKey,
    /// Their name, for the writer's eyes.
    pub name: String,
    /// Who they are to the writer.
    pub role: Role,
    /// What they are called in front of this audience, once that is decided.
    pub label: Option<String>,
    /// Whether their name stays somewhere.
    pub named: bool,
    /// Whether they agree; none: not said.
    pub consent: Option<ConsentState>,
    /// To what; may be empty.
    pub scope: String,
    /// The day they said so.
    pub day: Option<String>,
}

/// Names and traces in what would leave.
///
/// # Errors
/// `NotFound`.
pub fn names(tx: &Tx<'_>, vault: &Vault, plan: PlanId) -> Result<PlanNames> {
    of(tx, plan, &found(tx, vault, plan)?)
}

/// The same, from what was found.
pub(super) fn of(tx: &Tx<'_>, plan: PlanId, found: &[Found]) -> Result<PlanNames> {
    let head = store::head(tx, plan)?;
    let decided = Decided::of(tx, head.audience, plan)?;
    let everyone = everyone(tx)?;
    let mut groups: Vec<NameGroup> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut titles: HashMap<EntryId, String> = HashMap::new();
    let mut labels = Labels::of(tx, head.audience, &decided)?;
    for one in found {
        let at = match places.get(&one.hit.group) {
            Some(at) => *at,
            None => {
                let proposal = labels.proposal(tx, &one.hit, &everyone)?;
                groups.push(group(&one.hit, proposal, &decided, &everyone));
                places.insert(one.hit.group.clone(), groups.len() - 1);
                groups.len() - 1
            }
        };
        let title = match one.entry {
            None => String::new(),
            Some(entry) => match titles.get(&entry) {
                Some(title) => title.clone(),
                None => {
                    let title = entries::store::row(tx, entry)?.map(|row| row.title).unwrap_or_default();
                    titles.insert(entry, title.clone());
                    title
                }
            },
        };
        if let Some(group) = groups.get_mut(at) {
            let hit = hit(one, title, &decided, group.decision.as_ref());
            group.hits.push(hit);
        }
    }
    for group in &mut groups {
        group.open = count(group.hits.iter().filter(|hit| hit.decision.is_none()).count());
    }
    groups.sort_by_key(|group| (!group.must, order(&group.kind)));
    let is = |hit: &NameHit, action| hit.decision.as_ref().is_some_and(|decision| decision.action == action);
    let of_groups = |wanted: &dyn Fn(&NameHit) -> bool| -> BTreeSet<PersonKey> {
        groups.iter().filter(|group| group.hits.iter().any(wanted)).filter_map(|group| group.person).collect()
    };
    let meant = of_groups(&|hit| !is(hit, DecisionAction::NotAName));
    let named = of_groups(&|hit| is(hit, DecisionAction::Keep));
    let others = others(tx, plan, meant, &named, &everyone)?;
    let open = groups.iter().map(|group| group.open).sum();
    let blocked = blocked(tx, plan, open, &others)?;
    Ok(PlanNames { groups, open, others, blocked })
}

fn everyone(tx: &Tx<'_>) -> Result<HashMap<PersonKey, Person>> {
    Ok(people::list(tx)?.into_iter().map(|person| (person.id, person)).collect())
}

/// Refuses a pack that is made but for what has to be done besides names; answers with those who are meant in it.
///
/// # Errors
/// `BadInput` with the first thing that is wanted.
pub(crate) fn may_leave(tx: &Tx<'_>, plan: PlanId, noted: &Noted) -> Result<Vec<PersonKey>> {
    let keys = |keys: &BTreeSet<redact::PersonKey>| keys.iter().map(|key| PersonKey(key.0)).collect::<BTreeSet<_>>();
    let others = others(tx, plan, keys(&noted.meant), &keys(&noted.kept), &everyone(tx)?)?;
    match blocked(tx, plan, 0, &others)?.first() {
        None => Ok(others.iter().map(|other| other.person).collect()),
        Some(sentence) => Err(Error::bad(format!("nothing was made. {sentence}"))),
    }
}

/// Every place where something was found: as if nothing were decided, and what comes to light by what is decided.
pub(super) fn found(tx: &Tx<'_>, vault: &Vault, plan: PlanId) -> Result<Vec<Found>> {
    let nothing = |_: Option<EntryId>, _: &Hit| None;
    let found = export::read_through(tx, vault, &Ready::of(tx, plan)?.sharing_by(&nothing))?.undecided;
    with_late(tx, vault, plan, found)
}

/// What was found, with what is open by what is decided now.
pub(super) fn with_late(tx: &Tx<'_>, vault: &Vault, plan: PlanId, mut found: Vec<Found>) -> Result<Vec<Found>> {
    if found.is_empty() {
        return Ok(found);
    }
    let ready = Ready::of(tx, plan)?;
    let place = |found: &Found| (found.entry, found.hit.occurrence.clone());
    let known: HashSet<_> = found.iter().map(place).collect();
    let late = ready.with(|sharing| export::read_through(tx, vault, sharing))?.undecided;
    found.extend(late.into_iter().filter(|late| !known.contains(&place(late))));
    Ok(found)
}

/// What has to be done before anything can be made, as sentences.
pub(super) fn blocked(tx: &Tx<'_>, plan: PlanId, open: u32, others: &[Other]) -> Result<Vec<String>> {
    let mut blocked = Vec::new();
    // A session has more to print than its pieces.
    let has_more = sessions::of_plan(tx, plan)?.is_some();
    if !has_more && pieces::shown(tx, plan)?.iter().all(|piece| piece.stays.is_some()) {
        blocked.push("Nothing is chosen yet that can leave.".to_owned());
    }
    match open {
        0 => {}
        1 => blocked.push("One name or trace is not decided on yet.".to_owned()),
        open => blocked.push(format!("{open} names and traces are not decided on yet.")),
    }
    for other in others {
        match (other.consent, other.named) {
            (Some(ConsentState::Refused), _) => {
                blocked.push(format!("{} does not agree to be in this. Take out what is about them; where they stand among the people of an entry, take them off there or leave the entry out.", other.name));
            }
            (None | Some(ConsentState::Asked), true) => {
                blocked.push(format!("{} is named in this and has not agreed yet.", other.name));
            }
            _ => {}
        }
    }
    let unasked = risk::open(&store::checks(tx, plan)?).len();
    if unasked > 0 {
        blocked.push("The questions about who could still be known are not answered yet.".to_owned());
    }
    Ok(blocked)
}

fn group(hit: &Hit, proposal: Decision, decided: &Decided, everyone: &HashMap<PersonKey, Person>) -> NameGroup {
    let person = person_of(hit).and_then(|key| everyone.get(&key));
    NameGroup {
        group: hit.group.clone(),
        kind: kind_word(hit.kind).to_owned(),
        name: person.map_or_else(|| hit.found.clone(), |person| person.name.clone()),
        person: person_of(hit),
        role: person.map(|person| person.role),
        must: hit.must_be_decided(),
        proposal,
        decision: decided.group(hit),
        open: 0,
        hits: Vec::new(),
    }
}

fn hit(found: &Found, title: String, decided: &Decided, of_group: Option<&Decision>) -> NameHit {
    let decision = decided.decision(found.entry, &found.hit);
    NameHit {
        entry: found.entry,
        title,
        place: found.place,
        occurrence: found.hit.occurrence.clone(),
        before: found.hit.before.clone(),
        found: found.hit.found.clone(),
        after: found.hit.after.clone(),
        near: found.hit.near,
        alone: decision.is_some() && decision.as_ref() != of_group,
        decision,
    }
}

/// Those who are meant, and those on whom an entry is said to be, with whether they agree.
fn others(
    tx: &Tx<'_>,
    plan: PlanId,
    mut meant: BTreeSet<PersonKey>,
    named: &BTreeSet<PersonKey>,
    everyone: &HashMap<PersonKey, Person>,
) -> Result<Vec<Other>> {
    let head = store::head(tx, plan)?;
    let called: HashMap<PersonKey, String> = store::audience::pseudonyms(tx, head.audience)?.into_iter().collect();
    let said: BTreeMap<PersonKey, Consent> =
        store::audience::consents(tx, head.audience)?.into_iter().map(|consent| (consent.person, consent)).collect();
    let by_name: HashMap<String, PersonKey> =
        everyone.values().map(|person| (tags::folded(&person.name), person.id)).collect();
    for piece in pieces::shown(tx, plan)?.iter().filter(|piece| piece.stays.is_none()) {
        meant.extend(piece.entry.people.iter().filter_map(|name| by_name.get(&tags::folded(name))));
    }
    let others = meant.into_iter().filter_map(|key| everyone.get(&key));
    Ok(others
        .map(|person| {
            let said = said.get(&person.id);
            Other {
                person: person.id,
                name: person.name.clone(),
                role: person.role,
                label: called.get(&person.id).cloned(),
                named: named.contains(&person.id),
                consent: said.map(|consent| consent.state),
                scope: said.map(|consent| consent.scope.clone()).unwrap_or_default(),
                day: said.and_then(|consent| consent.day.clone()),
            }
        })
        .collect())
}

/// Proposes names that nobody bears in front of these readers, and that the same person bears in front of no other.
struct Labels {
    audience: audience::AudienceKey,
    salt: Salt,
    language: String,
    taken: Vec<String>,
    called: HashMap<PersonKey, String>,
}

impl Labels {
    fn of(tx: &Tx<'_>, key: audience::AudienceKey, decided: &Decided) -> Result<Self> {
        Ok(Self {
            audience: key,
            salt: audience::get(tx, key)?.salt,
            language: settings::get(tx)?.default_language.unwrap_or_default(),
            taken: decided.taken(),
            called: decided.called().clone(),
        })
    }

    fn proposal(&mut self, tx: &Tx<'_>, hit: &Hit, everyone: &HashMap<PersonKey, Person>) -> Result<Decision> {
        let label = match (person_of(hit), hit.kind) {
            (Some(person), _) => Some(self.called(tx, person, everyone)?),
            (None, Kind::MaybeName) => {
                let elsewhere = store::decision::elsewhere(tx, self.audience, &digest(&hit.group))?;
                Some(self.next(Role::Other, &elsewhere))
            }
            (None, _) => None,
        };
        Ok(Decision::of(&redact::proposal(hit, &self.language, label.as_deref())))
    }

    fn called(&mut self, tx: &Tx<'_>, person: PersonKey, everyone: &HashMap<PersonKey, Person>) -> Result<String> {
        if let Some(label) = self.called.get(&person) {
            return Ok(label.clone());
        }
        let elsewhere = store::audience::elsewhere(tx, self.audience, person)?;
        let role = everyone.get(&person).map(|person| person.role).unwrap_or_default();
        let label = self.next(role, &elsewhere);
        self.called.insert(person, label.clone());
        Ok(label)
    }

    fn next(&mut self, role: Role, elsewhere: &[String]) -> String {
        let taken: Vec<String> = self.taken.iter().chain(elsewhere).cloned().collect();
        let label = redact::next_label(role_of(role), &self.language, self.salt.bytes(), &taken);
        self.taken.push(label.clone());
        label
    }
}

/// The same roles, as the scanner has them.
pub(super) fn role_of(role: Role) -> redact::Role {
    match role {
        Role::Pupil => redact::Role::Pupil,
        Role::Patient => redact::Role::Patient,
        Role::Client => redact::Role::Client,
        Role::Colleague => redact::Role::Colleague,
        Role::Carer => redact::Role::Parent,
        Role::Other => redact::Role::Other,
    }
}

fn person_of(hit: &Hit) -> Option<PersonKey> {
    match hit.kind {
        Kind::Person(person) => Some(PersonKey(person.0)),
        _ => None,
    }
}

/// People first, what is perhaps a name before dates.
fn order(kind: &str) -> usize {
    const ORDER: [&str; 11] =
        ["person", "number", "email", "phone", "handle", "postcode", "url", "maybe_name", "place", "code", "date"];
    ORDER.iter().position(|known| *known == kind).unwrap_or(ORDER.len())
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
