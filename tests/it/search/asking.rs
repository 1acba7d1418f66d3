//! How a query may be put: NOT, brackets after a filter, names as people remember them; and how it is said again.

use journal::entries::{EntryFields, Happened};
use journal::search::{self, SearchFor, SuggestFor};

use crate::world::World;

fn some() -> World {
    let world = World::new();
    for (title, body, tags, people) in [
        ("Nine", "A quiz and homework.", vec!["y9"], vec!["Anna Berg"]),
        ("Ten", "A test in the cold hall.", vec!["y10", "Year nine"], vec!["Anna-Lena Koch", "Ben"]),
        ("Both", "A quiz, a test, no waiting in class.", vec!["y9", "y10", "snake_case"], vec![]),
    ] {
        let entry = world.add(title, body);
        let fields = EntryFields {
            tags: Some(tags.into_iter().map(str::to_owned).collect()),
            people: Some(people.into_iter().map(str::to_owned).collect()),
            setting: Some("Science lab".into()),
            ..EntryFields::default()
        };
        world.save(entry.id, fields, false);
    }
    world.journal.catch_up().unwrap();
    world
}

fn sorted(world: &World, query: &str) -> Vec<String> {
    let mut titles = world.titles(query);
    titles.sort();
    titles
}

#[test]
fn what_is_excluded_in_words_and_what_stands_in_brackets_is_found_so() {
    let world = some();
    for (query, titles) in [
        ("NOT tag:y9 test ", vec!["Ten"]),
        ("quiz AND NOT test ", vec!["Nine"]),
        ("test –cold ", vec!["Both"]),
        ("tag:(y9 OR y10) ", vec!["Both", "Nine", "Ten"]),
        ("tag:(y9 y10) ", vec!["Both"]),
        ("tag:(y9 NOT y10) ", vec!["Nine"]),
        ("-tag:(y9 OR \"year nine\") ", vec![]),
        ("tag:y9,y10 -quiz ", vec!["Ten"]),
        ("near:(waiting class) ", vec!["Both"]),
    ] {
        assert_eq!(sorted(&world, query), titles, "{query}");
    }
}

#[test]
fn a_name_is_found_as_it_is_remembered_and_what_is_not_there_is_said() {
    let world = some();
    for (query, titles) in [
        ("tag:year-nine ", vec!["Ten"]),
        ("tag:year_nine ", vec!["Ten"]),
        ("tag:'year nine' ", vec!["Ten"]),
        ("tag:y* -tag:y10 ", vec!["Nine"]),
        ("person:anna ", vec!["Nine", "Ten"]),
        ("-person:anna ", vec!["Both"]),
        ("person:berg ", vec!["Nine"]),
        ("setting:science-lab ", vec!["Both", "Nine", "Ten"]),
    ] {
        let found = world.search(query);
        assert_eq!(
            (sorted(&world, query), found.notes),
            (titles.iter().map(ToString::to_string).collect(), vec![]),
            "{query}"
        );
    }
    for (query, note) in [
        ("tag:y99 ", "There is no tag y99; did you mean y9?"),
        ("tag:snake ", "There is no tag snake; did you mean snake_case?"),
        ("tag:zebra ", "There is no tag zebra."),
        ("person:Bem ", "There is nobody called bem; did you mean Ben?"),
        ("setting:sience ", "There is no setting sience; did you mean Science lab?"),
        ("template:gibs ", "There is no template gibs; did you mean gibbs?"),
        ("tag:q* ", "No tag begins with “q”."),
    ] {
        let notes = world.search(query).notes;
        assert!(notes.len() == 1 && notes[0].eq_ignore_ascii_case(note), "{query}: {notes:?}");
    }
}

