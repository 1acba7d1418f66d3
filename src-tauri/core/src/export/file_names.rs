//! Names of files that leave: readable on every system, never made from a path, a user or a computer.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::Format;
use crate::entries::{Happened, Precision};
use crate::store::Tx;

/// Bytes in a name; every file system in use takes this many.
const LIMIT: usize = 120;
/// Names that Windows keeps for devices, with any extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The name proposed for an export: "loopbook-2026-11-21-1-entry.html", "loopbook-2026-11-21-3-entries-markdown.zip". What the
/// extension does not tell stands in front of it, so that two forms of the same never have one name. The day is today's, so that a name never says more about an entry than its own date does.
pub(super) fn of_export(tx: &Tx<'_>, entries: u32, format: &Format) -> String {
    let day = tx.clock().day(tx.now()).format("%Y-%m-%d");
    let (extension, told) = (format.extension, format.id);
    let of = match format.id {
        "packet" => "-review".to_owned(),
        _ if told == extension => String::new(),
        _ => format!("-{told}"),
    };
    let many = if entries == 1 { "entry" } else { "entries" };
    format!("loopbook-{day}-{entries}-{many}{of}.{extension}")
}

/// The name of an entry's file without extension: its date as far as it is known, and its title.
pub(super) fn of_entry(happened: &Happened, title: &str) -> String {
    let date = match happened.precision {
        Precision::Exact | Precision::Day => happened.local.get(..10).unwrap_or("undated"),
        Precision::Month => &happened.local,
        Precision::Unknown => "undated",
    };
    let slug = plain_name(&title.to_lowercase()).replace('.', "-");
    let slug = slug.trim_matches('-');
    let slug: String = slug.chars().take(60).collect();
    format!("{date}-{}", if slug.is_empty() { "entry" } else { slug.trim_end_matches('-') })
}

/// Letters, digits, `.`, `-` and `_`; everything else, which some system, link or archive reads as more than a sign,
/// becomes one `-`.
fn plain_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfc() {
        if c.is_alphanumeric() || matches!(c, '.' | '_') || unicode_normalization::char::is_combining_mark(c) {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out
}

/// Gives each file a name of its own.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name of at most 120 bytes that none got before, upper and lower case being one.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let safe = plain_name(wanted);
        let safe = safe.trim_matches(['.', '-', ' ']);
        let (stem, extension) = match safe.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && extension.len() <= 12 => (stem, format!(".{extension}")),
            _ => (safe, String::new()),
        };
        let first = stem.split('.').next().unwrap_or_default().to_lowercase();
        let numbered = |device: &str| {
            first.strip_prefix(device).is_some_and(|rest| {
                matches!(rest, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
            })
        };
        let stem = if stem.is_empty() {
            "file".to_owned()
        } else if RESERVED.contains(&first.as_str()) || numbered("com") || numbered("lpt") {
            format!("file-{stem}")
        } else {
            stem.to_owned()
        };
        for number in 1u32.. {
            let ending = if number == 1 { extension.clone() } else { format!("-{number}{extension}") };
            let name = format!("{}{ending}", cut(&stem, LIMIT - ending.len()));
            if self.0.insert(name.to_lowercase().nfc().collect()) {
                return name;
            }
        }
        stem
    }
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end_matches(['.', '-'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_on_every_system_and_used_once() {
        let mut names = Names::default();
        assert_eq!(names.take("Photo (1).JPG"), "Photo-1.JPG");
        assert_eq!(names.take("photo (1).jpg"), "photo-1-2.jpg");
        assert_eq!(names.take("../../etc/passwd"), "etc-passwd");
        assert_eq!(names.take("CON.txt"), "file-CON.txt");
        assert_eq!(names.take("lpt1"), "file-lpt1");
        assert_eq!(names.take("a\u{202e}gpj.exe"), "a-gpj.exe");
        assert_eq!(names.take("…"), "file");
        assert_eq!(names.take("???"), "file-2");
        let long = names.take(&format!("{}.docx", "é".repeat(300)));
        assert!(long.len() <= 120 && long.ends_with(".docx"), "{long}");
        assert_eq!(names.take("e\u{301}.txt"), "é.txt");
    }

    #[test]
    fn an_entrys_name_says_its_date_as_far_as_it_is_known() {
        let on = |text: &str| Happened::parse(text, None).unwrap();
        assert_eq!(of_entry(&on("2026-11-21T17:40:05"), "Cold calling: why?"), "2026-11-21-cold-calling-why");
        assert_eq!(of_entry(&on("2026-11"), "A/B"), "2026-11-a-b");
        assert_eq!(of_entry(&Happened::unknown(), ""), "undated-entry");
        assert_eq!(of_entry(&on("2026-11-21"), "日本語 ☕"), "2026-11-21-日本語");
    }
}
