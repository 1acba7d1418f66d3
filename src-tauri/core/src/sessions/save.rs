//! Planning a session.

use serde::{Deserialize, Serialize};

use super::fit::{self, SessionStep};
use super::protocol::{self, LINE, NAME, RecordStyle, check_minutes, line};
use super::roles::{RoleName, SaveRole};
use super::when::{self, Repeats};
use super::{AgendaItem, AgendaKind, Fit, Session, SessionRecord, SessionRow, SessionState, get, store};
use crate::communities;
use crate::entries;
use crate::error::{Error, Result};
use crate::id::{AgendaItemId, CommitmentId, CommunityId, EntryId, QuestionId, SessionId};
use crate::questions;
use crate::store::Tx;

/// Points of an agenda.
pub(super) const ITEMS: usize = 60;
/// Lines and characters of what readers have to know before.
const CONTEXT_LINES: usize = 5;
const CONTEXT: usize = 1_000;
/// Characters of the norms.
const NORMS: usize = 20_000;
/// Steps of a session.
const STEPS: usize = 200;
/// Characters of what the facilitator says.
const SAYS: usize = 2_000;
/// Copies of a pack.
const COPIES: u32 = 60;
/// Minutes of a new session.
const USUAL: u32 = 60;

/// What to change of a session; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveSession {
    /// Which; a new one where not said.
    pub id: Option<SessionId>,
    /// Of a new one: of which community.
    pub community: Option<CommunityId>,
    /// As it is called; may be empty.
    pub title: Option<String>,
    /// What the clock on the wall shows when it begins: "2027-03-13T15:40".
    pub start: Option<String>,
    /// IANA name of the zone; that of this computer where not said.
    pub zone: Option<String>,
    /// How long, 5 to 720.
    pub minutes: Option<u32>,
    /// Where.
    pub place: Option<String>,
    /// How it repeats.
    pub repeats: Option<Repeats>,
    /// What it is for, in one line.
    pub purpose: Option<String>,
    /// Key or id of a protocol; "" for none. The minutes are divided anew.
    pub protocol: Option<String>,
    /// All steps, with the minutes one wants: from then on the program divides no more.
    pub steps: Option<Vec<SessionStep>>,
    /// Whether the program divides the minutes of the protocol.
    pub lay_out: Option<bool>,
    /// All roles.
    pub roles: Option<Vec<SaveRole>>,
    /// How we are with each other; those of the community where never said.
    pub norms: Option<String>,
    /// All points, in order.
    pub agenda: Option<Vec<SaveAgendaItem>>,
    /// Copies of the pack, 0 to 60; of a new session one for each member.
    pub copies: Option<u32>,
}

/// A point of the agenda.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveAgendaItem {
    /// Of one that is there.
    pub id: Option<AgendaItemId>,
    /// What it is.
    pub kind: AgendaKind,
    /// Of a piece: the entry.
    pub entry: Option<EntryId>,
    /// The question it is.
    pub question: Option<QuestionId>,
    /// The commitment it is.
    pub commitment: Option<CommitmentId>,
    /// What it is about; of a question or a commitment that of theirs where not said.
    pub text: Option<String>,
    /// Of a piece: at most five lines.
    pub context: Option<String>,
    /// Of a piece: one line.
    pub focus: Option<String>,
    /// How long; 0: it has no time of its own any more.
    pub minutes: Option<u32>,
}

/// Plans a session, or changes one.
///
/// # Errors
/// `NotFound`; `BadInput` or `TooBig` with a sentence that says what to change. Nothing is changed then.
pub fn save(tx: &mut Tx<'_>, request: SaveSession) -> Result<Session> {
    let known = request.id.map(|id| get(tx, id)).transpose()?;
    let is_new = known.is_none();
    let mut session = match known {
        Some(session) => session,
        None => blank(tx, &request)?,
    };
    let id = session.row.id;
    head(&mut session, &request)?;
    if let Some(items) = request.agenda {
        session.agenda = agenda(tx, &session, items)?;
    }
    steps(tx, &mut session, request.protocol.as_deref(), request.steps, request.lay_out)?;
    store::put(tx, &session, is_new)?;
    if let Some(roles) = request.roles {
        set_roles(tx, &session, &roles)?;
    }
    store::agenda::set(tx, id, &session.agenda)?;
    get(tx, id)
}

