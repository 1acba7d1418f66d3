//! Templates: ways to write, offered and never required. Those that come with the program are files of data
//! (`data/*.toml`), one's own are kept in the journal with every version they had.
//!
//! The text of an entry is one Markdown text; the fields of its template are headings in it ([`sections`]). What is
//! chosen or counted stands beside it as a value.

mod builtin;
mod cycle;
mod definition;
mod headings;
pub mod sections;
mod store;

use crate::error::{Error, Result};
use crate::store::Tx;

pub use builtin::{Builtin, all as builtins, get as builtin};
pub use cycle::{Cycle, Rule};
pub use definition::{FieldKind, Slot, TemplateDefinition, TemplateField};

/// The template of a learning log.
pub const LOG: &str = "dll";

/// The version an entry would be begun with: none of a template that comes with the program.
///
/// # Errors
/// `NotFound` where there is no such template, or it was removed.
pub(crate) fn version_to_begin(tx: &Tx<'_>, id: &str) -> Result<Option<u32>> {
    match builtin(id) {
        Some(_) => Ok(None),
        None => store::newest(tx, id)?.map(Some).ok_or(Error::NotFound("template")),
    }
}
