//! The text fields of a learning log: sections of the entry's body, under the labels of the template.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Stage;
use crate::error::{Error, Result};
use crate::templates::{self, LOG, TemplateDefinition, sections};

/// One text field, with what is written in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LoopField {
    /// Its name in the template.
    pub key: String,
    /// The stage it belongs to; none for the fields of the ladder and of the map, which belong to no stage.
    pub stage: Option<Stage>,
    /// Its name on screen, and its heading in the body.
    pub label: String,
    /// A line of help.
    pub hint: String,
    /// Questions that help to write it.
    pub prompts: Vec<String>,
    /// What is written; empty where nothing is.
    pub text: String,
}

fn definition() -> Result<&'static TemplateDefinition> {
    let template =
        templates::builtin(LOG).ok_or_else(|| Error::Unsound("it lacks the template of learning logs".into()))?;
    Ok(&template.definition)
}

/// Whether the template of learning logs has such a field.
pub(super) fn is_field(key: &str) -> bool {
    definition().is_ok_and(|definition| definition.field(key).is_some())
}

/// The fields in the order of the template, read from a body.
pub(crate) fn read(body: &str) -> Result<Vec<LoopField>> {
    let definition = definition()?;
    let (places, labels) = definition.headings();
    let sections = sections::read(body, &labels);
    let fields = places.into_iter().filter_map(|place| definition.fields.get(place)).enumerate();
    Ok(fields
        .map(|(label, field)| LoopField {
            key: field.key.clone(),
            stage: field.stage.as_deref().and_then(Stage::from_word),
            label: field.label.clone(),
            hint: field.hint.clone(),
            prompts: field.prompts.clone(),
            text: sections.text(label).unwrap_or_default().to_owned(),
        })
        .collect())
}

/// The body with these texts in their sections; all else keeps its bytes.
///
/// # Errors
/// `BadInput` for a field there is none of.
pub(crate) fn written(body: &str, texts: &BTreeMap<String, String>) -> Result<String> {
    let definition = definition()?;
    let (places, labels) = definition.headings();
    let mut body = body.to_owned();
    for (key, text) in texts {
        let is_it = |place: &usize| definition.fields.get(*place).is_some_and(|field| field.key == *key);
        let label =
            places.iter().position(is_it).ok_or_else(|| Error::bad("a learning log has no field of that name"))?;
        body = sections::replace(&body, &labels, label, text);
    }
    Ok(body)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The keys that the rules, the quotes and the pictures name.
    const NAMED: &[(&str, Option<Stage>)] = &[
        ("trigger", Some(Stage::Noticed)),
        ("account", Some(Stage::Noticed)),
        ("intended", Some(Stage::Noticed)),
        ("actual", Some(Stage::Noticed)),
        ("unintended", Some(Stage::Noticed)),
        ("strategy", Some(Stage::Mapped)),
        ("espoused", Some(Stage::Mapped)),
        ("in_use", Some(Stage::Mapped)),
        ("contribution", Some(Stage::Challenged)),
        ("kept_because", Some(Stage::Revised)),
        ("fix", Some(Stage::Revised)),
        ("practice", Some(Stage::Closed)),
        ("tell", Some(Stage::Closed)),
        ("selected", None),
        ("meaning", None),
        ("conclusion", None),
        ("belief", None),
        ("goal", None),
        ("instead", None),
        ("worries", None),
        ("commitments", None),
    ];

    #[test]
    fn the_template_has_the_fields_that_are_named_here_at_their_stages() {
        let fields = read("").unwrap();
        let found: Vec<(&str, Option<Stage>)> = fields.iter().map(|field| (field.key.as_str(), field.stage)).collect();
        assert_eq!(found, NAMED);
    }

    #[test]
    fn every_field_can_be_written_and_read_back_beside_all_others() {
        let texts: BTreeMap<String, String> =
            NAMED.iter().map(|(key, _)| ((*key).to_owned(), format!("what I wrote for {key}"))).collect();
        let body = written("A line above.", &texts).unwrap();
        for field in read(&body).unwrap() {
            assert_eq!(field.text, format!("what I wrote for {}", field.key));
        }
        assert!(body.starts_with("A line above."));
    }
}
