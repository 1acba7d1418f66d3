//! Whole texts: found, written anew, found no more.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::sync::OnceLock;

use super::*;

mod any_text;
mod covered;
mod measured;

fn person(key: i64, names: &[&str]) -> KnownPerson {
    KnownPerson { key: PersonKey(key), names: names.iter().map(|name| (*name).to_owned()).collect(), role: Role::Pupil }
}

/// Prepared once: debug builds take a while.
fn scanner() -> &'static Scanner {
    static SCANNER: OnceLock<Scanner> = OnceLock::new();
    SCANNER.get_or_init(prepared)
}

fn prepared() -> Scanner {
    Scanner::new(&Known {
        people: vec![
            person(1, &["Jamal Hart", "Jay"]),
            person(2, &["Anna de Vries"]),
            person(3, &["Zoë Müller"]),
            person(4, &["Hans Groß"]),
            person(5, &["Amira Hassan"]),
            person(6, &["Will Rose"]),
            person(7, &["田中太郎"]),
            person(8, &["Jan van den Berg", "Jantje"]),
            person(9, &["Siobhán O'Brien"]),
            person(10, &["Anne-Marie Jansen"]),
        ],
        ..Known::default()
    })
}

/// What somebody was called in a text, in its order.
fn people(text: &str) -> Vec<(i64, String)> {
    let hits = scan(text, Form::Markdown, scanner());
    let all = hits.into_iter().flat_map(|hit| std::iter::once(hit.clone()).chain(hit.inner));
    all.filter_map(|hit| match hit.kind {
        Kind::Person(key) => Some((key.0, hit.found)),
        _ => None,
    })
    .collect()
}

#[test]
fn people_are_found_however_they_are_written() {
    for (text, key, found) in [
        ("I spoke to Jamal.", 1, "Jamal"),
        ("It was Jamal's idea.", 1, "Jamal's"),
        ("Jamal Hart came", 1, "Jamal Hart"),
        ("J. Hart came", 1, "J. Hart"),
        ("the work of JH today", 1, "JH"),
        ("J.H. came", 1, "J.H."),
        ("asked jamal about it", 1, "jamal"),
        ("it was Jammal again", 1, "Jammal"),
        ("it was Jmaal again", 1, "Jmaal"),
        ("J**am**al said", 1, "Jamal"),
        ("J<b>am</b>al said", 1, "Jamal"),
        ("Ja\u{200b}mal said", 1, "Jamal"),
        ("Ja\u{ad}mal said", 1, "Jamal"),
        ("Ja&shy;mal said", 1, "Jamal"),
        ("Jam&#97;l said", 1, "Jamal"),
        ("Ja-\nmal said", 1, "Jamal"),
        ("> with Jamal\n> Hart there", 1, "Jamal Hart"),
        ("Ｊａｍａｌ said", 1, "Ｊａｍａｌ"),
        ("J\u{430}m\u{430}l said", 1, "Jаmаl"),
        ("JAMAL SAID", 1, "JAMAL"),
        ("J-a-m-a-l, spelt", 1, "J-a-m-a-l"),
        ("![x](jamal_y9.jpg)", 1, "jamal"),
        ("![Jamal at work](x.jpg)", 1, "Jamal"),
        ("| a | Jamal |", 1, "Jamal"),
        ("[Jamal](https://example.org)", 1, "Jamal"),
        ("<img alt=\"Jamal\" src=\"x.png\">", 1, "Jamal"),
        ("<!-- Jamal -->", 1, "Jamal"),
        ("jamalhart@example.org wrote", 1, "jamalhart"),
        ("@jamal_h wrote", 1, "jamal"),
        ("https://x.example/JamalHart/1", 1, "JamalHart"),
        ("Annas Heft", 2, "Annas"),
        ("Annaatje lachte", 2, "Annaatje"),
        ("Ännchen lachte", 2, "Ännchen"),
        ("mevrouw De Vries belde", 2, "De Vries"),
        ("A. de Vries", 2, "A. de Vries"),
        ("A.d.V. belde", 2, "A.d.V."),
        ("AdV belde", 2, "AdV"),
        ("Devries belde", 2, "Devries"),
        ("Zoe kwam", 3, "Zoe"),
        ("Zoe\u{308}'s boek", 3, "Zoe\u{308}'s"),
        ("Frau Mueller kam", 3, "Mueller"),
        ("Hans’ Heft", 4, "Hans’"),
        ("Hänschen klein", 4, "Hänschen"),
        ("Herr Gross kam", 4, "Gross"),
        ("Amirra lachte", 5, "Amirra"),
        ("IMG-Amira.jpg lag da", 5, "Amira"),
        ("With Will it was hard", 6, "Will"),
        ("Then will Rose come", 6, "will Rose"),
        ("昨日田中太郎さんが来た", 7, "田中太郎"),
        ("met Jantjes moeder", 8, "Jantjes"),
        ("J. van den Berg belde", 8, "J. van den Berg"),
        ("O'Brien left", 9, "O'Brien"),
        ("Siobhan's mum", 9, "Siobhan's"),
        ("Annemarie was er", 10, "Annemarie"),
        ("Anne-Marie was er", 10, "Anne-Marie"),
    ] {
        let found_here = people(text);
        assert!(found_here.contains(&(key, found.to_owned())), "{text}: {found_here:?}");
    }
}

