use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::clock::Instant;

/// The worked example of a loop that went all the way round.
fn silence() -> LoopStory {
    LoopStory {
        title: "Nobody answers in Y9".into(),
        aim: "Keep the pace up, and not look lost in front of the class".into(),
        aim_fate: Fate::Changed("Make thinking visible; being seen to struggle is allowed".into()),
        assumption: "If I leave silence after a question, then I lose the class, because they stop listening".into(),
        assumption_fate: Fate::Changed("Silence under eight seconds is thinking time".into()),
        action: "I re-asked the question in other words, and then answered it myself, three times in ten minutes"
            .into(),
        outcome: "Four pupils answered in the whole lesson; the others wrote down what I said".into(),
        fix: "A no-hands-up app".into(),
        fix_was_enough: false,
        questioned: true,
        trial: Some(Trial {
            action: "Wait five seconds after each question in two lessons".into(),
            prediction: Some("At least three pupils who had not spoken before will speak".into()),
            result: "Five new speakers, one noisy patch".into(),
            met: "As expected".into(),
        }),
        verdict: Some("Verdict: revised".into()),
        sure: Sure { then: Some(85), now: Some(60) },
        also: vec!["Be liked".into()],
    }
}

fn stages() -> Vec<LoopStory> {
    let whole = silence();
    let open = LoopStory {
        aim_fate: Fate::Open,
        assumption_fate: Fate::Open,
        questioned: false,
        trial: None,
        verdict: None,
        ..whole.clone()
    };
    let sealed = Trial { prediction: None, result: String::new(), met: String::new(), ..whole.trial.clone().unwrap() };
    vec![
        LoopStory::default(),
        LoopStory { fix: String::new(), outcome: String::new(), ..open.clone() },
        LoopStory { fix_was_enough: true, ..open.clone() },
        LoopStory { questioned: true, aim_fate: Fate::Open, trial: None, verdict: None, ..whole.clone() },
        LoopStory {
            questioned: true,
            aim_fate: Fate::Open,
            trial: Some(sealed.clone()),
            verdict: None,
            ..whole.clone()
        },
        LoopStory {
            aim_fate: Fate::Open,
            assumption_fate: Fate::Kept,
            verdict: Some("Verdict: kept".into()),
            ..whole.clone()
        },
        LoopStory { trial: Some(sealed), ..open },
        LoopStory { aim_fate: Fate::GivenUp, assumption_fate: Fate::GivenUp, ..whole.clone() },
        whole,
    ]
}

fn moment(days: i64, text: &str, confidence: Option<u8>) -> Moment {
    let day = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap() + chrono::Duration::days(days);
    Moment {
        at: Instant::from_millis(1_770_000_000_000 + days * 86_400_000),
        day,
        text: text.into(),
        confidence,
        standing: "held".into(),
        cause: "a test".into(),
    }
}

fn lives() -> Vec<ClaimStory> {
    let long = "If I leave silence after a question, then I lose the class, because they stop listening";
    vec![
        ClaimStory::default(),
        ClaimStory { aim: false, moments: vec![moment(0, long, None)] },
        ClaimStory { aim: true, moments: vec![moment(0, "Keep the pace", Some(85))] },
        ClaimStory {
            aim: false,
            moments: vec![
                moment(0, long, Some(85)),
                moment(7, long, Some(70)),
                moment(7, "Silence under eight seconds is thinking time", Some(60)),
                moment(21, "Silence under eight seconds is thinking time", Some(95)),
            ],
        },
        ClaimStory {
            aim: false,
            moments: (0..60).map(|n| moment(n / 20, &format!("wording {}", n / 9), u8::try_from(n).ok())).collect(),
        },
    ]
}

/// The numbers of a path, and where it ends.
fn end_of(path: &str) -> (f64, f64) {
    let (mut x, mut y) = (0.0, 0.0);
    for part in path.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect::<Vec<_>>().windows(2) {
        let command = part[0].chars().last().unwrap();
        let numbers: Vec<f64> = part[1]
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .split_whitespace()
            .map(|number| number.parse().unwrap())
            .collect();
        match command {
            'H' => x = numbers[0],
            'V' => y = numbers[0],
            _ => (x, y) = (numbers[numbers.len() - 2], numbers[numbers.len() - 1]),
        }
    }
    (x, y)
}

fn on_edge(card: &PictureBox, (x, y): (f64, f64)) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 0.5;
    let across = x >= card.x && x <= card.right();
    let down = y >= card.y && y <= card.bottom();
    (across && (near(y, card.y) || near(y, card.bottom()))) || (down && (near(x, card.x) || near(x, card.right())))
}

