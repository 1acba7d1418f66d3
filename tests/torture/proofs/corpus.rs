//! G10: what strangers made, real files and what chance makes of them: no parser panics, aborts, takes too long or too much
//! memory, and no import comes in by half. Each batch is read by a child under limits; where it dies, the next one goes on
//! behind the file it died of.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::bombs;
use super::chance::Seeds;
use crate::rig::{Dice, Done, Held, Terms, files_below, test_data};

/// Processor time for one file, in milliseconds, in a debug build.
const MS: u64 = 10_000;
/// Memory of the whole process at its highest while one file is read.
const KB: u64 = 512 * 1024;
/// Address space of the child: threads and libraries take a share of it.
const ADDRESSES: u64 = 4 << 30;
/// Seeds larger than this are cut: what is tried is what the reader does, not how much it reads.
const LARGEST: usize = 60_000;

/// One parser, the real files it begins with, and how often chance has a go in the short form.
struct Parser {
    kind: &'static str,
    ending: &'static str,
    seeds: &'static [(&'static str, &'static [&'static str])],
    turns: u64,
}

const PARSERS: &[Parser] = &[
    Parser { kind: "import", ending: "zip", seeds: &[("zip-cases", &["zip"]), ("dayone-json", &["zip"])], turns: 350 },
    Parser {
        kind: "import",
        ending: "json",
        seeds: &[("dayone-json", &["json"]), ("mini-diary", &["json"]), ("json-test-suite", &["json"])],
        turns: 300,
    },
    Parser { kind: "import", ending: "xml", seeds: &[("leap2a", &["xml", "html"])], turns: 300 },
    Parser {
        kind: "import",
        ending: "md",
        seeds: &[("front-matter", &["md", "yaml"]), ("obsidian-importer", &["md"]), ("logseq-graph", &["md"])],
        turns: 250,
    },
    Parser {
        kind: "markdown",
        ending: "md",
        seeds: &[("commonmark", &["txt"]), ("joplin-exports", &["md"])],
        turns: 200,
    },
    Parser {
        kind: "html",
        ending: "html",
        seeds: &[("xss-dompurify", &["json"]), ("diary-pepys", &["xhtml"])],
        turns: 250,
    },
    Parser {
        kind: "response",
        ending: "json",
        seeds: &[("web-annotation", &["json"]), ("json-test-suite", &["json"])],
        turns: 250,
    },
    Parser { kind: "page", ending: "html", seeds: &[("xss-dompurify", &["json"])], turns: 120 },
    Parser { kind: "template", ending: "toml", seeds: &[], turns: 100 },
    Parser { kind: "keys", ending: "json", seeds: &[], turns: 100 },
    Parser { kind: "query", ending: "txt", seeds: &[("naughty-strings", &["txt"])], turns: 200 },
    Parser { kind: "people", ending: "txt", seeds: &[("naughty-strings", &["txt"])], turns: 60 },
    Parser { kind: "picture", ending: "jpg", seeds: &[("exif-images", &["jpg"])], turns: 80 },
];

/// The real files of a parser, and the small ones we made.
fn seeds(parser: &Parser) -> Done<Seeds> {
    let mut found: Vec<Vec<u8>> = bombs::seeds(parser.kind, parser.ending);
    for (folder, endings) in parser.seeds {
        let Some(folder) = test_data(folder) else { continue };
        let mut files = files_below(&folder)?;
        files.retain(|path| path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)));
        // Some of each, spread over the folder.
        let step = files.len().div_ceil(30).max(1);
        for path in files.iter().step_by(step) {
            let mut bytes = fs::read(path)?;
            if parser.ending != "zip" {
                bytes.truncate(LARGEST);
            }
            found.push(bytes);
        }
    }
    Ok(Seeds::new(found, parser.kind))
}

/// Whether the real files that the parsers begin with are here.
pub fn real_files() -> Done<Held> {
    let mut named: Vec<&str> = PARSERS.iter().flat_map(|parser| parser.seeds).map(|(folder, _)| *folder).collect();
    named.sort_unstable();
    named.dedup();
    let missing: Vec<&str> = named.iter().copied().filter(|folder| test_data(folder).is_none()).collect();
    Ok(if missing.is_empty() {
        Held::Figures(format!("{} collections of others' files are among what is read", named.len()))
    } else {
        Held::Skipped(format!("others' files are not here ({}); LOOPBOOK_TEST_DATA says where", missing.join(", ")))
    })
}

