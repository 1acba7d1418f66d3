//! The sealed file format: index files and attachments at rest.
//!
//! ```text
//! magic "LBSEAL1\n"   8 bytes
//! salt               24 bytes, random for every file written
//! chunk 0, 1, 2 ..   64 KiB of text each (the last one what is left), encrypted, and a tag of 16 bytes
//! ```
//!
//! Each file has a key of its own, HKDF-SHA256 of the purpose's key with the salt, so the number of the chunk
//! can be the nonce of XChaCha20-Poly1305. The associated data are the number, whether the chunk is the last,
//! and the file's name: a chunk moved within the file or into another, a file cut short or added to at any
//! point, and a file given another's name all fail to open. An empty file still has one, empty, chunk.
//!
//! What stays visible: names, sizes and times. What the format cannot notice: a file put back as it was before
//! (the database has the last word there), or gone altogether.

mod wrap;

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize as _, Zeroizing};

pub use wrap::{WRAPPED, unwrap, wrap};

/// Bytes of text in every chunk but the last.
pub const CHUNK: usize = 64 * 1024;
/// Bytes before the first chunk.
pub const HEADER: usize = MAGIC.len() + SALT;

const MAGIC: &[u8; 8] = b"LBSEAL1\n";
const SALT: usize = 24;
const TAG: usize = 16;
const SEALED_CHUNK: usize = CHUNK + TAG;
const FILE_KEY: &[u8] = b"loopbook sealed file v1";

/// Why something could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The bytes are not what was sealed under this key and this name. A wrong key looks the same: telling them
    /// apart would need a second secret, and there is nothing else a caller could do.
    #[error("a sealed file is damaged or was sealed under another key or name")]
    Damaged,
    /// The file system, or the system's source of random numbers, failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<SealError> for io::Error {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Damaged => io::Error::new(io::ErrorKind::InvalidData, error),
            SealError::Io(error) => error,
        }
    }
}

/// The key for everything sealed for one purpose. Wiped when dropped; deliberately without `Debug` and `Display`.
#[derive(Clone)]
pub struct SealKey(Zeroizing<[u8; 32]>);

impl SealKey {
    /// Wraps 32 bytes that must come from a random source or a key derivation.
    #[must_use]
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        SealKey(bytes)
    }
}

/// Derives 32 bytes of key: HKDF-SHA256 (RFC 5869).
pub fn derive(key: &[u8; 32], salt: Option<&[u8]>, info: &[u8]) -> io::Result<Zeroizing<[u8; 32]>> {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(salt, key).expand(info, derived.as_mut_slice()).map_err(io::Error::other)?;
    Ok(derived)
}

/// Fills a new array with random bytes of the operating system.
pub fn random<const N: usize>() -> io::Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(io::Error::other)?;
    Ok(bytes)
}

/// Seals `plain` under `key` and `name`.
///
/// # Errors
/// [`SealError::Io`] when the system has no random numbers.
pub fn seal(key: &SealKey, name: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let capacity = usize::try_from(sealed_len(plain.len() as u64)).unwrap_or_default();
    let mut sealer = Sealer::new(Vec::with_capacity(capacity), key, name)?;
    sealer.write_all(plain)?;
    sealer.finish()
}

/// Opens what [`seal`] or a [`Sealer`] made under the same key and name.
///
/// # Errors
/// [`SealError::Damaged`] when any bit differs.
pub fn open(key: &SealKey, name: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut opener = Opener::new(io::Cursor::new(sealed), key, name)?;
    let all = 0..opener.len();
    opener.read_range(all)
}

/// Bytes a text of `plain` bytes has when sealed.
#[must_use]
pub fn sealed_len(plain: u64) -> u64 {
    (HEADER as u64).saturating_add(plain).saturating_add(last_chunk(plain).saturating_add(1).saturating_mul(TAG as u64))
}

/// Bytes of text in a sealed file of `sealed` bytes; `None` when no sealed file has that length.
/// As trustworthy as the length itself: only opening the last chunk proves it.
#[must_use]
pub fn plain_len(sealed: u64) -> Option<u64> {
    let chunks = sealed.checked_sub(HEADER as u64)?;
    let whole = chunks / SEALED_CHUNK as u64;
    let plain = match chunks % SEALED_CHUNK as u64 {
        0 => (whole * CHUNK as u64).checked_sub(1)? + 1,
        rest => whole * CHUNK as u64 + rest.checked_sub(TAG as u64)?,
    };
    (sealed_len(plain) == sealed).then_some(plain)
}