#[test]
fn a_name_that_looks_like_a_tag_or_stands_in_one_without_a_value_is_found() {
    for (text, key) in [
        ("<Jamal>: I do not know", 1),
        ("<Jamal Hart> I do not know", 1),
        ("</Jamal>", 1),
        ("<Anna de Vries>", 2),
        ("<b Jamal>so</b>", 1),
        ("<p Amira Hassan>so</p>", 5),
        ("<p class=\"x\" Jamal>so</p>", 1),
        ("J<x>am</x>al said", 1),
        ("<img alt=\"Zo&euml; M&uuml;ller\" src=\"x\">", 3),
        ("[she](x \"Zo&euml;\")", 3),
    ] {
        assert!(people(text).iter().any(|(found, _)| *found == key), "{text:?}: {:?}", people(text));
        let cleared = apply(text, Form::Markdown, scanner(), &all).text;
        assert!(people(&cleared).is_empty(), "{text:?} became {cleared:?}");
    }
    assert_eq!(apply("<Jamal>: yes", Form::Markdown, scanner(), &all).text, "<Pupil A>: yes");
}

#[test]
fn words_that_are_like_names_are_left_alone() {
    for text in [
        "Will they come?",
        "it will be a rose",
        "the hand of the heart",
        "groß und klein",
        "A hard heart and a camel",
        "he has a jam jar",
        "Am Berg war es kalt",
        "the tv was on at 3pm",
        "in januari en juni",
    ] {
        let found: Vec<(i64, String)> = people(text).into_iter().filter(|(key, _)| *key != 8).collect();
        assert_eq!(found, [], "{text}");
    }
}

fn all(hit: &Hit) -> Option<Action> {
    Some(match hit.kind {
        Kind::Person(key) => Action::Replace(format!(
            "Pupil {}",
            ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"][usize::try_from(key.0 - 1).unwrap()]
        )),
        _ => proposal(hit, "en", None),
    })
}

#[test]
fn a_capital_behind_a_small_word_in_a_file_name_may_be_a_name_whatever_other_language_has_such_a_word() {
    let maybe = |name: &str| -> Vec<String> {
        let hits = scan(name, Form::FileName, scanner()).into_iter();
        hits.filter(|hit| hit.kind == Kind::MaybeName).map(|hit| hit.found).collect()
    };
    assert_eq!(maybe("plan by Wendel.pdf"), ["Wendel"]);
    assert_eq!(maybe("Foto van Wendel.jpg"), ["Wendel"]);
    for nobody in ["plan for Monday.pdf", "Plan by the window.pdf", "notes on Reading.docx", "IMG_2041.JPG"] {
        assert_eq!(maybe(nobody), [""; 0], "{nobody}");
    }
}

