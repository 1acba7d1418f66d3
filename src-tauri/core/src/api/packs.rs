use serde::{Deserialize, Serialize};

use super::{Api, Nothing, Place};
use crate::change::Op;
use crate::error::Result;
use crate::export;
use crate::id::PackId;
use crate::packs::{self, Given, Pack, PreparePack, Prepared};
use crate::progress::Step;
use crate::review::{self, LedgerRow};

/// One pack.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OnePack {
    /// Which.
    pub id: PackId,
}

/// A pack to be handed over.
#[derive(Clone, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SendPack {
    /// Which.
    pub id: PackId,
    /// The file to write.
    pub place: Place,
    /// Puts it under a passphrase of at least 8 characters (age); it is kept nowhere.
    pub passphrase: Option<String>,
}

/// A pack to be handed over once more.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GiveAgain {
    /// Which.
    pub id: PackId,
    /// The file to write.
    pub place: Place,
    /// The file under a passphrase, or that without; where not said the one that was handed over last.
    pub encrypted: Option<bool>,
}

/// What can be read in a pack.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct PackText {
    /// The texts in it, one of each file or page, without markup.
    pub texts: Vec<String>,
}

/// How many pages of paper a pack has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PackPages {
    /// So many.
    pub count: u32,
}

pub(super) fn pages(api: &Api<'_>, request: OnePack) -> Result<PackPages> {
    let vault = api.journal.vault();
    Ok(PackPages { count: api.journal.read(|tx| packs::pages(tx, vault, request.id))? })
}

pub(super) fn prepare(api: &Api<'_>, request: PreparePack) -> Result<Prepared> {
    let vault = api.journal.vault();
    let ready = api.journal.read(|tx| packs::make(tx, vault, &request, api.journal.progress()))?;
    let sealed = vault.put(&mut ready.bytes())?;
    let (prepared, gone) = api.journal.write(Op::PreparePack, |tx| packs::keep(tx, vault, &ready, &sealed))?;
    vault.delete_marked(&gone)?;
    Ok(prepared)
}

pub(super) fn progress(api: &Api<'_>, _: Nothing) -> Result<Option<Step>> {
    Ok(api.journal.progress().now())
}

pub(super) fn send(api: &Api<'_>, request: SendPack) -> Result<Given> {
    let path = api.places.path(&request.place)?;
    let vault = api.journal.vault();
    let passphrase = request.passphrase.as_deref();
    let bytes = api.journal.read(|tx| packs::hand_over(tx, vault, request.id, passphrase))?;
    let wrapped = passphrase.map(|_| vault.put(&mut bytes.as_slice())).transpose()?;
    api.journal.write(Op::SendPack, |tx| packs::send(tx, request.id, wrapped.as_ref()))?;
    let given = Given::write(request.id, &path, &bytes, wrapped.is_some());
    if given.is_err() {
        // The file is not there, so nothing was handed over.
        let gone = api.journal.write(Op::SendPack, |tx| packs::unsend(tx, vault, request.id))?;
        vault.delete_marked(&gone)?;
    }
    given
}

pub(super) fn again(api: &Api<'_>, request: GiveAgain) -> Result<Given> {
    let path = api.places.path(&request.place)?;
    let (encrypted, bytes) = api.journal.read(|tx| {
        let last = packs::get(tx, request.id)?.row.encrypted;
        let encrypted = request.encrypted.unwrap_or(last);
        Ok((encrypted, packs::again(tx, api.journal.vault(), request.id, encrypted)?))
    })?;
    let given = Given::write(request.id, &path, &bytes, encrypted)?;
    api.journal.write(Op::SendPack, |tx| packs::note_given(tx, request.id, encrypted))?;
    Ok(given)
}

pub(super) fn list(api: &Api<'_>, _: Nothing) -> Result<Vec<LedgerRow>> {
    api.journal.read(review::ledger)
}

pub(super) fn get(api: &Api<'_>, request: OnePack) -> Result<Pack> {
    api.journal.read(|tx| review::pack(tx, request.id))
}

pub(super) fn text(api: &Api<'_>, request: OnePack) -> Result<PackText> {
    let (format, bytes) = api.journal.read(|tx| {
        let bytes = packs::bytes(tx, api.journal.vault(), request.id)?;
        Ok((packs::get(tx, request.id)?.row.format, bytes))
    })?;
    Ok(PackText { texts: export::shown(&format, &bytes)? })
}

pub(super) fn withdraw(api: &Api<'_>, request: OnePack) -> Result<Pack> {
    api.journal.write(Op::SendPack, |tx| {
        packs::withdraw(tx, request.id)?;
        packs::get(tx, request.id)
    })
}

pub(super) fn forget(api: &Api<'_>, request: OnePack) -> Result<()> {
    let vault = api.journal.vault();
    let files = api.journal.write(Op::ForgetPack, |tx| packs::forget(tx, vault, request.id))?;
    vault.delete_marked(&files)
}
