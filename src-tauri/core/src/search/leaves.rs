//! A word in all the ways an entry may have it. An entry is found by the word without its accents, by its stem in the
//! language of the entry, and, while it is typed, by any word that begins so; the spelling asked for, the title and the tags
//! rank.
//!
//! How much a word is worth is worked out once for all its ways (BM25F): occurrences of any form count once, those of the
//! very form and spelling, and those in title and tags, somewhat more; then they are weighed by how rare the word is in
//! all its forms and by how long the entry is. Summing the worth of each way by itself would count one occurrence several
//! times (`make quality`: -.01 to -.03 nDCG).

use std::sync::Arc;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{DocId, Term};

use super::bits::Bits;
use super::doc::Stems;
use super::facets;
use super::index::{Fields, marked};
use super::letters::LETTERS;
use super::nearness::Near;
use super::plan::{Matches, Worth, norms};
use super::telling::rarity;
use super::tokens::Token;
use super::view::{Part, Whole};

/// How much more an occurrence counts that has the very form asked for, and its very spelling.
const FORM: f32 = 0.3;
const SPELLING: f32 = 0.1;
/// What an occurrence counts whose accents are not those that were asked for.
const OTHERWISE: f32 = 0.3;
/// How much more an occurrence in the title counts, and a tag that is the word.
const TITLE: f32 = 1.5;
const TAG: f32 = 1.0;
/// What a word is worth that only begins as asked.
const BEGINS: f32 = 0.4;

/// One word that is looked for.
pub(crate) struct Word {
    worth: Worth,
    /// In how many documents of all it stands at most, where it is a whole word.
    have: u64,
    folded: Term,
    title: Term,
    tag: String,
    spelled: Spelling,
    stems: Vec<Stem>,
    /// One of the stems is the word itself.
    is_stem: bool,
    begins: Option<Begins>,
}

enum Spelling {
    /// Asked for without accents: of a word that bears some, the occurrences that do.
    Plain { with_accents: Term },
    /// Asked for with accents: occurrences of that spelling.
    Accented(Term),
}

struct Stem {
    stem: Term,
    /// As a word, which is not written down once more as its own stem, in the languages where it is its own.
    word: Term,
    with_accents: Term,
    languages: Vec<&'static str>,
}

struct Begins {
    prefix: String,
    in_body: Worth,
    in_title: Worth,
}

/// What words weigh in all that is searched.
pub(crate) struct Weights<'w> {
    whole: Whole<'w>,
    pub(crate) fields: Fields,
    languages: &'w [&'static str],
    all: u64,
    lengths: Arc<[f32; 256]>,
    titles: Arc<[f32; 256]>,
}

impl<'w> Weights<'w> {
    /// # Errors
    /// Those of the index.
    pub(crate) fn of(whole: Whole<'w>, fields: Fields, languages: &'w [&'static str]) -> tantivy::Result<Self> {
        let all = whole.total_num_docs()?;
        let average = |field: Field| -> tantivy::Result<_> {
            Ok(norms(whole.total_num_tokens(field)? as f32 / all.max(1) as f32))
        };
        Ok(Self { lengths: average(fields.folded)?, titles: average(fields.title)?, whole, fields, languages, all })
    }

    /// Words near each other, worth as much as each of them once.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn near(&self, tokens: &[Token], within: usize) -> tantivy::Result<Near> {
        let terms: Vec<Term> = tokens.iter().map(|token| self.folded(&token.folded)).collect();
        let mut worth = 0.0;
        for term in &terms {
            worth += rarity(self.whole.doc_freq(term)?, self.all);
        }
        Ok(Near { terms, within: u32::try_from(within).unwrap_or(u32::MAX), worth })
    }

    fn folded(&self, word: &str) -> Term {
        Term::from_field_text(self.fields.folded, word)
    }

