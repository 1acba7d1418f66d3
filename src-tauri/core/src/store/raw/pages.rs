use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use aes::Aes256;
use aes::cipher::generic_array::GenericArray;
use aes::cipher::{BlockDecrypt, KeyInit};
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

use crate::error::Result;
use crate::store::DatabaseKey;

/// What SQLCipher 4 writes unless told otherwise.
const PAGE: usize = 4096;
const SALT: usize = 16;
const IV: usize = 16;
const HMAC: usize = 64;
/// Bytes of a page that SQLite uses.
pub(super) const USABLE: usize = PAGE - IV - HMAC;
/// The salt of the HMAC's key is that of the database with each byte turned by this.
const MASK: u8 = 0x3a;
/// Of the log: its header, and that of each frame.
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The pages of a database that are as they were written.
pub struct Pages {
    good: BTreeMap<u32, Vec<u8>>,
    /// Pages that are not as they were written, or not there.
    bad: Vec<u32>,
    /// Whether each page was held to its own seal; false where the salt itself is gone and pages are known by their form only.
    sealed: bool,
}

/// What opens a page.
struct Opener {
    cipher: Aes256,
    hmac_key: Zeroizing<Vec<u8>>,
}

impl Pages {
    /// Reads the database at `path` with the log beside it, as far as the log is whole.
    ///
    /// # Errors
    /// Those of the file system, but for a part of the file that cannot be read, which counts as damaged.
    pub fn read(path: &Path, key: &DatabaseKey) -> Result<Self> {
        let bytes = bytes_of(path)?;
        let log = bytes_of(&path.with_file_name(format!(
            "{}-wal",
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        )))?;
        let raw = key.bytes();
        let salt = bytes.get(..SALT).map_or_else(|| vec![0; SALT], <[u8]>::to_vec);
        let opener = Opener::new(&raw, &salt);
        let mut sealed: BTreeMap<u32, &[u8]> =
            bytes.chunks(PAGE).zip(1..).map(|(page, number)| (number, page)).collect();
        // What the log says last is what counts.
        for (number, page) in committed(&log) {
            sealed.insert(number, page);
        }
        let mut pages = Self { good: BTreeMap::new(), bad: Vec::new(), sealed: true };
        for (number, page) in &sealed {
            match opener.open(*number, page) {
                Some(page) => drop(pages.good.insert(*number, page)),
                None => pages.bad.push(*number),
            }
        }
        if pages.good.is_empty() && !sealed.is_empty() {
            // Without the salt no seal can be checked; what looks like a page of a b-tree is taken for one.
            pages.sealed = false;
            for (number, page) in &sealed {
                if page.len() == PAGE {
                    pages.good.insert(*number, opener.decrypted(*number, page));
                }
            }
        }
        Ok(pages)
    }

    /// The plain bytes that SQLite uses of a page.
    pub(super) fn get(&self, number: u32) -> Option<&[u8]> {
        self.good.get(&number).and_then(|page| page.get(..USABLE))
    }

    /// Every byte of every page that is as it was written.
    #[cfg(test)]
    pub(crate) fn each(&self) -> impl Iterator<Item = &[u8]> {
        self.good.values().map(Vec::as_slice)
    }

    /// The numbers of the pages that are as they were written.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.good.keys().copied()
    }

    /// How many pages are there.
    pub fn count(&self) -> usize {
        self.good.len() + self.bad.len()
    }

    /// How many of them are not as they were written.
    pub fn damaged(&self) -> usize {
        self.bad.len()
    }

    /// Whether each page was held to its own seal.
    pub fn is_sealed(&self) -> bool {
        self.sealed
    }

    /// The schema's number, where the first page says it.
    pub fn schema(&self) -> Option<u32> {
        let header = self.get(1)?.get(60..64)?;
        Some(u32::from_be_bytes(header.try_into().ok()?))
    }
}

/// All that can be read: a bad spot on the disk costs its block, not the file.
fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        file => file?,
    };
    let mut bytes = Vec::new();
    if file.read_to_end(&mut bytes).is_ok() {
        return Ok(bytes);
    }
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    bytes = vec![0; length];
    for (at, block) in bytes.chunks_mut(PAGE).enumerate() {
        if crate::files::read_exact_at(&file, block, (at * PAGE) as u64).is_err() {
            block.fill(0);
        }
    }
    Ok(bytes)
}

