//! YAML front matter at the very start of a text: read within limits, never evaluated, and never lost: what is not taken
//! over whole stays at the top of the text as it was.

use chrono_tz::Tz;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::TScalarStyle;

use super::plan::moment;
use crate::clock::Instant;
use crate::entries::{Happened, Precision, Timing};
use crate::id::EntryId;
use crate::templates::{FieldValue, StoredValue, values};

/// Bytes of front matter; more is text.
const LENGTH: usize = 256 * 1024;
/// Lists in lists.
const DEPTH: usize = 16;
/// Values and their ends.
const EVENTS: usize = 20_000;

/// A text and its front matter.
pub(super) struct Split<'t> {
    yaml: &'t str,
    /// Where the text after the closing `---` begins.
    pub(super) rest: usize,
    /// Empty lines stand above it, so that it is front matter only if it speaks of a title or a date.
    late: bool,
}

/// Finds front matter: `---` alone on the first line that is not empty, and again alone on a later one. `---js` and the
/// like are text.
pub(super) fn split(text: &str) -> Option<Split<'_>> {
    let blank = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let mut lines = text[blank..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let start = blank + first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == "---" {
            let split = Split { yaml: &text[start..at], rest: at + line.len(), late: blank > 0 };
            return Some(split).filter(|split| split.yaml.len() <= LENGTH);
        }
        at += line.len();
    }
    None
}

/// What front matter says of its entry, in the journal's words.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Matter {
    pub(super) title: Option<String>,
    pub(super) happened: Option<Happened>,
    pub(super) written_at: Option<Instant>,
    pub(super) edited_at: Option<Instant>,
    pub(super) tags: Vec<String>,
    pub(super) draft: bool,
    pub(super) language: Option<String>,
    pub(super) starred: bool,
    pub(super) timing: Option<Timing>,
    pub(super) setting: Option<String>,
    pub(super) template: Option<String>,
    /// What was chosen, dated or counted beside the text, by label: the key of its field is its template's to know.
    pub(super) values: Vec<StoredValue>,
    /// It stands over an older version of another text, in a Markdown export of this program.
    pub(super) is_version: bool,
    /// Every key, value and comment is in the fields above: the block itself may go.
    pub(super) taken_whole: bool,
    /// What of it could not be read, in words.
    pub(super) problems: Vec<String>,
}

#[derive(Debug, PartialEq)]
enum Value {
    /// `plain`: written without quotes.
    Text {
        text: String,
        plain: bool,
    },
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text { text, plain } => {
                text.is_empty() || (*plain && matches!(text.as_str(), "~" | "null" | "Null" | "NULL"))
            }
            Self::List(list) => list.is_empty(),
            Self::Map(pairs) => pairs.is_empty(),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text.trim()),
            _ => None,
        }
    }

    /// The value of a field as this program's own Markdown export writes it: texts in quotes, numbers without.
    fn of_field(&self, label: &str) -> Option<StoredValue> {
        let quoted = |value: &Self| match value {
            Self::Text { text, plain: false } => Some(text.clone()),
            _ => None,
        };
        let value = match self {
            Self::Text { text, plain: true } => FieldValue::Number(text.parse().ok()?),
            Self::List(list) => FieldValue::Choices(list.iter().map(quoted).collect::<Option<_>>()?),
            one => FieldValue::Text(quoted(one)?),
        };
        // Its key is found once its template is known; until then a label is all there is to hold to the rules.
        let value = StoredValue { field: label.to_owned(), label: label.to_owned(), value };
        values::is_sound(&value).then(|| StoredValue { field: String::new(), ..value })
    }
}

/// Reads front matter; `None` where it is no map of keys, or is built to be a burden.
pub(super) fn read(split: &Split<'_>) -> Option<Matter> {
    let pairs = pairs(split.yaml)?;
    let zone = pairs.iter().find(|(key, _)| is_zone(key)).and_then(|(_, value)| value.text()?.parse::<Tz>().ok());
    let has = |name: &str| pairs.iter().any(|(key, _)| key == name);
    if split.late && !has("title") && !has("date") {
        return None;
    }
    let ours = ["id", "template", "written", "edited"].into_iter().all(has);
    let is_version = has("version_of") && has("at");
    let mut matter = Matter { taken_whole: !has_comment(split.yaml), is_version, ..Matter::default() };
    let mut seen = std::collections::HashSet::new();
    // The day of writing stands for the day it happened only where no better one is given.
    let dates = ["date", "created", "created_at", "written"];
    let date = dates
        .iter()
        .find_map(|name| pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(key, _)| key));
    for (key, value) in &pairs {
        if !seen.insert(key.as_str()) {
            matter.taken_whole = false;
            continue;
        }
        let known = if ours { matter.take_ours(key, value) } else { None };
        let taken = known.unwrap_or_else(|| matter.take(key, value, zone, Some(key) == date));
        matter.taken_whole &= taken;
    }
    if let Some(zone) = zone {
        matter.taken_whole &= matter.take_zone(zone);
    }
    Some(matter)
}