/// What was seen of a parser.
#[derive(Default)]
struct Seen {
    files: u64,
    refused: u64,
    slowest: (u64, String),
    /// Kilobytes, and of which file.
    largest: (u64, String),
    faults: Vec<String>,
}

/// Faults after which nothing more is tried: one is enough to fail, and slow ones would be waited for all night.
const ENOUGH: usize = 3;

/// Reads a list of files in children; a child that dies is one fault, and another goes on behind.
fn read(terms: &Terms, files: &[(String, PathBuf)], folder: &Path, seen: &mut Seen) -> Done {
    let mut next = 0;
    while next < files.len() && seen.faults.len() < ENOUGH {
        let list = folder.join("list");
        let lines: Vec<String> =
            files[next..].iter().map(|(kind, path)| format!("{kind} {}", path.display())).collect();
        fs::write(&list, lines.join("\n"))?;
        let journal = folder.join("journal");
        drop(fs::remove_dir_all(&journal));
        let child = terms.child(&["parse", &list.display().to_string(), &journal.display().to_string()])?;
        // The limits are put by the system's own program, which then becomes the child.
        let mut limited = Command::new("prlimit");
        limited.arg(format!("--as={ADDRESSES}")).arg("--core=0").arg(format!("--cpu={}", 60 + 2 * files.len()));
        limited.arg(child.get_program()).args(child.get_args()).stdin(Stdio::null());
        limited.envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let out = limited.output().map_err(|error| format!("prlimit: {error}"))?;
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        let mut begun = None;
        for line in said.lines() {
            let words: Vec<&str> = line.splitn(5, ' ').collect();
            match words[..] {
                ["BEGIN", number] => begun = Some(number.parse::<usize>()?),
                ["END", number, ms, kb, words] => {
                    let place = next + number.parse::<usize>()?;
                    begun = None;
                    note(seen, &files[place].1, ms.parse()?, kb.parse()?, words);
                }
                _ => {}
            }
        }
        match begun {
            Some(at) => {
                let path = &files[next + at].1;
                let last = String::from_utf8_lossy(&out.stderr).lines().last().unwrap_or_default().to_owned();
                seen.faults.push(format!("{} ended the process ({}): {last}", kept(path)?, out.status));
                seen.files += 1;
                next += at + 1;
            }
            None if out.status.success() => break,
            None => return Err(format!("the reader did not begin: {}", String::from_utf8_lossy(&out.stderr)).into()),
        }
    }
    Ok(())
}

fn note(seen: &mut Seen, path: &Path, ms: u64, kb: u64, words: &str) {
    seen.files += 1;
    seen.refused += u64::from(words.starts_with("refused"));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if kb > seen.largest.0 {
        seen.largest = (kb, name.clone());
    }
    if ms > seen.slowest.0 {
        seen.slowest = (ms, name);
    }
    let fault = if words == "PANIC" || words.starts_with("HALF") {
        Some(words.to_owned())
    } else if ms > MS {
        Some(format!("{ms} ms of processor time"))
    } else if kb > KB {
        Some(format!("{} MB of memory", kb / 1024))
    } else {
        None
    };
    if let Some(fault) = fault {
        let kept = kept(path).unwrap_or_default();
        seen.faults.push(format!("{kept}: {fault}"));
    }
}

/// A file that broke something is the one thing worth having: it is put where it stays.
fn kept(path: &Path) -> Done<String> {
    let folder = std::env::temp_dir().join("loopbook-corpus");
    fs::create_dir_all(&folder)?;
    let to = folder.join(path.file_name().ok_or("a file has a name")?);
    fs::copy(path, &to)?;
    Ok(to.display().to_string())
}

/// The files that once broke something, in the tree.
fn regressions() -> Done<Vec<(String, PathBuf)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("torture/corpus");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    files_below(&folder)?
        .into_iter()
        .filter(|path| path.parent() != Some(folder.as_path()))
        .map(|path| {
            let kind = path.parent().and_then(Path::file_name).ok_or("a kind is a folder")?;
            Ok((kind.to_string_lossy().into_owned(), path.clone()))
        })
        .collect()
}

