//! A file under a passphrase, in the format of age, which many programs open.

use std::io::Write as _;

use std::io::Read as _;

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor};

use crate::error::{Error, Result};

/// Characters of a passphrase; whoever finds the file may try for ever.
const SHORTEST: usize = 8;

/// The bytes under a passphrase.
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
    let mut writer =
        Encryptor::with_user_passphrase(SecretString::from(passphrase.to_owned())).wrap_output(&mut out)?;
    writer.write_all(bytes)?;
    writer.finish()?;
    Ok(out)
}

/// Twice the work and memory (1 GB) that a passphrase of ours asks for on the fastest computer of today.
const MOST_WORK: u8 = 20;

/// Whether these bytes are under a passphrase.
pub(crate) fn is_wrapped(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/v1")
}

/// The bytes that are under a passphrase, at most so many.
///
/// # Errors
/// `BadInput` where the passphrase is another or the file is damaged; `TooBig`.
pub(crate) fn opened(bytes: &[u8], passphrase: &str, most: u64) -> Result<Vec<u8>> {
    let shut = || Error::bad("this passphrase does not open the file, or the file was damaged on its way");
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let decryptor = Decryptor::new_buffered(bytes).map_err(|_| shut())?;
    let reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|_| shut())?;
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
