use proptest::prelude::*;

use super::*;
use crate::text::RICH_LIMIT;

const LABELS: &[&str] = &["What?", "So what?", "Now what?"];

fn texts(markdown: &str) -> Vec<Option<&str>> {
    let sections = read(markdown, LABELS);
    (0..LABELS.len()).map(|label| sections.text(label)).collect()
}

#[test]
fn a_text_is_read_by_its_headings() {
    let body = "Before.\n\n## What?\n\nI asked.\n\n### Closer\n\nAgain.\n\n## Now what?\n\n\n";
    let sections = read(body, LABELS);
    assert_eq!(sections.preamble(), "Before.");
    assert_eq!(sections.text(0), Some("I asked.\n\n### Closer\n\nAgain."));
    assert_eq!((sections.text(1), sections.text(2)), (None, Some("")));
    assert_eq!((sections.start(0), sections.order()), (Some(9), vec![0, 2]));
}

#[test]
fn a_heading_that_is_no_field_belongs_to_the_section_it_stands_in() {
    let body = "## What?\n\na\n\n## Another\n\nb\n\n## What?\n\nc\n";
    assert_eq!(texts(body), [Some("a\n\n## Another\n\nb\n\n## What?\n\nc"), None, None]);
}

#[test]
fn headings_are_read_however_they_are_spelt() {
    for heading in ["## What?", "##  What?  ##", "  ## What?", "What?\n---", "What?\n-", "## What\\?", "##\tWhat? #"] {
        for end in ["\n", "\r\n", "\r"] {
            let body = format!("{heading}\n\nI asked.\n").replace('\n', end);
            assert_eq!(texts(&body)[0], Some("I asked."), "{body:?}");
        }
    }
    for other in
        ["# What?", "### What?", "##What?", "> ## What?", "- ## What?", "    ## What?", "## what?", "What?\n==="]
    {
        assert_eq!(texts(&format!("{other}\n\nI asked.\n"))[0], None, "{other:?}");
    }
}

#[test]
fn a_heading_in_code_or_html_is_none() {
    let body = "```\n## What?\n```\n\n~~~~\n~~~\n## So what?\n~~~~\n\n<!--\n\n## Now what?\n\n-->\n";
    assert_eq!(texts(body), [None, None, None]);
}

#[test]
fn front_matter_is_passed_over() {
    let body = "---\ntopic: calling\n---\n\n## What?\n\nI asked.\n";
    assert_eq!(texts(body)[0], Some("I asked."));
    assert_eq!(replace(body, LABELS, 0, "I waited."), "---\ntopic: calling\n---\n\n## What?\n\nI waited.\n");
}

#[test]
fn what_is_written_has_one_blank_line_around_it() {
    let body = "## What?\nold\n\n\n\n## So what?\n";
    assert_eq!(replace(body, LABELS, 0, "\n \nnew\n\n"), "## What?\n\nnew\n\n## So what?\n");
    assert_eq!(replace(body, LABELS, 1, "new"), "## What?\nold\n\n\n\n## So what?\n\nnew\n");
}

#[test]
fn an_empty_text_leaves_the_heading_where_it_stood_and_puts_none_where_it_did_not() {
    let body = "## What?\n\nold\n\n## So what?\n\nkept\n";
    assert_eq!(replace(body, LABELS, 0, ""), "## What?\n\n## So what?\n\nkept\n");
    assert_eq!(replace(body, LABELS, 1, " \n"), "## What?\n\nold\n\n## So what?\n");
    assert_eq!(replace(body, LABELS, 2, ""), body);
}

