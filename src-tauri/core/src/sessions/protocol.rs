//! Protocols: ways to hold a session, as data. Each is one way among many, and says whose; own ones and copies stand
//! beside those that come with the program.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::store;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::ProtocolId;
use crate::store::{Tx, words};

/// Steps of a protocol.
const STEPS: usize = 40;
/// Minutes of a step.
pub(super) const LONGEST: u32 = 240;
/// Characters of a name.
pub(super) const NAME: usize = 120;
/// Characters of any other line.
pub(super) const LINE: usize = 600;

/// Who may speak in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Speaker {
    Presenter,
    Group,
    Facilitator,
    #[default]
    Everyone,
    Nobody,
}

impl Speaker {
    /// For the run sheet.
    pub fn words(self) -> &'static str {
        match self {
            Self::Presenter => "The presenter speaks",
            Self::Group => "The group speaks, the presenter listens",
            Self::Facilitator => "The facilitator speaks",
            Self::Everyone => "Everyone may speak",
            Self::Nobody => "Silence",
        }
    }
}

/// What is written down of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordStyle {
    /// Decisions, products, commitments, takeaways.
    #[default]
    Full,
    /// What the presenter heard and will try, commitments and takeaways; nothing of what others said.
    Presenter,
    /// Nothing at all.
    None,
}
words!(RecordStyle { Full = "full", Presenter = "presenter", None = "none" });

/// What is printed for a step beside what everybody has, once for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum StepSheet {
    /// On a card for each table: its question, and room to write.
    TableCard,
    /// A sheet on which each table's one thing is gathered.
    Harvest,
}

/// Ways to begin a sentence that help in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum StemKey {
    Clarifying,
    Probing,
    Warm,
    Cool,
    Challenge,
    Offer,
}

/// Ways to begin a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct Stem {
    /// By which steps name it.
    pub key: StemKey,
    /// For a person.
    pub name: String,
    /// What they are for.
    pub hint: String,
    /// The beginnings.
    pub begins: Vec<String>,
}

/// A step of a protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct ProtocolStep {
    /// Tells it from the others, whatever its name becomes.
    #[serde(default)]
    pub key: String,
    /// What is done.
    pub name: String,
    /// As long as it usually takes.
    pub minutes: u32,
    /// Shorter than this it makes no sense.
    pub shortest: u32,
    /// Who may speak.
    pub speaks: Speaker,
    /// What the facilitator says at its beginning; may be empty.
    #[serde(default)]
    pub says: String,
    /// Whether notes may be taken.
    #[serde(default = "yes")]
    pub notes: bool,
    /// Which beginnings of sentences help.
    #[serde(default)]
    pub stems: Vec<StemKey>,
    /// Done again for each piece.
    #[serde(default)]
    pub each: bool,
    /// What is printed for it beside what everybody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sheet: Option<StepSheet>,
}

/// A protocol, whoever made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct ProtocolDefinition {
    /// What it is called.
    pub name: String,
    /// Whose it is; may be empty.
    #[serde(default)]
    pub author: String,
    /// When it was published; may be empty.
    #[serde(default)]
    pub year: String,
    /// What it is good for, in a line.
    #[serde(default)]
    pub about: String,
    /// From so many people.
    #[serde(default = "three")]
    pub from: u32,
    /// To so many.
    #[serde(default = "ten")]
    pub to: u32,
    /// By how much of oneself is shown, least first: the order of the list.
    #[serde(default)]
    pub exposure: u32,
    /// What is shown of oneself, in a line.
    #[serde(default)]
    pub exposes: String,
    /// What is written down.
    #[serde(default)]
    pub record: RecordStyle,
    /// A welcome stands before it, and commitments and roles after it; else it has both itself.
    #[serde(default = "yes")]
    pub framed: bool,
    /// In order.
    pub steps: Vec<ProtocolStep>,
}

fn yes() -> bool {
    true
}

fn three() -> u32 {
    3
}

fn ten() -> u32 {
    10
}

impl ProtocolDefinition {
    /// Whose it is and when, as it is told beside its name; may be empty.
    pub fn origin(&self) -> String {
        match (self.author.trim(), self.year.trim()) {
            ("", _) => String::new(),
            (author, "") => format!("After {author}. One way among many."),
            (author, year) => format!("After {author}, {year}. One way among many."),
        }
    }
}

