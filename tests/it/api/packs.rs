//! The calls about what left.

use serde_json::{Value, json};

use super::plans::{a_plan, settled};
use crate::review::{label, response, sent};
use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    let (plan, entry) = a_plan(world, "I asked Anna why, and Anna's friend Ben laughed.\n");
    settled(world, &plan["id"]);
    let prepared = ask("pack_prepare", json!({"plan": plan["id"], "format": "html"}));
    let id = prepared["pack"]["id"].clone();
    assert_eq!(ask("progress_get", json!({})), Value::Null, "nothing long goes on");
    let read = ask("pack_text", json!({"id": id}))["texts"].to_string();
    assert!(read.contains("Pupil") && !read.contains("Anna") && !read.contains("Ben"), "{read}");
    let paper = ask(
        "pack_prepare",
        json!({"plan": plan["id"], "format": "pdf", "layout": {"paper": "letter", "large_print": true, "line_numbers": true, "wide_margin": false}}),
    );
    let pages = ask("pack_pages", json!({"id": paper["pack"]["id"]}));
    assert!(pages["count"].as_u64().unwrap() >= 1, "{pages}");
    let read = ask("pack_text", json!({"id": paper["pack"]["id"]}))["texts"].to_string();
    assert!(read.contains("Maple group") && read.contains("Pupil") && !read.contains("Anna"), "{read}");
    assert!(world.call("pack_pages", json!({"id": id})).unwrap_err().message.contains("pages of paper"));
    let place = world.folder.path().join("for maple.html");
    let given = ask("pack_send", json!({"id": id, "place": place}));
    let sent = std::fs::read(&place).unwrap();
    assert_eq!((&given["bytes"], &given["sha256"]), (&json!(sent.len()), &prepared["pack"]["sha256"]));
    assert_eq!(ask("pack_list", json!({}))[0]["id"], id);
    let pack = ask("pack_get", json!({"id": id}));
    assert_eq!((&pack["letter"]["audience"], &pack["letter"]["author"]), (&json!("Maple group"), &json!("C.")));
    assert!(
        pack["redacted"].as_array().unwrap().contains(&json!({"kind": "person", "action": "replace", "count": 3})),
        "{pack}"
    );
    assert!(!pack.to_string().contains("Anna"), "the ledger holds nothing of what was taken out: {pack}");
    let again = world.folder.path().join("again.html");
    ask("pack_again", json!({"id": id, "place": again}));
    assert_eq!(std::fs::read(&again).unwrap(), sent);
    assert_eq!(ask("pack_withdraw", json!({"id": id}))["state"], "withdrawn");
    ask("pack_forget", json!({"id": id}));
    assert!(world.call("pack_text", json!({"id": id})).unwrap_err().message.contains("forgotten"));
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
}

#[test]
fn the_same_choice_on_the_same_day_gives_the_same_bytes_and_is_one_pack() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    for format in ["html", "markdown", "json", "pdf", "docx"] {
        let prepare =
            || world.call("pack_prepare", json!({"plan": plan["id"], "format": format})).unwrap()["pack"].clone();
        let first = prepare();
        world.later(3);
        let second = prepare();
        assert_eq!((&first["sha256"], &first["id"]), (&second["sha256"], &second["id"]), "{format}");
        world.later(24 * 60);
        assert_ne!(prepare()["id"], first["id"], "{format}: another day is another pack");
    }
}

#[test]
fn what_was_prepared_and_not_sent_is_gone_at_the_next_start_with_its_file() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let files = |world: &World| {
        let items = std::fs::read_dir(world.place().join("attachments")).unwrap();
        items.filter(|item| item.as_ref().unwrap().file_type().unwrap().is_file()).count()
    };
    let prepared = world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap();
    world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap();
    assert_eq!(files(&world), 1, "the try before is gone");
    let world = world.reopened();
    assert_eq!(files(&world), 0);
    assert!(world.call("pack_get", json!({"id": prepared["pack"]["id"]})).is_err());
    assert_eq!(world.call("plan_list", json!({})).unwrap()[0]["pieces"], 1, "the plan stays");
}

