//! A word in all the ways an entry may have it. An entry is found by the word without its accents, by its stem in the
//! language of the entry, and, while it is typed, by any word that begins so; the spelling asked for and the title rank.

use std::sync::Arc;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{DocId, Term};

use super::doc::Stems;
use super::index::{Fields, SHORT, marked};
use super::plan::{Matches, Worth, norms};
use super::tokens::Token;
use super::view::{Part, Whole};

/// How much more the exact form, a word of the title, or a stem weighs than the word without its accents.
const EXACT: f32 = 0.6;
const TITLE: f32 = 1.5;
const STEM: f32 = 0.5;
/// What a word is worth that only begins as asked.
const BEGINS: f32 = 0.4;

/// One word that is looked for.
pub(crate) struct Word {
    folded: Worth,
    title: Worth,
    /// Occurrences that bear accents, which are not the spelling asked for; of a word that bears some, those that do.
    spelled: Spelling,
    stems: Vec<Stem>,
    begins: Option<Begins>,
}

enum Spelling {
    /// Asked for without accents.
    Plain { with_accents: Term },
    /// Asked for with accents.
    Accented(Worth),
}

struct Stem {
    stem: Worth,
    /// As a word, which is not written down once more as its own stem, in the languages where it is its own.
    word: Worth,
    with_accents: Term,
    languages: Vec<&'static str>,
}

struct Begins {
    prefix: String,
    body: Worth,
    title: Worth,
}

/// What words weigh in all that is searched.
pub(crate) struct Weights<'w> {
    whole: Whole<'w>,
    pub(crate) fields: Fields,
    languages: &'w [&'static str],
    all: u64,
    folded: Arc<[f32; 256]>,
    spelled: Arc<[f32; 256]>,
    stem: Arc<[f32; 256]>,
    title: Arc<[f32; 256]>,
}

impl<'w> Weights<'w> {
    /// # Errors
    /// Those of the index.
    pub(crate) fn of(whole: Whole<'w>, fields: Fields, languages: &'w [&'static str]) -> tantivy::Result<Self> {
        let all = whole.total_num_docs()?;
        let average = |field: Field| -> tantivy::Result<_> {
            Ok(norms(whole.total_num_tokens(field)? as f32 / all.max(1) as f32))
        };
        Ok(Self {
            folded: average(fields.folded)?,
            spelled: average(fields.spelled)?,
            stem: average(fields.stem)?,
            title: average(fields.title)?,
            whole,
            fields,
            languages,
            all,
        })
    }

    fn worth(&self, field: Field, word: &str, norms: &Arc<[f32; 256]>, boost: f32) -> tantivy::Result<Worth> {
        let term = Term::from_field_text(field, word);
        let have = self.whole.doc_freq(&term)?;
        Ok(Worth::of(term, have, self.all, norms, boost))
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
            Spelling::Accented(self.worth(fields.spelled, &token.exact, &self.spelled, EXACT)?)
        };
        let mut found: Vec<Stem> = Vec::new();
        for stem in stems.in_all(languages, token) {
            let own = Token::plain(&stem);
            let own_in: Vec<_> = match stem == token.folded {
                // Found as the word itself.
                true => Vec::new(),
                false => languages.iter().copied().filter(|at| stems.of(at, &own).as_deref() == Some(&stem)).collect(),
            };
            found.push(Stem {
                stem: self.worth(fields.stem, &stem, &self.stem, STEM)?,
                word: self.worth(fields.folded, &stem, &self.folded, STEM)?,
                with_accents: with_accents(&stem),
                languages: own_in,
            });
        }
        let begins = (prefix && !token.single).then(|| Begins {
            prefix: token.folded.clone(),
            body: Worth::flat(Term::from_field_text(fields.begins, &token.folded), &self.folded, BEGINS),
            title: Worth::flat(
                Term::from_field_text(fields.begins, &marked(&token.folded)),
                &self.title,
                BEGINS * TITLE,
            ),
        });
        Ok(Word {
            folded: self.worth(fields.folded, &token.folded, &self.folded, 1.0)?,
            title: self.worth(fields.title, &token.folded, &self.title, TITLE)?,
            spelled,
            stems: found,
            begins,
        })
    }
}

