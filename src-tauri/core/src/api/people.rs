use serde::{Deserialize, Serialize};

use super::{Api, Nothing};
use crate::backup::Reason;
use crate::change::Op;
use crate::error::Result;
use crate::people::{self, AddPeople, MergePeople, PeopleAdded, Person, PersonKey, ReadName, SavePerson, Telltales};

/// Some people.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SomePeople {
    /// Who.
    pub ids: Vec<PersonKey>,
}

/// A class list as it was pasted.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct PastedList {
    /// One name a line.
    pub text: String,
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<Person>> {
    api.journal.read(people::list)
}

pub(super) fn save(api: &Api<'_>, request: SavePerson) -> Result<Person> {
    api.journal.write(Op::SavePeople, |tx| people::save(tx, request))
}

pub(super) fn read(api: &Api<'_>, request: PastedList) -> Result<Vec<ReadName>> {
    api.journal.read(|tx| people::read(tx, &request.text))
}

pub(super) fn add(api: &Api<'_>, request: AddPeople) -> Result<PeopleAdded> {
    api.journal.write(Op::SavePeople, |tx| people::add(tx, request))
}

pub(super) fn remove(api: &Api<'_>, request: SomePeople) -> Result<()> {
    api.journal.write(Op::SavePeople, |tx| people::remove(tx, &request.ids))
}

/// Cannot be undone: who was meant where is forgotten.
pub(super) fn merge(api: &Api<'_>, request: MergePeople) -> Result<Person> {
    api.journal.back_up_before(Reason::BeforeMany)?;
    api.journal.write(Op::SavePeople, |tx| people::merge(tx, request))
}

pub(super) fn telltales(api: &Api<'_>, _: Nothing) -> Result<Telltales> {
    api.journal.read(people::telltales)
}

pub(super) fn save_telltales(api: &Api<'_>, request: Telltales) -> Result<Telltales> {
    api.journal.write(Op::SavePeople, |tx| people::save_telltales(tx, request))
}