#[test]
fn the_sentence_said_of_a_query_is_good_english() {
    let world = some();
    for (query, sentence) in [
        ("-homework -cold ", "Entries without “homework” and without “cold”."),
        ("NOT tag:y9 homework ", "Entries containing “homework”, not tagged y9."),
        ("-in:2024 ", "Entries not from 2024."),
        ("-in:march ", "Entries not from March 2026."),
        ("-on:2024-03-05 ", "Entries not on 5 March 2024."),
        ("in:2023 OR in:2024 ", "Entries from 2023 or 2024."),
        ("-(in:2023 OR in:2024) ", "Entries from neither 2023 nor 2024."),
        ("after:2024 ", "Entries from 1 January 2024 on."),
        ("-after:2024 ", "Entries not from 1 January 2024 on."),
        ("before:2025 after:2024 ", "Entries from 1 January 2024 to 31 December 2024."),
        (
            "after:2024 before:2023 ",
            "Entries from 1 January 2024 on and before 1 January 2023, which is no day at all.",
        ),
        ("-(tag:y9 OR tag:y10) ", "Entries tagged neither y9 nor y10."),
        ("tag:(y9 OR y10) quiz ", "Entries tagged y9 or y10, containing “quiz”."),
        ("tag:y9,y10,snake_case ", "Entries tagged y9, y10 or snake_case."),
        ("-tag:(y9 OR y10 OR snake_case) ", "Entries tagged neither y9, y10 nor snake_case."),
        ("tag:year-nine ", "Entries tagged Year nine."),
        ("person:anna ", "Entries about Anna Berg or Anna-Lena Koch."),
        ("-person:anna ", "Entries about neither Anna Berg nor Anna-Lena Koch."),
        ("waiting OR -cold ", "Entries containing “waiting” or without “cold”."),
        ("quiz OR test ", "Entries containing “quiz” or “test”."),
        ("-(quiz OR test) ", "Entries without “quiz” or “test”."),
        ("-(quiz test) ", "Entries without both “quiz” and “test” together."),
        ("-(quiz tag:y9) ", "Entries not at once tagged y9 and containing “quiz”."),
        ("-(quiz OR tag:y9) ", "Entries neither containing “quiz” nor tagged y9."),
        (
            "(quiz tag:y9) OR (test -cold) ",
            "Entries either tagged y9 and containing “quiz”, or containing “test” and without “cold”.",
        ),
        (
            "-((quiz tag:y9) OR (test cold)) ",
            "Entries neither tagged y9 and containing “quiz”, nor containing “test” and “cold”.",
        ),
        ("-(-quiz) tag:y9 ", "Entries tagged y9, containing “quiz”."),
        ("\"quiz test\"~1 ", "Entries containing “quiz” and “test” next to each other."),
        ("\"quiz test\"~2 ", "Entries containing “quiz” and “test” within 2 words of each other."),
        ("-near:(quiz test) ", "Entries without “quiz” and “test” within 10 words of each other."),
        ("near:quiz ", "Entries containing “quiz”."),
        ("-is:draft ", "Entries that are not drafts."),
        ("is:draft OR is:private ", "Entries that are drafts or private."),
        ("-(is:draft OR is:private) ", "Entries that are neither drafts nor private."),
        ("-is:shareable ", "Entries that may not be shared."),
        ("-is:untitled ", "Entries with a title."),
        ("-is:in ", "Entries not written in action."),
        ("-has:image -has:person ", "Entries without a picture and about nobody."),
        ("-(has:image OR has:tag) ", "Entries without a picture or a tag."),
        ("-is:due ", "Entries with nothing due."),
        ("-claim:held ", "Entries without an assumption that is held."),
        ("-stage:test-planned ", "Entries not at the stage test planned."),
        ("is:undated ", "Entries that are undated."),
        ("-ca* ", "Entries without words that begin with “ca”."),
        (
            "anna homework ben quiz waiting tag:y9 ",
            "Entries tagged y9, containing most of “anna”, “homework”, “ben”, “quiz” and “waiting”.",
        ),
        ("near:(quiz test y9)~1 ", "Entries containing “quiz”, “test” and “y9” next to each other."),
        ("what is the quiz of \"test\" ", "Entries containing “test” and “quiz”."),
        ("what is the quiz of anna \"test\" ", "Entries containing “test”, and “quiz” or “anna”."),
    ] {
        assert_eq!(world.search(query).explained.as_deref(), Some(sentence), "{query}");
    }
}

