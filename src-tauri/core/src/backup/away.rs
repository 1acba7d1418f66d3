//! A second place for backups, such as a stick: one file each, a zip under a passphrase in the format of age, which opens
//! without Loopbook (`age -d FILE > backup.zip`). Written whole or not at all, and read back.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::keep::{self, Kept};
use super::make::{ATTACHMENTS, DATABASE};
use super::manifest::{MANIFEST, hex};
use super::{Manifest, Stop};
use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::files;
use crate::id::AttachmentId;
use crate::keys::away::{self, Shut};
use crate::keys::{KEYS_COPY, KEYS_FILE, Secret};

/// How the files' names end.
pub const ENDING: &str = ".age";
const NAME: &str = "Loopbook backup ";
/// Files in one: a journal with that many attached would fill any stick.
const FILES: usize = 200_000;

/// Writes the backup in `backup` as one file into the folder `place`, and reads it back. Answers its path.
///
/// # Errors
/// `BadInput` with a sentence about the place; `Damaged` where what is read back is not what was written; `Cancelled`.
pub fn write(backup: &Path, place: &Path, passphrase: &Secret, stop: &Stop) -> Result<PathBuf> {
    let id = backup.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = place.join(format!("{NAME}{id}{ENDING}"));
    write_file(backup, &path, passphrase, stop)?;
    Ok(path)
}

/// As [`write`], as the file `path`.
///
/// # Errors
/// As [`write`].
pub fn write_file(backup: &Path, path: &Path, passphrase: &Secret, stop: &Stop) -> Result<()> {
    if !passphrase.fits() {
        return Err(Error::bad(
            "a passphrase has at least 8 characters; three or four words that nobody would guess are good",
        ));
    }
    let manifest = Manifest::read(backup)?;
    let place = path.parent().unwrap_or(path);
    files::write_outside(path, |file| {
        seal(backup, &manifest, file, passphrase, stop)?;
        Ok::<_, Error>(())
    })
    .map_err(|error| not_written(error, place))?;
    let read_back = each(path, passphrase, |name, from| {
        stop.check()?;
        let listed = manifest.files.iter().find(|file| file.name == name);
        let found = hashed(from)?;
        match listed {
            Some(file) if file.sha256 != found => {
                Err(io::Error::other("what was read back is not what was written").into())
            }
            _ => Ok(()),
        }
    });
    match read_back {
        Ok(names) if manifest.files.iter().all(|file| names.contains(&file.name)) => Ok(()),
        Err(Error::Cancelled) => Err(Error::Cancelled),
        _ => {
            drop(fs::remove_file(path));
            Err(Error::Damaged(format!(
                "the backup in {} was read back and is not what was written, so it was taken away again: the disk may be failing",
                place.display()
            )))
        }
    }
}

fn seal(backup: &Path, manifest: &Manifest, file: &mut File, passphrase: &Secret, stop: &Stop) -> Result<()> {
    let sealed = away::sealed(passphrase.text(), BufWriter::new(file))?;
    let mut zip = ZipWriter::new_stream(sealed);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .large_file(true);
    let listed = manifest.files.iter().map(|file| file.name.as_str());
    for name in [MANIFEST, KEYS_FILE, KEYS_COPY].into_iter().chain(listed) {
        stop.check()?;
        let mut from = match File::open(backup.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && name.starts_with("keys") => continue,
            from => from?,
        };
        zip.start_file(name, options).map_err(odd)?;
        io::copy(&mut from, &mut zip)?;
    }
    let sealed = zip.finish().map_err(odd)?.into_inner();
    let mut file = sealed.finish()?;
    Ok(file.flush()?)
}

/// Opens such a file into the folder `to`, as the backup it was.
///
/// # Errors
/// `BadInput` for another passphrase, or a file that is none; `Damaged`.
pub fn open_into(path: &Path, to: &Path, passphrase: &Secret) -> Result<()> {
    files::make_private_folder(to)?;
    files::make_private_folder(&to.join(ATTACHMENTS))?;
    each(path, passphrase, |name, from| {
        let mut file = files::create_private(&to.join(name))?;
        io::copy(from, &mut file)?;
        Ok(file.sync_all()?)
    })
    .map(drop)
}

/// Whether this is a file and no folder: then a passphrase is wanted.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether this is a file in the format of age, as a backup in one file is: what else it is, its passphrase says.
pub fn may_be_one(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(away::BEGINS.len() as u64).read_to_end(&mut head));
    read.is_ok() && head == away::BEGINS
}

