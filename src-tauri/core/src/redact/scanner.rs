//! What is looked for, prepared once for many texts.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, MatchKind};

use super::forms::{Inflection, forms, spellings};
use super::near::Near;
use super::{Known, PersonKey, lists};
use crate::text::fold;

/// Which part of whose name a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Place in [`Scanner::people`].
    pub(super) person: u32,
    /// What was done to it.
    pub(super) inflected: Option<Inflection>,
    /// It is an everyday word, too: only a capital or a neighbour makes it a name.
    pub(super) weak: bool,
    /// The name itself is one, before anything was done to it.
    pub(super) of_a_word: bool,
}

/// Somebody, taken apart.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) key: PersonKey,
    /// Small words of the name: de, van der.
    pub(super) particles: HashSet<String>,
    /// First letters of given names, and of family names.
    pub(super) given: HashSet<char>,
    pub(super) family: HashSet<char>,
}

/// People, codes and places in the form in which texts are searched for them.
pub struct Scanner {
    pub(super) people: Vec<Person>,
    pub(super) forms: HashMap<String, Vec<Form>>,
    /// `jdv`, `jv`: people by the first letters of all their names.
    pub(super) initials: HashMap<String, Vec<u32>>,
    /// Names to be found inside longer words and in scripts without spaces, with their places.
    pub(super) inside: Option<AhoCorasick>,
    pub(super) inside_forms: Vec<(String, Form)>,
    pub(super) near: Near,
    pub(super) near_forms: Vec<Form>,
    /// Listed codes and places, folded, with what they are.
    pub(super) listed: Option<AhoCorasick>,
    pub(super) listed_kinds: Vec<super::Kind>,
    pub(super) not_names: HashSet<String>,
}

impl Scanner {
    /// Prepares for what is known. 200 people take some 20 ms.
    pub fn new(known: &Known) -> Self {
        let mut builder = Builder::default();
        for (index, person) in known.people.iter().enumerate() {
            builder.person(u32::try_from(index).unwrap_or(u32::MAX), person);
        }
        let listed: Vec<(String, super::Kind)> = known
            .codes
            .iter()
            .map(|code| (spaced(code), super::Kind::Code))
            .chain(known.places.iter().map(|place| (spaced(place), super::Kind::Place)))
            .filter(|(text, _)| text.chars().filter(|c| c.is_alphanumeric()).count() >= 2)
            .collect();
        let near_names: Vec<(String, Form)> =
            builder.base.iter().filter(|(name, _)| name.is_ascii() && name.len() >= 4).cloned().collect();
        let inside: Vec<(String, Form)> = builder
            .base
            .iter()
            .filter(|(name, form)| is_unspaced(name) || (name.chars().count() >= 4 && !form.weak))
            .cloned()
            .collect();
        Self {
            people: builder.people,
            forms: builder.forms,
            initials: builder.initials,
            inside: automaton(inside.iter().map(|(name, _)| name.as_str())),
            inside_forms: inside,
            near: Near::of(near_names.iter().map(|(name, _)| name.clone()).collect()),
            near_forms: near_names.into_iter().map(|(_, form)| form).collect(),
            listed: automaton(listed.iter().map(|(text, _)| text.as_str())),
            listed_kinds: listed.into_iter().map(|(_, kind)| kind).collect(),
            not_names: known.not_names.iter().map(|name| fold(name)).collect(),
        }
    }
}

fn automaton<'a>(patterns: impl Iterator<Item = &'a str>) -> Option<AhoCorasick> {
    // Too many patterns are the only error; a list of people never comes near.
    AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).ok()
}

