//! From pieces to the page. The same pieces and the same letter make the same bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::Pack;
use super::super::html::words_of;
use super::super::letter::{Asked, Letter};
use super::super::sanitise::escaped;
use super::data::{PacketData, addresses};
use super::{Piece, lines};
use crate::error::Result;
use crate::id::EntryId;
use crate::settings::Paper;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// One script: its files share one scope, which the first opens and the last closes.
const SCRIPT: &str = concat!(
    include_str!("page/start.js"),
    include_str!("page/kept.js"),
    include_str!("page/passages.js"),
    include_str!("page/marks.js"),
    include_str!("page/writing.js"),
    include_str!("page/shown.js"),
    include_str!("page/file.js"),
    include_str!("page/load.js"),
    include_str!("page/begin.js"),
);

/// The whole page.
pub(super) fn page(letter: &Letter, pack: &Pack, pieces: &[Piece]) -> Result<String> {
    let paper = match pack.layout.paper {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
    };
    let style = format!("{STYLE}@page {{ size: {paper}; }}\n");
    let shown: String = pack
        .rows
        .iter()
        .zip(pieces)
        .enumerate()
        .map(|(index, (row, one))| article(letter, row.id, index, one))
        .collect();
    let data = PacketData::new(letter, pack, pieces, &addresses(&shown)).block()?;
    Ok(filled(TEMPLATE, |name| match name {
        "policy" => policy(&style),
        "title" => escaped(&titled(letter)),
        "style" => style.clone(),
        "letter" => opening(letter),
        "pieces" => shown.clone(),
        "questions" => on_the_whole(letter),
        "footer" => footer(),
        "data" => data.clone(),
        "script" => SCRIPT.to_owned(),
        _ => String::new(),
    }))
}

/// Nothing is loaded or sent; this very script and style run, and no other.
fn policy(style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(style)
    )
}

/// Puts the values in once: what stands in a value is not read as a name again.
fn filled(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = template.split("{{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        out.push_str(&value(name));
        out.push_str(rest);
    }
    out
}

fn titled(letter: &Letter) -> String {
    match letter.author.as_str() {
        "" => format!("A text to read, for {}", letter.audience),
        author => format!("A text to read, from {author}"),
    }
}

/// What it is about, in a line.
pub(super) fn heading(letter: &Letter) -> &str {
    if letter.ask.trim().is_empty() { letter.purpose.sentence() } else { &letter.ask }
}

fn opening(letter: &Letter) -> String {
    let from = match (letter.author.as_str(), letter.audience.as_str()) {
        ("", audience) => format!("For {audience}"),
        (author, "") => format!("From {author}"),
        (author, audience) => format!("From {author} to {audience}"),
    };
    let mut out = format!("<p class=\"from\" dir=\"auto\">{}</p>\n", escaped(&from));
    out.push_str(&format!("<h1 dir=\"auto\">{}</h1>\n<dl>\n", escaped(heading(letter))));
    let mut fact = |name: &str, html: String| out.push_str(&format!("<dt>{name}</dt><dd>{html}</dd>\n"));
    if !letter.ask.trim().is_empty() {
        fact("What for", escaped(letter.purpose.sentence()));
    }
    let wishes = letter.wishes.sentences();
    if !wishes.is_empty() {
        let items: String = wishes.iter().map(|wish| format!("<li>{}</li>", escaped(wish))).collect();
        fact("Please", format!("<ul class=\"wishes\">{items}</ul>"));
    }
    if !letter.licence.trim().is_empty() {
        fact("Use of it", escaped(&letter.licence));
    }
    fact("Made on", escaped(&words_of(letter.created)));
    out.push_str("</dl>");
    out
}

fn article(letter: &Letter, entry: EntryId, index: usize, piece: &Piece) -> String {
    let Piece { data, html, figures, drawing } = piece;
    let n = index + 1;
    let mut out = format!(
        "<article class=\"piece\" id=\"piece-{n}\" lang=\"{}\" aria-labelledby=\"title-{n}\">\n<h2 id=\"title-{n}\" dir=\"auto\">{}</h2>\n",
        escaped(&data.language),
        escaped(&data.title)
    );
    if !data.facts.is_empty() {
        out.push_str(&format!("<p class=\"facts\" dir=\"auto\">{}</p>\n", escaped(&data.facts)));
    }
    let waits = letter.answers_first && !letter.questions.is_empty() && (data.analysis.is_some() || drawing.is_some());
    if waits {
        out.push_str(
            "<noscript><p class=\"how\" lang=\"en\"><strong>First:</strong> the author asks for your answers before you read what they made of this themselves. Please answer the questions below the text, and read its last part after that.</p></noscript>\n",
        );
    }
    let analysis = data.analysis.map(|from| format!(" data-analysis=\"{from}\"")).unwrap_or_default();
    // No blank may come between these tags and the text: every code point of it counts.
    out.push_str(&format!(
        "<div class=\"text\" data-piece=\"{}\"{analysis}>{}</div>\n",
        data.id,
        lines::numbered(html)
    ));
    for (address, name) in figures {
        let name = escaped(name);
        out.push_str(&format!(
            "<figure class=\"picture-of\"><img src=\"{address}\" alt=\"{name}\"><figcaption>{name}</figcaption></figure>\n"
        ));
    }
    if let Some(drawing) = drawing {
        out.push_str(&format!("<figure class=\"picture-of analysis\" tabindex=\"0\" lang=\"en\">{drawing}</figure>\n"));
    }
    if waits {
        out.push_str(
            "<div class=\"later\" lang=\"en\" hidden><p>The author asks for your answers first. What they made of this themselves opens once the questions are answered.</p><button type=\"button\">Open it now</button></div>\n",
        );
    }
    let own: Vec<&Asked> = letter.questions.iter().filter(|asked| asked.entry == Some(entry)).collect();
    if !own.is_empty() {
        out.push_str(&format!(
            "<section class=\"questions\" lang=\"en\" aria-labelledby=\"asked-{n} title-{n}\"><h3 id=\"asked-{n}\">Questions to you</h3>\n{}</section>\n",
            listed(&own)
        ));
    }
    out.push_str("</article>\n");
    out
}

fn on_the_whole(letter: &Letter) -> String {
    let asked: Vec<&Asked> = letter.questions.iter().filter(|asked| asked.entry.is_none()).collect();
    if asked.is_empty() {
        return String::new();
    }
    format!(
        "<section class=\"asked\" aria-labelledby=\"asked\"><h2 id=\"asked\">Questions to you</h2>\n<div class=\"questions\">{}</div></section>\n",
        listed(&asked)
    )
}

/// A place to write below each is made by the script; on paper there are lines.
fn listed(asked: &[&Asked]) -> String {
    let items: String = asked
        .iter()
        .map(|asked| {
            let key = escaped(&asked.id.0);
            format!(
                "<li data-question=\"{key}\"><p class=\"question\" id=\"question-{key}\" dir=\"auto\">{}</p><span class=\"lines\"></span></li>\n",
                escaped(&asked.text)
            )
        })
        .collect();
    format!("<ol>\n{items}</ol>\n")
}

fn footer() -> String {
    "<p>Made with Loopbook. Everything this page needs is in it: it loads nothing and sends nothing.</p>".into()
}
