//! What hangs on a learning log, as text: for the formats that people read. What is sealed stays sealed (`Loop` does not
//! carry it), earlier wordings and the left-hand column leave only where each was ticked.

use super::html::when_written;
use crate::claims::{Cause, ClaimType, LoopClaim, Rating, Standing, Verdict};
use crate::clock::Clock;
use crate::loops::{Case, ChallengeKind, Exit, Lens, Loop, Marker, Reality, Stage};
use crate::test::{Met, Test};

/// Markdown that stands below the entry's own text. `log` holds the earlier wordings that may be seen; `case` is the
/// left-hand column, where it may.
pub(super) fn markdown(log: &Loop, case: Option<&Case>, clock: &Clock) -> String {
    let mut out = Lines::default();
    out.line(&format!("*Learning log: {}*", state(log)));
    claims(&mut out, "Assumptions", &log.assumptions, clock);
    claims(&mut out, "Aims at stake", &log.aims, clock);
    quotes(&mut out, log);
    challenges(&mut out, log);
    for test in &log.tests {
        tested(&mut out, test, clock);
    }
    if let Some(verdict) = log.verdict {
        out.heading("Where it came out");
        out.line(match verdict {
            Verdict::Keep => "The assumption was kept after a test.",
            Verdict::Revise => "The assumption was revised.",
            Verdict::Drop => "The assumption was dropped.",
        });
    }
    if let Some(case) = case {
        two_columns(&mut out, case);
    }
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn heading(&mut self, text: &str) {
        self.line(&format!("## {text}"));
    }

    fn line(&mut self, text: &str) {
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(text);
    }

    /// `text` was written by a person: each of its lines is kept inside the item.
    fn item(&mut self, lead: &str, text: &str) {
        let text = text.trim().lines().collect::<Vec<_>>().join("\n  ");
        let lead = if lead.is_empty() { String::new() } else { format!("**{lead}** ") };
        self.line(&format!("- {lead}{text}"));
    }
}

fn state(log: &Loop) -> String {
    match log.exit {
        Exit::Parked => format!("parked ({})", stage(log.stage)),
        Exit::Single => "closed as a single loop: the fix was enough".into(),
        Exit::None => stage(log.stage).into(),
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Noticed => "noticed",
        Stage::Mapped => "mapped",
        Stage::Challenged => "challenged",
        Stage::Revised => "revised",
        Stage::TestPlanned => "test planned",
        Stage::Tested => "tested",
        Stage::Closed => "closed",
    }
}

fn claims(out: &mut Lines, heading: &str, claims: &[LoopClaim], clock: &Clock) {
    if claims.is_empty() {
        return;
    }
    out.heading(heading);
    for tied in claims {
        let claim = &tied.claim;
        let mut facts = Vec::new();
        facts.extend(tied.rating.map(|rating| rating_words(rating).to_owned()));
        facts.push(standing(claim.standing).to_owned());
        facts.extend(claim.confidence.map(|confidence| format!("{confidence} of 100 sure")));
        facts.extend(claim.typed.map(|typed| typed_words(typed).to_owned()));
        out.item("", &format!("{} ({})", claim.text, facts.join(", ")));
        for version in tied.versions.iter().rev().skip(1).rev() {
            let sure = version.confidence.map(|confidence| format!(", {confidence} of 100 sure")).unwrap_or_default();
            let lead = format!("Before, {}{sure}:", when_written(version.at, clock));
            out.item(&lead, &version.text);
        }
        for version in tied.versions.iter().filter(|version| !version.note.is_empty()) {
            let lead = format!("{}, {}:", when_written(version.at, clock), cause(version.cause));
            out.item(&lead, &version.note);
        }
    }
}

