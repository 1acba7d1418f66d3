//! Sessions of a community and what was promised in them.

use std::path::Path;

use journal::Journal;
use journal::api::typed;
use journal::clock::Clock;
use journal::id::SessionId;
use journal::plan::Plan;
use journal::sessions::{
    AgendaItem, AgendaKind, Commitment, ListCommitments, ListSessions, Session as Meeting, SessionRow,
};
use serde_json::{Value, json};

use super::{export, share};
use crate::Done;
use crate::arguments::{AddSession, CommitmentVerb, PackSession, SessionVerb};
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted};
use crate::progress::shown;
use crate::session::{Session, api, request};

/// Lists, shows and plans sessions; makes their packs and calendar files.
pub fn run(session: &Session, verb: &SessionVerb, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    match verb {
        SessionVerb::List { community, coming } => list(&journal, community.as_deref(), *coming, out),
        SessionVerb::Show { id } => show(&journal, &get(&journal, id)?, out),
        SessionVerb::Add(add) => plan(&journal, add, out),
        SessionVerb::Pack(asked) => pack(&journal, asked, out),
        SessionVerb::Ics { id, out: path } => ics(&journal, id, path.as_deref(), out),
    }
}

fn rows(journal: &Journal) -> Result<Vec<SessionRow>, Failure> {
    Ok(typed::session_list(&api(journal), ListSessions::default())?)
}

fn named(journal: &Journal, named: &str) -> Result<SessionId, Failure> {
    match named.parse() {
        Ok(id) => Ok(id),
        Err(_) => {
            let known: Vec<SessionId> = rows(journal)?.iter().map(|row| row.id).collect();
            ids::one_of(&known, named, "session", "session list")
        }
    }
}

fn get(journal: &Journal, id: &str) -> Result<Meeting, Failure> {
    Ok(typed::session_get(&api(journal), request(json!({ "id": named(journal, id)? }))?)?)
}

/// A session on one line.
pub fn line(row: &SessionRow) -> String {
    let title = if row.title.is_empty() { &row.community_name } else { &row.title };
    let protocol = if row.protocol_name.is_empty() { String::new() } else { format!(", {}", row.protocol_name) };
    format!("{}  {:8}  {title}{protocol}", row.start.replace('T', " "), row.state.word())
}

fn list(journal: &Journal, community: Option<&str>, coming: bool, out: &mut Out) -> Result<Done, Failure> {
    let community = community.map(|name| share::found(journal, name)).transpose()?;
    let clock = Clock::system();
    let from = coming.then(|| clock.day(clock.now()).format("%Y-%m-%d").to_string());
    let rows = typed::session_list(&api(journal), ListSessions { community, from, to: None })?;
    if out.is_json() {
        out.json(&rows)?;
        return Ok(Done::Fine);
    }
    for row in &rows {
        let id = row.id.to_string();
        out.line(&format!("{}  {}", id.rsplit('-').next().unwrap_or(&id), line(row)))?;
    }
    Ok(Done::Fine)
}

fn show(journal: &Journal, meeting: &Meeting, out: &mut Out) -> Result<Done, Failure> {
    if out.is_json() {
        out.json(meeting)?;
        return Ok(Done::Fine);
    }
    let row = &meeting.row;
    let roles: Vec<String> = meeting.roles.iter().map(|role| format!("{}: {}", role.role.word(), role.name)).collect();
    out.fields(&[
        ("id", row.id.to_string()),
        ("community", row.community_name.clone()),
        ("title", row.title.clone()),
        ("when", format!("{} ({}), {} minutes", row.start.replace('T', " "), row.zone, row.minutes)),
        ("place", row.place.clone()),
        ("purpose", meeting.purpose.clone()),
        ("protocol", row.protocol_name.clone()),
        ("roles", roles.join(", ")),
        ("state", row.state.word().to_owned()),
    ])?;
    for item in &meeting.agenda {
        out.line(&format!("  {}", point(item)))?;
    }
    for step in &meeting.steps {
        out.line(&format!("  {:>3} min  {} ({})", step.minutes, step.name, step.speaks.words()))?;
    }
    for words in &meeting.fit.words {
        out.line(words)?;
    }
    let of = ListCommitments { session: Some(row.id), ..ListCommitments::default() };
    for one in typed::commitment_list(&api(journal), of)? {
        out.line(&format!("  {}", promised(&one)))?;
    }
    Ok(Done::Fine)
}

fn point(item: &AgendaItem) -> String {
    match (item.kind, &item.entry) {
        (AgendaKind::Piece, _) if item.gone => "A piece that is no longer there".to_owned(),
        (AgendaKind::Piece, Some(entry)) => format!("A piece: {}", entry.title),
        (kind, _) => format!("{}: {}", kind.name(), item.text),
    }
}

fn promised(one: &Commitment) -> String {
    let due = one.due.as_deref().map(|day| format!(" by {day}")).unwrap_or_default();
    format!("{}{due}: {} ({})", one.who, one.what, one.words())
}

