use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

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
use crate::session::{Session, api, catch_up};

/// Results that one call answers at most.
const PAGE: u32 = 1_000;
/// Bytes of one line that are kept; the parser reads far fewer, and a line may be a whole file.
const LINE: usize = 65_536;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<String>,
}

/// Searches everything written.
pub fn run(session: &Session, search: &Search, out: &mut Out) -> Result<Done, Failure> {
    if let Some(file) = &search.batch {
        return batch(session, file, search, out);
    }
    let journal = session.open()?;
    let query = search.query.as_deref().unwrap_or_default();
    let answer = all(&journal, query, search.limit, false)?;
    for note in &answer.notes {
        tell(note);
    }
    if out.is_json() {
        line(&answer, false, out)?;
        return Ok(Done::Fine);
    }
    shown(&answer, out)?;
    match (answer.total, answer.results.len()) {
        (0, 0) => tell("Nothing was found."),
        (total, shown) if total as usize > shown => tell(&format!("{shown} of {total}; --limit {total} shows all.")),
        _ => {}
    }
    Ok(Done::Fine)
}

/// Answers each line of a file, in its order.
fn batch(session: &Session, file: &Path, search: &Search, out: &mut Out) -> Result<Done, Failure> {
    let unreadable = |why: io::Error| Failure::CouldNot(format!("{} cannot be read: {why}", file.display()));
    let mut queries: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file).map_err(unreadable)?))
    };
    let journal = session.open()?;
    catch_up(&journal);
    let mut first = true;
    while let Some(query) = next_line(&mut queries).map_err(unreadable)? {
        let query = if first { query.trim_start_matches('\u{feff}') } else { &query };
        first = false;
        let answer = all(&journal, query, search.limit, search.bare)?;
        if out.is_json() {
            line(&answer, search.bare, out)?;
        } else {
            out.line(&format!("{query}: {}", answer.total))?;
            shown(&answer, out)?;
        }
    }
    Ok(Done::Fine)
}

/// The next line of any bytes, without its end; none after the last.
fn next_line(from: &mut Box<dyn BufRead>) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if from.by_ref().take(LINE as u64).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() == LINE {
        from.skip_until(b'\n')?;
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn line(answer: &SearchResult, bare: bool, out: &mut Out) -> io::Result<()> {
    let results = answer.results.iter().map(|found| hit(found, bare)).collect();
    out.json(&Answer { query: &answer.query, total: answer.total, took_us: answer.took_us, results })
}

fn shown(answer: &SearchResult, out: &mut Out) -> io::Result<()> {
    for (place, found) in answer.results.iter().enumerate() {
        // Those that lack a word come after the others and are not counted.
        if answer.some > 0 && place == answer.total as usize {
            out.line("With some of the words:")?;
        }
        out.line(&list::line(&found.entry))?;
        let passage = plain(&found.passage);
        if !passage.is_empty() {
            out.line(&format!("            {passage}"))?;
        }
    }
    Ok(())
}

/// As many results as are wanted, page by page.
fn all(journal: &Journal, query: &str, limit: u32, bare: bool) -> Result<SearchResult, Failure> {
    let page = |offset: u32| {
        let limit = Some((limit - offset).min(PAGE));
        let request = SearchFor { query: query.into(), limit, offset: Some(offset), bare, ..SearchFor::default() };
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

fn hit(found: &Found, bare: bool) -> Hit<'_> {
    let snippet = (!bare).then(|| plain(&found.passage));
    Hit { id: found.entry.id, title: &found.entry.title, score: found.score, snippet }
}

fn plain(pieces: &[Piece]) -> String {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
