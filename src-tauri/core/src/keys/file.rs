//! One copy of the keys file: its bytes, and what they say.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use super::wrap::Wrap;
use super::{KeyError, Master};

const FORMAT: u64 = 1;
/// A keys file is some hundred bytes; reading stops here, whatever lies there.
const LONGEST: u64 = 1024 * 1024;
/// More ways than anybody has: what is beyond was not written by a Loopbook.
const MOST_WRAPS: usize = 16;
/// What this program writes itself; anything else in the file is kept as it is.
const OURS: [&str; 5] = ["check", "format", "journal", "key", "wraps"];

/// One copy of the file, as found.
pub(super) enum Copy {
    Sound(Sound),
    Missing,
    Damaged,
    Newer(u64),
    Failed(io::Error),
}

/// A copy that is as it was written.
pub(super) struct Sound {
    pub bytes: Zeroizing<Vec<u8>>,
    pub journal: Uuid,
    /// By which two copies are known to hold the same key; files from before it was written have none.
    pub key_id: Option<String>,
    pub wraps: Vec<Wrap>,
    /// What else stands in it, for a later program.
    pub others: Wiped,
}

impl Copy {
    pub(super) fn read(path: &Path) -> Copy {
        let mut bytes = Zeroizing::new(Vec::new());
        match File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)) {
            Ok(_) => Copy::parse(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Copy::Missing,
            Err(error) => Copy::Failed(error),
        }
    }

    pub(super) fn parse(bytes: Zeroizing<Vec<u8>>) -> Copy {
        let Some(json) = serde_json::from_slice(&bytes).ok().map(Wiped) else {
            return Copy::Damaged;
        };
        let check = json.0.get("check").and_then(Value::as_str);
        if check != Some(checksum(&json.0).as_str()) {
            return Copy::Damaged;
        }
        match json.0.get("format").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Copy::Newer(newer),
            _ => return Copy::Damaged,
        }
        let journal = json.0.get("journal").and_then(Value::as_str).and_then(|id| Uuid::parse_str(id).ok());
        let wraps = json.0.get("wraps").and_then(Value::as_array).and_then(|wraps| read_wraps(wraps));
        let (Some(journal), Some(wraps)) = (journal, wraps) else {
            return Copy::Damaged;
        };
        let key_id = json.0.get("key").and_then(Value::as_str).map(str::to_owned);
        let others: Map<String, Value> = json
            .0
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(name, _)| !OURS.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        Copy::Sound(Sound { bytes, journal, key_id, wraps, others: Wiped(Value::Object(others)) })
    }
}

/// At most one of each kind that is known.
fn read_wraps(json: &[Value]) -> Option<Vec<Wrap>> {
    if json.len() > MOST_WRAPS {
        return None;
    }
    let wraps: Vec<Wrap> = json.iter().map(Wrap::read).collect::<Option<_>>()?;
    let count = |is: fn(&Wrap) -> bool| wraps.iter().filter(|wrap| is(wrap)).count();
    let once = count(|wrap| matches!(wrap, Wrap::None(_))) < 2
        && count(|wrap| matches!(wrap, Wrap::Passphrase { .. })) < 2
        && count(|wrap| matches!(wrap, Wrap::Recovery { .. })) < 2;
    once.then_some(wraps)
}

impl Sound {
    /// The key itself, where it lies open.
    pub(super) fn open_master(&self) -> Option<&Master> {
        self.wraps.iter().find_map(|wrap| match wrap {
            Wrap::None(master) => Some(master),
            _ => None,
        })
    }

    /// The name of the key, where that is known without opening anything.
    pub(super) fn named_key(&self) -> Result<Option<String>, KeyError> {
        match (&self.key_id, self.open_master()) {
            (Some(id), _) => Ok(Some(id.clone())),
            (None, Some(master)) => key_id(master).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Whether both hold the same key, as far as can be told: the journal is the same, and so is the master key where
    /// both tell of it.
    pub(super) fn is_of_same_key(&self, other: &Sound) -> Result<bool, KeyError> {
        let keys = self.named_key()?.zip(other.named_key()?);
        Ok(self.journal == other.journal && keys.is_none_or(|(one, two)| one == two))
    }
}

/// A name for the master key that tells nothing about it.
pub(super) fn key_id(master: &Master) -> Result<String, KeyError> {
    let id = seal::derive(master, None, b"loopbook key id v1")?;
    Ok(hex(&id[..16]))
}

/// The content of a keys file.
pub(super) fn file_bytes(journal: Uuid, key_id: &str, wraps: &[Wrap], others: &Wiped) -> Zeroizing<Vec<u8>> {
    let mut json = Wiped(json!({
        "format": FORMAT,
        "journal": journal.to_string(),
        "key": key_id,
        "wraps": wraps.iter().map(Wrap::json).collect::<Vec<_>>(),
    }));
    if let (Some(fields), Some(others)) = (json.0.as_object_mut(), others.0.as_object()) {
        fields.extend(others.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    let check = checksum(&json.0);
    if let Some(fields) = json.0.as_object_mut() {
        fields.insert("check".to_owned(), Value::String(check));
    }
    let mut text = String::with_capacity(4096);
    canonical(&json.0, &mut text);
    text.push('\n');
    Zeroizing::new(text.into_bytes())
}

/// Hex SHA-256 of everything but `check` in canonical form.
pub(super) fn checksum(json: &Value) -> String {
    let mut text = Zeroizing::new(String::with_capacity(4096));
    match json.as_object() {
        Some(fields) => write_fields(fields.iter().filter(|(name, _)| *name != "check"), &mut text),
        None => canonical(json, &mut text),
    }
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// JSON without white space and with sorted names. Not serde_json's own order: a feature switched on by any other
/// crate would change that.
pub(super) fn canonical(json: &Value, text: &mut String) {
    match json {
        Value::Object(fields) => write_fields(fields.iter(), text),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                canonical(item, text);
            }
            text.push(']');
        }
        plain => {
            let _ = write!(text, "{plain}");
        }
    }
}

fn write_fields<'a>(fields: impl Iterator<Item = (&'a String, &'a Value)>, text: &mut String) {
    let mut fields: Vec<_> = fields.collect();
    fields.sort_by_key(|(name, _)| *name);
    text.push('{');
    for (at, (name, value)) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        canonical(&Value::from(name.as_str()), text);
        text.push(':');
        canonical(value, text);
    }
    text.push('}');
}

/// JSON whose strings are wiped when it is dropped, for one of them may be a key.
pub(super) struct Wiped(pub Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        fn wipe(json: &mut Value) {
            match json {
                Value::String(text) => text.zeroize(),
                Value::Array(items) => items.iter_mut().for_each(wipe),
                Value::Object(fields) => fields.values_mut().for_each(wipe),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        wipe(&mut self.0);
    }
}