fn plan(journal: &Journal, add: &AddSession, out: &mut Out) -> Result<Done, Failure> {
    let community = share::found(journal, &add.community)?;
    let pieces: Vec<Value> =
        ids::found(journal, &add.pieces)?.iter().map(|id| json!({ "kind": "piece", "entry": id })).collect();
    let mut fields = json!({ "community": community, "start": add.start, "agenda": pieces });
    let repeats = match (add.weekly, add.monthly) {
        (Some(every), _) => Some(json!({ "kind": "weekly", "every": every })),
        (None, Some(every)) => Some(json!({ "kind": "monthly", "every": every })),
        (None, None) => None,
    };
    for (name, value) in [
        ("minutes", add.minutes.map(Value::from)),
        ("protocol", add.protocol.clone().map(Value::from)),
        ("title", add.title.clone().map(Value::from)),
        ("place", add.place.clone().map(Value::from)),
        ("purpose", add.purpose.clone().map(Value::from)),
        ("repeats", repeats),
    ] {
        if let (Some(value), Some(fields)) = (value, fields.as_object_mut()) {
            fields.insert(name.into(), value);
        }
    }
    let made = typed::session_save(&api(journal), request(fields)?)?;
    show(journal, &made, out)
}

fn pack(journal: &Journal, asked: &PackSession, out: &mut Out) -> Result<Done, Failure> {
    let path = export::writable(&asked.out)?;
    let format = match asked.out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref()
    {
        Some("pdf") => "pdf",
        Some("docx") => "docx",
        _ => return Err(Failure::Usage("A session's pack is pages: name a file that ends in .pdf or .docx".into())),
    };
    let decided = asked.redact.as_deref().map(share::read).transpose()?;
    let id = named(journal, &asked.id)?;
    if let Some(copies) = asked.copies {
        typed::session_save(&api(journal), request(json!({ "id": id, "copies": copies }))?)?;
    }
    let plan = typed::session_plan(&api(journal), request(json!({ "id": id }))?)?;
    tick(journal, &plan, asked)?;
    let open = if asked.names_checked || decided.is_some() {
        share::settled(journal, &plan, decided.as_ref(), asked.names_checked)?
    } else {
        let names = share::names(journal, &plan)?;
        (names.open > 0).then(|| share::to_decide(names))
    };
    if let Some(open) = open {
        return share::stopped(&open);
    }
    let mut prepare = json!({ "id": id, "format": format });
    if asked.large {
        let paper = typed::settings_get(&api(journal), request(json!({}))?)?.print_paper;
        prepare["layout"] = json!({ "paper": paper, "large_print": true, "line_numbers": false, "wide_margin": false });
    }
    let prepare = request(prepare)?;
    let prepared = shown(journal, "Making it", || typed::session_pack(&api(journal), prepare))?;
    let pack = prepared.pack.row.id;
    let given = match prepared.already_sent {
        None => typed::pack_send(&api(journal), request(json!({ "id": pack, "place": path }))?)?,
        Some(_) => typed::pack_again(&api(journal), request(json!({ "id": pack, "place": path }))?)?,
    };
    share::said(&prepared);
    if out.is_json() {
        out.json(&json!({
            "path": path, "format": format, "pack": pack, "entries": prepared.pack.row.entries,
            "bytes": given.bytes, "sha256": given.sha256,
        }))?;
    } else {
        let entries = counted(prepared.pack.row.entries, "piece", "pieces");
        out.line(&format!("The session with {entries} was written to {path} ({} bytes).", given.bytes))?;
    }
    Ok(Done::Fine)
}

/// Ticks drafts and private pieces where that was asked for; what was ticked before stays.
fn tick(journal: &Journal, plan: &Plan, asked: &PackSession) -> Result<(), Failure> {
    let mut set = Vec::new();
    for piece in &plan.pieces {
        let mut ticks = piece.ticks.clone();
        for (is_asked, part) in [(asked.drafts, "draft"), (asked.private, "private")] {
            if is_asked && !ticks.iter().any(|tick| tick == part) {
                ticks.push(part.to_owned());
            }
        }
        if ticks.len() > piece.ticks.len() {
            set.push(json!({ "entry": piece.entry.id, "whole": piece.whole, "ticks": ticks }));
        }
    }
    if !set.is_empty() {
        typed::plan_pieces(&api(journal), request(json!({ "plan": plan.id, "set": set }))?)?;
    }
    Ok(())
}

fn ics(journal: &Journal, id: &str, path: Option<&Path>, out: &mut Out) -> Result<Done, Failure> {
    let path = path.map(export::writable).transpose()?;
    let id = named(journal, id)?;
    let written = typed::session_calendar(&api(journal), request(json!({ "id": id, "place": path }))?)?;
    if out.is_json() {
        out.json(&written)?;
    } else if path.is_none() {
        out.bytes(written.text.as_bytes())?;
    } else {
        out.line(&format!("{} written to {}.", counted(written.count, "date", "dates"), written.file_name))?;
    }
    Ok(Done::Fine)
}

/// Lists what was promised.
pub fn commitments(session: &Session, verb: &CommitmentVerb, out: &mut Out) -> Result<Done, Failure> {
    let CommitmentVerb::List { open, community } = verb;
    let journal = session.open()?;
    let community = community.as_deref().map(|name| share::found(&journal, name)).transpose()?;
    let of = ListCommitments { community, session: None, open: open.then_some(true) };
    let all = typed::commitment_list(&api(&journal), of)?;
    if out.is_json() {
        out.json(&all)?;
        return Ok(Done::Fine);
    }
    for one in &all {
        out.line(&promised(one))?;
    }
    Ok(Done::Fine)
}
