//! Files made to be a burden, and the small sound ones that chance begins with.

use serde_json::json;

/// Pieces with which chance reaches further than with single bytes.
pub const TOKENS: &[&[u8]] = &[
    b"<div>",
    b"</div>",
    b"<b>",
    b"<table><tr><td>",
    b"<svg>",
    b"<math>",
    b"<p>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!DOCTYPE a [<!ENTITY a \"b\">]>",
    b"&a;",
    b"&#0;",
    b"&#x110000;",
    b"\"",
    b"'",
    b"[",
    b"]",
    b"{",
    b"}",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-0",
    b"null",
    b"\xff",
    b"\xfe\xff",
    b"\xf0\x9f\x92\xa9",
    b"\xe2\x80\xae",
    b"\r\n",
    b"\0",
    b"---\n",
    b"> ",
    b"- ",
    b"```\n",
    b"![[",
    b"[^1]: ",
    b"| a | b |\n|---|---|\n",
    b"<!-- -->",
    b"&a [*a]",
    b"!!binary ",
    b"? ",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"tag:",
    b"near:(",
    b" OR ",
    b"(",
    b")",
    b"\"~99",
    b"-",
];

/// How deep: what a person may write, what a program may, and what only somebody who means harm does.
const DEPTHS: &[usize] = &[90, 1_000, 20_000, 300_000];
/// Bytes of the largest bomb.
const LARGEST: usize = 4 * 1024 * 1024;

fn nested(open: &str, close: &str) -> Vec<String> {
    let fits = |depth: &&usize| **depth * (open.len() + close.len()) < LARGEST;
    DEPTHS.iter().filter(fits).map(|&depth| format!("{}x{}", open.repeat(depth), close.repeat(depth))).collect()
}

/// Markdown that nests, repeats or runs on in every way its grammar has.
fn markdown() -> Vec<String> {
    let mut out = Vec::new();
    for (open, close) in [
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("* a\n", ""),
        ("[", "]"),
        ("![", "](a)"),
        ("[", "](a)"),
        ("**", "**"),
        ("*a _b ", ""),
        ("`", ""),
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<a href=x>", "</a>"),
        ("<table><tr><td>", ""),
        ("<!--", ""),
        ("~~", "~~"),
        ("(", ")"),
        ("\\", ""),
        ("| ", ""),
        ("&amp;", ""),
        ("[^1]: ", ""),
        ("<?", ""),
        ("a**b", ""),
        ("![[", "]]"),
        ("$", ""),
        ("==", ""),
        ("# ", ""),
        ("```\n", ""),
        ("[a]: b\n", ""),
        ("*_", "_*"),
        ("<x y=\"", ""),
        ("http://a.", ""),
    ] {
        out.extend(nested(open, close));
    }
    for depth in [90, 1_000, 3_000] {
        let list: String = (0..depth).map(|at| format!("{}- a\n", " ".repeat(2 * at % 4_000))).collect();
        out.push(list);
        let quote: String = (0..depth).map(|at| format!("{} a\n\n", ">".repeat(at))).collect();
        out.push(quote.chars().take(LARGEST).collect());
    }
    out.push(format!("|{}\n|{}\n{}", "a|".repeat(2_000), "-|".repeat(2_000), "|\n".repeat(2_000)));
    out.push((0..20_000).map(|at| format!("[a{at}][b{at}] ")).collect());
    out.push(format!("{}\n\n{}", "[^a] ".repeat(20_000), "[^a]: b\n"));
    out
}

