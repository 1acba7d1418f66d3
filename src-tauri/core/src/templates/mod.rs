//! Templates: ways to write, offered and never required. Those that come with the program are files of data
//! (`data/*.toml`), one's own are kept in the journal with every version they had.
//!
//! The text of an entry is one Markdown text; the fields of its template are headings in it ([`sections`]). What is
//! chosen or counted stands beside it as a value ([`values`]).

mod builtin;
mod choose;
mod counters;
mod cycle;
mod definition;
mod form;
mod headings;
mod own;
pub mod sections;
mod store;
mod suggest;
mod travel;
pub mod values;

use serde::Serialize;

use crate::clock::Instant;
use crate::entries;
use crate::error::{Error, Result};
use crate::store::Tx;

pub use builtin::{Builtin, all as builtins, get as builtin};
pub use choose::{ChooseTemplate, choose};
pub use counters::{Counter, counters};
pub use cycle::{Cycle, Rule};
pub use definition::{FieldKind, Slot, TemplateDefinition, TemplateField};
pub use form::{Form, FormField, SetField, form, set};
pub use own::{SaveTemplate, as_file, copy, from_file, read_file, remove, restore, save};
pub use suggest::{SuggestTemplate, TemplateMoment, moments, suggest};
pub(crate) use travel::forget_unused;
pub use travel::{OwnTemplate, OwnVersion, TakenIn, own_among, take_in};
pub use values::{FieldValue, StoredValue};

/// The template of a learning log.
pub const LOG: &str = "dll";

/// A template, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct TemplateRow {
    /// Its name in entries and queries.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whose it is; may be empty.
    pub author: String,
    /// When it was published; may be empty.
    pub year: String,
    /// What it is good for, in a line.
    pub about: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// How many fields it has.
    pub fields: u32,
    /// One's own.
    pub own: bool,
    /// A form of a profession, or a copy of one.
    pub form: bool,
    /// Offered where there are few minutes.
    pub quick: bool,
    /// Entries written with it that are not in the trash.
    pub used: u32,
    /// Of one's own: when it was removed, so that it is offered no more.
    pub removed_at: Option<Instant>,
}

/// A template in one version.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Template {
    /// Its name in entries and queries.
    pub id: String,
    /// Counts the changes of one's own; 1 for those that come with the program.
    pub version: u32,
    /// One's own.
    pub own: bool,
    /// A form of a profession, or a copy of one.
    pub form: bool,
    /// Its fields.
    pub definition: TemplateDefinition,
}

/// Every template: those that come with the program, then one's own, also removed ones.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<TemplateRow>> {
    let used = entries::templates_in_use(tx)?;
    let row = |id: &str, definition: &TemplateDefinition| TemplateRow {
        id: id.to_owned(),
        name: definition.name.clone(),
        author: definition.author.clone(),
        year: definition.year.clone(),
        about: definition.about.clone(),
        minutes: definition.minutes,
        fields: u32::try_from(definition.fields.len()).unwrap_or(u32::MAX),
        own: false,
        form: false,
        quick: false,
        used: used.iter().find(|(template, _)| template == id).map_or(0, |(_, count)| *count),
        removed_at: None,
    };
    let mut rows: Vec<TemplateRow> = builtins()
        .iter()
        .map(|builtin| TemplateRow { form: builtin.form, quick: builtin.quick, ..row(builtin.id, &builtin.definition) })
        .collect();
    for own in store::all(tx)? {
        let form = own.definition.counts_as.is_some();
        rows.push(TemplateRow { own: true, form, removed_at: own.removed_at, ..row(&own.id, &own.definition) });
    }
    Ok(rows)
}

/// A template, of one's own in any of its versions; the newest where none is named.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: &str, version: Option<u32>) -> Result<Template> {
    if let Some(builtin) = builtin(id) {
        let definition = builtin.definition.clone();
        return Ok(Template { id: id.to_owned(), version: 1, own: false, form: builtin.form, definition });
    }
    let own = own(tx, id, version)?.ok_or(Error::NotFound("template"))?;
    let form = own.definition.counts_as.is_some();
    Ok(Template { id: own.id, version: own.n, own: true, form, definition: own.definition })
}

/// The fields an entry was begun with; none where its template is not in this journal.
///
/// # Errors
/// Those of the database.
pub fn definition_of(tx: &Tx<'_>, id: &str, version: Option<u32>) -> Result<Option<TemplateDefinition>> {
    match builtin(id) {
        Some(builtin) => Ok(Some(builtin.definition.clone())),
        None => Ok(own(tx, id, version)?.map(|own| own.definition)),
    }
}

fn own(tx: &Tx<'_>, id: &str, version: Option<u32>) -> Result<Option<store::Own>> {
    match version {
        Some(version) => store::version(tx, id, version),
        None => store::newest(tx, id),
    }
}

/// The version an entry would be begun with: none of a template that comes with the program.
///
/// # Errors
/// `NotFound` where there is no such template, or it was removed.
pub(crate) fn version_to_begin(tx: &Tx<'_>, id: &str) -> Result<Option<u32>> {
    if builtin(id).is_some() {
        return Ok(None);
    }
    let newest = store::newest(tx, id)?.filter(|own| own.removed_at.is_none());
    newest.map(|own| Some(own.n)).ok_or(Error::NotFound("template"))
}