#[test]
fn a_pack_under_a_passphrase_leaves_as_it_will_be_given_again() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap()["pack"]["id"].clone();
    let [first, second] = ["one.age", "two.age"].map(|name| world.folder.path().join(name));
    let refused = world.call("pack_send", json!({"id": id, "place": first, "passphrase": "short"})).unwrap_err();
    assert!(refused.message.contains("at least 8"), "{}", refused.message);
    world.call("pack_send", json!({"id": id, "place": first, "passphrase": "correct horse battery"})).unwrap();
    let bytes = std::fs::read(&first).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    world.call("pack_again", json!({"id": id, "place": second})).unwrap();
    assert_eq!(std::fs::read(&second).unwrap(), bytes);
    let world = world.reopened();
    assert_eq!(world.call("pack_get", json!({"id": id})).unwrap()["encrypted"], true);
    assert_eq!(world.call("journal_check", json!({})).unwrap()["sound"], true);
}

#[test]
fn a_place_that_cannot_be_written_to_leaves_the_pack_ready() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap()["pack"]["id"].clone();
    let nowhere = world.folder.path().join("missing/out.html");
    let refused = world.call("pack_send", json!({"id": id, "place": nowhere, "passphrase": "correct horse battery"}));
    assert!(refused.unwrap_err().message.contains("was not written"));
    assert_eq!(world.call("pack_list", json!({})).unwrap(), json!([]));
    let somewhere = world.folder.path().join("out.html");
    world.call("pack_send", json!({"id": id, "place": somewhere})).unwrap();
    let twice = world.call("pack_send", json!({"id": id, "place": somewhere})).unwrap_err();
    assert!(twice.message.contains("handed over before"), "{}", twice.message);
}

#[test]
fn nothing_is_made_while_something_is_open() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    let prepare = || world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap_err();
    let undecided = prepare();
    assert_eq!(serde_json::to_value(undecided.code).unwrap(), "undecided", "{}", undecided.message);
    world.call("plan_decide", json!({"plan": plan["id"], "accept": true})).unwrap();
    assert!(prepare().message.contains("who could still be known"));
    settled(&world, &plan["id"]);
    world.call("plan_pieces", json!({"plan": plan["id"], "add": []})).unwrap();
    assert!(prepare().message.contains("who could still be known"), "another choice is another question");
}

#[test]
fn deleting_for_good_names_the_packs_that_hold_it_and_forgets_their_bytes_when_told() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let place = world.folder.path().join("out.html");
    let mut sent = Vec::new();
    for format in ["html", "markdown"] {
        let id =
            world.call("pack_prepare", json!({"plan": plan["id"], "format": format})).unwrap()["pack"]["id"].clone();
        world.call("pack_send", json!({"id": id, "place": place})).unwrap();
        sent.push(id);
    }
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
    let goes = world.call("purge_preview", json!({"ids": [entry["id"]]})).unwrap();
    assert_eq!(goes["packs"].as_array().unwrap().len(), 2, "{goes}");
    world.call("entry_purge", json!({"ids": [entry["id"]], "claims": [], "packs": [sent[0]]})).unwrap();
    let get = |id: &Value| world.call("pack_get", json!({"id": id})).unwrap();
    assert_ne!(get(&sent[0])["forgotten_at"], Value::Null);
    assert_eq!((&get(&sent[1])["forgotten_at"], &get(&sent[1])["pieces"][0]["entry"]), (&Value::Null, &Value::Null));
    world.call("pack_again", json!({"id": sent[1], "place": place})).unwrap();
    let texts =
        world.journal.read(|tx| journal::packs::texts(tx, serde_json::from_value(sent[1].clone()).unwrap())).unwrap();
    assert_eq!((texts[0].source.as_str(), texts[0].map.len()), ("", 0), "what was read of it is gone with it");
    assert!(texts[0].exported.contains("asked"));
}

fn prepared(world: &World, plan: &Value, format: &str) -> Value {
    world.call("pack_prepare", json!({"plan": plan["id"], "format": format})).unwrap()
}

