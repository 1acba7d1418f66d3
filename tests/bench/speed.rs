//! The table of speeds: every kind of query and a save, ours and the baseline's in turn.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use journal::Journal;
use journal::api::{Api, typed};
use journal::entries::{self, EntryFields, SaveEntry};
use journal::search::{self, RelatedTo};
use serde_json::Value;

use super::page::Page;
use super::{Outcome, asked, ms, timed};

/// How often every query is asked after one that warms up.
const ROUNDS: usize = 2;

#[derive(Default)]
struct Row {
    ours: Vec<Duration>,
    theirs: Vec<Duration>,
}

fn at(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times.get(times.len().saturating_sub(1) * percent / 100).copied().map_or(0.0, ms)
}

impl Row {
    fn print(&mut self, what: &str, aim: &str) {
        let [a, b] = [50, 99].map(|percent| (at(&mut self.ours, percent), at(&mut self.theirs, percent)));
        println!(
            "  {what:<14} ours {:>7.3} / {:>7.3}   page {:>7.3} / {:>7.3}   ratio {:>5.2} / {:>5.2}   {aim}",
            a.0,
            b.0,
            a.1,
            b.1,
            a.0 / a.1,
            b.0 / b.1
        );
    }
}

fn busy<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = ThreadTime::now();
    let value = work();
    (value, began.elapsed())
}

/// The kind in the table, the baseline's query and ours.
type Asked = (String, Value, String);

fn as_typed(kind: &str, query: &Value) -> Vec<Asked> {
    let part = |name: &str| query[name].as_str().unwrap_or_default();
    let text = part("q");
    let one = |typed: String| vec![(kind.to_owned(), query.clone(), typed)];
    match kind {
        "prefix" => {
            let keys = query["keys"].as_array().into_iter().flatten().filter_map(Value::as_str);
            keys.map(|key| {
                let name = match key.rsplit(' ').next().unwrap_or_default().chars().count() {
                    0 | 1 => "letter 1",
                    2 => "letter 2",
                    _ => "letter 3 on",
                };
                (name.to_owned(), serde_json::json!({"q": key}), key.to_owned())
            })
            .collect()
        }
        "phrase" => one(format!("\"{text}\"")),
        "filtered" => one(format!("{text} tag:\"{}\" after:{} before:{}", part("tag"), part("from"), part("to"))),
        _ => one(format!("{text} ")),
    }
}

fn aim(kind: &str) -> &'static str {
    match kind {
        "phrase" => "must 1.0, aim 0.33",
        "letter 1" | "letter 2" => "must 0.33 of p99, aim 0.07",
        "letter 3 on" => "must 1.0, aim 0.25",
        "like" => "must 1.0",
        _ => "must 1.0, aim 0.5",
    }
}

/// Every kind of query: the whole answer, serialised. First each kind is held against a plain reading of the entries.
pub fn queries(api: &Api<'_>, page: &Page, corpus: &Path, rows: &[Value]) -> Outcome {
    let all: Value = serde_json::from_str(&std::fs::read_to_string(corpus.join("queries.json"))?)?;
    let mut kinds: Vec<(String, Vec<Asked>)> = Vec::new();
    for (kind, list) in all.as_object().into_iter().flatten().filter(|(kind, _)| *kind != "like") {
        for asked in list.as_array().into_iter().flatten().flat_map(|query| as_typed(kind, query)) {
            match kinds.iter_mut().find(|(name, _)| *name == asked.0) {
                Some((_, list)) => list.push(asked),
                None => kinds.push((asked.0.clone(), vec![asked])),
            }
        }
    }
    if rows.len() <= 10_000 {
        for (kind, list) in &kinds {
            for (.., typed) in list.iter().take(1) {
                same_as_read_through(api, kind, typed)?;
            }
        }
    }
    for (kind, list) in &kinds {
        let (mut row, mut first) = (Row::default(), Row::default());
        for round in 0..=ROUNDS {
            for (_, plain, typed) in list {
                let (answer, ours) =
                    busy(|| typed::search_run(api, asked(typed)).map(|reply| serde_json::to_string(&reply)));
                answer??;
                let family = if kind.starts_with("letter") { "prefix" } else { kind };
                let (answer, theirs) = busy(|| page.page(family, plain));
                answer?;
                let row = if round > 0 { &mut row } else { &mut first };
                row.ours.push(ours);
                row.theirs.push(theirs);
            }
        }
        row.print(kind, aim(kind));
        first.print("  first time", "");
    }
    related(api, page, &all["like"], rows)
}

