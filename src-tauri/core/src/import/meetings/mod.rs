//! Communities, their sessions, what was promised and looks at the nine behaviours, from the program's own file: whole or
//! not at all. All of it is held to the rules before anything is written; what is here already under its id stays as it is.

mod came;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::store;
use crate::behaviours::{self, Looked, SaveAuditLine};
use crate::communities::{self, Community};
use crate::entries;
use crate::error::{Error, Result};
use crate::export::meetings::{Meetings, WrittenAudit, WrittenItem, WrittenSession};
use crate::id::{CommitmentId, CommunityId, EntryId, ImportId, ProtocolId, QuestionId, SessionId};
use crate::people::{self, PersonKey, Role, SavePerson};
use crate::questions;
use crate::sessions::{AgendaItem, Commitment, Fit, Protocol, Session, SessionRow, travel};
use crate::store::Tx;
use crate::tags;
use crate::test;
use came::{Came, stamp};
pub(super) use came::{take_out, untouched};

/// Communities, sessions, audits or protocols of one file.
const ROWS: usize = 20_000;

/// Meetings that can come in.
pub(super) struct Arriving {
    /// By the number they have in the file.
    people: BTreeMap<PersonKey, String>,
    communities: Vec<Community>,
    protocols: Vec<(ProtocolId, Protocol)>,
    sessions: Vec<WrittenSession>,
    commitments: Vec<Commitment>,
    audits: Vec<(Looked, Option<CommitmentId>)>,
}

/// How much of it is new to the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fresh {
    pub(super) communities: u32,
    pub(super) sessions: u32,
    /// Protocols, commitments outside of sessions and looks at the behaviours.
    others: u32,
}

impl Fresh {
    /// Whether anything would come in.
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// What the file says, if it can be of this journal.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence; then none of it comes in.
pub(super) fn checked(written: Meetings) -> Result<Arriving> {
    let Meetings { communities, protocols, sessions, commitments, audits } = written;
    let most = [communities.len(), protocols.len(), sessions.len(), commitments.len(), audits.len()];
    if most.into_iter().any(|count| count > ROWS) {
        return Err(Error::TooBig("there are more of them than there is room for".into()));
    }
    let people = people_of(&communities, &sessions, &commitments)?;
    let communities = communities.into_iter().map(communities::checked).collect::<Result<Vec<_>>>()?;
    let groups = unlike("community", communities.iter().map(|community| community.id))?;
    let protocols = protocols.into_iter().map(way).collect::<Result<Vec<_>>>()?;
    let ways = unlike("protocol", protocols.iter().map(|(id, _)| *id))?;
    let known = unlike("session", sessions.iter().map(|session| session.id))?;
    let mut promised = Vec::new();
    for one in &sessions {
        let is_way = |id: &ProtocolId| ways.contains(id);
        let named = one.protocol.is_empty()
            || travel::is_builtin(&one.protocol)
            || one.protocol.parse().is_ok_and(|id| is_way(&id));
        if !groups.contains(&one.community) || !named || one.before.is_some_and(|before| !known.contains(&before)) {
            return Err(Error::bad("a session names a community, a protocol or a session that is not in the file"));
        }
        let session = travel::checked(session(one, &Ties::default()))?;
        promised.extend(session.record.commitments.iter().map(|promise| promise.id));
    }
    let before: HashMap<SessionId, SessionId> = sessions.iter().filter_map(|one| Some((one.id, one.before?))).collect();
    for one in &sessions {
        if std::iter::successors(Some(one.id), |at| before.get(at).copied()).nth(sessions.len()).is_some() {
            return Err(Error::bad("a session comes after itself"));
        }
    }
    let commitments = commitments.into_iter().map(travel::checked_commitment).collect::<Result<Vec<_>>>()?;
    if commitments.iter().any(|one| !groups.contains(&one.community)) {
        return Err(Error::bad("a commitment names a community that is not in the file"));
    }
    promised.extend(commitments.iter().map(|one| one.id));
    unlike("commitment", promised.into_iter())?;
    let audits: Vec<_> = audits.into_iter().map(look).collect();
    unlike("look at the behaviours", audits.iter().map(|(look, _)| look.id))?;
    for (look, _) in &audits {
        behaviours::checked(look)?;
        if look.community.is_some_and(|id| !groups.contains(&id)) {
            return Err(Error::bad("a look at the behaviours names a community that is not in the file"));
        }
    }
    Ok(Arriving { people, communities, protocols, sessions, commitments, audits })
}

fn unlike<T: Eq + std::hash::Hash>(what: &str, ids: impl Iterator<Item = T>) -> Result<HashSet<T>> {
    let mut known = HashSet::new();
    for id in ids {
        if !known.insert(id) {
            return Err(Error::bad(format!("a {what} is in the file twice")));
        }
    }
    Ok(known)
}

/// Everybody who is named, by their number in the file: each has one name, and nobody else has it.
fn people_of(
    communities: &[Community],
    sessions: &[WrittenSession],
    commitments: &[Commitment],
) -> Result<BTreeMap<PersonKey, String>> {
    let members = communities.iter().flat_map(|one| &one.members).map(|one| (Some(one.person), &one.name));
    let roles = sessions.iter().flat_map(|one| &one.roles).map(|one| (one.person, &one.name));
    let records = || sessions.iter().map(|one| &one.record);
    let there = records().flat_map(|one| &one.attendance).map(|one| (one.person, &one.name));
    let takeaways = records().flat_map(|one| &one.takeaways).map(|one| (one.person, &one.name));
    let promised = records().flat_map(|one| &one.commitments).chain(commitments).map(|one| (one.person, &one.who));
    let mut people: BTreeMap<PersonKey, String> = BTreeMap::new();
    for (key, name) in members.chain(roles).chain(there).chain(takeaways).chain(promised) {
        let Some(key) = key else { continue };
        let name = tags::checked("name", vec![name.clone()])?.pop().filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Error::bad("somebody has no name"))?;
        if people.insert(key, name.clone()).is_some_and(|before| tags::folded(&before) != tags::folded(&name)) {
            return Err(Error::bad("somebody has two names"));
        }
    }
    unlike("name", people.values().map(|name| tags::folded(name)))?;
    Ok(people)
}

