//! The calls about comments, and about packs of others.

use serde_json::{Value, json};

use super::plans::{a_plan, settled};
use crate::review::{label, response, sent};
use crate::world::World;

pub fn calls(world: &World, ask: &mut dyn FnMut(&'static str, Value) -> Value) {
    world.call("person_save", json!({"name": "Karla Meier", "role": "pupil"})).unwrap();
    let entry = world
        .call(
            "entry_add",
            json!({"title": "Silence", "body": "I asked Karla why, and Karla did not answer me at all.\n",
                   "readiness": "ready", "audience": "shareable"}),
        )
        .unwrap();
    let plan = world.call("plan_begin", json!({"audience": "A colleague", "ids": [entry["id"]]})).unwrap();
    settled(world, &plan["id"]);
    let page = sent(world, &plan["id"]);
    let name = page.text.split("data-piece=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let read = page.texts[0].1.clone();
    let sent_words = format!("{} may have been thinking.", label(&page));
    let file = response(&page, "Jo", &[("challenge", &sent_words, "did not answer me")]);
    let files = json!({"texts": [{"name": "Response by Jo.json", "text": file}]});
    let preview = ask("response_preview", files.clone());
    assert_eq!(
        (&preview[0]["new"], &preview[0]["exact"], &preview[0]["by"]),
        (&json!(1), &json!(1), &json!("Jo")),
        "{preview} {name} {read}"
    );
    assert_eq!(ask("response_add", files.clone())[0]["new"], 1);
    assert_eq!(ask("response_add", files)[0]["new"], 0, "twice adds nothing");
    let comments = ask("comment_list", json!({"entry": entry["id"]}));
    let comment = comments[0].clone();
    assert_eq!(comment["text"], sent_words);
    assert_eq!(comment["shown"], "Karla Meier may have been thinking.");
    assert_eq!(
        (&comment["place"]["standing"], &comment["place"]["words"]),
        (&json!("exact"), &json!("did not answer me"))
    );
    let id = comment["id"].clone();
    assert_eq!(
        ask("comment_answer", json!({"id": id, "answer": "Thank you; I shall ask Karla."}))["state"],
        "answered"
    );
    let replies = world.folder.path().join("answers.json");
    let looked = ask("reply_look", json!({"pack": page.pack}));
    assert_eq!((&looked["hits"], &looked["to"]), (&json!([]), &json!("A colleague")), "{looked}");
    let written = ask("reply_write", json!({"pack": page.pack, "place": replies, "seen": looked["seen"]}));
    assert_eq!(written["count"], 1);
    assert_eq!(ask("dispatch_list", json!({"pack": page.pack})), json!([written]));
    assert_eq!(ask("dispatch_text", json!({"id": written["id"]}))[0]["text"], looked["notes"][0]["text"]);
    let again = world.folder.path().join("again.json");
    let given = ask("dispatch_again", json!({"id": written["id"], "place": again}));
    assert_eq!(given["given"].as_array().unwrap().len(), 2);
    assert_eq!(std::fs::read(&again).unwrap(), std::fs::read(&replies).unwrap());
    assert!(ask("dispatch_forget", json!({"id": written["id"]}))["forgotten_at"].is_string());
    let reply = std::fs::read_to_string(&replies).unwrap();
    assert!(reply.contains(&format!("I shall ask {}.", label(&page))) && !reply.contains("Karla"), "{reply}");
    assert_eq!(ask("comment_set_aside", json!({"id": id}))["state"], "set_aside");
    assert_eq!(ask("comment_reopen", json!({"id": id}))["state"], "open");
    let log = world.call("loop_begin", json!({"title": "Silence"})).unwrap();
    let taken = ask("comment_take_up", json!({"id": id, "loop": log["entry"]["id"]}));
    assert_eq!((&taken["state"], &taken["loop"]), (&json!("taken_up"), &log["entry"]["id"]));
    assert_eq!(ask("comment_changes", json!({"pack": page.pack, "entry": entry["id"]})), json!([]));

    let reader = World::new();
    let there = |name: &'static str, request: Value| {
        reader.call(name, request).unwrap_or_else(|error| panic!("{name}: {}", error.message))
    };
    let place = reader.folder.path().join("review.html");
    std::fs::write(&place, &page.text).unwrap();
    let opened = there("received_open", json!({"place": place}));
    // The same calls on the journal of the tests: a page that somebody else made.
    let other = World::new();
    let (plan, _) = a_plan(&other, "Ben laughed, and nobody else did.\n");
    settled(&other, &plan["id"]);
    let theirs = sent(&other, &plan["id"]);
    let received = ask("received_open", json!({"text": {"name": "review.html", "text": theirs.text}}));
    let pack = received["id"].clone();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("from Ben/review.html", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, theirs.text.as_bytes()).unwrap();
    let staged = world.journal.vault().stage(&mut zip.finish().unwrap().into_inner().as_slice()).unwrap();
    let found = ask("received_zip", json!({"name": "from Ben.zip", "staged": staged}));
    assert_eq!((&found["texts"][0]["name"], &found["packs"]), (&json!("review.html"), &json!([])));
    let again = world.call("received_zip", json!({"name": "from Ben.zip", "staged": staged}));
    assert!(again.is_err(), "it is gone from where it was staged");
    assert_eq!(ask("received_list", json!({"words": "laughed nobody"}))[0]["id"], pack);
    assert_eq!(ask("received_list", json!({"words": "laughed elsewhere"})), json!([]));
    ask("received_save", json!({"received": pack, "name": "  Jo "}));
    let saved = ask("remark_save", json!({"received": pack, "kind": "warm", "text": "Keep this."}));
    let remark = saved["written"][0]["id"].clone();
    let out = world.folder.path().join("Response.json");
    assert_eq!(ask("response_look", json!({"id": pack}))["notes"][0]["text"], "Keep this.");
    assert_eq!(ask("response_write", json!({"id": pack, "place": out}))["count"], 1);
    assert_eq!(ask("received_get", json!({"id": pack}))["name"], "Jo");
    let back = json!({"places": [out]});
    assert_eq!(other.call("response_add", back).unwrap()[0]["new"], 1);
    assert_eq!(other.call("comment_list", json!({})).unwrap()[0]["shown"], "Keep this.");
    ask("remark_remove", json!({"received": pack, "id": remark}));
    ask("received_remove", json!({"id": pack}));
    assert_eq!(ask("received_list", json!({})), json!([]));
    assert_eq!(opened["pieces_read"].as_array().unwrap().len(), 1);
}
