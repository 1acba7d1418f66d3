//! What stands around the pieces of a session on paper: plain data, not yet cleared. Before it, the pack: cover, run
//! sheet, stems, blank tables. After it, the record. The exporters clear every text in it that is not the program's own.

use std::collections::{HashMap, HashSet};

use chrono::{Duration, NaiveDateTime};
use serde::Serialize;

use super::fit::unnumbered;
use super::protocol::{self, StemKey};
use super::{
    AgendaKind, CommitmentState, ListCommitments, ProtocolDefinition, RecordStyle, Session, SessionState, Stem,
    StepSheet, commitments, get, stems, when,
};
use crate::communities;
use crate::error::Result;
use crate::id::{EntryId, SessionId};
use crate::people::{self, PersonKey};
use crate::store::Tx;

/// What stands around the pieces of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Handout {
    /// Members of the community, each with the words of their names: they are its readers, so their names may stand.
    #[serde(skip)]
    pub members: HashMap<PersonKey, HashSet<String>>,
    /// Words in the names of everybody else on the list: where one of them is also a member's, nobody's may stand.
    #[serde(skip)]
    pub others: HashSet<String>,
    /// The names of its members.
    #[serde(skip)]
    pub readers: Vec<String>,
    /// Words of the name that the writer chose for this community.
    #[serde(skip)]
    pub writer: HashSet<String>,
    /// As the session is called.
    pub title: String,
    /// "Thursday 13 March 2027, 15:40–16:40".
    pub when: String,
    /// Where.
    pub place: String,
    /// What it is for.
    pub purpose: String,
    /// Name of the protocol.
    pub protocol: String,
    /// Whose it is.
    pub origin: String,
    /// Whether the protocol comes with the program, so that its words are the program's own.
    pub is_builtin: bool,
    /// Who takes which role.
    pub roles: Vec<(&'static str, String)>,
    /// How we are with each other.
    pub norms: String,
    /// What was promised last time, or in this session.
    pub promised: Vec<Promised>,
    /// Other points of the agenda.
    pub points: Vec<Point>,
    /// The steps with their times.
    pub run: Vec<RunRow>,
    /// What is said of each piece.
    pub pieces: Vec<Said>,
    /// How many pieces of the agenda are no longer there.
    pub gone: u32,
    /// Ways to begin a sentence that its steps name.
    pub stems: Vec<Stem>,
    /// Everybody who is expected: the members and the writer.
    pub people: u32,
    /// Copies, each with its number; 0: written in by hand.
    pub copies: u32,
    /// Whether notes may be taken at all.
    pub notes: bool,
    /// Of a session that is over: what was written down.
    pub record: Option<Recorded>,
}

impl Handout {
    /// Whether a name that was found may stand: it is a member's, in words that are nobody else's.
    pub fn may_read(&self, person: PersonKey, found: &str) -> bool {
        let Some(own) = self.members.get(&person) else { return false };
        name_words(found).all(|word| own.contains(&word) && !self.others.contains(&word))
    }

    /// Whether what may be a name is the writer's own, as they chose it, and nobody else's.
    pub fn is_writer(&self, found: &str) -> bool {
        let mut words = name_words(found).peekable();
        words.peek().is_some() && words.all(|word| self.writer.contains(&word) && !self.others.contains(&word))
    }

    /// The names that may stand, whole and word by word: a line of a narrow column may hold half of one.
    pub fn standing(&self) -> String {
        let words = self.members.values().flatten().filter(|word| !self.others.contains(*word)).cloned();
        // As they are written, too: "brook" by itself is water, "Brook" is somebody.
        let parts = self.readers.iter().flat_map(|name| name.split(|c: char| c.is_whitespace() || c == '-'));
        let parts = parts.filter(|part| name_words(part).all(|word| !self.others.contains(&word)));
        let parts = parts.map(str::to_owned);
        self.readers.iter().cloned().chain(words).chain(parts).collect::<Vec<_>>().join("\n")
    }

    /// What the program says itself on its pages, a line each.
    pub fn said(self) -> String {
        let blank = self.blank();
        let run = blank.run.iter().flat_map(|row| [row.name.as_str(), row.speaks, row.says.as_str()]);
        let stems = blank.stems.iter().flat_map(|stem| {
            [stem.name.as_str(), stem.hint.as_str()].into_iter().chain(stem.begins.iter().map(String::as_str))
        });
        let lines: Vec<&str> = [blank.protocol.as_str(), blank.origin.as_str(), blank.when.as_str()]
            .into_iter()
            .chain(run)
            .chain(stems)
            .collect();
        lines.join("\n")
    }

    /// Somebody's name may stand no longer: they refused.
    pub fn take_out(&mut self, person: PersonKey) {
        self.others.extend(self.members.remove(&person).into_iter().flatten());
    }