fn way(mut one: Protocol) -> Result<(ProtocolId, Protocol)> {
    let id = one.id.parse().map_err(|_| Error::bad("a protocol has no id of its own"))?;
    one.definition = travel::checked_protocol(one.definition)?;
    Ok((id, one))
}

fn look(written: WrittenAudit) -> (Looked, Option<CommitmentId>) {
    let WrittenAudit { id, community, setting, day, lines, left_out, plan, commitment } = written;
    let lines = lines.into_iter().map(|line| SaveAuditLine {
        behaviour: line.behaviour,
        seen: line.seen,
        support: line.support,
        chosen: line.chosen,
        examples: line.examples,
    });
    (Looked { id, community, setting, day, left_out, plan, lines: lines.collect() }, commitment)
}

/// What in the journal the file's own names lead to.
#[derive(Default)]
struct Ties {
    people: HashMap<PersonKey, PersonKey>,
    entries: HashMap<EntryId, entries::EntryRow>,
    questions: HashMap<(EntryId, String), QuestionId>,
}

/// A session of the file; who and what `ties` do not know keeps the file's number, or is not there.
fn session(written: &WrittenSession, ties: &Ties) -> Session {
    let person = |key: Option<PersonKey>| key.map(|key| ties.people.get(&key).copied().unwrap_or(key));
    let mut record = written.record.clone();
    record.attendance.iter_mut().for_each(|one| one.person = person(one.person));
    record.takeaways.iter_mut().for_each(|one| one.person = person(one.person));
    record.commitments.iter_mut().for_each(|one| one.person = person(one.person));
    let mut roles = written.roles.clone();
    roles.iter_mut().for_each(|role| role.person = person(role.person));
    Session {
        row: SessionRow {
            id: written.id,
            community: written.community,
            community_name: String::new(),
            title: written.title.clone(),
            start: written.start.clone(),
            zone: written.zone.clone(),
            at: crate::clock::Instant::from_millis(0),
            minutes: written.minutes,
            place: written.place.clone(),
            protocol_name: written.protocol_name.clone(),
            state: written.state,
        },
        repeats: written.repeats,
        purpose: written.purpose.clone(),
        protocol: written.protocol.clone(),
        origin: written.origin.clone(),
        record_style: written.record_style,
        steps: written.steps.clone(),
        laid_out: written.laid_out,
        fit: Fit { minutes: 0, slot: 0, words: Vec::new() },
        roles,
        norms: written.norms.clone(),
        agenda: written.agenda.iter().map(|item| point(item, ties)).collect(),
        copies: written.copies,
        plan: None,
        before: None,
        running: None,
        record,
    }
}

fn point(item: &WrittenItem, ties: &Ties) -> AgendaItem {
    let asked = item.question.as_ref().map(|asked| (asked.entry, asked.text.clone()));
    AgendaItem {
        id: item.id,
        kind: item.kind,
        entry: item.entry.and_then(|id| ties.entries.get(&id).cloned()),
        gone: false,
        question: asked.and_then(|asked| ties.questions.get(&asked).copied()),
        commitment: item.commitment,
        text: item.text.clone(),
        context: item.context.clone(),
        focus: item.focus.clone(),
        minutes: item.minutes,
    }
}

/// How much of it is new.
///
/// # Errors
/// Those of the database.
pub(super) fn fresh(tx: &Tx<'_>, arriving: &Arriving) -> Result<Fresh> {
    let mut fresh = Fresh::default();
    for one in &arriving.communities {
        fresh.communities += u32::from(!knows_community(tx, one.id)?);
    }
    for one in &arriving.sessions {
        fresh.sessions += u32::from(!travel::knows(tx, one.id)?);
    }
    for (id, _) in &arriving.protocols {
        fresh.others += u32::from(!travel::knows_protocol(tx, *id)?);
    }
    for one in &arriving.commitments {
        fresh.others += u32::from(!travel::knows_commitment(tx, one.id)?);
    }
    for (look, _) in &arriving.audits {
        fresh.others += u32::from(!behaviours::knows(tx, look.id)?);
    }
    Ok(fresh)
}