    /// A word as it stands, accents aside.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn as_written(&self, token: &Token) -> tantivy::Result<Word> {
        self.word_in(&[], token, false, &mut Stems::default())
    }

    /// A word, found by its folded form, by its stem in each language of the journal, and as the beginning of a longer
    /// word where it is still being typed.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn word(&self, token: &Token, prefix: bool, stems: &mut Stems) -> tantivy::Result<Word> {
        self.word_in(self.languages, token, prefix, stems)
    }

    fn word_in(
        &self,
        languages: &[&'static str],
        token: &Token,
        prefix: bool,
        stems: &mut Stems,
    ) -> tantivy::Result<Word> {
        let fields = &self.fields;
        let with_accents = |word: &str| Term::from_field_text(fields.spelled, &marked(word));
        let spelled = if token.exact == token.folded {
            Spelling::Plain { with_accents: with_accents(&token.folded) }
        } else {
            Spelling::Accented(Term::from_field_text(fields.spelled, &token.exact))
        };
        let folded = self.folded(&token.folded);
        let mut have = self.whole.doc_freq(&folded)?;
        let mut found: Vec<Stem> = Vec::new();
        let mut is_stem = false;
        for stem in stems.in_all(languages, token) {
            let own = Token::plain(&stem);
            is_stem = is_stem || stem == token.folded;
            let own_in: Vec<_> = match stem == token.folded {
                // Found as the word itself.
                true => Vec::new(),
                false => languages.iter().copied().filter(|at| stems.of(at, &own).as_deref() == Some(&stem)).collect(),
            };
            let stem = Stem {
                stem: Term::from_field_text(fields.stem, &stem),
                word: self.folded(&stem),
                with_accents: with_accents(&stem),
                languages: own_in,
            };
            // Those with the word as it is and those with another form of it are the most there can be.
            have = have.max(self.whole.doc_freq(&stem.stem)? + self.whole.doc_freq(&stem.word)?);
            found.push(stem);
        }
        let begins = (prefix && !token.single).then(|| Begins {
            prefix: token.folded.clone(),
            in_body: Worth::flat(&self.lengths, BEGINS),
            in_title: Worth::flat(&self.titles, BEGINS * TITLE),
        });
        Ok(Word {
            worth: Worth::of(have, self.all, &self.lengths),
            // Nobody knows how many begin so without reading them all.
            have: if begins.is_some() { u64::MAX } else { have },
            title: Term::from_field_text(fields.title, &token.folded),
            tag: token.folded.clone(),
            folded,
            spelled,
            stems: found,
            is_stem,
            begins,
        })
    }
}

impl Word {
    /// In how many documents of all it stands at most.
    pub(super) fn have(&self) -> u64 {
        self.have
    }

    /// The documents of one segment that have it, or those of them that lie `within` a set.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn matches(&self, part: &Part, within: Option<&Bits>) -> tantivy::Result<Matches> {
        let among = Among::of(part, within);
        // Occurrences first, each document's in place of its score.
        let mut found = Matches::ranked(part.size());
        for stem in &self.stems {
            stem.add_to(&mut found, &among)?;
        }
        self.add_form(&mut found, &among)?;
        among.each(&self.title, |doc, times| found.worth(doc, TITLE * times as f32))?;
        let kept = part.kept()?;
        if let Some(docs) = facets::named("tag").and_then(|(at, _)| kept.facets.get(at)?.get(&self.tag)) {
            docs.each(|doc| found.worth(doc, TAG));
        }
        found.each_score(|doc, times| *times = self.worth.at(*times, kept.lengths.fieldnorm_id(doc)));
        if let Some(begins) = &self.begins {
            begins.add_to(&mut found, &among)?;
        }
        Ok(found)
    }

    /// Occurrences of the very form, in entries whose language has no stems too.
    fn add_form(&self, found: &mut Matches, among: &Among<'_>) -> tantivy::Result<()> {
        let mut form = |doc: DocId, times: f32, spelled: f32| {
            let so_far = found.score(doc);
            let any_form = if self.is_stem { times } else { (times - so_far).max(0.0) };
            found.add(doc, any_form + FORM * times + SPELLING * spelled);
        };
        match &self.spelled {
            Spelling::Plain { with_accents } => {
                among.plainly(&self.folded, with_accents, |doc, times, plain| form(doc, times as f32, plain as f32))
            }
            Spelling::Accented(exact) => among.plainly(&self.folded, exact, |doc, times, otherwise| {
                let spelled = times.saturating_sub(otherwise) as f32;
                form(doc, spelled + OTHERWISE * otherwise as f32, spelled);
            }),
        }
    }
}

