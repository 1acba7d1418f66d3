//! Templates of one's own as they move from one journal to another with the entries written in them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::definition::checked;
use super::{TemplateDefinition, store};
use crate::error::Result;
use crate::id::TemplateId;
use crate::settings;
use crate::store::Tx;

/// Versions of one template that are taken in.
const VERSIONS: usize = 1_000;
/// The highest number of a version that is taken in: the next change of the template counts on from it.
const HIGHEST: u32 = 1_000_000;

/// A template with every version it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTemplate {
    /// Its identity.
    pub id: TemplateId,
    /// Oldest first.
    pub versions: Vec<OwnVersion>,
}

/// One version of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnVersion {
    /// What entries call it.
    pub version: u32,
    /// Its fields.
    pub definition: TemplateDefinition,
}

/// The own templates among those named, each once.
///
/// # Errors
/// Those of the database.
pub fn own_among<'t>(tx: &Tx<'_>, named: impl IntoIterator<Item = &'t str>) -> Result<Vec<OwnTemplate>> {
    let named: BTreeSet<&str> = named.into_iter().collect();
    let mut templates = Vec::new();
    for name in named {
        let Ok(id) = name.parse::<TemplateId>() else { continue };
        let versions: Vec<OwnVersion> = store::versions(tx, name)?
            .into_iter()
            .map(|own| OwnVersion { version: own.n, definition: own.definition })
            .collect();
        if !versions.is_empty() {
            templates.push(OwnTemplate { id, versions });
        }
    }
    Ok(templates)
}

/// What became of a template that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Whether every version keeps the rules of templates; those that do not were passed over.
    pub whole: bool,
    /// Whether this journal did not know it before.
    pub new: bool,
}

/// Adds the versions of a template that this journal lacks; what it has stays.
///
/// # Errors
/// Those of the database.
pub fn take_in(tx: &mut Tx<'_>, template: &OwnTemplate) -> Result<TakenIn> {
    let id = template.id.to_string();
    let mut is_known = store::newest(tx, &id)?.is_some();
    let mut new = false;
    let mut whole = template.versions.len() <= VERSIONS;
    for version in template.versions.iter().take(VERSIONS) {
        let sound = checked(version.definition.clone()).ok().filter(|_| (1..=HIGHEST).contains(&version.version));
        let Some(definition) = sound else {
            whole = false;
            continue;
        };
        if store::version(tx, &id, version.version)?.is_some() {
            continue;
        }
        if !is_known {
            store::insert(tx, &id)?;
            (is_known, new) = (true, true);
        }
        store::insert_version(tx, &id, version.version, &definition)?;
    }
    Ok(TakenIn { whole, new })
}

/// Takes templates out again that an import brought, but those that an entry is written in or a rule in the settings
/// names.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget_unused(tx: &mut Tx<'_>, ids: &[String]) -> Result<()> {
    let rules = settings::get(tx)?.template_rules;
    for id in ids {
        if !rules.iter().any(|rule| rule.template == *id) && !store::is_used(tx, id)? {
            store::delete(tx, id)?;
        }
    }
    Ok(())
}
