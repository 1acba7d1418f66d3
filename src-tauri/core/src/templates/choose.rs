//! Another template for an entry: what was written goes along, by the slots that all models share, and nothing is lost.

use serde::{Deserialize, Serialize};

use super::{LOG, TemplateDefinition, definition_of, sections, version_to_begin};
use crate::entries::{self, Entry, EntryFields, Kind, SaveEntry};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::versions;

/// Another template for an entry.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseTemplate {
    /// Which entry.
    pub id: EntryId,
    /// The revision that the editor started from.
    pub base: String,
    /// Id of the template.
    pub template: String,
}

/// Puts the headings of a template into an entry and carries over what stands under those of the one before. The text as
/// it was is kept as a version.
///
/// # Errors
/// `Stale` where the text was saved by another since `base`; `NotFound`; `BadInput` from or to a learning log.
pub fn choose(tx: &mut Tx<'_>, request: ChooseTemplate) -> Result<Entry> {
    let before = entries::get(tx, request.id)?;
    if before.kind == Kind::Loop {
        return Err(Error::bad("a learning log keeps its own questions; begin an entry for another template"));
    }
    if request.template == LOG {
        return Err(Error::bad("a learning log is begun from an entry, which stays as it is"));
    }
    if before.revision != request.base {
        return Err(Error::Stale);
    }
    let version = version_to_begin(tx, &request.template)?;
    let new = definition_of(tx, &request.template, version)?.ok_or(Error::NotFound("template"))?;
    let old = definition_of(tx, &before.template, before.template_version)?.unwrap_or_default();
    let body = carried(&before.body, &old, &new);
    if body != before.body {
        versions::keep(tx, &before)?;
        let fields = EntryFields { body: Some(body), ..EntryFields::default() };
        entries::save(tx, SaveEntry { id: before.id, base: before.revision, fields, keep: true })?;
    }
    entries::store::set_template(tx, before.id, &request.template, version)?;
    tx.touch(before.id);
    entries::get(tx, before.id)
}

