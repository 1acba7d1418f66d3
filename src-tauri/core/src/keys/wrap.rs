//! The ways in which the master key lies in the keys file.
//!
//! Every wrap but `none` is XChaCha20-Poly1305 over the same master key, bound to the journal's id and the kind, so that
//! no wrap can be moved into another file or passed off as another kind.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::file::Wiped;
use super::secret::{Code, Secret};
use super::{KeyError, Master};

/// What a passphrase costs to try: about a fifth of a second and 64 MiB (RFC 9106, second recommendation).
const STRETCH: Stretch = Stretch { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
/// Less than this is never accepted: it would not be ours (OWASP's floor).
const FLOOR: Stretch = Stretch { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
/// More than this is never tried: a file must not be able to hang the program or eat the computer's memory.
const CEILING: Stretch = Stretch { memory_kib: 512 * 1024, passes: 12, lanes: 16 };
const SALT: usize = 16;

/// One way to the master key.
pub(super) enum Wrap {
    /// The key itself.
    None(Master),
    /// Argon2id of a passphrase.
    Passphrase { stretch: Stretch, salt: [u8; SALT], wrapped: [u8; seal::WRAPPED] },
    /// HKDF of a recovery code, which is random itself and needs no stretching.
    Recovery { salt: [u8; SALT], wrapped: [u8; seal::WRAPPED] },
    /// Of a later program. Never dropped.
    Unknown(Wiped),
}

/// The parameters of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Stretch {
    fn bounded(self) -> bool {
        let (low, high) = (FLOOR, CEILING);
        (low.memory_kib..=high.memory_kib).contains(&self.memory_kib)
            && (low.passes..=high.passes).contains(&self.passes)
            && (low.lanes..=high.lanes).contains(&self.lanes)
    }

    fn key(self, passphrase: &Secret, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, KeyError> {
        if !self.bounded() {
            return Err(KeyError::Hostile);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| KeyError::Hostile)?;
        // Ours, so that they can be wiped: what Argon2 leaves in them tells of the passphrase.
        let mut blocks = Zeroizing::new(vec![Block::new(); params.block_count()]);
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(&passphrase.normalised(), salt, key.as_mut_slice(), &mut *blocks)
            .map_err(|_| KeyError::Hostile)?;
        Ok(key)
    }
}

fn code_key(code: &Code, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let mut long = Zeroizing::new([0; 32]);
    long[..16].copy_from_slice(code.bytes());
    Ok(seal::derive(&long, Some(salt), b"loopbook recovery wrap v1")?)
}

fn about(journal: Uuid, kind: &str) -> Vec<u8> {
    format!("loopbook wrap v1|{kind}|{journal}").into_bytes()
}

impl Wrap {
    pub(super) fn with_passphrase(journal: Uuid, master: &Master, passphrase: &Secret) -> Result<Self, KeyError> {
        if !passphrase.fits() {
            return Err(KeyError::Unfit);
        }
        let salt = *seal::random::<SALT>()?;
        let key = STRETCH.key(passphrase, &salt)?;
        let wrapped = seal::wrap(&key, &about(journal, "passphrase"), master)?;
        Ok(Self::Passphrase { stretch: STRETCH, salt, wrapped })
    }

    pub(super) fn with_code(journal: Uuid, master: &Master, code: &Code) -> Result<Self, KeyError> {
        let salt = *seal::random::<SALT>()?;
        let wrapped = seal::wrap(&*code_key(code, &salt)?, &about(journal, "recovery"), master)?;
        Ok(Self::Recovery { salt, wrapped })
    }

    /// The master key, where this is a wrap of that kind and `secret` opens it.
    ///
    /// # Errors
    /// `WrongPassphrase`, `WrongCode`, `Hostile`.
    pub(super) fn open_with_passphrase(&self, journal: Uuid, secret: &Secret) -> Result<Option<Master>, KeyError> {
        let Self::Passphrase { stretch, salt, wrapped } = self else { return Ok(None) };
        let key = stretch.key(secret, salt)?;
        seal::unwrap(&key, &about(journal, "passphrase"), wrapped).map(Some).map_err(|_| KeyError::WrongPassphrase)
    }

    pub(super) fn open_with_code(&self, journal: Uuid, code: &Code) -> Result<Option<Master>, KeyError> {
        let Self::Recovery { salt, wrapped } = self else { return Ok(None) };
        let key = code_key(code, salt)?;
        seal::unwrap(&key, &about(journal, "recovery"), wrapped).map(Some).map_err(|_| KeyError::WrongCode)
    }

    /// What the file says; `None` where a kind that is known is not as it must be.
    pub(super) fn read(json: &Value) -> Option<Self> {
        let number = |name: &str| json.get(name)?.as_u64().and_then(|number| u32::try_from(number).ok());
        match json.get("kind")?.as_str()? {
            "none" => Some(Self::None(Zeroizing::new(*bytes::<32>(json, "key")?))),
            // A stretching of a later program's is unknown, not damaged.
            "passphrase" if json.get("kdf").and_then(Value::as_str) == Some("argon2id") => {
                let stretch =
                    Stretch { memory_kib: number("memory_kib")?, passes: number("passes")?, lanes: number("lanes")? };
                Some(Self::Passphrase { stretch, salt: *bytes(json, "salt")?, wrapped: *bytes(json, "sealed")? })
            }
            "recovery" => Some(Self::Recovery { salt: *bytes(json, "salt")?, wrapped: *bytes(json, "sealed")? }),
            _ => Some(Self::Unknown(Wiped(json.clone()))),
        }
    }

    pub(super) fn json(&self) -> Value {
        match self {
            Self::None(master) => json!({ "kind": "none", "key": BASE64.encode(master.as_slice()) }),
            Self::Passphrase { stretch, salt, wrapped } => json!({
                "kind": "passphrase",
                "kdf": "argon2id",
                "memory_kib": stretch.memory_kib,
                "passes": stretch.passes,
                "lanes": stretch.lanes,
                "salt": BASE64.encode(salt),
                "sealed": BASE64.encode(wrapped),
            }),
            Self::Recovery { salt, wrapped } => {
                json!({ "kind": "recovery", "salt": BASE64.encode(salt), "sealed": BASE64.encode(wrapped) })
            }
            Self::Unknown(json) => json.0.clone(),
        }
    }
}

fn bytes<const N: usize>(json: &Value, name: &str) -> Option<Zeroizing<[u8; N]>> {
    let bytes = Zeroizing::new(BASE64.decode(json.get(name)?.as_str()?).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}
