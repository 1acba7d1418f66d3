use super::entries::OneEntry;
use super::{Api, search as asked};
use crate::change::Op;
use crate::checks::{self, AskCoach, Check, CoachQuestion, Recurrence, Silence};
use crate::error::Result;

pub(super) fn list(api: &Api<'_>, request: OneEntry) -> Result<Vec<Check>> {
    api.journal.read(|tx| checks::checks(tx, request.id))
}

pub(super) fn coach(api: &Api<'_>, request: AskCoach) -> Result<CoachQuestion> {
    api.journal.read(|tx| checks::coach(tx, request))
}

pub(super) fn recurrence(api: &Api<'_>, request: OneEntry) -> Result<Option<Recurrence>> {
    asked::settle(api)?;
    api.journal.read(|tx| checks::recurrence(tx, api.journal.search(), request.id))
}

pub(super) fn silence(api: &Api<'_>, request: Silence) -> Result<()> {
    api.journal.write(Op::Silence, |tx| checks::silence(tx, &request))
}

pub(super) fn unsilence(api: &Api<'_>, request: Silence) -> Result<()> {
    api.journal.write(Op::Silence, |tx| checks::unsilence(tx, &request))
}
