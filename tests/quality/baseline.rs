//! SQLite's full-text search over the same documents, asked for any of the words, ranked by BM25.

use rusqlite::Connection;

use crate::collection::Collection;
use crate::{DEPTH, Outcome};

pub struct Baseline {
    sql: Connection,
    tokenizer: &'static str,
}

const TRIGRAM: &str = "trigram";

impl Baseline {
    pub fn of(collection: &Collection) -> Outcome<Self> {
        let tokenizer = match collection.language.as_str() {
            "en" | "" => "porter",
            "zh" | "ja" | "th" => TRIGRAM,
            _ => "unicode61",
        };
        let sql = Connection::open_in_memory()?;
        sql.execute(&format!("CREATE VIRTUAL TABLE found USING fts5(title, body, tokenize = '{tokenizer}')"), [])?;
        let mut insert = sql.prepare("INSERT INTO found (rowid, title, body) VALUES (?1, ?2, ?3)")?;
        for (at, document) in collection.documents.iter().enumerate() {
            insert.execute((i64::try_from(at)?, &document.title, &document.text))?;
        }
        drop(insert);
        Ok(Self { sql, tokenizer })
    }

    pub fn name(&self) -> String {
        format!("FTS5 {}", self.tokenizer)
    }

    pub fn search(&self, text: &str) -> Outcome<Vec<usize>> {
        let mut words: Vec<String> = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let letters: Vec<char> = word.chars().collect();
            match self.tokenizer == TRIGRAM {
                true => words.extend(letters.windows(3).map(|three| three.iter().collect())),
                false => words.push(word.to_owned()),
            }
        }
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let asked = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ");
        let mut found =
            self.sql.prepare_cached("SELECT rowid FROM found WHERE found MATCH ?1 ORDER BY rank LIMIT ?2")?;
        let rows = found.query_map((asked, i64::try_from(DEPTH)?), |row| row.get::<_, i64>(0))?;
        rows.map(|row| Ok(usize::try_from(row?)?)).collect()
    }
}
