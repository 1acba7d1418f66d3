//! What can be asked where the journal cannot be opened, or there is none yet: what is wrong, what there is to fall back on,
//! and the ways out.
//! None of them deletes anything, and none begins a new journal in the place of one that is there.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::backups::{NamedBackup, RestoreFile};
use super::typescript::Types;
use super::{ApiError, Nothing, Places};
use crate::backup::restore::{self, Restored};
use crate::backup::salvage::{self, Salvaged};
use crate::backup::{self, Backup, Stop};
use crate::error::Result;
use crate::files;
use crate::keys::{self, Code, KeyError, Keys, Secret, Way};
use crate::{Clock, Journal};

/// What is left of the key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum KeysAre {
    /// At least one of its copies is as it was written.
    Whole,
    /// Both are gone.
    Missing,
    /// Neither is as it was written.
    Damaged,
}

/// What is wrong, and what there is to fall back on.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Damage {
    /// Where the journal lives.
    pub folder: String,
    /// What is left of its key file.
    pub keys: KeysAre,
    /// Whether its key file wants a passphrase or a recovery code.
    pub locked: bool,
    /// Its backups, newest first.
    pub backups: Vec<Backup>,
}

/// Reading what can be read.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Salvage {
    /// The passphrase or the recovery code, where the key file wants one.
    pub passphrase: Option<Secret>,
}

/// Makes such a call on the journal in `folder`: JSON in, JSON out.
///
/// # Errors
/// `not_found` for a name that is none, `bad_input` for a request that does not fit it; `busy` where somebody has the
/// journal open; what the call itself answers.
pub fn call(
    folder: &Path,
    clock: &Clock,
    places: &dyn Places,
    name: &str,
    request: Value,
) -> std::result::Result<Value, ApiError> {
    match name {
        "rescue_look" => answer(name, request, |_: Nothing| look(folder)),
        "rescue_keys" => answer(name, request, |asked: NamedBackup| {
            Journal::apart(folder, |folder| backup::bring_keys(folder, &asked.id, clock))
        }),
        "rescue_restore" => answer(name, request, |asked: NamedBackup| {
            Journal::apart(folder, |folder| {
                restore::prepare(folder, &backup::find(folder, &asked.id)?, None, &Stop::default())
            })
        }),
        "rescue_file" => answer(name, request, |asked: RestoreFile| {
            let file = places.path(&asked.place)?;
            files::make_private_folder(folder)?;
            Journal::apart(folder, |folder| {
                restore::prepare_file(folder, &file, &asked.passphrase, None, &Stop::default())
            })
        }),
        "rescue_forget" => answer(name, request, |_: Nothing| Journal::apart(folder, restore::forget)),
        "rescue_salvage" => answer(name, request, |asked: Salvage| {
            Journal::apart(folder, |folder| salvage::prepare(folder, &opened(folder, &asked)?, clock))
        }),
        "rescue_take" => answer(name, request, |_: Nothing| Journal::take_over(folder, None, clock)),
        _ => Err(ApiError::unknown_call(name)),
    }
}

pub(super) fn types(types: &mut Types) {
    types.rescue::<Nothing, Damage>("rescue_look");
    types.rescue::<NamedBackup, ()>("rescue_keys");
    types.rescue::<NamedBackup, Restored>("rescue_restore");
    types.rescue::<RestoreFile, Restored>("rescue_file");
    types.rescue::<Nothing, ()>("rescue_forget");
    types.rescue::<Salvage, Salvaged>("rescue_salvage");
    types.rescue::<Nothing, ()>("rescue_take");
}

fn answer<Request: DeserializeOwned, Reply: Serialize>(
    name: &str,
    request: Value,
    work: impl FnOnce(Request) -> Result<Reply>,
) -> std::result::Result<Value, ApiError> {
    let request = serde_json::from_value(request).map_err(|error| ApiError::request(name, &error))?;
    let reply = work(request)?;
    serde_json::to_value(reply).map_err(|error| ApiError::from(crate::Error::from(error)))
}

fn look(folder: &Path) -> Result<Damage> {
    let (keys, locked) = match keys::protection(folder) {
        Ok(protection) => (KeysAre::Whole, protection.passphrase || protection.recovery),
        Err(KeyError::Missing) => (KeysAre::Missing, false),
        Err(KeyError::Damaged) => (KeysAre::Damaged, false),
        Err(error) => return Err(error.into()),
    };
    let mut backups = backup::list(folder)?;
    backups.reverse();
    Ok(Damage { folder: folder.display().to_string(), keys, locked, backups })
}

fn opened(folder: &Path, asked: &Salvage) -> Result<Keys> {
    // A recovery code works alone, and looks like nothing else.
    let way = match &asked.passphrase {
        None => Way::Alone,
        Some(secret) => match Code::parse(secret.text()) {
            Ok(code) => Way::Recovery(code),
            Err(_) => Way::Passphrase(secret.clone()),
        },
    };
    Ok(Keys::open(folder, &way)?.0)
}