fn knows_community(tx: &Tx<'_>, id: CommunityId) -> Result<bool> {
    match communities::get(tx, id) {
        Ok(_) => Ok(true),
        Err(Error::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes what is new, after the entries it names, and notes that this import brought it.
///
/// # Errors
/// Those of the database.
pub(super) fn put(tx: &mut Tx<'_>, import: ImportId, arriving: &Arriving) -> Result<Fresh> {
    let fresh = fresh(tx, arriving)?;
    if !fresh.is_any() {
        return Ok(fresh);
    }
    let ties = ties(tx, arriving)?;
    let person = |key: Option<PersonKey>| key.and_then(|key| ties.people.get(&key).copied());
    let mut came: Vec<Came> = Vec::new();
    for one in &arriving.communities {
        if !knows_community(tx, one.id)? {
            let mut community = one.clone();
            for member in &mut community.members {
                member.person = person(Some(member.person)).unwrap_or(member.person);
                // Members are on the list of people, so that their names are looked for.
                people::save(tx, SavePerson { id: Some(member.person), ..SavePerson::default() })?;
            }
            communities::put(tx, &community)?;
            came.push(Came::Community(community.id));
        }
    }
    for (id, protocol) in &arriving.protocols {
        if !travel::knows_protocol(tx, *id)? {
            travel::put_protocol(tx, *id, &protocol.definition, protocol.removed_at)?;
            came.push(Came::Protocol(*id));
        }
    }
    let mut new = Vec::new();
    for one in &arriving.sessions {
        if !travel::knows(tx, one.id)? {
            new.push((one, travel::checked(session(one, &ties))?));
        }
    }
    for (_, session) in &mut new {
        travel::own_points(tx, session)?;
        for tried in &mut session.record.tries {
            let is_here = tried.test.map_or(Ok(false), |id| test::knows(tx, id))?;
            tried.test = tried.test.filter(|_| is_here);
        }
        travel::put(tx, session)?;
        came.push(Came::Session(session.row.id));
    }
    for (written, session) in &new {
        if let Some(before) = written.before {
            travel::put_before(tx, session.row.id, before)?;
        }
        for one in &session.record.commitments {
            put_commitment(tx, one.clone(), &mut came)?;
        }
    }
    for one in &arriving.commitments {
        put_commitment(tx, Commitment { session: None, person: person(one.person), ..one.clone() }, &mut came)?;
    }
    for (_, session) in &mut new {
        for item in &mut session.agenda {
            let is_here = item.commitment.map_or(Ok(false), |id| travel::knows_commitment(tx, id))?;
            item.commitment = item.commitment.filter(|_| is_here);
        }
        travel::put_agenda(tx, session)?;
    }
    for (look, promised) in &arriving.audits {
        if behaviours::knows(tx, look.id)? {
            continue;
        }
        let mut look = look.clone();
        look.lines.iter_mut().for_each(|line| line.examples.retain(|id| ties.entries.contains_key(id)));
        let is_here = promised.map_or(Ok(false), |id| travel::knows_commitment(tx, id))?;
        behaviours::put(tx, &look, promised.filter(|_| is_here))?;
        came.push(Came::Look(look.id));
    }
    for one in came {
        let stamp = stamp(tx, one)?;
        store::add_meeting(tx, import, one.kind(), &one.id(), &stamp)?;
    }
    Ok(fresh)
}

/// Writes a commitment that is not here.
fn put_commitment(tx: &mut Tx<'_>, one: Commitment, came: &mut Vec<Came>) -> Result<()> {
    if !travel::knows_commitment(tx, one.id)? {
        travel::put_commitment(tx, &one)?;
        came.push(Came::Commitment(one.id));
    }
    Ok(())
}

fn ties(tx: &mut Tx<'_>, arriving: &Arriving) -> Result<Ties> {
    let mut ties = Ties::default();
    for (key, name) in &arriving.people {
        let known = match people::store::by_name(tx, name)? {
            Some(known) => known,
            None => {
                let new = SavePerson { name: Some(name.clone()), role: Some(Role::Colleague), ..SavePerson::default() };
                people::save(tx, new)?.id
            }
        };
        ties.people.insert(*key, known);
    }
    let pieces = arriving.sessions.iter().flat_map(|one| &one.agenda).filter_map(|item| item.entry);
    let shown = arriving.audits.iter().flat_map(|(look, _)| &look.lines).flat_map(|line| line.examples.iter().copied());
    for id in pieces.chain(shown) {
        if let Some(row) = entries::store::row(tx, id)? {
            ties.entries.insert(id, row);
        }
    }
    ties.questions = questions::list(tx, None)?.into_iter().map(|one| ((one.entry.id, one.text), one.id)).collect();
    Ok(ties)
}
