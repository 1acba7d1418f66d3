//! Words that give someone away though they are nobody's name: the code of a class or a ward, a place; and words that look
//! like a name and were found to be none.

use serde::{Deserialize, Serialize};

use super::store;
use crate::error::Result;
use crate::store::Tx;
use crate::tags;

/// All of them, in the writer's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Telltales {
    /// Classes, wards, rooms: "9B", "Maple ward".
    pub codes: Vec<String>,
    /// Schools, streets, towns.
    pub places: Vec<String>,
    /// Words that look like a name and are none.
    pub not_names: Vec<String>,
}

/// All of them.
///
/// # Errors
/// Those of the database.
pub fn telltales(tx: &Tx<'_>) -> Result<Telltales> {
    Ok(Telltales {
        codes: store::telltales(tx, "code")?,
        places: store::telltales(tx, "place")?,
        not_names: store::telltales(tx, "not_name")?,
    })
}

/// These, and no others.
///
/// # Errors
/// `TooBig`.
pub fn save_telltales(tx: &mut Tx<'_>, given: Telltales) -> Result<Telltales> {
    for (kind, words) in [("code", given.codes), ("place", given.places), ("not_name", given.not_names)] {
        store::set_telltales(tx, kind, &tags::checked("word", words)?)?;
    }
    telltales(tx)
}

/// From now on this word is nobody's name.
///
/// # Errors
/// `TooBig`.
pub fn note_not_name(tx: &mut Tx<'_>, word: &str) -> Result<()> {
    tags::checked("word", vec![word.to_owned()])?.iter().try_for_each(|word| store::add_telltale(tx, "not_name", word))
}
