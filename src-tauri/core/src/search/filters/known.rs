//! The values of filters held against what the journal has: a tag, a person, a setting or a template, by the name it bears
//! or by one that says as much. What is not there is said, with what comes nearest.

use super::super::ask::Parsed;
use super::super::parse::is_quote;
use crate::entries;
use crate::error::Result;
use crate::store::Tx;
use crate::tags::{self, folded};
use crate::templates;
use crate::text::excerpt;

/// One of what the journal has.
struct Known {
    /// As it was written.
    written: String,
    /// By what the index finds it.
    value: String,
}

/// The filters whose values are somebody's own words, and what is said where there is none of a name.
const OWN: [(&str, &str); 4] = [
    ("tag", "There is no tag"),
    ("person", "There is nobody called"),
    ("setting", "There is no setting"),
    ("template", "There is no template"),
];

/// Puts what the journal has for what was typed: `tag:year-nine` is the tag "year nine" where no other is called so.
///
/// # Errors
/// Those of the database.
pub(in crate::search) fn resolve(tx: &Tx<'_>, parsed: &mut Parsed) -> Result<()> {
    let mut notes = Vec::new();
    for (name, missing) in OWN {
        let mut known = None;
        for values in parsed.values_of(name) {
            let Some(wanted) = values.first().cloned() else { continue };
            if has(tx, name, &wanted)? {
                continue;
            }
            let known = match &known {
                Some(known) => known,
                None => known.insert(all(tx, name)?),
            };
            let found = named(known, &wanted, name == "person");
            if !found.is_empty() {
                // A template is told by what was typed: an id says nothing to anybody.
                values.truncate(usize::from(name == "template"));
                values.extend(found.into_iter().filter(|value| *value != wanted));
                if values.is_empty() {
                    values.push(wanted);
                }
            } else if let Some(start) = wanted.strip_suffix('*') {
                notes.push(format!("No {name} begins with “{}”.", excerpt(start, 40)));
            } else {
                let meant = nearest(known, &wanted).map(|known| format!("; did you mean {known}?"));
                notes.push(format!("{missing} {}{}", excerpt(&wanted, 40), meant.as_deref().unwrap_or(".")));
            }
        }
    }
    for note in notes {
        if !parsed.notes.contains(&note) {
            parsed.notes.push(note);
        }
    }
    Ok(())
}

/// Whether something is called exactly so, where that is known without reading all names.
fn has(tx: &Tx<'_>, name: &str, wanted: &str) -> Result<bool> {
    Ok(match name {
        "tag" => super::super::store::tag_name(tx, wanted)?.is_some(),
        "person" => super::super::store::person_name(tx, wanted)?.is_some(),
        _ => false,
    })
}

fn all(tx: &Tx<'_>, name: &str) -> Result<Vec<Known>> {
    let known = |written: String| Known { value: folded(&written), written };
    Ok(match name {
        "tag" => tags::tags(tx)?.into_iter().map(|tag| known(tag.value)).collect(),
        "person" => tags::people(tx)?.into_iter().map(|person| known(person.value)).collect(),
        "setting" => entries::settings_in_use(tx)?.into_iter().map(|(setting, _)| known(setting)).collect(),
        _ => {
            let listed = templates::list(tx)?.into_iter().flat_map(|row| {
                let value = folded(&row.id);
                [Known { written: row.name, value: value.clone() }, Known { written: row.id, value }]
            });
            let used = entries::templates_in_use(tx)?.into_iter().map(|(id, _)| known(id));
            listed.chain(used.filter(|known| !known.value.is_empty())).collect()
        }
    })
}

/// The values of those called so: exactly, or else with other signs between the words, or, of people, by one of their names.
fn named(known: &[Known], wanted: &str, by_word: bool) -> Vec<String> {
    let found = |holds: &dyn Fn(&str) -> bool| -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for one in known.iter().filter(|one| holds(&folded(&one.written))) {
            if !out.contains(&one.value) {
                out.push(one.value.clone());
            }
        }
        out
    };
    let exactly = found(&|name| name == wanted);
    if !exactly.is_empty() {
        return exactly;
    }
    if let Some(start) = wanted.strip_suffix('*') {
        return found(&|name| name.starts_with(start));
    }
    let loosely = found(&|name| spaced(name) == spaced(wanted));
    if !loosely.is_empty() || !by_word {
        return loosely;
    }
    let words = spaced(wanted);
    found(&|name| {
        let name = spaced(name);
        words.split(' ').all(|word| name.split(' ').any(|known| known == word))
    })
}