fn is_zone(key: &str) -> bool {
    matches!(key, "zone" | "timezone" | "time_zone")
}

/// A comment is the writer's text too.
fn has_comment(yaml: &str) -> bool {
    yaml.lines().any(|line| line.trim_start().starts_with('#') || line.contains(" #"))
}

impl Matter {
    /// Takes a value over; false where anything of it would be lost.
    fn take(&mut self, key: &str, value: &Value, zone: Option<Tz>, is_date: bool) -> bool {
        match key {
            "tags" | "tag" | "topics" | "keywords" | "categories" | "category" => return self.take_tags(key, value),
            _ if value.is_empty() => return is_known(key),
            _ => {}
        }
        let Some(text) = value.text() else { return false };
        match key {
            "title" => {
                let fits = !text.contains(['\n', '\r']) && text.chars().count() <= 500;
                self.title = Some(text.chars().take(500).collect());
                fits
            }
            "date" | "created" | "created_at" | "written" => self.take_date(text, zone, is_date),
            "updated" | "updated_at" | "modified" | "edited" => {
                self.edited_at = instant(text, zone);
                self.edited_at.is_some()
            }
            _ if is_zone(key) => zone.is_some(),
            "draft" => truth(text).map(|truth| self.draft = truth).is_some(),
            "starred" | "favorite" | "favourite" | "pinned" => truth(text).map(|truth| self.starred |= truth).is_some(),
            "language" | "lang" => {
                let fits =
                    (2..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                if fits {
                    self.language = Some(text.to_ascii_lowercase());
                }
                fits
            }
            "timing" => {
                self.timing = Timing::from_word(&text.to_ascii_lowercase().replace([' ', '-'], "_"));
                self.timing.is_some()
            }
            "setting" | "location" => {
                let fits = !text.contains(['\n', '\r']) && text.chars().count() <= 500;
                let free = self.setting.is_none();
                if fits && free {
                    self.setting = Some(text.to_owned());
                }
                fits && free
            }
            _ => false,
        }
    }

    /// What only this program's own Markdown export writes: the template, the values of its fields, and an id, which a
    /// text that comes back as a new entry does not keep.
    fn take_ours(&mut self, key: &str, value: &Value) -> Option<bool> {
        if let ("fields", Value::Map(pairs)) = (key, value) {
            let values: Vec<StoredValue> = pairs.iter().filter_map(|(label, value)| value.of_field(label)).collect();
            let whole = values.len() == pairs.len();
            self.values = values;
            return Some(whole);
        }
        let text = value.text()?;
        match key {
            "id" => Some(text.parse::<EntryId>().is_ok()),
            "template" => {
                self.template = Some(text.to_owned());
                Some(true)
            }
            _ => None,
        }
    }

    /// The zone belongs to the date; false where the two contradict each other.
    fn take_zone(&mut self, zone: Tz) -> bool {
        match &mut self.happened {
            Some(happened) if happened.precision != Precision::Exact => {
                happened.zone = Some(zone.name().to_owned());
                true
            }
            Some(happened) => happened.zone.is_some(),
            None => false,
        }
    }

    fn take_date(&mut self, text: &str, zone: Option<Tz>, is_date: bool) -> bool {
        let read = Happened::parse(text, zone).and_then(|happened| happened.checked().ok());
        match read {
            Some(happened) if is_date => {
                self.written_at = self.written_at.or_else(|| moment(&happened));
                self.happened = Some(happened);
                true
            }
            Some(_) => {
                let written = instant(text, zone);
                self.written_at = written.or(self.written_at);
                written.is_some()
            }
            None => {
                self.problems.push(format!(
                    "the date “{}” cannot be read; it stays in the text",
                    crate::text::excerpt(text, 40)
                ));
                false
            }
        }
    }

    fn take_tags(&mut self, key: &str, value: &Value) -> bool {
        let names: Vec<String> = match value {
            Value::Map(_) => return false,
            _ if value.is_empty() => return true,
            Value::List(list) => {
                let names: Vec<String> = list.iter().filter_map(Value::text).map(str::to_owned).collect();
                if names.len() != list.len() {
                    return false;
                }
                names
            }
            Value::Text { text, .. } if text.contains(',') => {
                text.split(',').map(|name| name.trim().to_owned()).collect()
            }
            Value::Text { text, .. } if matches!(key, "tags" | "keywords") => {
                text.split_whitespace().map(str::to_owned).collect()
            }
            Value::Text { text, .. } => vec![text.trim().to_owned()],
        };
        let mut whole = true;
        for name in names {
            let bare = name.trim().trim_start_matches("[[").trim_end_matches("]]").trim_start_matches('#');
            whole &= bare == name && bare.chars().count() <= 120 && self.tags.len() < 200;
            if !bare.is_empty() && bare.chars().count() <= 120 && self.tags.len() < 200 {
                self.tags.push(bare.to_owned());
            }
        }
        whole
    }
}

/// The moment that a time with an offset or a zone names.
fn instant(text: &str, zone: Option<Tz>) -> Option<Instant> {
    Instant::parse(text).or_else(|| Happened::parse(text, zone).as_ref().and_then(moment))
}

/// Keys that say nothing when they are empty.
fn is_known(key: &str) -> bool {
    is_zone(key)
        || matches!(
            key,
            "title"
                | "date"
                | "created"
                | "created_at"
                | "written"
                | "updated"
                | "updated_at"
                | "modified"
                | "edited"
                | "draft"
                | "starred"
                | "favorite"
                | "favourite"
                | "pinned"
                | "language"
                | "lang"
                | "timing"
                | "setting"
                | "location"
        )
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The keys (in lower case) and values of a map, each as it is written: nothing is turned into a number or a date.
fn pairs(yaml: &str) -> Option<Vec<(String, Value)>> {
    let mut reader = Reader { parser: Parser::new_from_str(yaml), left: EVENTS };
    if reader.next()? != Event::StreamStart {
        return None;
    }
    match reader.next()? {
        // Nothing between the lines: a map without keys.
        Event::StreamEnd => return Some(Vec::new()),
        Event::DocumentStart => {}
        _ => return None,
    }
    let Event::MappingStart(..) = reader.next()? else { return None };
    let mut pairs = Vec::new();
    loop {
        match reader.next()? {
            Event::MappingEnd => break,
            Event::Scalar(key, ..) => {
                let next = reader.next()?;
                pairs.push((key.trim().to_lowercase().replace('-', "_"), reader.value(next, DEPTH)?));
            }
            _ => return None,
        }
    }
    (reader.next()? == Event::DocumentEnd && reader.next()? == Event::StreamEnd).then_some(pairs)
}

struct Reader<'t> {
    parser: Parser<std::str::Chars<'t>>,
    left: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Event> {
        self.left = self.left.checked_sub(1)?;
        self.parser.next_token().ok().map(|(event, _)| event)
    }

    /// Aliases are not followed: a few lines of them can stand for gigabytes.
    fn value(&mut self, event: Event, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        match event {
            Event::Scalar(text, style, ..) => Some(Value::Text { text, plain: style == TScalarStyle::Plain }),
            Event::SequenceStart(..) => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => return Some(Value::List(list)),
                        item => list.push(self.value(item, depth)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut pairs = Vec::new();
                loop {
                    match self.next()? {
                        Event::MappingEnd => return Some(Value::Map(pairs)),
                        Event::Scalar(key, ..) => {
                            let next = self.next()?;
                            pairs.push((key, self.value(next, depth)?));
                        }
                        // A map or a list as a key: nothing the journal has a place for.
                        key => {
                            self.value(key, depth)?;
                            let next = self.next()?;
                            pairs.push((String::new(), self.value(next, depth)?));
                        }
                    }
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matter(yaml: &str) -> Option<Matter> {
        read(&split(&format!("---\n{yaml}\n---\n")).unwrap())
    }

    #[test]
    fn tags_are_read_as_people_write_them() {
        let tags = |yaml: &str| matter(yaml).unwrap().tags;
        assert_eq!(tags("tags: one two"), ["one", "two"]);
        assert_eq!(tags("tags: one two, three"), ["one two", "three"]);
        assert_eq!(tags("categories: Class talk\nkeywords: [a, \"#b\"]"), ["Class talk", "a", "b"]);
        assert_eq!(tags("topics:\n- \"[[Emergence]]\""), ["Emergence"]);
        assert!(tags("tags:").is_empty());
    }

    #[test]
    fn a_value_is_what_is_written_and_never_a_number() {
        assert_eq!(matter("title: 007").unwrap().title.unwrap(), "007");
        assert_eq!(matter("title: yes").unwrap().title.unwrap(), "yes");
        assert_eq!(matter("title: \"null\"").unwrap().title.unwrap(), "null");
        assert_eq!(matter("date: 2013-12-16 9:00:45 -0400").unwrap().happened.unwrap().local, "2013-12-16T09:00:45");
    }

    #[test]
    fn a_zone_that_contradicts_the_date_stays_in_the_text() {
        assert!(!matter("date: 2024-03-05T10:00:00-05:00\nzone: Europe/Amsterdam").unwrap().taken_whole);
        assert!(matter("date: 2024-03-05T10:00:00+01:00\nzone: Europe/Amsterdam").unwrap().taken_whole);
    }

    #[test]
    fn front_matter_built_to_be_a_burden_is_read_in_no_time() {
        for part in ["[", "{", "- ", "? ", "a: ", "- [", "{a,", "&a ", "!t ", "'", "\"", "|", "#", "a: &x [*x]\n", "%"]
        {
            let yaml = part.repeat(LENGTH / part.len());
            let _ = read(&Split { yaml: &yaml, rest: 0, late: false });
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]
        #[test]
        fn no_front_matter_makes_it_panic(yaml in "([a-c]|[-:\\[\\]{},&*!|>'\"%@`#? \n\t~.]|: |- |title: |date: |tags: |é|\\PC){0,60}") {
            let text = format!("---\n{yaml}\n---\nbody");
            if let Some(split) = split(&text) {
                let _ = read(&split);
            }
        }
    }
}
