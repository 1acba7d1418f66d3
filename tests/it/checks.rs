//! The check for a single loop, held against twenty learning logs of our own writing that were labelled before; and what
//! comes back, held against twelve triggers.

mod of_a_log;
mod recurrence;

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
