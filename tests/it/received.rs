//! Packs of others that came as a Loopbook file; comments that move with a journal.

use journal::api::Code;
use serde_json::{Value, json};

use crate::api::plans::{a_plan, settled};
use crate::review::{label, response, sent};
use crate::world::World;

fn left_as_json(author: &World, plan: &Value) -> std::path::PathBuf {
    let prepared = author.call("pack_prepare", json!({"plan": plan, "format": "json"})).unwrap();
    let place = author.folder.path().join("for you.zip");
    author.call("pack_send", json!({"id": prepared["pack"]["id"], "place": place})).unwrap();
    place
}

#[test]
fn a_loopbook_file_made_for_a_reader_opens_read_only_and_its_comments_find_their_place() {
    let author = World::new();
    let (plan, entry) = a_plan(&author, "I asked *Anna* 👩🏽‍🏫.\n\n## What then?\n\n- She did **not** answer me.\n");
    let question = json!([{"text": "What would you do?", "entry": entry["id"]}]);
    author.call("plan_save", json!({"id": plan["id"], "questions": question})).unwrap();
    settled(&author, &plan["id"]);
    let place = left_as_json(&author, &plan["id"]);
    let refused = author.call("received_open", json!({"place": place})).unwrap_err();
    assert!(refused.message.contains("left this journal"), "{}", refused.message);

    let reader = World::new();
    let received = reader.call("received_open", json!({"place": place})).unwrap();
    assert_eq!((&received["author"], &received["audience"]), (&json!("C."), &json!("Maple group")));
    let piece = &received["pieces_read"][0];
    let html = piece["html"].as_str().unwrap();
    assert!(html.contains("<strong>not</strong>") && !html.contains("Anna"), "{html}");
    assert_eq!(received["questions"][0]["piece"], piece["id"], "{received}");
    let text = journal::export::packet::text_content(html);
    let exact = "not answer me";
    let start = text[..text.find(exact).unwrap()].chars().count();
    let quote =
        json!({"exact": exact, "prefix": "", "suffix": "", "start": start, "end": start + exact.chars().count()});
    let remark =
        json!({"received": received["id"], "piece": piece["id"], "kind": "cool", "text": "How long?", "quote": quote});
    reader.call("remark_save", remark).unwrap();
    let file = reader.folder.path().join("r.json");
    reader.call("response_write", json!({"id": received["id"], "place": file})).unwrap();
    let rows = author.call("response_add", json!({"places": [file]})).unwrap();
    assert_eq!((&rows[0]["new"], &rows[0]["exact"]), (&json!(1), &json!(1)), "{rows}");
    let comment = author.call("comment_list", json!({"entry": entry["id"]})).unwrap()[0].clone();
    assert_eq!((&comment["place"]["words"], &comment["place"]["standing"]), (&json!(exact), &json!("exact")));
}

#[test]
fn a_file_under_a_passphrase_opens_with_it_and_asks_for_it() {
    let author = World::new();
    let (plan, _) = a_plan(&author, "I waited for a long time.\n");
    settled(&author, &plan["id"]);
    let prepared = author.call("pack_prepare", json!({"plan": plan["id"], "format": "packet"})).unwrap();
    let place = author.folder.path().join("for you.html.age");
    let send = json!({"id": prepared["pack"]["id"], "place": place, "passphrase": "three quiet herons"});
    author.call("pack_send", send).unwrap();
    let reader = World::new();
    let open = |passphrase: Option<&str>| {
        let mut request = json!({"place": place});
        if let Some(passphrase) = passphrase {
            request["passphrase"] = json!(passphrase);
        }
        reader.call("received_open", request)
    };
    assert!(matches!(open(None).unwrap_err().code, Code::Passphrase));
    let refused = open(Some("three loud herons")).unwrap_err();
    assert!(refused.message.contains("does not open the file"), "{}", refused.message);
    assert_eq!(reader.call("received_list", json!({})).unwrap(), json!([]));
    assert_eq!(open(Some("three quiet herons")).unwrap()["file_name"], json!("for you.html"));
}

