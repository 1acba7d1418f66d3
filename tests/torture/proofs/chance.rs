//! What chance makes of real files: bytes turned, pieces dropped, doubled, moved, put in from others; and of JSON, where that nearly
//! always ends at the first brace, values turned too, so that what comes behind the braces has its turn.

use serde_json::{Value, json};

use super::bombs;
use crate::rig::Dice;

/// What a reader of lines of JSON looks for in a page.
const BLOCK: (&str, &str) = ("id=\"pack\">", "</script>");
/// No file is larger: what is tried is what the reader does, not how much it reads.
const LARGEST: usize = 2 * 1024 * 1024;

/// The files that chance begins with.
pub struct Seeds {
    pub files: Vec<Vec<u8>>,
    /// Those that are JSON, or a page around it, with whether they are a page.
    whole: Vec<(Value, bool)>,
    /// All the JSON there is, to be put into others.
    parts: Vec<Value>,
}

impl Seeds {
    pub fn new(files: Vec<Vec<u8>>, kind: &str) -> Self {
        let (mut whole, mut parts) = (Vec::new(), Vec::new());
        for file in &files {
            let text = String::from_utf8_lossy(file);
            let inside = text.split_once(BLOCK.0).and_then(|(_, rest)| rest.split_once(BLOCK.1)).map(|(json, _)| json);
            let Ok(value) = serde_json::from_str::<Value>(inside.unwrap_or(&text)) else { continue };
            // Of a page only a page will do; a bare number or an empty list leads nowhere.
            if inside.is_some() || (kind != "page" && kind != "html" && value.is_object()) {
                whole.push((value.clone(), inside.is_some()));
            }
            parts.push(value);
        }
        Self { files, whole, parts }
    }

    /// One more file.
    pub fn turn(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = if !self.whole.is_empty() && dice.below(2) == 0 {
            let (value, is_page) = &self.whole[dice.place(self.whole.len())];
            let text = self.turned(dice, value.clone()).to_string();
            if *is_page { bombs::block(&text.replace('<', "\\u003c")).into_bytes() } else { text.into_bytes() }
        } else {
            self.bytes(dice)
        };
        bytes.truncate(LARGEST);
        bytes
    }

    fn turned(&self, dice: &mut Dice, mut value: Value) -> Value {
        for _ in 0..=dice.below(4) {
            let mut part = self.parts[dice.place(self.parts.len())].clone();
            let mut at = dice.place(nodes(&part));
            let other = nth(&mut part, &mut at).map(Value::take).unwrap_or_default();
            at = dice.place(nodes(&value));
            if let Some(node) = nth(&mut value, &mut at) {
                change(dice, node, other);
            }
        }
        value
    }

    fn bytes(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.files[dice.place(self.files.len())].clone();
        for _ in 0..=dice.below(6) {
            if bytes.is_empty() {
                bytes.push(b' ');
            }
            let at = dice.place(bytes.len());
            let end = (at + 1 + dice.place(200)).min(bytes.len());
            match dice.below(9) {
                0 => bytes[at] = dice.next().to_le_bytes()[0],
                1 => bytes[at] ^= 1 << dice.below(8),
                2 => drop(bytes.drain(at..end)),
                3 => bytes.truncate(at),
                4 => {
                    let piece = bytes[at..end].to_vec();
                    let times = [2, 3, 40, 400][dice.place(4)];
                    let more = piece.repeat(times);
                    bytes.splice(at..at, more);
                }
                5 => {
                    let other = &self.files[dice.place(self.files.len())];
                    if !other.is_empty() {
                        let from = dice.place(other.len());
                        let to = (from + 1 + dice.place(400)).min(other.len());
                        bytes.splice(at..at, other[from..to].iter().copied());
                    }
                }
                6 | 7 => {
                    let token = bombs::TOKENS[dice.place(bombs::TOKENS.len())];
                    bytes.splice(at..at, token.iter().copied());
                }
                _ => {
                    let number = [0u32, 1, 0x7fff_ffff, 0xffff_ffff, 0xffff][dice.place(5)].to_le_bytes();
                    let end = (at + 4).min(bytes.len());
                    bytes.splice(at..end, number);
                }
            }
        }
        bytes
    }
}

/// How many values there are in one, itself too.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(fields) => fields.values().map(nodes).sum::<usize>(),
        _ => 0,
    }
}

/// The value at this place, counted from itself on; `left` is what is left to count.
fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, left)),
        _ => None,
    }
}

/// Something else in its place.
fn change(dice: &mut Dice, node: &mut Value, other: Value) {
    let token = String::from_utf8_lossy(bombs::TOKENS[dice.place(bombs::TOKENS.len())]).into_owned();
    match dice.below(9) {
        0 => {
            let odd = [
                json!(null),
                json!(true),
                json!(0),
                json!(-1),
                json!(i64::MIN),
                json!(u64::MAX),
                json!(1e308),
                json!(-0.0),
                json!(""),
                json!("\u{0}"),
                json!("\u{202e}x\u{2028}"),
                json!([]),
                json!({}),
                json!("2026-02-30T25:61:00Z"),
                json!("urn:uuid:00000000-0000-0000-0000-000000000000"),
                json!("../../../etc/passwd"),
            ];
            *node = odd[dice.place(odd.len())].clone();
        }
        1 => {
            if let Value::String(text) = node {
                let at = (0..=dice.place(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                text.insert_str(at, &token);
            } else {
                *node = Value::String(token);
            }
        }
        2 => {
            let times = [2, 3, 40, 400][dice.place(4)];
            match node {
                Value::String(text) if text.len() < 4_000 => *text = text.repeat(times),
                Value::Array(items) if items.len() < 100 => *items = vec![items.clone(); times.min(40)].concat(),
                _ => *node = Value::Array(vec![node.clone(); times.min(40)]),
            }
        }
        3 | 4 => *node = other,
        5 => {
            for _ in 0..[1, 5, 30, 120][dice.place(4)] {
                let inner = node.take();
                *node = if dice.below(2) == 0 { json!([inner]) } else { json!({ "items": inner }) };
            }
        }
        6 => match node {
            Value::Array(items) if !items.is_empty() => drop(items.remove(dice.place(items.len()))),
            Value::Object(fields) => {
                let gone = fields.keys().nth(dice.place(fields.len())).cloned();
                gone.and_then(|name| fields.remove(&name));
            }
            _ => *node = Value::Null,
        },
        7 => {
            if let Value::Object(fields) = node {
                let moved = fields.keys().nth(dice.place(fields.len())).cloned();
                if let Some(value) = moved.and_then(|name| fields.remove(&name)) {
                    fields.insert(token, value);
                }
            } else {
                *node = json!({ token: node.take() });
            }
        }
        _ => {
            *node = match &mut *node {
                Value::String(text) => text.parse::<i64>().map_or_else(|_| json!(text.len()), |number| json!(number)),
                Value::Number(number) => json!(number.to_string()),
                Value::Bool(is) => json!(is.to_string()),
                other => json!([other.take()]),
            };
        }
    }
}
