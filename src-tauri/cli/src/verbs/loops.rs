use journal::api::typed;
use journal::loops::{ListLoops, Loop, LoopRow};
use serde_json::json;

use crate::Done;
use crate::arguments::LoopVerb;
use crate::failure::Failure;
use crate::ids::{self, short};
use crate::out::Out;
use crate::session::{Session, api, request};

/// Lists learning logs, or shows one.
pub fn run(session: &Session, verb: &LoopVerb, out: &mut Out) -> Result<Done, Failure> {
    match verb {
        LoopVerb::List { open } => list(session, *open, out),
        LoopVerb::Show { id } => show(session, id, out),
    }
}

fn list(session: &Session, open: bool, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let rows = typed::loop_list(&api(&journal), ListLoops { open: open.then_some(true), ..ListLoops::default() })?;
    if out.is_json() {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                json!({ "id": row.id, "title": row.title, "stage": row.stage, "exit": row.exit, "verdict": row.verdict })
            })
            .collect();
        out.json(&rows)?;
        return Ok(Done::Fine);
    }
    for row in &rows {
        out.line(&line(row))?;
    }
    Ok(Done::Fine)
}

/// A learning log on one line.
pub fn line(row: &LoopRow) -> String {
    let at = match (row.exit.word(), row.verdict) {
        ("none", Some(verdict)) => format!("closed, {}", verdict.word()),
        ("none", None) => row.stage.word().replace('_', " "),
        ("single", _) => "closed as a single loop".into(),
        (exit, _) => exit.to_owned(),
    };
    format!("{}  {at:24}  {}", short(row.id), row.title)
}

fn show(session: &Session, id: &str, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let ids = ids::found(&journal, std::slice::from_ref(&id.to_owned()))?;
    let log = typed::loop_get(&api(&journal), request(json!({ "id": ids.first() }))?)?;
    if out.is_json() {
        out.json(&log)?;
    } else {
        out.text(&in_words(&log))?;
    }
    Ok(Done::Fine)
}

fn in_words(log: &Loop) -> String {
    let mut text = format!("{}\n{}\n", log.entry.title, log.entry.id);
    let mut part = |heading: &str, body: &str| {
        if !body.trim().is_empty() {
            text.push_str(&format!("\n{heading}\n{}\n", body.trim_end()));
        }
    };
    let stage = match log.exit.word() {
        "none" => log.stage.word().replace('_', " "),
        exit => format!("{exit}: {}", log.exit_reason),
    };
    part("Stage", &stage);
    for field in &log.fields {
        part(&field.label, &field.text);
    }
    for (heading, claims) in [("Aims", &log.aims), ("Assumptions", &log.assumptions)] {
        let lines: Vec<String> = claims
            .iter()
            .map(|tied| {
                let sure = tied.claim.confidence.map(|sure| format!(", {sure} of 100 sure")).unwrap_or_default();
                format!("{} ({}{sure})", tied.claim.text, tied.claim.standing.word())
            })
            .collect();
        part(heading, &lines.join("\n"));
    }
    let challenges: Vec<&str> = log.challenges.iter().map(|challenge| challenge.text.as_str()).collect();
    part("What speaks against it", &challenges.join("\n"));
    for test in &log.tests {
        let prediction = match &test.prediction {
            Some(prediction) => format!("Expected: {prediction}\n"),
            None => "The prediction is sealed until the result is written.\n".to_owned(),
        };
        let due = test.due.as_ref().map(|due| format!(" (by {due})")).unwrap_or_default();
        let happened =
            if test.happened.is_empty() { String::new() } else { format!("What happened: {}\n", test.happened) };
        part("Test", &format!("{}{due}\n{prediction}{happened}", test.action));
    }
    if let Some(verdict) = log.verdict {
        part("Verdict", verdict.word());
        part("Held instead", log.held_instead().unwrap_or_default());
    }
    for missing in log.missing.iter().filter(|missing| missing.stage == log.stage && log.exit.word() == "none") {
        part("Before it goes on", &missing.sentences.join("\n"));
    }
    text
}
