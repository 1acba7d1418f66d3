//! What of a running session a whole room reads from the wall. Its readers are the members of the community; a text that
//! names anybody else of the private list stays off it, whole: a wall is read before anybody can be asked.

use serde::Serialize;

use crate::error::Result;
use crate::id::SessionId;
use crate::people::PersonKey;
use crate::plan::sharing::known;
use crate::redact::{self, Form, Hit, Kind, Scanner};
use crate::sessions;
use crate::sessions::handout::{Handout, handout};
use crate::store::Tx;

/// What of a session stands on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Wall {
    /// As it is called; the community's name where that may stand and this may not; else empty.
    pub title: String,
    /// A line for each of its steps.
    pub steps: Vec<WallStep>,
}

/// What of a step stands on the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct WallStep {
    /// What is done.
    pub name: String,
    /// What the facilitator says.
    pub says: String,
    /// Of a step about a piece: the question to the readers.
    pub focus: String,
    /// Something of it names somebody and stays off the wall.
    pub kept_back: bool,
}

/// What of a session a room may read.
///
/// # Errors
/// `NotFound`.
pub fn wall(tx: &Tx<'_>, id: SessionId) -> Result<Wall> {
    let session = sessions::get(tx, id)?;
    let readers = handout(tx, id)?;
    let scanner = Scanner::new(&known(tx)?);
    let may_stand = |text: &str| may_stand(&readers, &scanner, text);
    let titles = [&session.row.title, &session.row.community_name];
    let title = titles.into_iter().find(|title| !title.is_empty() && may_stand(title)).cloned().unwrap_or_default();
    let steps = session.steps.iter().zip(&readers.run).map(|(step, row)| {
        let item = step.item.and_then(|id| session.agenda.iter().find(|item| item.id == id));
        let focus = item.map(|item| item.focus.as_str()).unwrap_or_default();
        let mut kept_back = false;
        let mut shown = |text: &str, is_own: bool| {
            if is_own || may_stand(text) {
                return text.to_owned();
            }
            kept_back = true;
            String::new()
        };
        let name = shown(&step.name, row.is_builtin);
        let says = shown(&step.says, row.is_builtin);
        let focus = shown(focus, false);
        WallStep { name, says, focus, kept_back }
    });
    Ok(Wall { title, steps: steps.collect() })
}

/// Whether a text names nobody of the list but its readers.
fn may_stand(readers: &Handout, scanner: &Scanner, text: &str) -> bool {
    fn names_another(readers: &Handout, hit: &Hit) -> bool {
        let another = matches!(hit.kind, Kind::Person(person) if !readers.may_read(PersonKey(person.0), &hit.found));
        another || hit.inner.iter().any(|inner| names_another(readers, inner))
    }
    !redact::scan(text, Form::Plain, scanner).iter().any(|hit| names_another(readers, hit))
}
