//! Words that join others together ("the", "of", "how"): a question needs them to be a question, an entry does not need
//! them to be an answer. They are looked for, and weigh little.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::telling::tells_nothing;
use super::tokens::{Token, tokens};
use crate::text::fold;

/// Our own lists, a language a line.
static JOINING: LazyLock<Vec<(&str, HashSet<String>)>> = LazyLock::new(|| {
    let lists = include_str!("stop/joining.txt").lines().filter_map(|line| line.split_once(' '));
    let words = |list: &str| list.split(' ').flat_map(tokens).map(|token| fold(&token.exact)).collect();
    lists.map(|(language, list)| (language, words(list))).collect()
});

/// More words than this are a question, and in one the words that tell nothing of what it is about ("name", "called",
/// "kind") only join the others, too.
const FEW: usize = 3;

/// Which of the words of a query only join the others. A word may join in one language and tell much in another ("die"),
/// so it goes by the one language, of those the journal is written in, that explains most of the words. None does where
/// all would.
pub(super) fn joining(words: &[&Token], languages: &[String]) -> Vec<bool> {
    let none = vec![false; words.len()];
    let spoken = |language: &str| languages.iter().any(|known| known.split('-').next() == Some(language));
    let known = JOINING.iter().any(|(language, _)| spoken(language));
    let mut best = none.clone();
    for (language, list) in JOINING.iter().filter(|(language, _)| !known || spoken(language)) {
        let joins = |word: &&Token| {
            let word = fold(&word.exact);
            list.contains(&word) || (words.len() > FEW && tells_nothing(language, &word))
        };
        let joins: Vec<bool> = words.iter().map(joins).collect();
        let count = |joins: &[bool]| joins.iter().filter(|joins| **joins).count();
        if count(&joins) > count(&best) {
            best = joins;
        }
    }
    if best.iter().all(|joins| *joins) { none } else { best }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling(query: &str, languages: &[&str]) -> Vec<String> {
        let words = tokens(query);
        let languages: Vec<String> = languages.iter().map(|language| (*language).to_owned()).collect();
        let joins = joining(&words.iter().collect::<Vec<_>>(), &languages);
        words.into_iter().zip(joins).filter(|(_, joins)| !joins).map(|(word, _)| word.folded).collect()
    }

    #[test]
    fn a_question_is_asked_by_its_telling_words() {
        assert_eq!(
            telling("How many points did the Panthers surrender?", &["en"]),
            ["points", "panthers", "surrender"]
        );
        assert_eq!(
            telling("Wo lebte Tesla den größten Teil seines Lebens?", &["de"]),
            ["lebte", "tesla", "grossten", "teil", "lebens"]
        );
        assert_eq!(telling("Où est-ce que l'école a été ouverte ?", &["fr"]), ["ecole", "ouverte"]);
    }

    #[test]
    fn a_word_joins_in_the_language_of_the_question_only() {
        assert_eq!(telling("die Würfel und die Hoffnung", &["de", "en"]), ["wurfel", "hoffnung"]);
        assert_eq!(telling("how plants die", &["de", "en"]), ["plants", "die"]);
    }

    #[test]
    fn words_that_tell_nothing_join_in_a_question_and_are_meant_among_few() {
        assert_eq!(telling("thinking time", &["en"]), ["thinking", "time"]);
        assert_eq!(telling("what was the fort named at that time", &["en"]), ["fort", "named"]);
    }

    #[test]
    fn where_all_words_join_all_are_meant() {
        assert_eq!(telling("to be or not to be", &["en"]).len(), 6);
        assert_eq!(telling("who are you", &["en"]), ["who", "are", "you"]);
    }

    #[test]
    fn a_journal_of_no_known_language_is_asked_in_any() {
        assert_eq!(telling("where is the key", &[]), ["key"]);
    }
}
