//! `make bench`: how long the main job takes, on the corpus of `../shared/bench/corpus.py`. Medians and the worst in a
//! hundred, of one run; machines are shared and noisy, so compare figures of one run only.
#![allow(clippy::print_stdout, reason = "a report")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use journal::api::{Api, Nothing, Paths, call, typed};
use journal::change::Op;
use journal::entries::{self, EntryFields, Happened, SaveEntry};
use journal::id::EntryId;
use journal::search::SearchFor;
use journal::{Clock, Journal};
use serde_json::{Value, json};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    // `cargo build --all-targets` and `cargo test` build and may run this without the flag that `cargo bench` gives.
    if !std::env::args().any(|word| word == "--bench") {
        return Ok(());
    }
    let sizes = std::env::var("LOOPBOOK_BENCH_ENTRIES").unwrap_or_else(|_| "1000,10000".into());
    for size in sizes.split(',') {
        measure(size.trim().parse()?)?;
    }
    Ok(())
}

fn corpus(entries: usize) -> Outcome<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/bench/corpus.py");
    if !script.exists() {
        return Err(format!(
            "the corpus generator {} is not here, so there is nothing to measure on",
            script.display()
        )
        .into());
    }
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{entries}"));
    if !out.join("queries.json").exists() {
        let status = Command::new("python3")
            .arg(script)
            .args(["--n", &entries.to_string(), "--seed", "7", "--out"])
            .arg(&out)
            .output()?
            .status;
        if !status.success() {
            return Err("the corpus could not be made".into());
        }
    }
    Ok(out)
}

struct Report;

impl Report {
    fn line(&self, what: &str, times: &mut [Duration]) {
        times.sort_unstable();
        let at =
            |percent: usize| times.get((times.len().saturating_sub(1)) * percent / 100).copied().unwrap_or_default();
        println!("  {what:<46} p50 {:>9.3} ms   p99 {:>9.3} ms   n {}", ms(at(50)), ms(at(99)), times.len());
    }

    fn once(&self, what: &str, time: Duration, each: usize) {
        println!("  {what:<46}     {:>9.1} ms   {:>9.0} entries/s", ms(time), each as f64 / time.as_secs_f64());
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let value = work();
    (value, began.elapsed())
}

fn measure(size: usize) -> Outcome {
    let report = Report;
    let corpus = corpus(size)?;
    let text = fs::read_to_string(corpus.join("corpus.jsonl"))?;
    let rows: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("journal");
    println!("\n{size} entries, {:.1} MB of text", text.len() as f64 / 1e6);
    let journal = Journal::create(&place, Clock::system())?;
    let (done, stored) = timed(|| {
        rows.chunks(1_000).try_for_each(|rows| {
            journal.write(Op::Import, |tx| rows.iter().try_for_each(|row| entries::add(tx, fields(row)).map(drop)))
        })
    });
    done?;
    report.once("stored, durable", stored, size);
    let (done, indexed) = timed(|| journal.catch_up());
    done?;
    report.once("then indexed", indexed, size);
    let (done, rebuilt) = timed(|| journal.reindex());
    done?;
    report.once("index built anew", rebuilt, size);
    drop(journal);
    let (journal, opened) = timed(|| Journal::open(&place, Clock::system()));
    let journal = journal?;
    report.once("opened after a clean exit", opened, size);
    let api = Api { journal: &journal, places: &Paths };
    let (first, time) = timed(|| typed::search_run(&api, asked("reflection")));
    first?;
    report.once("first search", time, size);
    searches(&api, &report, &corpus)?;
    saves(&journal, &api, &report)?;
    let (list, time) = timed(|| typed::entry_list(&api, entries::ListEntries::default()));
    report.once("first page of the timeline", time, list?.rows.len());
    leaves(&api, &report, folder.path(), list_of(&journal)?)?;
    let check = typed::journal_check(&api, Nothing {})?;
    println!(
        "  sound: {}, index {:.2} of the text",
        check.sound,
        folder_size(&place.join("index"))? as f64 / text.len() as f64
    );
    Ok(())
}

/// At most a thousand entries, as they would be chosen.
fn list_of(journal: &Journal) -> Outcome<Vec<EntryId>> {
    Ok(journal.read(entries::all_ids)?.into_iter().take(1_000).collect())
}

/// What leaves: a copy for oneself, and for somebody with a list of thirty people looked for in it.
fn leaves(api: &Api<'_>, report: &Report, folder: &Path, ids: Vec<EntryId>) -> Outcome {
    let count = ids.len();
    for format in ["html", "markdown", "json"] {
        let copy = json!({"ids": ids, "include_drafts": true, "format": format, "place": folder.join("copy")});
        let (done, time) = timed(|| call(api, "export_write", copy));
        done.map_err(|error| error.message)?;
        report.once(&format!("{format} of {count} entries"), time, count);
    }
    let made = |name: &str, request: Value| call(api, name, request).map_err(|error| error.message);
    let people: Vec<Value> = (0..30).map(|at| json!({"name": format!("Pieternel{at} Oosterwolde{at}")})).collect();
    made("person_add", json!({"people": people, "role": "pupil"}))?;
    let plan = made("plan_begin", json!({"audience": "readers", "ids": ids}))?["id"].clone();
    let set: Vec<Value> =
        ids.iter().map(|id| json!({"entry": id, "whole": true, "ticks": ["draft", "private"]})).collect();
    made("plan_pieces", json!({"plan": plan, "set": set}))?;
    let (names, time) = timed(|| made("plan_names", json!({"id": plan})));
    report.once(&format!("names looked for in {count} entries"), time, count);
    println!("    {} things found", names?["groups"].as_array().map_or(0, Vec::len));
    let (done, time) = timed(|| made("plan_decide", json!({"plan": plan, "accept": true})));
    done?;
    report.once("every proposal taken", time, count);
    let answers = ["recognised", "only_one", "upset"].map(|question| json!({"question": question, "answer": "no"}));
    made("plan_checks", json!({"plan": plan, "answers": answers}))?;
    let (done, time) = timed(|| made("pack_prepare", json!({"plan": plan, "format": "html"})));
    done?;
    report.once("html for somebody, looked through and sealed", time, count);
    Ok(())
}

fn fields(row: &Value) -> EntryFields {
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let tags = row["tags"].as_array().into_iter().flatten().filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
    EntryFields {
        title: Some(text("title")),
        body: Some(text("body")),
        tags: Some(tags),
        happened: Happened::parse(&text("created_at"), None),
        ..EntryFields::default()
    }
}

fn asked(query: &str) -> SearchFor {
    SearchFor { query: query.to_owned(), limit: Some(20), ..SearchFor::default() }
}

/// What a key stroke costs is the whole answer: parse, query, rank, exact total, 20 rows, passages, serialised reply.
fn searches(api: &Api<'_>, report: &Report, corpus: &Path) -> Outcome {
    let queries: Value = serde_json::from_str(&fs::read_to_string(corpus.join("queries.json"))?)?;
    let Some(kinds) = queries.as_object() else { return Ok(()) };
    for (kind, list) in kinds {
        let mut by_name: Vec<(String, Vec<Duration>)> = Vec::new();
        for query in list.as_array().into_iter().flatten() {
            for (name, text) in as_typed(kind, query) {
                let (reply, time) =
                    timed(|| typed::search_run(api, asked(&text)).map(|reply| serde_json::to_string(&reply)));
                reply??;
                match by_name.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, times)) => times.push(time),
                    None => by_name.push((name, vec![time])),
                }
            }
        }
        for (name, mut times) in by_name {
            report.line(&format!("search: {name}"), &mut times);
        }
    }
    Ok(())
}

