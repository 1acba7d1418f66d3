//! The sample journal, and with it learning logs that leave and come back.

use journal::claims;
use journal::id::EntryId;
use journal::loops::{self, record};
use serde_json::{Value, json};

use crate::world::World;

fn world() -> World {
    let world = World::new();
    world.call("sample_add", json!({})).unwrap();
    world
}

fn ids(world: &World) -> Vec<EntryId> {
    world.journal.read(journal::entries::all_ids).unwrap()
}

fn logs(world: &World) -> Vec<(EntryId, record::LoopRecord)> {
    let read = |tx: &journal::store::Tx<'_>, id| Ok(record::read(tx, id)?.map(|record| (id, record)));
    ids(world).into_iter().filter_map(|id| world.journal.read(|tx| read(tx, id)).unwrap()).collect()
}

fn named(world: &World, title: &str) -> EntryId {
    let rows = world.call("loop_list", json!({})).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["title"] == title).unwrap().clone();
    row["id"].as_str().unwrap().parse().unwrap()
}

fn export(world: &World, format: &str, more: &Value) -> Vec<u8> {
    let place = world.folder.path().join("out");
    let mut asked = json!({ "ids": ids(world), "include_drafts": true, "format": format, "place": place });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.call("export_write", asked).unwrap();
    std::fs::read(place).unwrap()
}

fn text(zip: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_index(at).unwrap(), &mut bytes).unwrap();
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    text
}

#[test]
fn the_sample_holds_three_logs_as_they_end_in_life() {
    let world = world();
    let rows = world.call("loop_list", json!({})).unwrap();
    let ends: Vec<_> =
        rows.as_array().unwrap().iter().map(|row| (row["exit"].clone(), row["verdict"].clone())).collect();
    assert_eq!(ends.len(), 3);
    for end in [(json!("single"), Value::Null), (json!("none"), json!("keep")), (json!("none"), json!("drop"))] {
        assert!(ends.contains(&end), "{end:?} in {ends:?}");
    }
    let revised = world.call("loop_get", json!({ "id": named(&world, "Nobody answers, so I do") })).unwrap();
    assert_eq!((revised["complete"].clone(), revised["tests"][0]["met"].clone()), (json!(true), json!("yes")));
    assert_eq!(revised["quotes"][0]["found"], true);
    assert!(revised["assumptions"][0]["versions"].as_array().unwrap().len() >= 2);
    assert_eq!(revised["links"].as_array().unwrap().len(), 1);
    let found = world.call("search_run", json!({ "query": "stopwatch" })).unwrap();
    assert!(found["total"].as_u64().unwrap() >= 2, "the entry and what hangs on the log");
    assert_eq!(world.call("question_list", json!({ "state": "open" })).unwrap().as_array().unwrap().len(), 3);
    for missing in revised["missing"].as_array().unwrap() {
        assert_eq!(missing["sentences"], json!([]), "{missing}");
    }
}

#[test]
fn the_sample_comes_once_and_goes_in_one_step_without_a_trace() {
    let world = world();
    assert_eq!(world.call("sample_add", json!({})).unwrap()["added"], 0);
    let import = world.call("import_list", json!({})).unwrap();
    let first = import.as_array().unwrap().iter().find(|row| row["added"] == 18).unwrap().clone();
    assert_eq!(first["format_name"], "Sample journal");
    assert_eq!(
        world.call("import_undo", json!({ "id": first["id"] })).unwrap(),
        json!({ "removed": 18, "kept_edited": 0 })
    );
    assert_eq!(ids(&world), []);
    assert_eq!(world.call("claim_list", json!({})).unwrap(), json!([]));
    assert_eq!(world.call("sample_add", json!({})).unwrap()["added"], 18);
}

#[test]
fn learning_logs_come_back_equal_in_every_row() {
    let from = world();
    let all = ids(&from);
    let before = logs(&from);
    let question = from.call("question_list", json!({ "state": "open" })).unwrap()[0].clone();
    let answer = json!({ "id": question["id"], "answer": "They do, all of them.", "entry": all[0] });
    from.call("question_answer", answer).unwrap();
    let bytes = export(&from, "json", &json!({ "histories": all, "left_columns": all }));
    let to = World::new();
    let place = to.folder.path().join("in.zip");
    std::fs::write(&place, bytes).unwrap();
    let done = to.call("import_run", json!({ "place": place })).unwrap();
    assert_eq!((done["added"].clone(), done["problems"].clone()), (json!(18), json!([])));
    assert_eq!(logs(&to), before);
    let of = |world: &World| world.journal.read(|tx| record::claims(tx, &all)).unwrap();
    assert_eq!(of(&to), of(&from));
    for id in &all {
        let links = |world: &World| world.journal.read(|tx| record::links(tx, *id)).unwrap();
        assert_eq!(links(&to), links(&from));
        assert_eq!(to.get(*id), from.get(*id));
    }
    let answered = |world: &World| {
        let answered = world.call("question_list", json!({ "state": "answered" })).unwrap()[0].clone();
        ["text", "answer", "asked_at", "answered_at"].map(|name| answered[name].clone())
    };
    assert_eq!(answered(&to), answered(&from));
    let checked = to.call("journal_check", json!({})).unwrap();
    assert_eq!(checked["problems"], json!([]));
}

