//! An entry as the form it was written in: every field of its template, with what stands under its heading or beside the
//! text.

use serde::{Deserialize, Serialize};

use super::values::{self, FieldValue, StoredValue};
use super::{FieldKind, TemplateDefinition, TemplateField, definition_of, sections, store};
use crate::entries::{self, Entry};
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::store::Tx;
use crate::versions::earlier;

/// An entry, field by field.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Form {
    /// Id of the template.
    pub template: String,
    /// Its name; of a template that is not here its id.
    pub name: String,
    /// Whose it is; may be empty.
    pub author: String,
    /// When it was published; may be empty.
    pub year: String,
    /// In the order of the template; values that it has no field for stand at the end.
    pub fields: Vec<FormField>,
    /// What stands above the first heading.
    pub preamble: String,
    /// Labels of required fields that are empty.
    pub missing: Vec<String>,
}

/// A field with what is in it.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct FormField {
    /// As the entry's template has it.
    pub field: TemplateField,
    /// Of a text field: what stands below its heading.
    pub text: String,
    /// Of a text field: whether its heading stands in the entry.
    pub present: bool,
    /// Characters of the text.
    pub characters: u32,
    /// Of any other field: its value.
    pub value: Option<FieldValue>,
    /// Where its heading begins in the body, in UTF-16 units.
    pub start: Option<u32>,
}

/// A value for a field; `null` takes it away.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SetField {
    /// Which entry.
    pub id: EntryId,
    /// Key of the field.
    pub field: String,
    /// A choice, several, a day or a number.
    pub value: Option<FieldValue>,
}

/// The entry as a form.
///
/// # Errors
/// `NotFound`.
pub fn form(tx: &Tx<'_>, id: EntryId) -> Result<Form> {
    of_entry(tx, &entries::get(tx, id)?)
}

pub(super) fn of_entry(tx: &Tx<'_>, entry: &Entry) -> Result<Form> {
    let known = definition_of(tx, &entry.template, entry.template_version)?;
    let definition = known.unwrap_or_else(|| TemplateDefinition { name: entry.template.clone(), ..Default::default() });
    let (_, labels) = definition.headings();
    let sections = sections::read(&entry.body, &labels);
    let mut given = values::of(tx, entry.id)?;
    let mut fields = Vec::with_capacity(definition.fields.len());
    for field in &definition.fields {
        let label = labels.iter().position(|label| field.kind == FieldKind::Text && *label == field.label);
        let text = label.and_then(|label| sections.text(label));
        let start = label.and_then(|label| sections.start(label)).map(|start| &entry.body[..start]);
        let at = given.iter().position(|value| value.field == field.key && field.kind != FieldKind::Text);
        fields.push(FormField {
            field: field.clone(),
            text: text.unwrap_or_default().to_owned(),
            present: text.is_some(),
            characters: number(text.unwrap_or_default().chars().count()),
            value: at.map(|at| given.remove(at).value),
            start: start.map(|above| number(above.encode_utf16().count())),
        });
    }
    let missing = fields.iter().filter(|field| field.field.required && field.is_empty());
    let missing = missing.map(|field| field.field.label.clone()).collect();
    fields.extend(given.into_iter().map(without_field));
    Ok(Form {
        template: entry.template.clone(),
        name: definition.name.clone(),
        author: definition.author.clone(),
        year: definition.year.clone(),
        fields,
        preamble: sections.preamble().to_owned(),
        missing,
    })
}

impl FormField {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.value.is_none()
    }
}

/// A value that the entry's template has no field for: it was given in another.
fn without_field(given: StoredValue) -> FormField {
    let (kind, many) = match &given.value {
        FieldValue::Number(_) => (FieldKind::Number, false),
        FieldValue::Choices(_) => (FieldKind::Choice, true),
        FieldValue::Text(_) => (FieldKind::Choice, false),
    };
    let field = TemplateField {
        key: given.field,
        label: given.label,
        kind,
        many,
        choices: given.value.chosen().to_vec(),
        hint: "From another template.".into(),
        ..TemplateField::default()
    };
    FormField { field, text: String::new(), present: false, characters: 0, value: Some(given.value), start: None }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Gives a field its value, and answers with the whole form. The value it had is kept ([`earlier`]).
///
/// # Errors
/// `BadInput` where the field cannot have it; `NotFound`.
pub fn set(tx: &mut Tx<'_>, request: SetField) -> Result<Form> {
    let entry = entries::get(tx, request.id)?;
    let definition = definition_of(tx, &entry.template, entry.template_version)?.unwrap_or_default();
    let after = match (definition.field(&request.field), request.value) {
        (Some(field), Some(value)) => values::checked(field, value)?.map(|value| StoredValue {
            field: request.field.clone(),
            label: field.label.clone(),
            value,
        }),
        (_, None) => None,
        (None, Some(_)) => return Err(Error::NotFound("field")),
    };
    if let Some(before) = values::of(tx, entry.id)?.iter().find(|value| value.field == request.field) {
        earlier::keep_value(tx, entry.id, before, after.as_ref())?;
    }
    match after {
        Some(after) => store::set_value(tx, entry.id, &after)?,
        None => store::remove_value(tx, entry.id, &request.field)?,
    }
    tx.touch(entry.id);
    of_entry(tx, &entry)
}