/// The number of the last chunk of a text of `plain` bytes.
pub fn last_chunk(plain: u64) -> u64 {
    plain.saturating_sub(1) / CHUNK as u64
}

/// What opens and seals the chunks of one file: its own key, and its name.
pub struct FileSeal {
    cipher: XChaCha20Poly1305,
    salt: [u8; SALT],
    name: String,
}

impl FileSeal {
    /// For a new file.
    fn create(key: &SealKey, name: &str) -> Result<Self, SealError> {
        Self::with_salt(key, name, *random::<SALT>()?)
    }

    /// For an existing file, from its first [`HEADER`] bytes.
    pub fn from_header(key: &SealKey, name: &str, header: &[u8; HEADER]) -> Result<Self, SealError> {
        let salt = header.strip_prefix(MAGIC).and_then(|salt| salt.try_into().ok()).ok_or(SealError::Damaged)?;
        Self::with_salt(key, name, salt)
    }

    fn with_salt(key: &SealKey, name: &str, salt: [u8; SALT]) -> Result<Self, SealError> {
        let file_key = derive(&key.0, Some(&salt), FILE_KEY)?;
        let cipher = XChaCha20Poly1305::new_from_slice(file_key.as_slice()).map_err(io::Error::other)?;
        Ok(FileSeal { cipher, salt, name: name.to_owned() })
    }

    /// Random for every file written, so that it tells two files of the same name apart.
    pub fn salt(&self) -> &[u8; SALT] {
        &self.salt
    }

    fn header(&self) -> Vec<u8> {
        [MAGIC.as_slice(), self.salt.as_slice()].concat()
    }

    fn nonce(number: u64) -> XNonce {
        let mut nonce = XNonce::default();
        nonce[16..].copy_from_slice(&number.to_be_bytes());
        nonce
    }

    /// Two parts of fixed length before the name, so that no two triples look the same.
    fn bound(&self, number: u64, last: bool) -> Vec<u8> {
        let mut bound = Vec::with_capacity(9 + self.name.len());
        bound.extend_from_slice(&number.to_be_bytes());
        bound.push(u8::from(last));
        bound.extend_from_slice(self.name.as_bytes());
        bound
    }

    /// Seals a chunk in place, the tag added at its end. A number must be used once only.
    fn seal_chunk(&self, number: u64, last: bool, chunk: &mut Vec<u8>) -> io::Result<()> {
        self.cipher
            .encrypt_in_place(&Self::nonce(number), &self.bound(number, last), chunk)
            .map_err(|_| io::Error::other("a chunk is too long to be sealed"))
    }

    /// Opens a sealed chunk in place, its tag removed.
    pub fn open_chunk(&self, number: u64, last: bool, chunk: &mut Vec<u8>) -> Result<(), SealError> {
        self.cipher
            .decrypt_in_place(&Self::nonce(number), &self.bound(number, last), chunk)
            .map_err(|_| SealError::Damaged)
    }
}

/// Where a sealed chunk lies in a file whose text has `plain` bytes.
pub fn place_of_chunk(number: u64, plain: u64) -> Range<u64> {
    let start = HEADER as u64 + number * SEALED_CHUNK as u64;
    start..(start + SEALED_CHUNK as u64).min(sealed_len(plain))
}

/// Seals what is written to it. Only [`finish`](Sealer::finish) writes the last chunk: what is dropped without it
/// does not open. `flush` passes on the whole chunks only, for part of a chunk cannot be sealed.
pub struct Sealer<W: Write> {
    writer: W,
    seal: FileSeal,
    /// The text of the chunk to come. Kept until more text or the end shows whether it is the last.
    chunk: Zeroizing<Vec<u8>>,
    number: u64,
    /// After a failed write nothing more is sealed: it would seal a number twice, and behind a gap.
    failed: bool,
}

impl<W: Write> Sealer<W> {
    /// Writes the header and is ready for the text.
    ///
    /// # Errors
    /// [`SealError::Io`] from the writer or the system's random numbers.
    pub fn new(mut writer: W, key: &SealKey, name: &str) -> Result<Self, SealError> {
        let seal = FileSeal::create(key, name)?;
        writer.write_all(&seal.header())?;
        // The tag has its place already: growing would leave a copy of the text in freed memory.
        let chunk = Zeroizing::new(Vec::with_capacity(SEALED_CHUNK));
        Ok(Sealer { writer, seal, chunk, number: 0, failed: false })
    }

