//! The pieces a query is made of: words, what stands in quotation marks, and filters with their values.

use super::super::filters::{self, could_be_name};
use super::{DEPTH, NEAR, Parser};
use crate::text::excerpt;

/// A run of characters up to the next space outside quotation marks.
#[derive(Default)]
pub(super) struct Piece {
    /// Before a colon, where what stands there could be a filter's name.
    pub(super) name: Option<String>,
    pub(super) text: String,
    pub(super) quoted: bool,
    /// A group in brackets comes next, which holds the values.
    pub(super) grouped: bool,
    /// After a closed quotation mark: "~5".
    pub(super) within: Option<usize>,
}

impl Parser {
    /// The next piece.
    pub(super) fn piece(&mut self, depth: usize) -> Piece {
        let mut piece = Piece::default();
        while let Some(c) = self.peek(0).filter(|c| !c.is_whitespace() && (*c != ')' || depth == 0)) {
            if is_quote(c) && piece.text.is_empty() {
                self.quoted(&mut piece);
                return piece;
            }
            let is_value = piece.name.is_some() && piece.text.is_empty();
            if is_value && self.within(&mut piece, c, depth) {
                return piece;
            }
            self.at += 1;
            // A colon of Chinese and Japanese keyboards ends sentences there, so only a filter's name makes it one here.
            let is_colon = c == ':' || (c == '：' && filters::is_name(&piece.text.to_lowercase()));
            if is_colon && piece.name.is_none() && could_be_name(&piece.text) && self.peek(0) != Some('/') {
                piece.name = Some(std::mem::take(&mut piece.text));
            } else {
                piece.text.push(c);
            }
        }
        piece
    }

    /// A value in single quotation marks or in brackets, which mean something after a filter's name only.
    fn within(&mut self, piece: &mut Piece, opening: char, depth: usize) -> bool {
        let name = piece.name.as_deref().unwrap_or_default().to_lowercase();
        let closing: &[char] = match opening {
            '\'' | '‘' | '‚' => &['\'', '’', '‘'],
            '(' if name == "near" => &[')'],
            '(' if depth < DEPTH => {
                piece.grouped = filters::is_name(&name);
                return true;
            }
            _ => return false,
        };
        let rest = self.chars.get(self.at + 1..).unwrap_or_default();
        let ends = |at: usize| rest.get(at + 1).is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '~'));
        let end = (0..rest.len()).find(|at| closing.contains(&rest[*at]) && (opening == '(' || ends(*at)));
        let Some(end) = end.or(Some(rest.len()).filter(|_| opening == '(')) else { return false };
        piece.text = rest[..end].iter().collect();
        piece.quoted = true;
        self.at = (self.at + end + 2).min(self.chars.len());
        self.distance(piece);
        true
    }

    fn quoted(&mut self, piece: &mut Piece) {
        self.at += 1;
        let rest = &self.chars[self.at..];
        let closing = rest.iter().position(|c| is_quote(*c));
        piece.quoted = true;
        piece.text = rest[..closing.unwrap_or(rest.len())].iter().collect();
        self.at += closing.map_or(rest.len(), |closing| closing + 1);
        if closing.is_none() && !piece.text.trim().is_empty() {
            let text = excerpt(&piece.text, 60);
            self.note(format!("A quotation mark is not closed: I looked for “{text}” as one phrase."));
        }
        self.distance(piece);
    }

    /// How near to each other the words of a closed piece are asked to be.
    fn distance(&mut self, piece: &mut Piece) {
        if self.peek(0) == Some('~') {
            let digits: String = self.chars[self.at + 1..].iter().take_while(|c| c.is_ascii_digit()).take(4).collect();
            self.at += 1 + digits.len();
            piece.within = Some(digits.parse().unwrap_or(NEAR));
        }
    }
}

/// Any of the marks that open or close a phrase.
pub(in crate::search) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」')
}
