//! `make bench`: how fast it is, on the corpus of `../shared/bench/corpus.py`, each row in turn with what it is measured
//! against ([`page`]) in one run. Queries: processor time of the thread; commits and builds: the clock. Machines are shared
//! and noisy, so what counts are the ratios. `LOOPBOOK_BENCH_ENTRIES=100000 make bench` for the goal's size;
//! `LOOPBOOK_BENCH_ONLY=search` leaves out what leaves the journal, `LOOPBOOK_BENCH_ONLY=queries` all but the queries.
#![allow(clippy::print_stdout, reason = "a report")]

mod page;
mod speed;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use journal::api::{Api, Nothing, Paths, call, typed};
use journal::change::Op;
use journal::entries::{self, EntryFields, Happened};
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
    let sizes = std::env::var("LOOPBOOK_BENCH_ENTRIES").unwrap_or_else(|_| "10000".into());
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

/// The clock, and the time of all processors, which a shared machine does not spoil.
fn worked<T>(work: impl FnOnce() -> T) -> (T, Duration, f64) {
    let began = cpu_time::ProcessTime::now();
    let (value, time) = timed(work);
    (value, time, began.elapsed().as_secs_f64())
}

fn once(what: &str, time: Duration, each: usize) {
    println!("  {what:<46}     {:>9.1} ms   {:>9.0} entries/s", ms(time), each as f64 / time.as_secs_f64());
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
    let corpus = corpus(size)?;
    let text = fs::read_to_string(corpus.join("corpus.jsonl"))?;
    let rows: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let words: usize = rows
        .iter()
        .map(|row| ["title", "body"].map(|name| row[name].as_str().map_or(0, str::len)).iter().sum::<usize>())
        .sum();
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("journal");
    println!("\n{size} entries, {:.1} MB of text", words as f64 / 1e6);
    let (page, stored, indexed) = page::Page::build(folder.path(), &rows)?;
    println!(
        "  plain SQLite {stored:.1} s, plain tantivy on one thread {indexed:.1} s, its index {:.2} of the text",
        page.size()? as f64 / words as f64
    );
    let journal = Journal::create(&place, Clock::system())?;
    let (done, stored, stored_work) = worked(|| {
        rows.chunks(1_000).try_for_each(|rows| {
            journal.write(Op::Import, |tx| rows.iter().try_for_each(|row| entries::add(tx, fields(row)).map(drop)))
        })
    });
    done?;
    let (done, caught_up, caught_up_work) = worked(|| journal.catch_up());
    done?;
    once("stored, durable", stored, size);
    once("stored, durable and searchable (must 3000)", stored + caught_up, size);
    let (stored_work, work) = (stored_work, stored_work + caught_up_work);
    println!(
        "    work of all processors {stored_work:.1} s, then {caught_up_work:.1} s: {:.0} entries/s",
        size as f64 / work
    );
    let only = std::env::var("LOOPBOOK_BENCH_ONLY").unwrap_or_default();
    if only == "queries" {
        let api = Api { journal: &journal, places: &Paths };
        return speed::queries(&api, &page, &corpus, &rows);
    }
    let (done, rebuilt, work) = worked(|| journal.reindex());
    done?;
    once("index built anew", rebuilt, size);
    println!("    work {work:.1} s, {:.2} x plain tantivy (aim 1.1, must 1.5)", work / indexed);
    drop(journal);
    let (journal, opened) = timed(|| Journal::open(&place, Clock::system()));
    let journal = journal?;
    once("opened after a clean exit (must 150 ms)", opened, size);
    let api = Api { journal: &journal, places: &Paths };
    let (first, time) = timed(|| typed::search_run(&api, asked("reflection")));
    first?;
    once("first search (must 400 ms)", opened + time, size);
    speed::queries(&api, &page, &corpus, &rows)?;
    speed::saves(&journal, &api, &page)?;
    let (list, time) = timed(|| typed::entry_list(&api, entries::ListEntries::default()));
    once("first page of the timeline", time, list?.rows.len());
    let (facets, time) = timed(|| typed::facet_list(&api, Nothing {}));
    once("tags, people, settings, counted", time, facets?.tags.len());
    for (what, name, request) in [
        ("a list of one tag", "entry_list", json!({"filter": {"tags": ["writing"]}})),
        ("a list of three days", "entry_list", json!({"filter": {"after": "2003-03-03", "before": "2003-03-05"}})),
        ("a list that keeps nothing", "entry_list", json!({"filter": {"starred": true}})),
        ("what Today shows", "entry_today", json!({"day": "2026-11-22"})),
        ("what is due", "due_list", json!({"day": "2026-11-22"})),
        ("an entry opened by its title", "quick_open", json!({"text": "refl"})),
        ("examples of the behaviours", "behaviour_list", json!({})),
    ] {
        let (shown, time) = timed(|| call(&api, name, request));
        shown.map_err(|error| error.message)?;
        once(what, time, 1);
    }
    journal.catch_up()?;
    let (check, time) = timed(|| typed::journal_check(&api, Nothing {}));
    once("looked through by contents (check)", time, size);
    println!(
        "  sound: {}, index {:.3} of the text (must 0.45)",
        check?.sound,
        folder_size(&place.join("index"))? as f64 / words as f64
    );
    for (kind, bytes) in sizes_by_kind(&place.join("index"))? {
        println!("    {kind:<12} {:.3}", bytes as f64 / words as f64);
    }
    if only == "search" {
        return Ok(());
    }
    leaves(&api, folder.path(), list_of(&journal)?)
}

