//! What Leap2A has no place for, counted, so that the preview can say it.

use std::collections::BTreeMap;

use crate::entries::{Entry, Precision};

/// Each kind of thing that stays here, with how often.
#[derive(Debug, Default)]
pub(super) struct Losses(BTreeMap<&'static str, u32>);

impl Losses {
    pub(super) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub(super) fn of(&mut self, entry: &Entry, has_older: bool) {
        let is_exact = entry.happened.precision == Precision::Exact;
        let lost = [
            (entry.starred, "stars"),
            (entry.timing.is_some(), "whether it was written in, on or for action"),
            (!entry.people.is_empty(), "the list of people"),
            (is_exact && entry.happened.zone.is_some(), "the name of the time zone (the offset stays)"),
            (entry.language_chosen, "that the language was chosen by hand"),
            (uuid::Uuid::parse_str(&entry.template).is_ok(), "a template of your own (its text stays)"),
            (has_older, "older versions"),
        ];
        for (is_lost, what) in lost {
            if is_lost {
                self.add(what);
            }
        }
    }

    /// For the preview.
    pub(super) fn note(&self) -> String {
        if self.0.is_empty() {
            return "everything that was chosen has its place in it".into();
        }
        let lost: Vec<String> = self
            .0
            .iter()
            .map(|(what, count)| if *count == 1 { (*what).to_owned() } else { format!("{what} ({count} entries)") })
            .collect();
        format!("this format has no place for: {}", lost.join("; "))
    }
}
