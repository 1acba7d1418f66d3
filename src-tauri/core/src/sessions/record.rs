//! What is written down of a session, as far as its protocol keeps a record: of some nothing, of some only what is the
//! presenter's own.

use serde::{Deserialize, Serialize};

use super::protocol::{LINE, line};
use super::roles::own_name;
use super::{Commitment, ListCommitments, RecordStyle, Session, SessionState, commitments, get, store, when};
use crate::clock::Instant;
use crate::communities::{self, Community};
use crate::error::{Error, Result};
use crate::id::{ClaimId, EntryId, SessionId, TestId};
use crate::people::PersonKey;
use crate::store::Tx;
use crate::test::{self, SaveTest, Test};

/// Characters of what the presenter heard.
const TEXT: usize = 20_000;
/// Lines of a kind.
const LINES: usize = 200;
/// Characters of one of them.
const LONG_LINE: usize = 2_000;

/// What was written down of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SessionRecord {
    /// Who was there and who sent apologies.
    pub attendance: Vec<Attendance>,
    /// The question as it was said again.
    pub restated: String,
    /// What the presenter heard.
    pub heard: String,
    /// What the presenter will try.
    pub tries: Vec<Try>,
    /// What was decided.
    pub decisions: Vec<String>,
    /// What was made.
    pub products: Vec<String>,
    /// What each takes away, a line each.
    pub takeaways: Vec<Takeaway>,
    /// What stayed open: it stands on the next agenda.
    pub open_questions: Vec<String>,
    /// What was promised.
    pub commitments: Vec<Commitment>,
    /// When it was finished.
    pub recorded_at: Option<Instant>,
}

/// Whether somebody was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Attendance {
    /// Who; none: the writer.
    pub person: Option<PersonKey>,
    /// Their name.
    pub name: String,
    /// There, or sent apologies.
    pub present: bool,
}

/// What somebody takes away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Takeaway {
    /// Who; none: not said.
    pub person: Option<PersonKey>,
    /// Their name; may be empty.
    pub name: String,
    /// In one line.
    pub text: String,
}

/// Names something the presenter will try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "number")]
pub struct TryKey(pub i64);

/// What the presenter will try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Try {
    /// Which.
    pub id: TryKey,
    /// In the presenter's words.
    pub text: String,
    /// By which local day.
    pub due: Option<String>,
    /// The test it became.
    pub test: Option<TestId>,
    /// In which loop.
    #[serde(rename = "loop")]
    pub in_loop: Option<EntryId>,
}

/// What to write down; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveRecord {
    /// Of which session.
    pub session: SessionId,
    /// Everybody who was there or sent apologies.
    pub attendance: Option<Vec<SaveAttendance>>,
    /// The question as it was said again.
    pub restated: Option<String>,
    /// What the presenter heard.
    pub heard: Option<String>,
    /// All that the presenter will try.
    pub tries: Option<Vec<SaveTry>>,
    /// All.
    pub decisions: Option<Vec<String>>,
    /// All.
    pub products: Option<Vec<String>>,
    /// All.
    pub takeaways: Option<Vec<SaveTakeaway>>,
    /// All.
    pub open_questions: Option<Vec<String>>,
    /// The record is finished.
    pub done: Option<bool>,
}

/// Whether somebody was there.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveAttendance {
    /// Who; none: the writer.
    pub person: Option<PersonKey>,
    /// There, or sent apologies.
    pub present: bool,
}

/// What somebody takes away.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveTakeaway {
    /// Who, where it is said.
    pub person: Option<PersonKey>,
    /// In one line.
    pub text: String,
}

/// What the presenter will try.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveTry {
    /// Of one that is there.
    pub id: Option<TryKey>,
    /// In the presenter's words.
    pub text: String,
    /// By which local day.
    pub due: Option<String>,
}