/// Bytes of a folder by what its files' names end with.
fn sizes_by_kind(folder: &Path) -> Outcome<BTreeMap<String, u64>> {
    let mut sizes = BTreeMap::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        let kind = file.path().extension().map(|kind| kind.to_string_lossy().into_owned()).unwrap_or_default();
        *sizes.entry(kind).or_insert(0) += file.metadata()?.len();
    }
    Ok(sizes)
}

/// At most a thousand entries, as they would be chosen.
fn list_of(journal: &Journal) -> Outcome<Vec<EntryId>> {
    Ok(journal.read(entries::all_ids)?.into_iter().take(1_000).collect())
}

/// What leaves: a copy for oneself, and for somebody with a list of thirty people looked for in it.
fn leaves(api: &Api<'_>, folder: &Path, ids: Vec<EntryId>) -> Outcome {
    let count = ids.len();
    for format in ["html", "markdown", "json", "pdf"] {
        let copy = json!({"ids": ids, "include_drafts": true, "format": format, "place": folder.join("copy")});
        let (done, time) = timed(|| call(api, "export_write", copy));
        done.map_err(|error| error.message)?;
        once(&format!("{format} of {count} entries"), time, count);
    }
    let made = |name: &str, request: Value| call(api, name, request).map_err(|error| error.message);
    let people: Vec<Value> = (0..30).map(|at| json!({"name": format!("Pieternel{at} Oosterwolde{at}")})).collect();
    made("person_add", json!({"people": people, "role": "pupil"}))?;
    let plan = made("plan_begin", json!({"audience": "readers", "ids": ids}))?["id"].clone();
    let set: Vec<Value> =
        ids.iter().map(|id| json!({"entry": id, "whole": true, "ticks": ["draft", "private"]})).collect();
    made("plan_pieces", json!({"plan": plan, "set": set}))?;
    let (names, time) = timed(|| made("plan_names", json!({"id": plan})));
    once(&format!("names looked for in {count} entries"), time, count);
    println!("    {} things found", names?["groups"].as_array().map_or(0, Vec::len));
    // Taking one name out may bring to light another that it hid: those are shown then, and taken too.
    for _ in 0..10 {
        let (left, time) = timed(|| made("plan_decide", json!({"plan": plan, "accept": true})));
        once("every proposal taken", time, count);
        if left?["open"] == 0 {
            break;
        }
    }
    let answers = ["recognised", "only_one", "upset"].map(|question| json!({"question": question, "answer": "no"}));
    made("plan_checks", json!({"plan": plan, "answers": answers}))?;
    for format in ["html", "pdf"] {
        let (pack, time) = timed(|| made("pack_prepare", json!({"plan": plan, "format": format})));
        let id = pack?["pack"]["id"].clone();
        once(&format!("{format} for somebody, looked through and sealed"), time, count);
        let place = folder.join(format!("given.{format}"));
        let (done, time) = timed(|| made("pack_send", json!({"id": id, "place": place})));
        done?;
        once(&format!("{format} handed over"), time, count);
    }
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

fn folder_size(folder: &Path) -> Outcome<u64> {
    fs::read_dir(folder)?.try_fold(0, |sum, file| Ok(sum + file?.metadata()?.len()))
}
