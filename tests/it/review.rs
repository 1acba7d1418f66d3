//! What leaves as a review page and what comes back: three readers, an author who goes on writing, and nothing lost.

use journal::export::packet;
use serde_json::{Value, json};

use crate::api::plans::{a_plan, settled};
use crate::world::World;

/// A review page that was handed over.
pub struct Page {
    /// The pack.
    pub pack: String,
    /// The file.
    pub text: String,
    /// Each piece with its exported text.
    pub texts: Vec<(String, String)>,
}

/// Makes the review page of a plan and hands it over.
pub fn sent(world: &World, plan: &Value) -> Page {
    let prepared = world
        .call("pack_prepare", json!({"plan": plan, "format": "packet"}))
        .unwrap_or_else(|error| panic!("{}", error.message));
    let place = world.folder.path().join("review.html");
    world.call("pack_send", json!({"id": prepared["pack"]["id"], "place": place})).unwrap();
    let text = std::fs::read_to_string(&place).unwrap();
    let (data, _) = packet::read(text.as_bytes()).unwrap();
    let texts = data.pieces.iter().map(|piece| (piece.id.to_string(), packet::text_content(&piece.html))).collect();
    Page { pack: prepared["pack"]["id"].as_str().unwrap().to_owned(), text, texts }
}

/// The file that a reader saves: comments of a kind, with these words, on a passage of the first piece that holds it.
pub fn response(page: &Page, by: &str, comments: &[(&str, &str, &str)]) -> String {
    let urn = |id: &str| format!("urn:uuid:{id}");
    let items: Vec<Value> = comments
        .iter()
        .enumerate()
        .map(|(n, (kind, text, passage))| {
            let (piece, whole) = page.texts.iter().find(|(_, text)| text.contains(passage)).expect("the passage is there");
            let at = whole.find(passage).unwrap();
            let start = whole[..at].chars().count();
            let end = start + passage.chars().count();
            let chars: Vec<char> = whole.chars().collect();
            let around = |from: usize, to: usize| chars[from..to.min(chars.len())].iter().collect::<String>();
            json!({
                "id": urn(&uuid(by, n)), "type": "Annotation", "motivation": "commenting", "created": "2026-11-22T09:00:00Z",
                "body": [{"type": "TextualBody", "value": text}, {"type": "TextualBody", "purpose": "tagging", "value": kind}],
                "target": {"source": urn(piece), "scope": urn(&page.pack), "selector": [
                    {"type": "TextQuoteSelector", "exact": passage, "prefix": around(start.saturating_sub(40), start), "suffix": around(end, end + 40)},
                    {"type": "TextPositionSelector", "start": start, "end": end}]}
            })
        })
        .collect();
    json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"lb": "urn:loopbook:"}], "id": urn(&uuid(by, 9_999)),
        "type": "AnnotationCollection", "lb:pack": urn(&page.pack), "creator": {"type": "Person", "name": by},
        "first": {"id": "urn:x:1", "type": "AnnotationPage", "items": items}
    })
    .to_string()
}

/// What the first pupil in a page is called there.
pub fn label(page: &Page) -> String {
    let text =
        page.texts.iter().map(|(_, text)| text.as_str()).find(|text| text.contains("Pupil ")).expect("a pseudonym");
    let start = text.find("Pupil ").unwrap();
    let end = text[start + 6..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |at| start + 6 + at);
    text[start..end].to_owned()
}

fn uuid(by: &str, n: usize) -> String {
    let who: usize = by.bytes().map(usize::from).sum();
    format!("0190a1b2-0000-4000-8000-{:06x}{n:06x}", who % 0xff_ffff)
}

fn take_in(world: &World, files: &[(&str, String)]) -> Value {
    let texts: Vec<Value> = files.iter().map(|(name, text)| json!({"name": name, "text": text})).collect();
    world.call("response_add", json!({"texts": texts})).unwrap()
}

