//! Putting people on the list, changing what is known of them, and taking them off.

use serde::{Deserialize, Serialize};

use super::{Person, PersonKey, Role, get, store};
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::tags;

/// People on the list.
const PEOPLE_LIMIT: usize = 5_000;

/// What to know of a person from now on; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SavePerson {
    /// Who; someone new where not said.
    pub id: Option<PersonKey>,
    /// Their name.
    pub name: Option<String>,
    /// What else they are called.
    pub aliases: Option<Vec<String>>,
    /// Who they are to the writer.
    pub role: Option<Role>,
}

/// Someone to be put on the list.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// What else they are called.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Many people at once, such as a class.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct AddPeople {
    /// Who.
    pub people: Vec<NewPerson>,
    /// Who all of them are to the writer.
    pub role: Role,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PeopleAdded {
    /// Those who were not on the list before.
    pub added: Vec<PersonKey>,
    /// How many were: they stay as they are, and take what else they are called.
    pub known: u32,
}

/// Puts a person on the list, or changes what is known of one. A change puts them on the list too.
///
/// # Errors
/// `NotFound`; `BadInput` without a name, or where someone else has it already; `TooBig`.
pub fn save(tx: &mut Tx<'_>, request: SavePerson) -> Result<Person> {
    let known = request.id.map(|id| get(tx, id)).transpose()?;
    let name = match (request.name, &known) {
        (Some(name), _) => one_name(name)?,
        (None, Some(known)) => known.name.clone(),
        (None, None) => return Err(no_name()),
    };
    let holder = store::by_name(tx, &name)?;
    let known = match (known, holder) {
        (Some(known), Some(holder)) if known.id != holder => {
            return Err(Error::bad(format!(
                "“{name}” is known already. If both are the same person, make them one. Nothing was changed"
            )));
        }
        (None, Some(holder)) => {
            let holder = get(tx, holder)?;
            if holder.listed {
                return Err(Error::bad(format!("“{name}” is on the list already. Nothing was changed")));
            }
            Some(holder)
        }
        (known, _) => known,
    };
    let now = tx.now();
    let id = match &known {
        Some(known) => {
            store::update(tx, known.id, &name, request.role.unwrap_or(known.role), Some(now))?;
            known.id
        }
        None => {
            room(tx, 1)?;
            store::insert(tx, &name, request.role.unwrap_or_default(), now)?
        }
    };
    if let Some(aliases) = request.aliases {
        store::set_aliases(tx, id, &others(aliases, &name)?)?;
    }
    get(tx, id)
}

/// Puts many on the list at once. Who is on it already stays as they are.
///
/// # Errors
/// `BadInput` without a name; `TooBig`.
pub fn add(tx: &mut Tx<'_>, request: AddPeople) -> Result<PeopleAdded> {
    room(tx, request.people.len())?;
    let mut done = PeopleAdded { added: Vec::new(), known: 0 };
    for new in request.people {
        let name = one_name(new.name)?;
        let now = tx.now();
        let id = match store::by_name(tx, &name)? {
            None => store::insert(tx, &name, request.role, now)?,
            Some(id) => {
                let known = get(tx, id)?;
                if known.listed {
                    done.known += 1;
                } else {
                    store::update(tx, id, &known.name, request.role, Some(now))?;
                }
                let aliases = known.aliases.iter().cloned().chain(new.aliases).collect();
                store::set_aliases(tx, id, &others(aliases, &name)?)?;
                if !known.listed {
                    done.added.push(id);
                }
                continue;
            }
        };
        store::set_aliases(tx, id, &others(new.aliases, &name)?)?;
        done.added.push(id);
    }
    Ok(done)
}

/// Takes people off the list, with all that was known of them. A name that entries bear stays on those.
///
/// # Errors
/// `NotFound`; `BadInput` where one refused to be in what is shared: without them nobody could heed that.
pub fn remove(tx: &mut Tx<'_>, ids: &[PersonKey]) -> Result<()> {
    for &id in ids {
        let name = get(tx, id)?.name;
        if store::has_refused(tx, id)? {
            return Err(Error::bad(format!(
                "{name} refused to be in something you share, and that can only be heeded while they are on the list. Nothing was changed"
            )));
        }
        store::unlist(tx, id)?;
    }
    Ok(())
}

fn room(tx: &Tx<'_>, more: usize) -> Result<()> {
    if super::list(tx)?.len() + more > PEOPLE_LIMIT {
        return Err(Error::TooBig(format!("the list has room for {PEOPLE_LIMIT} people. Nothing was changed")));
    }
    Ok(())
}

fn no_name() -> Error {
    Error::bad("a person on the list needs a name. Nothing was changed")
}

fn one_name(name: String) -> Result<String> {
    tags::checked("name", vec![name])?.pop().ok_or_else(no_name)
}

/// What someone is called beside `name`.
pub(super) fn others(aliases: Vec<String>, name: &str) -> Result<Vec<String>> {
    let own = tags::folded(name);
    Ok(tags::checked("name", aliases)?.into_iter().filter(|alias| tags::folded(alias) != own).collect())
}
