//! Where a journal should not live: in folders that another program copies to and fro, and on disks that are not in this
//! computer. A database that is copied while it is written, or whose log arrives without it, is a damaged one.

use std::path::{Path, PathBuf};

use super::make::DATABASE;
use crate::error::{self, Error};
use crate::files;

/// What watches over a folder besides us.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Watched {
    /// A program that keeps folders in step between computers, by its name.
    Synced(&'static str),
    /// A file system on another computer, by its name.
    Network(String),
}

impl Watched {
    /// As it is said: "is kept in step by Dropbox", "lies on another computer (nfs)".
    fn in_words(&self) -> String {
        match self {
            Self::Synced(program) => format!("is kept in step with other places by {program}"),
            Self::Network(kind) => format!("lies on another computer ({kind})"),
        }
    }
}

/// What such programs put into the folders they keep, or how these are named.
const MARKS: [(&str, &str); 8] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stignore", "Syncthing"),
    (".sync_", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];

/// How the folders of such programs are named where they have no mark.
const NAMES: [(&str, &str); 10] = [
    ("Dropbox", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("Google Drive", "Google Drive"),
    ("MEGA", "MEGA"),
    ("pCloudDrive", "pCloud"),
    ("Seafile", "Seafile"),
    ("Mobile Documents", "iCloud"),
    ("iCloudDrive", "iCloud"),
];

/// File systems of other computers, as Linux names them.
const NETWORK: [&str; 14] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "glusterfs",
    "fuse.glusterfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
    "davfs",
];

/// Refuses a folder for a journal that is not there yet.
///
/// # Errors
/// `BadInput` for one that another program copies to and fro, and for one on another computer.
pub(crate) fn may_begin(folder: &Path) -> error::Result<()> {
    let Some(watched) = watched(folder) else { return Ok(()) };
    Err(Error::bad(format!(
        "this folder {}; a journal that is copied while it is written is damaged sooner or later, so none is begun there. Choose a folder on this computer; backups can go there",
        watched.in_words()
    )))
}

/// Refuses a folder inside that of a journal, where it would be taken for a part of it, and one that no folder can be.
///
/// # Errors
/// `BadInput`.
pub(crate) fn is_outside(folder: &Path) -> error::Result<()> {
    let whole = real(folder);
    if let Some(file) = whole.ancestors().find(|above| above.symlink_metadata().is_ok()).filter(|found| !found.is_dir())
    {
        return Err(Error::bad(format!("{} is no folder; nothing was changed. Name another place", file.display())));
    }
    if whole.ancestors().skip(1).any(|above| above.join(DATABASE).is_file()) {
        return Err(Error::bad(format!(
            "{} lies inside the folder of a journal or a backup; nothing was changed. Name a folder outside of it",
            folder.display()
        )));
    }
    Ok(())
}

/// Makes a folder where the user named one; what hinders it is said of the place.
///
/// # Errors
/// `BadInput`.
pub(crate) fn make(folder: &Path) -> error::Result<()> {
    files::make_private_folder(folder).map_err(|why| {
        Error::bad(format!(
            "nothing can be written to {}: {why}. Nothing was changed; name another place",
            folder.display()
        ))
    })
}

/// What is to be said, for as long as it is so, of a journal that lives in `folder`.
pub(crate) fn warnings(folder: &Path) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(watched) = watched(folder) {
        said.push(format!(
            "The journal's folder {}. A journal that is copied while it is written is damaged sooner or later: close Loopbook, move the folder to a place on this computer, and let backups go there instead.",
            watched.in_words()
        ));
    }
    let copies = conflict_copies(folder);
    if !copies.is_empty() {
        said.push(format!(
            "Another program left copies of the journal's files beside it, after a conflict: {}. They are kept, and may hold what this one lacks.",
            copies.join(", ")
        ));
    }
    said
}

/// Where a folder really is that need not be there yet: without links and steps back in what is there of it.
fn real(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = whole.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match there.map(|(above, there)| whole.strip_prefix(above).map(|rest| there.join(rest))) {
        Some(Ok(real)) => real,
        _ => whole,
    }
}

/// What watches over `folder`, which need not be there yet.
fn watched(folder: &Path) -> Option<Watched> {
    let whole = real(folder);
    synced(&whole).or_else(|| network(&whole, &mounts()))
}

