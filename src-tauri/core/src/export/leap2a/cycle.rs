//! Where in the learning cycle (Kolb 1984) the parts of a text stand, as Leap2A names it.

use crate::templates::{Slot, TemplateDefinition, sections};

/// The stages that something is written for, in the order of the cycle, each once.
pub(super) fn stages(template: Option<&TemplateDefinition>, body: &str) -> Vec<&'static str> {
    let Some(template) = template else { return Vec::new() };
    let (places, labels) = template.headings();
    let written = sections::read(body, &labels);
    let slots = places.iter().enumerate().filter_map(|(label, place)| {
        written.text(label).filter(|text| !text.trim().is_empty())?;
        template.fields.get(*place)?.slot
    });
    let mut found: Vec<usize> = slots.map(place_of).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|place| CYCLE[place]).collect()
}

const CYCLE: [&str; 4] = ["Experiencing", "Reflecting", "Conceptualizing", "Testing"];

fn place_of(slot: Slot) -> usize {
    match slot {
        Slot::Describe | Slot::Feel => 0,
        Slot::Evaluate | Slot::Analyse | Slot::OtherViews => 1,
        Slot::Conclude => 2,
        Slot::Act => 3,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::templates::builtin;

    #[test]
    fn a_stage_is_named_where_something_is_written_for_it() {
        let kolb = &builtin("www").unwrap().definition;
        assert_eq!(
            stages(Some(kolb), "## What?\n\nx\n\n## So what?\n\n## Now what?\n\ny\n"),
            ["Experiencing", "Testing"]
        );
        assert_eq!(stages(Some(kolb), "no heading"), Vec::<&str>::new());
        assert_eq!(stages(None, "## What?\n\nx\n"), Vec::<&str>::new());
    }
}
