//! Which names inside an archive are taken. They are never used as paths on disk; a name that tries to be one tells that
//! the archive means harm, or is broken, and the whole of it is refused.

use unicode_normalization::UnicodeNormalization;

/// Bytes of a name.
const LENGTH: usize = 1024;
/// Folders in folders.
pub(super) const DEPTH: usize = 64;

/// What is said of a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A safe relative name, with `/` between its parts.
    Fine(String),
    /// Belongs to the system or to another program: left out without a word.
    Quiet,
    /// Left out and named.
    Odd(&'static str),
    /// The whole archive is refused.
    Hostile(&'static str),
}

/// Judges the name of a file or folder in an archive.
pub(super) fn judge(name: &str) -> Verdict {
    if crate::mutant::is("any name of an archive is taken") {
        return Verdict::Fine(name.to_owned());
    }
    if name.contains('\\') {
        return Verdict::Hostile("a backslash in a name");
    }
    if name.chars().any(char::is_control) {
        return Verdict::Hostile("a control character in a name");
    }
    if name.starts_with('/') {
        return Verdict::Hostile("an absolute path");
    }
    let mut start = name.chars();
    if start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':') {
        return Verdict::Hostile("a drive letter");
    }
    if name.len() > LENGTH {
        return Verdict::Hostile("a name that is far too long");
    }
    let mut parts = Vec::new();
    for part in name.strip_suffix('/').unwrap_or(name).split('/') {
        if part == "." {
            continue;
        }
        let bare = part.trim_matches(|c: char| c == '.' || c.is_whitespace());
        if bare.is_empty() && part.contains("..") {
            return Verdict::Hostile("a path that leads out of it");
        }
        if bare.is_empty() {
            return Verdict::Odd("it has no name");
        }
        parts.push(part);
    }
    if parts.len() > DEPTH {
        return Verdict::Hostile("folders nested too deeply");
    }
    if parts.iter().any(|part| is_hidden(part)) {
        return Verdict::Quiet;
    }
    if parts.iter().any(|part| is_reserved(part)) {
        return Verdict::Odd("its name stands for a device on some systems");
    }
    Verdict::Fine(parts.join("/"))
}

/// Whether a part of a path is not the user's own: hidden files, and what systems leave behind.
pub(super) fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || matches!(part, "__MACOSX" | "Thumbs.db" | "desktop.ini")
}

/// Names that Windows gives to devices, with any ending.
fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || ["COM", "LPT"].iter().any(|device| {
            stem.strip_prefix(device).is_some_and(|number| {
                let mut digits = number.chars();
                matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
            })
        })
}

/// The form in which two spellings of a name are one: composed, and without what some systems drop at the end.
pub(super) fn key(name: &str) -> String {
    let parts = name.split('/').filter(|part| *part != ".");
    parts.map(|part| part.trim_end_matches(['.', ' '])).collect::<Vec<_>>().join("/").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_leave_the_archive_are_hostile() {
        for name in [
            "../x",
            "a/../../x",
            ".. /x",
            " ../x",
            ".../x",
            "/etc/passwd",
            "C:/x",
            "c:x",
            "x:ads",
            "a\\b",
            "..",
            "a/..",
            "a\u{0}b",
            "a\nb",
        ] {
            assert!(matches!(judge(name), Verdict::Hostile(_)), "{name:?}: {:?}", judge(name));
        }
        assert!(matches!(judge(&"a/".repeat(100)), Verdict::Hostile(_)));
        assert!(matches!(judge(&"a".repeat(2000)), Verdict::Hostile(_)));
    }

    #[test]
    fn device_names_are_left_out_whatever_their_ending() {
        for name in ["NUL", "a/nul.txt", "con .md", "COM1.png", "lpt¹", ""] {
            assert!(matches!(judge(name), Verdict::Odd(_)), "{name:?}: {:?}", judge(name));
        }
    }

    #[test]
    fn ordinary_names_are_taken_and_hidden_ones_left_out_quietly() {
        for name in ["a.md", "2024/03/05.md", "Meeting: Monday.md", "école/été.md", "…/x.md", "community.md", "a..b.md"]
        {
            assert_eq!(judge(name), Verdict::Fine(name.into()));
        }
        assert_eq!(judge("./a/./b.md"), Verdict::Fine("a/b.md".into()));
        for name in [".git/config", "a/.obsidian/x.json", "__MACOSX/a.md", "a/.DS_Store"] {
            assert_eq!(judge(name), Verdict::Quiet, "{name}");
        }
    }

    #[test]
    fn composed_and_decomposed_spellings_are_one_name() {
        assert_eq!(key("e\u{301}te\u{301}.md"), key("été.md"));
        assert_eq!(key("a. /b."), key("a/b"));
        assert_eq!(key("./a/./b"), key("a/b"));
        assert_ne!(key("a"), key("A"));
    }
}