    /// Seals the last chunk and gives the writer back, flushed.
    ///
    /// # Errors
    /// [`SealError::Io`] from the writer, or when an earlier write failed.
    pub fn finish(mut self) -> Result<W, SealError> {
        self.write_chunk(true)?;
        self.writer.flush()?;
        Ok(self.writer)
    }

    fn write_chunk(&mut self, last: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.failed, true) {
            return Err(io::Error::other("an earlier write to this sealed file failed"));
        }
        self.seal.seal_chunk(self.number, last, &mut self.chunk)?;
        self.writer.write_all(&self.chunk)?;
        self.chunk.clear();
        self.number += 1;
        self.failed = false;
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if text.is_empty() {
            return Ok(0);
        }
        if self.chunk.len() >= CHUNK || self.failed {
            self.write_chunk(false)?;
        }
        let taken = text.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&text[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Opens a sealed file and reads any part of it, a chunk at a time.
pub struct Opener<R: Read + Seek> {
    reader: R,
    seal: FileSeal,
    plain: u64,
    /// The chunk opened last: reading on in small steps opens each chunk once.
    chunk: Zeroizing<Vec<u8>>,
    number: Option<u64>,
}

impl<R: Read + Seek> Opener<R> {
    /// Reads the header and opens the last chunk, so that [`len`](Opener::len) is proven and not only claimed.
    ///
    /// # Errors
    /// [`SealError::Damaged`] when this is no file sealed under `key` and `name`, or has another length than it had.
    pub fn new(mut reader: R, key: &SealKey, name: &str) -> Result<Self, SealError> {
        let plain = plain_len(reader.seek(SeekFrom::End(0))?).ok_or(SealError::Damaged)?;
        reader.seek(SeekFrom::Start(0))?;
        let mut header = [0; HEADER];
        reader.read_exact(&mut header)?;
        let seal = FileSeal::from_header(key, name, &header)?;
        let mut opener = Opener { reader, seal, plain, chunk: Zeroizing::default(), number: None };
        opener.load(last_chunk(plain))?;
        Ok(opener)
    }

    /// Bytes of text.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.plain
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain == 0
    }

    /// The text of `range`.
    ///
    /// # Errors
    /// [`SealError::Damaged`] when a chunk it needs is; [`SealError::Io`] with `InvalidInput` when the range does
    /// not lie within the text.
    pub fn read_range(&mut self, range: Range<u64>) -> Result<Vec<u8>, SealError> {
        let (mut at, end) = (range.start, range.end);
        let outside = || io::Error::new(io::ErrorKind::InvalidInput, "a range outside the sealed text");
        if at > end || end > self.plain {
            return Err(outside().into());
        }
        let mut text = Vec::with_capacity(usize::try_from(end - at).map_err(|_| outside())?);
        while at < end {
            let number = at / CHUNK as u64;
            self.load(number)?;
            let part = within_chunk(number, at..end);
            let part = self.chunk.get(part).ok_or(SealError::Damaged)?;
            text.extend_from_slice(part);
            at += part.len() as u64;
        }
        Ok(text)
    }

    fn load(&mut self, number: u64) -> Result<(), SealError> {
        if self.number == Some(number) {
            return Ok(());
        }
        self.number = None;
        self.chunk.zeroize();
        let place = place_of_chunk(number, self.plain);
        self.reader.seek(SeekFrom::Start(place.start))?;
        self.chunk.resize(usize::try_from(place.end - place.start).map_err(io::Error::other)?, 0);
        self.reader.read_exact(&mut self.chunk)?;
        self.seal.open_chunk(number, number == last_chunk(self.plain), &mut self.chunk)?;
        self.number = Some(number);
        Ok(())
    }
}

/// The part of chunk `number` that `range` of the text covers, as positions in the chunk.
pub fn within_chunk(number: u64, range: Range<u64>) -> Range<usize> {
    let start = number * CHUNK as u64;
    let position = |at: u64| at.saturating_sub(start).min(CHUNK as u64) as usize;
    position(range.start)..position(range.end)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const C: usize = CHUNK;

    fn key(seed: u8) -> SealKey {
        SealKey::new(Zeroizing::new([seed; 32]))
    }

    fn text(len: usize) -> Vec<u8> {
        (0..len).map(|at| (at / 251 + at % 251) as u8).collect()
    }

    fn damaged(result: Result<Vec<u8>, SealError>) -> bool {
        matches!(result, Err(SealError::Damaged))
    }

    /// Lengths where the arithmetic could be off by one.
    fn lengths() -> impl Strategy<Value = usize> {
        prop_oneof![Just(0), 1..40usize, C - 20..C + 20, 2 * C - 2..2 * C + 3, 3 * C - 1..3 * C + 2,]
    }

    #[test]
    fn what_was_sealed_opens_at_every_length_around_a_border() {
        for len in [0, 1, 15, 16, 17, C - 17, C - 16, C - 1, C, C + 1, C + 15, C + 16, C + 17, 2 * C, 2 * C + 1] {
            let sealed = seal(&key(1), "a", &text(len)).unwrap();
            assert_eq!(sealed.len() as u64, sealed_len(len as u64));
            assert_eq!(plain_len(sealed.len() as u64), Some(len as u64));
            assert_eq!(open(&key(1), "a", &sealed).unwrap(), text(len));
        }
    }

    #[test]
    fn every_sealed_length_belongs_to_one_text_length() {
        let mut possible = std::collections::BTreeMap::new();
        for plain in (0..100).chain(C as u64 - 100..C as u64 + 100).chain(2 * C as u64 - 100..2 * C as u64 + 100) {
            assert_eq!(possible.insert(sealed_len(plain), plain), None);
        }
        for sealed in (0..140).chain(C as u64 - 40..C as u64 + 130).chain(2 * C as u64 - 10..2 * C as u64 + 150) {
            assert_eq!(plain_len(sealed), possible.get(&sealed).copied(), "{sealed}");
        }
        assert_eq!(plain_len(0), None);
        assert!(plain_len(u64::MAX).is_none_or(|plain| plain < u64::MAX));
    }

    #[test]
    fn the_same_text_is_never_sealed_to_the_same_bytes() {
        let (one, two) = (seal(&key(1), "a", b"text").unwrap(), seal(&key(1), "a", b"text").unwrap());
        assert_ne!(one[HEADER..], two[HEADER..]);
    }

    #[test]
    fn every_bit_of_a_short_file_counts() {
        let sealed = seal(&key(1), "a", &text(70)).unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut broken = sealed.clone();
            broken[bit / 8] ^= 1 << (bit % 8);
            assert!(damaged(open(&key(1), "a", &broken)), "bit {bit}");
        }
    }

