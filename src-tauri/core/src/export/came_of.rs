//! What became of the questions an entry asked and of what its writer meant to do, as text: for the formats that people
//! read.

use crate::intentions::IntentionAnswer;

/// A question that was answered.
pub(super) struct Answered {
    pub(super) question: String,
    /// May be empty: an entry can be the answer.
    pub(super) answer: String,
    /// Title of the entry that answers it, where that entry leaves too.
    pub(super) by: Option<String>,
    /// When, in words; empty where that is not told.
    pub(super) at: String,
}

/// Something that was meant, and what became of it.
pub(super) struct Meant {
    pub(super) text: String,
    pub(super) answer: IntentionAnswer,
    /// Title of the learning log it led to, where that leaves too.
    pub(super) log: Option<String>,
    /// When, in words; empty where that is not told.
    pub(super) at: String,
}

/// Markdown that stands below the entry's own text; empty where there is nothing to tell.
pub(super) fn markdown(questions: &[Answered], meant: &[Meant]) -> String {
    let mut out = String::new();
    if !questions.is_empty() {
        out.push_str("## What became of my questions");
    }
    for Answered { question, answer, by, at } in questions {
        let mut facts = vec![format!("answered {at}").trim_end().to_owned()];
        facts.extend(by.as_deref().map(|title| format!("by the entry “{}”", titled(title))));
        out.push_str(&format!("\n\n- **{}**{}{}", within(question), below(answer), below(&facts.join(", "))));
    }
    if !meant.is_empty() {
        out.push_str(if out.is_empty() { "" } else { "\n\n" });
        out.push_str("## What became of what I meant to do");
    }
    for Meant { text, answer, log, at } in meant {
        let became = match (answer, log) {
            (IntentionAnswer::Done, _) => "done".to_owned(),
            (IntentionAnswer::Carried, _) => "still to be done".into(),
            (IntentionAnswer::Dropped, _) => "let go".into(),
            (IntentionAnswer::Assumption, Some(title)) => {
                format!("it became a learning log, “{}”", titled(title))
            }
            (IntentionAnswer::Assumption, None) => "it became a learning log".into(),
        };
        let fact = if at.is_empty() { became } else { format!("{became}; so it was on {at}") };
        out.push_str(&format!("\n\n- {}{}", within(text), below(&fact)));
    }
    out
}

fn titled(title: &str) -> &str {
    if title.trim().is_empty() { "without a title" } else { title.trim() }
}

/// A person's words: each of their lines is kept inside the item.
fn within(text: &str) -> String {
    text.trim().lines().collect::<Vec<_>>().join("\n  ")
}

fn below(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("\n\n  {}", within(text)) }
}