fn synced(folder: &Path) -> Option<Watched> {
    for above in folder.ancestors() {
        let name = above.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let named = NAMES.iter().find(|(known, _)| name == *known || name.starts_with(&format!("{known} - ")));
        if let Some((_, program)) = named {
            return Some(Watched::Synced(program));
        }
        let Ok(items) = std::fs::read_dir(above) else { continue };
        for item in items.filter_map(Result::ok) {
            let name = item.file_name().to_string_lossy().into_owned();
            let mark = |known: &str| {
                name == known || (known.ends_with('_') && name.starts_with(known) && name.ends_with(".db"))
            };
            if let Some((_, program)) = MARKS.iter().find(|(known, _)| mark(known)) {
                return Some(Watched::Synced(program));
            }
        }
    }
    None
}

/// The system's list of what is mounted where; none where it keeps no such list.
fn mounts() -> String {
    std::fs::read_to_string("/proc/mounts").unwrap_or_default()
}

fn network(folder: &Path, mounts: &str) -> Option<Watched> {
    let mut nearest: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (Some(_), Some(place), Some(kind)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let place = PathBuf::from(place.replace("\\040", " "));
        let depth = place.components().count();
        // Of two at one place the later lies on top.
        if folder.starts_with(&place) && nearest.is_none_or(|(known, _)| depth >= known) {
            nearest = Some((depth, kind));
        }
    }
    nearest.filter(|(_, kind)| NETWORK.contains(kind)).map(|(_, kind)| Watched::Network(kind.to_owned()))
}

/// Files beside the journal's own that a program made which found two versions of one: they may hold what this one lacks.
fn conflict_copies(folder: &Path) -> Vec<String> {
    let ours = [DATABASE, crate::keys::KEYS_FILE, crate::keys::KEYS_COPY];
    let mut found = Vec::new();
    for item in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = item.file_name().to_string_lossy().into_owned();
        let about_ours = ours.iter().any(|file| {
            let stem = file.split('.').next().unwrap_or(file);
            name.starts_with(stem) && !ours.contains(&name.as_str())
        });
        let lower = name.to_lowercase();
        let conflict = lower.contains("conflict") || lower.contains(".sync-conflict-") || lower.contains("'s copy");
        if about_ours && conflict {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_programs_that_copy_are_known_by_their_marks_and_names() {
        let temp = tempfile::tempdir().unwrap();
        let inside = temp.path().join("documents/journal");
        std::fs::create_dir_all(&inside).unwrap();
        assert_eq!(synced(&inside), None);
        for (mark, program) in [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync_ab12.db", "Nextcloud")] {
            let mark = temp.path().join("documents").join(mark);
            std::fs::write(&mark, b"").unwrap();
            assert_eq!(synced(&inside), Some(Watched::Synced(program)));
            assert_eq!(synced(&inside.join("not/yet/there")), Some(Watched::Synced(program)));
            std::fs::remove_file(mark).unwrap();
        }
        for (name, program) in
            [("OneDrive - School", "OneDrive"), ("Dropbox", "Dropbox"), ("Mobile Documents", "iCloud")]
        {
            assert_eq!(synced(&temp.path().join(name).join("journal")), Some(Watched::Synced(program)));
        }
        assert_eq!(synced(&temp.path().join("Dropbox notes/journal")), None);
    }

    #[test]
    fn the_nearest_mount_decides() {
        let mounts = "/dev/a / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n/dev/b /home/me/local ext4 rw 0 0\nme@x: /mnt/far\\040away fuse.sshfs rw 0 0\n";
        let at = |path: &str| network(Path::new(path), mounts);
        assert_eq!(at("/var/journal"), None);
        assert_eq!(at("/home/me/journal"), Some(Watched::Network("nfs4".into())));
        assert_eq!(at("/home/me/local/journal"), None);
        assert_eq!(at("/mnt/far away/journal"), Some(Watched::Network("fuse.sshfs".into())));
    }

    #[test]
    fn copies_of_a_conflict_are_named_and_other_files_are_not() {
        let temp = tempfile::tempdir().unwrap();
        let copies =
            ["journal (Anna's conflicted copy 2026-11-20).db", "journal.sync-conflict-20261120-174000-ABCDEF.db"];
        for name in
            copies.iter().chain(&["journal.db", "journal.db-wal", "keys.json", "conflict of aims.txt", "journal.lock"])
        {
            std::fs::write(temp.path().join(name), b"").unwrap();
        }
        assert_eq!(conflict_copies(temp.path()), copies);
    }
}