fn blank(tx: &Tx<'_>, request: &SaveSession) -> Result<Session> {
    let id = request.community.ok_or_else(|| Error::bad("say which community meets. Nothing was saved"))?;
    let community = communities::get(tx, id)?;
    let start = request.start.as_deref().ok_or_else(|| Error::bad("say when you meet. Nothing was saved"))?;
    let zone = request.zone.clone().unwrap_or_else(|| tx.clock().zone().name().to_owned());
    Ok(Session {
        row: SessionRow {
            id: SessionId::new(),
            community: id,
            community_name: community.name,
            title: String::new(),
            start: start.to_owned(),
            zone,
            at: tx.now(),
            minutes: USUAL,
            place: String::new(),
            protocol_name: String::new(),
            state: SessionState::Planned,
        },
        repeats: Repeats::NONE,
        purpose: String::new(),
        protocol: String::new(),
        origin: String::new(),
        record_style: RecordStyle::Full,
        steps: Vec::new(),
        laid_out: true,
        fit: Fit { minutes: 0, slot: 0, words: Vec::new() },
        roles: Vec::new(),
        norms: community.norms,
        agenda: Vec::new(),
        copies: u32::try_from(community.members.len()).unwrap_or(COPIES).min(COPIES),
        plan: None,
        before: None,
        running: None,
        record: SessionRecord::default(),
    })
}

/// All that is one line, one number or one day.
pub(super) fn head(session: &mut Session, request: &SaveSession) -> Result<()> {
    if request.community.is_some_and(|community| community != session.row.community) {
        return Err(Error::bad("a session stays with its community; plan another one for another. Nothing was saved"));
    }
    if let Some(zone) = &request.zone {
        session.row.zone.clone_from(zone);
    }
    let zone = when::zone(&session.row.zone)?;
    let local = when::local(request.start.as_deref().unwrap_or(&session.row.start))?;
    session.row.start = when::written(local);
    session.row.at = when::moment(local, zone);
    for (slot, text, limit) in [
        (&mut session.row.title, &request.title, NAME),
        (&mut session.row.place, &request.place, LINE),
        (&mut session.purpose, &request.purpose, LINE),
    ] {
        if let Some(text) = text {
            *slot = line(text, limit)?;
        }
    }
    if let Some(norms) = &request.norms {
        if norms.chars().count() > NORMS {
            return Err(Error::TooBig(format!("there is room for {NORMS} characters; nothing was saved")));
        }
        session.norms = norms.trim().to_owned();
    }
    if let Some(repeats) = request.repeats {
        session.repeats = repeats.checked()?;
    }
    if let Some(minutes) = request.minutes {
        if !(5..=720).contains(&minutes) {
            return Err(Error::bad("a session takes 5 minutes to 12 hours. Nothing was saved"));
        }
        session.row.minutes = minutes;
    }
    if let Some(copies) = request.copies {
        if copies > COPIES {
            return Err(Error::bad(format!("a pack has {COPIES} copies at most. Nothing was saved")));
        }
        session.copies = copies;
    }
    Ok(())
}

/// The agenda as it is to be. What is said of a point stays where it is left out.
fn agenda(tx: &Tx<'_>, session: &Session, items: Vec<SaveAgendaItem>) -> Result<Vec<AgendaItem>> {
    if items.len() > ITEMS {
        return Err(Error::TooBig(format!("an agenda has room for {ITEMS} points; nothing was saved")));
    }
    let mut agenda: Vec<AgendaItem> = Vec::with_capacity(items.len());
    for wanted in items {
        let before = match wanted.id {
            Some(id) => Some(session.agenda.iter().find(|item| item.id == id).ok_or(Error::NotFound("agenda item"))?),
            None => None,
        };
        let mut item = before.cloned().unwrap_or_else(|| AgendaItem::blank(wanted.kind));
        item.kind = wanted.kind;
        if let Some(entry) = wanted.entry.filter(|id| item.entry.as_ref().map(|entry| entry.id) != Some(*id)) {
            item.entry = Some(entries::store::row(tx, entry)?.ok_or(Error::NotFound("entry"))?);
            item.gone = item.entry.as_ref().is_some_and(|entry| entry.trashed_at.is_some());
        }
        if item.kind == AgendaKind::Piece && item.entry.is_none() && before.is_none() {
            return Err(Error::bad("a piece is an entry: say which. Nothing was saved"));
        }
        let twice = agenda.iter().any(|other| {
            other.kind == AgendaKind::Piece
                && item.kind == AgendaKind::Piece
                && other.entry.is_some()
                && other.entry.as_ref().map(|entry| entry.id) == item.entry.as_ref().map(|entry| entry.id)
        });
        if twice || agenda.iter().any(|other| other.id == item.id) {
            return Err(Error::bad("one of these stands on the agenda twice. Nothing was saved"));
        }
        if let Some(question) = wanted.question.filter(|id| item.question != Some(*id)) {
            let asked = questions::get(tx, question)?;
            item.question = Some(asked.id);
            if item.text.is_empty() {
                item.text = line(&asked.text, 2_000)?;
            }
        }
        if let Some(commitment) = wanted.commitment.filter(|id| item.commitment != Some(*id)) {
            let promised = store::commitment::get(tx, commitment)?.ok_or(Error::NotFound("commitment"))?;
            item.commitment = Some(promised.id);
            if item.text.is_empty() {
                item.text = promised.what;
            }
        }
        if let Some(text) = &wanted.text {
            item.text = line(text, 2_000)?;
        }
        if let Some(focus) = &wanted.focus {
            item.focus = line(focus, LINE)?;
        }
        if let Some(context) = &wanted.context {
            item.context = lines(context)?;
        }
        if item.kind != AgendaKind::Piece && item.text.is_empty() {
            return Err(Error::bad("a point of the agenda says what it is about. Nothing was saved"));
        }
        item.minutes = wanted.minutes.or(item.minutes).filter(|minutes| *minutes > 0 && item.kind != AgendaKind::Piece);
        if let Some(minutes) = item.minutes {
            check_minutes(&item.text, minutes, 1)?;
        }
        agenda.push(item);
    }
    Ok(agenda)
}