fn refuse(world: &World, plan: &Value, state: &str) {
    let anna = world.call("plan_names", json!({"id": plan["id"]})).unwrap()["others"][0]["person"].clone();
    world.call("plan_consent", json!({"plan": plan["id"], "person": anna, "state": state})).unwrap();
}

#[test]
fn what_was_prepared_stays_once_somebody_refused_or_what_would_leave_is_another() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = prepared(&world, &plan, "html")["pack"]["id"].clone();
    let place = world.folder.path().join("out.html");
    let send = || world.call("pack_send", json!({"id": id, "place": place}));
    refuse(&world, &plan, "refused");
    assert!(send().unwrap_err().message.contains("does not agree"));
    refuse(&world, &plan, "asked");
    world.body(serde_json::from_value(entry["id"].clone()).unwrap(), "I asked Anna, and more.\n");
    assert!(send().unwrap_err().message.contains("prepare it anew"));
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
    assert!(send().is_err() && !place.exists());
}

#[test]
fn a_file_that_names_who_refused_since_is_not_given_again() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = prepared(&world, &plan, "html")["pack"]["id"].clone();
    let [one, two] = ["one.html", "two.html"].map(|name| world.folder.path().join(name));
    world.call("pack_send", json!({"id": id, "place": one})).unwrap();
    refuse(&world, &plan, "refused");
    let again = world.call("pack_again", json!({"id": id, "place": two})).unwrap_err();
    assert!(again.message.contains("Anna Visser does not agree") && !two.exists(), "{}", again.message);
}

#[test]
fn deleting_for_good_takes_what_was_prepared_of_it_along() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = prepared(&world, &plan, "html")["pack"]["id"].clone();
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
    world.call("entry_purge", json!({"ids": [entry["id"]], "claims": []})).unwrap();
    assert!(world.call("pack_text", json!({"id": id})).is_err());
    assert_eq!(world.call("journal_check", json!({})).unwrap()["sound"], true);
}

#[test]
fn the_line_of_a_forgotten_pack_holds_no_word_of_it_and_stays_when_it_is_made_again() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna about Quillon.\n");
    let questions = json!([{"text": "Was it zqaskedvk?"}]);
    world.call("plan_save", json!({"id": plan["id"], "ask": "Do you know zqaskvk?", "questions": questions})).unwrap();
    settled(&world, &plan["id"]);
    let id = prepared(&world, &plan, "markdown")["pack"]["id"].clone();
    let place = world.folder.path().join("out.zip");
    world.call("pack_send", json!({"id": id, "place": place})).unwrap();
    let get = || world.call("pack_get", json!({"id": id})).unwrap();
    let sent = get();
    world.call("pack_forget", json!({"id": id})).unwrap();
    let left = get().to_string();
    for word in ["Cold calling", "zqaskvk", "zqaskedvk", "uillon"] {
        assert!(!left.contains(word), "{word}: {left}");
    }
    world.later(5);
    let again = prepared(&world, &plan, "markdown");
    assert_eq!((&again["pack"]["id"], &again["already_sent"]), (&id, &sent["sent_at"]));
    assert_eq!((&get()["given"], &get()["forgotten_at"]), (&sent["given"], &Value::Null), "its line is the same");
    world.call("pack_withdraw", json!({"id": id})).unwrap();
    assert_eq!(prepared(&world, &plan, "markdown")["already_sent"], Value::Null);
    world.call("pack_send", json!({"id": id, "place": place, "passphrase": "correct horse battery"})).unwrap();
    assert_eq!((&get()["state"], get()["given"].as_array().unwrap().len()), (&json!("sent"), 2));
    world.call("pack_forget", json!({"id": id})).unwrap();
    assert_eq!(prepared(&world, &plan, "markdown")["already_sent"], Value::Null, "its passphrase is gone with it");
    assert!(
        world.call("pack_again", json!({"id": id, "place": place})).is_err(),
        "never plain what was under a passphrase"
    );
    assert_eq!(world.call("journal_check", json!({})).unwrap()["sound"], true);
}

