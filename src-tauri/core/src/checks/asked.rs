//! The questions, each with when it is asked (domain.md 1.9). What is structural decides; what reads wording only
//! suggests, and is silent in a language without word lists. None is a mark: each may be answered by "yes, it is so".

use super::facts::{Facts, count};
use crate::loops::{Exit, Stage};

/// A question that may be asked of a learning log.
pub(super) struct Question {
    pub(super) id: &'static str,
    pub(super) text: &'static str,
    /// Why it is asked of this log, in words; none where it is not asked.
    pub(super) why: fn(&Facts) -> Option<String>,
}

/// All of them, the more telling first.
pub(super) const QUESTIONS: &[Question] = &[
    Question { id: "only_how", text: "You found a better move. Is the target still the right one?", why: only_how },
    Question { id: "same_aim", text: "The aim behind it has not moved. Is that your finding?", why: same_aim },
    Question { id: "no_second_voice", text: "Who could see this differently? Ask one person.", why: no_second_voice },
    Question { id: "cannot_be_wrong", text: "What would you see if this were false?", why: cannot_be_wrong },
    Question { id: "solution_first", text: "What would a camera have recorded?", why: solution_first },
    Question { id: "own_part", text: "What was your part?", why: own_part },
    Question { id: "untested", text: "What is the smallest safe test?", why: untested },
    Question { id: "more_of_the_same", text: "Same strategy, more effort?", why: more_of_the_same },
    Question { id: "feelings", text: "What were you protecting?", why: feelings },
    Question { id: "in_general", text: "What exactly was said, word for word?", why: in_general },
];

/// Words of an account that a reader can see something in.
const ACCOUNT: usize = 12;
/// Days a new view is held before a test is asked for.
const UNTESTED: i64 = 21;
/// Words of a text in which a feeling could have been named.
const FELT: usize = 40;
/// Different general words in an account.
const GENERAL: usize = 4;

fn says(holds: bool, why: &str) -> Option<String> {
    holds.then(|| why.to_owned())
}

/// Nothing moved, nothing was kept for a reason or after a test, and yet something was concluded.
fn stands_still(facts: &Facts) -> bool {
    facts.claims().next().is_some() && !facts.moved() && !facts.kept_after_a_test()
}

fn only_how(facts: &Facts) -> Option<String> {
    let move_found = count(&facts.fix) > 0 || count(&facts.practice) > 0;
    let kept = facts.gives_a_reason() && !facts.tests.iter().any(|test| test.reviewed);
    says(
        facts.stage >= Stage::Challenged && move_found && !kept && stands_still(facts),
        "You wrote down what you do differently now. What you assume, and what you want, stand as they first did.",
    )
}

fn same_aim(facts: &Facts) -> Option<String> {
    let asked_already = only_how(facts).is_some();
    says(
        facts.stage > Stage::Revised && !asked_already && !facts.gives_a_reason() && stands_still(facts),
        "Your assumption and your aims still say what they said at first. That can be a good finding; then it helps to say why you keep them.",
    )
}

fn no_second_voice(facts: &Facts) -> Option<String> {
    let far = facts.stage > Stage::Challenged || (facts.stage == Stage::Challenged && !facts.challenges.is_empty());
    says(far && !facts.has_another_voice(), "So far everything here comes from you: your account, your reading.")
}

fn cannot_be_wrong(facts: &Facts) -> Option<String> {
    let assumption = facts.assumptions.first()?;
    let named = facts.tests.iter().any(|test| test.disconfirm);
    // In a language that is read, an assumption that says "if" can be seen to fail.
    let could_fail = facts.lists().is_some_and(|lists| lists.conditions.is_in(assumption.text()));
    says(
        facts.stage > Stage::Challenged && !named && !could_fail,
        "Nothing is named yet that would speak against your assumption.",
    )
}

fn solution_first(facts: &Facts) -> Option<String> {
    let thin = count(&facts.account) < ACCOUNT || count(&facts.intended) == 0 || count(&facts.actual) == 0;
    says(facts.next_step() && thin, "You already know what to do next, and what happened is still told in a few words.")
}

fn own_part(facts: &Facts) -> Option<String> {
    let text = &facts.contribution;
    if count(text) == 0 {
        let far = facts.stage > Stage::Challenged || (facts.stage == Stage::Challenged && count(&facts.fix) > 0);
        return says(far, "What others did is written down; your own part is not yet.");
    }
    let others = facts
        .lists()
        .is_some_and(|lists| count(text) >= 4 && !lists.first_person.is_in(text) && !lists.without_i.begins(text));
    says(facts.stage >= Stage::Challenged && others, "Where you write about your own part, you are not in it yet.")
}

fn untested(facts: &Facts) -> Option<String> {
    let waits = facts.stage == Stage::Revised && facts.days > UNTESTED;
    (waits && !facts.tests.iter().any(|test| test.planned))
        .then(|| format!("You have seen it this way for {} days. A small test would tell you more.", facts.days))
}

fn more_of_the_same(facts: &Facts) -> Option<String> {
    if facts.stage < Stage::Challenged || !stands_still(facts) {
        return None;
    }
    let mut next = format!("{}\n{}", facts.fix, facts.practice);
    for test in &facts.tests {
        next.push('\n');
        next.push_str(&test.action);
    }
    let found = facts.lists()?.more_of_the_same.found(&next);
    (!found.is_empty()).then(|| format!("Your next step says {}.", quoted(&found)))
}

fn feelings(facts: &Facts) -> Option<String> {
    let told = [&facts.trigger, &facts.account, &facts.actual, &facts.contribution].map(String::as_str).join("\n");
    let none = !facts.lists()?.feelings.is_in(&told);
    says(
        facts.stage >= Stage::Challenged && count(&told) >= FELT && none,
        "You tell what happened and not how it felt. Feelings often show what one was keeping safe.",
    )
}

fn in_general(facts: &Facts) -> Option<String> {
    let found = facts.lists()?.in_general.found(&facts.account);
    (facts.stage >= Stage::Mapped && found.len() >= GENERAL)
        .then(|| format!("Your account says {}: what would somebody have seen or heard?", quoted(&found)))
}

/// The first few, in quotation marks.
fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().take(3).map(|word| format!("“{word}”")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// Whether questions are asked at all: a log that was put aside, or whose writer found that the fix was enough, is left in
/// peace.
pub(super) fn is_asked(facts: &Facts) -> bool {
    facts.exit == Exit::None
}
