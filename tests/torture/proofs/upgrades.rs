//! G8: a journal of each older schema is brought up to date and killed in the middle: afterwards it is the old one or the new one,
//! with every text.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use journal::entries;
use journal::keys::Way;
use journal::store::migrate::MIGRATIONS;

use crate::acts;
use crate::rig::{Dice, Done, Held, Terms, copied, kill};
use crate::writer;

const ENTRIES: usize = 5;

/// What must be so after an upgrade that was broken off, or was not. Answers whether it was there already.
pub fn old_or_new(folder: &Path, old: usize, done: bool, count: usize) -> Done<bool> {
    let newest = i64::try_from(MIGRATIONS.len())?;
    let schema = acts::schema_of(folder)?;
    if schema != newest && (done || schema != i64::try_from(old)?) {
        return Err(format!("between two schemas: {schema}").into());
    }
    let journal = acts::opened(folder, &Way::Alone)?;
    if usize::try_from(writer::sound(&journal)?)? != count {
        return Err("an old entry is missing".into());
    }
    for id in journal.read(entries::all_ids)? {
        let entry = journal.read(|tx| entries::get(tx, id))?;
        let number: usize = entry.title.trim_start_matches("Old ").parse()?;
        if entry.body != acts::old_text(number) {
            return Err("an old text is another".into());
        }
    }
    Ok(schema == newest)
}

pub fn run(terms: &Terms) -> Done<Held> {
    let folder = terms.root.join("journal");
    let mut dice = Dice(terms.seed);
    let (mut kills, mut new) = (0, 0);
    let each = (50 * terms.times).div_ceil(MIGRATIONS.len() as u64 - 1);
    for schema in 1..MIGRATIONS.len() {
        let old = terms.root.join(format!("schema-{schema}"));
        acts::of_schema(&old, schema, ENTRIES)?;
        let act = || -> Done<_> {
            copied(&old, &folder)?;
            let mut command = terms.child(&["act", &folder.display().to_string(), "migrate"])?;
            Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
        };
        let began = Instant::now();
        if !act()?.wait()?.success() {
            return Err(format!("a journal of schema {schema} is not brought up to date").into());
        }
        let whole = u64::try_from(began.elapsed().as_micros())?;
        old_or_new(&folder, schema, true, ENTRIES).map_err(|error| format!("schema {schema}: {error}"))?;
        for _ in 0..each {
            let child = act()?;
            std::thread::sleep(Duration::from_micros(dice.below(whole)));
            kill(child)?;
            let was_new = old_or_new(&folder, schema, false, ENTRIES)
                .map_err(|error| format!("schema {schema}, killed: {error}"))?;
            kills += 1;
            new += u64::from(was_new);
        }
    }
    Ok(Held::Figures(format!(
        "{} older schemas, {kills} kills: {} old, {new} new, 0 between, 0 texts lost",
        MIGRATIONS.len() - 1,
        kills - new
    )))
}