#[test]
fn a_learning_log_is_read_with_what_hangs_on_it() {
    let author = World::new();
    let log = author.a_loop("Silence");
    author.write_loop(log, "trigger", "Nobody answered.");
    author.assume(log, "Silence means that they do not know.");
    let share = json!({"readiness": "ready", "audience": "shareable"});
    let base = author.get(log).revision;
    author.call("entry_save", json!({"id": log, "base": base, "fields": share})).unwrap();
    let plan = author.call("plan_begin", json!({"audience": "A reader", "ids": [log]})).unwrap();
    settled(&author, &plan["id"]);
    let place = left_as_json(&author, &plan["id"]);
    let reader = World::new();
    let received = reader.call("received_open", json!({"place": place})).unwrap();
    let html = received["pieces_read"][0]["html"].as_str().unwrap();
    assert!(html.contains("Nobody answered.") && html.contains("class=\"log\""), "{html}");
    assert!(html.contains("Silence means that they do not know."), "{html}");
}

#[test]
fn what_somebody_made_for_a_reader_is_not_imported_as_ones_own_nor_a_copy_opened_as_somebody_elses() {
    let author = World::new();
    let (plan, entry) = a_plan(&author, "I waited for a long time.\n");
    settled(&author, &plan["id"]);
    let place = left_as_json(&author, &plan["id"]);
    let reader = World::new();
    let refused = reader.call("import_run", json!({"place": place})).unwrap_err();
    assert!(refused.message.contains("From others"), "{}", refused.message);
    assert_eq!(reader.call("entry_list", json!({})).unwrap()["total"], 0);
    let copy = author.folder.path().join("copy.zip");
    author.call("export_write", json!({"ids": [entry["id"]], "format": "json", "place": copy})).unwrap();
    let refused = reader.call("received_open", json!({"place": copy})).unwrap_err();
    assert!(refused.message.contains("under Import"), "{}", refused.message);
}

#[test]
fn comments_move_with_their_entry_to_another_journal_and_to_no_reader() {
    let author = World::new();
    let (plan, entry) = a_plan(&author, "I asked Anna, and waited for a long time.\n");
    settled(&author, &plan["id"]);
    let page = sent(&author, &plan["id"]);
    let words = format!("What did {} say?", label(&page));
    let comments = [("question", words.as_str(), "waited for a long time"), ("warm", "Good.", "a long time")];
    let file = response(&page, "Jo", &comments);
    author.call("response_add", json!({"texts": [{"name": "r.json", "text": file}]})).unwrap();
    let before = author.call("comment_list", json!({})).unwrap();
    author.call("comment_answer", json!({"id": before[0]["id"], "answer": "Nothing."})).unwrap();
    author.call("comment_set_aside", json!({"id": before[1]["id"]})).unwrap();
    let before = author.call("comment_list", json!({})).unwrap();
    let copy = author.folder.path().join("copy.zip");
    author.call("export_write", json!({"ids": [entry["id"]], "format": "json", "place": copy})).unwrap();

    let other = World::new();
    let done = other.call("import_run", json!({"place": copy})).unwrap();
    assert_eq!(done["added"], 1, "{done}");
    let after = other.call("comment_list", json!({"entry": entry["id"]})).unwrap();
    assert_eq!(after.as_array().unwrap().len(), 2, "{after}");
    for old in before.as_array().unwrap() {
        let new = after.as_array().unwrap().iter().find(|new| new["id"] == old["id"]).unwrap();
        for field in ["by", "kind", "text", "state", "answer", "made_at", "added_at", "answered_at", "pack", "quote"] {
            assert_eq!(new[field], old[field], "{field}");
        }
        assert_eq!(new["place"]["standing"], "moved", "by its quote: {new}");
        assert_eq!(new["place"]["words"], old["place"]["words"]);
    }
    let found = other.call("search_run", json!({"query": "has:comment"})).unwrap();
    assert_eq!(found["results"].as_array().unwrap().len(), 1);
    let import = other.call("import_list", json!({})).unwrap()[0]["id"].clone();
    other.call("import_undo", json!({"id": import})).unwrap();
    assert_eq!(other.call("comment_list", json!({})).unwrap(), json!([]));

    // What comes back touches the entry: who could still be known is asked anew.
    settled(&author, &plan["id"]);
    let for_a_reader = std::fs::read(left_as_json(&author, &plan["id"])).unwrap();
    let texts = journal::export::readable("json", &for_a_reader).unwrap().join("\n");
    assert!(texts.contains("waited") && !texts.contains("Jo") && !texts.contains("\"comments\""), "{texts}");
}
