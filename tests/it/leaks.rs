//! What leaves for somebody else, read byte by byte: no name of the list, no private part, no trace of this computer, in
//! any format there is. A new format is in `export::ALL` and so in here.

use std::io::Read as _;
use std::process::Command;

use journal::change::Op;
use journal::id::CommentId;
use journal::loops::{self, ByComment, ChallengeKind};
use journal::redact::{Form, Kind, Known, KnownPerson, PersonKey, Role, Scanner, scan};
use serde_json::{Value, json};

use crate::api::plans::settled;
use crate::world::World;

/// Texts that must be in nothing that leaves. None is a word that stands there for another reason.
const CANARIES: &[&str] = &[
    "amira",
    "amirra",
    "hassan",
    "vandenberg",
    "van den berg",
    "9434765919",
    "943 476 5919",
    "hassan-example",
    "canary-left-column",
    "canary-draft",
    "canary-private",
    "canary-unchosen",
    "canary-camera",
    "canary-history",
    "canary-comment",
    "canary-reader",
    "canary-older",
    "canaryfile",
    "08:36",
    "07700 900461",
];

const BODY: &str = "Amira's idea came first. I asked amira, and Am**ira** laughed with J. van den Berg.\n\n\
    AMIRRA wrote to amira.hassan@hassan-example.org and to 07700 900461; her number is 943 476 5919.\n\n\
    | who | what |\n|---|---|\n| Hassan, Amira | waits |\n\n<!-- Amira said so, canary-comment -->\n\n\
    [Amira&shy;s page](https://school.example/AmiraHassan \"Amira's\") and ![Amira drawing](attachment:PICTURE)\n";

fn ask(world: &World, name: &str, request: Value) -> Value {
    world.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
}

/// A small picture that every program shows, with the name of a camera and of somebody in its notes.
pub fn photo() -> Vec<u8> {
    let pixel = include_bytes!("../fixtures/photo.jpg");
    let note = b"Amira Hassan, canary-camera";
    let mut out = pixel[..2].to_vec();
    out.extend([0xff, 0xfe]);
    out.extend(u16::try_from(note.len() + 2).unwrap().to_be_bytes());
    out.extend(note);
    out.extend(&pixel[2..]);
    out
}