/// Twenty sentences, each of which stands there once.
fn sentences() -> Vec<String> {
    let what = ["waited", "asked", "wrote on the board", "looked at the door", "laughed"];
    (0..20).map(|n| format!("In minute {} Anna {} and I counted to {}.", n + 1, what[n % 5], 40 + n)).collect()
}

#[test]
fn of_three_readers_twenty_comments_each_none_is_lost_while_the_author_goes_on_writing() {
    let world = World::new();
    let sentences = sentences();
    let body = sentences.chunks(4).map(|part| part.join(" ")).collect::<Vec<_>>().join("\n\n");
    let (plan, entry) = a_plan(&world, &body);
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    assert!(!page.text.contains("Anna"));
    let id = entry["id"].as_str().unwrap().parse().unwrap();
    let passages: Vec<String> = (0..20).map(|n| format!("I counted to {}.", 40 + n)).collect();
    let readers = ["Jo", "Sam", "Ravi"];
    let mut kept = sentences.clone();
    for (turn, reader) in readers.iter().enumerate() {
        let words: Vec<String> =
            (0..20).map(|n| format!("{reader} on {n}: what did {} do then?", label(&page))).collect();
        let comments: Vec<(&str, &str, &str)> =
            (0..20).map(|n| ("question", words[n].as_str(), passages[n].as_str())).collect();
        let rows = take_in(&world, &[(reader, response(&page, reader, &comments))]);
        assert_eq!((&rows[0]["new"], &rows[0]["refused"]), (&json!(20), &json!("")), "{rows}");
        // Meanwhile the author takes two sentences out, moves one to the front, and writes another in between.
        kept.remove(3);
        kept.remove(7);
        let last = kept.pop().unwrap();
        kept.insert(0, last);
        kept.insert(5, format!("Later, turn {turn}: 👩🏽‍🏫 I see it otherwise, مدرسة."));
        world.later(10);
        world.body(id, &kept.chunks(3).map(|part| part.join(" ")).collect::<Vec<_>>().join("\n\n"));
    }
    let comments = world.call("comment_list", json!({"pack": page.pack})).unwrap();
    let comments = comments.as_array().unwrap();
    assert_eq!(comments.len(), 60, "none is lost");
    let now: Vec<char> = packet::text_of(&world.get(id).body).chars().collect();
    let mut listed = 0;
    for comment in comments {
        let place = &comment["place"];
        let quote = comment["quote"]["exact"].as_str().unwrap();
        assert_eq!(comment["passage"], quote);
        assert!(comment["shown"].as_str().unwrap().ends_with("what did Anna Visser do then?"), "{comment}");
        let at = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
        if place["standing"] == "orphan" {
            assert!(!kept.iter().any(|sentence| sentence.contains(quote)), "{quote} stands there and is called gone");
            listed += 1;
        } else {
            assert_eq!(now[at("start")..at("end")].iter().collect::<String>(), quote);
        }
        assert_eq!(comment["changed_since"], true);
    }
    assert_eq!(listed, 3 * 6, "two sentences taken out at each of three turns, three readers on each");
    assert_eq!(
        world.call("search_run", json!({"query": "has:comment"})).unwrap()["results"].as_array().unwrap().len(),
        1
    );
    let changes = world.call("comment_changes", json!({"pack": page.pack, "entry": entry["id"]})).unwrap();
    assert!(changes.to_string().contains("I see it otherwise"), "{changes}");
}

#[test]
fn what_comes_back_changes_no_letter_and_no_version_of_any_entry() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I waited for a long time. Nobody answered.\n");
    world.add("Another", "It went to nobody.");
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    let all = || {
        let rows = world.call("entry_list", json!({})).unwrap()["rows"].clone();
        let ids = rows.as_array().unwrap().iter().map(|row| row["id"].clone());
        ids.map(|id| {
            let versions = world.call("version_list", json!({"entry": id})).unwrap();
            (world.call("entry_get", json!({"id": id})).unwrap(), versions)
        })
        .collect::<Vec<_>>()
    };
    let before = all();
    assert_eq!(before.len(), 2);
    let hostile = "</p><script>document.body.remove()</script> ![](x) \u{202e}";
    let files = [
        (
            "jo.json",
            response(&page, "Jo", &[("warm", "Keep waiting.", "a long time"), ("cool", hostile, "Nobody answered")]),
        ),
        ("sam.json", response(&page, "Sam", &[("suggestion", "Write: I asked again.", "Nobody answered")])),
    ];
    let rows = take_in(&world, &files);
    assert_eq!((&rows[0]["new"], &rows[1]["new"]), (&json!(2), &json!(1)), "{rows}");
    assert_eq!(all(), before);
}

