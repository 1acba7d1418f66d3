//! What comes back, and what only shares words with it.

use journal::change::Op;
use journal::claims::MergeClaims;
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
    entries.map(|entries| entries.iter().map(|entry| entry["title"].as_str().unwrap()).collect()).unwrap_or_default()
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

fn three(world: &World, matter: &str) -> Vec<Value> {
    let of = |(_, trigger): &(&str, &str)| world.begin_loop(matter, trigger);
    TRIGGERS.iter().filter(|(name, _)| *name == matter).map(of).collect()
}

#[test]
fn the_same_class_the_same_place_and_the_same_people_are_not_the_same_matter() {
    let world = World::new();
    let notes = [
        "Year 9 laughed when I dropped the bridge model, and I laughed with them.",
        "In Year 9 Anna asked whether she may sit with Ben. I said no without thinking.",
        "Anna in Year 9 has written a poem about her grandmother.",
        "My colleague says that Year 9 is noisy in the corridor after my lesson.",
        "Parents' evening with Year 9: Anna's father thanked me for the bridge project.",
        "Year 9 test: half of the class did not answer the last question.",
        "The handover took forty minutes because two nurses were new on the ward.",
        "A nurse cried after handover, and I did not know what to say.",
        "At handover the night nurse asked me to stay for the family of a patient.",
        "A patient asked the night nurse for the priest, and nobody told us at handover.",
    ];
    let ids: Vec<Value> = notes.iter().map(|trigger| world.begin_loop("", trigger)).collect();
    world.journal.catch_up().unwrap();
    for (id, note) in ids.iter().zip(notes) {
        assert_eq!(world.comes_back(id), Value::Null, "{note}");
    }
}

#[test]
fn in_a_journal_of_some_years_it_still_knows_what_comes_back() {
    let world = World::new();
    for number in 0..150 {
        let of = [
            "the bus was late",
            "a good lesson on rivers",
            "the staff meeting ran over",
            "a quiet shift on the ward",
            "football in the rain",
        ];
        world.add(
            &format!("Day {number}"),
            &format!(
                "Today {}. A question of time, {number} in all. The mother and the nurse said hello.",
                of[number % 5]
            ),
        );
    }
    world.journal.catch_up().unwrap();
    let ids: Vec<Value> = TRIGGERS.iter().map(|(matter, trigger)| world.begin_loop(matter, trigger)).collect();
    world.journal.catch_up().unwrap();
    for ((matter, trigger), id) in TRIGGERS.iter().zip(&ids) {
        let found = world.comes_back(id);
        let due = if matter.is_empty() { Vec::new() } else { vec![*matter; 3] };
        assert_eq!(titles(&found), due, "{trigger}");
    }
}

#[test]
fn it_is_known_in_dutch_and_in_german() {
    let world = World::new();
    let nl = [
        "Vader liep weer weg toen ik de doelen van het plan voorlas aan tafel, en niemand tekende het plan.",
        "Ik las de doelen voor en vader liep weg; het plan ligt er nog steeds zonder dat iemand tekende.",
        "Bij het voorlezen van het plan met de doelen liep deze vader weg, en er werd niets getekend.",
    ];
    let de = [
        "Die Jugendlichen haben die neue Hausordnung an der Tür zerrissen, kaum dass sie eine Stunde hing.",
        "Wieder wurde die Hausordnung zerrissen; die Jugendlichen sagen, dass wir die Ordnung allein geschrieben haben.",
        "Auch die dritte Hausordnung haben Jugendliche an der Tür zerrissen, und ich habe sie wieder geklebt.",
    ];
    let begun: Vec<Value> = nl
        .iter()
        .map(|text| world.begin_loop("nl", text))
        .chain(de.iter().map(|text| world.begin_loop("de", text)))
        .collect();
    world.journal.catch_up().unwrap();
    assert_eq!(titles(&world.comes_back(&begun[0])), ["nl"; 3]);
    assert_eq!(titles(&world.comes_back(&begun[3])), ["de"; 3]);
}

#[test]
fn an_entry_that_tells_of_the_same_is_counted_with_the_learning_logs() {
    let world = World::new();
    let ids: Vec<Value> = TRIGGERS
        .iter()
        .filter(|(matter, _)| *matter == "chart")
        .take(2)
        .map(|(_, trigger)| world.begin_loop("log", trigger))
        .collect();
    assert_eq!(world.comes_back(&ids[1]), Value::Null);
    let told = "Late shift. At handover a fluid chart was blank again; the night nurse noticed it and said so in front of the others.";
    world.add("entry", told);
    let found = world.comes_back(&ids[1]);
    assert_eq!(found["times"], 3, "{found}");
    assert!(titles(&found).contains(&"entry"));
    assert!(found["question"].as_str().unwrap().starts_with("This is the third time"));
}

#[test]
fn once_silenced_it_is_not_asked_again_in_any_of_them() {
    let world = World::new();
    let ids = three(&world, "silence");
    let subject = world.comes_back(&ids[2])["subject"].clone();
    world.call("silence", json!({"subject": subject})).unwrap();
    for id in &ids {
        assert_eq!(world.comes_back(id), Value::Null);
    }
    world.call("unsilence", json!({"subject": subject})).unwrap();
    assert_eq!(world.comes_back(&ids[0])["times"], 3);
}

#[test]
fn it_is_asked_only_of_a_log_that_is_under_way_and_never_counts_the_trash() {
    let world = World::new();
    let ids = three(&world, "visit");
    world.call("loop_park", json!({"id": ids[0], "why": "marking"})).unwrap();
    world.call("loop_single", json!({"id": ids[1], "why": "a text did it"})).unwrap();
    assert_eq!(world.comes_back(&ids[0]), Value::Null);
    assert_eq!(world.comes_back(&ids[1]), Value::Null);
    assert_eq!(world.comes_back(&ids[2])["times"], 3, "those that stopped are counted");
    world.call("entry_trash", json!({"ids": [ids[0]]})).unwrap();
    assert_eq!(world.comes_back(&ids[2]), Value::Null);
}

#[test]
fn the_same_assumption_in_three_logs_is_asked_about_merged_ones_counted_as_one() {
    let world = World::new();
    let ids: Vec<Value> =
        ["Rain.", "The bus.", "A poem."].iter().map(|trigger| world.begin_loop("log", trigger)).collect();
    let add = |id: &Value, text: &str| {
        let tied = world.call("claim_add", json!({"loop": id, "kind": "assumption", "text": text})).unwrap();
        tied["assumptions"][0]["claim"]["id"].clone()
    };
    let one = add(&ids[0], "If I am late nobody minds");
    world.call("claim_tie", json!({"loop": ids[1], "claim": one})).unwrap();
    let other = add(&ids[2], "Punctuality is for trains");
    assert_eq!(world.comes_back(&ids[2]), Value::Null);
    let merge =
        MergeClaims { claim: serde_json::from_value(other).unwrap(), into: serde_json::from_value(one).unwrap() };
    world.journal.write(Op::MergeClaims, |tx| journal::claims::merge(tx, merge)).unwrap();
    for id in &ids {
        let found = world.comes_back(id);
        assert_eq!(found["times"], 3, "{found}");
        assert!(found["why"].as_str().unwrap().contains("If I am late nobody minds"));
    }
    let subject = world.comes_back(&ids[0])["subject"].clone();
    world.call("silence", json!({"subject": subject})).unwrap();
    assert_eq!(world.comes_back(&ids[2]), Value::Null);
}