#[test]
fn a_day_told_as_a_month_keeps_its_sentence_right() {
    let coarse = |hit: &Hit| coarsened(hit, Coarse::Month).map(Action::Generalise);
    for (text, cleared) in [
        ("We met on 12 March 2026 at noon.", "We met in March 2026 at noon."),
        ("On Monday 12 March 2026 she came.", "In March 2026 she came."),
        ("Wij spraken op 12 maart 2026 af.", "Wij spraken in maart 2026 af."),
        ("Er kam am 12. März 2026 nicht.", "Er kam im März 2026 nicht."),
    ] {
        assert_eq!(apply(text, Form::Markdown, scanner(), &coarse).text, cleared);
    }
}

#[test]
fn decisions_are_written_into_the_source_and_nothing_else_is() {
    for (text, cleared) in [
        ("I spoke to Jamal.  \n\n* x\n", "I spoke to Pupil A.  \n\n* x\n"),
        ("It was **Jamal's** idea", "It was **Pupil A's** idea"),
        ("Hans’ Heft ist da", "Pupil D’s Heft ist da"),
        ("J**am**al said", "Pupil A said"),
        ("J**am**", "J**am**"),
        ("Ja**mal said** so", "**Pupil A said** so"),
        ("**Jam**al said so", "**Pupil A** said so"),
        ("J[am](x.html)al said", "[Pupil A](x.html) said"),
        ("J<b>am</b>al said", "Pupil A said"),
        ("> with Jamal\n> Hart there", "> with Pupil A there"),
        ("![Amira](photos/amira_y9.jpg \"Amira's\")", "![Pupil E](photos/pupil-e_y9.jpg \"Pupil E's\")"),
        ("| a | Jamal |\n|---|---|\n", "| a | Pupil A |\n|---|---|\n"),
        ("&amp; Jam&#97;l &lt;", "&amp; Pupil A &lt;"),
        ("mail jamal.hart@example.org now", "mail \\[e-mail\\] now"),
    ] {
        let found = apply(text, Form::Markdown, scanner(), &all);
        assert_eq!(found.text, cleared, "{text}");
        let again = apply(&found.text, Form::Markdown, scanner(), &all);
        assert_eq!(again.text, found.text);
        assert!(found.undecided.is_empty());
    }
    assert_eq!(apply("Amira work.jpg", Form::FileName, scanner(), &all).text, "Pupil E work.jpg");
}

#[test]
fn a_place_in_the_cleared_text_leads_back_to_the_source() {
    let text = "When Jamal Hart asked Amira, J**am**al left early.";
    let cleared = apply(text, Form::Markdown, scanner(), &all);
    assert_eq!(cleared.text, "When Pupil A asked Pupil E, Pupil A left early.");
    for (part, source) in [
        ("Pupil A asked", "Jamal Hart asked"),
        ("Pupil E", "Amira"),
        ("asked", "asked"),
        ("left early", "left early"),
        ("When", "When"),
    ] {
        let at = cleared.text.find(part).unwrap();
        assert_eq!(&text[cleared.original(at..at + part.len())], source, "{part}");
    }
    let at = cleared.text.rfind("Pupil A").unwrap();
    assert_eq!(&text[cleared.original(at + 2..at + 5)], "J**am**al");
}

#[test]
fn what_stays_is_kept_for_its_place_only() {
    let text = "Anna came. Later Anna left.";
    let hits = scan(text, Form::Markdown, scanner());
    let first = hits.first().unwrap().occurrence.clone();
    let decide = |hit: &Hit| {
        Some(if hit.occurrence == first {
            Action::Keep { reason: "she agreed".into() }
        } else {
            Action::Replace("Pupil B".into())
        })
    };
    assert_eq!(apply(text, Form::Markdown, scanner(), &decide).text, "Anna came. Later Pupil B left.");
    let none = apply(text, Form::Markdown, scanner(), &|_| None);
    assert_eq!((none.text.as_str(), none.undecided.len()), (text, 2));
}

#[test]
fn what_a_decision_brings_to_light_is_open_until_it_is_decided_on_too() {
    let decide = |hit: &Hit| (hit.group == "person:1").then(|| Action::Replace("Amira's friend".into()));
    let cleared = apply("It was Jamal again.", Form::Plain, scanner(), &decide);
    assert_eq!(cleared.text, "It was Amira's friend again.");
    let open: Vec<_> = cleared.undecided.iter().map(|hit| (hit.found.as_str(), hit.range.clone())).collect();
    assert_eq!(open, [("Amira's", 7..12)]);
    let both = |hit: &Hit| decide(hit).or_else(|| Some(Action::Replace("Pupil A".into())));
    let cleared = apply("It was Jamal again.", Form::Plain, scanner(), &both);
    assert_eq!((cleared.text.as_str(), cleared.undecided.len()), ("It was Pupil A's friend again.", 0));
}

