//! What a query means: what is found first, what follows, what it says of itself, and what it never does.

use journal::entries::EntryFields;
use journal::search::{self, PassagesOf, SearchFor};
use journal::settings;
use proptest::prelude::*;

use crate::world::World;

fn some() -> World {
    let world = World::new();
    world.add("Both", "Anna forgot her homework in the corridor.");
    world.add("One", "Anna was late.");
    world.add("Other", "Homework for all.");
    world.journal.catch_up().unwrap();
    world
}

#[test]
fn entries_with_all_words_are_found_and_those_with_some_follow() {
    let world = some();
    let found = world.search("anna homework ");
    assert_eq!((found.total, found.some, found.results.len()), (1, 2, 3));
    assert_eq!(found.results[0].entry.title, "Both");
    assert!(found.results[0].score >= 2.0 && found.results[1].score < 2.0, "a score never contradicts the order");
    assert_eq!(world.search("anna zebra ").total, 1 + 1, "where none has all, those that come closest are found");
    assert_eq!(world.search("anna ").some, 0, "one word is had or not");
}

#[test]
fn a_question_of_twelve_words_is_answered_by_most_of_them() {
    let world = some();
    let found = world.search("Why did Anna leave her homework in the corridor for the third time?");
    assert_eq!(found.results[0].entry.title, "Both");
    assert_eq!(found.total, 1, "half of the telling words are enough, fewer are not");
}

#[test]
fn what_leaves_by_a_query_has_every_word_of_it() {
    let world = some();
    let titles = |query: &str| -> Vec<String> {
        let ids = world.journal.read(|tx| search::ids(tx, world.journal.search(), query)).unwrap().unwrap();
        let request = SearchFor { query: query.into(), strict: true, ..SearchFor::default() };
        let found = world.journal.read(|tx| search::run(tx, world.journal.search(), &request)).unwrap().unwrap();
        assert_eq!((found.total as usize, found.some, found.results.len()), (ids.len(), 0, ids.len()), "{query}");
        assert_eq!(ids.len(), world.journal.read(|tx| search::ids_without_index(tx, query)).unwrap().len());
        ids.into_iter().map(|id| world.get(id).title).collect()
    };
    assert_eq!(titles("anna homework "), ["Both"]);
    assert!(titles("anna zebra ").is_empty());
    assert!(titles("anna the homework it ").is_empty(), "joining words too");
    assert!(titles("corirdor ").is_empty(), "nothing is mended");
}

#[test]
fn or_brackets_and_nearness_are_what_they_say() {
    let world = some();
    for settled in [false, true] {
        if settled {
            world.add("Far", "Homework is a long and winding story that now and then has Anna in it.");
        }
        let sorted = |query: &str| {
            let mut titles = world.titles(query);
            titles.retain(|title| title != "Far" || query.contains("near") || query.contains('~'));
            titles.sort();
            titles
        };
        assert_eq!(sorted("late OR corridor "), ["Both", "One"]);
        assert_eq!(sorted("(late OR corridor) -homework "), ["One"]);
        assert_eq!(sorted("-(anna homework) "), ["One", "Other"]);
        assert_eq!(sorted("near:\"homework anna\" "), ["Both"], "in any order");
        assert_eq!(sorted("\"homework anna\"~2 "), Vec::<String>::new());
        if settled {
            assert_eq!(sorted("near:\"homework anna\"~12 "), ["Both", "Far"]);
        }
    }
}

#[test]
fn a_query_says_what_it_asks_for() {
    let world = some();
    let said = |query: &str| world.search(query).explained;
    assert_eq!(said("anna homework "), None, "plain words explain themselves");
    for (query, sentence) in [
        (
            "tag:y9 before:2024-03-01 \"cold calling\" thin",
            "Entries tagged y9, before 1 March 2024, containing “cold calling” and words that begin with “thin”.",
        ),
        ("in:march anna ", "Entries from 1 March 2026 to 31 March 2026, containing “anna”."),
        ("on:2024-03-05 ", "Entries on 5 March 2024."),
        ("is:draft -has:image ", "Entries that are drafts, without a picture."),
        ("quiz OR test ", "Entries containing “quiz” or “test”."),
        ("near:\"anna homework\"~3 ", "Entries containing “anna” and “homework” within 3 words of each other."),
    ] {
        assert_eq!(said(query).as_deref(), Some(sentence), "{query}");
    }
}