/// What readers have to know before a piece.
pub(super) fn lines(text: &str) -> Result<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = lines.join("\n");
    if lines.len() > CONTEXT_LINES || text.chars().count() > CONTEXT {
        return Err(Error::TooBig(format!(
            "what readers have to know before has room for {CONTEXT_LINES} lines and {CONTEXT} characters; nothing was saved"
        )));
    }
    Ok(text)
}

/// The steps: those of the protocol, divided; or those given by hand.
fn steps(
    tx: &Tx<'_>,
    session: &mut Session,
    protocol: Option<&str>,
    by_hand: Option<Vec<SessionStep>>,
    lay_out: Option<bool>,
) -> Result<()> {
    if let Some(id) = protocol
        && (id != session.protocol || session.steps.is_empty())
    {
        session.laid_out = true;
        // Words for a step of another protocol are not words for this one's.
        session.steps.clear();
        if id.is_empty() {
            (session.row.protocol_name, session.origin) = Default::default();
            session.record_style = RecordStyle::Full;
        } else {
            let chosen = protocol::get(tx, id)?;
            session.row.protocol_name = chosen.definition.name;
            session.origin = chosen.origin;
            session.record_style = chosen.definition.record;
        }
        session.protocol = id.to_owned();
    }
    let usual = |session: &Session| {
        let definition = match session.protocol.as_str() {
            "" => None,
            id => Some(protocol::get(tx, id)?.definition),
        };
        Ok::<_, Error>(fit::steps(definition.as_ref(), &session.agenda, session.record_style != RecordStyle::None))
    };
    session.laid_out = lay_out.unwrap_or(session.laid_out && by_hand.is_none());
    if let Some(steps) = by_hand {
        let mut steps = given(session, steps)?;
        if session.steps.iter().any(|step| step.own_words) {
            fit::give_back_words(&mut steps, &session.steps, &usual(session)?);
        }
        session.steps = steps;
    }
    if session.laid_out {
        let mut steps = usual(session)?;
        fit::keep_own_words(&mut steps, &session.steps);
        session.steps = steps;
        fit::lay_out(&mut session.steps, session.row.minutes);
    }
    Ok(())
}

/// Steps given by hand, as they can be.
pub(super) fn given(session: &Session, mut steps: Vec<SessionStep>) -> Result<Vec<SessionStep>> {
    if steps.len() > STEPS {
        return Err(Error::TooBig(format!("a session has room for {STEPS} steps; nothing was saved")));
    }
    for step in &mut steps {
        step.key = line(&step.key, NAME)?;
        step.name = line(&step.name, LINE)?;
        step.says = line(&step.says, SAYS)?;
        check_minutes(&step.name, step.minutes, step.shortest.min(step.minutes))?;
        if step.name.is_empty() {
            return Err(Error::bad("each step needs a name. Nothing was saved"));
        }
        step.notes = step.notes && session.record_style != RecordStyle::None;
        let is_on_it = |id: &AgendaItemId| session.agenda.iter().any(|item| item.id == *id);
        step.item = step.item.filter(is_on_it);
    }
    Ok(steps)
}

fn set_roles(tx: &mut Tx<'_>, session: &Session, roles: &[SaveRole]) -> Result<()> {
    let community = communities::get(tx, session.row.community)?;
    for (at, role) in roles.iter().enumerate() {
        if roles[..at].iter().any(|other| other.role == role.role) {
            return Err(Error::bad("each role has one person. Nothing was saved"));
        }
        if role.role == RoleName::Notes && session.record_style == RecordStyle::None {
            return Err(Error::bad("this protocol keeps no notes, so nobody takes them. Nothing was saved"));
        }
        // Who had the role before may have left since, and keeps it until somebody else has it.
        let is_known = role.person.is_none_or(|key| {
            community.members.iter().any(|member| member.person == key)
                || session.roles.iter().any(|known| known.role == role.role && known.person == Some(key))
        });
        if !is_known {
            return Err(Error::bad("only a member of the community takes a role. Nothing was saved"));
        }
    }
    store::set_roles(tx, session.row.id, roles)
}

/// Deletes a session that was only planned.
///
/// # Errors
/// `NotFound`; `BadInput` where it was held.
pub fn remove(tx: &mut Tx<'_>, id: SessionId) -> Result<()> {
    if get(tx, id)?.row.state != SessionState::Planned {
        return Err(Error::bad("this session was held, so it stays with its record"));
    }
    store::remove(tx, id)
}
