//! Quotes: the lines that a field leans on, of the loop's own account or of another entry. A quote keeps its words whatever
//! becomes of its source, and says whether they still stand there.

use serde::{Deserialize, Serialize};

use super::fields::{self, LoopField};
use super::{Loop, get, store};
use crate::clock::Instant;
use crate::entries::{self, Entry};
use crate::error::{Error, Result};
use crate::id::{EntryId, QuoteId};
use crate::store::Tx;
use crate::text;

/// Characters of a quote.
const LIMIT: usize = 5_000;
/// Characters kept of what stands before and after it.
const AROUND: usize = 200;
/// Where a quote of the loop's own text is taken from unless it says otherwise.
const ACCOUNT: &str = "account";

/// A quoted line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Quote {
    /// Its identity.
    pub id: QuoteId,
    /// The field it supports.
    pub field: String,
    /// The entry it was taken from; none where that is the loop itself, or gone for good.
    pub source: Option<EntryId>,
    /// The field it was taken from, where the source is the loop itself.
    pub source_field: Option<String>,
    /// Its words.
    pub exact: String,
    /// What stood before them.
    pub prefix: String,
    /// What stood after them.
    pub suffix: String,
    /// Whether its words still stand in its source, white space aside.
    pub found: bool,
    /// When it was quoted.
    pub at: Instant,
}

/// A line to be quoted.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AddQuote {
    /// In which loop.
    #[serde(rename = "loop")]
    pub to: EntryId,
    /// The field it supports.
    pub field: String,
    /// Its words, at most 5,000 characters.
    pub exact: String,
    /// What stands before them; 200 characters are kept.
    pub prefix: String,
    /// What stands after them; 200 characters are kept.
    pub suffix: String,
    /// The entry it is taken from; none: the loop itself.
    pub source: Option<EntryId>,
    /// Of the loop itself: the field it is taken from, "account" where not said.
    pub source_field: Option<String>,
}

/// Quotes a line for a field.
///
/// # Errors
/// `NotFound` for a loop or a source that is not there; `BadInput` where the words do not stand in the source.
pub fn add_quote(tx: &mut Tx<'_>, request: AddQuote) -> Result<Loop> {
    let quote = checked(tx, &request)?;
    if !quote.found {
        return Err(Error::bad("those words do not stand there; save the text first and select them again"));
    }
    store::quotes::insert(tx, request.to, &quote)?;
    get(tx, request.to)
}

/// Takes a quote out.
///
/// # Errors
/// `NotFound`.
pub fn remove_quote(tx: &mut Tx<'_>, id: QuoteId) -> Result<Loop> {
    let of = store::quotes::delete(tx, id)?;
    get(tx, of)
}

/// The quote that is asked for, as it would be kept.
pub(super) fn checked(tx: &Tx<'_>, request: &AddQuote) -> Result<Quote> {
    let own = entries::get(tx, request.to)?;
    store::state(tx, request.to)?;
    let source = request.source.filter(|source| *source != request.to);
    let source_field = match source {
        Some(_) => None,
        None => Some(request.source_field.clone().unwrap_or_else(|| ACCOUNT.into())),
    };
    for field in [Some(&request.field), source_field.as_ref()].into_iter().flatten() {
        if !fields::is_field(field) {
            return Err(Error::bad("a learning log has no field of that name"));
        }
    }
    if request.exact.trim().is_empty() {
        return Err(Error::bad("select the words to quote first"));
    }
    if request.exact.chars().count() > LIMIT {
        return Err(Error::TooBig(format!("a quote has room for {LIMIT} characters; select fewer words")));
    }
    if let Some(source) = source {
        entries::get(tx, source)?;
    }
    let mut quote = Quote {
        id: QuoteId::new(),
        field: request.field.clone(),
        source,
        source_field,
        exact: request.exact.clone(),
        prefix: request.prefix.chars().rev().take(AROUND).collect::<Vec<_>>().into_iter().rev().collect(),
        suffix: request.suffix.chars().take(AROUND).collect(),
        found: false,
        at: tx.now(),
    };
    quote.found = stands(tx, &quote, &fields::read(&own.body)?)?;
    Ok(quote)
}

/// The quotes of a loop, oldest first, each with whether it still stands in its source.
pub(super) fn quotes(tx: &Tx<'_>, of: &Entry, fields: &[LoopField]) -> Result<Vec<Quote>> {
    let mut quotes = store::quotes::list(tx, of.id)?;
    for quote in &mut quotes {
        quote.found = stands(tx, quote, fields)?;
    }
    Ok(quotes)
}

fn stands(tx: &Tx<'_>, quote: &Quote, own: &[LoopField]) -> Result<bool> {
    match (quote.source, &quote.source_field) {
        (Some(source), _) => Ok(entries::find(tx, source)?.is_some_and(|entry| holds(&entry.body, &quote.exact))),
        (None, Some(key)) => Ok(own.iter().any(|field| field.key == *key && holds(&field.text, &quote.exact))),
        // Its entry is gone for good.
        (None, None) => Ok(false),
    }
}

/// Whether words stand in a text, as it is written or as it is read; white space aside.
fn holds(markdown: &str, words: &str) -> bool {
    let words = spaced(words);
    spaced(markdown).contains(&words) || spaced(&text::plain(markdown)).contains(&words)
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stands_as_written_and_as_read_whatever_the_white_space() {
        let text = "I *asked* again,\nand then\n\nanswered  myself.";
        assert!(holds(text, "asked again, and then answered myself"));
        assert!(holds(text, "*asked* again"));
        assert!(!holds(text, "asked again and then"));
    }
}