#[test]
fn a_section_that_is_not_there_goes_where_the_template_has_it() {
    let at = |body: &str, label: usize| replace(body, LABELS, label, "new");
    assert_eq!(at("", 1), "## So what?\n\nnew\n");
    assert_eq!(at("Before.", 1), "Before.\n\n## So what?\n\nnew\n");
    assert_eq!(at("Before.\n\n## Now what?\n\nz\n", 1), "Before.\n\n## So what?\n\nnew\n\n## Now what?\n\nz\n");
    assert_eq!(at("## What?\n\na\n\n## Now what?\n", 1), "## What?\n\na\n\n## So what?\n\nnew\n\n## Now what?\n");
    assert_eq!(at("## What?\n\na", 2), "## What?\n\na\n\n## Now what?\n\nnew\n");
    assert_eq!(at("## What?", 0), "## What?\n\nnew\n");
    assert_eq!(at("a\r\n\r\nb", 0), "a\r\n\r\nb\r\n\r\n## What?\r\n\r\nnew\r\n");
}

#[test]
fn a_text_that_leaves_a_block_open_swallows_no_other_field() {
    let body = "## What?\n\n## So what?\n\nkept\n";
    for (open, closed) in [
        ("```\ncode", "```\ncode\n```"),
        ("~~~~~ rust", "~~~~~ rust\n~~~~~"),
        ("a\n\n<!-- note", "a\n\n<!-- note\n-->"),
        ("<script>\n\nx", "<script>\n\nx\n</pre>"),
        ("<?php", "<?php\n?>"),
        ("<!DOC", "<!DOC\n>"),
        ("<![CDATA[ x", "<![CDATA[ x\n]]>"),
    ] {
        let written = replace(body, LABELS, 0, open);
        assert_eq!(texts(&written), [Some(closed), Some("kept"), None], "{written:?}");
    }
    assert_eq!(texts(&replace("a page\n\n```\ncode", LABELS, 0, "new"))[0], Some("new"));
    assert_eq!(
        texts(&compose("```\ncode", &[("What?", "<!--"), ("So what?", "kept")], LABELS, "")),
        [Some("<!--\n-->"), Some("kept"), None]
    );
}

#[test]
fn a_label_written_as_a_heading_in_a_text_is_not_another_field() {
    let body = "## What?\n\n## Now what?\n\nkept\n";
    let written = replace(body, LABELS, 0, "a\n\n## Now what?\n\nb\n\nSo what?\n---\nc");
    assert_eq!(texts(&written), [Some("a\n\n### Now what?\n\nb\n\n### So what?\nc"), None, Some("kept")]);
}

#[test]
fn three_dashes_at_the_top_never_become_front_matter_by_what_is_written_below() {
    let written = replace("---\n\n## What?\n", LABELS, 0, "a\n\n---\n\nb");
    assert_eq!(texts(&written)[0], Some("a\n\n---\n\nb"));
}

#[test]
fn a_text_of_megabytes_is_read_and_written_line_by_line_and_fast() {
    let long = "one line of many words\n".repeat(RICH_LIMIT / 20);
    let body = format!("## What?\n\n{long}\n```\n## So what?\n```\n\n## Now what?\n\nkept\n");
    let before = std::time::Instant::now();
    let written = replace(&body, LABELS, 2, "new");
    assert_eq!((texts(&written)[1], texts(&written)[2]), (None, Some("new")));
    assert_eq!(texts(&replace(&body, LABELS, 0, &format!("{long}\n```")))[2], Some("kept"));
    assert!(before.elapsed().as_secs() < 5, "{:?}", before.elapsed());
}

/// Texts out of the pieces that make trouble.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "## What?",
        "## So what?",
        "## Now what?",
        "What?",
        "---",
        "-",
        "===",
        "```",
        "~~~~",
        "## Other",
        "### What?",
        "> ",
        "- ",
        "1. ",
        "    ",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<div>",
        "<?",
        "]]>",
        "<![CDATA[",
        "| a | b |",
        "|---|---|",
        "[^1]",
        "[^1]: x",
        "[a]: /x",
        "word",
        " é",
        "\\",
        "*",
        "\t",
        "#",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{feff}",
    ]);
    prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.concat())
}