impl Stem {
    fn add_to(&self, found: &mut Matches, among: &Among<'_>) -> tantivy::Result<()> {
        among.each(&self.stem, |doc, times| found.add(doc, times as f32))?;
        if self.languages.is_empty() {
            return Ok(());
        }
        let kept = among.part.kept()?;
        let bearers: Vec<_> = self.languages.iter().filter_map(|language| kept.languages.get(language)).collect();
        among.plainly(&self.word, &self.with_accents, |doc, _, plain| {
            if plain > 0 && bearers.iter().any(|docs| docs.has(doc)) {
                found.add(doc, plain as f32);
            }
        })
    }
}

impl Begins {
    fn add_to(&self, found: &mut Matches, among: &Among<'_>) -> tantivy::Result<()> {
        let (part, fields) = (among.part, &among.part.fields);
        let kept = part.kept()?;
        let (lengths, titles) = (&kept.lengths, &kept.titles);
        if self.prefix.chars().count() <= LETTERS {
            part.begun(fields.folded, &self.prefix, |doc| {
                if among.has(doc) {
                    found.add(doc, self.in_body.at(1.0, lengths.fieldnorm_id(doc)));
                }
            })?;
            return part.begun(fields.title, &self.prefix, |doc| {
                found.worth(doc, self.in_title.at(1.0, titles.fieldnorm_id(doc)))
            });
        }
        // Hundreds of words may begin so, each in few entries: they are added up first, and weighed once.
        let mut begun = Matches::ranked(part.size());
        part.beginning(fields.folded, &self.prefix, |doc, times| {
            if among.has(doc) {
                begun.add(doc, times as f32);
            }
        })?;
        begun.bits.each(|doc| found.add(doc, self.in_body.at(begun.score(doc), lengths.fieldnorm_id(doc))));
        part.beginning(fields.title, &self.prefix, |doc, times| {
            found.worth(doc, self.in_title.at(times as f32, titles.fieldnorm_id(doc)));
        })
    }
}

/// The documents of a segment, or some of them.
struct Among<'p> {
    part: &'p Part,
    within: Option<(&'p Bits, u32)>,
}

impl<'p> Among<'p> {
    fn of(part: &'p Part, within: Option<&'p Bits>) -> Self {
        let within = within.map(|bits| (bits, bits.count())).filter(|(_, count)| *count < part.size());
        Self { part, within }
    }

    fn has(&self, doc: DocId) -> bool {
        self.within.is_none_or(|(bits, _)| bits.has(doc))
    }

    /// Those that have a term, in order, and how often.
    fn each(&self, term: &Term, mut found: impl FnMut(DocId, u32)) -> tantivy::Result<()> {
        match self.within {
            Some((bits, count)) => self.part.each_within(term, bits, count, found),
            None => self.part.each(term, &mut found),
        }
    }

    /// Those that have a word, how often, and how often without accents.
    fn plainly(&self, word: &Term, with_accents: &Term, mut found: impl FnMut(DocId, u32, u32)) -> tantivy::Result<()> {
        let mut accented: Vec<(DocId, u32)> = Vec::new();
        self.each(with_accents, |doc, times| accented.push((doc, times)))?;
        let mut accented = accented.into_iter().peekable();
        self.each(word, |doc, times| {
            let with = accented.next_if(|(at, _)| *at == doc).map_or(0, |(_, with)| with);
            found(doc, times, times.saturating_sub(with));
        })
    }
}
