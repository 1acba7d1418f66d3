//! What becomes of names: decided for every spelling of a thing at once, or for one place; remembered for the audience.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::audience::one_line;
use super::names::{self, PlanNames};
use super::store::decision::Scope;
use super::{AudienceKey, store};
use crate::attachments::Vault;
use crate::error::{Error, Result};
use crate::export::Found;
use crate::id::{EntryId, PlanId};
use crate::people::{self, PersonKey};
use crate::redact::{Action, Hit, Kind};
use crate::store::{Tx, words};
use crate::tags;

/// Characters of what stands there instead, and of a reason.
const TEXT: usize = 200;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionAction {
    /// Another name stands there.
    Replace,
    /// Something coarser stands there.
    Generalise,
    /// An ellipsis stands there.
    Cut,
    /// It stays, for a reason.
    Keep,
    /// It is nobody's name: remembered for every audience.
    NotAName,
}
words!(DecisionAction {
    Replace = "replace",
    Generalise = "generalise",
    Cut = "cut",
    Keep = "keep",
    NotAName = "not_a_name",
});

/// A decision, or the proposal of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What is done.
    pub action: DecisionAction,
    /// What stands there instead, or why it stays; may be empty.
    #[serde(default)]
    pub text: String,
}

impl Decision {
    pub(super) fn of(action: &Action) -> Self {
        let (action, text) = match action {
            Action::Replace(text) => (DecisionAction::Replace, text.as_str()),
            Action::Generalise(text) => (DecisionAction::Generalise, text.as_str()),
            Action::Cut => (DecisionAction::Cut, ""),
            Action::Keep { reason } => (DecisionAction::Keep, reason.as_str()),
            Action::NotAName => (DecisionAction::NotAName, ""),
        };
        Self { action, text: text.to_owned() }
    }

    fn action(&self) -> Action {
        match self.action {
            DecisionAction::Replace => Action::Replace(self.text.clone()),
            DecisionAction::Generalise => Action::Generalise(self.text.clone()),
            DecisionAction::Cut => Action::Cut,
            DecisionAction::Keep => Action::Keep { reason: self.text.clone() },
            DecisionAction::NotAName => Action::NotAName,
        }
    }
}

/// What is to be decided.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[ts(optional_fields)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// In which plan: it is kept for its audience.
    pub plan: PlanId,
    /// One by one.
    pub decisions: Option<Vec<OneDecision>>,
    /// Every proposal for what is still open, taken at once.
    pub accept: Option<bool>,
    /// Forgotten with the plan; else remembered for its audience.
    pub only_here: Option<bool>,
}

/// One decision.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OneDecision {
    /// Of which group.
    pub group: String,
    /// In one place only: which entry (none: the letter).
    pub entry: Option<EntryId>,
    /// In one place only: which occurrence.
    pub occurrence: Option<String>,
    /// What is done; none takes the decision back.
    pub decision: Option<Decision>,
}

/// Decides. What stays is decided place by place: said of a whole group, it is so decided for each place there is now, and
/// only of what is not somebody on the list or a number of somebody's.
///
/// # Errors
/// `NotFound` for a plan, or a group that is not among its names; `BadInput` for a decision that cannot be.
pub fn decide(tx: &mut Tx<'_>, vault: &Vault, request: &Decide) -> Result<PlanNames> {
    let head = store::head(tx, request.plan)?;
    let found = names::found(tx, vault, request.plan)?;
    let only = request.only_here == Some(true);
    let scope = Scope { audience: head.audience, plan: request.plan, only };
    for one in request.decisions.iter().flatten() {
        decide_one(tx, scope, one, &found)?;
    }
    if request.accept == Some(true) {
        let open = names::of(tx, request.plan, &found)?;
        for group in open.groups.iter().filter(|group| group.open > 0) {
            let decision = Some(group.proposal.clone());
            let one = OneDecision { group: group.group.clone(), entry: None, occurrence: None, decision };
            decide_one(tx, scope, &one, &found)?;
        }
    }
    store::touch(tx, request.plan)?;
    // A word that is nobody's name from now on is not found again, wherever it stands.
    let decided = request.decisions.iter().flatten().filter_map(|one| one.decision.as_ref());
    if decided.into_iter().any(|decision| decision.action == DecisionAction::NotAName) {
        return names::names(tx, vault, request.plan);
    }
    // What was put in the place of something may bring something else to light.
    let found = names::with_late(tx, vault, request.plan, found)?;
    names::of(tx, request.plan, &found)
}

