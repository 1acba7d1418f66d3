use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::files;
use crate::id::AttachmentId;
use seal::{Opener, SealKey, Sealer};

/// A file may have this many bytes.
pub const LIMIT: u64 = 2 * 1024 * 1024 * 1024;
const BLOCK: usize = 64 * 1024;

/// A sealed file that is durable in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its identity and file name.
    pub id: AttachmentId,
    /// Size of the plain bytes.
    pub bytes: i64,
    /// SHA-256 of the plain bytes, hex.
    pub sha256: String,
    /// The first plain bytes, which tell what it is.
    pub start: Vec<u8>,
}

/// The journal's folder of sealed files.
pub struct Vault {
    folder: PathBuf,
    key: SealKey,
}

impl Vault {
    /// In the journal's folder; makes its own folders and empties the staging folder.
    pub(crate) fn open(journal: &Path, key: SealKey) -> Result<Self> {
        let vault = Self { folder: journal.join("attachments"), key };
        files::make_private_folder(&vault.folder)?;
        match fs::remove_dir_all(vault.staging()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        files::make_private_folder(&vault.staging())?;
        Ok(vault)
    }

    /// The files of another state of the same journal in `journal`, read by the same key.
    pub(crate) fn of(&self, journal: &Path) -> Self {
        Self { folder: journal.join("attachments"), key: self.key.clone() }
    }

    /// The journal's folder.
    pub(crate) fn journal(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    fn staging(&self) -> PathBuf {
        self.folder.join("staging")
    }

    fn path(&self, id: AttachmentId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    /// Takes bytes in, sealed, before it is known which entry they belong to. What is never attached is gone at the next
    /// open.
    ///
    /// # Errors
    /// `TooBig`, `DiskFull`.
    pub fn stage(&self, from: &mut dyn Read) -> Result<AttachmentId> {
        Ok(self.seal_into(AttachmentId::new(), from, &self.staging())?.id)
    }

    /// Takes bytes in for good, durable when this returns.
    ///
    /// # Errors
    /// `TooBig`, `DiskFull`.
    pub fn put(&self, from: &mut dyn Read) -> Result<Sealed> {
        self.put_as(AttachmentId::new(), from)
    }

    /// As [`Vault::put`], under an id that the caller knows no row to have: a file that comes back from an export.
    pub(crate) fn put_as(&self, id: AttachmentId, from: &mut dyn Read) -> Result<Sealed> {
        let sealed = self.seal_into(id, from, &self.staging())?;
        self.move_in(sealed.id)?;
        Ok(sealed)
    }

    fn seal_into(&self, id: AttachmentId, from: &mut dyn Read, folder: &Path) -> Result<Sealed> {
        let path = folder.join(id.to_string());
        let open = crate::mutant::is("a file lies open on its way in").then(|| folder.join(format!("{id}.tmp")));
        let written = (|| {
            let mut sealer = Sealer::new(files::create_private(&path)?, &self.key, &id.to_string())?;
            let mut count = Counted::default();
            let mut block = vec![0; BLOCK];
            loop {
                let read = from.read(&mut block)?;
                if read == 0 {
                    break;
                }
                count.add(&block[..read])?;
                sealer.write_all(&block[..read])?;
                if let Some(open) = &open {
                    fs::OpenOptions::new().create(true).append(true).open(open)?.write_all(&block[..read])?;
                }
            }
            sealer.finish()?.sync_all()?;
            Ok(count.done(id))
        })();
        if written.is_err() {
            // The half-written file is in the staging folder, which is emptied at the next open if this fails too.
            drop(fs::remove_file(&path));
        }
        written
    }

    fn move_in(&self, id: AttachmentId) -> Result<()> {
        match fs::rename(self.staging().join(id.to_string()), self.path(id)) {
            Ok(()) => Ok(files::fsync_folder(&self.folder)?),
            // Moved by an attempt whose row was not written: it is there to be tried again.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && self.path(id).exists() => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::NotFound("file waiting to be attached"))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The plain bytes of a staged file, `limit` at most, which is gone then: for one that is only looked into.
    ///
    /// # Errors
    /// `NotFound`; `TooBig`.
    pub fn take_staged(&self, id: AttachmentId, limit: usize) -> Result<Vec<u8>> {
        let path = self.staging().join(id.to_string());
        let mut bytes = Vec::new();
        let read = self.blocks_of(&path, id, &mut |block| {
            if bytes.len() + block.len() > limit {
                return Err(Error::TooBig(format!("a file has room for {} MB here", limit / 1024 / 1024)));
            }
            bytes.extend_from_slice(block);
            Ok(())
        });
        remove_if_there(&path)?;
        read.map(|()| bytes)
    }

    /// Makes a staged file one of the journal's.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn keep(&self, id: AttachmentId) -> Result<Sealed> {
        self.move_in(id)?;
        let mut count = Counted::default();
        self.each_block(id, &mut |block| count.add(block))?;
        Ok(count.done(id))
    }

    /// The plain bytes of a file.
    ///
    /// # Errors
    /// `NotFound` where the file is missing, `Damaged` where it is not what was sealed.
    pub fn read(&self, id: AttachmentId) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.each_block(id, &mut |block| {
            bytes.extend_from_slice(block);
            Ok(())
        })?;
        Ok(bytes)
    }

    /// Writes the plain bytes of a file out, block by block.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub fn copy_to(&self, id: AttachmentId, to: &mut dyn Write) -> Result<()> {
        self.each_block(id, &mut |block| Ok(to.write_all(block)?))
    }

    fn each_block(&self, id: AttachmentId, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        self.blocks_of(&self.path(id), id, take)
    }

    fn blocks_of(&self, path: &Path, id: AttachmentId, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::NotFound("attached file"),
            _ => error.into(),
        })?;
        let mut opener = Opener::new(file, &self.key, &id.to_string())?;
        let mut at = 0;
        while at < opener.len() {
            let end = (at + BLOCK as u64 * 16).min(opener.len());
            take(&opener.read_range(at..end)?)?;
            at = end;
        }
        if opener.is_empty() {
            opener.read_range(0..0)?;
        }
        Ok(())
    }

