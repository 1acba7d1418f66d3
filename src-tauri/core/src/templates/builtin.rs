//! The templates that come with the program, each a file of data.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Cycle, TemplateDefinition};
use crate::error::{Error, Result};

/// A template as a file: what a built-in one is made from, and what an own one is exported to.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    #[serde(flatten)]
    pub(super) definition: TemplateDefinition,
    /// A form of a profession.
    #[serde(default)]
    pub(super) form: bool,
    /// Offered where there are few minutes.
    #[serde(default)]
    pub(super) quick: bool,
    /// Of a form: how many are asked for in how many years.
    #[serde(default)]
    pub(super) cycle: Option<Cycle>,
}

/// A template that comes with the program.
#[derive(Debug)]
pub struct Builtin {
    /// Its name in entries and queries.
    pub id: &'static str,
    /// Its fields.
    pub definition: TemplateDefinition,
    /// A form of a profession.
    pub form: bool,
    /// Offered where there are few minutes.
    pub quick: bool,
    /// Of a form: how many are asked for in how many years.
    pub cycle: Option<Cycle>,
}

macro_rules! files {
    ($($id:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($id, include_str!(concat!("data/", $id, ".toml")))),*];
    };
}

// In the order in which they are offered.
files![
    "free",
    "www",
    "gibbs",
    "kolb",
    "rolfe",
    "schon",
    "johns",
    "brookfield",
    "bain5r",
    "atkins",
    "tripp",
    "alact",
    "deal",
    "starr",
    "aar",
    "incident",
    "mezirow",
    "success",
    "development",
    "visit",
    "deutero",
    "dll",
    "nmc_account",
    "nmc_discussion",
    "swe_cpd",
    "gtcs",
    "cld",
    "gmc",
];

static ALL: LazyLock<Vec<Builtin>> =
    LazyLock::new(|| FILES.iter().filter_map(|(id, toml)| read(id, toml).ok()).collect());

fn read(id: &'static str, toml: &str) -> Result<Builtin> {
    let File { definition, form, quick, cycle } = file(toml)?;
    Ok(Builtin { id, definition, form, quick, cycle })
}

/// A file, read; its definition is not checked yet.
///
/// # Errors
/// `BadInput` where it is no template.
pub(super) fn file(text: &str) -> Result<File> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
        let place = line.map(|line| format!(" (line {line})")).unwrap_or_default();
        Error::bad(format!("the file is not a template as Loopbook writes them{place}"))
    })
}

/// Every template that comes with the program, in the order in which they are offered.
pub fn all() -> &'static [Builtin] {
    &ALL
}

/// One of them.
pub fn get(id: &str) -> Option<&'static Builtin> {
    all().iter().find(|template| template.id == id)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::templates::definition::checked;

    #[test]
    fn every_file_is_a_template_that_keeps_the_rules_and_is_offered_once() {
        for (id, toml) in FILES {
            let template = read(id, toml).unwrap();
            if *id != crate::entries::FREE {
                assert_eq!(checked(template.definition.clone()).unwrap(), template.definition, "{id}");
            }
        }
        let ids: HashSet<&str> = all().iter().map(|template| template.id).collect();
        assert_eq!((ids.len(), all().len()), (FILES.len(), FILES.len()));
    }
}
