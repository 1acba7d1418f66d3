//! G16, G19: thirty words are written wherever the program takes words; then it is locked, or killed in the middle, and every
//! byte it left behind is searched for them: as UTF-8, as UTF-16, and within what is packed. And no error repeats a word of what
//! it refuses.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::Stdio;

use journal::api::{Api, CALLS, Paths, call};
use journal::keys::{Locks, Way};
use journal::{Clock, Journal};
use serde_json::{Value, json};

use crate::acts;
use crate::rig::{Dice, Done, Held, Terms, bytes_below, kill};

/// How many places of the program a word is written into.
const PLACES: u32 = 30;

/// A word nobody else writes, in small letters and without a sign that a format would put differently.
fn canary(number: u32) -> String {
    format!("kanarie{number:02}zwaluwstaart")
}

/// Writes all of them into a locked journal, one after another, and waits to be killed or to be told to lock.
pub fn write(folder: &Path) -> Done {
    let locks = Locks { passphrase: acts::secret(), recovery: None };
    let journal = Journal::create_with(folder, Clock::system(), Some(&locks))?;
    let api = Api { journal: &journal, places: &Paths };
    let ask = |name: &str, request: Value| -> Done<Value> {
        call(&api, name, request).map_err(|error| format!("{name}: {}", error.message).into())
    };
    let word = canary;
    let entry = ask(
        "entry_add",
        json!({"title": word(0), "body": format!("{} and {}", word(1), word(2)), "tags": [word(3)], "people": [word(4)], "setting": word(5),
               "readiness": "ready", "audience": "shareable"}),
    )?;
    let id = &entry["id"];
    // Undo: a text that stood once, kept as a version, and one that was only typed.
    let save = |body: String, keep: bool| -> Done<Value> {
        let now = ask("entry_get", json!({"id": id}))?;
        ask("entry_save", json!({"id": id, "base": now["revision"], "fields": {"body": body}, "keep": keep}))
    };
    save(format!("{}\n\n?Why {}", word(6), word(7)), true)?;
    save("another text".into(), true)?;
    ask("draft_keep", json!({"id": "new", "text": word(8)}))
        .or_else(|_| ask("entry_add", json!({"title": word(8)})))?;
    // A file by its name and by what is in it.
    let staged = journal.vault().stage(&mut word(9).repeat(2_000).as_bytes())?;
    ask("attachment_add", json!({"entry": id, "staged": staged.to_string(), "name": format!("{}.txt", word(10))}))?;
    ask("search_run", json!({"query": word(11)}))?;
    ask("search_run", json!({"query": format!("{} OR \"{}\"", word(1), word(12))}))?;
    ask("person_save", json!({"name": word(13), "aliases": [word(14)], "role": "pupil"}))?;
    ask("telltale_list", json!({}))?;
    let group =
        ask("community_save", json!({"name": word(15), "shown_name": word(16), "members": [{"name": word(17)}]}))?;
    let log = ask("loop_begin", json!({"title": word(18)}))?;
    let fields = json!({"trigger": word(19), "actual": word(20)});
    ask("loop_write", json!({"id": log["entry"]["id"], "base": log["entry"]["revision"], "fields": fields}))?;
    ask("claim_add", json!({"loop": log["entry"]["id"], "kind": "assumption", "text": word(21)}))?;
    // What is prepared for somebody, and looked at.
    let plan = ask("plan_begin", json!({"community": group["id"], "purpose": "peer_review", "ids": [id]}))?;
    ask("plan_names", json!({"id": plan["id"]}))?;
    ask("export_preview", json!({"ids": [id], "format": "html"}))?;
    let meeting = json!({"community": group["id"], "title": word(22), "start": "2026-11-26T15:40", "place": word(23)});
    ask("session_save", meeting)?;
    let given = journal.folder().join("import.md");
    fs::write(&given, format!("# {}\n\n{}\n", word(24), word(25)))?;
    let imported = ask("import_run", json!({"place": given}));
    fs::remove_file(&given)?;
    imported?;
    ask("backup_make", json!({}))?;
    // Deleted for good: of that, not even the passphrase brings a word back.
    let gone = ask("entry_add", json!({"title": word(26), "body": format!("{} {}", word(27), word(28))}))?;
    journal.catch_up()?;
    ask("entry_trash", json!({"ids": [gone["id"]]}))?;
    ask("entry_purge", json!({"ids": [gone["id"]], "claims": []}))?;
    save(word(29), false)?;
    journal.catch_up()?;
    for other in 26..29 {
        let found = ask("search_run", json!({"query": word(other)}))?;
        if found["total"] != 0 {
            return Err("what was deleted for good is still found".into());
        }
    }
    println!("WRITTEN");
    std::io::stdin().lock().read_line(&mut String::new())?;
    Ok(())
}

/// Where a word stands in these bytes, however it is written.
fn found_in(bytes: &[u8]) -> Vec<String> {
    // All of them begin so: one look for the beginning is enough to know that there is nothing.
    let plain = b"kanarie".to_vec();
    let wide = plain.iter().flat_map(|byte| [*byte, 0]).collect();
    let big = plain.iter().flat_map(|byte| [0, *byte]).collect();
    let backwards = plain.iter().rev().copied().collect();
    let ways: [(&str, Vec<u8>); 4] =
        [("UTF-8", plain), ("UTF-16LE", wide), ("UTF-16BE", big), ("backwards", backwards)];
    let mut found = Vec::new();
    for (how, wanted) in ways {
        if let Some(at) = bytes.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(&wanted)) {
            found.push(format!("as {how} at {at}"));
        }
    }
    // What is packed is unpacked; the app's own folders are searched for other deflated streams in tests/e2e/smoke.
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for place in 0..archive.len() {
            let mut inside = Vec::new();
            if archive.by_index(place).is_ok_and(|mut file| file.read_to_end(&mut inside).is_ok()) {
                found.extend(found_in(&inside));
            }
        }
    }
    found
}

