use serde::Serialize;

use crate::Error;
use crate::keys::KeyError;

/// What the window does something different for. A code exists only if somebody acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the sentence of the error says it")]
pub enum Code {
    NotFound,
    Stale,
    BadInput,
    DiskFull,
    ReadOnly,
    Damaged,
    Busy,
    TooBig,
    Undecided,
    Cancelled,
    Unavailable,
    Locked,
    Passphrase,
    Internal,
}

/// An error as it is shown: the message is a sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// For the program.
    pub code: Code,
    /// For the person.
    pub message: String,
}

impl ApiError {
    /// With these words.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let message: String = message.into();
        let mut letters = message.chars();
        let message = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        Self { code, message }
    }

    pub(super) fn request(call: &str, error: &serde_json::Error) -> Self {
        Self::new(Code::BadInput, format!("The request for {call} could not be understood: {}", unquoted(error)))
    }

    pub(super) fn unknown_call(name: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no call named {}", crate::text::excerpt(name, 40)))
    }
}

/// What is wrong with a value, without the value: errors end up in logs and reports, and what was sent may be what somebody
/// wrote. serde says `invalid type: string "…", expected u32`, and a type of ours whatever it likes.
fn unquoted(error: &serde_json::Error) -> String {
    let said = error.to_string();
    if crate::mutant::is("errors repeat what they refuse") {
        return said;
    }
    let kinds = ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant ", "unknown field "];
    if said.starts_with("missing field `") {
        return said;
    }
    let Some(kind) = kinds.iter().find(|kind| said.starts_with(**kind)) else {
        return "a value in it is not what this call takes".into();
    };
    let before = said.split(['"', '`']).next().unwrap_or(kind).trim_end_matches([' ', ',']);
    match said.rsplit_once(", expected ").filter(|(_, wanted)| !wanted.contains('"')) {
        Some((_, wanted)) => format!("{}, expected {wanted}", before.split(", expected").next().unwrap_or(kind)),
        None => before.to_owned(),
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl From<&Error> for ApiError {
    fn from(error: &Error) -> Self {
        let code = match error {
            Error::NotFound(_) => Code::NotFound,
            Error::Stale => Code::Stale,
            Error::BadInput(_) | Error::AlreadyThere(_) => Code::BadInput,
            Error::Wrapped(_) => Code::Passphrase,
            Error::TooBig(_) => Code::TooBig,
            Error::Undecided(_) => Code::Undecided,
            Error::NoJournal(_) | Error::NotOpen => Code::Unavailable,
            Error::InUse(_) => Code::Busy,
            Error::Newer { .. } | Error::Damaged(_) | Error::Seal(_) => Code::Damaged,
            Error::Key(key) => match key {
                KeyError::Io(_) => Code::Unavailable,
                KeyError::Locked => Code::Locked,
                KeyError::WrongPassphrase | KeyError::WrongCode | KeyError::NoSuchWay(_) | KeyError::Unfit => {
                    Code::BadInput
                }
                _ => Code::Damaged,
            },
            Error::DiskFull => Code::DiskFull,
            Error::ReadOnly => Code::ReadOnly,
            Error::Cancelled => Code::Cancelled,
            Error::Unsound(_) | Error::Io(_) | Error::Sql(_) | Error::Index(_) | Error::Json(_) => Code::Internal,
        };
        Self::new(code, error.to_string())
    }
}