fn quotes(out: &mut Lines, log: &Loop) {
    if log.quotes.iter().all(|quote| quote.source.is_some()) {
        return;
    }
    out.heading("What it leans on");
    // Words of another entry leave with that entry only.
    for quote in log.quotes.iter().filter(|quote| quote.source.is_none()) {
        out.line(&quote.exact.trim().lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"));
    }
}

fn challenges(out: &mut Lines, log: &Loop) {
    if log.challenges.is_empty() {
        return;
    }
    out.heading("What speaks against it");
    for challenge in &log.challenges {
        let mut lead = match challenge.kind {
            ChallengeKind::Evidence => "Evidence",
            ChallengeKind::Reading => "Another reading",
            ChallengeKind::View => "How another sees it",
        }
        .to_owned();
        if !challenge.who.is_empty() {
            lead.push_str(&format!(", {}", challenge.who));
        }
        if let Some(lens) = challenge.lens {
            lead.push_str(&format!(" ({})", lens_words(lens)));
        }
        lead.push(':');
        let how = if challenge.how.is_empty() { String::new() } else { format!(" ({})", challenge.how) };
        out.item(&lead, &format!("{}{how}", challenge.text));
    }
}

fn tested(out: &mut Lines, test: &Test, clock: &Clock) {
    out.heading("A test");
    let mut item = |lead: &str, text: &str| {
        if !text.trim().is_empty() {
            out.item(lead, text);
        }
    };
    item("What I do:", &test.action);
    item("Where:", &test.place);
    item("With whom:", &test.people);
    item("Whether they know and agree:", &test.consent);
    item("By:", test.due.as_deref().unwrap_or_default());
    match (&test.prediction, &test.disconfirm) {
        (Some(prediction), Some(disconfirm)) => {
            item("What I expected:", prediction);
            item("What would have proved me wrong:", disconfirm);
        }
        _ => item("", "The prediction is sealed until the result is written."),
    }
    for amendment in &test.amendments {
        item(&format!("Added {}:", when_written(amendment.at, clock)), &amendment.text);
    }
    item("What happened:", &test.happened);
    if let Some(met) = test.met {
        item(
            "As expected?",
            match met {
                Met::Yes => "Yes.",
                Met::Partly => "Partly.",
                Met::No => "No.",
            },
        );
    }
    if let Some(confidence) = test.confidence {
        item("How sure since:", &format!("{confidence} of 100"));
    }
    if test.dropped_at.is_some() {
        item("Given up:", if test.drop_reason.is_empty() { "no reason noted" } else { &test.drop_reason });
    }
}

fn two_columns(out: &mut Lines, case: &Case) {
    out.heading(match case.real {
        Reality::Real => "The talk, in two columns",
        Reality::Imagined => "The talk as I imagine it, in two columns",
    });
    for (lead, text) in [
        ("Where it was:", &case.context),
        ("What I wanted:", &case.purpose),
        ("What stood in the way:", &case.block),
        ("What I feared:", &case.feared),
    ] {
        if !text.trim().is_empty() {
            out.item(lead, text);
        }
    }
    for turn in &case.turns {
        let marker = turn.marker.map(|marker| format!(" ({})", marker_words(marker))).unwrap_or_default();
        out.item(&format!("{}{marker}:", turn.speaker), &turn.said);
        for (lead, text) in [("Not said:", &turn.unsaid), ("Another time:", &turn.redesign)] {
            if !text.trim().is_empty() {
                out.item(lead, text);
            }
        }
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Held => "held",
        Standing::Doubted => "doubted",
        Standing::Revised => "revised",
        Standing::Dropped => "dropped",
        Standing::Kept => "kept after a test",
    }
}

fn rating_words(rating: Rating) -> &'static str {
    match rating {
        Rating::Held => "held in what I did",
        Rating::Strained => "strained in what I did",
        Rating::GivenUp => "given up in what I did",
    }
}

fn typed_words(typed: ClaimType) -> &'static str {
    match typed {
        ClaimType::Causal => "how things hang together",
        ClaimType::Prescriptive => "what ought to be done",
        ClaimType::Paradigmatic => "how things simply are",
    }
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Own => "my own reading",
        Cause::Comment => "a comment",
        Cause::Test => "a test",
        Cause::Session => "a session",
    }
}

fn lens_words(lens: Lens) -> &'static str {
    match lens {
        Lens::Own => "my own eyes",
        Lens::Learners => "their eyes",
        Lens::Colleagues => "a colleague’s eyes",
        Lens::Theory => "what is written about it",
    }
}

fn marker_words(marker: Marker) -> &'static str {
    match marker {
        Marker::Advocacy => "says what they think",
        Marker::Inquiry => "asks",
        Marker::Evaluation => "judges",
        Marker::Attribution => "says what moves another",
        Marker::EasingIn => "eases in",
        Marker::Bypass => "passes over it",
        Marker::Trigger => "where it turned",
    }
}