fn as_typed(kind: &str, query: &Value) -> Vec<(String, String)> {
    let text = query["q"].as_str().unwrap_or_default();
    match kind {
        "prefix" => {
            let keys = query["keys"].as_array().into_iter().flatten().filter_map(Value::as_str);
            keys.enumerate()
                .map(|(at, key)| {
                    (if at < 2 { format!("letter {}", at + 1) } else { "letter 3 on".into() }, key.to_owned())
                })
                .collect()
        }
        "phrase" => vec![(kind.into(), format!("\"{text}\""))],
        "filtered" => {
            let part = |name: &str| query[name].as_str().unwrap_or_default();
            vec![(kind.into(), format!("{text} tag:\"{}\" after:{} before:{}", part("tag"), part("from"), part("to")))]
        }
        // Not built yet: typing errors and "like this" come with the search issue.
        "typo" | "like" => Vec::new(),
        _ => vec![(kind.into(), format!("{text} "))],
    }
}

fn saves(journal: &Journal, api: &Api<'_>, report: &Report) -> Outcome {
    let ids = journal.read(entries::all_ids)?;
    let (mut saved, mut found) = (Vec::new(), Vec::new());
    for (number, id) in ids.iter().step_by((ids.len() / 200).max(1)).enumerate() {
        let entry = journal.read(|tx| entries::get(tx, *id))?;
        let body = format!("{} canary{number}x", entry.body);
        let fields = EntryFields { body: Some(body), ..EntryFields::default() };
        let request = SaveEntry { id: *id, base: entry.revision, fields, keep: false };
        let (reply, time) = timed(|| typed::entry_save(api, request));
        reply?;
        saved.push(time);
        let (reply, time) = timed(|| typed::search_run(api, asked(&format!("canary{number}x "))));
        if reply?.total != 1 {
            return Err("a saved entry was not found by the next search".into());
        }
        found.push(time);
    }
    report.line("save (text, version, queue; durable)", &mut saved);
    report.line("the search right after it", &mut found);
    Ok(())
}

fn folder_size(folder: &Path) -> Outcome<u64> {
    fs::read_dir(folder)?.try_fold(0, |sum, file| Ok(sum + file?.metadata()?.len()))
}
