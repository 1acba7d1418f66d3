use std::io;

use journal::Error;
use journal::api::ApiError;

/// Exit code: something was found that is not as it should be.
pub const UNSOUND: u8 = 1;
/// Exit code: the command was not well put.
pub const USAGE: u8 = 2;
/// Exit code: the command was well put and could not be done.
pub const COULD_NOT: u8 = 3;

/// Why a verb did not do its work.
#[derive(Debug)]
pub enum Failure {
    /// The command was not well put.
    Usage(String),
    /// It could not be done.
    CouldNot(String),
    /// Whoever read our output has left, as `head` does when it has enough: no failure at all.
    Left,
}

impl Failure {
    /// What happened, as a sentence; none where nobody is to be told.
    pub fn sentence(&self) -> Option<String> {
        let (Self::Usage(text) | Self::CouldNot(text)) = self else { return None };
        let ended = text.ends_with(['.', '!', '?', ')', '\n']);
        Some(if ended { text.clone() } else { format!("{text}.") })
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => USAGE,
            Self::CouldNot(_) => COULD_NOT,
            Self::Left => 0,
        }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::CouldNot(error.message)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NoJournal(folder) => Self::CouldNot(format!(
                "There is no journal in {}. Make one with `loopbook-cli init`, or say where yours is with --journal DIR",
                folder.display()
            )),
            other => ApiError::from(other).into(),
        }
    }
}

/// Of writing to standard output, which comes after the work; files are the core's.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Left,
            _ => Self::CouldNot(format!("What was asked is done, but the answer could not be written out: {error}")),
        }
    }
}