#[test]
fn a_response_to_another_pack_or_a_broken_one_is_refused_with_the_reason_and_the_others_come_in() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I waited for a long time.\n");
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    let other = World::new();
    let (plan, _) = a_plan(&other, "I waited for a long time.\n");
    settled(&other, &plan["id"]);
    let elsewhere = sent(&other, &plan["id"]);
    let good = response(&page, "Jo", &[("warm", "Keep waiting.", "a long time")]);
    let rows = take_in(
        &world,
        &[
            ("strange.json", response(&elsewhere, "Sam", &[("warm", "No.", "a long time")])),
            ("cut.json", good[..good.len() / 2].to_owned()),
            ("good.json", good),
        ],
    );
    let refused = |n: usize| rows[n]["refused"].as_str().unwrap().to_owned();
    assert!(refused(0).contains("did not leave this journal"), "{rows}");
    assert!(refused(1).contains("not written in JSON"), "{rows}");
    assert_eq!((refused(2).as_str(), &rows[2]["new"]), ("", &json!(1)));
    assert_eq!(world.call("comment_list", json!({})).unwrap().as_array().unwrap().len(), 1);
}

#[test]
fn a_comment_taken_up_moves_an_assumption_with_credit_and_goes_with_its_entry() {
    let world = World::new();
    let (plan, entry) = a_plan(&world, "I lose the class when nobody answers me.\n");
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    take_in(&world, &[("r", response(&page, "Jo", &[("challenge", "They may be thinking.", "nobody answers me")]))]);
    let comment = world.call("comment_list", json!({})).unwrap()[0].clone();
    let log = world.call("loop_begin", json!({"title": "Silence"})).unwrap();
    let log_id = log["entry"]["id"].clone();
    let log = world
        .call(
            "claim_add",
            json!({"loop": log_id, "kind": "assumption", "text": "A silence is a failure.", "confidence": 90}),
        )
        .unwrap();
    let claim = log["assumptions"][0]["claim"]["id"].clone();
    let taken = world
        .call(
            "comment_take_up",
            json!({"id": comment["id"], "loop": log_id, "claim": {"id": claim, "text": "A silence may be thinking.", "confidence": 60}}),
        )
        .unwrap();
    assert_eq!(taken["state"], "taken_up");
    let log = world.call("loop_get", json!({"id": log_id})).unwrap();
    let challenge = &log["challenges"][0];
    assert_eq!(
        (&challenge["who"], &challenge["cause"], &challenge["cause_id"]),
        (&json!("Jo"), &json!("comment"), &comment["id"])
    );
    let version = log["assumptions"][0]["versions"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&version["text"], &version["cause"], &version["cause_id"], &version["note"]),
        (&json!("A silence may be thinking."), &json!("comment"), &comment["id"], &json!("After a comment by Jo."))
    );
    world.call("entry_trash", json!({"ids": [entry["id"]]})).unwrap();
    world.call("entry_purge", json!({"ids": [entry["id"]], "claims": []})).unwrap();
    assert_eq!(world.call("comment_list", json!({})).unwrap(), json!([]), "it goes with the entry");
    let log = world.call("loop_get", json!({"id": log_id})).unwrap();
    assert_eq!(log["challenges"][0]["who"], "Jo", "what was made of it stays");
}

