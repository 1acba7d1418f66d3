//! Claims found beside the entries: the ledger read straight through, since it is small and its old words count too.

use super::answer::FoundClaim;
use super::ask::{Clause, Kind, Parsed, Word};
use super::doc::Stems;
use super::matcher::{find, is_near};
use super::passage::Marker;
use super::tokens::{Token, tokens};
use super::{passage, store};
use crate::claims;
use crate::error::Result;
use crate::store::Tx;

/// Claims shown of one answer.
const SHOWN: usize = 5;

/// The claims in whose words, now or before, all of a query stands and nothing that it excludes. One that was merged into
/// another is found as that other one.
pub(super) fn found(
    tx: &Tx<'_>,
    query: &Parsed,
    languages: &[&'static str],
    stems: &mut Stems,
) -> Result<Vec<FoundClaim>> {
    if !only_words(&query.clauses) || !query.has_words() {
        return Ok(Vec::new());
    }
    let mut out: Vec<FoundClaim> = Vec::with_capacity(SHOWN);
    for known in store::claim_texts(tx)? {
        let texts: Vec<Vec<Token>> = known.texts.iter().map(|text| tokens(text)).collect();
        let mut holds = |clause: &Clause| stands_in(&texts, clause, languages, stems);
        if !query.clauses.iter().all(&mut holds) {
            continue;
        }
        let claim = claims::head(tx, claims::root(tx, known.claim)?)?;
        if out.iter().any(|other| other.claim.id == claim.id) {
            continue;
        }
        // The language of a claim is not known: its words are marked in the first one that marks any.
        let tried = languages.iter().copied().map(Some).chain([None]);
        let mut passages = known.texts.iter().flat_map(|text| {
            tried.clone().map(|language| passage::best(text, &mut Marker::of(query, language))).collect::<Vec<_>>()
        });
        let passage = passages.find(|passage| passage::is_marked(passage)).unwrap_or_default();
        out.push(FoundClaim { claim, passage });
        if out.len() == SHOWN {
            break;
        }
    }
    Ok(out)
}

fn only_words(clauses: &[Clause]) -> bool {
    clauses.iter().all(|clause| match &clause.kind {
        Kind::Word(_) | Kind::Phrase { .. } | Kind::Near { .. } => true,
        Kind::Any(either) => either.iter().all(|all| only_words(all)),
        _ => false,
    })
}

fn stands_in(texts: &[Vec<Token>], clause: &Clause, languages: &[&'static str], stems: &mut Stems) -> bool {
    let stands = match &clause.kind {
        Kind::Word(word) if word.joins => true,
        Kind::Word(Word { tokens, prefix, .. }) => {
            has(texts, tokens, *prefix)
                || languages.iter().any(|language| {
                    let [word] = tokens.as_slice() else { return false };
                    let stem = stems.of(language, word);
                    stem.is_some() && texts.iter().flatten().any(|word| stems.of(language, word) == stem)
                })
        }
        Kind::Phrase { tokens } => has(texts, tokens, false),
        Kind::Near { tokens, within } => texts.iter().any(|text| is_near(text, tokens, *within)),
        Kind::Any(either) => {
            either.iter().any(|all| all.iter().all(|clause| stands_in(texts, clause, languages, stems)))
        }
        _ => false,
    };
    stands != clause.negated
}

fn has(texts: &[Vec<Token>], wanted: &[Token], prefix: bool) -> bool {
    texts.iter().any(|text| find(text, wanted, prefix).next().is_some())
}