impl Word {
    /// The documents of one segment that have it.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn matches(&self, part: &Part) -> tantivy::Result<Matches> {
        let fields = &part.fields;
        let mut found = Matches::ranked(part.size());
        let lengths = part.lengths(fields.folded)?;
        match &self.spelled {
            Spelling::Plain { with_accents } => {
                plainly(part, &self.folded.term, with_accents, |doc, times, plain| {
                    let length = lengths.fieldnorm_id(doc);
                    found.add(doc, self.folded.at(times, length) + EXACT * self.folded.at(plain, length));
                })?;
            }
            Spelling::Accented(exact) => {
                part.each(&self.folded.term, |doc, times| {
                    found.add(doc, self.folded.at(times, lengths.fieldnorm_id(doc)));
                })?;
                let spelled = part.lengths(fields.spelled)?;
                part.each(&exact.term, |doc, times| found.worth(doc, exact.at(times, spelled.fieldnorm_id(doc))))?;
            }
        }
        let titles = part.lengths(fields.title)?;
        part.each(&self.title.term, |doc, times| found.worth(doc, self.title.at(times, titles.fieldnorm_id(doc))))?;
        for stem in &self.stems {
            stem.add_to(&mut found, part)?;
        }
        if let Some(begins) = &self.begins {
            begins.add_to(&mut found, part)?;
        }
        Ok(found)
    }
}

impl Stem {
    fn add_to(&self, found: &mut Matches, part: &Part) -> tantivy::Result<()> {
        let lengths = part.lengths(part.fields.stem)?;
        part.each(&self.stem.term, |doc, times| found.add(doc, self.stem.at(times, lengths.fieldnorm_id(doc))))?;
        if self.languages.is_empty() {
            return Ok(());
        }
        let (kept, lengths) = (part.kept()?, part.lengths(part.fields.folded)?);
        let bearers: Vec<_> = self.languages.iter().filter_map(|language| kept.languages.get(language)).collect();
        plainly(part, &self.word.term, &self.with_accents, |doc, _, plain| {
            if plain > 0 && bearers.iter().any(|docs| docs.has(doc)) {
                found.add(doc, self.word.at(plain, lengths.fieldnorm_id(doc)));
            }
        })
    }
}

impl Begins {
    fn add_to(&self, found: &mut Matches, part: &Part) -> tantivy::Result<()> {
        let fields = &part.fields;
        let (lengths, titles) = (part.lengths(fields.folded)?, part.lengths(fields.title)?);
        if self.prefix.chars().count() <= SHORT {
            part.docs(&self.body.term, |doc| found.add(doc, self.body.at(1, lengths.fieldnorm_id(doc))))?;
            return part.docs(&self.title.term, |doc| found.worth(doc, self.title.at(1, titles.fieldnorm_id(doc))));
        }
        part.beginning(fields.folded, &self.prefix, |doc, times| {
            found.add(doc, self.body.at(times, lengths.fieldnorm_id(doc)));
        })?;
        part.beginning(fields.title, &self.prefix, |doc, times| {
            found.worth(doc, self.title.at(times, titles.fieldnorm_id(doc)));
        })
    }
}

/// The documents that have a word, how often, and how often without accents.
fn plainly(
    part: &Part,
    word: &Term,
    with_accents: &Term,
    mut found: impl FnMut(DocId, u32, u32),
) -> tantivy::Result<()> {
    let mut accented: Vec<(DocId, u32)> = Vec::new();
    part.each(with_accents, |doc, times| accented.push((doc, times)))?;
    let mut accented = accented.into_iter().peekable();
    part.each(word, |doc, times| {
        let with = accented.next_if(|(at, _)| *at == doc).map_or(0, |(_, with)| with);
        found(doc, times, times.saturating_sub(with));
    })
}