/// Our answer is what reading every entry answers.
fn same_as_read_through(api: &Api<'_>, kind: &str, query: &str) -> Outcome {
    let quick = typed::search_run(api, asked(query))?;
    let read_through = |query: &str| api.journal.read(|tx| search::run_without_index(tx, &asked(query)));
    // Of many entries no spelling is mended without the index: what was asked instead is compared, of which nothing was found.
    if quick.asked != query && read_through(query)?.total > 0 {
        return Err(format!("{kind}: “{query}” is found as it stands").into());
    }
    let plain = read_through(&quick.asked)?;
    if quick.total != plain.total || quick.facets.years.len() != plain.facets.years.len() {
        return Err(format!("{kind}: {} found, {} by a plain reading", quick.total, plain.total).into());
    }
    Ok(())
}

fn related(api: &Api<'_>, page: &Page, list: &Value, rows: &[Value]) -> Outcome {
    // The entries were added in the order of the corpus, and ids grow.
    let mut ids = api.journal.read(entries::all_ids)?;
    ids.sort_unstable();
    let known: HashMap<&str, _> = rows.iter().filter_map(|row| row["id"].as_str()).zip(ids).collect();
    let (mut row, mut first) = (Row::default(), Row::default());
    for round in 0..=ROUNDS {
        for query in list.as_array().into_iter().flatten() {
            let Some(id) = query["id"].as_str().and_then(|id| known.get(id)) else { continue };
            let (answer, ours) = busy(|| typed::related(api, RelatedTo { id: *id, limit: Some(20) }));
            if answer?.iter().any(|related| related.entry.id == *id || related.because.is_empty()) {
                return Err("an entry is like itself, or for no reason".into());
            }
            let (answer, theirs) = busy(|| page.like(query));
            answer?;
            let row = if round > 0 { &mut row } else { &mut first };
            row.ours.push(ours);
            row.theirs.push(theirs);
        }
    }
    row.print("like", aim("like"));
    // Nothing is kept of these: neighbours worked out for the first time.
    first.print("  first time", "");
    Ok(())
}

/// Saves, each found by the search right after it, in turn with a bare commit of plain SQLite.
pub fn saves(journal: &Journal, api: &Api<'_>, page: &Page) -> Outcome {
    let ids = journal.read(entries::all_ids)?;
    let (mut row, mut work, mut found, mut letter) = (Row::default(), Row::default(), Vec::new(), Vec::new());
    for (number, id) in ids.iter().step_by((ids.len() / 300).max(1)).enumerate() {
        let entry = journal.read(|tx| entries::get(tx, *id))?;
        let body = format!("{} canary{number}x", entry.body);
        let fields = EntryFields { body: Some(body), ..EntryFields::default() };
        let request = SaveEntry { id: *id, base: entry.revision, fields, keep: false };
        let ((reply, busy_for), time) = timed(|| busy(|| typed::entry_save(api, request)));
        reply?;
        row.ours.push(time);
        work.ours.push(busy_for);
        let ((done, busy_for), time) = timed(|| busy(|| page.save(i64::try_from(number)? + 1)));
        done?;
        row.theirs.push(time);
        work.theirs.push(busy_for);
        let (reply, time) = busy(|| typed::search_run(api, asked(&format!("canary{number}x "))));
        if reply?.total != 1 {
            return Err("a saved entry was not found by the next search".into());
        }
        found.push(time);
        let (reply, time) = busy(|| typed::search_run(api, asked("t")));
        reply?;
        letter.push(time);
    }
    row.print("save, clock", "must 2.0, aim 1.3 (a bare SQLite commit)");
    work.print("save, work", "");
    println!("  the search right after it: {:.3} / {:.3} ms", at(&mut found, 50), at(&mut found, 99));
    println!("  a first letter right after it: {:.3} / {:.3} ms", at(&mut letter, 50), at(&mut letter, 99));
    Ok(())
}
