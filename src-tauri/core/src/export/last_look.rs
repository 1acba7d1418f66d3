//! The finished file, read once more before it is kept or sent. Nothing should be found here, since what a format is
//! handed was cleared before; where something is, a format has found a way round, and no file leaves.

use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use super::clear::Noted;
use super::sharing::{Sharing, part};
use super::{Content, Exporter, Pack, Source, learning_log};
use crate::attachments::Vault;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::loops;
use crate::redact::{self, Form, Kind, Scanner};
use crate::store::Tx;
use crate::text;

/// Letters in a passage that nobody writes twice by chance.
const TELLING: usize = 24;
/// Names of days and months are names of people, too.
const CALENDAR: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December spring summer autumn";

/// Reads the finished file.
///
/// # Errors
/// `BadInput` with a sentence where it holds a listed name that was not kept, a left-hand column or a draft that was not
/// ticked, or a place on this computer.
#[allow(clippy::too_many_arguments, reason = "all that a finished file is held against")]
pub(super) fn at(
    tx: &Tx<'_>,
    vault: &Vault,
    exporter: &dyn Exporter,
    sharing: &Sharing<'_>,
    pack: &Pack,
    noted: &Noted,
    left_out: &[EntryId],
    bytes: &[u8],
) -> Result<()> {
    let texts = exporter.readable(bytes)?;
    let found: HashSet<String> = texts.iter().flat_map(|text| names(text, sharing.scanner)).collect();
    let unexplained = found.iter().filter(|name| !noted.stays.contains(*name)).count();
    if unexplained > 0 {
        let own = own_words(tx, vault, exporter, pack, sharing.scanner);
        if found.iter().any(|name| !noted.stays.contains(name) && !own.contains(name)) {
            return Err(refused("a name from your list of people"));
        }
    }
    let handed_out = |passage: &str| {
        noted.texts.values().any(|leaving| text::fold(&text::plain(&leaving.exported.text)).contains(passage))
    };
    let folded: Vec<String> = texts.iter().map(|text| spaced(&text::fold(text))).collect();
    let leaks = |passage: &str| {
        let passage = spaced(&text::fold(passage));
        passage.chars().count() >= TELLING && folded.iter().any(|text| text.contains(&passage)) && !handed_out(&passage)
    };
    for piece in sharing.pieces.iter().filter(|piece| !piece.ticked(part::LEFT_COLUMN)) {
        if loops::is_loop(tx, piece.entry)? {
            let case = loops::case(tx, piece.entry)?;
            if case.turns.iter().any(|turn| leaks(&turn.unsaid) || leaks(&turn.redesign)) {
                return Err(refused("a left-hand column that was not ticked"));
            }
        }
    }
    for id in left_out {
        let body = crate::entries::get(tx, *id)?.body;
        if text::plain(&body).lines().any(leaks) {
            return Err(refused("text of an entry that was to stay"));
        }
    }
    let places = places(vault);
    if texts
        .iter()
        .any(|text| places.iter().any(|place| text.contains(place.as_str()) && !handed_out(&text::fold(place))))
    {
        return Err(refused("the name of a folder or of this computer"));
    }
    Ok(())
}

fn refused(what: &str) -> Error {
    Error::bad(format!(
        "nothing was written: the finished file still held {what}. This is a fault of Loopbook and not yours; another form may do"
    ))
}

/// Listed people that are named in a text, as they were found, folded.
fn names(text: &str, scanner: &Scanner) -> Vec<String> {
    let hits = redact::scan(text, Form::Plain, scanner).into_iter();
    hits.filter(|hit| matches!(hit.kind, Kind::Person(_)) && !hit.near).map(|hit| text::fold(&hit.found)).collect()
}

