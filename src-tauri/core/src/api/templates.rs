use serde::{Deserialize, Serialize};

use super::entries::OneEntry;
use super::{Api, Nothing, Place};
use crate::change::Op;
use crate::entries::Entry;
use crate::error::Result;
use crate::templates::{
    self, ChooseTemplate, Counter, Form, SaveTemplate, SetField, SuggestTemplate, Template, TemplateMoment, TemplateRow,
};

/// One template.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneTemplate {
    /// Which.
    pub id: String,
}

/// One template, of one's own in one of its versions.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneVersion {
    /// Which.
    pub id: String,
    /// The newest where not said.
    #[serde(default)]
    #[ts(optional)]
    pub version: Option<u32>,
}

/// A template, to be written to a file.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct WriteTemplate {
    /// Which.
    pub id: String,
    /// Where to.
    pub place: Place,
}

/// A template that was written to a file.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct WrittenTemplate {
    /// Name of the file.
    pub file_name: String,
    /// Its size.
    pub bytes: i64,
}

/// A file to read a template from.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct FromPlace {
    /// Where.
    pub place: Place,
}

/// A template to begin with.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Suggested {
    /// Its id; none where no rule fits.
    pub template: Option<String>,
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<TemplateRow>> {
    api.journal.read(templates::list)
}

pub(super) fn get(api: &Api<'_>, request: OneVersion) -> Result<Template> {
    api.journal.read(|tx| templates::get(tx, &request.id, request.version))
}

pub(super) fn save(api: &Api<'_>, request: SaveTemplate) -> Result<Template> {
    api.journal.write(Op::SaveTemplate, |tx| templates::save(tx, request))
}

pub(super) fn copy(api: &Api<'_>, request: OneTemplate) -> Result<Template> {
    api.journal.write(Op::SaveTemplate, |tx| templates::copy(tx, &request.id))
}

pub(super) fn remove(api: &Api<'_>, request: OneTemplate) -> Result<()> {
    api.journal.write(Op::SaveTemplate, |tx| templates::remove(tx, &request.id))
}

pub(super) fn restore(api: &Api<'_>, request: OneTemplate) -> Result<()> {
    api.journal.write(Op::SaveTemplate, |tx| templates::restore(tx, &request.id))
}

pub(super) fn export(api: &Api<'_>, request: WriteTemplate) -> Result<WrittenTemplate> {
    let path = api.places.path(&request.place)?;
    let text = api.journal.read(|tx| templates::as_file(tx, &request.id))?;
    let bytes = crate::export::text_to_file(&path, &text)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(WrittenTemplate { file_name, bytes })
}

pub(super) fn import(api: &Api<'_>, request: FromPlace) -> Result<Template> {
    let text = templates::read_file(&api.places.path(&request.place)?)?;
    api.journal.write(Op::SaveTemplate, |tx| templates::from_file(tx, &text))
}

pub(super) fn choose(api: &Api<'_>, request: ChooseTemplate) -> Result<Entry> {
    api.journal.write(Op::ChooseTemplate, |tx| templates::choose(tx, request))
}

pub(super) fn suggest(api: &Api<'_>, request: SuggestTemplate) -> Result<Suggested> {
    let template = api.journal.read(|tx| templates::suggest(tx, &request))?;
    Ok(Suggested { template })
}

pub(super) fn moments(_: &Api<'_>, _: Nothing) -> Result<Vec<TemplateMoment>> {
    Ok(templates::moments().to_vec())
}

pub(super) fn form(api: &Api<'_>, request: OneEntry) -> Result<Form> {
    api.journal.read(|tx| templates::form(tx, request.id))
}

pub(super) fn set(api: &Api<'_>, request: SetField) -> Result<Form> {
    api.journal.write(Op::WriteValue, |tx| templates::set(tx, request))
}

pub(super) fn counters(api: &Api<'_>, _: Nothing) -> Result<Vec<Counter>> {
    api.journal.read(templates::counters)
}
