use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde::Serialize;

/// Standard output: lines for a person, or one line of JSON.
pub struct Out {
    writer: BufWriter<StdoutLock<'static>>,
    json: bool,
    terminal: bool,
}

impl Out {
    /// JSON or not, as asked.
    pub fn new(json: bool) -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Self { writer: BufWriter::new(stdout.lock()), json, terminal }
    }

    /// Whether JSON was asked for.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// One value, on one line.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, value)?;
        self.writer.write_all(b"\n")
    }

    /// One line, harmless to a terminal.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.writer, "{}", harmless(text))
    }

    /// A text as it is; made harmless where it goes to a terminal.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        if self.terminal { self.writer.write_all(harmless(text).as_bytes()) } else { self.bytes(text.as_bytes()) }
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    /// Names and values, the values below each other; those without a value are left out.
    pub fn fields(&mut self, fields: &[(&str, String)]) -> io::Result<()> {
        let width = fields.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            self.line(&format!("{name:width$}  {value}"))?;
        }
        Ok(())
    }

    /// Writes out what is still held back.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Says a sentence on standard error; nobody is left to be told where that cannot be written.
pub fn tell(sentence: &str) {
    drop(writeln!(io::stderr().lock(), "{}", harmless(sentence)));
}

/// Without the control characters by which a text from elsewhere could command a terminal, or turn its lines around.
fn harmless(text: &str) -> String {
    let harmful = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// "1 entry", "2 entries".
pub fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_from_elsewhere_cannot_command_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\nc\td\u{202e}e\u{9b}"), "a\u{fffd}[2Jb\nc\td\u{fffd}e\u{fffd}");
    }

    #[test]
    fn one_is_one_and_none_are_many() {
        assert_eq!(counted(1, "entry", "entries"), "1 entry");
        assert_eq!(counted(0, "entry", "entries"), "0 entries");
    }
}