    #[test]
    fn another_key_or_another_name_opens_nothing() {
        let sealed = seal(&key(1), "a", &text(C + 5)).unwrap();
        assert!(damaged(open(&key(2), "a", &sealed)));
        assert!(damaged(open(&key(1), "b", &sealed)));
        assert!(damaged(open(&key(1), "", &sealed)));
    }

    #[test]
    fn chunks_cannot_be_swapped_repeated_or_dropped_nor_moved_between_files() {
        let (one, two) = (seal(&key(1), "a", &text(3 * C)).unwrap(), seal(&key(1), "a", &text(3 * C)).unwrap());
        let chunk = |file: &[u8], number: usize| {
            file[HEADER + number * SEALED_CHUNK..HEADER + (number + 1) * SEALED_CHUNK].to_vec()
        };
        let build = |chunks: &[Vec<u8>]| [one[..HEADER].to_vec(), chunks.concat()].concat();
        let of = |number| chunk(&one, number);
        assert_eq!(open(&key(1), "a", &build(&[of(0), of(1), of(2)])).unwrap(), text(3 * C));
        for broken in [
            vec![of(1), of(0), of(2)],
            vec![of(0), of(2), of(1)],
            vec![of(0), of(0), of(2)],
            vec![of(0), of(1)],
            vec![of(0), of(2)],
            vec![of(0), of(1), of(2), of(2)],
            vec![of(0), chunk(&two, 1), of(2)],
            vec![],
        ] {
            assert!(damaged(open(&key(1), "a", &build(&broken))));
        }
    }

    #[test]
    fn a_cut_file_has_no_length_to_trust() {
        let sealed = seal(&key(1), "a", &text(3 * C)).unwrap();
        let cut = &sealed[..HEADER + 2 * SEALED_CHUNK];
        assert!(matches!(Opener::new(io::Cursor::new(cut), &key(1), "a"), Err(SealError::Damaged)));
    }