pub(super) fn of(tx: &Tx<'_>, session: &Session, community: &Community) -> Result<SessionRecord> {
    let id = session.row.id;
    let texts = |kind| Ok::<_, Error>(store::record::lines(tx, id, kind)?.into_iter().map(|line| line.text).collect());
    let mut attendance = store::record::attendance(tx, id)?;
    attendance.iter_mut().filter(|one| one.person.is_none()).for_each(|one| one.name = own_name(community));
    let request = ListCommitments { session: Some(id), ..ListCommitments::default() };
    Ok(SessionRecord {
        attendance,
        restated: session.record.restated.clone(),
        heard: session.record.heard.clone(),
        tries: store::record::tries(tx, id)?,
        decisions: texts("decision")?,
        products: texts("product")?,
        takeaways: store::record::lines(tx, id, "takeaway")?,
        open_questions: texts("question")?,
        commitments: commitments(tx, &request)?,
        recorded_at: session.record.recorded_at,
    })
}

/// Writes the record of a session.
///
/// # Errors
/// `NotFound`; `BadInput` where the protocol keeps no such record, or a day is none; `TooBig`.
pub fn record(tx: &mut Tx<'_>, request: SaveRecord) -> Result<Session> {
    let session = get(tx, request.session)?;
    allowed(session.record_style, &request)?;
    let id = session.row.id;
    let members = communities::get(tx, session.row.community)?.members;
    if let Some(attendance) = &request.attendance {
        let mut who: Vec<(Option<PersonKey>, bool)> = Vec::new();
        for one in attendance {
            let is_known = one.person.is_none_or(|key| {
                members.iter().any(|member| member.person == key)
                    || session.record.attendance.iter().any(|known| known.person == Some(key))
                    || session.roles.iter().any(|role| role.person == Some(key))
            });
            if !is_known {
                return Err(Error::bad("only members of the community are noted as there. Nothing was saved"));
            }
            if !who.iter().any(|(person, _)| *person == one.person) {
                who.push((one.person, one.present));
            }
        }
        store::record::set_attendance(tx, id, &who)?;
    }
    if request.restated.is_some() || request.heard.is_some() {
        let restated = request.restated.as_deref().unwrap_or(&session.record.restated);
        let heard = request.heard.as_deref().unwrap_or(&session.record.heard).trim();
        if heard.chars().count() > TEXT {
            return Err(Error::TooBig(format!("there is room for {TEXT} characters; nothing was saved")));
        }
        store::record::set_texts(tx, id, &line(restated, LINE)?, heard)?;
    }
    if let Some(tries) = request.tries {
        set_tries(tx, &session, tries)?;
    }
    for (kind, texts) in
        [("decision", request.decisions), ("product", request.products), ("question", request.open_questions)]
    {
        if let Some(texts) = texts {
            let lines = texts.into_iter().map(|text| (None, text)).collect();
            store::record::set_lines(tx, id, kind, &checked(lines)?)?;
        }
    }
    if let Some(takeaways) = request.takeaways {
        let lines = takeaways.into_iter().map(|one| (one.person, one.text)).collect();
        store::record::set_lines(tx, id, "takeaway", &checked(lines)?)?;
    }
    match request.done {
        Some(true) => {
            let now = tx.now();
            store::set_running(tx, id, None)?;
            store::record::set_recorded(tx, id, now)?;
        }
        Some(false) => store::set_state(tx, id, SessionState::Held)?,
        None if session.row.state == SessionState::Planned => store::set_state(tx, id, SessionState::Held)?,
        None => {}
    }
    get(tx, id)
}

/// Refuses what the protocol does not want written down.
fn allowed(style: RecordStyle, request: &SaveRecord) -> Result<()> {
    let SaveRecord {
        session: _,
        attendance,
        restated,
        heard,
        tries,
        decisions,
        products,
        takeaways,
        open_questions,
        done: _,
    } = request;
    let of_presenter = restated.is_some()
        || heard.is_some()
        || tries.is_some()
        || takeaways.is_some()
        || open_questions.is_some()
        || attendance.is_some();
    let of_group = decisions.is_some() || products.is_some();
    match style {
        RecordStyle::Full => Ok(()),
        RecordStyle::Presenter if of_group => Err(Error::bad(
            "with this protocol only the presenter's own words are kept: what they heard and will try, and what was promised. Nothing was saved",
        )),
        RecordStyle::None if of_presenter || of_group => Err(Error::bad(
            "nothing of such a session is written down. What you make of it yourself can be an entry of your own, in which nobody can be known. Nothing was saved",
        )),
        RecordStyle::Presenter | RecordStyle::None => Ok(()),
    }
}