#[test]
fn the_texts_of_a_pack_say_which_words_came_from_where() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna.\n\nShe was silent.\n");
    settled(&world, &plan["id"]);
    let id = world.call("pack_prepare", json!({"plan": plan["id"], "format": "html"})).unwrap()["pack"]["id"].clone();
    let texts = world.journal.read(|tx| journal::packs::texts(tx, serde_json::from_value(id).unwrap())).unwrap();
    let text = &texts[0];
    assert_eq!((text.source.as_str(), json!(text.entry)), (entry["body"].as_str().unwrap(), entry["id"].clone()));
    assert_ne!(json!(text.id), entry["id"], "a reader is told no id of the journal");
    for stretch in &text.map {
        let (from, to) = (&text.source[stretch.from.clone()], &text.exported[stretch.to.clone()]);
        if stretch.same {
            assert_eq!(from, to);
        } else {
            assert_eq!(from, "Anna");
        }
    }
    assert_eq!(text.map.iter().filter(|stretch| !stretch.same).count(), 1);
}

#[test]
fn what_came_back_stands_on_the_line_and_what_was_taken_up_names_no_readers() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna why, and Ben laughed out loud.\n");
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    let line = || world.call("pack_list", json!({})).unwrap()[0].clone();
    assert_eq!(line()["back"], json!({"readers": 0, "comments": 0, "answers": 0}));
    for (by, kinds) in [("Jo", vec!["challenge", "warm"]), ("Kim", vec!["question"])] {
        let said: Vec<_> = kinds.iter().map(|kind| (*kind, format!("{} may have been tired.", label(&page)))).collect();
        let said: Vec<(&str, &str, &str)> =
            said.iter().map(|(kind, text)| (*kind, text.as_str(), "laughed out loud")).collect();
        let file = json!({"texts": [{"name": "r.json", "text": response(&page, by, &said)}]});
        world.call("response_add", file).unwrap();
    }
    assert_eq!(line()["back"], json!({"readers": 2, "comments": 3, "answers": 0}));
    let comment = world.call("comment_list", json!({})).unwrap()[0]["id"].clone();
    let log = world.call("loop_begin", json!({"title": "Silence"})).unwrap()["entry"]["id"].clone();
    world.call("comment_take_up", json!({"id": comment, "loop": log})).unwrap();
    let log = world.call("loop_get", json!({"id": log})).unwrap();
    assert_eq!(log["challenges"].as_array().unwrap().len(), 1);
    assert!(!log.to_string().contains("Maple group"), "{log}");
}