#[test]
fn a_word_nobody_wrote_is_looked_for_as_somebody_did() {
    let world = some();
    for settled in [false, true] {
        if settled {
            world.journal.reindex().unwrap();
        }
        let found = world.search("corirdor ");
        assert_eq!((found.total, found.meant.as_deref()), (1, Some("corridor ")));
        assert_eq!((found.query.as_str(), found.asked.as_str()), ("corirdor ", "corridor "));
        let of = PassagesOf { entry: found.results[0].entry.id, query: found.asked };
        assert!(!world.journal.read(|tx| search::passages(tx, &of)).unwrap().is_empty(), "its places are shown");
        assert!(found.notes[0].contains("corirdor") && found.notes[0].contains("corridor"), "{:?}", found.notes);
        assert!(found.results[0].passage.iter().any(|piece| piece.hit && piece.text == "corridor"));
        assert_eq!(world.search("zebra ").meant, None);
        assert_eq!(world.search("corridor ").meant, None);
    }
    let asked = world.search("who was it that slept in the corirdor all the day ");
    assert_eq!(asked.notes, Vec::<String>::new(), "a question is asked as it stands");
}

#[test]
fn a_word_that_is_looked_for_instead_bears_the_accents_it_was_written_with() {
    let world = World::new();
    world.add("Gespräch", "Die Schülerin war still. Die Verspätung war kurz, die Klassenzimmertür offen.");
    world.add("", "Les **élèves** ont parlé de l’œuvre.");
    world.add("Plain", "A cafe, of all places.");
    for settled in [false, true] {
        if settled {
            world.journal.reindex().unwrap();
        }
        let meant = |query: &str| {
            let found = world.search(query);
            (found.total, found.meant.unwrap_or_default(), found.notes.join(" "))
        };
        for (query, other) in [
            ("schülerinn ", "schülerin "),
            ("versptung ", "verspätung "),
            ("elevs ", "élèves "),
            ("gesprach kurzz ", "gesprach kurz "),
            ("ouvre ", "œuvre "),
            ("cafez ", "cafe "),
            ("zimmertür ", "klassenzimmertür "),
        ] {
            let (total, asked, note) = meant(query);
            assert_eq!((total, asked.as_str()), (1, other), "{note}");
            assert!(note.contains(&format!("“{}”", other.split_whitespace().last().unwrap())), "{note}");
        }
    }
}

#[test]
fn a_word_is_found_at_the_end_of_a_longer_one_and_in_one_or_two_pieces() {
    let world = World::new();
    world.add("Eltern", "Die Hausaufgabenbesprechung war kurz.");
    world.add("Plan", "Der Klassenarbeitstermin steht fest, die Elternbesprechung nicht.");
    world.add("Home", "The homework came back from home. We work on a white board.");
    for settled in [false, true] {
        if settled {
            world.journal.reindex().unwrap();
        }
        let both = world.search("Besprechung ");
        assert_eq!(both.total, 2, "{:?}", both.notes);
        assert!(both.notes[0].contains("hausaufgabenbesprechung") && both.notes[0].contains("elternbesprechung"));
        assert_eq!(world.search("Termin ").results[0].entry.title, "Plan");
        let board = world.search("whiteboard ");
        assert_eq!((board.total, board.meant.as_deref()), (1, Some("\"white board\" ")), "{:?}", board.notes);
        assert_eq!(world.search("class room ").total, 0);
        // Those who wrote it so are found as they are.
        assert_eq!(world.search("homework ").meant, None);
    }
    world.add("Room", "The classroom was cold.");
    let room = world.search("class room ");
    assert_eq!((room.total, room.meant.as_deref()), (1, Some("classroom ")), "{:?}", room.notes);
}