fn is_sound(picture: &Picture) -> Result<(), String> {
    for (n, one) in picture.boxes.iter().enumerate() {
        if one.x < 0.0 || one.y < 0.0 || one.right() > picture.width || one.bottom() > picture.height {
            return Err(format!("{one:?} stands outside"));
        }
        for other in &picture.boxes[n + 1..] {
            let apart = one.right() + 8.0 <= other.x
                || other.right() + 8.0 <= one.x
                || one.bottom() + 8.0 <= other.y
                || other.bottom() + 8.0 <= one.y;
            if !apart {
                return Err(format!("{one:?} and {other:?} touch"));
            }
        }
    }
    for arrow in &picture.arrows {
        let end = end_of(&arrow.path);
        if arrow.role != "axis" && !picture.boxes.iter().any(|one| on_edge(one, end)) {
            return Err(format!("{arrow:?} ends at no box: {end:?}"));
        }
        let in_a_box = |card: &PictureBox| {
            (card.x..card.right()).contains(&arrow.label_x) && (card.y..card.bottom() + 12.0).contains(&arrow.label_y)
        };
        if !arrow.label.is_empty() && picture.boxes.iter().any(in_a_box) {
            return Err(format!("{arrow:?} is labelled over a box"));
        }
        let (x, y) = (arrow.label_x, arrow.label_y);
        if x < 0.0 || y < 0.0 || x > picture.width || y > picture.height {
            return Err(format!("{arrow:?} is labelled outside"));
        }
    }
    for point in &picture.points {
        if !(20.0..=picture.width - 20.0).contains(&point.x) || !(20.0..=picture.height - 24.0).contains(&point.y) {
            return Err(format!("{point:?} stands outside"));
        }
    }
    if picture.points.windows(2).any(|pair| pair[0].x > pair[1].x) {
        return Err("time runs backwards".into());
    }
    Ok(())
}

#[test]
fn at_every_stage_boxes_stand_apart_and_arrows_end_at_them() {
    for (n, story) in stages().iter().enumerate() {
        let picture = double_loop(story);
        is_sound(&picture).unwrap_or_else(|wrong| panic!("stage {n}: {wrong}"));
        assert!(picture.height <= 560.0, "stage {n}: {}", picture.height);
    }
    for (n, story) in lives().iter().enumerate() {
        is_sound(&history(story)).unwrap_or_else(|wrong| panic!("life {n}: {wrong}"));
    }
}

#[test]
fn the_picture_is_lit_as_far_as_the_writer_has_come() {
    let lit = |story: &LoopStory, role: &str| double_loop(story).arrows.iter().any(|one| one.role == role && one.lit);
    let all = stages();
    assert!(!lit(&all[0], "next") && !lit(&all[1], "double") && !lit(&all[1], "single"));
    assert!(lit(&all[2], "single") && !lit(&all[2], "double"), "a fix that was enough");
    assert!(lit(&all[3], "double") && !lit(&all[3], "verdict"));
    assert!(lit(&all[8], "verdict"));
}

#[test]
fn both_versions_prediction_result_and_verdict_stand_in_a_closed_loop() {
    let picture = double_loop(&silence());
    let roles: Vec<&str> = picture.boxes.iter().map(|one| one.role.as_str()).collect();
    assert_eq!(roles, ["old_aim", "old_assumption", "action", "outcome", "aim", "assumption", "test", "result"]);
    for sentence in [
        "What I assumed (85%): If I leave silence after a question, then I lose the class, because they stop listening",
        "What I assume now (60%): Silence under eight seconds is thinking time",
        "What I expected: At least three pupils who had not spoken before will speak",
        "What came of it: Five new speakers, one noisy patch",
        "Also at stake: Be liked",
        "In the end: Verdict: revised",
    ] {
        assert!(picture.text.lines().any(|line| line == sentence), "{sentence}\n{}", picture.text);
    }
}

#[test]
fn a_sealed_prediction_is_not_in_the_picture() {
    let picture = double_loop(&stages()[4]);
    assert!(picture.text.contains("sealed until"));
    assert!(picture.boxes.iter().any(|one| one.heading == "My test (sealed)"));
}