#[test]
fn of_many_values_a_few_are_named() {
    let world = World::new();
    for number in 0..9 {
        let entry = world.add("Tagged", "quiz");
        let tags = Some(vec![format!("y{number}")]);
        world.save(entry.id, EntryFields { tags, ..EntryFields::default() }, false);
    }
    let explained = world.search("tag:y* ").explained.unwrap();
    assert!(explained.starts_with("Entries tagged y") && explained.ends_with(" or 4 others."), "{explained}");
}

#[test]
fn words_that_are_all_needed_are_said_together() {
    let request = SearchFor { query: "quiz test tag:y9 ".into(), strict: true, ..SearchFor::default() };
    let world = some();
    let found = world.journal.read(|tx| search::run(tx, world.journal.search(), &request)).unwrap().unwrap();
    assert_eq!(found.explained.as_deref(), Some("Entries tagged y9, containing “quiz” and “test”."));
}

#[test]
fn an_entry_of_which_nobody_knows_the_day_is_of_no_day_and_found_as_undated() {
    let world = some();
    let entry = world.add("Long ago", "A quiz.");
    world.save(entry.id, EntryFields { happened: Some(Happened::unknown()), ..EntryFields::default() }, false);
    for settled in [false, true] {
        if settled {
            world.journal.catch_up().unwrap();
        }
        assert_eq!(sorted(&world, "is:undated "), ["Long ago"]);
        assert_eq!(sorted(&world, "on:today "), ["Both", "Nine", "Ten"]);
        assert_eq!(sorted(&world, "after:2020 quiz "), ["Both", "Nine"]);
        assert_eq!(sorted(&world, "before:2030 quiz "), ["Both", "Nine"]);
        assert_eq!(sorted(&world, "-in:2026 "), ["Long ago"]);
        assert_eq!(sorted(&world, "year:2026 "), ["Both", "Nine", "Ten"]);
        assert_eq!(sorted(&world, "-year:2026 "), ["Long ago"]);
        let years = world.search("quiz ").facets.years;
        assert_eq!(years.iter().map(|year| (year.value.as_str(), year.count)).collect::<Vec<_>>(), [("2026", 2)]);
        assert_eq!(sorted(&world, "-is:undated quiz "), ["Both", "Nine"]);
    }
}

#[test]
fn the_words_after_a_day_that_cannot_be_read_are_not_mended() {
    let world = some();
    world.add("Words", "homwork");
    let found = world.search("after:someday homewrk ");
    assert_eq!((found.meant, found.notes.len()), (None, 1));
    assert!(world.search("homewrk ").meant.is_some());
}

#[test]
fn what_a_filter_takes_is_offered_while_it_is_typed() {
    let world = some();
    let offered = |query: &str| -> Vec<String> {
        let request = SuggestFor { query: query.into() };
        let found = world.journal.read(|tx| search::suggest(tx, &request)).unwrap();
        found.into_iter().map(|one| one.query).collect()
    };
    assert_eq!(offered("quiz in:last t"), ["quiz in:\"last term\" ", "quiz in:\"last three months\" "]);
    assert_eq!(offered("in:ma"), ["in:march ", "in:may "]);
    assert_eq!(offered("in:mar"), ["in:march "]);
    assert_eq!(offered("-on:thurs"), ["-on:thursday "]);
    assert_eq!(offered("((tag:y"), ["((tag:y10 ", "((tag:y9 ", "((tag:\"Year nine\" "]);
    assert_eq!(offered("tag:(y9 OR ye"), ["tag:(y9 OR \"Year nine\" "]);
    assert_eq!(offered("is:").len(), 16, "all of them");
    assert_eq!(offered("is:und"), ["is:undated "]);
    assert_eq!(offered("in:").len(), 8);
    assert_eq!(offered("qu"), Vec::<String>::new());
}
