use super::super::doc::day_number;
use super::super::facets;
use super::*;
use proptest::prelude::*;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

fn shape(text: &str) -> Vec<String> {
    shapes(&parse(text, TODAY).clauses)
}

fn shapes(clauses: &[Clause]) -> Vec<String> {
    let words = |tokens: &[Token]| tokens.iter().map(|token| token.folded.clone()).collect::<Vec<_>>().join("+");
    clauses
        .iter()
        .map(|clause| {
            let sign = if clause.negated { "-" } else { "" };
            match &clause.kind {
                Kind::Word(Word { tokens, prefix, .. }) => {
                    format!("{sign}{}{}", words(tokens), if *prefix { "*" } else { "" })
                }
                Kind::Near { tokens, within } => format!("{sign}{}~{within}", words(tokens)),
                Kind::Any(either) => {
                    let either: Vec<String> = either.iter().map(|all| shapes(all).join(" ")).collect();
                    format!("{sign}({})", either.join(" | "))
                }
                Kind::Phrase { tokens } => format!("{sign}\"{}\"", words(tokens)),
                other => format!("{sign}{other:?}"),
            }
        })
        .collect()
}

#[test]
fn words_phrases_and_exclusions_are_told_apart() {
    assert_eq!(shape("Cold \"waiting time\" -homework call"), ["cold", "\"waiting+time\"", "-homework", "call*"]);
    assert_eq!(shape("call "), ["call"], "a space ends the word being typed");
    assert_eq!(shape("refl* deep "), ["refl*", "deep"]);
    assert_eq!(shape("déjà-vu "), ["deja+vu"]);
    assert_eq!(shape("学校"), ["学+校*"]);
}

#[test]
fn or_joins_its_neighbours_and_brackets_group() {
    assert_eq!(shape("anna OR ben homework "), ["(anna | ben)", "homework"]);
    assert_eq!(shape("anna | ben OR \"ms k\" "), ["(anna | ben | \"ms+k\")"]);
    assert_eq!(shape("(cold calling) OR silence "), ["(cold calling | silence)"]);
    assert_eq!(shape("-(quiz (exam OR test)) class "), ["-(quiz (exam | test))", "class"]);
    assert_eq!(shape("a OR -b "), ["(a | -b)"]);
    assert_eq!(shape("tag:y9 OR tag:y10 "), ["(Facet(0, [\"y9\"]) | Facet(0, [\"y10\"]))"]);
    assert_eq!(shape("either or "), ["either", "or"], "only in capitals");
    assert_eq!(shape("fish AND chips "), ["fish", "chips"]);
}

#[test]
fn brackets_and_joints_that_join_nothing_are_passed_over() {
    for (text, parts) in [
        ("OR ", vec!["or"]),
        ("a OR ", vec!["a"]),
        ("( ) a ", vec!["a"]),
        ("a ) b ", vec!["a", "b"]),
        ("((a b ", vec!["a", "b"]),
        (":) :( a", vec!["a*"]),
        ("f(x) ", vec!["f+x"]),
        ("(((((((((((((((deep", vec!["deep*"]),
        ("-(", vec![]),
    ] {
        assert_eq!(shape(text), parts, "{text}");
    }
}

#[test]
fn not_in_capitals_excludes_the_part_after_it() {
    for (text, parts) in [
        ("NOT tag:y9 homework ", vec!["-Facet(0, [\"y9\"])", "homework"]),
        ("quiz AND NOT test ", vec!["quiz", "-test"]),
        ("quiz OR NOT test ", vec!["(quiz | -test)"]),
        ("NOT (quiz OR test) ", vec!["-(quiz | test)"]),
        ("NOT(quiz test) ", vec!["-(quiz test)"]),
        ("NOT \"cold calling\" ", vec!["-\"cold+calling\""]),
        ("NOT -quiz NOT NOT test ", vec!["-quiz", "-test"]),
        ("(quiz NOT) ", vec!["quiz", "not"]),
        ("quiz NOT ", vec!["quiz", "not"]),
        ("NOT", vec!["not*"]),
        ("quiz NOT OR test ", vec!["quiz", "(not | test)"]),
        ("NOTE not quiz ", vec!["note", "not", "quiz"]),
        ("homework –cold −quiz ", vec!["homework", "-cold", "-quiz"]),
        ("homework – cold 1990–95 –5 a–b ", vec!["homework", "cold", "1990+95", "5", "a+b"]),
        ("–\"cold calling\" –(a b) ", vec!["-\"cold+calling\"", "-(a b)"]),
    ] {
        assert_eq!(shape(text), parts, "{text}");
    }
}

