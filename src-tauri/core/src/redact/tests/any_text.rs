//! Any text at all, and names in any dress.

use std::fs;
use std::path::{Path, PathBuf};

use comrak::nodes::{Node, NodeValue};
use proptest::prelude::*;

use super::*;

/// Decides everything that must be decided, and nothing else.
fn must(hit: &Hit) -> Option<Action> {
    if hit.must_be_decided() { all(hit) } else { None }
}

/// What must not be there any more.
fn leftovers(text: &str, form: Form) -> Vec<String> {
    let hits = scan(text, form, scanner());
    let every = hits.iter().flat_map(|hit| std::iter::once(hit).chain(&hit.inner));
    every
        .filter(|hit| matches!(hit.kind, Kind::Person(_) | Kind::Email | Kind::Nhs | Kind::Upn | Kind::Bsn))
        .map(|hit| hit.found.clone())
        .collect()
}

fn sound(text: &str, form: Form) {
    let scanner = scanner();
    let hits = scan(text, form, scanner);
    for hit in &hits {
        assert!(text.get(hit.range.clone()).is_some_and(|found| !found.is_empty()), "{hit:?}");
        assert!(hit.pieces.iter().all(|piece| text.get(piece.clone()).is_some()));
    }
    let kept = apply(text, form, scanner, &|_| None);
    assert_eq!(kept.text, text, "nothing decided, nothing written");
    let cleared = apply(text, form, scanner, &must);
    if hits.iter().all(|hit| !hit.must_be_decided() && hit.inner.is_empty()) {
        assert_eq!(cleared.text, text);
    }
    assert_eq!(leftovers(&cleared.text, form), Vec::<String>::new(), "{text:?} became {:?}", cleared.text);
    let again = apply(&cleared.text, form, scanner, &must);
    assert_eq!(again.text, cleared.text, "a second time changes nothing");
    for span in &cleared.spans {
        assert!(text.get(span.from.clone()).is_some() && cleared.text.get(span.to.clone()).is_some(), "{span:?}");
    }
}

/// Blocks, links and pictures in their order; emphasis may have gone with the name it stood in.
fn structure(markdown: &str) -> Vec<String> {
    fn walk<'a>(node: Node<'a>, out: &mut Vec<String>) {
        let name = match &node.data().value {
            NodeValue::Text(_)
            | NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Strikethrough
            | NodeValue::SoftBreak
            | NodeValue::HtmlInline(_)
            | NodeValue::Code(_) => None,
            NodeValue::Link(_) => Some("link".to_owned()),
            NodeValue::Image(_) => Some("image".to_owned()),
            NodeValue::Heading(heading) => Some(format!("h{}", heading.level)),
            NodeValue::CodeBlock(_) => Some("code".to_owned()),
            NodeValue::HtmlBlock(_) => Some("html".to_owned()),
            other => Some(format!("{other:?}").split(['(', ' ', '{']).next().unwrap_or_default().to_owned()),
        };
        out.extend(name);
        for child in node.children() {
            walk(child, out);
        }
    }
    let arena = comrak::Arena::new();
    let mut out = Vec::new();
    walk(comrak::parse_document(&arena, markdown, &crate::text::options()), &mut out);
    out
}

/// A name as somebody may dress it.
fn dressed_name() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "Jamal",
        "Jamal Hart",
        "jamal",
        "Amira Hassan",
        "Zoë",
        "Anna de Vries",
        "A. de Vries",
        "Hans’",
        "Amira's",
        "JAMAL",
        "Jammal",
        "田中太郎",
        "j.hart@example.org",
        "943 476 5919",
    ]);
    (name, 0usize..14, any::<prop::sample::Index>()).prop_map(|(name, dress, cut)| {
        let places: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(1).collect();
        let at = if places.is_empty() { 0 } else { *cut.get(&places) };
        let (head, tail) = name.split_at(at);
        match dress {
            0 => format!("**{name}**"),
            1 => format!("{head}**{tail}**"),
            2 => format!("**{head}**{tail}"),
            3 => format!("{head}<b>{tail}</b>"),
            4 => format!("{head}\u{200b}{tail}"),
            5 => format!("{head}&shy;{tail}"),
            6 => format!("[{name}](https://example.org/{})", name.replace(' ', "-")),
            7 => format!("![{name}](photos/{}.jpg)", name.replace(' ', "_")),
            8 => format!("`{name}`"),
            9 => format!("<!-- {name} -->"),
            10 => format!("*{head}*{tail}"),
            11 => format!("~~{name}~~"),
            12 => name.to_uppercase(),
            _ => name.to_owned(),
        }
    })
}

