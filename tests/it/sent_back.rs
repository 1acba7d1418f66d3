//! What goes back to a reader or an author: looked at first, listed with its bytes, given again, forgotten.

use journal::api::Code;
use serde_json::{Value, json};

use crate::api::plans::{a_plan, settled};
use crate::review::{Page, label, response, sent};
use crate::world::World;

/// A page that left, one comment on it that came back, and an answer to that.
fn answered(world: &World, answer: &str) -> (Page, Value, Value) {
    let (plan, entry) = a_plan(world, "I asked Anna, and waited for a long time.\n");
    settled(world, &plan["id"]);
    let page = sent(world, &plan["id"]);
    let file = response(&page, "Jo", &[("question", "What then?", "a long time")]);
    world.call("response_add", json!({"texts": [{"name": "r.json", "text": file}]})).unwrap();
    let comment = world.call("comment_list", json!({})).unwrap()[0].clone();
    world.call("comment_answer", json!({"id": comment["id"], "answer": answer})).unwrap();
    (page, entry, comment)
}

fn files_in_the_vault(world: &World) -> usize {
    let files = std::fs::read_dir(world.place().join("attachments")).unwrap();
    files.filter(|file| file.as_ref().unwrap().file_type().unwrap().is_file()).count()
}

#[test]
fn an_unlisted_name_a_date_or_a_place_leaves_in_no_answer_that_was_not_looked_at() {
    let world = World::new();
    let (page, ..) =
        answered(&world, "Anna told Quillon Hatherley on 3 March 2026 in Station Road; write to q@example.org.");
    let place = world.folder.path().join("answers.json");
    let looked = world.call("reply_look", json!({"pack": page.pack})).unwrap();
    let kinds: Vec<&str> = looked["hits"].as_array().unwrap().iter().map(|hit| hit["kind"].as_str().unwrap()).collect();
    for kind in ["maybe_name", "date", "place", "email"] {
        assert!(kinds.contains(&kind), "{kind} is not listed: {looked}");
    }
    assert!(!looked["notes"].to_string().contains("Anna"), "who has a pseudonym goes by it: {looked}");
    assert!(looked["notes"][0]["text"].as_str().unwrap().starts_with(&label(&page)));
    let hit = looked["hits"].as_array().unwrap().iter().find(|hit| hit["kind"] == "maybe_name").unwrap();
    assert!(hit["before"].as_str().unwrap().contains("told"), "the words around it are there: {hit}");
    let refused = world.call("reply_write", json!({"pack": page.pack, "place": place})).unwrap_err();
    assert!(matches!(refused.code, Code::Undecided), "{}", refused.message);
    assert!(!place.exists());
    assert_eq!(world.call("dispatch_list", json!({})).unwrap(), json!([]));
    let write = json!({"pack": page.pack, "place": place, "names_checked": true, "seen": looked["seen"]});
    let line = world.call("reply_write", write).unwrap();
    let bytes = std::fs::read(&place).unwrap();
    assert_eq!(line["bytes"], json!(bytes.len()));
    assert_eq!((&line["to"], &line["kind"], &line["count"]), (&json!("Maple group"), &json!("reply"), &json!(1)));
    let read: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(read["first"]["items"][0]["body"][0]["value"], looked["notes"][0]["text"], "to the letter");
}

#[test]
fn an_address_that_names_somebody_leaves_no_half_of_it_in_an_answer() {
    let world = World::new();
    let (page, ..) = answered(&world, "Write to s.visser@example.org, or to the office@example.org.");
    let looked = world.call("reply_look", json!({"pack": page.pack})).unwrap();
    assert_eq!(looked["notes"][0]["text"], "Write to [e-mail], or to the office@example.org.", "{looked}");
}

#[test]
fn what_readers_wrote_is_counted_before_it_goes_with_its_entry() {
    let world = World::new();
    let (_, entry, _) = answered(&world, "Thank you.");
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
    let going = world.call("purge_preview", json!({"ids": [entry["id"]]})).unwrap();
    assert_eq!(going["comments"], json!(1), "{going}");
}

#[test]
fn what_was_written_anew_since_it_was_looked_at_does_not_leave() {
    let world = World::new();
    let (page, _, comment) = answered(&world, "Thank you.");
    let seen = world.call("reply_look", json!({"pack": page.pack})).unwrap()["seen"].clone();
    world.call("comment_answer", json!({"id": comment["id"], "answer": "Thank you, Ottoline."})).unwrap();
    let place = world.folder.path().join("answers.json");
    let write = json!({"pack": page.pack, "place": place, "names_checked": true, "seen": seen});
    let refused = world.call("reply_write", write).unwrap_err();
    assert!(refused.message.contains("changed since you looked"), "{}", refused.message);
    assert!(!place.exists());
}

