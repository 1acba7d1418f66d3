//! What is chosen, dated or counted in an entry: it stands beside the text, with the label it was given under, so that it
//! can be read whatever becomes of the template.

use serde::{Deserialize, Serialize};

use super::{FieldKind, TemplateDefinition, TemplateField, definition_of, store};
use crate::entries::Entry;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::tags::folded;

/// Values an entry may have, which no template of ours comes near; for what comes from outside.
const VALUES: usize = 500;
/// Characters of a text among the values.
const TEXT: usize = 1_000;

/// A value: a choice or a day ("2026-11-21"), a number, or several choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(untagged)]
pub enum FieldValue {
    /// A choice or a day.
    Text(String),
    /// A number.
    Number(#[ts(type = "number")] serde_json::Number),
    /// Several choices.
    Choices(Vec<String>),
}

impl FieldValue {
    /// As a person reads it.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Choices(choices) => choices.join(", "),
        }
    }

    /// What was chosen.
    pub(super) fn chosen(&self) -> &[String] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Choices(choices) => choices,
            Self::Number(_) => &[],
        }
    }
}

/// A value with the field it was given in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct StoredValue {
    /// Key of the field.
    pub field: String,
    /// Its label when the value was given.
    pub label: String,
    /// The value.
    pub value: FieldValue,
}

/// The values of an entry.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<StoredValue>> {
    store::values(tx, entry)
}

/// Puts values beside an entry that was just brought in; those that no field could have are passed over. One that comes
/// without the key of its field, by its label alone, goes to the field of the entry's template that bears the label.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(tx: &mut Tx<'_>, entry: &Entry, values: &[StoredValue]) -> Result<()> {
    let mut template = None;
    for value in values.iter().take(VALUES) {
        let mut value = value.clone();
        if value.field.is_empty() {
            if template.is_none() {
                template = Some(definition_of(tx, &entry.template, entry.template_version)?.unwrap_or_default());
            }
            (value.field, value.label) = keyed(template.as_ref(), &value.label);
        }
        if is_sound(&value) {
            store::set_value(tx, entry.id, &value)?;
        }
    }
    Ok(())
}

/// The key and the label of the field that a label is written of; where two fields bear one label the key stands behind it
/// in brackets. A label that no field bears makes a key of its own.
fn keyed(template: Option<&TemplateDefinition>, written: &str) -> (String, String) {
    let fields = || template.into_iter().flat_map(|template| &template.fields);
    let bracketed = written.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let found = fields().find(|field| field.label == written).or_else(|| {
        let (label, key) = bracketed?;
        fields().find(|field| field.label == label && field.key == key)
    });
    if let Some(field) = found {
        return (field.key.clone(), field.label.clone());
    }
    let letters = folded(written);
    let words: Vec<&str> =
        letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let key: String = words.join("_").chars().take(60).collect();
    (if key.is_empty() { "field".into() } else { key }, written.to_owned())
}

/// Whether a value from outside is one that a field could have.
pub(crate) fn is_sound(value: &StoredValue) -> bool {
    let line = |text: &str| text.chars().count() <= TEXT && !text.chars().any(char::is_control);
    let sound = match &value.value {
        FieldValue::Text(text) => line(text),
        FieldValue::Number(_) => true,
        FieldValue::Choices(choices) => choices.len() <= VALUES && choices.iter().all(|choice| line(choice)),
    };
    sound && line(&value.label) && line(&value.field) && !value.field.is_empty()
}

/// The value as the field keeps it; none where nothing is left of it.
pub(super) fn checked(field: &TemplateField, value: FieldValue) -> Result<Option<FieldValue>> {
    let label = &field.label;
    let offered = |choice: &String| match field.choices.contains(choice) {
        true => Ok(()),
        false => Err(Error::bad(format!("“{label}” does not offer that"))),
    };
    match (field.kind, value) {
        (FieldKind::Text, _) => Err(Error::bad(format!("“{label}” is written in the text, below its heading"))),
        (FieldKind::Choice, FieldValue::Choices(chosen)) if field.many => {
            chosen.iter().try_for_each(offered)?;
            // In the order in which they are offered, each once.
            let kept: Vec<String> = field.choices.iter().filter(|choice| chosen.contains(choice)).cloned().collect();
            Ok((!kept.is_empty()).then_some(FieldValue::Choices(kept)))
        }
        (FieldKind::Choice, FieldValue::Text(choice)) if !field.many => {
            offered(&choice)?;
            Ok(Some(FieldValue::Text(choice)))
        }
        (FieldKind::Date, FieldValue::Text(day)) => {
            let is_day = day.len() == 10 && chrono::NaiveDate::parse_from_str(&day, "%Y-%m-%d").is_ok();
            is_day
                .then_some(Some(FieldValue::Text(day)))
                .ok_or_else(|| Error::bad(format!("“{label}” is a day, such as 2026-11-21")))
        }
        (FieldKind::Number, FieldValue::Number(number)) => Ok(Some(FieldValue::Number(number))),
        (FieldKind::Choice, _) if field.many => Err(Error::bad(format!("“{label}” takes a list of choices"))),
        (FieldKind::Choice, _) => Err(Error::bad(format!("“{label}” takes one choice"))),
        (FieldKind::Date, _) => Err(Error::bad(format!("“{label}” is a day, such as 2026-11-21"))),
        (FieldKind::Number, _) => Err(Error::bad(format!("“{label}” is a number"))),
    }
}