    /// With nothing in it but what the program says itself.
    pub fn blank(self) -> Self {
        let is_builtin = self.is_builtin;
        let blank = |text: String| if is_builtin { text } else { String::new() };
        let run = self.run.into_iter().map(|row| match row.is_builtin {
            true => row,
            false => RunRow { name: String::new(), says: String::new(), ..row },
        });
        Self {
            title: String::new(),
            place: String::new(),
            purpose: String::new(),
            protocol: blank(self.protocol),
            origin: blank(self.origin),
            roles: self.roles.into_iter().map(|(role, _)| (role, String::new())).collect(),
            norms: String::new(),
            promised: Vec::new(),
            points: Vec::new(),
            run: run.collect(),
            pieces: Vec::new(),
            record: self.record.map(|_| Recorded::default()),
            ..self
        }
    }
}

/// The words of a name, folded, without the ending of "Bea's".
fn name_words(name: &str) -> impl Iterator<Item = String> {
    let folded = crate::text::fold(name);
    let words: Vec<String> = folded
        .split(|c: char| c.is_whitespace() || c == '-' || c == '.')
        .map(|word| word.trim_end_matches("'s").trim_end_matches("’s").to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    words.into_iter()
}

/// A commitment on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Promised {
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// "21 March 2027"; may be empty.
    pub due: String,
    /// How it will be seen; may be empty.
    pub evidence: String,
    /// How it stands.
    pub state: &'static str,
}

/// A point of the agenda on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// What it is.
    pub kind: &'static str,
    /// What it is about.
    pub text: String,
}

/// A step on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunRow {
    /// "15:40".
    pub at: String,
    /// How long.
    pub minutes: u32,
    /// What is done.
    pub name: String,
    /// Who may speak.
    pub speaks: &'static str,
    /// What the facilitator says.
    pub says: String,
    /// Whether notes may be taken.
    pub notes: bool,
    /// Whether its words are the program's own.
    pub is_builtin: bool,
    /// What is printed for it beside what everybody has.
    pub sheet: Option<StepSheet>,
}

/// What is said of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Which.
    pub entry: EntryId,
    /// What readers have to know before.
    pub context: String,
    /// The question to them.
    pub focus: String,
}

/// What was written down of a session, on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recorded {
    /// Who was there.
    pub present: Vec<String>,
    /// Who sent apologies.
    pub apologies: Vec<String>,
    /// The question as it was said again.
    pub restated: String,
    /// What the presenter heard.
    pub heard: String,
    /// What the presenter will try, and by when.
    pub tries: Vec<(String, String)>,
    /// What was decided.
    pub decisions: Vec<String>,
    /// What was made.
    pub products: Vec<String>,
    /// Whose, and what they take away.
    pub takeaways: Vec<(String, String)>,
    /// What stayed open.
    pub open_questions: Vec<String>,
}

/// What stands around the pieces of a session.
///
/// # Errors
/// `NotFound`.
pub fn handout(tx: &Tx<'_>, id: SessionId) -> Result<Handout> {
    let session = get(tx, id)?;
    let community = communities::get(tx, session.row.community)?;
    let start = when::local(&session.row.start)?;
    let builtin = protocol::builtin().iter().find(|one| one.id == session.protocol);
    let is_over = session.row.state == SessionState::Recorded && session.record_style != RecordStyle::None;
    let pieces = session.agenda.iter().filter(|item| item.kind == AgendaKind::Piece);
    let said = pieces.clone().filter(|item| !item.gone).filter_map(|item| {
        let entry = item.entry.as_ref()?.id;
        Some(Said { entry, context: item.context.clone(), focus: item.focus.clone() })
    });
    let points = session.agenda.iter().filter(|item| !matches!(item.kind, AgendaKind::Piece | AgendaKind::Commitment));
    let (mut members, mut others, mut readers) = (HashMap::new(), HashSet::new(), Vec::new());
    for person in people::list(tx)? {
        let names = std::iter::once(&person.name).chain(&person.aliases);
        let words = names.flat_map(|name| name_words(name));
        if community.members.iter().any(|member| member.person == person.id) {
            members.insert(person.id, words.collect());
            readers.push(person.name);
        } else {
            others.extend(words);
        }
    }
    Ok(Handout {
        members,
        others,
        readers,
        writer: name_words(&community.shown_name).collect(),
        title: title(&session),
        when: told(start, session.row.minutes),
        place: session.row.place.clone(),
        purpose: session.purpose.clone(),
        protocol: session.row.protocol_name.clone(),
        origin: session.origin.clone(),
        is_builtin: builtin.is_some(),
        roles: session.roles.iter().map(|role| (role.role.words(), role.name.clone())).collect(),
        norms: session.norms.clone(),
        promised: if is_over { promised_in(tx, &session)? } else { promised_before(tx, &session)? },
        points: points.map(|item| Point { kind: item.kind.name(), text: item.text.clone() }).collect(),
        run: run(&session, start, builtin.map(|one| &one.definition)),
        pieces: said.collect(),
        gone: u32::try_from(pieces.filter(|item| item.gone).count()).unwrap_or(u32::MAX),
        stems: of_steps(&session)?,
        people: u32::try_from(community.members.len()).unwrap_or(u32::MAX).saturating_add(1),
        copies: session.copies,
        notes: session.record_style != RecordStyle::None,
        record: is_over.then(|| recorded(&session)),
    })
}

