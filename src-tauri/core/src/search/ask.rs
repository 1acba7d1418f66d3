//! A query as it was understood: what it asks for, which of its words are needed, and how well an entry answers it.

use super::facets;
use super::joining::joining;
use super::tokens::Token;

/// Up to so many words as typed, an entry is found by all of them; a longer question is answered by most of them.
const FEW_WORDS: usize = 3;
/// A run of a script without spaces up to this many characters is taken for one word.
const RUN: usize = 4;

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub(crate) clauses: Vec<Clause>,
    /// Sentences about what was not understood.
    pub(crate) notes: Vec<String>,
    /// Some words may belong to a value that was not understood.
    pub(crate) unread: bool,
}

/// One part of a query. All must hold; of the words at the top as many as can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) negated: bool,
    pub(crate) kind: Kind,
}

/// What a part asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word(Word),
    /// Words that stand side by side.
    Phrase {
        tokens: Vec<Token>,
    },
    /// Words that stand within so many places, in any order.
    Near {
        tokens: Vec<Token>,
        within: usize,
    },
    /// Any of these, each a query of its own.
    Any(Vec<Vec<Clause>>),
    /// The place of a facet among [`super::facets::FACETS`], and values, folded, of which it bears any.
    Facet(usize, Vec<String>),
    Flag(&'static str),
    /// Something of it is due on this day or was before.
    DueBy(i64),
    /// On this day or later.
    After(i64),
    /// Earlier than this day.
    Before(i64),
}

/// One word, or several side by side, as "déjà-vu" and every Chinese word are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) tokens: Vec<Token>,
    /// The last of them may be the beginning of a longer one.
    pub(crate) prefix: bool,
    /// It joins others together: an entry need not have it.
    pub(crate) joins: bool,
}

impl Word {
    /// What is looked for where not all of it can be had, and whether it may be the beginning of a longer word: each two
    /// neighbours of a run without spaces, each word of some side by side.
    pub(crate) fn pieces(&self) -> Vec<(&[Token], bool)> {
        match (self.is_run(), self.tokens.len()) {
            (_, 0 | 1) | (true, 2) => vec![(&self.tokens, self.prefix)],
            (true, _) => self.tokens.windows(2).map(|two| (two, false)).collect(),
            (false, len) => (1..).zip(self.tokens.chunks(1)).map(|(at, one)| (one, self.prefix && at == len)).collect(),
        }
    }

    /// Whether it is a run of a script without spaces.
    pub(crate) fn is_run(&self) -> bool {
        self.tokens.len() > 1 && self.tokens.iter().all(|token| token.single)
    }
}

/// The words of a query that are asked for together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Pieces of telling words (see [`Word::pieces`]).
    pub(crate) pieces: usize,
    /// It is a question: most of the words answer it.
    pub(crate) is_question: bool,
    /// It is more than one word: where few entries have all, those that have some are worth a look.
    pub(crate) is_many: bool,
}

/// How well an entry answers: with all telling words, with half of them or more, with fewer. The order is that of results.
pub(crate) const ALL: u8 = 2;
pub(crate) const MOST: u8 = 1;
pub(crate) const SOME: u8 = 0;

impl Wanted {
    /// How well an entry answers that has `all` of the words, or so many pieces of them; none where it has nothing.
    pub(crate) fn level(self, all: bool, pieces: usize) -> Option<u8> {
        match pieces {
            _ if all => Some(ALL),
            0 => None,
            _ if pieces * 2 >= self.pieces => Some(MOST),
            _ => Some(SOME),
        }
    }

    /// From which level on an entry counts as found, where so many have each level: all words of a few, most of a question;
    /// where there is no such entry, whatever comes closest.
    pub(crate) fn found(self, counts: [u32; 3]) -> u8 {
        let wanted = if self.is_question { MOST } else { ALL };
        let some = |level: u8| counts.iter().skip(usize::from(level)).any(|count| *count > 0);
        (0..=wanted).rev().find(|level| some(*level)).unwrap_or(wanted)
    }
}

impl Parsed {
    /// The values that a facet is asked for by, to be said in other words.
    pub(crate) fn values_of(&mut self, name: &str) -> Vec<&mut Vec<String>> {
        let wanted = facets::named(name).map(|(at, _)| at);
        let mut out = Vec::new();
        each_mut(&mut self.clauses, &mut |kind| match kind {
            Kind::Facet(at, values) if Some(*at) == wanted => out.push(values),
            _ => {}
        });
        out
    }

    /// A query of one part.
    pub(crate) fn only(kind: Kind) -> Self {
        Self { clauses: vec![Clause { negated: false, kind }], ..Self::default() }
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether words are asked for, so that there is something to rank by.
    pub(crate) fn has_words(&self) -> bool {
        !self.rows().is_empty()
    }

    /// The words at the top that are asked for.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.clauses.iter().filter(|clause| !clause.negated).filter_map(|clause| match &clause.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        })
    }

