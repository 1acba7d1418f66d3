//! G11: two hundred zips made to harm: nothing is written outside the journal's own folder, no name of theirs is ever used, what
//! claims to be small and is not is noticed, and each is refused or named in words.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use journal::change::Op;
use journal::{Clock, Journal, import};
use zip::write::SimpleFileOptions;

use super::bombs::zip;
use crate::rig::{Dice, Done, Held, Terms, bytes_below, files_below};

/// Stands in every name and text of a hostile zip.
const MARK: &str = "evil7714";

/// One zip, and whether any of it may come in unnamed.
struct Hostile {
    what: String,
    bytes: Vec<u8>,
    may_come_in: bool,
}

/// Names that lead out, stand for devices, or are two where one is seen.
fn names() -> Vec<String> {
    let mut out = Vec::new();
    for lead in [
        "../",
        "../../",
        "a/../../",
        "./../",
        "..\\",
        "a\\..\\..\\",
        "/",
        "//",
        "/tmp/",
        "/etc/cron.d/",
        "C:\\",
        "C:/",
        "c:",
        "\\\\host\\share\\",
        "//host/share/",
        ".. /",
        " ../",
        "..\u{a0}/",
        ".../",
        "a/.. /",
        "..;/",
        "%2e%2e/",
        "..%2f",
        "\u{2024}\u{2024}/",
        "\u{ff0e}\u{ff0e}/",
        "..\u{200b}/",
        "~/",
        "$HOME/",
        "file:///",
        "\\\\?\\C:\\",
        "a/./../../",
        "a//../../",
        ".\u{0}./",
    ] {
        out.push(format!("{lead}{MARK}.md"));
    }
    for device in
        ["CON", "NUL", "aux.md", "COM1.md", "LPT9", "con .md", "a/NUL.md", "CONIN$", "com\u{b9}.md", "PRN.txt.md"]
    {
        out.push(format!("{device}/{MARK}.md"));
    }
    for odd in [
        format!("x:{MARK}.md"),
        format!("{MARK}\n.md"),
        format!("{MARK}\r.md"),
        format!("{MARK}\u{1b}[31m.md"),
        format!("{MARK}\u{0}.md"),
        format!("{}/{MARK}.md", "d/".repeat(200)),
        format!("{}{MARK}.md", "n".repeat(3_000)),
        format!("..{}{MARK}.md", "/..".repeat(300)),
    ] {
        out.push(odd);
    }
    out
}

fn with_name(name: &str) -> Vec<u8> {
    zip(&[("good.md", b"# Good\n"), (name, format!("# {MARK}\n").as_bytes())])
}

/// Puts other bytes in the place of some, in one header of two: 0 the file's own, 1 the directory's.
fn patched(mut bytes: Vec<u8>, header: usize, nth: usize, at: usize, with: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if header == 0 { b"PK\x03\x04" } else { b"PK\x01\x02" };
    let found: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, four)| *four == sign).map(|(at, _)| at).collect();
    if let Some(start) = found.get(nth) {
        bytes[start + at..start + at + with.len()].copy_from_slice(with);
    }
    bytes
}

fn deflated(size: usize) -> Done<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(format!("{MARK}.md"), SimpleFileOptions::default().compression_level(Some(9)))?;
    writer.write_all(&vec![b' '; size])?;
    Ok(writer.finish()?.into_inner())
}

