//! Claims found beside the entries: the ledger read straight through, since it is small and its old words count too.

use super::answer::FoundClaim;
use super::doc::Stems;
use super::matcher::find;
use super::parse::{Clause, Kind, Parsed};
use super::passage::Marker;
use super::run::stemmed_languages;
use super::tokens::{Token, tokens};
use super::{passage, store};
use crate::claims;
use crate::error::Result;
use crate::store::Tx;

/// Claims shown of one answer.
const SHOWN: usize = 5;

/// The claims in whose words, now or before, all of a query stands and nothing that it excludes. One that was merged into
/// another is found as that other one.
pub(super) fn found(tx: &Tx<'_>, query: &Parsed, stems: &mut Stems) -> Result<Vec<FoundClaim>> {
    let only_words = query.clauses.iter().all(|clause| matches!(clause.kind, Kind::Word { .. } | Kind::Phrase { .. }));
    if !only_words || !query.has_words() {
        return Ok(Vec::new());
    }
    let languages = stemmed_languages(tx)?;
    let mut out: Vec<FoundClaim> = Vec::with_capacity(SHOWN);
    for known in store::claim_texts(tx)? {
        let texts: Vec<Vec<Token>> = known.texts.iter().map(|text| tokens(text)).collect();
        let mut holds = |clause: &Clause| stands_in(&texts, clause, &languages, stems) != clause.negated;
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

fn stands_in(texts: &[Vec<Token>], clause: &Clause, languages: &[&'static str], stems: &mut Stems) -> bool {
    let (wanted, prefix, stemmed) = match &clause.kind {
        Kind::Word { tokens, prefix } => (tokens, *prefix, tokens.len() == 1),
        Kind::Phrase { tokens } => (tokens, false, false),
        _ => return false,
    };
    texts.iter().any(|text| find(text, wanted, prefix).next().is_some())
        || (stemmed
            && languages.iter().any(|language| {
                let stem = wanted.first().and_then(|word| stems.of(language, word));
                stem.is_some() && texts.iter().flatten().any(|word| stems.of(language, word) == stem)
            }))
}
