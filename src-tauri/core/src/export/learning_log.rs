//! What hangs on a learning log, as text: for the formats that people read. What is sealed stays sealed (`Loop` does not
//! carry it), earlier wordings and the left-hand column leave only where each was ticked.

use super::Dates;
use super::html::day_in_words;
use crate::claims::{Cause, ClaimType, LoopClaim, Rating, Standing, Verdict};
use crate::clock::{Clock, Instant};
use crate::loops::{Case, ChallengeKind, Exit, Lens, Loop, Marker, Reality, Stage};
use crate::test::{Met, Test};

/// Every capitalised word of this file that is the program's own, so that a pupil called Grace is not mistaken for one.
pub(super) const WORDS: &str = include_str!("learning_log.rs");

/// Markdown that stands below the entry's own text. `log` holds the earlier wordings that may be seen; `case` is the
/// left-hand column, where it may.
pub(super) fn markdown(log: &Loop, case: Option<&Case>, shows_state: bool, dates: Dates, clock: &Clock) -> String {
    let mut out = Lines::default();
    let when = |at: Instant| dates.words(at, clock);
    if shows_state {
        out.line(&format!("*{}*", state(log)));
    }
    claims(&mut out, ["The assumption behind it", "The assumptions behind it"], &log.assumptions, &when);
    claims(&mut out, ["What was at stake"; 2], &log.aims, &when);
    quotes(&mut out, log);
    challenges(&mut out, log);
    for test in &log.tests {
        tested(&mut out, test, dates, &when);
    }
    if let Some(verdict) = log.verdict {
        out.heading("What came of it");
        out.line(match verdict {
            Verdict::Keep => "The assumption was kept after a fair test.",
            Verdict::Revise => "The assumption was revised.",
            Verdict::Drop => "The assumption was let go.",
        });
        if let Some(held) = log.held_instead() {
            out.item("Held instead:", held);
        }
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
        self.listed("", lead, text);
    }

    /// Below the item before it.
    fn below(&mut self, lead: &str, text: &str) {
        self.listed("  ", lead, text);
    }

    fn listed(&mut self, indent: &str, lead: &str, text: &str) {
        let text = text.trim().lines().collect::<Vec<_>>().join(&format!("\n  {indent}"));
        let lead = if lead.is_empty() { String::new() } else { format!("**{lead}** ") };
        self.line(&format!("{indent}- {lead}{text}"));
    }
}

fn state(log: &Loop) -> String {
    match log.exit {
        Exit::Parked => format!("A learning log, parked for now: {}.", stage(log.stage)),
        Exit::Single => "A learning log. The better move was enough, and it ends there.".into(),
        Exit::None if log.stage == Stage::Closed => "A learning log, closed.".into(),
        Exit::None => format!("A learning log, still open: {}.", stage(log.stage)),
    }
}

/// How far it is, as a sentence goes on.
fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Noticed => "something was noticed",
        Stage::Mapped => "it is mapped what was done and what guided it",
        Stage::Challenged => "its assumption is being challenged",
        Stage::Revised => "its assumption was looked at again",
        Stage::TestPlanned => "a test is planned",
        Stage::Tested => "a test has happened",
        Stage::Closed => "closed",
    }
}

fn claims(out: &mut Lines, [one, several]: [&str; 2], claims: &[LoopClaim], when: &dyn Fn(Instant) -> String) {
    match claims.len() {
        0 => return,
        1 => out.heading(one),
        _ => out.heading(several),
    }
    for tied in claims {
        let claim = &tied.claim;
        let mut facts = Vec::new();
        facts.extend(tied.rating.map(|rating| rating_words(rating).to_owned()));
        facts.push(standing(claim.standing).to_owned());
        facts.extend(claim.confidence.map(sure));
        facts.extend(claim.typed.map(|typed| typed_words(typed).to_owned()));
        out.item("", &claim.text);
        out.below("", &format!("*{}*", facts.join(" · ")));
        for version in tied.versions.iter().rev().skip(1).rev() {
            let sure = version.confidence.map(|confidence| format!(", {}", sure(confidence))).unwrap_or_default();
            let lead = format!("{}{sure}:", told("Earlier", &when(version.at)));
            out.below(&lead, &version.text);
        }
        for version in tied.versions.iter().filter(|version| !version.note.is_empty()) {
            let said = [when(version.at), cause(version.cause).to_owned()];
            let said: Vec<String> = said.into_iter().filter(|word| !word.is_empty()).collect();
            out.below(&format!("{}:", said.join(", ")), &version.note);
        }
    }
}

/// "Earlier, 3 March 2026"; without a day where none is told.
fn told(what: &str, when: &str) -> String {
    match (what, when) {
        (_, "") => what.to_owned(),
        ("Added", _) => format!("{what} {when}"),
        _ => format!("{what}, {when}"),
    }
}

fn sure(confidence: u8) -> String {
    format!("{confidence} out of 100 sure")
}

fn quotes(out: &mut Lines, log: &Loop) {
    // Words of another entry leave with that entry only, and those of one that is gone for good not at all.
    let own: Vec<_> =
        log.quotes.iter().filter(|quote| quote.source.is_none() && quote.source_field.is_some()).collect();
    if own.is_empty() {
        return;
    }
    out.heading("The words it leans on");
    for quote in own {
        out.line(&quote.exact.trim().lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"));
    }
}

fn challenges(out: &mut Lines, log: &Loop) {
    if log.challenges.is_empty() {
        return;
    }
    out.heading("Another way to see it");
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

fn tested(out: &mut Lines, test: &Test, dates: Dates, when: &dyn Fn(Instant) -> String) {
    out.heading(if test.planned_at.is_some() { "A test of it" } else { "A test, not yet planned" });
    let mut item = |lead: &str, text: &str| {
        if !text.trim().is_empty() {
            out.item(lead, text);
        }
    };
    item("What I do:", &test.action);
    item("Where:", &test.place);
    item("With whom:", &test.people);
    item("Whether they know and agree:", &test.consent);
    // A test that leaves for somebody says its day in words already, as exactly as it is to be told.
    let by = match dates {
        Dates::Exact => test.due.as_deref().map(day_in_words).unwrap_or_default(),
        _ => test.due.clone().unwrap_or_default(),
    };
    item("By:", &by);
    match (&test.prediction, &test.disconfirm) {
        (Some(prediction), Some(disconfirm)) => {
            item("What I expected:", prediction);
            item("What would have proved me wrong:", disconfirm);
        }
        _ if test.is_sealed() => item("", "What was expected of it is sealed until the result is written."),
        _ => {}
    }
    for amendment in &test.amendments {
        item(&format!("{}:", told("Added", &when(amendment.at))), &amendment.text);
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
        item("How sure since:", &format!("{confidence} out of 100"));
    }
    if test.dropped_at.is_some() {
        item("Given up:", if test.drop_reason.is_empty() { "no reason noted" } else { &test.drop_reason });
    }
}

fn two_columns(out: &mut Lines, case: &Case) {
    out.heading(match case.real {
        Reality::Real => "The conversation, and what I did not say",
        Reality::Imagined => "The conversation as I imagine it, and what I would not say",
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
        for (lead, text) in [("Thought, not said:", &turn.unsaid), ("Another time:", &turn.redesign)] {
            if !text.trim().is_empty() {
                out.below(lead, text);
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