#[test]
fn a_filter_before_brackets_is_that_of_every_value_in_them() {
    let tag = |value: &str| format!("Facet(0, [{value:?}])");
    let (y9, y10) = (tag("y9"), tag("y10"));
    for (text, parts) in [
        ("tag:(y9 OR y10)", vec![format!("({y9} | {y10})")]),
        ("tag:(y9 y10) x ", vec![y9.clone(), y10.clone(), "x".into()]),
        ("-tag:(y9 OR #Y10) ", vec![format!("-({y9} | {y10})")]),
        ("tag:(y9 NOT y10) ", vec![y9.clone(), format!("-{y10}")]),
        ("tag:(\"y9\" OR (y10 person:anna)) ", vec![format!("({y9} | {y10} Facet(1, [\"anna\"]))")]),
        ("is:(draft OR starred) ", vec!["(Flag(\"is:draft\") | Flag(\"is:starred\"))".into()]),
        ("tag:y9,y10 ", vec![format!("({y9} | {y10})")]),
        ("tag:y9, x ", vec![y9.clone(), "x".into()]),
        ("tag:\"y9,y10\" ", vec![tag("y9,y10")]),
        ("tag:'year nine' tag:‘year ten’ ", vec![tag("year nine"), tag("year ten")]),
        ("tag:'n guni ", vec![tag("'n"), "guni".into()]),
        ("tag：y9 好：y9 ", vec![y9.clone(), "好".into(), "y9".into()]),
        ("tag:() x ", vec!["x".into()]),
        ("tag:(y9", vec![y9.clone()]),
        ("near:(waiting class) x ", vec!["waiting+class~10".into(), "x".into()]),
        ("near:(waiting class)~3 near:(a b", vec!["waiting+class~3".into(), "a+b~10".into()]),
        ("colour:(red ", vec!["colour".into(), "red".into()]),
    ] {
        assert_eq!(shape(text), parts, "{text}");
    }
    assert_eq!(
        shape("in:(2023 OR last week) "),
        [format!("({} | {})", shape("in:2023 ").join(" "), shape("in:last week ").join(" "))]
    );
    let notes = |text: &str| parse(text, TODAY).notes;
    assert!(notes("near:waiting class ")[0].contains("near:(waiting class)"));
    assert!(notes("near:waiting ").is_empty());
    assert!(notes("tag:(y9 OR y10) near:(a b) ").is_empty());
}

#[test]
fn words_are_asked_for_near_each_other() {
    assert_eq!(shape("near:\"anna homework\""), ["anna+homework~10"]);
    assert_eq!(shape("near:\"anna homework\"~3 \"a b\"~900 "), ["anna+homework~3", "a+b~50"]);
    assert_eq!(shape("near:anna"), ["anna~10"]);
}

#[test]
fn days_need_no_quotation_marks() {
    let day = |year, month, day| day_number(NaiveDate::from_ymd_opt(year, month, day).unwrap());
    let days = |first: i64, end: i64| vec![format!("After({first})"), format!("Before({end})")];
    let march = days(day(2026, 3, 1), day(2026, 4, 1));
    assert_eq!(shape("in:march"), march);
    assert_eq!(shape("in:march quiz ")[..2], march);
    assert_eq!(shape("in:last week maths ")[..2], days(day(2026, 11, 9), day(2026, 11, 16)));
    assert_eq!(shape("in:\"last week\" "), days(day(2026, 11, 9), day(2026, 11, 16)));
    assert_eq!(shape("on:5 March 2024 x ")[..2], days(day(2024, 3, 5), day(2024, 3, 6)));
    assert_eq!(shape("(after:2024) ")[0], format!("After({})", day(2024, 1, 1)));
    assert_eq!(shape("-in:2024 ").len(), 1, "what is excluded is the span");
}

#[test]
fn a_number_after_a_year_or_a_week_belongs_to_it_and_is_not_looked_for_apart() {
    let weeks = parse("in:week 43 cold ", TODAY);
    assert_eq!((weeks.clauses.len(), weeks.notes), (3, Vec::new()), "first day, last day, the word");
    let class = parse("in:year 9 cold ", TODAY);
    assert_eq!(class.notes.len(), 1);
    assert!(class.notes[0].contains("“year 9”"), "{:?}", class.notes);
    assert_eq!(shape("in:year 9 cold "), ["cold"]);
    let last = parse("in:last week 3 pupils ", TODAY);
    assert_eq!((last.clauses.len(), last.notes), (4, Vec::new()));
}