/// A protocol to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Protocol {
    /// A word for one that comes with the program, an id for an own one.
    pub id: String,
    /// Whether it is one's own.
    pub own: bool,
    /// As long as its steps usually take, done once.
    pub minutes: u32,
    /// Whose it is, as it is told.
    pub origin: String,
    /// What it is.
    pub definition: ProtocolDefinition,
    /// When it was put away.
    pub removed_at: Option<Instant>,
}

impl Protocol {
    pub(super) fn of(id: String, own: bool, definition: ProtocolDefinition, removed_at: Option<Instant>) -> Self {
        let minutes = definition.steps.iter().map(|step| step.minutes).sum();
        Self { id, own, minutes, origin: definition.origin(), definition, removed_at }
    }
}

macro_rules! files {
    ($($id:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($id, include_str!(concat!("data/", $id, ".toml")))),*];
    };
}

files![
    "world_cafe",
    "plc",
    "success_analysis",
    "lesson_study",
    "tuning",
    "critical_friends",
    "consultancy",
    "action_learning",
    "atlas",
    "collaborative_assessment",
    "schwartz",
    "balint",
];

static BUILTIN: LazyLock<Vec<Protocol>> = LazyLock::new(|| {
    let read =
        |(id, text): &(&str, &str)| Some(Protocol::of((*id).to_owned(), false, toml::from_str(text).ok()?, None));
    FILES.iter().filter_map(read).collect()
});

/// Those that come with the program.
pub(super) fn builtin() -> &'static [Protocol] {
    &BUILTIN
}

#[derive(Deserialize)]
struct Stems {
    stem: Vec<Stem>,
}

static STEMS: LazyLock<std::result::Result<Stems, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("data/stems.toml")));

/// The ways to begin a sentence.
///
/// # Errors
/// Never in a build whose tests have passed: the file comes with the program.
pub fn stems() -> Result<&'static [Stem]> {
    STEMS.as_ref().map(|file| file.stem.as_slice()).map_err(|error| Error::bad(error.to_string()))
}

/// All protocols, by how much one shows of oneself, least first; those put away last.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>) -> Result<Vec<Protocol>> {
    let mut all: Vec<Protocol> = builtin().to_vec();
    all.extend(store::protocol::all(tx)?);
    all.sort_by_key(|one| (one.removed_at.is_some(), one.definition.exposure, one.own, one.definition.name.clone()));
    Ok(all)
}

/// One protocol.
///
/// # Errors
/// `NotFound`.
pub fn get(tx: &Tx<'_>, id: &str) -> Result<Protocol> {
    if let Some(known) = builtin().iter().find(|one| one.id == id) {
        return Ok(known.clone());
    }
    let id: ProtocolId = id.parse()?;
    store::protocol::get(tx, id)?.ok_or(Error::NotFound("protocol"))
}

/// A protocol of one's own, to be made or changed.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveProtocol {
    /// Which; none makes a new one.
    pub id: Option<ProtocolId>,
    /// As it is to be.
    pub definition: ProtocolDefinition,
}

/// Makes a protocol of one's own, or changes one. Sessions that were planned with it keep their steps.
///
/// # Errors
/// `BadInput` or `TooBig` with a sentence that says what to change; `NotFound`.
pub fn save(tx: &mut Tx<'_>, request: SaveProtocol) -> Result<Protocol> {
    let definition = checked(request.definition)?;
    let id = request.id.unwrap_or_default();
    if request.id.is_some() {
        store::protocol::get(tx, id)?.ok_or(Error::NotFound("protocol"))?;
    }
    store::protocol::put(tx, id, &definition)?;
    get(tx, &id.to_string())
}

/// A copy of any protocol as one's own.
///
/// # Errors
/// `NotFound`.
pub fn copy(tx: &mut Tx<'_>, id: &str) -> Result<Protocol> {
    let mut definition = get(tx, id)?.definition;
    definition.name = format!("{}, ours", crate::text::excerpt(&definition.name, NAME - 10));
    save(tx, SaveProtocol { id: None, definition })
}

/// Offers one's own no more, or again.
///
/// # Errors
/// `NotFound`; `BadInput` for one that comes with the program.
pub fn set_removed(tx: &mut Tx<'_>, id: &str, removed: bool) -> Result<Protocol> {
    if builtin().iter().any(|one| one.id == id) {
        return Err(Error::bad("this protocol comes with Loopbook and stays; make a copy of it, and change that"));
    }
    let key: ProtocolId = id.parse()?;
    let at = removed.then(|| tx.now());
    store::protocol::set_removed(tx, key, at)?;
    get(tx, id)
}