/// A journal with a name in every corner, and a plan of what leaves of it. With it all ids that must not be told.
fn full_of_names() -> (World, Value, Vec<String>) {
    let world = World::new();
    for (name, aliases) in [("Amira Hassan", json!(["Mira"])), ("Jan van den Berg", json!([]))] {
        ask(&world, "person_save", json!({"name": name, "aliases": aliases, "role": "pupil"}));
    }
    let mut ids = Vec::new();
    let mut add = |title: &str, body: &str, readiness: &str, audience: &str| {
        let entry = ask(
            &world,
            "entry_add",
            json!({"title": title, "body": body, "readiness": readiness, "audience": audience, "tags": ["with Amira"], "people": ["Amira Hassan"],
                   "setting": "Room of Hassan", "happened": {"precision": "exact", "local": "2026-11-20T08:36:00", "zone": "Europe/London", "offset_minutes": 0}}),
        );
        ids.push(entry["id"].as_str().unwrap().to_owned());
        entry
    };
    let main = add("Talk with Amira", "x", "ready", "shareable");
    let draft = add("canary-draft", "canary-draft", "draft", "shareable");
    let private = add("canary-private", "canary-private", "ready", "private");
    add("canary-unchosen", "canary-unchosen", "ready", "shareable");
    let staged = world.journal.vault().stage(&mut photo().as_slice()).unwrap();
    let file = ask(&world, "attachment_add", json!({"entry": main["id"], "staged": staged, "name": "amira_y9.jpg"}));
    ids.push(file["id"].as_str().unwrap().to_owned());
    let staged = world.journal.vault().stage(&mut b"%PDF-1.7 of somebody".as_slice()).unwrap();
    let closed =
        ask(&world, "attachment_add", json!({"entry": main["id"], "staged": staged, "name": "canaryfile.pdf"}));
    ids.push(closed["id"].as_str().unwrap().to_owned());
    let now = ask(&world, "entry_get", json!({"id": main["id"]}));
    let older = json!({"body": "canary-older, which Amira wrote"});
    ask(&world, "entry_save", json!({"id": main["id"], "base": now["revision"], "fields": older, "keep": true}));
    let body = BODY.replace("PICTURE", file["id"].as_str().unwrap());
    let now = ask(&world, "entry_get", json!({"id": main["id"]}));
    ask(&world, "entry_save", json!({"id": main["id"], "base": now["revision"], "fields": {"body": body}}));

    let log = ask(&world, "loop_begin", json!({"title": "Silence with Amira"}));
    let id = &log["entry"]["id"];
    ids.push(id.as_str().unwrap().to_owned());
    let fields = json!({"trigger": "Amira was silent", "actual": "Amira laughed"});
    let log = ask(&world, "loop_write", json!({"id": id, "base": log["entry"]["revision"], "fields": fields}));
    let mut case = ask(&world, "case_get", json!({"loop": id}));
    case["turns"] = json!([{"id": null, "speaker": "Amira", "said": "yes", "unsaid": "canary-left-column", "marker": null, "redesign": ""}]);
    ask(&world, "case_save", json!({"loop": id, "case": case}));
    let ready = json!({"readiness": "ready", "audience": "shareable"});
    ask(&world, "entry_save", json!({"id": id, "base": log["entry"]["revision"], "fields": ready}));
    let claim = json!({"loop": id, "kind": "assumption", "text": "canary-history, said of Amira"});
    let log = ask(&world, "claim_add", claim);
    let claim = &log["assumptions"][0]["claim"]["id"];
    let anew = json!({"claim": claim, "loop": id, "text": "They need more time", "note": "canary-history"});
    ask(&world, "claim_write", anew);
    let of_reader = ByComment {
        comment: CommentId::new(),
        kind: ChallengeKind::View,
        lens: None,
        text: "canary-reader would see it otherwise".into(),
        who: "canary-reader".into(),
        how: String::new(),
    };
    let log_id = serde_json::from_value(id.clone()).unwrap();
    world.journal.write(Op::TakeUpComment, |tx| loops::challenge_by_comment(tx, log_id, of_reader)).unwrap();

    let community = ask(&world, "community_save", json!({"name": "Maple group", "shown_name": "C."}));
    let chosen = [&main["id"], &draft["id"], &private["id"], id];
    let plan =
        ask(&world, "plan_begin", json!({"community": community["id"], "purpose": "peer_review", "ids": chosen}));
    // The photo goes, and so would the other file if anybody here could see into it.
    let ticks = [&file["id"], &closed["id"]].map(|id| format!("file:{}", id.as_str().unwrap()));
    let set = json!([{"entry": main["id"], "whole": true, "ticks": ticks}]);
    ask(&world, "plan_pieces", json!({"plan": plan["id"], "set": set}));
    settled(&world, &plan["id"]);
    (world, plan["id"].clone(), ids)
}

/// Everything that can be read out of a finished file, by whatever way there is.
fn read_out(format: &str, bytes: &[u8], place: &std::path::Path) -> Vec<String> {
    let mut texts = vec![String::from_utf8_lossy(bytes).into_owned()];
    for first in [0, 1] {
        let wide: Vec<u16> =
            bytes[first.min(bytes.len())..].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        texts.push(String::from_utf16_lossy(&wide));
        let wide: Vec<u16> = wide.into_iter().map(u16::swap_bytes).collect();
        texts.push(String::from_utf16_lossy(&wide));
    }
    texts.extend(journal::export::readable(format, bytes).unwrap());
    if let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).unwrap();
            let mut inside = Vec::new();
            file.read_to_end(&mut inside).unwrap();
            texts.push(format!("{:?} {:?}", file.name(), file.comment()));
            texts.push(String::from_utf8_lossy(&inside).into_owned());
        }
    }
    if bytes.starts_with(b"%PDF") {
        for (program, more) in [("pdftotext", Some("-")), ("pdfinfo", None)] {
            match Command::new(program).arg(place).args(more).output() {
                Ok(out) => texts.push(String::from_utf8_lossy(&out.stdout).into_owned()),
                Err(_) => println!("skipped: {program} is not installed"),
            }
        }
    }
    // Pictures within a page: what is encoded is decoded.
    let pages = texts.clone();
    for page in &pages {
        for part in page.split(";base64,").skip(1) {
            let encoded: String =
                part.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')).collect();
            texts.push(decoded(&encoded));
        }
    }
    texts
}

