//! A file under a passphrase.

use std::io::{Read as _, Write as _};

use crate::error::{Error, Result};
use crate::keys::{SHORTEST, away};

/// The bytes under a passphrase; whoever finds the file may try for ever.
///
/// # Errors
/// `BadInput` where the passphrase is too short.
pub(super) fn wrapped(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>> {
    if passphrase.chars().count() < SHORTEST {
        return Err(Error::bad(format!(
            "a passphrase has at least {SHORTEST} characters; three or four words that nobody would guess are good"
        )));
    }
    let mut out = Vec::with_capacity(bytes.len() + 1024);
    let mut writer = away::sealed(passphrase, &mut out)?;
    writer.write_all(bytes)?;
    writer.finish()?;
    Ok(out)
}

/// Whether these bytes are under a passphrase.
pub(crate) fn is_wrapped(bytes: &[u8]) -> bool {
    bytes.starts_with(away::BEGINS)
}

/// The bytes that are under a passphrase, at most so many.
///
/// # Errors
/// `BadInput` where the passphrase is another or the file is damaged; `TooBig`.
pub(crate) fn opened(bytes: &[u8], passphrase: &str, most: u64) -> Result<Vec<u8>> {
    let shut = || Error::bad("this passphrase does not open the file, or the file was damaged on its way");
    let reader = away::opened(bytes, passphrase).map_err(|_| shut())?;
    let mut out = Vec::new();
    reader.take(most + 1).read_to_end(&mut out).map_err(|_| shut())?;
    if out.len() as u64 > most {
        return Err(Error::TooBig("this file is larger than any Loopbook writes".into()));
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_file_opens_with_its_passphrase_alone() {
        let wrapped = wrapped(b"three entries", "correct horse battery").unwrap();
        assert!(wrapped.starts_with(b"age-encryption.org/v1"));
        assert!(!wrapped.windows(7).any(|window| window == b"entries"));
        assert!(is_wrapped(&wrapped) && !is_wrapped(b"<!DOCTYPE html>"));
        let open = |passphrase: &str, most: u64| opened(&wrapped, passphrase, most);
        assert_eq!(open("correct horse battery", 100).unwrap(), b"three entries");
        assert!(matches!(open("correct horse battery", 4), Err(Error::TooBig(_))));
        assert!(matches!(open("another", 100), Err(Error::BadInput(_))));
        assert!(matches!(opened(&wrapped[..wrapped.len() - 3], "correct horse battery", 100), Err(Error::BadInput(_))));
        assert!(matches!(opened(b"age-encryption.org/v1\n-> scrypt", "x", 100), Err(Error::BadInput(_))));
        assert!(super::wrapped(b"x", "short").is_err());
    }
}
