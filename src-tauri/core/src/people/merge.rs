//! Two that are the same person.

use serde::{Deserialize, Serialize};

use super::write::others;
use super::{Person, PersonKey, Role, get, store};
use crate::error::{Error, Result};
use crate::store::Tx;

/// Two that are the same person.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct MergePeople {
    /// Becomes another name of `into`.
    pub person: PersonKey,
    /// Whose name stays.
    pub into: PersonKey,
}

/// Makes two people one: all that named the first names the second, and the first is one more name of theirs.
///
/// # Errors
/// `NotFound`; `BadInput` where both are one already.
pub fn merge(tx: &mut Tx<'_>, MergePeople { person, into }: MergePeople) -> Result<Person> {
    if person == into {
        return Err(Error::bad("that is one person already. Nothing was changed"));
    }
    let (from, kept) = (get(tx, person)?, get(tx, into)?);
    let aliases = kept.aliases.into_iter().chain([from.name]).chain(from.aliases).collect();
    let role = if kept.role == Role::Other { from.role } else { kept.role };
    let now = tx.now();
    store::merge(tx, person, into)?;
    store::update(tx, into, &kept.name, role, Some(now))?;
    store::set_aliases(tx, into, &others(aliases, &kept.name)?)?;
    get(tx, into)
}