#[test]
fn a_page_of_somebody_else_is_read_only_answered_here_and_hears_back() {
    let author = World::new();
    let (plan, entry) = a_plan(&author, "I asked Anna. She **did not** answer 👩🏽‍🏫 me.\n");
    author
        .call(
            "plan_save",
            json!({"id": plan["id"], "questions": [{"text": "What would you do?", "entry": entry["id"]}]}),
        )
        .unwrap();
    settled(&author, &plan["id"]);
    let page = sent(&author, &plan["id"]);
    let refused = author.call("received_open", json!({"text": {"name": "p.html", "text": page.text}})).unwrap_err();
    assert!(refused.message.contains("left this journal"), "{}", refused.message);

    let reader = World::new();
    let open = || reader.call("received_open", json!({"text": {"name": "p.html", "text": page.text}})).unwrap();
    let received = open();
    let pack = received["id"].clone();
    let piece = received["pieces_read"][0]["id"].clone();
    let quote = |exact: &str| {
        let text = &page.texts[0].1;
        let start = text[..text.find(exact).unwrap()].chars().count();
        json!({"exact": exact, "prefix": "", "suffix": "", "start": start, "end": start + exact.chars().count()})
    };
    let remark = json!({"received": pack, "piece": piece, "kind": "question", "text": format!("What did {} say later?", label(&page)), "quote": quote("answer 👩🏽‍🏫 me")});
    reader.call("remark_save", remark).unwrap();
    let wrong = json!({"received": pack, "piece": piece, "kind": "warm", "text": "x", "quote": {"exact": "nowhere", "prefix": "", "suffix": "", "start": 0, "end": 7}});
    assert!(reader.call("remark_save", wrong).unwrap_err().message.contains("does not stand"));
    let key = received["questions"][0]["key"].clone();
    reader.call("remark_save", json!({"received": pack, "question": key, "text": "Wait."})).unwrap();
    reader.call("received_save", json!({"received": pack, "name": "Jo"})).unwrap();
    assert_eq!(open()["written"].as_array().unwrap().len(), 1, "opened again it is as it was");

    let file = reader.folder.path().join("Response by Jo.json");
    reader.call("response_write", json!({"id": pack, "place": file})).unwrap();
    let rows = author.call("response_add", json!({"places": [reader.folder.path()]})).unwrap();
    assert_eq!((&rows[0]["by"], &rows[0]["new"], &rows[0]["exact"]), (&json!("Jo"), &json!(2), &json!(1)), "{rows}");
    let comments = author.call("comment_list", json!({"entry": entry["id"]})).unwrap();
    let question = comments.as_array().unwrap().iter().find(|one| one["kind"] == "question").unwrap().clone();
    assert_eq!(question["shown"], "What did Anna Visser say later?");
    let answer = comments.as_array().unwrap().iter().find(|one| one["kind"] == "answer").unwrap();
    assert_eq!((&answer["question"], &answer["shown"]), (&json!("What would you do?"), &json!("Wait.")));

    author.call("comment_answer", json!({"id": question["id"], "answer": "Anna said nothing."})).unwrap();
    let answers = author.folder.path().join("answers.json");
    let looked = author.call("reply_look", json!({"pack": page.pack})).unwrap();
    assert_eq!(looked["notes"][0]["text"], format!("{} said nothing.", label(&page)), "{looked}");
    author.call("reply_write", json!({"pack": page.pack, "place": answers, "names_checked": true})).unwrap();
    let reply = std::fs::read_to_string(&answers).unwrap();
    let rows = reader.call("response_add", json!({"texts": [{"name": "answers.json", "text": reply}]})).unwrap();
    assert_eq!((&rows[0]["is_reply"], &rows[0]["new"]), (&json!(true), &json!(1)), "{rows}");
    let heard = reader.call("received_get", json!({"id": pack})).unwrap();
    assert_eq!(heard["written"][0]["reply"], format!("{} said nothing.", label(&page)));
}

