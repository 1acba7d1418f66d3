//! By what an entry is found besides its words, a row each: flags (`is:draft`, `has:image`) and facets (`tag:y9`,
//! `stage:mapped`). What a query understands, the index holds, the plain reading compares and an answer counts are these
//! rows and nothing else.

use super::answer::SearchFacets;
use super::doc::Seen;
use super::store;
use crate::entries::{Audience, Precision, Readiness, Timing};
use crate::error::Result;
use crate::store::Tx;
use crate::tags::{Count, folded};

/// A word after `is:` or `has:`.
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    /// What is so of entries that have it, after "Entries".
    said: &'static str,
    holds: fn(&Seen<'_>) -> bool,
}

/// A name with values.
pub(crate) struct Facet {
    /// Of the filter in a query, and of the field in the index.
    pub(crate) name: &'static str,
    values: fn(&Seen<'_>) -> Vec<String>,
    /// What is so of entries that bear a value ("{}"), after "Entries".
    pub(crate) said: &'static str,
    /// The only values there are; none where any can be.
    pub(crate) choices: &'static [&'static str],
    /// Where an answer counts the entries found by it; nowhere for one that is only a filter.
    pub(crate) counted: Option<Counted>,
    /// A value as it was written.
    pub(crate) written: fn(&Tx<'_>, &str) -> Result<Option<String>>,
}

type Counted = fn(&mut SearchFacets) -> &mut Vec<Count>;

const fn flag(name: &'static str, said: &'static str, holds: fn(&Seen<'_>) -> bool) -> Flag {
    Flag { name, said, holds }
}

/// Nobody knows when it happened: it is shown under the day it was written, and no filter by days finds it.
pub(crate) const UNDATED: &str = "is:undated";

/// All flags, in the order in which a note names them.
pub(crate) const FLAGS: &[Flag] = &[
    flag("is:draft", "that are drafts", |seen| seen.entry.readiness == Readiness::Draft),
    flag("is:ready", "that are ready", |seen| seen.entry.readiness == Readiness::Ready),
    flag("is:private", "that are private", |seen| seen.entry.audience == Audience::Private),
    flag("is:shareable", "that may be shared", |seen| seen.entry.audience == Audience::Shareable),
    flag("is:starred", "with a star", |seen| seen.entry.starred),
    flag("is:untitled", "without a title", |seen| seen.entry.title.is_empty()),
    flag(UNDATED, "that are undated", |seen| seen.entry.happened.precision == Precision::Unknown),
    flag("is:in", "written in action", |seen| seen.entry.timing == Some(Timing::InAction)),
    flag("is:on", "written on action", |seen| seen.entry.timing == Some(Timing::OnAction)),
    flag("is:for", "written for action", |seen| seen.entry.timing == Some(Timing::ForAction)),
    flag("is:loop", "that are learning logs", |seen| seen.hanging.stage.is_some()),
    flag("is:open-loop", "that are learning logs under way", |seen| seen.hanging.is_open()),
    flag("is:parked", "that are parked learning logs", |seen| seen.hanging.exit == "parked"),
    flag("is:closed", "that are closed learning logs", |seen| seen.hanging.is_closed()),
    flag("is:single", "that are learning logs closed as single loops", |seen| seen.hanging.exit == "single"),
    flag("has:attachment", "with a file", |seen| !seen.entry.attachments.is_empty()),
    flag("has:image", "with a picture", |seen| seen.entry.attachments.iter().any(|file| file.is_image)),
    flag("has:tag", "with a tag", |seen| !seen.entry.tags.is_empty()),
    flag("has:person", "about somebody", |seen| !seen.entry.people.is_empty()),
    flag("has:setting", "with a setting", |seen| !seen.entry.setting.is_empty()),
    flag("has:question", "with an open question", |seen| seen.hanging.asks),
    flag("has:comment", "with a comment", |seen| seen.hanging.is_commented),
    flag("has:claim", "with an assumption or an aim", |seen| !seen.hanging.standings.is_empty()),
];

/// The one flag that time alone sets: a test or a parked loop whose day has come. The day stands in the index as a
/// number and is compared with today when a query is read.
pub(crate) const DUE: &str = "is:due";

const fn facet(name: &'static str, said: &'static str, values: fn(&Seen<'_>) -> Vec<String>) -> Facet {
    Facet { name, said, values, choices: &[], counted: None, written: |_, value| Ok(Some(value.to_owned())) }
}

/// All facets.
pub(crate) static FACETS: [Facet; 8] = [
    Facet {
        counted: Some(|found| &mut found.tags),
        written: store::tag_name,
        ..facet("tag", "tagged {}", |seen| names(&seen.entry.tags))
    },
    Facet {
        counted: Some(|found| &mut found.people),
        written: store::person_name,
        ..facet("person", "about {}", |seen| names(&seen.entry.people))
    },
    Facet {
        counted: Some(|found| &mut found.templates),
        ..facet("template", "written with the template {}", |seen| vec![folded(&seen.entry.template)])
    },
    facet("setting", "set in {}", |seen| names(std::slice::from_ref(&seen.entry.setting))),
    Facet {
        choices: &["entry", "loop"],
        ..facet("kind", "of the kind {}", |seen| {
            vec![if seen.hanging.stage.is_some() { "loop" } else { "entry" }.to_owned()]
        })
    },
    Facet {
        choices: &["noticed", "mapped", "challenged", "revised", "test_planned", "tested", "closed"],
        counted: Some(|found| &mut found.stages),
        ..facet("stage", "at the stage {}", |seen| seen.hanging.stage.iter().cloned().collect())
    },
    Facet {
        choices: &["held", "doubted", "revised", "dropped", "kept"],
        counted: Some(|found| &mut found.claims),
        ..facet("claim", "with an assumption that is {}", |seen| seen.hanging.standings.clone())
    },
    Facet {
        counted: Some(|found| &mut found.years),
        // What nobody knows the day of is of no year either, as `in:2024` has it.
        ..facet("year", "of the year {}", |seen| match seen.entry.happened.precision {
            Precision::Unknown => Vec::new(),
            _ => vec![seen.standing.day.chars().take(4).collect()],
        })
    },
];

fn names(written: &[String]) -> Vec<String> {
    written.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect()
}

/// The flags that hold of an entry.
pub(super) fn flags(seen: &Seen<'_>) -> Vec<&'static str> {
    FLAGS.iter().filter(|flag| (flag.holds)(seen)).map(|flag| flag.name).collect()
}

/// The values that an entry bears, by facet.
pub(super) fn values(seen: &Seen<'_>) -> [Vec<String>; FACETS.len()] {
    FACETS.each_ref().map(|facet| {
        // An answer counts entries: a learning log that holds two claims is one that holds any.
        let mut values = (facet.values)(seen);
        values.sort_unstable();
        values.dedup();
        values
    })
}

/// A facet by its name, with its place among [`FACETS`].
pub(super) fn named(name: &str) -> Option<(usize, &'static Facet)> {
    FACETS.iter().enumerate().find(|(_, facet)| facet.name == name)
}

/// The words that may follow `is:` or `has:`.
pub(super) fn choices(name: &str) -> String {
    let names = FLAGS.iter().map(|flag| flag.name).chain([DUE]);
    names
        .filter_map(|flag| flag.split_once(':'))
        .filter(|(before, _)| *before == name)
        .map(|(_, after)| after)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What is so of entries that have a flag, after "Entries".
pub(super) fn said(flag: &str) -> &'static str {
    FLAGS.iter().find(|known| known.name == flag).map_or("", |known| known.said)
}