fn title(session: &Session) -> String {
    let name = if session.row.title.is_empty() { &session.row.community_name } else { &session.row.title };
    name.clone()
}

/// "Thursday 13 March 2027, 15:40–16:40".
fn told(start: NaiveDateTime, minutes: u32) -> String {
    let end = start + Duration::minutes(i64::from(minutes));
    format!("{}, {}–{}", when::day_in_words(start.date()), start.format("%H:%M"), end.format("%H:%M"))
}

fn day(day: &Option<String>) -> String {
    let read = day.as_deref().and_then(|day| when::day(day).ok());
    read.map(|day| day.format("%-d %B %Y").to_string()).unwrap_or_default()
}

fn promised_in(tx: &Tx<'_>, session: &Session) -> Result<Vec<Promised>> {
    let of = ListCommitments { session: Some(session.row.id), ..ListCommitments::default() };
    Ok(commitments(tx, &of)?.into_iter().map(promised).collect())
}

/// What stands on the agenda as promised; else what was promised in the session before.
fn promised_before(tx: &Tx<'_>, session: &Session) -> Result<Vec<Promised>> {
    let of = ListCommitments { community: Some(session.row.community), ..ListCommitments::default() };
    let all = commitments(tx, &of)?;
    let on_it = |id| session.agenda.iter().any(|item| item.commitment == Some(id));
    let named = all.iter().any(|one| on_it(one.id));
    let wanted = all.into_iter().filter(|one| {
        if named {
            on_it(one.id)
        } else {
            one.session.is_some() && one.session == session.before && one.state != CommitmentState::LetGo
        }
    });
    Ok(wanted.map(promised).collect())
}

fn promised(one: super::Commitment) -> Promised {
    Promised { state: one.words(), due: day(&one.due), who: one.who, what: one.what, evidence: one.evidence }
}

fn run(session: &Session, start: NaiveDateTime, builtin: Option<&ProtocolDefinition>) -> Vec<RunRow> {
    // What the program says itself at the welcome and the end, and what the protocol's own steps say.
    let own = super::fit::steps(None, &[], true);
    let known: HashSet<&str> = builtin
        .iter()
        .flat_map(|definition| definition.steps.iter().flat_map(|step| [step.name.as_str(), step.says.as_str()]))
        .chain(own.iter().flat_map(|step| [step.name.as_str(), step.says.as_str()]))
        .chain([""])
        .collect();
    let mut passed = 0;
    let rows = session.steps.iter().map(|step| {
        let at = (start + Duration::minutes(passed)).format("%H:%M").to_string();
        passed += i64::from(step.minutes);
        let is_known = known.contains(step.name.as_str()) || known.contains(unnumbered(&step.name));
        RunRow {
            at,
            minutes: step.minutes,
            name: step.name.clone(),
            speaks: step.speaks.words(),
            says: step.says.clone(),
            notes: step.notes,
            sheet: step.sheet,
            is_builtin: is_known && known.contains(step.says.as_str()),
        }
    });
    rows.collect()
}

fn of_steps(session: &Session) -> Result<Vec<Stem>> {
    let named: HashSet<StemKey> = session.steps.iter().flat_map(|step| step.stems.iter().copied()).collect();
    Ok(stems()?.iter().filter(|stem| named.contains(&stem.key)).cloned().collect())
}

fn recorded(session: &Session) -> Recorded {
    let record = &session.record;
    let there = |present| {
        let who = record.attendance.iter().filter(move |one| one.present == present);
        who.map(|one| one.name.clone()).collect()
    };
    Recorded {
        present: there(true),
        apologies: there(false),
        restated: record.restated.clone(),
        heard: record.heard.clone(),
        tries: record.tries.iter().map(|one| (one.text.clone(), day(&one.due))).collect(),
        decisions: record.decisions.clone(),
        products: record.products.clone(),
        takeaways: record.takeaways.iter().map(|one| (one.name.clone(), one.text.clone())).collect(),
        open_questions: record.open_questions.clone(),
    }
}