#[test]
fn a_reply_to_all_readers_says_nothing_that_one_of_them_wrote() {
    let world = World::new();
    let (plan, _) = a_plan(&world, "I waited for a long time.\n");
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    let file = response(
        &page,
        "Jo",
        &[("question", "Do you mean the corner house?", "waited"), ("question", "Or Odile Marchetti?", "a long time")],
    );
    take_in(&world, &[("a", file)]);
    let comments = world.call("comment_list", json!({})).unwrap();
    for comment in comments.as_array().unwrap() {
        world.call("comment_answer", json!({"id": comment["id"], "answer": "Thank you."})).unwrap();
    }
    let place = world.folder.path().join("answers.json");
    let reply = |request: Value| {
        world.call("reply_write", request).unwrap();
        std::fs::read_to_string(&place).unwrap()
    };
    let to_all = reply(json!({"pack": page.pack, "place": place}));
    assert!(to_all.contains("Thank you.") && !to_all.contains("Marchetti") && !to_all.contains("corner"), "{to_all}");
    let to_one = reply(json!({"pack": page.pack, "response": comments[0]["response"], "place": place}));
    assert!(to_one.contains("corner house"), "the reader's own words say what is meant: {to_one}");
    assert!(!to_one.contains("Marchetti"), "but not where they may tell who is meant: {to_one}");
}

#[test]
fn hostile_texts_of_a_response_and_a_page_stay_texts() {
    let Some(path) = crate::world::test_data("xss-dompurify/expect.json") else { return };
    let cases: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let world = World::new();
    let (plan, _) = a_plan(&world, "I waited for a long time.\n");
    settled(&world, &plan["id"]);
    let page = sent(&world, &plan["id"]);
    let payloads: Vec<String> = cases
        .iter()
        .map(|case| case["payload"].as_str().unwrap().trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    let comments: Vec<(&str, &str, &str)> =
        payloads.iter().map(|text| ("warm", text.as_str(), "a long time")).collect();
    let rows = take_in(&world, &[("r", response(&page, "<img src=x onerror=alert(1)>", &comments))]);
    assert_eq!(rows[0]["refused"], "", "{rows}");
    let shown = world.call("comment_list", json!({})).unwrap();
    assert_eq!(shown.as_array().unwrap().len(), payloads.len());
    // A page whose pieces hold the payloads as HTML: what is shown of it passed the sanitiser.
    let reader = World::new();
    let mut evil = page.text.clone();
    let (before, block) = evil.rsplit_once("id=\"pack\">").unwrap();
    let (block, after) = block.split_once("</script>").unwrap();
    let mut data: Value = serde_json::from_str(block).unwrap();
    data["pieces"][0]["html"] = json!(payloads.join("\n"));
    data["title"] = json!("<script>alert(1)</script>");
    let block = data.to_string().replace('<', "\\u003c");
    evil = format!("{before}id=\"pack\">{block}</script>{after}");
    let received = reader.call("received_open", json!({"text": {"name": "evil.html", "text": evil}})).unwrap();
    let html = received["pieces_read"][0]["html"].as_str().unwrap().to_lowercase();
    for bad in ["<script", "<iframe", "<object", "<embed", "<style", "<form", "<svg", "<math"] {
        assert!(!html.contains(bad), "{bad}");
    }
    for tag in tags(&html) {
        for bad in [" on", "href=\"javascript:", "src=\"javascript:", "src=\"http", " style=", "srcdoc"] {
            assert!(!tag.contains(bad), "{bad} in {tag}");
        }
    }
    assert_eq!(received["title"], "<script>alert(1)</script>", "it is a text, and shown as one");
}

/// The names and attributes of every tag; what stands in quotes as a title is no attribute.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    for part in html.split('<').skip(1) {
        let mut quoted = false;
        let tag: String = part
            .chars()
            .take_while(|c| {
                quoted ^= *c == '"';
                quoted || *c != '>'
            })
            .collect();
        let names = tag.split('"').enumerate();
        tags.push(names.map(|(n, piece)| if n % 2 == 0 { piece.to_owned() } else { address(piece) }).collect());
    }
    tags
}

/// Of what stands in quotes only how an address begins.
fn address(value: &str) -> String {
    format!("\"{}\"", value.trim_start().chars().take(11).collect::<String>())
}