fn html() -> Vec<String> {
    let mut out = Vec::new();
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", ""),
        ("<b><p>", ""),
        ("<a>", ""),
        ("<table>", ""),
        ("<table><tr><td>", ""),
        ("<ul><li>", ""),
        ("<svg>", ""),
        ("<math><mi>", ""),
        ("<form>", ""),
        ("<template>", ""),
        ("<select><option>", ""),
        ("<font><p>", ""),
        ("<svg><foreignObject>", ""),
        ("<noscript>", ""),
        ("<ruby><rt>", ""),
        ("<button>", ""),
        ("<!--", ""),
        ("<blockquote>", ""),
        ("<dl><dt>", ""),
        ("<h1>", ""),
        ("<i><b><u>", ""),
        ("</p>", ""),
        ("<frameset>", ""),
        ("<script>", ""),
        ("&lt", ""),
    ] {
        out.extend(nested(open, close));
    }
    out.push(format!("<p {}>", (0..20_000).map(|at| format!("a{at}=b ")).collect::<String>()));
    out
}

fn xml(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:leap2=\"http://terms.leapspecs.org/\"><leap2:version>http://www.leapspecs.org/2010-07/2A/</leap2:version><id>portfolio:1</id><title>T</title><updated>2024-01-01T00:00:00Z</updated>{body}</feed>"
    )
}

fn entry(content: &str) -> String {
    xml(&format!(
        "<entry><title>E</title><id>portfolio:e1</id><updated>2024-01-01T00:00:00Z</updated>{content}</entry>"
    ))
}

fn xml_bombs() -> Vec<String> {
    let mut out = Vec::new();
    for open in ["<a>", "<entry>", "<div>", "<leap2:x>", "<![CDATA["] {
        out.extend(nested(open, "").iter().map(|text| xml(text)));
    }
    for text in html() {
        out.push(entry(&format!(
            "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div></content>"
        )));
        out.push(entry(&format!(
            "<content type=\"html\">{}</content>",
            text.replace('&', "&amp;").replace('<', "&lt;")
        )));
    }
    let entities: String =
        (1..12).map(|at| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10))).collect();
    out.push(format!("<!DOCTYPE feed [<!ENTITY a0 \"x\">{entities}]>{}", entry("<content>&a11;</content>")));
    out.push(xml(&format!("<entry {}/>", (0..60_000).map(|at| format!("a{at}=\"b\" ")).collect::<String>())));
    out.push(xml(&format!("<entry {}/>", (0..20_000).map(|at| format!("xmlns:a{at}=\"b\" ")).collect::<String>())));
    out.push(xml(&"<entry><title>t</title></entry>".repeat(3_000)));
    out
}

fn json_bombs() -> Vec<String> {
    let mut out = Vec::new();
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"entries\":", ""), ("\"\\", "")] {
        out.extend(nested(open, close));
    }
    for text in nested("[", "]") {
        out.push(format!("{{\"metadata\":{{\"version\":\"1.0\"}},\"entries\":[{{\"uuid\":\"A\",\"text\":{text}}}]}}"));
        out.push(format!("{{\"format\":\"loopbook\",\"version\":1,\"entries\":[{text}]}}"));
    }
    out.push(format!("{{{}\"a\":1}}", (0..100_000).map(|at| format!("\"k{at}\":1,")).collect::<String>()));
    out.push(format!(
        "{{\"metadata\":{{\"version\":\"1.0\"}},\"entries\":[{}]}}",
        vec!["{\"text\":\"x\"}"; 20_000].join(",")
    ));
    out.push(format!("{{\"a\":{}}}", "9".repeat(500_000)));
    out
}

fn front_matter() -> Vec<String> {
    let mut out = Vec::new();
    for (open, close) in
        [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("&a ", ""), ("!!x ", ""), ("\"", ""), ("a:\n ", "")]
    {
        out.extend(nested(open, close).iter().map(|text| format!("---\ntags: {text}\n---\n\nbody\n")));
        out.extend(nested(open, close).iter().map(|text| format!("---\n{text}\n---\n\nbody\n")));
    }
    let aliases: String =
        (1..14).map(|at| format!("a{at}: &a{at} [{}]\n", format!("*a{},", at - 1).repeat(9))).collect();
    out.push(format!("---\na0: &a0 x\n{aliases}---\n\nbody\n"));
    let indented: String = (0..3_000).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
    out.push(format!("---\n{indented}---\nbody\n"));
    out
}