fn decoded(base64: &str) -> String {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for c in base64.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Where this is run: the journal's folder, the user, the computer.
fn traces(world: &World) -> Vec<String> {
    let mut traces = vec![world.folder.path().to_string_lossy().into_owned()];
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    for name in
        [std::env::var("USER").unwrap_or_default(), std::env::var("HOME").unwrap_or_default(), host.trim().to_owned()]
    {
        // "root" and "/root" stand in every PDF and in no other way tell who this is.
        if name.len() > 5 {
            traces.push(name);
        }
    }
    traces
}

#[test]
fn no_format_lets_out_a_name_a_private_part_or_a_trace() {
    let (world, plan, ids) = full_of_names();
    let person =
        |key: i64, name: &str| KnownPerson { key: PersonKey(key), names: vec![name.into()], role: Role::Pupil };
    let known = Known { people: vec![person(1, "Amira Hassan"), person(2, "Jan van den Berg")], ..Known::default() };
    let scanner = Scanner::new(&known);
    let mut found = Vec::new();
    for format in journal::export::formats() {
        let prepared = ask(&world, "pack_prepare", json!({"plan": plan, "format": format.id}));
        let id = &prepared["pack"]["id"];
        if ["html", "packet", "pdf", "docx", "markdown"].contains(&format.id) {
            let files = prepared["pack"]["look"]["files"].to_string();
            assert!(files.contains("other notes inside the picture were taken out"), "{}: {files}", format.id);
        }
        let place = world.folder.path().join(format!("given.{}", format.extension));
        ask(&world, "pack_send", json!({"id": id, "place": place}));
        let bytes = std::fs::read(&place).unwrap();
        assert!(bytes.len() > 100, "{}", format.id);
        let texts = read_out(format.id, &bytes, &place);
        assert!(
            texts.iter().any(|text| text.contains("Pupil")),
            "{}: the labels are there, so that it was read at all",
            format.id
        );
        for text in &texts {
            let folded = journal::text::fold(text);
            let mut tell = |canary: &str| found.push(format!("{}: {canary}", format.id));
            CANARIES.iter().filter(|canary| folded.contains(**canary)).for_each(|canary| tell(canary));
            ids.iter()
                .filter(|id| folded.contains(id.as_str()) || folded.contains(&id.replace('-', "")))
                .for_each(|id| tell(id));
            traces(&world).iter().filter(|trace| text.contains(trace.as_str())).for_each(|trace| tell(trace));
        }
        // And as the scanner reads: inflected, misspelt, split.
        for text in journal::export::readable(format.id, &bytes).unwrap() {
            let people =
                scan(&text, Form::Plain, &scanner).into_iter().filter(|hit| matches!(hit.kind, Kind::Person(_)));
            found.extend(people.map(|hit| format!("{}: somebody as {}", format.id, hit.found)));
        }
        std::fs::remove_file(&place).unwrap();
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn one_person_has_one_label_in_every_format_and_another_for_others() {
    let (world, plan, _) = full_of_names();
    let labels = |plan: &Value| {
        let names = ask(&world, "plan_names", json!({"id": plan}));
        names["others"]
            .as_array()
            .unwrap()
            .iter()
            .map(|other| other["label"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let here = labels(&plan);
    let pieces = ask(&world, "plan_get", json!({"id": plan}))["pieces"].clone();
    let ids: Vec<&Value> = pieces.as_array().unwrap().iter().map(|piece| &piece["entry"]["id"]).collect();
    let other = ask(&world, "plan_begin", json!({"audience": "Somebody else", "ids": ids}));
    ask(&world, "plan_decide", json!({"plan": other["id"], "accept": true}));
    let there = labels(&other["id"]);
    assert!(!here.is_empty() && here.len() == there.len());
    assert!(here.iter().zip(&there).all(|(one, two)| one != two), "{here:?} {there:?}");
}

/// A session with a name in every one of its own texts, and its plan.
fn a_session_full_of_names(world: &World, entry: &Value) -> (Value, Value) {
    let members = json!([{"name": "Mirjam Okafor"}, {"name": "Amira Bakker"}]);
    let group = ask(world, "community_save", json!({"name": "Oak group", "shown_name": "C.", "members": members}));
    let who = |at: usize| group["members"][at]["person"].clone();
    let steps = json!([{"key": "s", "name": "Pause (Amira)", "minutes": 30, "usual": 30, "shortest": 5, "speaks": "everyone",
        "says": "Ask Hassan, and Mirjam", "notes": true, "stems": [], "item": null}]);
    let session = ask(
        world,
        "session_save",
        json!({"community": group["id"], "title": "About Amira, by Mirjam", "start": "2026-11-26T15:40", "place": "at Hassan's, room 4",
               "purpose": "Help Mirjam Okafor with Amira", "norms": "We do not name Amira Hassan.\nMirjam keeps the time.", "protocol": "tuning",
               "steps": steps, "roles": [{"role": "time", "person": who(0)}, {"role": "norms", "person": who(1)}],
               "agenda": [{"kind": "piece", "entry": entry, "context": "Amira is 14\nnumber 943 476 5919", "focus": "What does Amira do?"},
                          {"kind": "question", "text": "Who has seen amira.hassan@hassan-example.org?"}]}),
    );
    ask(
        world,
        "commitment_save",
        json!({"session": session["id"], "what": "Ring Hassan's mother", "evidence": "Amira says so", "person": who(0), "due": "2026-12-01"}),
    );
    let plan = ask(world, "session_plan", json!({"id": session["id"]}));
    (session, plan["id"].clone())
}

#[test]
fn a_session_names_its_members_and_nobody_else() {
    let (world, old, ids) = full_of_names();
    let entry = ask(&world, "plan_get", json!({"id": old}))["pieces"][0]["entry"]["id"].clone();
    let (session, plan) = a_session_full_of_names(&world, &entry);
    let names = ask(&world, "plan_names", json!({"id": plan}));
    let of = |name: &str| {
        let groups = names["groups"].as_array().unwrap();
        groups.iter().find(|group| group["name"] == name).map(|group| group["open"].as_u64().unwrap())
    };
    assert_eq!(of("Mirjam Okafor"), None, "a reader's own name is nothing to decide on: {names}");
    assert!(
        of("Amira Bakker").unwrap_or(0) + of("Amira Hassan").unwrap_or(0) > 6,
        "a name that could be a pupil's is: {names}"
    );
    let open = world.call("session_pack", json!({"id": session["id"], "format": "pdf"})).unwrap_err();
    assert!(open.message.contains("not decided on"), "{}", open.message);
    settled(&world, &plan);
    let mut found = Vec::new();
    for record in [false, true] {
        if record {
            let lines = json!({"session": session["id"], "restated": "And Amira?", "heard": "That Hassan waits.\n\nMirjam said so.",
                "decisions": ["Amira waits"], "products": ["A list by AMIRRA"], "takeaways": [{"text": "Amira's turn"}],
                "open_questions": ["Is 07700 900461 hers?"], "tries": [{"text": "Ask Amira"}], "done": true});
            ask(&world, "session_record", lines);
            settled(&world, &plan);
        }
        for format in ["pdf", "docx", "html", "json"] {
            let prepared = ask(&world, "session_pack", json!({"id": session["id"], "format": format}));
            let place = world.folder.path().join(format!("session.{format}"));
            ask(&world, "pack_send", json!({"id": prepared["pack"]["id"], "place": place}));
            let bytes = std::fs::read(&place).unwrap();
            let texts = read_out(format, &bytes, &place);
            let is_page = matches!(format, "pdf" | "docx");
            assert!(
                !is_page || texts.iter().any(|text| text.contains("Mirjam")),
                "{format}: a member stands as they are"
            );
            for text in &texts {
                let folded = journal::text::fold(text);
                let mut tell = |canary: &str| found.push(format!("{format} {record}: {canary}"));
                CANARIES.iter().filter(|canary| folded.contains(**canary)).for_each(|canary| tell(canary));
                ids.iter().filter(|id| folded.contains(id.as_str())).for_each(|id| tell(id));
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_member_who_refuses_stands_in_no_session() {
    let (world, old, _) = full_of_names();
    let entry = ask(&world, "plan_get", json!({"id": old}))["pieces"][0]["entry"]["id"].clone();
    let (session, plan) = a_session_full_of_names(&world, &entry);
    let group = ask(&world, "community_get", json!({"id": session["community"]}));
    let refuses = json!({"plan": plan, "person": group["members"][0]["person"], "state": "refused"});
    let names = ask(&world, "plan_consent", refuses);
    assert!(names["groups"].as_array().unwrap().iter().any(|group| group["name"] == "Mirjam Okafor"), "{names}");
    ask(&world, "plan_decide", json!({"plan": plan, "accept": true}));
    assert!(world.call("session_pack", json!({"id": session["id"], "format": "pdf"})).is_err());
}