fn decide_one(tx: &mut Tx<'_>, scope: Scope, one: &OneDecision, found: &[Found]) -> Result<()> {
    let what = digest(&one.group);
    let mut places = found.iter().filter(|found| found.hit.group == one.group).peekable();
    let first = places.peek().ok_or(Error::NotFound("name in this plan"))?.hit.clone();
    let occurrence = one.occurrence.as_deref().unwrap_or_default();
    let Some(decision) = &one.decision else {
        return store::decision::forget(tx, scope, &what, one.entry, occurrence);
    };
    let text = one_line(&decision.text);
    if text.chars().count() > TEXT {
        return Err(Error::TooBig(format!("this has room for {TEXT} characters; nothing was decided")));
    }
    let person = match first.kind {
        Kind::Person(person) => Some(PersonKey(person.0)),
        _ => None,
    };
    let action = decision.action;
    match action {
        DecisionAction::Replace | DecisionAction::Generalise if text.is_empty() => {
            return Err(Error::bad("say what is to stand there instead"));
        }
        DecisionAction::Keep if text.is_empty() => return Err(Error::bad("say in a word why it may stay")),
        DecisionAction::Keep if occurrence.is_empty() => {
            if first.must_be_decided() {
                return Err(Error::bad("whether a name or a number stays is decided for each place by itself"));
            }
            for place in places {
                let decided = (action, text.as_str());
                store::decision::put(tx, scope, &what, place.entry, &place.hit.occurrence, decided)?;
            }
            return Ok(());
        }
        DecisionAction::NotAName if occurrence.is_empty() => {
            return match person {
                Some(_) => Err(Error::bad(
                    "this is the name of somebody on your list: say of each place by itself that it is none, or take them off the list",
                )),
                None => places.try_for_each(|place| people::note_not_name(tx, &place.hit.found)),
            };
        }
        DecisionAction::Replace => {
            if let Some(person) = person.filter(|_| occurrence.is_empty()) {
                called(tx, scope.audience, person, &text)?;
            }
            if first.kind == Kind::MaybeName {
                stranger(tx, scope.audience, &what, &text)?;
            }
        }
        DecisionAction::Generalise | DecisionAction::Cut | DecisionAction::Keep | DecisionAction::NotAName => {}
    }
    if occurrence.is_empty() {
        return store::decision::put(tx, scope, &what, None, "", (action, &text));
    }
    if !places.any(|place| place.entry == one.entry && place.hit.occurrence == occurrence) {
        return Err(Error::NotFound("place in this plan"));
    }
    store::decision::put(tx, scope, &what, one.entry, occurrence, (action, &text))
}

/// What stands for somebody who is on no list may not stand for them in front of others, too.
fn stranger(tx: &Tx<'_>, audience: AudienceKey, what: &str, label: &str) -> Result<()> {
    let elsewhere = store::decision::elsewhere(tx, audience, what)?;
    if elsewhere.iter().any(|other| tags::folded(other) == tags::folded(label)) {
        return Err(known_elsewhere());
    }
    Ok(())
}

fn known_elsewhere() -> Error {
    Error::bad(
        "other readers know them by this name already, and could tell that it is the same person; choose another",
    )
}

/// From now on somebody is called so in front of this audience.
fn called(tx: &mut Tx<'_>, audience: AudienceKey, person: PersonKey, label: &str) -> Result<()> {
    let folded = tags::folded(label);
    let taken = store::audience::pseudonyms(tx, audience)?;
    if taken.iter().any(|(other, label)| *other != person && tags::folded(label) == folded) {
        return Err(Error::bad("somebody else is called so in front of these readers already; choose another name"));
    }
    if store::audience::elsewhere(tx, audience, person)?.iter().any(|label| tags::folded(label) == folded) {
        return Err(known_elsewhere());
    }
    store::audience::set_pseudonym(tx, audience, person, label, &folded)
}

/// All that was decided for an audience.
pub(super) struct Decided {
    groups: HashMap<String, Decision>,
    places: HashMap<(String, Option<EntryId>, String), Decision>,
    called: HashMap<PersonKey, String>,
}

impl Decided {
    pub(super) fn of(tx: &Tx<'_>, audience: AudienceKey, plan: PlanId) -> Result<Self> {
        let mut decided = Self {
            groups: HashMap::new(),
            places: HashMap::new(),
            called: store::audience::pseudonyms(tx, audience)?.into_iter().collect(),
        };
        for row in store::decision::all(tx, audience, plan)? {
            if row.occurrence.is_empty() {
                decided.groups.insert(row.what, row.decision);
            } else {
                decided.places.insert((row.what, row.entry, row.occurrence), row.decision);
            }
        }
        Ok(decided)
    }

    /// What was decided of a place; that of the whole group where nothing was decided of the place itself.
    pub(super) fn decision(&self, entry: Option<EntryId>, hit: &Hit) -> Option<Decision> {
        let what = digest(&hit.group);
        if let Some(decision) = self.places.get(&(what.clone(), entry, hit.occurrence.clone())) {
            return Some(decision.clone());
        }
        let mut decision = self.groups.get(&what)?.clone();
        if let (Kind::Person(person), DecisionAction::Replace) = (hit.kind, decision.action) {
            decision.text.clone_from(self.called.get(&PersonKey(person.0))?);
        }
        Some(decision)
    }

    pub(super) fn action(&self, entry: Option<EntryId>, hit: &Hit) -> Option<Action> {
        self.decision(entry, hit).map(|decision| decision.action())
    }

    /// What was decided of a group.
    pub(super) fn group(&self, hit: &Hit) -> Option<Decision> {
        let mut decision = self.groups.get(&digest(&hit.group))?.clone();
        if let (Kind::Person(person), DecisionAction::Replace) = (hit.kind, decision.action) {
            decision.text.clone_from(self.called.get(&PersonKey(person.0))?);
        }
        Some(decision)
    }

    /// Names that stand for something already, whoever it is.
    pub(super) fn taken(&self) -> Vec<String> {
        let replaced = self.groups.values().chain(self.places.values());
        let replaced = replaced.filter(|decision| decision.action == DecisionAction::Replace);
        replaced.map(|decision| decision.text.clone()).chain(self.called.values().cloned()).collect()
    }

    /// What people are called in front of this audience.
    pub(super) fn called(&self) -> &HashMap<PersonKey, String> {
        &self.called
    }
}

/// What was found is somebody's: it is kept as a digest.
pub(super) fn digest(group: &str) -> String {
    Sha256::digest(group.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
