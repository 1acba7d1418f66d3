//! The calls on the door of a journal.

use serde::{Deserialize, Serialize};

use super::Nothing;
use crate::door::{Door, DoorState, Tried};
use crate::error::{Error, Result};
use crate::keys::strength::{self, Strength};
use crate::keys::{Change, Code, Locks, Protection, Rewrap, Secret, Slip, Way};

/// That somebody may come in, or change what the door is locked with: one of the two, or neither where the key lies open.
#[derive(Clone, Debug, Default, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct Proof {
    /// The passphrase.
    pub passphrase: Option<Secret>,
    /// The recovery code, however it was typed.
    pub code: Option<Secret>,
}

/// A recovery code that was made, and as it was typed back from what was written down.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct TypedBack {
    /// As `door_code` made it.
    pub code: Secret,
    /// As it was typed back.
    pub typed: Secret,
}

/// A passphrase for the journal: the first, or another in the place of the one before.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Protect {
    /// That one may; nothing for the first.
    #[serde(default)]
    pub proof: Proof,
    /// The passphrase.
    pub passphrase: Secret,
    /// A new recovery code with it; without one, that of before stays.
    #[serde(default)]
    pub code: Option<TypedBack>,
}

/// A recovery code for a journal that has a passphrase: the first, or another in the place of the one before.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Recode {
    /// That one may.
    pub proof: Proof,
    /// The code.
    pub code: TypedBack,
}

/// What may become a passphrase.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OnePassphrase {
    /// As typed so far.
    pub passphrase: Secret,
}

/// A recovery code, which opens nothing until it is typed back and set.
#[derive(Clone, Serialize, ts_rs::TS)]
pub struct NewCode {
    /// Eight groups of four letters.
    pub code: String,
}

/// How hard a passphrase is to guess.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct Judged {
    /// An estimate.
    pub strength: Strength,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct DoorAnswer {
    /// Whether the passphrase or code was right; nothing is changed unless it was.
    pub tried: Tried,
    /// How many letters were typed, where a code has 32.
    pub letters: Option<u32>,
    /// Seconds until the next try.
    pub wait_seconds: u32,
    /// What the journal is locked with now.
    pub protection: Option<Protection>,
}

pub(super) fn state(door: &Door, _: Nothing) -> Result<DoorState> {
    Ok(door.state())
}

pub(super) fn unlock(door: &Door, proof: Proof) -> Result<DoorAnswer> {
    with_proof(door, &proof, |way| door.unlock(way))
}

pub(super) fn lock(door: &Door, _: Nothing) -> Result<DoorState> {
    door.lock()?;
    Ok(door.state())
}

pub(super) fn code(_: &Door, _: Nothing) -> Result<NewCode> {
    Ok(NewCode { code: Code::new()?.written().to_string() })
}

pub(super) fn strength(_: &Door, request: OnePassphrase) -> Result<Judged> {
    Ok(Judged { strength: strength::strength(&request.passphrase) })
}

pub(super) fn protect(door: &Door, request: Protect) -> Result<DoorAnswer> {
    let recovery = request.code.as_ref().map(typed_back).transpose()?.map_or(Change::Keep, Change::Set);
    let change = Rewrap { passphrase: Change::Set(request.passphrase), recovery };
    with_proof(door, &request.proof, |way| door.rewrap(way, &change))
}

pub(super) fn unprotect(door: &Door, proof: Proof) -> Result<DoorAnswer> {
    let change = Rewrap { passphrase: Change::Remove, recovery: Change::Remove };
    with_proof(door, &proof, |way| door.rewrap(way, &change))
}

pub(super) fn recode(door: &Door, request: Recode) -> Result<DoorAnswer> {
    let change = Rewrap { passphrase: Change::Keep, recovery: Change::Set(typed_back(&request.code)?) };
    with_proof(door, &request.proof, |way| door.rewrap(way, &change))
}

/// What a new journal is to be locked with, for hosts.
///
/// # Errors
/// `BadInput` where the code was not typed back as it was made.
pub fn locks(passphrase: Secret, code: Option<&TypedBack>) -> Result<Locks> {
    Ok(Locks { passphrase, recovery: code.map(typed_back).transpose()? })
}

/// The code, where what was typed back is the very one: only then is it known to be written down.
fn typed_back(code: &TypedBack) -> Result<Code> {
    let made = Code::parse(code.code.text()).map_err(|_| Error::bad("that is no recovery code that was made here"))?;
    match Code::parse(code.typed.text()) {
        Ok(typed) if typed == made => Ok(made),
        Ok(_) => Err(Error::bad("that is another recovery code than the one shown; nothing was set")),
        Err(Slip::Length(letters)) => Err(Error::bad(format!(
            "the recovery code has 32 letters and digits, and that has {letters}; nothing was set"
        ))),
        Err(Slip::Letters) => {
            Err(Error::bad("there is a slip in what was typed back; compare it once more. Nothing was set"))
        }
    }
}

pub(super) fn renew(door: &Door, request: Protect) -> Result<DoorAnswer> {
    let locks = locks(request.passphrase, request.code.as_ref())?;
    with_proof(door, &request.proof, |way| door.renew(way, &locks))
}

fn with_proof(door: &Door, proof: &Proof, work: impl FnOnce(&Way) -> Result<Tried>) -> Result<DoorAnswer> {
    let (tried, letters) = match (&proof.passphrase, &proof.code) {
        (_, Some(code)) => match Code::parse(code.text()) {
            Ok(code) => (work(&Way::Recovery(code))?, None),
            Err(Slip::Length(letters)) => (Tried::Slip, u32::try_from(letters).ok()),
            Err(Slip::Letters) => (Tried::Slip, None),
        },
        (Some(passphrase), None) => (work(&Way::Passphrase(passphrase.clone()))?, None),
        (None, None) => (work(&Way::Alone)?, None),
    };
    let state = door.state();
    Ok(DoorAnswer { tried, letters, wait_seconds: state.wait_seconds, protection: state.protection })
}