fn toml_bombs() -> Vec<String> {
    let mut out = Vec::new();
    for (open, close) in [("[", "]"), ("{a=", "}"), ("a.", "")] {
        out.extend(nested(open, close).iter().map(|text| format!("a = {text}\n")));
        out.extend(nested(open, close).iter().map(|text| format!("{text} = 1\n")));
    }
    out.push(format!("[{}a]\n", "a.".repeat(50_000)));
    out.push((0..20_000).map(|at| format!("[[sections]]\nlabel = \"{at}\"\n")).collect());
    out
}

fn queries() -> Vec<String> {
    let mut out = Vec::new();
    for (open, close) in [
        ("(", ")"),
        ("-(", ")"),
        ("\"", ""),
        ("near:(", ")"),
        ("a OR ", ""),
        ("-", ""),
        ("*", ""),
        ("tag:", ""),
        ("\"a\"~", ""),
        ("a ", ""),
        ("a* ", ""),
        ("is:", ""),
        ("before:", ""),
        ("é", ""),
        ("\u{1f3fd}", ""),
        ("\u{300}", ""),
    ] {
        out.extend(nested(open, close));
    }
    out
}

fn zips() -> Vec<Vec<u8>> {
    // A directory that names itself millions of times, comments to the brim, sizes at the edge.
    let mut out = vec![b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()];
    out.push([b"PK\x06\x06".as_slice(), &[0xff; 52], b"PK\x06\x07", &[0xff; 16], b"PK\x05\x06", &[0xff; 18]].concat());
    out.push([b"PK\x05\x06".as_slice(), &[0; 16], &[0xff, 0xff], &[b'x'; 65_535]].concat());
    out
}