/// Every file inside, by a name that is one of ours; answers the names.
fn each(
    path: &Path,
    passphrase: &Secret,
    mut take: impl FnMut(&str, &mut dyn Read) -> Result<()>,
) -> Result<HashSet<String>> {
    let file = File::open(path)?;
    // Nothing in it is packed: what it holds is smaller than it is.
    let mut left = file.metadata()?.len();
    let reader = away::opened(BufReader::new(file), passphrase.text()).map_err(|shut| match shut {
        Shut::NotOne => {
            Error::bad("this file is no backup of Loopbook's, or it is damaged at its beginning. Nothing was changed")
        }
        Shut::Passphrase => Error::bad("this passphrase does not open the backup. Nothing was changed"),
    })?;
    let damaged = || Error::Damaged("this backup is damaged: not all of it can be read. Nothing was changed".into());
    let mut zip = ZipArchive::new(reader).map_err(|_| damaged())?;
    if zip.len() > FILES {
        return Err(damaged());
    }
    let mut names = HashSet::new();
    for at in 0..zip.len() {
        let mut inside = zip.by_index(at).map_err(|_| damaged())?;
        let name = inside.name().map_err(|_| damaged())?.into_owned();
        if !is_ours(&name) || names.contains(&name) || inside.compression() != CompressionMethod::Stored {
            return Err(damaged());
        }
        left = left.checked_sub(inside.size()).ok_or_else(damaged)?;
        match take(&name, &mut inside) {
            // What cannot be decrypted any more comes out of age as an error of reading.
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::InvalidData => return Err(damaged()),
            done => done?,
        }
        names.insert(name);
    }
    Ok(names)
}

/// The names a backup's files can have, and no others: nothing is written elsewhere, whatever a file says.
fn is_ours(name: &str) -> bool {
    [MANIFEST, KEYS_FILE, KEYS_COPY, DATABASE].contains(&name)
        || name
            .strip_prefix("attachments/")
            .is_some_and(|id| id.parse::<AttachmentId>().is_ok_and(|parsed| parsed.to_string() == id))
}

fn hashed(from: &mut dyn Read) -> Result<String> {
    let (mut hash, mut block) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let read = from.read(&mut block)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&block[..read]);
    }
}

/// Deletes of our files in `place` those that the rule lets go. Their names tell when they were made.
///
/// # Errors
/// Those of the file system.
pub fn rotate(place: &Path, rule: keep::Rule, clock: &Clock) -> Result<()> {
    let mut all = Vec::new();
    for item in fs::read_dir(place)? {
        let name = item?.file_name().to_string_lossy().into_owned();
        let stamp = name.strip_prefix(NAME).filter(|_| name.ends_with(ENDING)).and_then(|rest| rest.get(..16));
        let at = stamp.and_then(|stamp| chrono::NaiveDateTime::parse_from_str(stamp, "%Y%m%dT%H%M%SZ").ok());
        if let Some(at) = at {
            let at = Instant::from_millis(at.and_utc().timestamp_millis());
            let pinned = name.contains("-before-");
            all.push(Kept { id: name, at, day: clock.day(at), pinned, good: true, shrunk: false });
        }
    }
    for name in keep::let_go(&all, rule) {
        fs::remove_file(place.join(name))?;
    }
    Ok(())
}

fn odd(error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        other => Error::Io(io::Error::other(other)),
    }
}

fn not_written(error: Error, place: &Path) -> Error {
    match error {
        Error::DiskFull => {
            Error::bad(format!("there is no room left in {}; nothing was written there", place.display()))
        }
        Error::ReadOnly => Error::bad(format!("{} cannot be written to", place.display())),
        other => other,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A file under a passphrase as somebody makes it who means harm.
    fn sealed(path: &Path, work: u8, files: &[(&str, CompressionMethod, &[u8])]) {
        let mut recipient =
            age::scrypt::Recipient::new(age::secrecy::SecretString::from("eleven patient otters".to_owned()));
        recipient.set_work_factor(work);
        let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
        let mut zip = ZipWriter::new_stream(encryptor.wrap_output(File::create(path).unwrap()).unwrap());
        for (name, method, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default().compression_method(*method)).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner().finish().unwrap();
    }

    #[test]
    fn a_backup_that_grows_names_other_places_or_asks_for_endless_work_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        let (path, to) = (temp.path().join("b.age"), temp.path().join("to"));
        let passphrase = Secret::new("eleven patient otters");
        let zeros = vec![0; 20_000_000];
        let (packed, plain) = (CompressionMethod::Deflated, CompressionMethod::Stored);
        for files in [
            &[(DATABASE, packed, zeros.as_slice())][..],
            &[("../journal.db", plain, b"x")],
            &[("attachments/../../x", plain, b"x")],
            &[("notes.txt", plain, b"x")],
        ] {
            sealed(&path, 2, files);
            drop(fs::remove_dir_all(&to));
            assert!(matches!(open_into(&path, &to, &passphrase), Err(Error::Damaged(_))), "{}", files[0].0);
            assert!(!to.join(DATABASE).exists() && !temp.path().join("journal.db").exists());
        }
        sealed(&path, 2, &[(DATABASE, plain, b"x")]);
        open_into(&path, &to, &passphrase).unwrap();
        assert_eq!(fs::read(to.join(DATABASE)).unwrap(), b"x");
        // The number of the work stands in plain at the head; nothing is computed before it is looked at.
        let bytes = fs::read(&path).unwrap();
        let at = bytes.windows(3).position(|three| three == b" 2\n").unwrap();
        let mut endless = bytes[..at].to_vec();
        endless.extend(b" 21\n");
        endless.extend(&bytes[at + 3..]);
        fs::write(&path, endless).unwrap();
        let began = std::time::Instant::now();
        assert!(matches!(open_into(&path, &to, &passphrase), Err(Error::BadInput(_))));
        assert!(began.elapsed() < std::time::Duration::from_secs(3));
    }
}
