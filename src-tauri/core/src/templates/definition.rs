//! What a template is, and the rules every template keeps, whoever made it.

use serde::{Deserialize, Serialize};

use super::sections;
use crate::error::{Error, Result};
use crate::tags::folded;

/// A template has at most this many fields.
const FIELDS: usize = 60;
/// A field has at most this many prompts.
const PROMPTS: usize = 20;
/// A field has at most this many choices.
const CHOICES: usize = 100;
/// Characters of a name or label.
const NAME: usize = 120;
/// Characters of any other line.
const LINE: usize = 600;

/// What is written in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum FieldKind {
    #[default]
    Text,
    Choice,
    Date,
    Number,
}

/// What a field is for, in words that all models share, so that a text can move from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Slot {
    Describe,
    Feel,
    Evaluate,
    Analyse,
    OtherViews,
    Conclude,
    Act,
}

/// A field of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct TemplateField {
    /// Tells it from the others, whatever its label becomes: small letters, digits and underscores.
    pub key: String,
    /// What is read above it; of a text field also its heading in the entry.
    pub label: String,
    /// Questions that may help, asked one at a time.
    pub prompts: Vec<String>,
    /// What is written in it.
    pub kind: FieldKind,
    /// What it is for.
    pub slot: Option<Slot>,
    /// Whether a form counts it as missing where it is empty. It may stay empty all the same.
    pub required: bool,
    /// A line of help.
    pub hint: String,
    /// Of a choice: what can be chosen.
    pub choices: Vec<String>,
    /// Of a choice: whether several can.
    pub many: bool,
    /// Characters a form has room for.
    pub limit: Option<u32>,
    /// Of the learning log: the stage it is asked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(skip)]
    pub stage: Option<String>,
}

/// A template: a name, where it comes from, and its fields in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct TemplateDefinition {
    /// What it is called.
    pub name: String,
    /// Whose it is; may be empty.
    pub author: String,
    /// When it was published; may be empty.
    pub year: String,
    /// Where it can be read about; may be empty.
    pub source: String,
    /// What it is good for, in a line.
    pub about: String,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// Of a copy of a profession's form: the form that its entries count for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub counts_as: Option<String>,
    /// In order.
    pub fields: Vec<TemplateField>,
}

impl TemplateDefinition {
    /// The labels of the text fields, which are the headings in an entry, with the place of each field.
    pub fn headings(&self) -> (Vec<usize>, Vec<&str>) {
        let texts = self.fields.iter().enumerate().filter(|(_, field)| field.kind == FieldKind::Text);
        texts.map(|(place, field)| (place, field.label.as_str())).unzip()
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&TemplateField> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// The definition with spaces tidied and keys given, if it keeps the rules.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence that says what to change.
pub(super) fn checked(mut definition: TemplateDefinition) -> Result<TemplateDefinition> {
    let (name, line) = (NAME, LINE);
    tidy("the name", &mut definition.name, name)?;
    tidy("the author", &mut definition.author, line)?;
    tidy("the year", &mut definition.year, name)?;
    tidy("the source", &mut definition.source, line)?;
    tidy("the description", &mut definition.about, line)?;
    definition.counts_as = definition.counts_as.filter(|id| is_counted(id));
    if definition.name.is_empty() {
        return Err(Error::bad("a template needs a name"));
    }
    if definition.minutes.is_some_and(|minutes| !(1..=10_000).contains(&minutes)) {
        return Err(Error::bad("the time a template takes is between 1 and 10,000 minutes"));
    }
    if definition.fields.is_empty() {
        return Err(Error::bad("a template needs at least one field"));
    }
    count("a template", "fields", definition.fields.len(), FIELDS)?;
    for at in 0..definition.fields.len() {
        let (before, rest) = definition.fields.split_at_mut(at);
        if let Some(field) = rest.first_mut() {
            check_field(field, before)?;
        }
    }
    Ok(definition)
}

/// Whether it is a form of a profession with a cycle.
pub(super) fn is_counted(id: &str) -> bool {
    super::builtin(id).is_some_and(|form| form.cycle.is_some())
}

fn check_field(field: &mut TemplateField, before: &[TemplateField]) -> Result<()> {
    tidy("a label", &mut field.label, NAME)?;
    let label = field.label.clone();
    if label.is_empty() {
        return Err(Error::bad("every field needs a label: it is the heading under which you write"));
    }
    if before.iter().any(|other| folded(&other.label) == folded(&label)) {
        return Err(Error::bad(format!("two fields are called “{label}”; each needs a label of its own")));
    }
    if sections::read(&format!("## {label}\n"), &[&label]).text(0).is_none() {
        return Err(Error::bad(format!("“{label}” cannot be a heading; leave out the marks at its end")));
    }
    give_key(field, before)?;
    count(&format!("“{label}”"), "prompts", field.prompts.len(), PROMPTS)?;
    for prompt in &mut field.prompts {
        tidy("a prompt", prompt, LINE)?;
    }
    field.prompts.retain(|prompt| !prompt.is_empty());
    tidy("a hint", &mut field.hint, LINE)?;
    count(&format!("“{label}”"), "choices", field.choices.len(), CHOICES)?;
    for choice in &mut field.choices {
        tidy("a choice", choice, NAME)?;
    }
    field.choices.retain(|choice| !choice.is_empty());
    for (at, choice) in field.choices.iter().enumerate() {
        if field.choices[..at].contains(choice) {
            return Err(Error::bad(format!("“{label}” offers “{choice}” twice")));
        }
    }
    if field.kind == FieldKind::Choice && field.choices.is_empty() {
        return Err(Error::bad(format!("“{label}” is a choice, so it needs something to choose from")));
    }
    if field.kind != FieldKind::Choice {
        field.choices.clear();
        field.many = false;
    }
    if field.kind != FieldKind::Text {
        field.limit = None;
    }
    if field.limit == Some(0) {
        return Err(Error::bad(format!("“{label}” would have room for no characters at all")));
    }
    Ok(())
}

/// Keeps the field's key, or makes one of its label.
fn give_key(field: &mut TemplateField, before: &[TemplateField]) -> Result<()> {
    let sound = |key: &str| {
        key.len() <= 60 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let taken = |key: &str| before.iter().any(|other| other.key == key);
    if !field.key.is_empty() {
        if !sound(&field.key) {
            return Err(Error::bad(format!(
                "the key of “{}” is made of small letters, digits and underscores",
                field.label
            )));
        }
        return match taken(&field.key) {
            false => Ok(()),
            true => Err(Error::bad(format!("“{}” has the key of another field", field.label))),
        };
    }
    let letters = folded(&field.label);
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut stem: String = words.take(4).collect::<Vec<_>>().join("_").chars().take(40).collect();
    if stem.is_empty() {
        stem = "field".into();
    }
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    field.key = std::iter::once(stem.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or_default();
    Ok(())
}

/// One line without spaces at its ends, of at most `limit` characters.
fn tidy(what: &str, text: &mut String, limit: usize) -> Result<()> {
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(Error::bad(format!("{what} holds characters that cannot be shown; take them out")));
    }
    *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > limit {
        return Err(Error::TooBig(format!("{what} has room for {limit} characters")));
    }
    Ok(())
}

fn count(what: &str, of: &str, have: usize, limit: usize) -> Result<()> {
    if have > limit {
        return Err(Error::TooBig(format!("{what} has room for {limit} {of}, and this has {have}")));
    }
    Ok(())
}
