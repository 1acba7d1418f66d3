//! "More like this", whatever the index has read so far.

use std::time::{Duration, Instant};

use journal::change::Op;
use journal::entries::EntryFields;
use journal::id::EntryId;
use journal::search::{self, Related, RelatedTo};
use proptest::prelude::*;
use serde_json::json;

use crate::world::World;

impl World {
    fn related(&self, id: EntryId) -> Vec<Related> {
        let request = RelatedTo { id, limit: Some(50) };
        for _ in 0..100 {
            if let Some(found) = self.journal.read(|tx| search::related(tx, self.journal.search(), &request)).unwrap() {
                return found;
            }
        }
        panic!("the index never came to rest");
    }

    fn related_titles(&self, id: EntryId) -> Vec<String> {
        self.related(id).into_iter().map(|found| found.entry.title).collect()
    }

    fn read_through(&self, id: EntryId) -> Vec<Related> {
        self.journal.read(|tx| search::related_without_index(tx, &RelatedTo { id, limit: Some(50) })).unwrap()
    }

    fn trash(&self, id: EntryId) {
        self.journal.write(Op::TrashEntry, |tx| journal::entries::trash(tx, &[id])).unwrap();
    }
}

/// A term of notes: three on silence after a question, the rest on other things.
fn term(world: &World) -> (EntryId, EntryId, EntryId) {
    let silence = world.add(
        "Nobody answers",
        "I asked the class why the bridge held, and there was silence. I could not bear the silence and answered my own question.",
    );
    let again =
        world.add("Filled it again", "After my question the silence lasted two seconds; then I answered it for them.");
    let tally = world.add("A tally", "My colleague counted: after every question I left a silence of 1.4 seconds.");
    for number in 0..12 {
        world.add(
            &format!("Duty {number}"),
            &format!("On duty in the yard: two boys argued over a football, rain stopped play on morning {number}."),
        );
    }
    (silence.id, again.id, tally.id)
}

#[test]
fn entries_about_the_same_thing_are_found_and_say_why() {
    let world = World::new();
    let (silence, ..) = term(&world);
    for settled in [false, true] {
        if settled {
            world.journal.catch_up().unwrap();
        }
        let found = world.related(silence);
        let titles: Vec<_> = found.iter().map(|related| related.entry.title.as_str()).collect();
        assert_eq!(titles, ["Filled it again", "A tally"], "settled: {settled}");
        assert!(found[0].because.contains(&"silence".to_owned()), "{:?}", found[0].because);
        assert!(found.iter().all(|related| related.because.iter().all(|word| word != "the" && word != "my")));
    }
}

#[test]
fn without_an_index_the_same_entries_are_found() {
    let world = World::new();
    let (silence, ..) = term(&world);
    world.journal.catch_up().unwrap();
    let titles = |found: Vec<Related>| found.into_iter().map(|related| related.entry.title).collect::<Vec<_>>();
    assert_eq!(titles(world.read_through(silence)), titles(world.related(silence)));
}

#[test]
fn what_was_just_saved_or_put_in_the_trash_counts_at_once() {
    let world = World::new();
    let (silence, again, tally) = term(&world);
    world.journal.catch_up().unwrap();
    world.trash(again);
    assert_eq!(world.related_titles(silence), ["A tally"]);
    world.body(tally, "Something else altogether: the timetable of the buses.");
    assert_eq!(world.related_titles(silence), Vec::<String>::new());
    world.add("New", "Silence after a question, once more.");
    assert_eq!(world.related_titles(silence), ["New"]);
}

#[test]
fn an_empty_entry_and_an_only_entry_are_like_none() {
    let world = World::new();
    let empty = world.add("", "").id;
    assert!(world.related(empty).is_empty());
    let only = world.add("Silence", "Nobody answered my question.").id;
    assert!(world.related(only).is_empty());
}

#[test]
fn inflections_are_one_word_in_the_language_of_the_entry() {
    let world = World::new();
    let one = world
        .add("een", "Vandaag heb ik met de leerling gesproken over de stilte die na een vraag in mijn les ontstaat.");
    world.add(
        "twee",
        "Wat er gebeurt met leerlingen na vragen: de stiltes in de lessen duren nog geen twee seconden bij mij.",
    );
    world.add(
        "drie",
        "Op de fiets naar huis heb ik vooral nagedacht over het rooster van de volgende periode en de regen.",
    );
    world.journal.catch_up().unwrap();
    assert_eq!(world.related_titles(one.id), ["twee"]);
}

#[test]
fn the_headings_of_a_template_make_no_two_entries_alike() {
    let world = World::new();
    let add = |text: &str| {
        let body = format!("## Description\n\n{text}\n\n## Action plan\n\n");
        let fields = EntryFields { body: Some(body), template: Some("gibbs".into()), ..EntryFields::default() };
        world.journal.write(Op::AddEntry, |tx| journal::entries::add(tx, fields)).unwrap().id
    };
    let one = add("Silence after my question.");
    add("Rain stopped the football.");
    assert!(world.related(one).is_empty());
    world.journal.catch_up().unwrap();
    assert!(world.related(one).is_empty());
}

#[test]
fn what_hangs_on_a_learning_log_makes_it_like_others() {
    let world = World::new();
    let begun = world.call("loop_begin", json!({"title": "Year 9"})).unwrap();
    let claim =
        json!({"loop": begun["entry"]["id"], "kind": "assumption", "text": "If I leave a silence I lose the class"});
    world.call("claim_add", claim).unwrap();
    let note = world.add("Note", "Silence again, and the class was lost to me.").id;
    for settled in [false, true] {
        if settled {
            world.journal.catch_up().unwrap();
        }
        assert_eq!(world.related_titles(note), ["Year 9"], "settled: {settled}");
    }
}

#[test]
fn ten_megabytes_are_answered_in_bounded_time() {
    let world = World::new();
    let long: String = "Silence after a question is thinking time, says the colleague who counted. ".repeat(140_000);
    assert!(long.len() > 10_000_000);
    let big = world.add("Big", &long).id;
    let small = world.add("Small", "The silence after my question.").id;
    world.add("Other", "Rain stopped the football.");
    let began = Instant::now();
    assert_eq!(world.related_titles(small), ["Big"]);
    assert_eq!(world.related_titles(big), ["Small"]);
    assert_eq!(world.read_through(small).len(), 1);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    println!("three answers beside 10 MB in a debug build: {took:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_entry_is_never_like_itself_and_never_like_one_in_the_trash(
        texts in prop::collection::vec("[a-e学校工😀\\PC]{0,3}( ?(silence|question|wait|école|学校|Stille|\\PC{1,6})){0,12}", 2..9),
        trashed in prop::collection::vec(any::<bool>(), 9),
        settle in 0usize..9,
    ) {
        let world = World::new();
        let mut ids = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            ids.push(world.add("", text).id);
            if number == settle {
                world.journal.catch_up().unwrap();
            }
        }
        let gone: Vec<EntryId> = ids.iter().zip(&trashed).filter(|(_, gone)| **gone).map(|(id, _)| *id).collect();
        for id in &gone {
            world.trash(*id);
        }
        for id in &ids {
            for found in [world.related(*id), world.read_through(*id)] {
                for related in &found {
                    prop_assert_ne!(related.entry.id, *id);
                    prop_assert!(!gone.contains(&related.entry.id));
                    prop_assert!(!related.because.is_empty());
                }
            }
        }
    }
}