#[test]
fn front_matter_that_gains_the_end_of_its_last_line_is_the_same_front_matter() {
    let written = replace("---\n<!--\n---", LABELS, 1, "> said");
    assert_eq!(read(&written, LABELS).text(1), Some("> said"), "{written:?}");
    assert!(written.starts_with("---\n<!--\n---\n"), "{written:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again_and_every_other_byte_stays(
        (body, text, label) in (markdown(), markdown(), 0usize..3),
    ) {
        let before = read(&body, LABELS);
        let written = replace(&body, LABELS, label, &text);
        let after = read(&written, LABELS);
        let text = without_blank_lines(&text);
        if before.text(label).unwrap_or_default() == text {
            prop_assert_eq!(&written, &body);
        } else {
            let expected = fitted(text, LABELS);
            prop_assert_eq!(after.text(label).unwrap_or_default(), expected.as_str(), "{:?}", written);
        }
        for other in (0..3).filter(|other| *other != label) {
            // Where a block was open at the end, it is closed before a section is put below it.
            let kept = before.text(other);
            let same = after.text(other) == kept;
            let closed = before.closer.as_deref().is_some_and(|closer| {
                after.text(other).zip(kept).is_some_and(|(now, then)| {
                    now.strip_prefix(then).is_some_and(|more| without_blank_lines(more).ends_with(closer))
                })
            });
            prop_assert!(same || closed, "{:?} then {:?}", kept, after.text(other));
        }
        // Outside the section no byte is lost: what stood before and after it stands there still.
        match before.section(label) {
            Some(section) => {
                let (above, below) = (&body[..section.heading.end], &body[section.below.end..]);
                prop_assert!(written.contains(above) && written.ends_with(below));
            }
            None => {
                let at = place(&before, label);
                prop_assert!(written.contains(&body[..at]) && written.ends_with(&body[at..]));
            }
        }
        prop_assert_eq!(&replace(&written, LABELS, label, after.text(label).unwrap_or_default()), &written);
    }

    #[test]
    fn a_text_without_trouble_is_read_exactly_as_it_was_written(
        body in markdown(), text in "[a-z *_`é\u{4e00}]{0,20}(\n{1,3}[a-z0-9. >-]{0,12}){0,4}",
    ) {
        let text = without_blank_lines(&text);
        prop_assume!(fitted(text, LABELS) == text);
        let written = replace(&body, LABELS, 1, text);
        prop_assert_eq!(read(&written, LABELS).text(1).unwrap_or_default(), text);
    }

    #[test]
    fn what_is_fitted_fits(text in markdown()) {
        let once = fitted(&text, LABELS);
        prop_assert_eq!(&fitted(&once, LABELS), &once);
        let found = headings::of(&format!("\n{once}"));
        prop_assert!(found.closer.is_none(), "{:?}", once);
        prop_assert!(texts(&format!("\n{once}")).iter().all(Option::is_none), "{:?}", once);
    }

    #[test]
    fn parts_put_together_are_read_apart(preamble in markdown(), parts in prop::collection::vec(markdown(), 3)) {
        prop_assume!(texts(&preamble).iter().all(Option::is_none));
        let pairs: Vec<(&str, &str)> = LABELS.iter().copied().zip(parts.iter().map(String::as_str)).collect();
        let body = compose(&preamble, &pairs, LABELS, "");
        for (label, part) in parts.iter().enumerate() {
            let expected = fitted(without_blank_lines(part), LABELS);
            prop_assert_eq!(texts(&body)[label], Some(expected.as_str()), "{:?}", body);
        }
        prop_assert!(body.contains(without_blank_end(&preamble)));
    }
}

#[test]
fn a_heading_with_nothing_below_it_is_not_shown_to_those_who_read() {
    let labels = ["What surprised me", "What happened", "My own part in it"];
    let text = "Before.\n\n## What surprised me\n\n## What happened\n\nNobody answered.\n\n## Something else\n\n## My own part in it\n\n";
    assert_eq!(
        without_empty(text, &labels),
        "Before.\n\n## What happened\n\nNobody answered.\n\n## Something else\n\n"
    );
    assert_eq!(without_empty("No headings.\n", &labels), "No headings.\n");
}