#[test]
fn days_with_a_comma_between_are_any_of_them() {
    assert_eq!(shape("in:2024,2025 ").len(), 1);
    assert_eq!(shape("in:2024,2025 "), shape("in:(2024 OR 2025) "));
    assert_eq!(shape("in:march 5,2024 "), shape("on:2024-03-05 "), "one date");
    assert_eq!(shape("in:march, may we talk ").len(), shape("in:march may we talk ").len(), "a sentence goes on");
}

#[test]
fn a_sentence_with_a_colon_is_no_filter_by_days() {
    for (text, words) in [
        ("In: May we talk ", vec!["in", "may", "we", "talk"]),
        ("before: we started ", vec!["before", "we", "started"]),
        ("after: (march or so) ", vec!["after", "march", "or", "so"]),
    ] {
        assert_eq!(shape(text), words, "{text}");
        assert_eq!(parse(text, TODAY).notes.len(), 1, "{text}");
    }
    assert_eq!(shape("in: march "), shape("in:march "));
    assert_eq!(shape("cold in: last week tag:y9 "), shape("cold in:\"last week\" tag:y9 "));
    assert_eq!(shape("(in: march) cold "), shape("(in:march) cold "));
    assert!(parse("in: ", TODAY).unread, "it is still typed");
}

#[test]
fn words_near_each_other_have_room_for_all_of_them() {
    assert_eq!(shape("near:(a b c)~1 "), ["a+b+c~2"]);
    assert_eq!(shape("near:(a b)~0 "), ["a+b~1"]);
    assert_eq!(shape("near:(a b c)~900 "), ["a+b+c~50"]);
}

#[test]
fn runs_of_scripts_without_spaces_are_cut_where_another_begins() {
    assert_eq!(shape("黑豹队2016年，防守 "), ["黑+豹+队", "2016", "年", "防+守"]);
}

#[test]
fn a_long_query_is_read_in_part_and_says_so() {
    let long = "word ".repeat(100_000);
    let parsed = parse(&long, TODAY);
    assert_eq!((parsed.clauses.len(), parsed.notes.len()), (CLAUSE_LIMIT, 2));
    let _ = parse(&"(-\"".repeat(100_000), TODAY);
    let _ = parse(&"a OR ".repeat(100_000), TODAY);
    let _ = parse(&"in:last ".repeat(100_000), TODAY);
}

#[test]
fn filters_stand_in_any_order() {
    let day = day_number(NaiveDate::from_ymd_opt(2024, 3, 1).unwrap());
    assert_eq!(
        shape("tag:#Y9 after:2024-03 person:\"Anna B\" -is:draft has:files"),
        [
            "Facet(0, [\"y9\"])".to_owned(),
            format!("After({day})"),
            "Facet(1, [\"anna b\"])".into(),
            "-Flag(\"is:draft\")".into(),
            "Flag(\"has:attachment\")".into()
        ]
    );
}

#[test]
fn stages_standings_and_what_is_due_are_filters() {
    let of = |name: &str, value: &str| format!("Facet({}, [{value:?}])", facets::named(name).unwrap().0);
    assert_eq!(
        shape("stage:Test-planned claim:dropped kind:loop is:open has:questions is:due "),
        [
            of("stage", "test_planned"),
            of("claim", "dropped"),
            of("kind", "loop"),
            "Flag(\"is:open-loop\")".into(),
            "Flag(\"has:question\")".into(),
            format!("DueBy({})", day_number(TODAY)),
        ]
    );
}

#[test]
fn what_is_not_understood_is_said() {
    for (text, word) in [
        ("colour:red x", "colour"),
        ("\"not closed", "quotation"),
        ("is:happy", "draft"),
        ("after:soon", "soon"),
        ("tag:", "tag:"),
        ("stage:asleep", "challenged"),
        ("claim:", "doubted"),
        ("is:soon", "due"),
    ] {
        assert!(
            parse(text, TODAY).notes.iter().any(|note| note.contains(word)),
            "{text}: {:?}",
            parse(text, TODAY).notes
        );
    }
    assert_eq!(shape("colour:red "), ["colour", "red"]);
    assert!(parse("10:30 https://example.org/x", TODAY).notes.is_empty());
}

proptest! {
    #[test]
    fn any_text_is_a_query(text in "\\PC*") {
        let _ = parse(&text, TODAY);
    }
    #[test]
    fn any_mix_of_what_excludes_and_groups_is_a_query(text in "(NOT|OR|AND|tag:|in:|near:|tag：|last|week|a|'|,|\"|–|-|\\(|\\)|\\*| ){0,30}") {
        let _ = parse(&text, TODAY);
    }
    #[test]
    fn any_mix_of_signs_is_a_query(text in "[-\":*a日 tag\u{1F642}\\\\(]{0,40}") {
        let _ = parse(&text, TODAY);
    }
}
