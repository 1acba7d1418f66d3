//! What leaves for somebody: names looked for, decided on, and the pack that is made.

use std::fs;
use std::io::BufRead as _;
use std::path::Path;

use journal::Journal;
use journal::api::{Nothing, typed};
use journal::id::{CommunityId, EntryId};
use journal::packs::Prepared;
use journal::plan::{Answered, Decision, Plan, PlanNames, RiskAnswer, RiskQuestion};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Done;
use crate::arguments::{Chosen, Export, Redact};
use crate::failure::Failure;
use crate::ids;
use crate::out::{Out, counted, tell};
use crate::progress::shown;
use crate::session::{Session, api, request};
use crate::verbs::export;

/// What `redact --json` answers and `export --redact` reads: what was found, to be decided on.
#[derive(Serialize, Deserialize)]
pub(super) struct ToDecide {
    /// What was found; "decision" is filled in, of a group or of a single place.
    groups: Vec<Group>,
    /// "answer" is filled in: "no", or "yes" with a note why it may leave all the same.
    checks: Vec<Check>,
}

#[derive(Serialize, Deserialize)]
struct Group {
    group: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    must: bool,
    #[serde(default)]
    proposal: Option<Decision>,
    decision: Option<Decision>,
    #[serde(default)]
    hits: Vec<Hit>,
}

#[derive(Serialize, Deserialize)]
struct Hit {
    entry: Option<EntryId>,
    occurrence: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    found: String,
    #[serde(default)]
    after: String,
    decision: Option<Decision>,
}

#[derive(Serialize, Deserialize)]
struct Check {
    question: RiskQuestion,
    answer: Option<Answered>,
    #[serde(default)]
    note: String,
}

/// Lists what was found in what would leave; nothing is written.
pub fn redact(session: &Session, redact: &Redact, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let plan = begun(&journal, &redact.chosen, &redact.community)?;
    let named = names(&journal, &plan);
    discard(&journal, &plan);
    let found = to_decide(named?);
    if out.is_json() {
        out.json(&found)?;
        return Ok(Done::Fine);
    }
    for line in lines(&found) {
        out.line(&line)?;
    }
    Ok(Done::Fine)
}

/// Makes a pack for a community, notes it in the list of packs and writes it to exactly the file that was named.
pub fn export(session: &Session, asked: &Export, community: &str, out: &mut Out) -> Result<Done, Failure> {
    let path = export::writable(&asked.out)?;
    let decided = asked.redact.as_deref().map(read).transpose()?;
    let passphrase = asked.encrypt.then(|| passphrase("--encrypt")).transpose()?;
    let journal = session.open()?;
    export::known(&journal, &asked.format)?;
    let plan = begun(&journal, &asked.chosen, community)?;
    let made = settled(&journal, &plan, decided.as_ref(), asked.names_checked).and_then(|open| match open {
        Some(open) => Ok(Err(open)),
        None => {
            let prepare = request(json!({ "plan": plan.id, "format": asked.format }))?;
            Ok(Ok(shown(&journal, "Making it", || typed::pack_prepare(&api(&journal), prepare))?))
        }
    });
    let prepared = match made {
        Ok(Ok(prepared)) => prepared,
        Ok(Err(open)) => {
            discard(&journal, &plan);
            return stopped(&open);
        }
        Err(failure) => {
            discard(&journal, &plan);
            return Err(failure);
        }
    };
    let id = prepared.pack.row.id;
    let before = if asked.encrypt { prepared.already_wrapped } else { prepared.already_sent };
    let given = match before {
        None => {
            let send = request(json!({ "id": id, "place": path, "passphrase": passphrase }))?;
            typed::pack_send(&api(&journal), send)
        }
        Some(_) => {
            let again = request(json!({ "id": id, "place": path, "encrypted": asked.encrypt }))?;
            typed::pack_again(&api(&journal), again)
        }
    };
    discard(&journal, &plan);
    let given = given?;
    if before.is_some() && given.encrypted {
        tell("This is the file that was handed over before, under the passphrase of then.");
    }
    said(&prepared);
    if out.is_json() {
        out.json(&json!({
            "path": path, "format": asked.format, "pack": id, "entries": prepared.pack.row.entries,
            "bytes": given.bytes, "sha256": given.sha256, "encrypted": given.encrypted,
            "redacted": prepared.pack.redacted,
        }))?;
    } else {
        let entries = counted(prepared.pack.row.entries, "entry", "entries");
        out.line(&format!("{entries} for {} written to {path} ({} bytes).", plan.audience, given.bytes))?;
    }
    Ok(Done::Fine)
}