/// A code as it is searched for: folded, one space for any.
fn spaced(text: &str) -> String {
    super::reading::folded(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Builder {
    people: Vec<Person>,
    forms: HashMap<String, Vec<Form>>,
    initials: HashMap<String, Vec<u32>>,
    /// Names as they are, without inflections.
    base: Vec<(String, Form)>,
}

impl Builder {
    fn person(&mut self, person: u32, known: &super::KnownPerson) {
        let mut own =
            Person { key: known.key, particles: HashSet::new(), given: HashSet::new(), family: HashSet::new() };
        let names: Vec<Name> = known.names.iter().map(|written| Name::of(written)).collect();
        // A nickname goes with the family name, too: katewood.
        let crossed = names.iter().flat_map(|one| {
            names.iter().filter(|other| !std::ptr::eq(one, *other)).map(|other| Name {
                given: one.given.clone(),
                particles: other.particles.clone(),
                family: other.family.clone(),
            })
        });
        for run in crossed.filter(|name| !name.family.is_empty()).flat_map(|name| name.run_together()) {
            self.add(&run, Form { person, inflected: None, weak: false, of_a_word: false });
        }
        for name in names {
            for token in name.given.iter().chain(&name.family) {
                for spelling in spellings_of(token) {
                    self.token(person, &spelling);
                }
            }
            own.particles.extend(name.particles.iter().cloned());
            // v. d. Berg, v/d Berg, vd Berg.
            let first = |particle: &String| particle.chars().take(1).collect::<String>();
            own.particles.extend(name.particles.iter().map(first));
            own.particles.insert(name.particles.iter().map(first).collect());
            own.given.extend(name.given.iter().filter_map(|token| token.chars().next()));
            own.family.extend(name.family.iter().filter_map(|token| token.chars().next()));
            for run in name.run_together() {
                self.add(&run, Form { person, inflected: None, weak: false, of_a_word: false });
                self.add(
                    &format!("{run}s"),
                    Form { person, inflected: Some(Inflection::Possessive), weak: false, of_a_word: false },
                );
            }
            for initials in name.initials() {
                let people = self.initials.entry(initials).or_default();
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        self.people.push(own);
    }

    fn token(&mut self, person: u32, token: &str) {
        let letters = token.chars().count();
        if letters < 2 && !is_unspaced(token) {
            return;
        }
        let form = Form {
            person,
            inflected: None,
            weak: lists::everyday(token) || (letters < 3 && token.is_ascii()),
            of_a_word: lists::everyday(token),
        };
        if !self.base.iter().any(|(base, own)| base == token && own.person == person) {
            self.base.push((token.to_owned(), form));
        }
        self.add(token, form);
        for (inflected, how) in forms(token) {
            // A possessive of a name that is a word is one, too: "wills", "marks".
            let weak = form.weak || (how == Inflection::Pet && lists::known(&inflected));
            self.add(&inflected, Form { person, inflected: Some(how), weak, of_a_word: form.of_a_word });
        }
    }

    fn add(&mut self, text: &str, form: Form) {
        let forms = self.forms.entry(text.to_owned()).or_default();
        match forms.iter_mut().find(|own| own.person == form.person) {
            // The plainest reading of a form is the one that counts.
            Some(own) if own.inflected.is_some() && form.inflected.is_none() => *own = form,
            Some(_) => {}
            None => forms.push(form),
        }
    }
}

fn spellings_of(token: &Token) -> Vec<String> {
    if is_unspaced(&token.folded) {
        vec![token.folded.clone()]
    } else {
        spellings(&token.written).into_iter().map(|s| super::reading::folded(&s)).collect()
    }
}

impl std::ops::Deref for Token {
    type Target = str;
    fn deref(&self) -> &str {
        &self.folded
    }
}

#[derive(Clone, Debug)]
struct Token {
    written: String,
    folded: String,
}

/// A name, taken apart.
#[derive(Debug, Default)]
struct Name {
    given: Vec<Token>,
    particles: Vec<String>,
    family: Vec<Token>,
}

impl Name {
    fn of(written: &str) -> Self {
        // "de Vries, Jan" is "Jan de Vries".
        let turned = written.split_once(',').map(|(family, given)| format!("{given} {family}"));
        let written = turned.as_deref().unwrap_or(written);
        let mut name = Self::default();
        let mut behind_particle = false;
        let mut tokens = Vec::new();
        for part in written.split(|c: char| !(c.is_alphanumeric() || is_combining(c))).filter(|part| !part.is_empty()) {
            let folded = super::reading::folded(part);
            let small = lists::is_particle(&folded) && (part.chars().all(char::is_lowercase) || !tokens.is_empty());
            if lists::is_title(&folded) && tokens.is_empty() {
                continue;
            }
            if small {
                behind_particle |= !tokens.is_empty();
                name.particles.push(folded);
                continue;
            }
            tokens.push((Token { written: part.to_owned(), folded }, behind_particle));
        }
        // Behind the first small word stands the family; without one the last word is it.
        let split = tokens.iter().position(|(_, behind)| *behind).unwrap_or(tokens.len().saturating_sub(1).max(1));
        for (index, (token, _)) in tokens.into_iter().enumerate() {
            if index < split { name.given.push(token) } else { name.family.push(token) }
        }
        name
    }

    /// devries, vandenberg, annamaria, jamalhart: the name where spaces were lost.
    fn run_together(&self) -> Vec<String> {
        let join = |parts: &[&str]| parts.concat();
        let given: String = self.given.iter().map(|token| token.folded.as_str()).collect();
        let family: String = self.family.iter().map(|token| token.folded.as_str()).collect();
        let particles = self.particles.concat();
        let mut runs = Vec::new();
        if self.given.len() > 1 {
            runs.push(given.clone());
        }
        if !family.is_empty() {
            runs.push(join(&[&particles, &family]));
            runs.push(join(&[&given, &particles, &family]));
            runs.push(join(&[&given, &family]));
            runs.push(join(&[&family, &given]));
            if let Some(first) = given.chars().next() {
                runs.push(format!("{first}{particles}{family}"));
            }
        }
        runs.retain(|run| run.chars().count() >= 5 && !lists::known(run));
        runs
    }

    fn initials(&self) -> Vec<String> {
        let first = |tokens: &[Token]| tokens.iter().filter_map(|token| token.chars().next()).collect::<String>();
        let (given, family) = (first(&self.given), first(&self.family));
        if given.is_empty() || family.is_empty() {
            return Vec::new();
        }
        let particles: String = self.particles.iter().filter_map(|particle| particle.chars().next()).collect();
        let one: String = given.chars().take(1).collect();
        let mut found = vec![
            format!("{given}{particles}{family}"),
            format!("{given}{family}"),
            format!("{one}{particles}{family}"),
            format!("{one}{family}"),
        ];
        found.sort();
        found.dedup();
        found
    }
}

fn is_combining(c: char) -> bool {
    super::reading::is_mark(c)
}

/// Scripts without spaces between words.
pub(super) fn is_unspaced(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}