/// Words with a space between them, however they were joined, without quotation marks, which cannot be typed in a value.
fn spaced(name: &str) -> String {
    let name: String = name.chars().filter(|c| !is_quote(*c)).collect();
    folded(&name.replace(['-', '_'], " "))
}

/// Letters of one word of a name that a wanted one is compared with, at least.
const LEAST: usize = 4;

/// What is spelled most like it, or begins so; of equals the one used most, which comes first.
fn nearest<'k>(known: &'k [Known], wanted: &str) -> Option<&'k str> {
    let wanted = spaced(wanted);
    let letters = wanted.chars().count();
    let allowed = match letters {
        0 | 1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let far = |one: &Known| {
        let name = spaced(&one.written);
        // Longer ones are nothing that anybody mistyped, and take long to compare.
        let size = |word: &&str| word.chars().count();
        // Short ones are too much like others: "foo" is no slip of "for".
        let single = name.split(' ').filter(|word| (LEAST..=letters + allowed).contains(&size(word)));
        let whole = Some(name.as_str()).filter(|name| size(name) <= letters + allowed);
        single.chain(whole).map(|word| strsim::osa_distance(word, &wanted)).min().filter(|far| *far <= allowed)
    };
    let spelled = known.iter().filter_map(|one| Some((far(one)?, one))).min_by_key(|(far, _)| *far);
    let begins = |one: &&Known| spaced(&one.written).split(' ').any(|word| word.starts_with(&wanted));
    let one = spelled.map(|(_, one)| one).or_else(|| known.iter().find(begins).filter(|_| letters > 0))?;
    Some(&one.written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(names: &[&str]) -> Vec<Known> {
        names.iter().map(|name| Known { written: (*name).to_owned(), value: folded(name) }).collect()
    }

    #[test]
    fn a_name_is_that_one_before_it_is_one_that_says_as_much() {
        let tags = known(&["Year nine", "year-ten", "Year ten", "y9", "y10"]);
        let found = |wanted: &str| named(&tags, wanted, false);
        assert_eq!(found("year-nine"), ["year nine"]);
        assert_eq!(found("year_nine"), ["year nine"]);
        assert_eq!(found("year-ten"), ["year-ten"]);
        assert_eq!(found("year_ten"), ["year-ten", "year ten"], "both say it");
        assert_eq!(found("y*"), ["year nine", "year-ten", "year ten", "y9", "y10"]);
        assert_eq!(found("nine"), Vec::<String>::new());
        assert_eq!(named(&known(&["the \"good\" group"]), "the good group", false), ["the \"good\" group"]);
        assert_eq!(named(&known(&["y*", "y9"]), "y*", false), ["y*"]);
        let people = known(&["Anna Berg", "Hanna", "Anna-Lena Koch"]);
        assert_eq!(named(&people, "anna", true), ["anna berg", "anna-lena koch"]);
        assert_eq!(named(&people, "berg anna", true), ["anna berg"]);
    }

    #[test]
    fn the_nearest_is_the_one_spelled_most_alike_or_one_that_begins_so() {
        let tags = known(&["y10", "y9", "classroom management", "Über uns"]);
        for (wanted, near) in [
            ("y99", Some("y9")),
            ("y1", Some("y10")),
            ("manegement", Some("classroom management")),
            ("class", Some("classroom management")),
            ("uber", Some("Über uns")),
            ("zebra", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(nearest(&tags, wanted), near, "{wanted}");
        }
        assert_eq!(nearest(&tags, &"x".repeat(2_000)), None);
        let templates = known(&["Reason for concern", "Critical incident"]);
        assert_eq!(nearest(&templates, "foo"), None, "no slip of “for”");
        assert_eq!(nearest(&templates, "incidemt"), Some("Critical incident"));
    }
}
