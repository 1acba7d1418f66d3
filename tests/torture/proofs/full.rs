//! G5: the disk fills up at twenty sizes: it is said so, what was saved stands, and the same text is saved when there is room.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;

use journal::keys::Way;

use crate::acts;
use crate::rig::{Done, Held, Mounted, Terms, shell};

/// What one disk came to.
struct Filled {
    saved: usize,
    waited: u64,
}

/// Fills the disk under `folder`, has room made by `more`, and lets the writer go on.
fn fill(terms: &Terms, folder: &Path, room: Option<u64>, more: impl FnOnce() -> Done) -> Done<Filled> {
    let until = terms.root.join("room");
    drop(fs::remove_file(&until));
    let words = ["act".to_owned(), folder.display().to_string(), "fill".into(), until.display().to_string()];
    let mut command = terms.child(&words.iter().map(String::as_str).collect::<Vec<_>>())?;
    if let Some(room) = room {
        let shim = terms.shim.as_deref().ok_or("a disk that fills up needs root or a C compiler")?;
        command.env("LD_PRELOAD", shim).env("FF_DIR", folder).env("FF_ROOM", room.to_string()).env("FF_MORE", &until);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let out = BufReader::new(child.stdout.take().ok_or("no output")?);
    let mut input = child.stdin.take().ok_or("no input")?;
    let mut more = Some(more);
    let (mut saved, mut waited, mut full) = (0, 0, false);
    for line in out.lines() {
        let line = line?;
        if line.starts_with("SAVED") {
            saved += 1;
        } else if let Some(words) = line.strip_prefix("FULL ") {
            let (took, said) = words.split_once(' ').ok_or("it said nothing")?;
            if !said.contains("disk is full") {
                return Err(format!("it was told as “{said}”").into());
            }
            (waited, full) = (took.parse()?, true);
            if let Some(more) = more.take() {
                more()?;
            }
            fs::write(&until, b"")?;
            input.write_all(b"\n")?;
        }
    }
    drop(input);
    let ended = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    if !full && saved == 0 {
        // Too small to hold a journal at all: then that is said, and nothing that calls itself one is left.
        more.take().map_or(Ok(()), |more| more())?;
        return if said.contains("disk is full") { Ok(Filled { saved: 0, waited: 0 }) } else { Err(said.into()) };
    }
    if !ended.status.success() {
        // Where it never said that the disk is full, there is still no room to open what stands.
        more.take().map_or(Ok(()), |more| more())?;
        let stand = acts::kept(folder, &Way::Alone, false)?.entries;
        if stand < saved {
            return Err(format!("LOST: {saved} entries were said to be saved, {stand} stand").into());
        }
        return Err(format!("it did not save again once there was room: {said}").into());
    }
    Ok(Filled { saved, waited })
}

pub fn run(terms: &Terms) -> Done<Held> {
    let disk = terms.folder("disk")?;
    let mut how = "tmpfs";
    let (mut saved, mut longest, mut too_small) = (0, 0, 0);
    for round in 0..20 * terms.times {
        let kb = 300 + (round * 300) % 6_000 + (round / 20) * 17;
        drop(fs::remove_dir_all(disk.join("journal")));
        let mounted = Mounted::new(&format!("-t tmpfs -o size={kb}k tmpfs"), &disk);
        let folder = disk.join("journal");
        let filled = if mounted.is_some() {
            fill(terms, &folder, None, || {
                let more = shell(&format!("mount -o remount,size={}k '{}'", kb + 60_000, disk.display()));
                if more { Ok(()) } else { Err("no room could be made".into()) }
            })
        } else if terms.shim.is_some() {
            how = "a quota in the process, without root";
            fill(terms, &folder, Some(kb * 1024), || Ok(()))
        } else {
            return Ok(Held::Skipped("a disk that fills up needs root or a C compiler (cc)".into()));
        };
        let filled = filled.map_err(|error| format!("{kb} kB: {error}"))?;
        if filled.saved == 0 {
            too_small += 1;
            continue;
        }
        let kept = acts::kept(&folder, &Way::Alone, true).map_err(|error| format!("{kb} kB: {error}"))?;
        if kept.entries != filled.saved {
            return Err(format!("{kb} kB: {} of {} entries stand", kept.entries, filled.saved).into());
        }
        saved += filled.saved;
        longest = longest.max(filled.waited);
    }
    if saved == 0 {
        return Err("no disk held a journal".into());
    }
    Ok(Held::Figures(format!(
        "{} sizes of a disk ({how}), {saved} entries saved, 0 lost, told after {longest} ms at most, saved again each time; {too_small} too small for a journal",
        20 * terms.times
    )))
}
