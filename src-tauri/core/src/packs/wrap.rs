//! A file under a passphrase, in the format of age, which many programs open.

use std::io::Write as _;

use age::Encryptor;
use age::secrecy::SecretString;

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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_file_opens_with_its_passphrase_alone() {
        let wrapped = wrapped(b"three entries", "correct horse battery").unwrap();
        assert!(wrapped.starts_with(b"age-encryption.org/v1"));
        assert!(!wrapped.windows(7).any(|window| window == b"entries"));
        let open = |passphrase: &str| {
            let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
            identity.set_max_work_factor(22);
            age::decrypt(&identity, &wrapped)
        };
        assert_eq!(open("correct horse battery").unwrap(), b"three entries");
        assert!(open("another").is_err());
        assert!(super::wrapped(b"x", "short").is_err());
    }
}