/// What the program and the letterhead say themselves: a pupil may be called Mark or May.
fn own_words(tx: &Tx<'_>, vault: &Vault, exporter: &dyn Exporter, pack: &Pack, scanner: &Scanner) -> HashSet<String> {
    let mut own: HashSet<String> = HashSet::new();
    let letter = pack.letter.as_ref();
    let told = letter.map(|letter| format!("{}\n{}", letter.audience, letter.author)).unwrap_or_default();
    for text in [CALENDAR, learning_log::WORDS, told.as_str()] {
        own.extend(names(text, scanner));
    }
    let mut empty = pack.clone();
    empty.rows.clear();
    let mut texts = Vec::new();
    let written = exporter.parts(Source::new(tx, vault), &empty, &mut |part| {
        if let Content::Text(text) = part.content {
            texts.push(text);
        }
        Ok(())
    });
    // A format that cannot be empty has no more to say here than what stands above.
    if written.is_ok() {
        own.extend(texts.iter().flat_map(|text| names(&reading(text), scanner)));
    }
    own
}

/// Where the journal lies, the home of whoever is at the computer, and the computer's own name where it is a telling one.
fn places(vault: &Vault) -> Vec<String> {
    let folder = vault.journal().to_string_lossy().into_owned();
    let home = ["HOME", "USERPROFILE"].iter().filter_map(|name| std::env::var(name).ok());
    let host = std::fs::read_to_string("/etc/hostname").ok().or_else(|| std::env::var("COMPUTERNAME").ok());
    let host = host.map(|name| name.trim().to_owned());
    let telling =
        host.filter(|name| name.len() >= 5 && name.chars().any(|c| !c.is_ascii_lowercase()) && name != "localhost");
    home.chain([folder]).filter(|path| path.len() > 5).chain(telling).collect()
}

/// The texts in a finished file of this extension: of a zip (office documents are zips) its names and texts. A format whose
/// bytes are none of these says itself what can be read in them.
pub(super) fn readable(extension: &str, bytes: &[u8]) -> Result<Vec<String>> {
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(reading).ok();
    if !matches!(extension, "zip" | "docx") {
        return Ok(text(bytes).into_iter().collect());
    }
    let unreadable = |error: zip::result::ZipError| Error::Io(std::io::Error::other(error));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut texts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(unreadable)?;
        texts.push(String::from_utf8_lossy(file.name_raw()).into_owned());
        let mut inside = Vec::new();
        file.read_to_end(&mut inside)?;
        texts.extend(text(&inside));
    }
    Ok(texts)
}

/// A page or a text as it is read: tags gone, so that a name cannot hide between them; what stands in their attributes
/// after it; neither style nor script nor pictures.
fn reading(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut beside = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skipped = ["style", "script"].iter().find_map(|name| {
            let inside = rest.get(1..=name.len())?.eq_ignore_ascii_case(name);
            inside.then(|| rest.find(&format!("</{name}>")).unwrap_or(rest.len()))
        });
        if let Some(end) = skipped {
            rest = &rest[end..];
            if rest.is_empty() {
                break;
            }
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        match rest.find('>').filter(|_| is_tag) {
            Some(end) => {
                for value in rest[..end].split('"').skip(1).step_by(2).filter(|value| !value.starts_with("data:")) {
                    beside.push_str(value);
                    beside.push('\n');
                }
                if ["p", "/p", "li", "/li", "h", "/h", "td", "/td", "br", "div", "/div", "t", "/w:p", "text", "/text"]
                    .iter()
                    .any(|name| rest[1..end].starts_with(name))
                {
                    out.push('\n');
                }
                rest = &rest[end + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.push('\n');
    out.push_str(&beside);
    for (entity, sign) in
        [("&#39;", "'"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    {
        if out.contains(entity) {
            out = out.replace(entity, sign);
        }
    }
    out
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_what_nobody_reads_and_with_what_stands_in_its_tags() {
        let page = "<style>.Anna{}</style><p>A<b>nn</b>a &amp; <img src=\"data:image/png;base64,Anna\" alt=\"with Ben\"> 1 < 2</p><script>let Carl</script>";
        assert_eq!(reading(page).trim(), "Anna &  1 < 2\n\nwith Ben");
    }
}
