//! The finished file, read once more before it is kept or sent. Nothing should be found here, since what a format is
//! handed was cleared before; where something is, a format has found a way round, and no file leaves.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read as _};

use super::blocks;
use super::clear::{Noted, Standing};
use super::sharing::{Sharing, part};
use super::{Content, Exporter, Pack, Source, learning_log};
use crate::attachments::Vault;
use crate::error::{Error, Result};
use crate::id::EntryId;
use crate::loops;
use crate::redact::{self, Form, Kind, Scanner};
use crate::sessions::Handout;
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
    let form = if matches!(exporter.format().extension, "zip" | "json") { Form::Markdown } else { Form::Plain };
    let mut kept = Kept::of(noted);
    let found = texts.iter().flat_map(|text| names(text, form, sharing.scanner));
    let unexplained: HashSet<String> = found.filter(|named| !kept.explains(named)).map(|named| named.found).collect();
    if !unexplained.is_empty() {
        let own = own_words(tx, vault, exporter, pack, sharing.scanner);
        if unexplained.iter().any(|name| !own.contains(&spaced(name))) {
            let mut names: Vec<String> = unexplained.into_iter().map(|name| format!("“{name}”")).collect();
            names.sort();
            return Err(Error::bad(format!(
                "nothing was written: somebody on your list of people would still be named in the finished file, as {}. Look for it in what you chose and write it otherwise; that it was not found before is a fault of Loopbook and not yours",
                names.join(", ")
            )));
        }
    }
    let handed_out =
        |passage: &str| noted.told.iter().any(|told| spaced(&text::fold(&text::plain(told))).contains(passage));
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
    for piece in sharing.pieces.iter().filter(|piece| !piece.whole && pack.holds(piece.entry)) {
        let entry = crate::entries::get(tx, piece.entry)?;
        // A heading may be the label of a field, which a format says itself.
        let unticked = blocks::of(&entry.body).into_iter();
        let unticked = unticked.filter(|block| block.heading.is_none() && !piece.ticked(&block.key));
        if unticked.into_iter().any(|block| text::plain(&entry.body[block.range]).lines().any(leaks)) {
            return Err(refused("a passage that was not ticked"));
        }
        if loops::is_loop(tx, piece.entry)? {
            let log = loops::get(tx, piece.entry)?;
            let quotes = log.quotes.iter().filter(|quote| !piece.ticked_id(part::QUOTE, quote.id));
            if quotes.into_iter().any(|quote| text::plain(&quote.exact).lines().any(leaks)) {
                return Err(refused("a quote that was not ticked"));
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
        "nothing was written: the finished file still held {what}. This is a fault of Loopbook and not yours"
    ))
}

/// Listed people that are named in a text: as they are called, or with an ending. What is only like a name may be a word of
/// the program's own.
fn names(text: &str, form: Form, scanner: &Scanner) -> Vec<Standing> {
    let hits = redact::scan(text, form, scanner).into_iter();
    hits.filter(|hit| matches!(hit.kind, Kind::Person(_)) && (!hit.near || !hit.ending.is_empty()))
        .map(|hit| Standing::of(&hit))
        .collect()
}

/// Where somebody is still named because the writer says so. A place of the finished file is one of these where the same
/// words stand beside the name; a name that stood alone is told so often as a format tells a title.
struct Kept<'n> {
    beside: HashMap<&'n str, Vec<&'n Standing>>,
    alone: HashMap<&'n str, u32>,
}

impl<'n> Kept<'n> {
    /// How often a format tells a title or a tag: in a list of contents, above the text, in the data beside it.
    const TOLD: u32 = 8;

    fn of(noted: &'n Noted) -> Self {
        let mut kept = Self { beside: HashMap::new(), alone: HashMap::new() };
        for (_, stands) in &noted.stands {
            if stands.before.is_empty() && stands.after.is_empty() {
                *kept.alone.entry(&stands.found).or_default() += Self::TOLD;
            } else {
                kept.beside.entry(&stands.found).or_default().push(stands);
            }
        }
        kept
    }