    #[test]
    fn a_file_that_was_not_finished_does_not_open() {
        for len in [0, 10, C, C + 1, 2 * C + 1] {
            let mut written = Vec::new();
            let mut sealer = Sealer::new(&mut written, &key(1), "a").unwrap();
            sealer.write_all(&text(len)).unwrap();
            sealer.flush().unwrap();
            drop(sealer);
            assert!(damaged(open(&key(1), "a", &written)), "{len}");
        }
    }

    #[test]
    fn after_a_failed_write_a_sealer_writes_nothing_more() {
        /// Fails its third write, once.
        struct Flaky(usize, Vec<u8>);
        impl Write for Flaky {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 == 3 {
                    return Err(io::ErrorKind::StorageFull.into());
                }
                self.1.extend_from_slice(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut flaky = Flaky(0, Vec::new());
        let mut sealer = Sealer::new(&mut flaky, &key(1), "a").unwrap();
        assert_eq!(sealer.write_all(&text(4 * C)).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(sealer.write_all(b"more").is_err());
        assert!(sealer.finish().is_err());
        assert_eq!(flaky.1.len(), HEADER + SEALED_CHUNK);
        assert!(damaged(open(&key(1), "a", &flaky.1)));
    }

    #[test]
    fn a_range_outside_the_text_is_an_error_and_not_a_panic() {
        let sealed = seal(&key(1), "a", &text(100)).unwrap();
        let mut opener = Opener::new(io::Cursor::new(&sealed), &key(1), "a").unwrap();
        assert_eq!((opener.len(), opener.is_empty()), (100, false));
        for range in [0..101, 101..101, u64::MAX - 1..u64::MAX, Range { start: 5, end: 4 }] {
            assert!(
                matches!(opener.read_range(range), Err(SealError::Io(error)) if error.kind() == io::ErrorKind::InvalidInput)
            );
        }
        assert_eq!(opener.read_range(100..100).unwrap(), b"");
    }

    #[test]
    fn damage_is_told_to_readers_of_files_as_invalid_data() {
        assert_eq!(io::Error::from(SealError::Damaged).kind(), io::ErrorKind::InvalidData);
        let full = io::Error::from(SealError::Io(io::ErrorKind::StorageFull.into()));
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn text_written_in_any_pieces_opens_whole(len in lengths(), piece in 1..2 * C) {
            let plain = text(len);
            let mut sealer = Sealer::new(Vec::new(), &key(1), "a").unwrap();
            for piece in plain.chunks(piece) {
                sealer.write_all(piece).unwrap();
                sealer.flush().unwrap();
            }
            prop_assert_eq!(open(&key(1), "a", &sealer.finish().unwrap()).unwrap(), plain);
        }

        #[test]
        fn any_part_equals_the_slice(len in lengths(), cuts in prop::collection::vec((0f64..=1.0, 0f64..=1.0), 4)) {
            let plain = text(len);
            let sealed = seal(&key(1), "a", &plain).unwrap();
            let mut opener = Opener::new(io::Cursor::new(&sealed), &key(1), "a").unwrap();
            for (one, two) in cuts {
                let (one, two) = ((one * len as f64) as usize, (two * len as f64) as usize);
                let (start, end) = (one.min(two), one.max(two));
                prop_assert_eq!(opener.read_range(start as u64..end as u64).unwrap(), &plain[start..end]);
            }
        }

        #[test]
        fn any_flipped_bit_is_damage(len in lengths(), place in 0f64..1.0, bit in 0..8u8) {
            let mut sealed = seal(&key(1), "a", &text(len)).unwrap();
            let place = (place * sealed.len() as f64) as usize;
            sealed[place] ^= 1 << bit;
            prop_assert!(damaged(open(&key(1), "a", &sealed)));
        }

        #[test]
        fn any_other_length_is_damage(len in lengths(), place in 0f64..1.0, more in prop::collection::vec(any::<u8>(), 1..100)) {
            let sealed = seal(&key(1), "a", &text(len)).unwrap();
            let cut = (place * sealed.len() as f64) as usize;
            prop_assert!(damaged(open(&key(1), "a", &sealed[..cut])));
            prop_assert!(damaged(open(&key(1), "a", &[sealed, more].concat())));
        }

        #[test]
        fn alien_bytes_are_damage(bytes in prop::collection::vec(any::<u8>(), 0..200), magic: bool) {
            let bytes = if magic { [MAGIC.to_vec(), bytes].concat() } else { bytes };
            prop_assert!(damaged(open(&key(1), "a", &bytes)));
        }
    }
}
