//! Packs of every protocol, on any paper.

use serde_json::{Value, json};

use super::{ask, entry, group};
use crate::api::plans::settled;
use crate::world::World;

/// Minutes of a day as a clock shows them.
fn clock(minutes: u64) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// Where LOOPBOOK_LOOK names a folder, each pack is laid there to be looked at.
fn look(world: &World, pack: &Value, name: &str, format: &str) {
    let Some(folder) = std::env::var_os("LOOPBOOK_LOOK").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    ask(world, "pack_send", json!({"id": pack["id"], "place": folder.join(format!("{name}.{format}"))}));
}

#[test]
fn every_protocol_has_a_pack_whose_pages_say_all_of_it_on_any_paper() {
    let world = World::new();
    let (community, member) = group(&world);
    let paragraph = "I counted to five and looked at the window, because looking at her would have been a demand.\n\n";
    let piece = entry(&world, "Who waits", &paragraph.repeat(30));
    let before = ask(&world, "session_save", json!({"community": community, "start": "2027-02-25T15:40"}));
    let promised = json!({"session": before["id"], "what": "Share the rubric with everyone who teaches year nine", "person": member("Bea Brook"), "due": "2027-03-05", "evidence": "it lies in the shared folder"});
    let promised = ask(&world, "commitment_save", promised);
    let all = ask(&world, "protocol_list", json!({}));
    assert_eq!(all.as_array().unwrap().len(), 12);
    for (at, protocol) in all.as_array().unwrap().iter().enumerate() {
        let name = protocol["id"].as_str().unwrap();
        let keeps = protocol["definition"]["record"] != "none";
        let session = ask(
            &world,
            "session_save",
            json!({"community": community, "title": "Do we wait?", "start": "2027-03-11T15:40", "protocol": name, "copies": 1,
                   "minutes": 10 + protocol["minutes"].as_u64().unwrap(), "roles": [{"role": "facilitator", "person": member("Eva Stone")}],
                   "agenda": [{"kind": "piece", "entry": piece, "focus": "What do I not see?", "context": "Year 9"},
                              {"kind": "commitment", "commitment": promised["id"]}]}),
        );
        let plan = ask(&world, "session_plan", json!({"id": session["id"]}));
        settled(&world, &plan["id"]);
        let plain = json!({"paper": "a4", "large_print": false, "line_numbers": false, "wide_margin": false});
        let (kind, format, layout) = match at % 4 {
            0 => ("letter", "pdf", json!({"paper": "letter"})),
            1 => ("large", "pdf", json!({"large_print": true})),
            2 => ("grey", "pdf", json!({"grey": true})),
            _ => ("word", "docx", json!({"large_print": true, "grey": true})),
        };
        for (kind, format, layout) in [("a4", "pdf", json!({})), (kind, format, layout)] {
            let mut laid = plain.clone();
            laid.as_object_mut().unwrap().extend(layout.as_object().unwrap().clone());
            let made = ask(&world, "session_pack", json!({"id": session["id"], "format": format, "layout": laid}));
            let pack = &made["pack"];
            let which = format!("{name} {kind}");
            assert_eq!(pack["look"]["warnings"], json!([]), "{which}");
            let texts = ask(&world, "pack_text", json!({"id": pack["id"]}))["texts"].clone();
            let texts: Vec<&str> = texts.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
            let text = texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            let has = |words: &str| text.contains(words);
            for words in ["Do we wait?", "Copy 1 of 1", "Run sheet", "Who waits", "What do I not see?", "Eva Stone"] {
                assert!(has(words), "{words} in {which}: {text}");
            }
            let mut minutes = 15 * 60 + 40;
            for step in session["steps"].as_array().unwrap() {
                assert!(has(&clock(minutes)), "{} of {} in {which}: {text}", clock(minutes), step["name"]);
                minutes += step["minutes"].as_u64().unwrap();
            }
            assert_eq!((has("What we promise each other"), has("Warm")), (keeps, keeps), "{which}: {text}");
            if format == "pdf" {
                let pages = ask(&world, "pack_pages", json!({"id": pack["id"]}))["count"].as_u64().unwrap();
                assert!((4..=14).contains(&pages), "{pages} pages of {which}");
            }
            look(&world, pack, &format!("{name}-{kind}"), format);
        }
    }
}