/// The text under the headings of another template. Each section goes to the field with its own label, else to the first
/// text field with its slot, several to one in their order; what has no counterpart keeps its heading at the end. Empty
/// sections are dropped, the preamble stays on top.
pub(super) fn carried(body: &str, old: &TemplateDefinition, new: &TemplateDefinition) -> String {
    let (old_places, old_labels) = old.headings();
    let (new_places, new_labels) = new.headings();
    let from = sections::read(body, &old_labels);
    // What stands above the first section may hold a heading that the new template knows.
    let above = sections::read(from.preamble(), &new_labels);
    let mut texts: Vec<Vec<&str>> = vec![Vec::new(); new_labels.len()];
    for place in above.order() {
        texts[place].extend(above.text(place).filter(|text| !text.is_empty()));
    }
    let mut rest = Vec::new();
    for place in from.order() {
        let Some(text) = from.text(place).filter(|text| !text.is_empty()) else { continue };
        let slot = old.fields[old_places[place]].slot;
        let same_label = new_labels.iter().position(|label| *label == old_labels[place]);
        let same_slot = || new_places.iter().position(|field| slot.is_some() && new.fields[*field].slot == slot);
        match same_label.or_else(same_slot) {
            Some(target) => texts[target].push(text),
            None => rest.push((old_labels[place], text)),
        }
    }
    let joined: Vec<String> = texts.iter().map(|texts| texts.join("\n\n")).collect();
    let mut parts: Vec<(&str, &str)> = new_labels.iter().copied().zip(joined.iter().map(String::as_str)).collect();
    parts.extend(rest);
    sections::compose(above.preamble(), &parts, &new_labels, body)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::templates::{builtin, builtins};

    fn definition(id: &str) -> &'static TemplateDefinition {
        &builtin(id).unwrap().definition
    }

    #[test]
    fn text_goes_along_by_the_common_slots_and_what_has_no_counterpart_keeps_its_heading() {
        let body = "Top.\n\n## Description\n\nd\n\n## Feelings\n\nf\n\n## Evaluation\n\n## Analysis\n\na\n\n## Conclusion\n\nc\n\n## Action plan\n\np\n";
        assert_eq!(
            carried(body, definition("gibbs"), definition("www")),
            "Top.\n\n## What?\n\nd\n\n## So what?\n\na\n\n## Now what?\n\np\n\n## Feelings\n\nf\n\n## Conclusion\n\nc\n"
        );
    }

    #[test]
    fn several_sections_of_a_slot_become_one_in_their_order() {
        let body = "## What I wanted\n\nquiet\n\n## What I felt\n\ntired\n";
        let carried = carried(body, definition("alact"), definition("gibbs"));
        assert!(carried.contains("## Feelings\n\nquiet\n\ntired\n\n## Evaluation"), "{carried}");
    }

    #[test]
    fn on_a_blank_page_the_headings_go_below_what_stands_there() {
        let carried = carried("Some words.\n\n## My own heading\n\nMore.", definition("free"), definition("www"));
        assert_eq!(carried, "Some words.\n\n## My own heading\n\nMore.\n\n## What?\n\n## So what?\n\n## Now what?\n");
        assert_eq!(super::carried("", definition("free"), definition("kolb")).matches("## ").count(), 4);
    }

    #[test]
    fn a_heading_that_the_new_template_knows_is_its_field() {
        let carried = carried("Top.\r\n\r\n## So what?\r\n\r\nkept", definition("free"), definition("www"));
        assert_eq!(carried, "Top.\r\n\r\n## What?\r\n\r\n## So what?\r\n\r\nkept\r\n\r\n## Now what?\r\n");
    }

    #[test]
    fn the_blank_page_keeps_every_heading_that_has_a_text() {
        let body = "## What?\n\na\n\n## So what?\n\n## Now what?\n\nc\n";
        assert_eq!(carried(body, definition("www"), definition("free")), "## What?\n\na\n\n## Now what?\n\nc\n");
    }

    fn text() -> impl Strategy<Value = String> {
        let lines = prop::sample::select(vec![
            "I asked.",
            "- one",
            "  - two",
            "> said",
            "### Closer",
            "## My own",
            "## What?",
            "```",
            "    code",
            "<!-- x",
            "é 🙂",
            "",
            "",
            "---",
            "a\\",
            "| a | b |",
            "|---|---|",
            "[^1]: note",
        ]);
        prop::collection::vec(lines, 0..6).prop_map(|lines| lines.join("\n"))
    }

    /// What a line says, however deep a heading it is.
    fn said(line: &str) -> &str {
        line.trim().trim_start_matches('#').trim()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost_by_choosing_another_template(
            from in 0..builtins().len(), to in 0..builtins().len(), top in text(), texts in prop::collection::vec(text(), 20),
        ) {
            let (old, new) = (&builtins()[from].definition, &builtins()[to].definition);
            let (_, labels) = old.headings();
            let parts: Vec<(&str, &str)> = labels.iter().copied().zip(texts.iter().map(String::as_str)).collect();
            let body = sections::compose(&top, &parts, &labels, "");
            let carried = carried(&body, old, new);
            let count = |text: &str, wanted: &str| text.lines().filter(|line| said(line) == wanted).count();
            let (_, new_labels) = new.headings();
            for line in body.lines().map(said).filter(|line| !line.is_empty()) {
                // A line of dashes may be the underline of a heading that says a label; it becomes marks before it.
                if labels.contains(&line) || line.bytes().all(|byte| byte == b'-') {
                    continue;
                }
                let (then, now) = (count(&body, line), count(&carried, line));
                prop_assert!(now >= then || (new_labels.contains(&line) && now > 0), "{line:?} of {body:?} in {carried:?}");
            }
            let again = super::carried(&carried, new, new);
            let (before, after) = (sections::read(&carried, &new_labels), sections::read(&again, &new_labels));
            for place in 0..new_labels.len() {
                prop_assert_eq!(before.text(place), after.text(place));
            }
        }
    }
}