/// Held to the rules that every protocol keeps.
pub(super) fn checked(mut definition: ProtocolDefinition) -> Result<ProtocolDefinition> {
    for (text, limit) in [
        (&mut definition.name, NAME),
        (&mut definition.author, LINE),
        (&mut definition.year, NAME),
        (&mut definition.about, LINE),
        (&mut definition.exposes, LINE),
    ] {
        *text = line(text, limit)?;
    }
    if definition.name.is_empty() {
        return Err(Error::bad("a protocol needs a name. Nothing was saved"));
    }
    if definition.from == 0 || definition.from > definition.to || definition.to > 1_000 {
        return Err(Error::bad("from how many people to how many: the first number is the smaller. Nothing was saved"));
    }
    if definition.steps.is_empty() || definition.steps.len() > STEPS {
        return Err(Error::bad(format!("a protocol has 1 to {STEPS} steps. Nothing was saved")));
    }
    let mut keys: Vec<String> = Vec::new();
    for (number, step) in (1..).zip(&mut definition.steps) {
        checked_step(step)?;
        if definition.record == RecordStyle::None {
            step.notes = false;
        }
        if step.key.is_empty() || keys.contains(&step.key) {
            step.key = format!("step_{number}");
        }
        keys.push(step.key.clone());
    }
    Ok(definition)
}

fn checked_step(step: &mut ProtocolStep) -> Result<()> {
    step.name = line(&step.name, NAME)?;
    step.says = line(&step.says, LINE)?;
    step.key = line(&step.key, NAME)?;
    let mut seen = Vec::new();
    step.stems.retain(|stem| {
        !seen.contains(stem) && {
            seen.push(*stem);
            true
        }
    });
    if step.name.is_empty() {
        return Err(Error::bad("each step needs a name. Nothing was saved"));
    }
    check_minutes(&step.name, step.minutes, step.shortest)
}

pub(super) fn check_minutes(name: &str, minutes: u32, shortest: u32) -> Result<()> {
    if !(1..=LONGEST).contains(&minutes) || shortest == 0 || shortest > minutes {
        return Err(Error::bad(format!(
            "“{}” takes 1 to {LONGEST} whole minutes, and its shortest is no longer than that. Nothing was saved",
            crate::text::excerpt(name, 60)
        )));
    }
    Ok(())
}

/// White space made single; no longer than it may be.
pub(super) fn line(text: &str, limit: usize) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > limit {
        return Err(Error::TooBig(format!("there is room for {limit} characters; nothing was saved")));
    }
    Ok(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_twelve_are_sound_in_the_order_of_what_one_shows() {
        for (id, text) in FILES {
            let read: ProtocolDefinition = toml::from_str(text).unwrap_or_else(|why| panic!("{id}: {why}"));
            assert_eq!(checked(read.clone()).unwrap(), read, "{id}");
            assert!(!read.author.is_empty() && !read.exposes.is_empty() && !read.about.is_empty(), "{id}");
            assert!(read.steps.iter().all(|step| !step.says.is_empty()), "{id}");
        }
        let order: Vec<&str> = builtin().iter().map(|one| one.id.as_str()).collect();
        assert_eq!(order.len(), 12);
        let place = |id: &str| builtin().iter().find(|one| one.id == id).unwrap().definition.exposure;
        let rising = ["success_analysis", "tuning", "consultancy", "atlas", "collaborative_assessment"].map(place);
        assert!(rising.windows(2).all(|two| two[0] < two[1]), "{rising:?}");
    }

    #[test]
    fn what_forbids_notes_forbids_them_in_every_step() {
        for one in builtin().iter().filter(|one| one.definition.record == RecordStyle::None) {
            assert!(one.definition.steps.iter().all(|step| !step.notes), "{}", one.id);
        }
        let silent: Vec<&str> = builtin()
            .iter()
            .filter(|one| one.definition.record == RecordStyle::None)
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(silent, ["schwartz", "balint"]);
    }

    #[test]
    fn there_are_beginnings_for_every_key() {
        let keys: Vec<StemKey> = stems().unwrap().iter().map(|stem| stem.key).collect();
        for key in
            [StemKey::Clarifying, StemKey::Probing, StemKey::Warm, StemKey::Cool, StemKey::Challenge, StemKey::Offer]
        {
            assert!(keys.contains(&key));
        }
    }
}
