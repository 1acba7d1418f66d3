//! One key sealed under another.

use std::io;

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::{SealError, random};

const NONCE: usize = 24;
/// Bytes of a wrapped key: the nonce, the key encrypted, the tag.
pub const WRAPPED: usize = NONCE + 32 + 16;

/// Seals `secret` under `key`, bound to `about`: XChaCha20-Poly1305 with a random nonce.
///
/// # Errors
/// Those of the system's source of random numbers.
pub fn wrap(key: &[u8; 32], about: &[u8], secret: &[u8; 32]) -> io::Result<[u8; WRAPPED]> {
    let nonce = random::<NONCE>()?;
    let mut text = Zeroizing::new(Vec::with_capacity(WRAPPED - NONCE));
    text.extend_from_slice(secret);
    XChaCha20Poly1305::new(key.into())
        .encrypt_in_place(&XNonce::from(*nonce), about, &mut *text)
        .map_err(io::Error::other)?;
    let mut wrapped = [0; WRAPPED];
    let (first, rest) = wrapped.split_at_mut(NONCE);
    first.copy_from_slice(nonce.as_slice());
    rest.copy_from_slice(&text);
    Ok(wrapped)
}

/// Opens what [`wrap`] sealed.
///
/// # Errors
/// `Damaged` where the key, what it is about, or a bit of it is another.
pub fn unwrap(key: &[u8; 32], about: &[u8], wrapped: &[u8; WRAPPED]) -> Result<Zeroizing<[u8; 32]>, SealError> {
    let mut nonce = [0; NONCE];
    nonce.copy_from_slice(&wrapped[..NONCE]);
    let mut text = Zeroizing::new(wrapped[NONCE..].to_vec());
    XChaCha20Poly1305::new(key.into())
        .decrypt_in_place(&XNonce::from(nonce), about, &mut *text)
        .map_err(|_| SealError::Damaged)?;
    let mut secret = Zeroizing::new([0; 32]);
    if text.len() != secret.len() {
        return Err(SealError::Damaged);
    }
    secret.copy_from_slice(&text);
    Ok(secret)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_key_opens_under_its_key_and_for_its_purpose_only() {
        let wrapped = wrap(&[1; 32], b"a", &[7; 32]).unwrap();
        assert_eq!(*unwrap(&[1; 32], b"a", &wrapped).unwrap(), [7; 32]);
        assert!(unwrap(&[2; 32], b"a", &wrapped).is_err());
        assert!(unwrap(&[1; 32], b"b", &wrapped).is_err());
        assert_ne!(wrap(&[1; 32], b"a", &[7; 32]).unwrap(), wrapped, "the nonce is another each time");
    }

    #[test]
    fn no_flipped_bit_opens() {
        let wrapped = wrap(&[1; 32], b"a", &[7; 32]).unwrap();
        for bit in 0..WRAPPED * 8 {
            let mut broken = wrapped;
            broken[bit / 8] ^= 1 << (bit % 8);
            assert!(unwrap(&[1; 32], b"a", &broken).is_err(), "bit {bit}");
        }
    }
}