/// Searches every byte below a folder, names of files included.
fn search(folder: &Path, when: &str) -> Done<usize> {
    let mut bytes_read = 0;
    for (path, bytes) in bytes_below(folder)? {
        bytes_read += bytes.len();
        let mut found = found_in(&bytes);
        found.extend(found_in(path.as_os_str().as_encoded_bytes()).iter().map(|how| format!("in its name {how}")));
        if !found.is_empty() {
            return Err(format!("{when}: a word stands in {} {}", path.display(), found.join(", ")).into());
        }
    }
    Ok(bytes_read)
}

/// Errors forced by words where the program wants none: how many, and that none repeats its word.
fn errors(folder: &Path, dice: &mut Dice, count: u64) -> Done<u64> {
    let journal = Journal::create(folder, Clock::system())?;
    let api = Api { journal: &journal, places: &Paths };
    // Requests that fit some call, every value of them a word where another kind of thing is wanted. Not among them: the file
    // that a person chose, which an error has to name, and names of fields, which nobody writes.
    let fields = [
        "id",
        "ids",
        "title",
        "base",
        "fields",
        "body",
        "query",
        "limit",
        "entry",
        "staged",
        "name",
        "loop",
        "case",
        "text",
        "plan",
        "from",
        "community",
        "members",
        "steps",
        "passphrase",
        "kind",
        "texts",
        "selection",
        "format",
        "local",
        "day",
        "purpose",
        "role",
        "version",
        "keep",
    ];
    let (mut errors, mut told) = (0, Vec::new());
    for number in 0..count {
        let word = canary(u32::try_from(number % u64::from(PLACES))?);
        let name = CALLS[dice.place(CALLS.len())];
        let mut request = serde_json::Map::new();
        for _ in 0..=dice.below(3) {
            let value = match dice.below(6) {
                0 => json!([word]),
                1 => json!({"id": word}),
                2 => json!({"title": word, "body": word}),
                3 => json!([{"id": word, "name": word}]),
                4 => json!(format!("/{word}/{word}")),
                _ => json!(word),
            };
            request.insert(fields[dice.place(fields.len())].to_owned(), value);
        }
        if let Err(error) = call(&api, name, Value::Object(request.clone())) {
            errors += 1;
            if error.message.contains(&word) {
                told.push(format!("{name} says “{}”", error.message));
            }
        }
    }
    told.sort();
    told.dedup_by(|one, two| one.split(' ').next() == two.split(' ').next());
    if told.is_empty() {
        Ok(errors)
    } else {
        Err(format!("{} calls repeat a word: {}", told.len(), told.join("; ")).into())
    }
}

pub fn run(terms: &Terms) -> Done<Held> {
    let mut searched = 0;
    let mut moments = 0;
    let mut dice = Dice(terms.seed);
    for round in 0..4 * terms.times {
        let home = terms.folder("home")?;
        let folder = home.join("journal");
        let temp = terms.folder("temp")?;
        let mut command = terms.child(&["canaries", &folder.display().to_string()])?;
        command.env("HOME", &home).env("TMPDIR", &temp).current_dir(&home);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        if round % 4 == 3 {
            // In the middle of it.
            std::thread::sleep(std::time::Duration::from_millis(200 + dice.below(1_500)));
            kill(child)?;
        } else {
            let said = lines.next().transpose()?;
            if said.as_deref() != Some("WRITTEN") {
                let out = child.wait_with_output()?;
                return Err(format!("the words were not written: {}", String::from_utf8_lossy(&out.stderr)).into());
            }
            // While it is open, everything lies there as if somebody took the disk away.
            searched += search(&home, "open")? + search(&temp, "open")?;
            if round % 4 == 2 {
                kill(child)?;
            } else {
                drop(child.stdin.take());
                let out = child.wait_with_output()?;
                if !found_in(&out.stderr).is_empty() {
                    return Err("a word was told on the way".into());
                }
            }
        }
        searched += search(&home, "afterwards")? + search(&temp, "afterwards")?;
        moments += 1;
        if round % 4 < 3 {
            // The words are there for whoever has the passphrase: it was not an empty journal that was searched.
            let journal = acts::opened(&folder, &Way::Passphrase(acts::secret()))?;
            let api = Api { journal: &journal, places: &Paths };
            let found = call(&api, "search_run", json!({"query": canary(29)}))?;
            if found["total"] != 1 {
                return Err("the last word is not in the journal".into());
            }
        }
    }
    let forced = errors(&terms.root.join("errors"), &mut dice, 5_000 * terms.times)?;
    Ok(Held::Figures(format!(
        "{PLACES} words, {moments} times locked or killed, {} MB searched, 0 found; {forced} forced errors over {} calls, 0 repeat a word",
        searched / 1_000_000,
        CALLS.len()
    )))
}
