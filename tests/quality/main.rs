//! `make quality`: how well search finds what was meant, on collections whose right answers are known, beside SQLite's
//! FTS5 (BM25; every word OR-ed, Porter's stems for English, trigrams for scripts without spaces) in the same run.
//!
//! Half of each collection, by article, was looked at while weights were chosen; what is reported first is the other half.
//! A difference counts where 95 in 100 of 2,000 resamplings of the questions agree on its sign.
//!
//! `LOOPBOOK_QUALITY=DIR[:LANGUAGE]` measures another collection: `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl`
//! (`_id`, `text`) and `qrels.tsv` (query, document, grade; a first line of names is passed over), as BEIR has them.
#![allow(clippy::print_stdout, reason = "a report")]

mod baseline;
mod collection;
mod measure;

use std::collections::HashMap;
use std::error::Error;

use journal::api::{Api, Paths, typed};
use journal::change::Op;
use journal::entries::{self, EntryFields};
use journal::id::EntryId;
use journal::search::SearchFor;
use journal::{Clock, Journal};

use baseline::Baseline;
use collection::{Collection, Part};
use measure::{Compared, Marks};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Results that are looked at.
const DEPTH: usize = 100;

fn main() -> Outcome {
    // `cargo build --all-targets` and `cargo test` build and may run this without the flag that `cargo bench` gives.
    let words: Vec<String> = std::env::args().skip(1).collect();
    if !words.iter().any(|word| word == "--bench") {
        return Ok(());
    }
    let only: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let collections = collection::all()?;
    println!("{:<10} {:<9} {:>6}  {:<14} {:>8} {:>8} {:>11}", "", "part", "n", "", "nDCG@10", "MRR", "recall@100");
    for collection in collections.iter().filter(|known| only.is_empty() || only.contains(&&known.name)) {
        measure(collection)?;
    }
    Ok(())
}

fn measure(collection: &Collection) -> Outcome {
    let folder = tempfile::tempdir()?;
    let journal = Journal::create(&folder.path().join("journal"), Clock::system())?;
    let mut documents: HashMap<EntryId, usize> = HashMap::new();
    for (from, chunk) in collection.documents.chunks(1_000).enumerate() {
        journal.write(Op::Import, |tx| {
            for (at, document) in chunk.iter().enumerate() {
                let fields = EntryFields {
                    title: Some(document.title.clone()),
                    body: Some(document.text.clone()),
                    ..EntryFields::default()
                };
                documents.insert(entries::add(tx, fields)?.id, from * 1_000 + at);
            }
            Ok(())
        })?;
    }
    journal.catch_up()?;
    let api = Api { journal: &journal, places: &Paths };
    let baseline = Baseline::of(collection)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for question in &collection.questions {
        let request = SearchFor {
            query: question.text.clone(),
            limit: u32::try_from(DEPTH).ok(),
            bare: true,
            ..SearchFor::default()
        };
        let found = typed::search_run(&api, request)?;
        let found: Vec<usize> = found.results.iter().filter_map(|hit| documents.get(&hit.entry.id).copied()).collect();
        ours.push(Marks::of(&found, &question.right));
        theirs.push(Marks::of(&baseline.search(&question.text)?, &question.right));
        if std::env::var_os("LOOPBOOK_QUALITY_TELL").is_some()
            && ours.last().map(|marks| marks.ndcg) < theirs.last().map(|marks| marks.ndcg)
        {
            println!("  worse: {}", question.text);
        }
    }
    for part in [Part::HeldOut, Part::Tuned, Part::All] {
        let of = |marks: &[Marks]| -> Vec<Marks> {
            let asked = marks.iter().zip(&collection.questions);
            asked.filter(|(_, question)| part == Part::All || question.part == part).map(|(marks, _)| *marks).collect()
        };
        let (ours, theirs) = (of(&ours), of(&theirs));
        if ours.is_empty() || theirs.is_empty() {
            continue;
        }
        let name = &collection.name;
        println!(
            "{name:<10} {:<9} {:>6}  {:<14} {}",
            part.name(),
            theirs.len(),
            baseline.name(),
            measure::mean(&theirs)
        );
        println!("{name:<10} {:<9} {:>6}  {:<14} {}", part.name(), ours.len(), "Loopbook", measure::mean(&ours));
        println!("{:>27}  {}", "", Compared::of(&ours, &theirs));
    }
    Ok(())
}