#[test]
fn a_pack_that_was_given_as_it_is_can_be_given_under_a_passphrase_and_the_other_way_round() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = prepared(&world, &plan, "html")["pack"]["id"].clone();
    let path = |name: &str| world.folder.path().join(name);
    let send = |name: &str, passphrase: Option<&str>| {
        world.call("pack_send", json!({"id": id, "place": path(name), "passphrase": passphrase}))
    };
    let again = |name: &str, encrypted: bool| {
        world.call("pack_again", json!({"id": id, "place": path(name), "encrypted": encrypted}))
    };
    send("one.html", None).unwrap();
    assert!(again("none.age", true).unwrap_err().message.contains("not handed over in this way"));
    let before = prepared(&world, &plan, "html");
    assert_ne!(before["already_sent"], Value::Null);
    assert_eq!((&before["pack"]["id"], &before["already_wrapped"]), (&id, &Value::Null));
    world.later(1);
    let given = send("one.age", Some("correct horse battery")).unwrap();
    assert!(std::fs::read(path("one.age")).unwrap().starts_with(b"age-encryption.org/v1"));
    let row = world.call("pack_get", json!({"id": id})).unwrap();
    assert_eq!((&row["sha256"], &row["encrypted"]), (&given["sha256"], &json!(true)), "as it left last");
    assert!(row["file_name"].as_str().unwrap().ends_with(".html.age"), "{row}");
    let ways: Vec<&Value> = row["given"].as_array().unwrap().iter().map(|one| &one["encrypted"]).collect();
    assert_eq!(ways, [&json!(false), &json!(true)]);
    for (name, encrypted, first) in [("two.html", false, "one.html"), ("two.age", true, "one.age")] {
        again(name, encrypted).unwrap();
        assert_eq!(std::fs::read(path(name)).unwrap(), std::fs::read(path(first)).unwrap(), "{name}");
        let passphrase = encrypted.then_some("correct horse battery");
        assert!(send("three", passphrase).unwrap_err().message.contains("handed over before"), "{name}");
    }
    // The other way round: first under a passphrase.
    let id = prepared(&world, &plan, "markdown")["pack"]["id"].clone();
    let send = |name: &str, passphrase: Option<&str>| {
        world.call("pack_send", json!({"id": id, "place": path(name), "passphrase": passphrase}))
    };
    send("m.age", Some("correct horse battery")).unwrap();
    assert_eq!(prepared(&world, &plan, "markdown")["already_sent"], Value::Null);
    assert_eq!(send("m.zip", None).unwrap()["encrypted"], false);
    assert!(std::fs::read(path("m.zip")).unwrap().starts_with(b"PK"));
    // A place that cannot be written takes back only this time.
    let lost = world.call("pack_again", json!({"id": id, "place": path("no/folder.zip"), "encrypted": false}));
    assert!(lost.is_err());
    assert_eq!(world.call("pack_get", json!({"id": id})).unwrap()["given"].as_array().unwrap().len(), 2);
    assert_eq!(world.call("journal_check", json!({})).unwrap()["sound"], true);
}

#[test]
fn the_ledger_says_which_version_of_an_entry_left_and_keeps_it() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I asked Anna.\n");
    settled(&world, &plan["id"]);
    let id = prepared(&world, &plan, "html")["pack"]["id"].clone();
    world.call("pack_send", json!({"id": id, "place": world.folder.path().join("out.html")})).unwrap();
    let piece = || world.call("pack_get", json!({"id": id})).unwrap()["pieces"][0].clone();
    assert_eq!(piece()["is_now"], true);
    world.later(60);
    let entry_id = serde_json::from_value(entry["id"].clone()).unwrap();
    world.body(entry_id, "I asked Anna, and then nobody at all.\n");
    let piece = piece();
    assert_eq!(piece["is_now"], false);
    let left = piece["version"]["id"].clone();
    let rows = world.call("version_compare", json!({"entry": entry["id"], "left": left, "right": "now"})).unwrap();
    assert!(rows["rows"].to_string().contains("nobody at all"), "{rows}");
    let kept = world.call("version_list", json!({"entry": entry["id"]})).unwrap();
    assert!(kept.as_array().unwrap().iter().any(|row| row["id"] == left), "{kept}");
}

#[test]
fn the_writer_reads_real_names_in_the_ledger_where_the_readers_were_told_others() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I asked Anna why, and Ben laughed out loud.\n");
    let questions = json!([{"text": "What would you have asked Anna?"}]);
    let ask = "Read it as a friend of Anna's teacher would.";
    world.call("plan_save", json!({"id": plan["id"], "ask": ask, "questions": questions})).unwrap();
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    assert!(!page.text.contains("Anna"));
    let row = world.call("pack_list", json!({})).unwrap()[0].clone();
    let pack = world.call("pack_get", json!({"id": row["id"]})).unwrap();
    for shown in [&row, &pack] {
        assert_eq!(shown["letter"]["ask"], "Read it as a friend of Anna Visser's teacher would.");
        assert_eq!(shown["letter"]["questions"][0]["text"], "What would you have asked Anna Visser?");
    }
    let text = response(&page, "Jo", &[("warm", "Keep this.", "laughed out loud")]);
    world.call("response_add", json!({"texts": [{"name": "r.json", "text": text}]})).unwrap();
    let comment = world.call("comment_list", json!({})).unwrap()[0].clone();
    assert_eq!(comment["pack_title"], "Read it as a friend of Anna Visser's teacher would.");
}
