//! Letters by their names in HTML.

use super::Reading;

/// Reads what is written as `&name;` or is no more than `&`; answers where it ends.
pub(super) fn entity(text: &str, at: usize, limit: usize, reading: &mut Reading) -> usize {
    let bytes = text.as_bytes();
    let end = bytes.get(at..limit.min(at + 34)).and_then(|rest| rest.iter().position(|b| *b == b';'));
    let name = end.and_then(|length| text.get(at + 1..at + length));
    let decoded = name.and_then(|name| match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.and_then(char::from_u32).map(String::from)
        }
        None => named(name),
    });
    match (decoded, end) {
        (Some(decoded), Some(length)) => {
            for c in decoded.chars() {
                reading.push(c, at, at + length + 1);
            }
            at + length + 1
        }
        _ => {
            reading.push('&', at, at + 1);
            at + 1
        }
    }
}

/// A character by its name in HTML.
fn named(name: &str) -> Option<String> {
    let with = format!("&{name};");
    entities::ENTITIES.iter().find(|entity| entity.entity == with).map(|entity| entity.characters.to_owned())
}
