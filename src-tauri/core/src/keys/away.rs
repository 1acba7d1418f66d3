//! What leaves the journal's folder under a passphrase: packs, and backups in a second place. The format is that of age, which
//! many programs open.

use std::io::{self, BufRead, Write};

use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use age::{Decryptor, Encryptor};

/// How such a file begins.
pub const BEGINS: &[u8] = b"age-encryption.org/v1";
/// Twice the work and memory (1 GB) that a passphrase of ours asks for on the fastest computer of today.
const MOST_WORK: u8 = 20;

/// Why a file does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// It is none, or is damaged at its beginning.
    NotOne,
    /// The passphrase is another one, or asks for more work than any of ours.
    Passphrase,
}

/// Writes what is written to it under a passphrase; to be finished.
///
/// # Errors
/// Those of `to`.
pub fn sealed<W: Write>(passphrase: &str, to: W) -> io::Result<StreamWriter<W>> {
    Encryptor::with_user_passphrase(SecretString::from(passphrase.to_owned())).wrap_output(to)
}

/// Reads what is under a passphrase.
///
/// # Errors
/// [`Shut`].
pub fn opened<R: BufRead>(from: R, passphrase: &str) -> Result<StreamReader<R>, Shut> {
    let decryptor = Decryptor::new_buffered(from).map_err(|_| Shut::NotOne)?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|_| Shut::Passphrase)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_passphrase_alone_and_too_much_work_is_refused_before_it_is_done() {
        let mut bytes = Vec::new();
        let mut to = sealed("correct horse battery", &mut bytes).unwrap();
        to.write_all(b"three entries").unwrap();
        to.finish().unwrap();
        assert!(bytes.starts_with(BEGINS));
        let mut text = String::new();
        opened(bytes.as_slice(), "correct horse battery").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "three entries");
        assert_eq!(opened(bytes.as_slice(), "another").err(), Some(Shut::Passphrase));
        assert_eq!(opened(b"PK\x03\x04".as_slice(), "another").err(), Some(Shut::NotOne));
        // The same file, saying that it took 2^60 steps.
        let head = String::from_utf8_lossy(&bytes).into_owned();
        let line = head.lines().find(|line| line.starts_with("-> scrypt")).unwrap().to_owned();
        let (start, work) = line.rsplit_once(' ').unwrap();
        let at = bytes.windows(line.len()).position(|window| window == line.as_bytes()).unwrap() + start.len() + 1;
        bytes.splice(at..at + work.len(), *b"60");
        assert_eq!(opened(bytes.as_slice(), "correct horse battery").err(), Some(Shut::Passphrase));
    }
}