#[test]
fn a_history_tells_every_version_and_never_runs_together() {
    let all = lives();
    let picture = history(&all[3]);
    assert_eq!(
        picture.points.iter().map(|point| point.label.as_str()).collect::<Vec<_>>(),
        ["85%", "70%", "60%", "95%"]
    );
    assert_eq!(picture.text.lines().count(), 4);
    assert!(picture.text.starts_with("3 February 2026: held, 85% sure (a test): If I leave"));
    let crowded = history(&all[4]);
    assert_eq!(crowded.points.len(), 60);
    assert!(crowded.points.windows(2).all(|pair| pair[1].x - pair[0].x > 8.0));
    assert_eq!(crowded.boxes.len(), 3);
    assert_eq!(history(&all[1]).points.len(), 0);
}

/// That the text is one well-formed element without anything that runs or styles.
fn is_plain_xml(text: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { return false };
        let tag = &rest[start + 1..start + end];
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if ["script", "style"].contains(&name.as_str()) || tag.contains(" style=") || tag.contains(" on") {
            return false;
        }
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) if open.pop().as_ref() != Some(&name) => return false,
            (false, false) => open.push(name),
            _ => {}
        }
        rest = &rest[start + end + 1..];
    }
    open.is_empty() && !rest.contains('>')
}

#[test]
fn the_svg_has_its_name_its_words_and_escapes_what_people_write() {
    let story =
        LoopStory { title: "a <b> & \"c\"".into(), action: "</text><script>alert(1)</script>".into(), ..silence() };
    let text = svg(&double_loop(&story), "one");
    assert!(
        text.contains("<title id=\"one-title\">How “a &lt;b&gt; &amp; &quot;c&quot;” goes round</title>"),
        "{text}"
    );
    assert!(text.contains("role=\"img\"") && text.contains("<desc id=\"one-text\">"));
    assert!(is_plain_xml(&text), "{text}");
}

/// `LOOPBOOK_PICTURES` names a folder to write them into, to be looked at.
#[test]
fn every_picture_is_a_whole_svg_of_its_own() {
    let loops = stages().iter().map(double_loop).collect::<Vec<_>>();
    let claims = lives().iter().map(history).collect::<Vec<_>>();
    let folder = std::env::var_os("LOOPBOOK_PICTURES").map(std::path::PathBuf::from);
    for (name, pictures) in [("loop", loops), ("claim", claims)] {
        for (n, picture) in pictures.iter().enumerate() {
            let text = svg(picture, "p");
            assert!(text.starts_with("<svg ") && text.ends_with("</svg>"), "{name} {n}");
            assert_eq!(text.matches("<g").count(), text.matches("</g>").count(), "{name} {n}");
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{name}-{n}.svg")), text).unwrap();
            }
        }
    }
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![Just(Fate::Open), Just(Fate::Kept), Just(Fate::GivenUp), any::<String>().prop_map(Fate::Changed)]
}

fn trial() -> impl Strategy<Value = Trial> {
    (any::<String>(), any::<Option<String>>(), any::<String>(), any::<String>())
        .prop_map(|(action, prediction, result, met)| Trial { action, prediction, result, met })
}

prop_compose! {
    fn any_story()(
        texts in prop::array::uniform6(any::<String>()),
        fates in (fate(), fate()),
        flags in any::<(bool, bool)>(),
        trial in prop::option::of(trial()),
        verdict in any::<Option<String>>(),
        sure in any::<(Option<u8>, Option<u8>)>(),
        also in prop::collection::vec(any::<String>(), 0..3),
    ) -> LoopStory {
        let [title, aim, assumption, action, outcome, fix] = texts;
        LoopStory {
            title, aim, aim_fate: fates.0, assumption, assumption_fate: fates.1, action, outcome, fix,
            fix_was_enough: flags.0, questioned: flags.1, trial, verdict, sure: Sure { then: sure.0, now: sure.1 }, also,
        }
    }
}

proptest! {
    #[test]
    fn any_story_gives_a_sound_picture(story in any_story()) {
        let picture = double_loop(&story);
        prop_assert_eq!(is_sound(&picture), Ok(()));
        prop_assert!(is_plain_xml(&svg(&picture, "p")));
    }

    #[test]
    fn any_life_gives_a_sound_picture(
        aim in any::<bool>(),
        moments in prop::collection::vec((any::<i64>(), any::<String>(), prop::option::of(0u8..=100)), 0..40),
    ) {
        let mut moments = moments;
        moments.sort_by_key(|(at, ..)| *at);
        let moments = moments
            .into_iter()
            .map(|(at, text, confidence)| Moment { at: Instant::from_millis(at), ..moment(0, &text, confidence) })
            .collect();
        let picture = history(&ClaimStory { aim, moments });
        prop_assert_eq!(is_sound(&picture), Ok(()));
        prop_assert!(is_plain_xml(&svg(&picture, "p")));
    }
}
