//! Thanks and answers on their way back to the readers of a pack.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::written::{Note, On, collection};
use super::{Kind, store};
use crate::error::{Error, Result};
use crate::id::{PackId, ResponseId};
use crate::store::Tx;
use crate::{people, tags};

/// A reply file, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What is to be in the file.
    pub text: String,
    /// The name proposed for it.
    pub file_name: String,
    /// Answers in it.
    pub answers: u32,
}

/// The answers to the comments on a pack, or to those of one reader. Names of people who have a pseudonym there go by it;
/// any other name that the journal knows must be taken out by the writer.
///
/// # Errors
/// `NotFound` for a pack that is not known; `BadInput` where nothing was answered, or an answer names somebody.
pub fn reply(tx: &Tx<'_>, pack: PackId, response: Option<ResponseId>) -> Result<Reply> {
    let sent = store::sent(tx, pack)?.ok_or(Error::NotFound("pack"))?;
    let labels = store::labels(tx, sent.audience)?;
    let names = known_names(tx, &labels)?;
    let mut answered = Vec::new();
    for kept in store::list(tx, None, Some(pack), None)? {
        if kept.answer.is_empty() || response.is_some_and(|response| response != kept.response) {
            continue;
        }
        let text = hidden(&kept.answer, &names);
        if let Some((name, _)) = names.iter().find(|(name, label)| label.is_none() && stands_in(&text, name)) {
            let letters = name.chars().count();
            let who = if kept.by_name().is_empty() { "a reader".into() } else { kept.by_name().to_owned() };
            return Err(Error::bad(format!(
                "your answer to {who} names someone you know (a name of {letters} letters). Write it without the name; nothing was written"
            )));
        }
        answered.push((kept, text));
    }
    if answered.is_empty() {
        return Err(Error::bad("you have not answered a comment on this yet, so there is nothing to send back"));
    }
    let notes: Vec<Note<'_>> = answered
        .iter()
        .map(|(kept, text)| Note {
            // The same answer has the same id each time it leaves, so that a newer one takes its place.
            id: id_of(&format!("reply {}", kept.id)),
            kind: Kind::Answer,
            text,
            on: On::Comment(kept.sent_id.parse().unwrap_or_default(), &kept.text),
            quote: None,
            made_at: kept.answered_at,
            edited_at: None,
        })
        .collect();
    let id = id_of(&format!("replies {pack} {}", response.map(|one| one.to_string()).unwrap_or_default()));
    let author = &sent.letter.author;
    let label = if author.is_empty() { "Answers to your comments".into() } else { format!("Answers from {author}") };
    Ok(Reply {
        text: collection(pack, id, &label, author, tx.now(), true, &notes),
        file_name: "Answers to comments.json".into(),
        answers: u32::try_from(answered.len()).unwrap_or(u32::MAX),
    })
}

fn id_of(words: &str) -> Uuid {
    let hash = Sha256::digest(words.as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(half).into_uuid()
}

/// Every name of every person, longest first, with the pseudonym of those who have one.
fn known_names(tx: &Tx<'_>, labels: &[(String, String)]) -> Result<Vec<(String, Option<String>)>> {
    let mut names = Vec::new();
    for person in people::list(tx)? {
        let label = labels.iter().find(|(_, name)| *name == person.name).map(|(label, _)| label.clone());
        for name in std::iter::once(person.name).chain(person.aliases) {
            names.push((name, label.clone()));
        }
    }
    names.retain(|(name, _)| !name.trim().is_empty());
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    Ok(names)
}

fn hidden(text: &str, names: &[(String, Option<String>)]) -> String {
    let mut text = text.to_owned();
    for (name, label) in names {
        let Some(label) = label else { continue };
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        while let Some(at) = place_of(&text, name, from) {
            out.push_str(&text[from..at.start]);
            out.push_str(label);
            from = at.end;
        }
        out.push_str(&text[from..]);
        text = out;
    }
    text
}

fn stands_in(text: &str, name: &str) -> bool {
    place_of(text, name, 0).is_some()
}

/// Where a name stands as a word of its own, whatever its case and accents.
fn place_of(text: &str, name: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let wanted = tags::folded(name);
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let length = name.chars().count();
    let starts = text[from..].char_indices().map(|(at, _)| from + at);
    starts.filter(|at| is_edge(text[..*at].chars().next_back())).find_map(|at| {
        // Accents may be written as marks of their own: a name can be a little longer or shorter than it is known.
        (length.saturating_sub(4)..=length + 4).find_map(|letters| {
            let end = text[at..].char_indices().nth(letters).map_or(text.len(), |(end, _)| at + end);
            let same = tags::folded(&text[at..end]) == wanted && is_edge(text[end..].chars().next());
            same.then_some(at..end)
        })
    })
}

impl store::Kept {
    fn by_name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_pseudonym_go_by_it_in_any_spelling_and_others_are_found() {
        let names = [("Amira", Some("Pupil A")), ("Zoë", None)]
            .map(|(name, label)| (name.to_owned(), label.map(str::to_owned)));
        assert_eq!(hidden("amira’s turn, AMIRA! Samira not.", &names), "Pupil A’s turn, Pupil A! Samira not.");
        assert!(stands_in("Ask zoe\u{308} too", "Zoë") && !stands_in("Zoëtrope", "Zoë"));
    }
}