#[test]
fn who_does_not_agree_is_in_no_answer_by_whatever_name_and_is_not_given_out_again() {
    let world = World::new();
    let (page, ..) = answered(&world, "Anna said nothing.");
    let place = world.folder.path().join("answers.json");
    let write = json!({"pack": page.pack, "place": place, "names_checked": true});
    let line = world.call("reply_write", write.clone()).unwrap();
    let anna = world.call("person_list", json!({})).unwrap();
    let anna = anna.as_array().unwrap().iter().find(|one| one["name"] == "Anna Visser").unwrap()["id"].clone();
    let plan = world.call("plan_list", json!({})).unwrap()[0]["id"].clone();
    world.call("plan_consent", json!({"plan": plan, "person": anna, "state": "refused"})).unwrap();
    let looked = world.call("reply_look", json!({"pack": page.pack})).unwrap();
    assert_eq!(looked["refused"], json!(["Anna Visser"]));
    std::fs::remove_file(&place).unwrap();
    for (name, request) in [("reply_write", write), ("dispatch_again", json!({"id": line["id"], "place": place}))] {
        let refused = world.call(name, request).unwrap_err();
        assert!(refused.message.contains("Anna Visser does not agree"), "{name}: {}", refused.message);
        assert!(!place.exists(), "{name}");
    }
}

#[test]
fn a_response_to_somebody_elses_pack_is_looked_at_listed_and_goes_with_the_pack() {
    let author = World::new();
    let (plan, _) = a_plan(&author, "I waited for a long time.\n");
    settled(&author, &plan["id"]);
    let page = sent(&author, &plan["id"]);
    let reader = World::new();
    let pack =
        reader.call("received_open", json!({"text": {"name": "p.html", "text": page.text}})).unwrap()["id"].clone();
    reader.call("person_save", json!({"name": "Odile Marchetti", "role": "pupil"})).unwrap();
    let text = "Odile did the same in my class.";
    reader.call("remark_save", json!({"received": pack, "kind": "warm", "text": text})).unwrap();
    let looked = reader.call("response_look", json!({"id": pack})).unwrap();
    assert_eq!((&looked["hits"][0]["kind"], &looked["hits"][0]["must"]), (&json!("person"), &json!(true)), "{looked}");
    let place = reader.folder.path().join("Response.json");
    let refused = reader.call("response_write", json!({"id": pack, "place": place})).unwrap_err();
    assert!(matches!(refused.code, Code::Undecided));
    let write = json!({"id": pack, "place": place, "names_checked": true, "seen": looked["seen"]});
    let line = reader.call("response_write", write).unwrap();
    assert_eq!((&line["kind"], &line["to"]), (&json!("response"), &json!("C.")), "{line}");
    let reader = reader.reopened();
    assert_eq!(files_in_the_vault(&reader), 1, "what left is kept, sealed, over a restart");
    let again = reader.folder.path().join("again.json");
    reader.call("dispatch_again", json!({"id": line["id"], "place": again})).unwrap();
    assert_eq!(std::fs::read(&again).unwrap(), std::fs::read(&place).unwrap());
    assert!(reader.call("journal_check", json!({})).unwrap()["sound"].as_bool().unwrap());
    reader.call("received_remove", json!({"id": pack})).unwrap();
    let left = reader.call("dispatch_list", json!({})).unwrap();
    assert_eq!((&left[0]["title"], &left[0]["sha256"]), (&json!(""), &line["sha256"]), "its line stays");
    assert_eq!(files_in_the_vault(&reader), 0);
    assert!(reader.call("dispatch_text", json!({"id": line["id"]})).unwrap_err().message.contains("forgotten"));
}

#[test]
fn deleting_an_entry_for_good_names_the_answers_about_it_and_forgets_those_chosen() {
    let world = World::new();
    let (page, entry, _) = answered(&world, "Thank you.");
    let place = world.folder.path().join("answers.json");
    let line = world.call("reply_write", json!({"pack": page.pack, "place": place})).unwrap();
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
    let preview = world.call("purge_preview", json!({"ids": [entry["id"]]})).unwrap();
    assert_eq!(preview["dispatches"][0]["id"], line["id"], "{preview}");
    let packs = json!([page.pack]);
    let purge = json!({"ids": [entry["id"]], "claims": [], "packs": packs, "dispatches": [line["id"]]});
    world.call("entry_purge", purge).unwrap();
    let left = world.call("dispatch_list", json!({})).unwrap();
    assert!(left[0]["forgotten_at"].is_string(), "{left}");
    assert_eq!(files_in_the_vault(&world), 0);
}

#[test]
fn a_file_that_could_not_be_written_did_not_leave() {
    let world = World::new();
    let (page, ..) = answered(&world, "Thank you.");
    let before = files_in_the_vault(&world);
    let nowhere = world.folder.path().join("no such folder").join("answers.json");
    world.call("reply_write", json!({"pack": page.pack, "place": nowhere})).unwrap_err();
    assert_eq!(world.call("dispatch_list", json!({})).unwrap(), json!([]));
    assert_eq!(files_in_the_vault(&world), before);
}