    /// What of the words is wanted; none where there are none.
    pub(crate) fn wanted(&self) -> Option<Wanted> {
        let typed: usize =
            self.words().map(|word| if word.is_run() { word.tokens.len().div_ceil(RUN) } else { 1 }).sum();
        let pieces = self.words().filter(|word| !word.joins).map(|word| word.pieces().len()).sum();
        (typed > 0).then_some(Wanted { pieces, is_question: typed > FEW_WORDS, is_many: typed > 1 })
    }

    /// All rows of words that are looked for anywhere in it, to be marked where they stand, with the number of its part.
    pub(crate) fn rows(&self) -> Vec<(usize, Row<'_>)> {
        let mut out = Vec::new();
        for (number, clause) in self.clauses.iter().enumerate() {
            rows(clause, &mut |row| out.push((number, row)));
        }
        out
    }

    /// Every word is needed, joining ones too: for what is to leave, nothing is found by half.
    pub(crate) fn strictly(&mut self) {
        let mut all = Vec::new();
        for clause in std::mem::take(&mut self.clauses) {
            match clause.kind {
                Kind::Word(mut word) if !clause.negated => {
                    word.joins = false;
                    // Inside a group nothing is left out.
                    all.push(Clause {
                        negated: false,
                        kind: Kind::Any(vec![vec![Clause { negated: false, kind: Kind::Word(word) }]]),
                    });
                }
                _ => all.push(clause),
            }
        }
        self.clauses = all;
    }

    /// The same with the words of phrases instead of phrases; none where it has none, or nothing else.
    pub(crate) fn loosened(&self) -> Option<Self> {
        let is_phrase = |clause: &Clause| !clause.negated && matches!(clause.kind, Kind::Phrase { .. });
        if !self.clauses.iter().any(is_phrase) || !self.wanted().is_some_and(|wanted| wanted.is_question) {
            return None;
        }
        let mut loose = Self { clauses: Vec::new(), notes: self.notes.clone(), unread: self.unread };
        for clause in &self.clauses {
            match &clause.kind {
                Kind::Phrase { tokens } if !clause.negated => loose.clauses.extend(tokens.iter().map(|token| {
                    let word = Word { tokens: vec![token.clone()], ..Word::default() };
                    Clause { negated: false, kind: Kind::Word(word) }
                })),
                _ => loose.clauses.push(clause.clone()),
            }
        }
        loose.notes.push(
            "Nothing is found with the words in quotation marks side by side, so I looked for each of them.".into(),
        );
        Some(loose)
    }

    /// Says which words join the others, for a journal in these languages.
    pub(crate) fn lower_joining(&mut self, languages: &[String]) {
        let words: Vec<&Token> = self.words().filter_map(|word| word.tokens.first()).collect();
        let joins = joining(&words, languages);
        let words =
            self.clauses.iter_mut().filter(|clause| !clause.negated).filter_map(|clause| match &mut clause.kind {
                Kind::Word(word) => Some(word),
                _ => None,
            });
        for (word, joins) in words.zip(joins) {
            word.joins = joins && word.tokens.len() == 1;
        }
    }
}

/// Words side by side that are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'p> {
    pub(crate) tokens: &'p [Token],
    pub(crate) prefix: bool,
    /// Other forms of the one word count, too.
    pub(crate) in_any_form: bool,
}

fn rows<'p>(clause: &'p Clause, found: &mut impl FnMut(Row<'p>)) {
    if clause.negated {
        return;
    }
    match &clause.kind {
        Kind::Word(word) if !word.joins => {
            if !word.is_run() {
                found(Row { tokens: &word.tokens, prefix: word.prefix, in_any_form: word.tokens.len() == 1 });
                return;
            }
            for (tokens, _) in word.pieces() {
                found(Row { tokens, prefix: false, in_any_form: false });
            }
        }
        Kind::Phrase { tokens } => found(Row { tokens, prefix: false, in_any_form: false }),
        Kind::Near { tokens, .. } => {
            for token in tokens.chunks(1) {
                found(Row { tokens: token, prefix: false, in_any_form: false });
            }
        }
        Kind::Any(either) => either.iter().flatten().for_each(|clause| {
            // The compiler would go on forever with closures of closures.
            let found: &mut dyn FnMut(Row<'p>) = found;
            rows_in(clause, found);
        }),
        _ => {}
    }
}

fn rows_in<'p>(clause: &'p Clause, mut found: &mut dyn FnMut(Row<'p>)) {
    rows(clause, &mut found);
}

fn each_mut<'p>(clauses: &'p mut [Clause], work: &mut dyn FnMut(&'p mut Kind)) {
    for clause in clauses {
        match &mut clause.kind {
            Kind::Any(either) => either.iter_mut().for_each(|part| each_mut(part, work)),
            kind => work(kind),
        }
    }
}
