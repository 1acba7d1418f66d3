//! The check for a single loop, held against twenty learning logs of our own writing that were labelled before; and what
//! comes back, held against twelve triggers.

use std::path::Path;

use journal::checks::{Facts, asked};
use journal::loops::Exit;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    label: String,
    #[serde(flatten)]
    facts: Facts,
}

fn labelled() -> Vec<(String, Labelled)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/loops");
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let log = toml::from_str(&std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, log)
        })
        .collect();
    all.sort_by(|a: &(String, Labelled), b| a.0.cmp(&b.0));
    all
}

fn ids(facts: &Facts) -> Vec<&'static str> {
    asked(facts).into_iter().map(|(id, ..)| id).collect()
}

/// Whether the structural checks say that the target has not moved: by what is asked, or by the writer's own word.
fn says_single(facts: &Facts) -> bool {
    let asked = ids(facts);
    facts.exit == Exit::Single || ["only_how", "same_aim", "no_second_voice"].iter().any(|id| asked.contains(id))
}

#[test]
fn the_structural_checks_know_a_single_loop_from_a_double_one() {
    let all = labelled();
    assert_eq!(all.iter().filter(|(_, log)| log.label == "single").count(), 10);
    assert_eq!(all.iter().filter(|(_, log)| log.label == "double").count(), 10);
    let (mut right, mut said, mut single) = (0, 0, 0);
    for (name, log) in &all {
        let (says, is) = (says_single(&log.facts), log.label == "single");
        right += usize::from(says && is);
        said += usize::from(says);
        single += usize::from(is);
        let mark = if says == is { " " } else { "!" };
        println!("{mark} {name}: {}", ids(&log.facts).join(" "));
    }
    let (precision, recall) = (right as f64 / said as f64, right as f64 / single as f64);
    println!("single loop, 20 logs: precision {precision:.2}, recall {recall:.2}");
    assert!(precision >= 0.9 && recall >= 0.9, "precision {precision:.2}, recall {recall:.2}");
}

mod recurrence {
    use serde_json::{Value, json};

    use crate::world::World;

    /// Twelve triggers: three matters that come up three times each, and three that only share words with them.
    const TRIGGERS: [(&str, &str); 12] = [
        (
            "silence",
            "Nobody in Year 9 answered my question about the bridge. The silence made me nervous and I answered it myself.",
        ),
        ("chart", "At handover the fluid chart of a patient was blank, and nobody had noticed."),
        ("visit", "The mother was not at home for our appointment, the third visit that fell through."),
        ("", "Year 9 argued about the seating plan when we moved to the new room."),
        ("silence", "Again nobody answered. After two seconds of silence I gave the answer to my own question."),
        ("chart", "A blank fluid chart once more at handover; the night nurse noticed it, I did not."),
        ("", "A relative thanked the student nurse at handover for sitting down with a patient."),
        ("visit", "Stood at the door: mother not at home, appointment missed, visit cancelled."),
        ("silence", "I asked a question, there was silence, and I answered it before anyone could."),
        ("chart", "The handover left out a fluid chart that had been blank since noon."),
        ("", "The mother rang to say that her son had read a whole book at home."),
        ("visit", "Another home visit that did not take place. The mother missed the appointment and did not ring."),
    ];

    impl World {
        fn begin_loop(&self, title: &str, trigger: &str) -> Value {
            let begun = self.call("loop_begin", json!({"title": title})).unwrap();
            let (id, base) = (begun["entry"]["id"].clone(), begun["entry"]["revision"].clone());
            self.call("loop_write", json!({"id": id, "base": base, "fields": {"trigger": trigger}})).unwrap();
            id
        }

        fn comes_back(&self, id: &Value) -> Value {
            self.call("loop_recurrence", json!({"id": id})).unwrap()
        }
    }

    fn titles(found: &Value) -> Vec<&str> {
        let entries = found["entries"].as_array();
        entries
            .map(|entries| entries.iter().map(|entry| entry["title"].as_str().unwrap()).collect())
            .unwrap_or_default()
    }

    #[test]
    fn of_twelve_triggers_the_three_that_come_back_are_asked_about_and_no_other() {
        for settled in [false, true] {
            let world = World::new();
            let ids: Vec<Value> = TRIGGERS.iter().map(|(matter, trigger)| world.begin_loop(matter, trigger)).collect();
            if settled {
                world.journal.catch_up().unwrap();
            }
            let (mut right, mut asked, mut due) = (0, 0, 0);
            for ((matter, trigger), id) in TRIGGERS.iter().zip(&ids) {
                let found = world.comes_back(id);
                let whole = !matter.is_empty() && titles(&found) == [*matter; 3];
                println!("{matter:8} {:?} {} | {trigger}", titles(&found), found["why"]);
                asked += usize::from(!found.is_null());
                right += usize::from(whole);
                due += usize::from(!matter.is_empty());
            }
            println!("recurrence, 12 triggers: asked {asked}, rightly {right}, due {due}");
            assert_eq!(asked, right, "it must not nag");
            assert!(right * 10 >= due * 9, "{right} of {due}");
        }
    }

    #[test]
    fn twice_is_not_yet_a_third_time() {
        let world = World::new();
        let mut last = Value::Null;
        for (_, trigger) in TRIGGERS.iter().filter(|(matter, _)| *matter == "silence").take(2) {
            last = world.begin_loop("silence", trigger);
        }
        assert_eq!(world.comes_back(&last), Value::Null);
    }
}