    fn explains(&mut self, named: &Standing) -> bool {
        let beside = self.beside.get(named.found.as_str());
        if beside.is_some_and(|places| places.iter().any(|place| same_place(place, named))) {
            return true;
        }
        match self.alone.get_mut(named.found.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// A format begins lines elsewhere, divides words at their end and puts words of its own on either side: of the two
/// neighbours one is enough.
fn same_place(kept: &Standing, named: &Standing) -> bool {
    let alike = |one: &str, other: &str| {
        one.starts_with(other) || other.starts_with(one) || one.ends_with(other) || other.ends_with(one)
    };
    let told = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && alike(one, other);
    told(&kept.before, &named.before)
        || told(&kept.after, &named.after)
        || (alike(&kept.before, &named.before) && alike(&kept.after, &named.after))
}

/// What the program and the letterhead say themselves: a pupil may be called Mark or May.
fn own_words(tx: &Tx<'_>, vault: &Vault, exporter: &dyn Exporter, pack: &Pack, scanner: &Scanner) -> HashSet<String> {
    let mut own: HashSet<String> = HashSet::new();
    let letter = pack.letter.as_ref();
    let told = letter.map(|letter| format!("{}\n{}", letter.audience, letter.author)).unwrap_or_default();
    let standing = pack.handout.as_ref().map(Handout::standing).unwrap_or_default();
    let said = pack.handout.clone().map(Handout::said).unwrap_or_default();
    for text in [CALENDAR, learning_log::WORDS, told.as_str(), standing.as_str(), said.as_str()] {
        own.extend(names(text, Form::Plain, scanner).into_iter().map(|named| spaced(&named.found)));
    }
    let mut empty = pack.clone();
    empty.rows.clear();
    empty.handout = empty.handout.map(Handout::blank);
    let mut texts = Vec::new();
    let written = exporter.parts(Source::new(tx, vault), &empty, &mut |part| {
        if let Content::Text(text) = part.content {
            texts.push(text);
        }
        Ok(())
    });
    // A format that cannot be empty has no more to say here than what stands above.
    if written.is_ok() {
        let texts =
            texts.iter().flat_map(|text| names(&as_read(exporter.format().extension, text), Form::Plain, scanner));
        own.extend(texts.map(|named| spaced(&named.found)));
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
    let text = |extension: &str, bytes: &[u8]| std::str::from_utf8(bytes).map(|text| as_read(extension, text)).ok();
    if !matches!(extension, "zip" | "docx") {
        return Ok(text(extension, bytes).into_iter().collect());
    }
    let unreadable = |error: zip::result::ZipError| Error::Io(std::io::Error::other(error));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut texts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(unreadable)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut inside = Vec::new();
        file.read_to_end(&mut inside)?;
        let inside = text(name.rsplit('.').next().unwrap_or_default(), &inside);
        texts.push(name);
        texts.extend(inside);
    }
    Ok(texts)
}

/// A text of a file with this extension, as it is read: pages without their tags, data as the texts in it, and anything
/// else as it was written, since what looks like a tag there is none.
fn as_read(extension: &str, text: &str) -> String {
    match extension {
        "html" | "xhtml" | "xml" | "rels" => reading(text),
        "json" => data(text).unwrap_or_else(|| text.to_owned()),
        _ => text.to_owned(),
    }
}

/// Every text in JSON, a line each, with its key where that is one of the writer's; none where it is no JSON. Files that
/// are written out in letters are none.
fn data(text: &str) -> Option<String> {
    fn collect(value: &serde_json::Value, key: &str, out: &mut String) {
        match value {
            serde_json::Value::String(text) if text.starts_with("data:") => {}
            serde_json::Value::String(text) => {
                let text = if key.contains("html") { Cow::Owned(reading(text)) } else { Cow::Borrowed(text.as_str()) };
                out.push_str(&text);
                out.push('\n');
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, key, out)),
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    out.push_str(key);
                    out.push('\n');
                    collect(value, key, out);
                }
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    let mut out = String::new();
    collect(&serde_json::from_str(text).ok()?, "", &mut out);
    Some(out)
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
            // What a page's script is handed is read by whoever looks into the page.
            if let Some((tag, inside)) = rest[..end].split_once('>').filter(|(tag, _)| tag.contains("json")) {
                beside.push_str(tag);
                beside.push('\n');
                beside.push_str(&data(inside).unwrap_or_else(|| inside.to_owned()));
                beside.push('\n');
            }
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_what_nobody_reads_and_with_what_stands_in_its_tags() {
        let page = "<style>.Anna{}</style><p>A<b>nn</b>a &amp; <img src=\"data:image/png;base64,Anna\" alt=\"with Ben\"> 1 < 2</p><script>let Carl</script>";
        assert_eq!(reading(page).trim(), "Anna &  1 < 2\n\nwith Ben");
    }

    fn scanner() -> Scanner {
        let people = ["Anna Jansen", "Ben Okafor"].into_iter().zip(1..).map(|(name, key)| redact::KnownPerson {
            key: redact::PersonKey(key),
            names: vec![name.into()],
            role: redact::Role::Pupil,
        });
        Scanner::new(&redact::Known { people: people.collect(), ..redact::Known::default() })
    }

    fn noted(kept: &[&str]) -> Noted {
        let mut noted = Noted::default();
        for (at, text) in kept.iter().enumerate() {
            let stands = names(text, Form::Plain, &scanner()).into_iter().map(|named| (at.to_string(), named));
            noted.stands.extend(stands);
        }
        noted
    }

    fn unexplained(text: &str, kept: &[&str]) -> Vec<String> {
        let noted = noted(kept);
        let mut kept = Kept::of(&noted);
        let found = names(text, Form::Plain, &scanner()).into_iter();
        found.filter(|named| !kept.explains(named)).map(|named| named.found).collect()
    }

    #[test]
    fn a_name_with_an_ending_is_seen_and_a_name_kept_in_one_place_is_not_thereby_kept_in_another() {
        assert_eq!(unexplained("It was Anna's turn.", &[]), ["anna's"]);
        assert_eq!(unexplained("with Anna at last", &["with Anna at last"]), [""; 0]);
        assert_eq!(unexplained("with Anna at last\nthen Anna cried", &["with Anna at last"]), ["anna"]);
        // A line that ends elsewhere, a word divided at its end.
        assert_eq!(unexplained("Anna at\nlast", &["with Anna at last"]), [""; 0]);
        assert_eq!(unexplained("ten with\nAnna under-\nstanding", &["with Anna understanding it"]), [""; 0]);
    }

    #[test]
    fn a_name_that_stands_alone_is_told_so_often_as_a_title_and_no_more() {
        let told = |times: usize| "by Anna now\n".repeat(times);
        assert_eq!(unexplained(&told(8), &["Anna"]).len(), 0);
        assert_eq!(unexplained(&told(11), &["Anna"]).len(), 3);
        assert_eq!(unexplained(&told(11), &["Anna", "Anna"]).len(), 0);
    }

    #[test]
    fn what_a_program_reads_is_read_as_the_texts_in_it_and_nothing_hides_the_rest_of_a_text() {
        let body = "one <style> two <Anna> three";
        assert_eq!(as_read("md", body), body);
        let json = r#"{"body":"line\nAnna <style>","content_html":"<b>An</b>na","n":[1,"x"]}"#;
        assert_eq!(as_read("json", json), "body\nline\nAnna <style>\ncontent_html\nAnna\n\nn\nx\n");
        let page = r#"<p>x</p><script type="application/json" id="d">{"q":"Ben"}</script><p>y</p>"#;
        assert!(as_read("html", page).contains("Ben"));
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.md", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, body.as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert_eq!(readable("zip", &bytes).unwrap(), ["a.md", body]);
    }
}