fn hostile(terms: &Terms) -> Done<Vec<Hostile>> {
    let mut out = Vec::new();
    let mut add = |what: String, bytes: Vec<u8>, may_come_in: bool| out.push(Hostile { what, bytes, may_come_in });
    // What is only an unusual name on this system may come in; it is then a name inside the zip and nothing more.
    let plain = ["..;", "%2e", "..%2f", "\u{2024}", "\u{ff0e}", "..\u{200b}", "~/", "$HOME", "file:"];
    for name in names() {
        let harmless = plain.iter().any(|start| name.starts_with(start));
        add(format!("name {name:?}"), with_name(&name), harmless);
        // The directory says something harmless, the file's own header the truth; and the other way round.
        let masked = "m".repeat(name.len());
        let both = with_name(&masked);
        let own = patched(both.clone(), 0, 1, 30, name.as_bytes());
        add(format!("own name {name:?}"), own, true);
        add(format!("directory's name {name:?}"), patched(both, 1, 1, 46, name.as_bytes()), harmless);
    }
    for (one, two) in
        [("a.md", "a.md"), ("é.md", "e\u{301}.md"), ("a.md", "a.md."), ("a.md", "a.md "), ("b/a.md", "b/./a.md")]
    {
        add(format!("twins {one:?} {two:?}"), zip(&[(one, MARK.as_bytes()), (two, MARK.as_bytes())]), false);
    }
    let two = with_name(&format!("{MARK}.md"));
    // Unix attributes in the upper half: links, devices, pipes, programs that take their owner's rights.
    for (what, mode) in [
        ("link", 0o120_777u32),
        ("device", 0o060_666),
        ("pipe", 0o010_666),
        ("socket", 0o140_666),
        ("setuid", 0o104_755),
    ] {
        let linked = zip(&[("good.md", b"# Good\n"), (&format!("{MARK}.md"), b"/etc/passwd")]);
        add(format!("a {what}"), patched(linked, 1, 1, 38, &(mode << 16).to_le_bytes()), what != "link");
    }
    for (what, at, local, with) in [
        ("unpacked size 100", 24, 22, 100u32),
        ("unpacked size 4 GB", 24, 22, u32::MAX - 1),
        ("packed size 1", 20, 18, 1),
        ("packed size 4 GB", 20, 18, u32::MAX - 1),
        ("another sum", 16, 14, 7),
    ] {
        add(format!("{what} in the directory"), patched(two.clone(), 1, 1, at, &with.to_le_bytes()), false);
        let both = patched(patched(two.clone(), 1, 1, at, &with.to_le_bytes()), 0, 1, local, &with.to_le_bytes());
        add(format!("{what} in both"), both, false);
    }
    add("on top of each other".into(), patched(two.clone(), 1, 1, 42, &0u32.to_le_bytes()), false);
    add("before the beginning".into(), patched(two.clone(), 1, 1, 42, &u32::MAX.to_le_bytes()), false);
    add("a packing nobody knows".into(), patched(two.clone(), 1, 1, 10, &99u16.to_le_bytes()), false);
    add("locked".into(), patched(two.clone(), 1, 1, 8, &1u16.to_le_bytes()), false);
    add("something behind its end".into(), [two.clone(), MARK.as_bytes().to_vec()].concat(), false);
    add("two zips".into(), [two.clone(), two.clone()].concat(), true);
    add("something before its beginning".into(), [MARK.as_bytes().to_vec(), two.clone()].concat(), true);
    for size in [17, 40, 120] {
        add(format!("a bomb of {size} MB"), deflated(size << 20)?, false);
    }
    let inner = deflated(30 << 20)?;
    add("a bomb in a zip".into(), zip(&[("good.md", b"# Good\n"), (&format!("{MARK}.zip"), &inner)]), true);
    let many: Vec<String> = (0..20_001).map(|at| format!("{at}.md")).collect();
    let files: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), MARK.as_bytes())).collect();
    add("20,001 files".into(), zip(&files), false);
    // The rest is chance: a field of a header turned into another.
    let mut dice = Dice(terms.seed);
    while out.len() < 200 * usize::try_from(terms.times)? {
        let mut bytes = with_name(&format!("../{MARK}.md"));
        let header = bytes.len() - 180 + dice.place(180);
        bytes[header] = dice.next().to_le_bytes()[0];
        out.push(Hostile { what: format!("chance at {header}"), bytes, may_come_in: true });
    }
    Ok(out)
}

pub fn run(terms: &Terms) -> Done<Held> {
    let (home, folder) = (terms.folder("home")?, terms.folder("zips")?);
    fs::write(home.join("bystander.txt"), "as it was")?;
    let place = terms.root.join("journal");
    let journal = Journal::create(&place, Clock::system())?;
    let before = (bytes_below(&home)?, files_below(&std::env::temp_dir().join("evil7714")).is_ok());
    let (mut refused, mut named, mut quiet, mut wrong) = (0, 0, 0, Vec::new());
    let all = hostile(terms)?;
    for (number, one) in all.iter().enumerate() {
        let path = folder.join(format!("{number}.zip"));
        fs::write(&path, &one.bytes)?;
        match taken(&journal, &path) {
            Err(error) => {
                let words = error.to_string();
                refused += 1;
                if words.len() < 20 || words.contains(&terms.root.display().to_string()) {
                    wrong.push(format!("{}: refused as “{words}”", one.what));
                }
            }
            Ok(problems) if problems > 0 => named += 1,
            Ok(_) if one.may_come_in => quiet += 1,
            Ok(_) => wrong.push(format!("{}: came in without a word", one.what)),
        }
        fs::remove_file(&path)?;
    }
    // Whatever came in came in under names of ours: no file bears theirs, inside the journal or out.
    let strays: Vec<_> =
        files_below(&terms.root)?.into_iter().filter(|path| path.display().to_string().contains(MARK)).collect();
    if !strays.is_empty() || bytes_below(&home)? != before.0 || !files_below(&folder)?.is_empty() {
        wrong.push(format!("written outside: {strays:?}"));
    }
    for place in [terms.root.parent().unwrap_or(Path::new("/")), Path::new("/tmp"), Path::new("/etc"), Path::new("/")] {
        for item in fs::read_dir(place)? {
            if item?.file_name().to_string_lossy().contains(MARK) {
                wrong.push(format!("a file of theirs lies in {}", place.display()));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }
    Ok(Held::Figures(format!(
        "{} hostile zips: {refused} refused, {named} with the bad file named, {quiet} harmless here; 0 bytes outside, 0 links followed",
        all.len()
    )))
}

/// What an import of it leaves out, by number.
fn taken(journal: &Journal, path: &Path) -> Result<usize, journal::Error> {
    let plan = import::read(path)?;
    let wanted = journal.read(|tx| import::wanted(tx, &plan, import::Turn::wait()))?;
    let put = import::put_files(journal.vault(), &plan, wanted)?;
    Ok(journal.write(Op::Import, |tx| import::apply(tx, &plan, &put))?.problems.len())
}