fn text_with_names() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "said",
        "and",
        "the class",
        "\n\n",
        "\n",
        ". ",
        "| a | b |\n|---|---|\n| ",
        " |",
        "\n- ",
        "\n> ",
        "\n# ",
        "\n1. ",
        "```\n",
        "\n```\n",
        "*",
        "_",
        "**",
        "\\",
        "&amp;",
        "(",
        ")",
        "'s",
        "2026",
        "\u{ad}",
        "é",
        "[",
        "]",
        "](x)",
        "<",
        ">",
        "@",
        "_y9.jpg",
        "http://x.example/",
    ]);
    let part = prop_oneof![3 => dressed_name(), 4 => word.prop_map(str::to_owned)];
    // Each stands by itself: a name glued to the next word is that other word's business.
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.into_iter().map(|part| format!("{part} ")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it_and_nothing_decided_survives(text in "\\PC{0,80}") {
        sound(&text, Form::Markdown);
        sound(&text, Form::Plain);
    }

    #[test]
    fn names_in_any_dress_are_gone_in_every_folded_form(text in text_with_names()) {
        sound(&text, Form::Markdown);
        let cleared = apply(&text, Form::Markdown, scanner(), &must).text;
        let plain = crate::text::plain(&cleared);
        for folded in [crate::text::fold(&plain), plain.to_uppercase(), plain] {
            prop_assert_eq!(leftovers(&folded, Form::Plain), Vec::<String>::new(), "{:?} became {:?}", text, folded);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn blocks_links_and_pictures_stay(names in prop::collection::vec(dressed_name(), 1..5), frame in 0usize..6) {
        let frames = ["{}", "# {}\n\nand {} so", "- {}\n- {}\n", "> {}\n> said {}\n", "| {} | b |\n|---|---|\n| {} | {} |\n", "so {}\nand {}\n\n{} too"];
        let mut text = frames[frame].to_owned();
        for name in names.iter().cycle().take(4) {
            text = text.replacen("{}", name, 1);
        }
        // An e-mail address by itself is a link, and is none any more once it is gone.
        let text = text.replace('@', "(at)");
        let cleared = apply(&text, Form::Markdown, scanner(), &must).text;
        prop_assert_eq!(structure(&text), structure(&cleared), "{:?} became {:?}", text, cleared);
    }
}

#[test]
fn the_big_list_of_naughty_strings_is_read_without_harm() {
    let folder = std::env::var_os("LOOPBOOK_TEST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let Ok(list) = fs::read_to_string(folder.join("naughty-strings/blns.txt")) else {
        #[allow(clippy::print_stderr, reason = "a test that could not run says so")]
        {
            eprintln!("skipped: no naughty-strings at {}", folder.display());
        }
        return;
    };
    for line in list.lines() {
        for form in [Form::Markdown, Form::Plain, Form::FileName, Form::Address] {
            sound(line, form);
        }
    }
    sound(&list, Form::Markdown);
}

/// `cargo test --release -p journal -- --ignored a_thousand_entries --nocapture`
#[test]
#[ignore = "a figure for release builds"]
fn a_thousand_entries_are_scanned_for_two_hundred_people_well_under_a_second() {
    let syllables = ["ba", "ro", "mi", "ta", "ne", "lu", "ska", "dri", "fo", "zel"];
    let name = |n: usize| {
        let part = |m: usize| syllables[m % 10];
        let capital = |text: String| text[..1].to_uppercase() + &text[1..];
        format!(
            "{} {}",
            capital([part(n), part(n / 10), part(n / 3)].concat()),
            capital([part(n / 7), part(n + 3), part(n / 5), part(n)].concat())
        )
    };
    let people: Vec<KnownPerson> = (0..200).map(|n| person(i64::try_from(n).unwrap(), &[&name(n)])).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/redact/texts");
    let texts: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|item| {
            fs::read_to_string(item.unwrap().path()).unwrap().replace("{{", "").replace("}}", "").replace('|', " ")
        })
        .collect();
    let entries: Vec<String> = (0..1_000)
        .map(|n| {
            let mut text = String::new();
            for more in 0.. {
                text.push_str(&texts[(n + more) % texts.len()]);
                text.push_str(&format!("\nThen {} came.\n\n", name((n * 7 + more) % 200)));
                if crate::text::words(&text) >= 300 {
                    break;
                }
            }
            text
        })
        .collect();
    let begun = std::time::Instant::now();
    let scanner = Scanner::new(&Known { people, ..Known::default() });
    let prepared = begun.elapsed();
    let hits: usize = entries.iter().map(|text| scan(text, Form::Markdown, &scanner).len()).sum();
    let words: u64 = entries.iter().map(|text| u64::from(crate::text::words(text))).sum();
    println!(
        "prepared in {prepared:?}, 1,000 entries of {words} words scanned in {:?}: {hits} hits",
        begun.elapsed() - prepared
    );
    assert!(begun.elapsed().as_secs_f64() < 1.0);
}
