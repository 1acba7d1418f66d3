//! What was deleted for good is searched for in every byte of every file of the journal: as it lies there, and opened with the
//! journal's own keys, since what is sealed would hide it from a search of the disk and not from its owner.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::*;
use crate::api;
use crate::store::DatabaseKey;
use crate::store::raw::Pages;

const CANARY: &str = "qzxvcanary8841";

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// The files in which the canary can be read, and how many of each kind were opened.
fn found(journal: &Path, keys: &Keys) -> (Vec<String>, [usize; 3]) {
    let has = |bytes: &[u8]| bytes.windows(CANARY.len()).any(|part| part.eq_ignore_ascii_case(CANARY.as_bytes()));
    let key = DatabaseKey::new(keys.database());
    let (mut all, mut holding, mut opened) = (Vec::new(), Vec::new(), [0; 3]);
    files(journal, &mut all);
    for path in all {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let sealed = |with: &seal::SealKey| {
            let mut opener = seal::Opener::new(Cursor::new(bytes.clone()), with, &name).ok()?;
            opener.read_range(0..opener.len()).ok()
        };
        let mut held = has(&bytes) || has(path.to_string_lossy().as_bytes());
        if name == "journal.db" {
            let pages = Pages::read(&path, &key).unwrap();
            assert_eq!((pages.damaged(), pages.is_sealed()), (0, true), "{}", path.display());
            held |= pages.each().any(has);
            opened[0] += 1;
        } else if let Some(plain) = sealed(keys.attachments()) {
            held |= has(&plain);
            opened[1] += 1;
        } else if let Some(plain) = sealed(keys.index()) {
            held |= has(&plain);
            opened[2] += 1;
        } else {
            assert!(!name.ends_with("-wal") || bytes.is_empty(), "the log is written back when the journal closes");
        }
        if held {
            holding.push(path.strip_prefix(journal).unwrap().display().to_string());
        }
    }
    (holding, opened)
}

#[test]
fn what_was_deleted_for_good_is_in_no_byte_of_the_folder() {
    let temp = tempfile::tempdir().unwrap();
    let own = temp.path().join("journal");
    let door = door();
    let ask = |name: &str, request: Value| {
        api::answer(&door, &api::Paths, name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
    };
    door.begin(&own, Some(&locks())).unwrap();
    ask("entry_add", json!({ "title": "Stays", "body": "Another day." }));
    let fields = json!({ "title": format!("On {CANARY}"), "body": format!("{CANARY} was here.\n\n? Why {CANARY}\n"),
                         "tags": [CANARY], "setting": CANARY, "readiness": "ready", "audience": "shareable" });
    let entry = ask("entry_add", fields);
    let staged = door.journal().unwrap().vault().stage(&mut CANARY.repeat(9_000).as_bytes()).unwrap();
    ask("attachment_add", json!({ "entry": entry["id"], "staged": staged, "name": format!("{CANARY}.txt") }));
    let save = json!({ "id": entry["id"], "base": entry["revision"], "keep": true,
                       "fields": { "body": format!("{CANARY} once more.") } });
    ask("entry_save", save);
    let plan = ask("plan_begin", json!({ "audience": "A reader", "ids": [entry["id"]] }))["id"].clone();
    ask("plan_decide", json!({ "plan": plan, "accept": true }));
    let answers = ["recognised", "only_one", "upset"].map(|question| json!({ "question": question, "answer": "no" }));
    ask("plan_checks", json!({ "plan": plan, "answers": answers }));
    let pack = ask("pack_prepare", json!({ "plan": plan, "format": "html" }))["pack"]["id"].clone();
    ask("pack_send", json!({ "id": pack, "place": temp.path().join("out.html") }));
    let log = ask("loop_begin", json!({ "title": format!("A log of {CANARY}") }))["entry"]["id"].clone();
    let believed =
        json!({ "loop": log, "kind": "assumption", "text": format!("{CANARY} never tells"), "confidence": 60 });
    let claim = ask("claim_add", believed)["assumptions"][0]["claim"]["id"].clone();
    ask("search_run", json!({ "query": CANARY }));
    ask("backup_make", json!({}));
    let way = way(PASSPHRASE);
    let look = || {
        ask("door_lock", json!({}));
        let (keys, _) = Keys::open(&own, &way).unwrap();
        let found = found(&own, &keys);
        ask("door_unlock", json!({ "passphrase": PASSPHRASE }));
        found
    };
    let (holding, opened) = look();
    for part in ["journal.db", "attachments", "backups"] {
        assert!(holding.iter().any(|file| file.starts_with(part)), "{part}: {holding:?}");
    }
    assert!(opened[0] == 2 && opened[1] >= 4 && opened[2] > 0, "{opened:?}");

    let all = json!([entry["id"], log]);
    ask("entry_trash", json!({ "ids": all }));
    ask("entry_purge", json!({ "ids": all, "claims": [claim], "packs": [pack] }));
    let (holding, _) = look();
    assert!(holding.iter().all(|file| file.starts_with("backups")) && !holding.is_empty(), "{holding:?}");
    let held = ask("backup_holding", json!({ "ids": all }));
    assert!(!held["backups"].as_array().unwrap().is_empty(), "and it is said which backups hold it");
    ask("backup_clear", json!({ "ids": all, "claims": [claim], "packs": [pack] }));
    let (holding, opened) = look();
    assert_eq!(holding, Vec::<String>::new());
    assert!(opened[0] >= 2 && opened[2] > 0, "{opened:?}");
    assert_eq!(ask("entry_list", json!({}))["total"], 1);
}
