//! From a query understood ([`super::parse`]) to what is asked of the index ([`super::plan`]).

use tantivy::query::{EnableScoring, PhrasePrefixQuery, PhraseQuery, Query};
use tantivy::{Searcher, Term};

use super::ask::{Clause, Kind, Parsed, Word};
use super::doc::Stems;
use super::facets::UNDATED;
use super::leaves::Weights;
use super::plan::{Plan, Sought};
use super::tokens::Token;
use super::view::Whole;

/// Words that may begin as the last one of a phrase does. tantivy sets room aside for all of them at once, so not without
/// end; a journal of 100,000 entries has some 20,000 words with one first letter.
const EXPANSIONS: u32 = 50_000;
/// What a word that only joins others is worth beside one that tells something.
const JOINS: f32 = 0.2;
/// What one character of a run is worth beside two side by side.
const SINGLE: f32 = 0.2;

/// What compiling needs: what words weigh, and the index for those that stand side by side.
pub(crate) struct Compiler<'c> {
    pub(crate) weights: Weights<'c>,
    pub(crate) whole: Whole<'c>,
    pub(crate) searcher: &'c Searcher,
    pub(crate) stems: &'c mut Stems,
}

impl Compiler<'_> {
    /// The query: what must hold, and the words of which as many as can be had.
    ///
    /// # Errors
    /// Those of the index.
    pub(crate) fn query(&mut self, parsed: &Parsed) -> tantivy::Result<Plan> {
        let mut required = Vec::new();
        let mut sought = Vec::new();
        for clause in &parsed.clauses {
            match &clause.kind {
                Kind::Word(word) if !clause.negated => self.seek(word, &mut sought)?,
                _ => required.push(self.clause(clause)?),
            }
        }
        Ok(Plan::Ranked { required: Box::new(Plan::And(required)), sought, wanted: parsed.wanted() })
    }

    fn seek(&mut self, word: &Word, sought: &mut Vec<Sought>) -> tantivy::Result<()> {
        if word.joins {
            sought.push(Sought::Beside(self.words(&word.tokens, word.prefix)?, JOINS));
            return Ok(());
        }
        let pieces = word.pieces().into_iter().map(|(piece, prefix)| self.words(piece, prefix));
        let pieces = pieces.collect::<tantivy::Result<Vec<_>>>()?;
        let whole = (pieces.len() > 1).then(|| self.words(&word.tokens, word.prefix)).transpose()?;
        sought.push(Sought::Telling { pieces, whole });
        if word.is_run() {
            for token in &word.tokens {
                sought.push(Sought::Beside(Plan::Word(Box::new(self.weights.as_written(token)?)), SINGLE));
            }
        }
        Ok(())
    }

    fn clause(&mut self, Clause { negated, kind }: &Clause) -> tantivy::Result<Plan> {
        let plan = self.kind(kind)?;
        Ok(if *negated { Plan::Not(Box::new(plan)) } else { plan })
    }

    fn kind(&mut self, kind: &Kind) -> tantivy::Result<Plan> {
        Ok(match kind {
            Kind::Word(word) => self.words(&word.tokens, word.prefix)?,
            Kind::Phrase { tokens } => self.side_by_side(tokens, false)?,
            Kind::Near { tokens, within } => Plan::Near(self.weights.near(tokens, *within)?),
            Kind::Any(either) => {
                let mut any = Vec::with_capacity(either.len());
                for all in either {
                    any.push(Plan::And(all.iter().map(|clause| self.clause(clause)).collect::<tantivy::Result<_>>()?));
                }
                Plan::Or(any)
            }
            Kind::Facet(facet, values) => Plan::Facet(*facet, values.clone()),
            Kind::Flag(flag) => Plan::Flag(flag),
            Kind::DueBy(day) => Plan::DueBy(*day),
            Kind::After(day) => dated(Plan::After(*day)),
            Kind::Before(day) => dated(Plan::Before(*day)),
        })
    }

    fn words(&mut self, tokens: &[Token], prefix: bool) -> tantivy::Result<Plan> {
        match tokens {
            [token] => Ok(Plan::Word(Box::new(self.weights.word(token, prefix, self.stems)?))),
            tokens => self.side_by_side(tokens, prefix),
        }
    }

    /// A phrase of one word is that word as it stands, without its stem.
    fn side_by_side(&mut self, tokens: &[Token], prefix: bool) -> tantivy::Result<Plan> {
        let field = self.weights.fields.folded;
        let terms: Vec<Term> = tokens.iter().map(|token| Term::from_field_text(field, &token.folded)).collect();
        let scoring = EnableScoring::enabled_from_statistics_provider(&self.whole, self.searcher);
        let weight = match tokens {
            [] => return Ok(Plan::Or(Vec::new())),
            [token] => return Ok(Plan::Word(Box::new(self.weights.as_written(token)?))),
            _ if prefix && tokens.last().is_some_and(|last| !last.single) => {
                let mut query = PhrasePrefixQuery::new(terms);
                query.set_max_expansions(EXPANSIONS);
                query.weight(scoring)?
            }
            _ => PhraseQuery::new(terms).weight(scoring)?,
        };
        Ok(Plan::Row(weight))
    }
}

/// Without entries of which nobody knows the day: the one they are shown under is that of their writing.
fn dated(days: Plan) -> Plan {
    Plan::And(vec![days, Plan::Not(Box::new(Plan::Flag(UNDATED)))])
}