/// A record that comes from elsewhere, held to what this one could hold.
pub(super) fn checked_record(kept: &mut SessionRecord) -> Result<()> {
    kept.restated = line(&kept.restated, LINE)?;
    kept.heard = kept.heard.trim().to_owned();
    if kept.heard.chars().count() > TEXT || kept.tries.len() > LINES {
        return Err(Error::TooBig("a record holds more than there is room for".into()));
    }
    for tried in &mut kept.tries {
        tried.text = line(&tried.text, LONG_LINE)?;
        if tried.text.is_empty() {
            return Err(Error::bad("what the presenter will try is not said"));
        }
        if let Some(due) = &tried.due {
            when::day(due)?;
        }
    }
    for texts in [&mut kept.decisions, &mut kept.products, &mut kept.open_questions] {
        let lines = std::mem::take(texts).into_iter().map(|text| (None, text)).collect();
        *texts = checked(lines)?.into_iter().map(|(_, text)| text).collect();
    }
    if kept.takeaways.len() > LINES {
        return Err(Error::TooBig("a record holds more than there is room for".into()));
    }
    for one in &mut kept.takeaways {
        one.text = line(&one.text, LONG_LINE)?;
    }
    kept.takeaways.retain(|one| !one.text.is_empty());
    Ok(())
}

fn checked(lines: Vec<(Option<PersonKey>, String)>) -> Result<Vec<(Option<PersonKey>, String)>> {
    if lines.len() > LINES {
        return Err(Error::TooBig(format!("there is room for {LINES} lines; nothing was saved")));
    }
    let mut kept = Vec::with_capacity(lines.len());
    for (person, text) in lines {
        let text = line(&text, LONG_LINE)?;
        if !text.is_empty() {
            kept.push((person, text));
        }
    }
    Ok(kept)
}

fn set_tries(tx: &mut Tx<'_>, session: &Session, tries: Vec<SaveTry>) -> Result<()> {
    if tries.len() > LINES {
        return Err(Error::TooBig(format!("there is room for {LINES} lines; nothing was saved")));
    }
    for known in &session.record.tries {
        if !tries.iter().any(|one| one.id == Some(known.id)) {
            store::record::remove_try(tx, known.id)?;
        }
    }
    for (position, one) in (0u32..).zip(tries) {
        let text = line(&one.text, LONG_LINE)?;
        if text.is_empty() {
            return Err(Error::bad("say what you will try. Nothing was saved"));
        }
        if let Some(due) = &one.due {
            when::day(due)?;
        }
        store::record::put_try(tx, session.row.id, one.id, position, (&text, one.due.as_deref()))?;
    }
    Ok(())
}

/// Something the presenter will try, to become a test.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RecordTest {
    /// Of which session.
    pub session: SessionId,
    /// What of it.
    #[serde(rename = "try")]
    pub of: TryKey,
    /// In which loop.
    #[serde(rename = "loop")]
    pub in_loop: EntryId,
    /// Of which assumption of that loop.
    pub claim: Option<ClaimId>,
    /// What the writer expects.
    pub prediction: Option<String>,
    /// What would prove the writer wrong.
    pub disconfirm: Option<String>,
    /// It is planned, and its prediction sealed.
    pub plan: Option<bool>,
}

/// Makes a test of what the presenter will try.
///
/// # Errors
/// `NotFound`; `BadInput` where it is a test already, and those of a test.
pub fn to_test(tx: &mut Tx<'_>, request: RecordTest) -> Result<Test> {
    let session = get(tx, request.session)?;
    let tried = session.record.tries.iter().find(|one| one.id == request.of).ok_or(Error::NotFound("line"))?;
    if tried.test.is_some() {
        return Err(Error::bad("this is a test already"));
    }
    let made = test::save(
        tx,
        SaveTest {
            of: request.in_loop,
            id: None,
            claim: request.claim.map(Some),
            action: Some(tried.text.clone()),
            place: None,
            people: None,
            consent: None,
            due: tried.due.clone().map(Some),
            prediction: request.prediction,
            disconfirm: request.disconfirm,
        },
    )?;
    store::record::set_test(tx, request.of, made.id)?;
    if request.plan == Some(true) { test::plan(tx, made.id) } else { Ok(made) }
}