/// A plan of the entries that were chosen. One that is named is ticked by that, private or not; of what a query finds
/// private ones stay, unless they were asked for.
fn begun(journal: &Journal, chosen: &Chosen, community: &str) -> Result<Plan, Failure> {
    let community = found(journal, community)?;
    let entries = export::entries(journal, chosen)?;
    let begin = request(json!({ "community": community, "ids": entries }))?;
    let plan = typed::plan_begin(&api(journal), begin)?;
    let ticked = ticks(journal, chosen, &plan).and_then(|set| {
        let change = request(json!({ "plan": plan.id, "set": set }))?;
        Ok(typed::plan_pieces(&api(journal), change)?)
    });
    ticked.inspect_err(|_| discard(journal, &plan))
}

fn ticks(journal: &Journal, chosen: &Chosen, plan: &Plan) -> Result<Vec<serde_json::Value>, Failure> {
    let histories = ids::found(journal, &chosen.histories)?;
    let left_columns = ids::found(journal, &chosen.left_columns)?;
    let mut set = Vec::with_capacity(plan.pieces.len());
    for piece in &plan.pieces {
        let id = piece.entry.id;
        let mut ticks: Vec<String> = Vec::new();
        let mut tick = |is_asked: bool, part: &str| {
            if is_asked {
                ticks.push(part.to_owned());
            }
        };
        tick(chosen.drafts, "draft");
        tick(chosen.private || chosen.query.is_none(), "private");
        tick(chosen.versions, "versions");
        tick(histories.contains(&id), "history");
        tick(left_columns.contains(&id), "left_column");
        if chosen.files {
            let entry = typed::entry_get(&api(journal), request(json!({ "id": id }))?)?;
            ticks.extend(entry.attachments.iter().map(|file| format!("file:{}", file.id)));
        }
        set.push(json!({ "entry": id, "whole": true, "ticks": ticks }));
    }
    Ok(set)
}

/// Decides what the file says, and what is left where the names were looked at. Answers with what is still open, if
/// something is.
pub(super) fn settled(
    journal: &Journal,
    plan: &Plan,
    decided: Option<&ToDecide>,
    names_checked: bool,
) -> Result<Option<ToDecide>, Failure> {
    let mut found = names(journal, plan)?;
    if let Some(decided) = decided {
        let known: Vec<&str> = found.groups.iter().map(|group| group.group.as_str()).collect();
        let mut decisions = Vec::new();
        for group in decided.groups.iter().filter(|group| known.contains(&group.group.as_str())) {
            if let Some(decision) = &group.decision {
                decisions.push(json!({ "group": group.group, "decision": decision }));
            }
            for hit in group.hits.iter().filter(|hit| hit.decision.is_some() && hit.decision != group.decision) {
                decisions.push(json!({
                    "group": group.group, "entry": hit.entry, "occurrence": hit.occurrence, "decision": hit.decision,
                }));
            }
        }
        found = typed::plan_decide(&api(journal), request(json!({ "plan": plan.id, "decisions": decisions }))?)?;
    }
    if names_checked && found.open > 0 {
        let kept: Vec<_> = found
            .groups
            .iter()
            .filter(|group| !group.must && group.open > 0)
            .map(|group| {
                json!({ "group": group.group, "decision": { "action": "keep", "text": "looked at by the author" } })
            })
            .collect();
        // For this once: the next pack is looked at again.
        let decide = json!({ "plan": plan.id, "decisions": kept, "accept": true, "only_here": true });
        found = typed::plan_decide(&api(journal), request(decide)?)?;
    }
    if found.open > 0 {
        return Ok(Some(to_decide(found)));
    }
    let answers = answers(decided, names_checked);
    if answers.len() < RiskQuestion::ALL.len() {
        return Err(Failure::CouldNot(
            "The questions about who could still be known are not answered yet; nothing was written. Answer the \"checks\" that `loopbook-cli redact --json` asks in a file for --redact, or say --names-checked where nobody could".into(),
        ));
    }
    typed::plan_checks(&api(journal), request(json!({ "plan": plan.id, "answers": answers }))?)?;
    Ok(None)
}

/// What is answered when asked who could still be known: what the file says, and "no" where the writer says on the command
/// line that it was looked at.
fn answers(decided: Option<&ToDecide>, names_checked: bool) -> Vec<RiskAnswer> {
    let said = |question: RiskQuestion| {
        let check = decided?.checks.iter().find(|check| check.question == question)?;
        Some(RiskAnswer { question, answer: check.answer?, note: check.note.clone() })
    };
    let looked_at =
        |question| names_checked.then(|| RiskAnswer { question, answer: Answered::No, note: String::new() });
    RiskQuestion::ALL.into_iter().filter_map(|question| said(question).or_else(|| looked_at(question))).collect()
}

