//! Tags and people of an entry: names in the writer's order, one spelling for each in the whole journal.

mod store;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::store::Tx;
use crate::{entries, text};

#[cfg(test)]
pub(crate) use store::counting;
pub(crate) use store::forget_unused;
pub use store::{Count, people, set_people, set_tags, tags};

/// Characters in a tag or a name.
const NAME_LIMIT: usize = 120;
/// Tags, or people, of one entry.
const COUNT_LIMIT: usize = 200;

/// The form in which two spellings of a name are one: lower case, without accents, spaces as one.
pub fn folded(name: &str) -> String {
    text::fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names as the journal takes them: trimmed, one line, none empty, none twice.
///
/// # Errors
/// `TooBig`.
pub fn checked(what: &str, names: Vec<String>) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::with_capacity(names.len());
    let mut seen = std::collections::HashSet::new();
    for name in names {
        let name = name
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let name = if what == "tag" { name.trim_start_matches('#').to_owned() } else { name };
        if name.chars().count() > NAME_LIMIT {
            return Err(Error::TooBig(format!(
                "a {what} has room for {NAME_LIMIT} characters; nothing was saved or changed"
            )));
        }
        let key = folded(&name);
        if !key.is_empty() && seen.insert(key) {
            kept.push(name);
        }
    }
    if kept.len() > COUNT_LIMIT {
        return Err(Error::TooBig(format!(
            "an entry has room for {COUNT_LIMIT} of these; nothing was saved or changed"
        )));
    }
    Ok(kept)
}

/// What the journal's entries can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Facets {
    /// Tags with how many entries bear them, most first.
    pub tags: Vec<Count>,
    /// People with how many entries are about them, most first.
    pub people: Vec<Count>,
    /// Settings, most used first.
    pub settings: Vec<Count>,
    /// Templates, most used first.
    pub templates: Vec<Count>,
    /// The first local day with an entry.
    pub first_day: Option<String>,
    /// The last one.
    pub last_day: Option<String>,
}

/// What the journal's entries can be filtered by.
pub fn facets(tx: &Tx<'_>) -> Result<Facets> {
    let counts = |list: Vec<(String, u32)>| list.into_iter().map(|(value, count)| Count { value, count }).collect();
    let (first_day, last_day) = entries::store::day_range(tx)?;
    Ok(Facets {
        tags: tags(tx)?,
        people: people(tx)?,
        settings: counts(entries::settings_in_use(tx)?),
        templates: counts(entries::templates_in_use(tx)?),
        first_day,
        last_day,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::change::Op;
    use crate::clock::Clock;
    use crate::entries::EntryFields;
    use crate::journal::Journal;

    #[test]
    fn spellings_that_differ_in_case_and_accents_are_one_name() {
        assert_eq!(folded(" École  A "), folded("ecole a"));
        assert_ne!(folded("y9"), folded("y10"));
    }

    #[test]
    fn names_are_trimmed_and_none_is_kept_twice() {
        let names = ["#y9", " Y9 ", "", "two  words", "\u{0}"].map(String::from).to_vec();
        assert_eq!(checked("tag", names).unwrap(), ["y9", "two words"]);
    }

    #[test]
    fn what_entries_in_the_trash_bear_is_not_counted() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open_or_create(folder.path(), Clock::system()).unwrap();
        let add = |tags: &[&str], person: &str| {
            let fields = EntryFields {
                tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
                people: Some(vec![person.to_owned()]),
                ..EntryFields::default()
            };
            journal.write(Op::SaveEntry, |tx| entries::add(tx, fields)).unwrap().id
        };
        let gone = add(&["y9", "only here"], "Anna");
        add(&["y9", "reading"], "Anna");
        add(&["y9"], "Ben");
        journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[gone])).unwrap();
        let counted = |list: Vec<Count>| list.into_iter().map(|one| (one.value, one.count)).collect::<Vec<_>>();
        let facets = journal.read(facets).unwrap();
        assert_eq!(counted(facets.tags), [("y9".to_owned(), 2), ("reading".to_owned(), 1)]);
        assert_eq!(counted(facets.people), [("Anna".to_owned(), 1), ("Ben".to_owned(), 1)]);
    }

    #[test]
    fn a_name_without_letters_is_kept_as_written() {
        assert_eq!(checked("tag", vec!["🙂".into()]).unwrap(), ["🙂"]);
    }
}