    /// Whether a file is there and is what was sealed: `None`, or what is wrong in words.
    pub fn fault(&self, id: AttachmentId, bytes: i64, sha256: &str) -> Option<String> {
        let mut count = Counted::default();
        match self.each_block(id, &mut |block| count.add(block)) {
            Ok(()) => {
                let found = count.done(id);
                (found.bytes != bytes || found.sha256 != sha256)
                    .then(|| format!("the attached file {id} is not the one that was put in"))
            }
            Err(Error::NotFound(_)) => Some(format!("the attached file {id} is missing")),
            Err(error) => Some(format!("the attached file {id} cannot be read: {error}")),
        }
    }

    fn leaving(&self) -> PathBuf {
        self.folder.join("leaving")
    }

    /// Notes files that are to be deleted for good with the rows that name them, before these rows go: whatever happens
    /// in between, [`Vault::sweep`] keeps the file of a row that stayed and deletes that of one that went.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn mark(&self, ids: &[AttachmentId]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        files::make_private_folder(&self.leaving())?;
        for id in ids {
            match files::create_private(&self.leaving().join(id.to_string())) {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error.into()),
                _ => {}
            }
        }
        Ok(files::fsync_folder(&self.leaving())?)
    }

    /// Deletes marked files whose rows are gone.
    ///
    /// # Errors
    /// Those of the file system; what is left is deleted at the next open.
    pub fn delete_marked(&self, ids: &[AttachmentId]) -> Result<()> {
        for id in ids {
            let name = id.to_string();
            for path in [self.path(*id), self.folder.join("unused").join(&name)] {
                remove_if_there(&path)?;
            }
            files::fsync_folder(&self.folder)?;
            remove_if_there(&self.leaving().join(&name))?;
        }
        Ok(())
    }

    /// Finishes what a crash in the middle of a purge left: see [`Vault::mark`].
    fn finish_leaving(&self, known: &HashSet<String>) -> Result<()> {
        let marks = match fs::read_dir(self.leaving()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        };
        for mark in marks {
            let mark = mark?;
            match mark.file_name().to_string_lossy().parse::<AttachmentId>() {
                Ok(id) if !known.contains(&id.to_string()) => self.delete_marked(&[id])?,
                _ => fs::remove_file(mark.path())?,
            }
        }
        Ok(())
    }

    /// Puts files that no row names aside (never deletes them, unless a purge was at it): a crash between file and row left
    /// them, or an import that was undone. Answers how many.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn sweep(&self, known: &HashSet<String>) -> Result<usize> {
        self.finish_leaving(known)?;
        let aside = self.folder.join("unused");
        for name in known {
            // Put aside while an older copy of the database was in place: an entry names it again.
            if !self.folder.join(name).exists() && aside.join(name).exists() {
                fs::rename(aside.join(name), self.folder.join(name))?;
            }
        }
        let mut swept = 0;
        for item in fs::read_dir(&self.folder)? {
            let item = item?;
            let name = item.file_name().to_string_lossy().into_owned();
            if item.file_type()?.is_file() && name.parse::<AttachmentId>().is_ok() && !known.contains(&name) {
                files::make_private_folder(&aside)?;
                fs::rename(item.path(), aside.join(&name))?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Counted {
    bytes: u64,
    hash: Sha256,
    start: Vec<u8>,
}

impl Counted {
    fn add(&mut self, block: &[u8]) -> Result<()> {
        self.bytes += block.len() as u64;
        if self.bytes > LIMIT {
            return Err(Error::TooBig("an attached file may have 2 GB; nothing was added".into()));
        }
        let room = 64usize.saturating_sub(self.start.len()).min(block.len());
        self.start.extend_from_slice(&block[..room]);
        self.hash.update(block);
        Ok(())
    }

    fn done(self, id: AttachmentId) -> Sealed {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Sealed { id, bytes: i64::try_from(self.bytes).unwrap_or(i64::MAX), sha256, start: self.start }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn vault(folder: &Path) -> Vault {
        Vault::open(folder, SealKey::new(Zeroizing::new([9; 32]))).unwrap()
    }

    #[test]
    fn a_file_comes_back_as_it_went_in_and_lies_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        let bytes: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).chain(*b"canary-9913").collect();
        let sealed = vault.put(&mut bytes.as_slice()).unwrap();
        assert_eq!(vault.read(sealed.id).unwrap(), bytes);
        let at_rest = fs::read(vault.path(sealed.id)).unwrap();
        assert!(!at_rest.windows(11).any(|window| window == b"canary-9913"));
        assert_eq!(vault.fault(sealed.id, sealed.bytes, &sealed.sha256), None);
    }

    #[test]
    fn a_flipped_bit_and_a_missing_file_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        let sealed = vault.put(&mut b"text".as_slice()).unwrap();
        let mut at_rest = fs::read(vault.path(sealed.id)).unwrap();
        *at_rest.last_mut().unwrap() ^= 1;
        fs::write(vault.path(sealed.id), &at_rest).unwrap();
        assert!(vault.fault(sealed.id, sealed.bytes, &sealed.sha256).unwrap().contains("cannot be read"));
        fs::remove_file(vault.path(sealed.id)).unwrap();
        assert!(vault.fault(sealed.id, sealed.bytes, &sealed.sha256).unwrap().contains("missing"));
    }

    #[test]
    fn a_staged_file_is_kept_or_gone_at_the_next_open() {
        let folder = tempfile::tempdir().unwrap();
        let first = vault(folder.path());
        let kept = first.stage(&mut b"kept".as_slice()).unwrap();
        let left = first.stage(&mut b"left".as_slice()).unwrap();
        assert_eq!(first.keep(kept).unwrap().bytes, 4);
        let second = vault(folder.path());
        assert_eq!(second.read(kept).unwrap(), b"kept");
        assert!(matches!(second.keep(left), Err(Error::NotFound(_))));
    }

    #[test]
    fn a_file_without_a_row_is_put_aside_and_not_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        let known = vault.put(&mut b"known".as_slice()).unwrap();
        let lost = vault.put(&mut b"lost".as_slice()).unwrap();
        assert_eq!(vault.sweep(&HashSet::from([known.id.to_string()])).unwrap(), 1);
        assert!(vault.read(known.id).is_ok());
        assert!(folder.path().join("attachments/unused").join(lost.id.to_string()).exists());
        let both = HashSet::from([known.id.to_string(), lost.id.to_string()]);
        assert_eq!(vault.sweep(&both).unwrap(), 0);
        assert_eq!(vault.read(lost.id).unwrap(), b"lost", "it comes back when a row names it again");
    }

    #[test]
    fn a_purge_that_a_crash_cut_short_is_finished_for_rows_that_went_and_forgotten_for_those_that_stayed() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        let stays = vault.put(&mut b"stays".as_slice()).unwrap();
        let goes = vault.put(&mut b"goes".as_slice()).unwrap();
        vault.mark(&[stays.id, goes.id]).unwrap();
        assert_eq!(vault.read(goes.id).unwrap(), b"goes", "a mark alone takes nothing");
        assert_eq!(vault.sweep(&HashSet::from([stays.id.to_string()])).unwrap(), 0);
        assert_eq!(vault.read(stays.id).unwrap(), b"stays");
        assert!(vault.read(goes.id).is_err());
        assert!(!folder.path().join("attachments/unused").join(goes.id.to_string()).exists());
        vault.mark(&[stays.id]).unwrap();
        vault.delete_marked(&[stays.id]).unwrap();
        assert!(vault.read(stays.id).is_err());
        assert_eq!(fs::read_dir(folder.path().join("attachments/leaving")).unwrap().count(), 0);
    }
}