fn pictures() -> Vec<Vec<u8>> {
    // A PNG of 60,000 by 60,000 points in a few bytes, a GIF of the largest screen, a WebP that lies about its size.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x06\0\0\0".to_vec();
    png.extend(crc(&png[12..]).to_be_bytes());
    png.extend(b"\0\0\0\x0bIDAT\x78\x9c\x63\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82");
    let gif =
        b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;".to_vec();
    let webp = b"RIFF\xff\xff\xff\x7fWEBPVP8L\xff\xff\xff\x0f/\xff\xff\xff\x0f".to_vec();
    vec![png, gif, webp]
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// What is made to be a burden to a parser.
pub fn bombs(kind: &str, ending: &str) -> Vec<Vec<u8>> {
    let texts = match (kind, ending) {
        ("import", "zip") => return zips(),
        ("picture", _) => return pictures(),
        ("import" | "response", "json") => json_bombs(),
        ("import", "xml") => xml_bombs(),
        ("import", "md") => front_matter().into_iter().chain(markdown()).collect(),
        ("markdown", _) => markdown(),
        ("html", _) => html().into_iter().chain(markdown()).collect(),
        ("page", _) => {
            html().iter().map(|text| page(text)).chain(json_bombs().iter().map(|text| block(text))).collect()
        }
        ("template", _) => toml_bombs(),
        ("keys", _) => json_bombs(),
        ("query", _) => queries(),
        ("people", _) => nested("a;", "").into_iter().chain(nested("(", ")")).chain(nested("\"", "")).collect(),
        _ => Vec::new(),
    };
    texts.into_iter().map(String::into_bytes).collect()
}

pub fn block(json: &str) -> String {
    format!("<!doctype html><html><body><script type=\"application/json\" id=\"pack\">{json}</script></body></html>")
}

/// A review page of somebody else's with one piece.
fn page(html: &str) -> String {
    let id = |last: &str| format!("0190a1b2-0000-7000-8000-0000000000{last}");
    let data = json!({
        "format": "loopbook-packet", "version": 1, "pack": id("bb"), "title": "T", "audience": "Maple", "author": "Jo",
        "purpose": "developments", "ask": "What do you see?", "licence": "",
        "wishes": {"return_to_me": true, "do_not_pass_on": false, "destroy_by": "2027-01-31"}, "created": "2026-11-22",
        "answers_first": true, "questions": [{"id": "q1", "text": "Why?", "piece": id("bc")}],
        "pieces": [{"id": id("bc"), "title": "P", "facts": "In March", "language": "en", "html": html, "analysis": 0}],
    });
    block(&data.to_string().replace('<', "\\u003c"))
}

/// Small sound files; the key file alone is none, since what seals it is a sum over all of it.
pub fn seeds(kind: &str, ending: &str) -> Vec<Vec<u8>> {
    let texts: Vec<String> = match (kind, ending) {
        ("import", "zip") => return vec![zip(&[("a.md", b"# A\n\n![p](p.png)\n"), ("p.png", b"\x89PNG\r\n\x1a\n")])],
        ("picture", _) => return pictures(),
        ("import", "xml") => vec![entry("<content type=\"html\">&lt;p&gt;x&lt;/p&gt;</content><link rel=\"enclosure\" href=\"files/a.txt\"/><category term=\"a\" scheme=\"categories:x\"/>")],
        ("import", "md") => vec!["---\ntitle: \"T\"\ndate: 2024-03-05 17:40:00 +0100\ntags: [a, b]\nmore: {x: [1, 2], y: &a z, w: *a}\n---\n\n# H\n\n![p](p.png) ![[p.png|3]]\n".into()],
        ("import", "json") => vec!["{\"metadata\":{\"version\":\"1.0\"},\"entries\":[{\"uuid\":\"A1\",\"creationDate\":\"2024-01-31T23:30:00Z\",\"timeZone\":\"Asia/Tokyo\",\"text\":\"![](dayone-moment://P)\",\"photos\":[{\"identifier\":\"P\",\"md5\":\"p\"}],\"tags\":[\"x\"]}]}".into()],
        ("page", _) => vec![page("<p>One <b>two</b></p>")],
        ("template", _) => vec![
            "name = \"N\"\nabout = \"A\"\nminutes = 5\n\n[[fields]]\nkey = \"what\"\nlabel = \"What?\"\nslot = \"describe\"\nprompts = [\"Who?\"]\n".into(),
            include_str!("../../../src-tauri/core/src/templates/data/gibbs.toml").into(),
        ],
        ("keys", _) => vec!["{\"format\":1,\"journal\":\"0190a1b2-0000-7000-8000-0000000000bb\",\"key\":\"00\",\"wraps\":[{\"kind\":\"none\",\"key\":\"AAAA\"},{\"kind\":\"passphrase\",\"memory\":4294967295,\"passes\":4294967295,\"lanes\":4294967295,\"salt\":\"AAAA\",\"sealed\":\"AAAA\"}],\"check\":\"00\"}".into()],
        ("query", _) => vec!["(tag:a OR \"b c\"~5) -d near:(e f) before:2024 ex*".into()],
        ("people", _) => vec!["Amira Hassan, pupil\nJan van den Berg;colleague\n\"Y9\",\"Anna\"\n".into()],
        ("response", _) => vec!["{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:x:0\",\"type\":\"AnnotationCollection\",\"lb:pack\":\"urn:uuid:0190a1b2-0000-7000-8000-0000000000bb\",\"first\":{\"id\":\"urn:x:1\",\"type\":\"AnnotationPage\",\"items\":[]}}".into()],
        _ => vec!["# H\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n`c` **d** [e](f) ![g](attachment:h)\n".into()],
    };
    texts.into_iter().map(String::into_bytes).collect()
}

/// A zip of stored files, written by hand so that every field can be another than it should be.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = u32::try_from(out.len()).unwrap_or(u32::MAX);
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let mut fields = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x58];
        fields.extend(crc(bytes).to_le_bytes());
        fields.extend(length.to_le_bytes());
        fields.extend(length.to_le_bytes());
        fields.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        fields.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX).to_le_bytes();
    let (at, size) = (u32::try_from(out.len()).unwrap_or(0), u32::try_from(directory.len()).unwrap_or(0));
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}
