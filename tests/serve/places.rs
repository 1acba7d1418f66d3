use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use journal::Error;
use journal::api::{Place, Places};

/// How a token for a file in the folder begins.
const TOKEN: &str = "path:";

/// The one folder in which a browser test may name files: "path:<name>" is the file of that name in it.
pub struct Folder(PathBuf);

impl Folder {
    /// In this folder, which is made.
    pub fn make(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// The file of that name, also one in a folder in it.
    pub fn file(&self, name: &str) -> journal::Result<PathBuf> {
        let sound = |part: &str| {
            let mut components = Path::new(part).components();
            matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == part)
                && !part.starts_with('.')
                && !part.contains(['\0', '\\'])
        };
        let mut path = self.0.clone();
        for part in name.split('/') {
            if !sound(part) {
                return Err(Error::bad("that is not the name of a file"));
            }
            path.push(part);
        }
        Ok(path)
    }

    /// Copies a file or a folder in; answers its token.
    pub fn copy_in(&self, from: &Path) -> journal::Result<String> {
        let name = from.file_name().and_then(|name| name.to_str()).ok_or_else(|| Error::bad("that has no name"))?;
        copy(from, &self.file(name)?)?;
        Ok(format!("{TOKEN}{name}"))
    }

    /// Takes everything out again.
    pub fn clear(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.0)?;
        fs::create_dir_all(&self.0)
    }
}

impl Places for Folder {
    fn path(&self, place: &Place) -> journal::Result<PathBuf> {
        match place.0.strip_prefix(TOKEN) {
            Some(name) => self.file(name),
            None => Err(Error::bad("no dialog gave out that place")),
        }
    }
}

/// Copies files and folders; links are passed over.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(from)?.file_type();
    if kind.is_dir() {
        fs::create_dir_all(to)?;
        for item in fs::read_dir(from)? {
            let item = item?;
            copy(&item.path(), &to.join(item.file_name()))?;
        }
    } else if kind.is_file() {
        fs::copy(from, to)?;
    }
    Ok(())
}
