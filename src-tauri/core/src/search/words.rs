//! How words reach tantivy: joined by a space, since they are cut already (`tokens`) and none holds one. It cuts them
//! apart again without a string of its own for each.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Between two parts of an entry, so that no phrase spans them.
pub(super) const GAP: char = '\u{1d}';
/// Positions left free there.
const WIDTH: usize = 100;

/// Cuts at spaces.
#[derive(Clone, Default)]
pub(super) struct Joined {
    token: Token,
}

/// The words of one joined text.
pub(super) struct Cut<'t> {
    left: std::str::Split<'t, char>,
    next: usize,
    token: &'t mut Token,
}

impl Tokenizer for Joined {
    type TokenStream<'t> = Cut<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Cut<'t> {
        self.token.reset();
        Cut { left: text.split(' '), next: 0, token: &mut self.token }
    }
}

impl TokenStream for Cut<'_> {
    fn advance(&mut self) -> bool {
        for word in self.left.by_ref() {
            if word.is_empty() {
                continue;
            }
            if word.starts_with(GAP) {
                self.next += WIDTH;
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(word);
            self.token.position = self.next;
            self.next += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_apart_as_they_were_joined_with_room_between_parts() {
        let text = format!("one two {GAP} {GAP} three");
        let mut joined = Joined::default();
        let mut stream = joined.token_stream(&text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().text.clone(), stream.token().position));
        }
        let expected = [("one", 0), ("two", 1), ("three", 2 + 2 * WIDTH)];
        assert_eq!(found, expected.map(|(word, position)| (word.to_owned(), position)));
    }
}