#[test]
fn the_newest_come_first_where_that_is_asked_for() {
    let world = World::new();
    world.add("Old", "seminar seminar seminar");
    world.later(3 * 24 * 60);
    world.add("New", "one seminar among many other words of no weight at all");
    let titles = |newest| -> Vec<String> {
        let request = SearchFor { query: "seminar ".into(), newest, ..SearchFor::default() };
        let found = world.journal.read(|tx| search::run(tx, world.journal.search(), &request)).unwrap().unwrap();
        found.results.into_iter().map(|found| found.entry.title).collect()
    };
    assert_eq!((titles(false), titles(true)), (vec!["Old".into(), "New".into()], vec!["New".into(), "Old".into()]));
}

#[test]
fn a_title_and_a_tag_weigh_more_than_the_text() {
    let world = World::new();
    world.add("text", "silence and much else");
    let tagged = world.add("tagged", "nothing and much else");
    world.save(tagged.id, EntryFields { tags: Some(vec!["silence".into()]), ..EntryFields::default() }, false);
    world.add("silence", "nothing and much else");
    world.journal.catch_up().unwrap();
    assert_eq!(world.titles("silence "), ["silence", "tagged", "text"]);
}

#[test]
fn what_leans_on_a_word_is_no_part_of_it() {
    let world = World::new();
    world.add("fr", "Je l'ai vu à l’école d'Anna.");
    world.add("en", "Miriam's seminar");
    world.journal.catch_up().unwrap();
    assert_eq!(world.titles("école "), ["fr"]);
    assert_eq!(world.titles("anna "), ["fr"]);
    assert_eq!(world.titles("miriam "), ["en"]);
    assert_eq!(world.titles("l'école "), ["fr"]);
}

#[test]
fn searches_are_kept_within_bounds() {
    let world = World::new();
    let saved = serde_json::json!({"saved_searches": [{"name": "Y9", "query": "tag:y9"}]});
    assert_eq!(world.call("settings_save", saved.clone()).unwrap()["saved_searches"], saved["saved_searches"]);
    let long = serde_json::json!({"saved_searches": [{"name": "x".repeat(500), "query": "tag:y9"}]});
    assert!(world.call("settings_save", long).is_err());
    assert_eq!(world.journal.read(settings::get).unwrap().saved_searches.len(), 1);
}

#[test]
fn a_very_long_query_is_answered() {
    let world = some();
    for query in ["NOT ".repeat(50_000), "tag:(".repeat(20_000), "in:(two ".repeat(20_000)] {
        let _ = world.search(&query);
    }
    for query in ["anna ".repeat(50_000), "(".repeat(100_000), "\"a\" OR ".repeat(20_000), "学".repeat(50_000)] {
        let _ = world.search(&query);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_answered_as_a_plain_reading_answers_it(query in "(anna|late|homework|her|in|OR|AND|NOT |near:|near:\\(|tag:\\(|after:|2026|is:undated|–|\"|-|\\(|\\)|~2|:|is:draft|\\*|anan|ho| |  ){0,12}") {
        let world = some();
        let (quick, plain) = (world.search(&query), world.plain(&query));
        prop_assert_eq!(super::ids(&quick), super::ids(&plain), "{}", &query);
        prop_assert_eq!((quick.total, quick.some, quick.meant), (plain.total, plain.some, plain.meant), "{}", query);
    }
}

#[test]
fn a_word_in_two_pieces_hides_nothing_and_is_cut_only_where_both_stand_side_by_side() {
    let world = World::new();
    world.add("Raum", "Das Klassenzimmer war heute laut.");
    world.add("Freitag", "On friday the lesson went well, said Klas.");
    for settled in [false, true] {
        if settled {
            world.journal.reindex().unwrap();
        }
        assert_eq!(world.search("klassen zimmer ").results[0].entry.title, "Raum");
        assert_eq!(world.search("klassen zimmer laut ").results[0].entry.title, "Raum");
        for unknown in ["lessonxyzz ", "fridaynight "] {
            assert_eq!(world.search(unknown).notes, Vec::<String>::new(), "{unknown}");
        }
    }
}