#[test]
fn earlier_wordings_and_the_left_hand_column_leave_only_where_they_were_ticked() {
    let world = world();
    let log = named(&world, "Nobody answers, so I do");
    let (old, unsaid) = ("they take it for not knowing", "Please do not say it was fine");
    for format in ["html", "markdown", "json"] {
        let read = |more: &Value| match format {
            "html" => String::from_utf8(export(&world, format, more)).unwrap(),
            _ => text(&export(&world, format, more)),
        };
        let plain = read(&json!({}));
        assert!(plain.contains("most of them are still at work in it"), "{format}: the wording of now leaves");
        assert!(!plain.contains(old) && !plain.contains(unsaid), "{format}");
        let history = read(&json!({ "histories": [log] }));
        assert!(history.contains(old) && !history.contains(unsaid), "{format}");
        let column = read(&json!({ "left_columns": [log] }));
        assert!(column.contains(unsaid) && !column.contains(old), "{format}");
    }
}

#[test]
fn the_preview_says_of_each_log_what_has_a_tick_of_its_own_and_paper_follows_it() {
    let world = world();
    let log = named(&world, "Nobody answers, so I do");
    let preview = |more: Value| {
        let mut asked = json!({ "ids": [log], "format": "html" });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        world.call("export_preview", asked).unwrap()
    };
    let plain = &preview(json!({}))["logs"][0];
    assert_eq!(plain["id"], json!(log));
    assert_eq!(plain["has_left_column"], json!(true));
    assert_eq!([&plain["earlier_leave"], &plain["left_column_leaves"]], [&json!(false), &json!(false)]);
    assert!(plain["earlier"].as_u64().unwrap() > 0);
    let ticked = preview(json!({ "histories": [log], "left_columns": [log] }));
    let ticked = &ticked["logs"][0];
    assert_eq!([&ticked["earlier_leave"], &ticked["left_column_leaves"]], [&json!(true), &json!(true)]);
    let paper = |request: Value| world.call("print_html", request).unwrap()["html"].as_str().unwrap().to_owned();
    assert!(!paper(json!({ "ids": [log] })).contains("Please do not say it was fine"));
    let whole = paper(json!({ "ids": [log], "histories": [log], "left_columns": [log] }));
    assert!(whole.contains("Please do not say it was fine") && whole.contains("they take it for not knowing"));
}

#[test]
fn a_stage_left_empty_is_not_on_the_page() {
    let world = World::new();
    let log = world.call("loop_begin", json!({ "title": "Waiting" })).unwrap();
    let fields = json!({ "trigger": "Nobody came." });
    let saved = json!({ "id": log["entry"]["id"], "base": log["entry"]["revision"], "fields": fields });
    world.call("loop_write", saved).unwrap();
    let page = String::from_utf8(export(&world, "html", &json!({}))).unwrap();
    assert!(page.contains("What surprised, bothered or delighted me</h"));
    assert!(!page.contains("What was said and done</h"));
}

#[test]
fn a_sealed_prediction_leaves_in_no_format_that_people_read() {
    let world = World::new();
    let log = world.call("loop_begin", json!({ "title": "Waiting" })).unwrap()["entry"]["id"].clone();
    let test = world
        .call(
            "test_save",
            json!({ "loop": log, "action": "Wait five seconds", "due": "2026-12-01", "prediction": "thirteen zebras", "disconfirm": "no zebra" }),
        )
        .unwrap();
    world.call("test_plan", json!({ "id": test["id"] })).unwrap();
    assert!(!String::from_utf8(export(&world, "html", &json!({}))).unwrap().contains("zebra"));
    assert!(!text(&export(&world, "markdown", &json!({}))).contains("zebra"));
    assert!(text(&export(&world, "json", &json!({}))).contains("thirteen zebras"), "a moved journal keeps it");
    assert_eq!(world.call("search_run", json!({ "query": "zebras" })).unwrap()["total"], 0);
    let print = world.call("print_html", json!({ "ids": [log] })).unwrap();
    assert!(!print["html"].as_str().unwrap().contains("zebra"));
    let preview = |format: &str| {
        world.call("export_preview", json!({ "ids": [log], "format": format, "include_drafts": true })).unwrap()
    };
    assert_eq!(preview("html")["logs"][0]["sealed"], json!(1));
    let files = preview("json")["files"].to_string();
    assert!(files.contains("a prediction that is still sealed can be read in it"), "{files}");
    world.call("test_happened", json!({ "id": test["id"], "text": "Two came." })).unwrap();
    assert_eq!(preview("html")["logs"][0]["sealed"], json!(0));
    assert!(String::from_utf8(export(&world, "html", &json!({}))).unwrap().contains("thirteen zebras"));
}

#[test]
fn what_a_stranger_sends_never_touches_a_claim_that_is_here() {
    let from = world();
    let all = ids(&from);
    let bytes = export(&from, "json", &json!({ "histories": all }));
    let to = World::new();
    let place = to.folder.path().join("in.zip");
    std::fs::write(&place, &bytes).unwrap();
    to.call("import_run", json!({ "place": place })).unwrap();
    let claim = to.call("claim_list", json!({})).unwrap()[0]["id"].clone();
    to.call("claim_write", json!({ "claim": claim, "text": "My own later words." })).unwrap();
    let id = claim.as_str().unwrap().parse().unwrap();
    let before = to.journal.read(|tx| claims::versions(tx, id)).unwrap();
    for log in to.journal.read(|tx| loops::list(tx, &loops::ListLoops::default())).unwrap() {
        to.call("entry_trash", json!({ "ids": [log.id] })).unwrap();
        to.call("entry_purge", json!({ "ids": [log.id], "claims": [] })).unwrap();
    }
    to.call("import_run", json!({ "place": place })).unwrap();
    let texts = |versions: &[claims::ClaimVersion]| versions.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&to.journal.read(|tx| claims::versions(tx, id)).unwrap()), texts(&before));
}