/// Lists what is open, and ends as what could not be done.
pub(super) fn stopped(open: &ToDecide) -> Result<Done, Failure> {
    for line in lines(open) {
        tell(&line);
    }
    let count = u32::try_from(lines(open).len()).unwrap_or(u32::MAX);
    Err(Failure::CouldNot(format!(
        "{} would leave that {} not decided on; nothing was written. `loopbook-cli redact --json` lists them to be decided on in a file for --redact; --names-checked takes the proposals",
        counted(count, "name or trace", "names and traces"),
        if count == 1 { "is" } else { "are" },
    )))
}

fn lines(found: &ToDecide) -> Vec<String> {
    let open = found.groups.iter().flat_map(|group| {
        group.hits.iter().filter(|hit| hit.decision.is_none()).map(move |hit| {
            let place = if hit.title.is_empty() { String::new() } else { format!("{}: ", hit.title) };
            format!("{:10}  {place}{} [{}] {}", group.kind, hit.before.trim(), hit.found, hit.after.trim())
        })
    });
    open.collect()
}

pub(super) fn to_decide(names: PlanNames) -> ToDecide {
    let groups = names.groups.into_iter().map(|group| Group {
        group: group.group,
        kind: group.kind,
        name: group.name,
        must: group.must,
        proposal: Some(group.proposal),
        decision: group.decision,
        hits: group
            .hits
            .into_iter()
            .map(|hit| Hit {
                entry: hit.entry,
                occurrence: hit.occurrence,
                title: hit.title,
                before: hit.before,
                found: hit.found,
                after: hit.after,
                decision: hit.decision,
            })
            .collect(),
    });
    let checks = RiskQuestion::ALL.map(|question| Check { question, answer: None, note: String::new() });
    ToDecide { groups: groups.collect(), checks: checks.into() }
}

pub(super) fn names(journal: &Journal, plan: &Plan) -> Result<PlanNames, Failure> {
    Ok(typed::plan_names(&api(journal), request(json!({ "id": plan.id }))?)?)
}

/// A plan of the terminal lives as long as its command.
fn discard(journal: &Journal, plan: &Plan) {
    if let Err(why) =
        request(json!({ "id": plan.id })).and_then(|one| typed::plan_discard(&api(journal), one).map_err(Failure::from))
    {
        tell(&format!("The plan that was made for this stays in the app: {}", why.sentence().unwrap_or_default()));
    }
}

/// The community that is meant, by its name or id.
pub(super) fn found(journal: &Journal, named: &str) -> Result<CommunityId, Failure> {
    let all = typed::community_list(&api(journal), Nothing {})?;
    let same = |name: &str| name.trim().to_lowercase() == named.trim().to_lowercase();
    let by_name = all.iter().find(|community| community.archived_at.is_none() && same(&community.name));
    let by_id = || all.iter().find(|community| community.id.to_string() == named);
    by_name.or_else(by_id).map(|community| community.id).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|community| community.name.as_str()).collect();
        let known =
            if names.is_empty() { "There is none yet".into() } else { format!("There are {}", names.join(", ")) };
        Failure::CouldNot(format!("There is no community called “{named}”. {known}; the app makes them"))
    })
}

pub(super) fn read(path: &Path) -> Result<ToDecide, Failure> {
    let unreadable =
        |why: String| Failure::CouldNot(format!("{} cannot be used, and nothing was written: {why}", path.display()));
    let text = fs::read_to_string(path).map_err(|why| unreadable(why.to_string()))?;
    serde_json::from_str(&text).map_err(|why| unreadable(why.to_string()))
}

/// The first line of standard input.
pub fn passphrase(wants: &str) -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|why| Failure::CouldNot(format!("The passphrase could not be read: {why}")))?;
    let line = line.trim_end_matches(['\r', '\n']);
    if line.is_empty() {
        return Err(Failure::Usage(format!(
            "{wants} reads the passphrase from standard input, one line; there was none"
        )));
    }
    Ok(line.to_owned())
}

pub(super) fn said(prepared: &Prepared) {
    for stays in &prepared.stays {
        tell(&format!("Left out: “{}” ({})", stays.entry.title, why(stays.why)));
    }
    for file in prepared.pack.look.files.iter().filter(|file| file.note.starts_with("left out")) {
        tell(&format!("Left out: {} ({})", file.name, file.note.trim_start_matches("left out: ")));
    }
}

fn why(why: journal::export::Staying) -> &'static str {
    use journal::export::Staying;
    match why {
        Staying::Trashed => "in the trash",
        Staying::Draft => "a draft; --drafts takes drafts along",
        Staying::Private => "private; --private takes what a query finds along, naming it does too",
        Staying::NothingTicked => "nothing of it is ticked",
    }
}
