//! Templates of one's own: made, copied, changed, put away, brought in and out as files. A change is a new version, and an
//! entry keeps the one it was begun with.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::definition::{checked, is_counted};
use super::{Template, TemplateDefinition, builtin, get, store};
use crate::error::{Error, Result};
use crate::id::TemplateId;
use crate::store::Tx;

/// Bytes of a template as a file.
const FILE_LIMIT: u64 = 256 * 1024;

/// A template of one's own, to be made or changed.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTemplate {
    /// Which; none makes a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// As it is to be.
    pub definition: TemplateDefinition,
}

/// Makes a template, or changes one of one's own: that is a new version.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence that says what to change; `NotFound`.
pub fn save(tx: &mut Tx<'_>, request: SaveTemplate) -> Result<Template> {
    let mut definition = checked(request.definition)?;
    // A stage is the learning log's alone.
    definition.fields.iter_mut().for_each(|field| field.stage = None);
    let (id, n) = match request.id {
        None => {
            let id = TemplateId::new().to_string();
            store::insert(tx, &id)?;
            (id, 1)
        }
        Some(id) => {
            let newest = own(tx, &id)?;
            // What it is a copy of is not for an edit to forget.
            definition.counts_as = definition.counts_as.or_else(|| newest.definition.counts_as.clone());
            if newest.definition == definition {
                return get(tx, &id, None);
            }
            (id, newest.n + 1)
        }
    };
    store::insert_version(tx, &id, n, &definition)?;
    get(tx, &id, None)
}

/// A copy of any template as one's own. What is written in a copy of a profession's form counts for that form.
///
/// # Errors
/// `NotFound`; `BadInput` for the blank page, of which there is nothing to copy.
pub fn copy(tx: &mut Tx<'_>, id: &str) -> Result<Template> {
    let mut definition = get(tx, id, None)?.definition;
    if definition.fields.is_empty() {
        return Err(Error::bad("the blank page has no fields to copy; make a template of your own instead"));
    }
    if is_counted(id) {
        definition.counts_as = Some(id.to_owned());
    }
    definition.name = format!("{}, mine", crate::text::excerpt(&definition.name, 100));
    save(tx, SaveTemplate { id: None, definition })
}

/// Offers a template no more. Entries that were written with it stay as they are.
///
/// # Errors
/// `NotFound`; `BadInput` for one that comes with the program.
pub fn remove(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    own(tx, id)?;
    let now = tx.now();
    store::set_removed(tx, id, Some(now))
}

/// Offers a removed template again.
///
/// # Errors
/// As [`remove`].
pub fn restore(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    own(tx, id)?;
    store::set_removed(tx, id, None)
}

fn own(tx: &Tx<'_>, id: &str) -> Result<store::Own> {
    if builtin(id).is_some() {
        return Err(Error::bad("this template comes with Loopbook; make a copy of it, and change that"));
    }
    store::newest(tx, id)?.ok_or(Error::NotFound("template"))
}

/// A template as a file, to give to others.
///
/// # Errors
/// `NotFound`.
pub fn as_file(tx: &Tx<'_>, id: &str) -> Result<String> {
    let definition = get(tx, id, None)?.definition;
    let text =
        toml::to_string_pretty(&definition).map_err(|_| Error::bad("this template cannot be written as a file"))?;
    Ok(format!("# A template of Loopbook.\n\n{text}"))
}

/// Makes a template of one's own from a file that somebody gave.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence for a file that is no template, or one that breaks the rules of templates.
pub fn from_file(tx: &mut Tx<'_>, text: &str) -> Result<Template> {
    let definition = super::builtin::file(text)?.definition;
    save(tx, SaveTemplate { id: None, definition })
}

/// The text of such a file.
///
/// # Errors
/// `BadInput` where it cannot be read or is no text; `TooBig`.
pub fn read_file(path: &Path) -> Result<String> {
    let unread = |_| Error::bad("the file cannot be read; choose another");
    let file = File::open(path).map_err(unread)?;
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(Error::TooBig("a template has room for 256 KB, and this file is larger".into()));
    }
    String::from_utf8(bytes).map_err(|_| Error::bad("the file is not a template as Loopbook writes them"))
}
