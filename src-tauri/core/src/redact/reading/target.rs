//! Escapes in addresses.

/// At `at`: how many bytes an escape like `%C3%AB` takes, and the letter it stands for.
pub(super) fn octets(text: &str, at: usize, end: usize) -> (usize, Option<char>) {
    let bytes = text.as_bytes();
    let mut decoded = [0u8; 4];
    let mut length = 0;
    while let Some(slot) = decoded.get_mut(length) {
        let from = at + length * 3;
        let Some([b'%', high, low]) = bytes.get(from..from + 3).filter(|_| from + 3 <= end) else { break };
        let (Some(high), Some(low)) = ((*high as char).to_digit(16), (*low as char).to_digit(16)) else { break };
        *slot = u8::try_from(high * 16 + low).unwrap_or(0);
        length += 1;
        if let Some(c) =
            decoded.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(|s| s.chars().next())
        {
            return (length * 3, Some(c));
        }
    }
    (1, None)
}