/// A batch of one parser: what goes wrong by nature, and then chance.
fn batch(terms: &Terms, parser: &Parser, dice: &mut Dice, turns: u64, folder: &Path) -> Done<Vec<(String, PathBuf)>> {
    let mut texts: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, bomb) in bombs::bombs(parser.kind, parser.ending).into_iter().enumerate() {
        texts.push((format!("bomb-{number}"), bomb));
    }
    let seeds = seeds(parser)?;
    for (number, seed) in seeds.files.iter().enumerate() {
        texts.push((format!("seed-{number}"), seed.clone()));
    }
    for number in 0..turns {
        texts.push((format!("chance-{}-{number}", terms.seed), seeds.turn(dice)));
    }
    let mut files = Vec::new();
    for (name, bytes) in texts {
        let path = folder.join(format!("{}-{}-{name}.{}", parser.kind, parser.ending, parser.ending));
        fs::write(&path, bytes)?;
        files.push((parser.kind.to_owned(), path));
    }
    Ok(files)
}

/// Chance that begins with what is refused at once tries nothing.
fn begins_with_sound_files(terms: &Terms, parser: &Parser) -> Done {
    let folder = terms.folder("sound")?;
    let mut files = Vec::new();
    for (number, bytes) in bombs::seeds(parser.kind, parser.ending).into_iter().enumerate() {
        let path = folder.join(format!("sound-{number}.{}", parser.ending));
        fs::write(&path, bytes)?;
        files.push((parser.kind.to_owned(), path));
    }
    let mut seen = Seen::default();
    read(terms, &files, &folder, &mut seen)?;
    if seen.refused == seen.files && parser.kind != "keys" {
        return Err(format!("no file that {} {} begins with is taken", parser.kind, parser.ending).into());
    }
    Ok(())
}

pub fn run(terms: &Terms) -> Done<Held> {
    if Command::new("prlimit").arg("--version").output().is_err() {
        return Ok(Held::Skipped("the parsers' limits need prlimit (util-linux)".into()));
    }
    let mut seen = Seen::default();
    let mut dice = Dice(terms.seed);
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    read(terms, &regressions()?, &terms.folder("kept")?, &mut seen)?;
    for parser in PARSERS {
        begins_with_sound_files(terms, parser)?;
        let folder = terms.folder("corpus")?;
        let files = batch(terms, parser, &mut dice, parser.turns * terms.times, &folder)?;
        let before = seen.files;
        read(terms, &files, &folder, &mut seen)?;
        *counts.entry(format!("{} {}", parser.kind, parser.ending)).or_default() += seen.files - before;
        if seen.faults.len() >= ENOUGH {
            break;
        }
    }
    told(&seen, &counts)
}

/// The parsers by their places.
pub fn parsers() -> impl Iterator<Item = (usize, String)> {
    PARSERS.iter().map(|parser| format!("{} {}", parser.kind, parser.ending)).enumerate()
}

/// Chance alone, for so long at one parser (G10, nightly).
pub fn fuzz(terms: &Terms, parser: usize, seconds: u64) -> Done<Held> {
    let place = parser;
    let parser = PARSERS.get(place).ok_or("there is no such parser")?;
    let (mut seen, began) = (Seen::default(), Instant::now());
    let mut dice = Dice(terms.seed.wrapping_add(place as u64 + 1));
    let seeds = seeds(parser)?;
    while began.elapsed() < Duration::from_secs(seconds) && seen.faults.len() < ENOUGH {
        let folder = terms.folder("fuzz")?;
        let mut files = Vec::new();
        for at in 0..200 {
            let path = folder.join(format!("{}-{}-fuzz-{at}.{}", parser.kind, dice.next(), parser.ending));
            fs::write(&path, seeds.turn(&mut dice))?;
            files.push((parser.kind.to_owned(), path));
        }
        read(terms, &files, &folder, &mut seen)?;
    }
    told(&seen, &BTreeMap::new())
}

fn told(seen: &Seen, counts: &BTreeMap<String, u64>) -> Done<Held> {
    let counts: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let counts = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
    let figures = format!(
        "{} files{counts}, {} refused, slowest {} ms ({}), highest memory {} MB ({})",
        seen.files,
        seen.refused,
        seen.slowest.0,
        seen.slowest.1,
        seen.largest.0 / 1024,
        seen.largest.1
    );
    if seen.faults.is_empty() {
        return Ok(Held::Figures(format!("{figures}: 0 panics, 0 aborts, 0 by half")));
    }
    Err(format!("{} faults in {figures}:\n{}", seen.faults.len(), seen.faults.join("\n")).into())
}