#[test]
fn what_was_put_in_the_place_of_a_name_is_nobodys_name_behind_a_form_of_address() {
    for (text, cleared) in [
        ("Mr Hart came in.", "Mr Pupil A came in."),
        ("Frau Müller war da.", "Frau Pupil C war da."),
        ("Mevrouw De Vries belde.", "Mevrouw Pupil B belde."),
    ] {
        let found = apply(text, Form::Markdown, scanner(), &all);
        assert_eq!((found.text.as_str(), found.undecided.len()), (cleared, 0));
        // With nothing decided but who it is, too: no other question comes up.
        let listed = |hit: &Hit| matches!(hit.kind, Kind::Person(_)).then(|| all(hit)).flatten();
        let found = apply(text, Form::Markdown, scanner(), &listed);
        assert_eq!((found.text.as_str(), found.undecided.len()), (cleared, 0));
    }
}

#[test]
fn of_a_longer_word_that_begins_with_a_name_no_half_stays() {
    let text = "The Amiraowie came, and the Amiragroup.";
    assert_eq!(people(text), [(5, "Amiraowie".to_owned()), (5, "Amiragroup".to_owned())]);
    assert_eq!(apply(text, Form::Markdown, scanner(), &all).text, "The Pupil E came, and the Pupil E.");
}

#[test]
fn a_name_that_is_a_word_is_found_in_lower_case_behind_a_form_of_address() {
    for (text, key) in [
        ("De kleine lachte; mevr. de vries ook.", 2),
        ("Het was mevrouw de vries die belde, en zij was boos.", 2),
        ("Then mr rose came in.", 6),
        ("Dann kam herr groß herein, und es war still.", 4),
    ] {
        assert_eq!(people(text).first().map(|(key, _)| *key), Some(key), "{text}");
    }
}

#[test]
fn the_id_of_a_file_is_no_number_of_somebody() {
    for id in ["12d8776c-26b1-83ed-9439-8ee632e47fd7", "94347659-1984-8347-9434-943476591900"] {
        let text = format!("![the board](attachment:{id}) and [it](attachment:{id})");
        assert_eq!(scan(&text, Form::Markdown, scanner()), []);
    }
    assert!(!scan("[it](attachment:jamal-26b1-83ed-9439-8ee632e47fd7)", Form::Markdown, scanner()).is_empty());
}

#[test]
fn an_everyday_word_in_an_address_and_a_given_name_beyond_belief_are_somebody_all_the_same() {
    // "rose" is a word in lower case, and the name of whoever writes from there.
    assert_eq!(people("Write to w.rose@school.example for it."), [(6, "rose".to_owned())]);
    assert_eq!(people("A rose is a rose, and will be."), []);
    // Two letters of four are wrong; the family name beside them is not.
    assert_eq!(people("I asked Zeua Müller again."), [(3, "Zeua Müller".to_owned())]);
    assert_eq!(people("I asked Peter Müller again."), [(3, "Müller".to_owned())]);
}

#[test]
fn of_two_that_a_slip_may_mean_the_one_is_meant_who_is_named_elsewhere() {
    let known = Known { people: vec![person(1, &["Marlies Bos"]), person(2, &["Marlien Vos"])], ..Known::default() };
    let scanner = Scanner::new(&known);
    let who = |text: &str| {
        let hits = scan(text, Form::Markdown, &scanner);
        let people = hits.into_iter().filter_map(|hit| match hit.kind {
            Kind::Person(key) => Some(key.0),
            _ => None,
        });
        people.collect::<Vec<_>>()
    };
    assert_eq!(who("Marlien Vos came. Later Marlied laughed."), [2, 2]);
    assert_eq!(who("Marlies Bos came. Later Marlied laughed."), [1, 1]);
}
