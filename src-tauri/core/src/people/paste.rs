//! A class list as it is pasted: one name a line, from a register, a spreadsheet or an e-mail.

use std::collections::HashSet;

use serde::Serialize;

use super::store;
use crate::error::Result;
use crate::store::Tx;
use crate::tags::folded;

/// Characters of a pasted list.
const LIMIT: usize = 200_000;
/// What stands above a column.
const HEADINGS: &[&str] = &[
    "name",
    "names",
    "full name",
    "surname",
    "last name",
    "first name",
    "forename",
    "pupil",
    "pupils",
    "student",
    "students",
];

/// A name read from a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ReadName {
    /// First name first.
    pub name: String,
    /// What stood in brackets or quotes.
    pub aliases: Vec<String>,
    /// Whether the list has them already.
    pub known: bool,
}

/// Reads the names of a pasted list, each once.
///
/// # Errors
/// Those of the database.
pub fn read(tx: &Tx<'_>, text: &str) -> Result<Vec<ReadName>> {
    let text: String = text.chars().take(LIMIT).collect();
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    for (name, aliases) in text.lines().filter_map(line) {
        if seen.insert(folded(&name)) {
            let known = match store::by_name(tx, &name)? {
                Some(id) => super::get(tx, id)?.listed,
                None => false,
            };
            names.push(ReadName { name, aliases, known });
        }
    }
    Ok(names)
}

/// "3. Jones, Rebecca (Bex)   9B" is Rebecca Jones, called Bex.
fn line(line: &str) -> Option<(String, Vec<String>)> {
    let line = line.trim();
    let unnumbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = unnumbered.starts_with(['.', ')', '\t', ' ']);
    let line = if is_numbered { unnumbered } else { line };
    let line = line.trim_start_matches(['.', ')', '-', '*', '•', '–', '\t', ' ', '\u{a0}']);
    let (line, aliases) = without_brackets(line);
    let cells: Vec<String> = line.split(['\t', ';']).map(words_of).filter(|cell| !cell.is_empty()).collect();
    let first = cells.first()?;
    // A spreadsheet with the names in two columns.
    let name = match cells.get(1) {
        Some(second) if !first.contains([' ', ',']) => format!("{first} {second}"),
        _ => first.clone(),
    };
    let name = match name.split_once(',') {
        Some((surname, first)) if !first.trim().is_empty() && !first.contains(',') => {
            format!("{} {}", first.trim(), surname.trim())
        }
        _ => name.replace(',', " "),
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['(', ')']).to_owned();
    let is_heading = HEADINGS.contains(&folded(first).as_str());
    (name.chars().any(char::is_alphabetic) && !is_heading).then_some((name, aliases))
}

/// The words of a cell that can belong to a name: none with a digit in it, no address.
fn words_of(cell: &str) -> String {
    let is_name = |word: &&str| !word.contains(|c: char| c.is_ascii_digit() || c == '@');
    cell.split_whitespace().filter(is_name).collect::<Vec<_>>().join(" ").trim_matches(['"', ' ']).to_owned()
}

/// What stands in brackets or quotes is another name.
fn without_brackets(line: &str) -> (String, Vec<String>) {
    let (mut rest, mut aliases) = (line.to_owned(), Vec::new());
    for (open, close) in [('(', ')'), ('“', '”'), ('‘', '’'), ('"', '"')] {
        while let Some((before, after)) = rest.split_once(open)
            && let Some((inside, after)) = after.split_once(close)
            && !before.trim().is_empty()
        {
            let inside = words_of(inside);
            let next = format!("{before} {after}");
            if !inside.is_empty() {
                aliases.push(inside);
            }
            rest = next;
        }
    }
    (rest, aliases)
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_of_a_register_is_read_first_name_first() {
        let read = |text: &str| line(text).map(|(name, aliases)| (name, aliases.join("/")));
        let name = |name: &str, aliases: &str| Some((name.to_owned(), aliases.to_owned()));
        assert_eq!(read("3. Jones, Rebecca (Bex)   9B"), name("Rebecca Jones", "Bex"));
        assert_eq!(read("Khan\tAmira\t9B\tamira@school.example"), name("Khan Amira", ""));
        assert_eq!(read("• Tomasz “Tomek” Nowak"), name("Tomasz Nowak", "Tomek"));
        assert_eq!(read("\"de Vries, Sanne\""), name("Sanne de Vries", ""));
        assert_eq!(read("O'Brien, Aoife"), name("Aoife O'Brien", ""));
        assert_eq!(read("Jean-Luc M."), name("Jean-Luc M.", ""));
        assert_eq!(read("李明"), name("李明", ""));
        assert_eq!(read("(only)"), name("only", ""));
        for nothing in ["", "   ", "12.", "Surname", "---", "Name\tForm", "9B", "()"] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }
}
