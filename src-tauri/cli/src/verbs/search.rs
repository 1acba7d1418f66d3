use journal::Journal;
use journal::api::typed;
use journal::id::EntryId;
use journal::search::{Found, SearchFor, SearchResult};
use journal::versions::Piece;
use serde::Serialize;

use super::list;
use crate::Done;
use crate::arguments::Search;
use crate::failure::Failure;
use crate::out::{Out, tell};
use crate::session::{Session, api};

/// Results that one call answers at most.
const PAGE: u32 = 1_000;

/// The answer as `--json` gives it.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    total: u32,
    took_us: i64,
    results: Vec<Hit<'a>>,
}

/// One entry found.
#[derive(Serialize)]
struct Hit<'a> {
    id: EntryId,
    title: &'a str,
    score: f32,
    snippet: String,
}

/// Searches everything written.
pub fn run(session: &Session, search: &Search, out: &mut Out) -> Result<Done, Failure> {
    let journal = session.open()?;
    let answer = all(&journal, &search.query, search.limit)?;
    for note in &answer.notes {
        tell(note);
    }
    if out.is_json() {
        let results = answer.results.iter().map(hit).collect();
        out.json(&Answer { query: &answer.query, total: answer.total, took_us: answer.took_us, results })?;
        return Ok(Done::Fine);
    }
    for found in &answer.results {
        out.line(&list::line(&found.entry))?;
        let passage = plain(&found.passage);
        if !passage.is_empty() {
            out.line(&format!("            {passage}"))?;
        }
    }
    match (answer.total, answer.results.len()) {
        (0, _) => tell("Nothing was found."),
        (total, shown) if total as usize > shown => tell(&format!("{shown} of {total}; --limit {total} shows all.")),
        _ => {}
    }
    Ok(Done::Fine)
}

/// As many results as are wanted, page by page.
fn all(journal: &Journal, query: &str, limit: u32) -> Result<SearchResult, Failure> {
    let page = |offset: u32| {
        let request = SearchFor { query: query.into(), limit: Some((limit - offset).min(PAGE)), offset: Some(offset) };
        typed::search_run(&api(journal), request)
    };
    let mut answer = page(0)?;
    while let Ok(shown) = u32::try_from(answer.results.len())
        && shown < limit.min(answer.total)
    {
        let more = page(shown)?;
        if more.results.is_empty() {
            break;
        }
        answer.took_us += more.took_us;
        answer.results.extend(more.results);
    }
    Ok(answer)
}

fn hit(found: &Found) -> Hit<'_> {
    Hit { id: found.entry.id, title: &found.entry.title, score: found.score, snippet: plain(&found.passage) }
}

fn plain(pieces: &[Piece]) -> String {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