impl Opener {
    fn new(key: &[u8; 32], salt: &[u8]) -> Self {
        let salt: Vec<u8> = salt.iter().map(|byte| byte ^ MASK).collect();
        // PBKDF2-HMAC-SHA512 with two rounds, as SQLCipher derives it.
        let first = hmac(key, &[&salt, &[0, 0, 0, 1]]);
        let second = hmac(key, &[&first]);
        let hmac_key = first.iter().zip(&second).take(32).map(|(one, two)| one ^ two).collect();
        Self { cipher: Aes256::new(GenericArray::from_slice(key)), hmac_key: Zeroizing::new(hmac_key) }
    }

    /// The page in plain, where it is as it was written.
    fn open(&self, number: u32, page: &[u8]) -> Option<Vec<u8>> {
        if page.len() != PAGE {
            return None;
        }
        let from = if number == 1 { SALT } else { 0 };
        let (body, seal) = page.split_at(PAGE - HMAC);
        let expected = hmac(&self.hmac_key, &[body.get(from..)?, &number.to_le_bytes()]);
        (expected == seal).then(|| self.decrypted(number, page))
    }

    /// AES-256 in CBC mode, each page with a vector of its own.
    fn decrypted(&self, number: u32, page: &[u8]) -> Vec<u8> {
        let from = if number == 1 { SALT } else { 0 };
        let mut plain = page.to_vec();
        let mut before: [u8; IV] = [0; IV];
        before.copy_from_slice(&page[USABLE..USABLE + IV]);
        for (at, block) in page[from..USABLE].chunks_exact(16).enumerate() {
            let mut opened = GenericArray::clone_from_slice(block);
            self.cipher.decrypt_block(&mut opened);
            for (to, (one, two)) in plain[from + at * 16..].iter_mut().zip(opened.iter().zip(&before)) {
                *to = one ^ two;
            }
            before.copy_from_slice(block);
        }
        if number == 1 {
            plain[..SALT].copy_from_slice(b"SQLite format 3\0");
        }
        plain
    }
}

/// HMAC-SHA512 (RFC 2104).
fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut padded = Zeroizing::new([0u8; 128]);
    padded[..key.len().min(128)].copy_from_slice(&key[..key.len().min(128)]);
    let keyed = |with: u8| {
        let mut hash = Sha512::new();
        let pad: Zeroizing<Vec<u8>> = Zeroizing::new(padded.iter().map(|byte| byte ^ with).collect());
        hash.update(pad.as_slice());
        hash
    };
    let mut inner = keyed(0x36);
    for part in parts {
        inner.update(part);
    }
    let mut outer = keyed(0x5c);
    outer.update(inner.finalize());
    outer.finalize().to_vec()
}

/// The pages that the log's commits wrote, in order; it ends where a frame is not what was written.
fn committed(log: &[u8]) -> Vec<(u32, &[u8])> {
    let word = |at: usize| log.get(at..at + 4).and_then(|word| word.try_into().ok()).map(u32::from_be_bytes);
    let big_endian = match word(0) {
        Some(0x377f_0682) => false,
        Some(0x377f_0683) => true,
        _ => return Vec::new(),
    };
    if word(8) != Some(PAGE as u32) {
        return Vec::new();
    }
    let mut sum = checksum((0, 0), &log[..24.min(log.len())], big_endian);
    if (word(24), word(28)) != (Some(sum.0), Some(sum.1)) {
        return Vec::new();
    }
    let (mut all, mut pending) = (Vec::new(), Vec::new());
    let mut at = WAL_HEADER;
    while let Some(frame) = log.get(at..at + FRAME_HEADER + PAGE) {
        let field = |from: usize| frame[from..from + 4].try_into().map_or(0, u32::from_be_bytes);
        if (Some(field(8)), Some(field(12))) != (word(16), word(20)) {
            break;
        }
        sum = checksum(sum, &frame[..8], big_endian);
        sum = checksum(sum, &frame[FRAME_HEADER..], big_endian);
        if (field(16), field(20)) != sum {
            break;
        }
        pending.push((field(0), &frame[FRAME_HEADER..]));
        if field(4) != 0 {
            all.append(&mut pending);
        }
        at += FRAME_HEADER + PAGE;
    }
    all
}

fn checksum((mut one, mut two): (u32, u32), bytes: &[u8], big_endian: bool) -> (u32, u32) {
    let read = |word: &[u8]| {
        let word = word.try_into().unwrap_or([0; 4]);
        if big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
    };
    for pair in bytes.chunks_exact(8) {
        one = one.wrapping_add(read(&pair[..4])).wrapping_add(two);
        two = two.wrapping_add(read(&pair[4..])).wrapping_add(one);
    }
    (one, two)
}
