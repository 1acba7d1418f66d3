use std::collections::{BTreeSet, HashMap};

use rusqlite::types::Value;

use super::Pages;
use super::pages::USABLE;

const TABLE_INTERIOR: u8 = 5;
const TABLE_LEAF: u8 = 13;
const INDEX_INTERIOR: u8 = 2;
const INDEX_LEAF: u8 = 10;
/// A b-tree is never this deep.
const DEEPEST: u32 = 40;
/// A row has this many bytes at most.
const LONGEST: u64 = 1 << 30;

/// A row as it lies on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number in the table.
    pub rowid: i64,
    /// Its columns; fewer where some were added to the table later.
    pub values: Vec<Value>,
    /// The rest of it lay on a page that cannot be read: the last column ends in the middle.
    pub cut: bool,
}

/// A table or an index, by the number of its first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Its name.
    pub name: String,
    /// Of its first page.
    pub root: u32,
    /// Whether it is a table.
    pub table: bool,
}

/// Everything that can still be read.
pub struct Found {
    /// The trees that the schema still names.
    pub trees: Vec<Tree>,
    /// Rows by the tree that led to them.
    pub rows: HashMap<String, Vec<Row>>,
    /// Rows on pages that no tree leads to any more, page by page.
    pub strays: Vec<Vec<Row>>,
    /// Keys of indexes, by their name.
    pub keys: HashMap<String, Vec<Vec<Value>>>,
}

impl Found {
    /// Reads all that is on pages as they were written. Strays are looked for only where something is missing: on a whole
    /// database they are what was deleted.
    pub fn read(pages: &Pages) -> Self {
        let mut found = Self { trees: Vec::new(), rows: HashMap::new(), strays: Vec::new(), keys: HashMap::new() };
        let mut seen = BTreeSet::new();
        let mut broken = pages.damaged() > 0 || !pages.is_sealed();
        for row in walk(pages, 1, &mut seen, &mut broken).rows {
            if let [Value::Text(kind), Value::Text(name), _, Value::Integer(root), ..] = row.values.as_slice()
                && let Ok(root) = u32::try_from(*root)
                && root > 0
            {
                found.trees.push(Tree { name: name.clone(), root, table: kind == "table" });
            }
        }
        for tree in &found.trees {
            let walked = walk(pages, tree.root, &mut seen, &mut broken);
            if tree.table {
                found.rows.insert(tree.name.clone(), walked.rows);
            } else {
                found.keys.insert(tree.name.clone(), walked.keys);
            }
        }
        if broken {
            let free = free_pages(pages);
            for number in pages.numbers().filter(|number| !seen.contains(number) && !free.contains(number)) {
                let Some(page) = pages.get(number) else { continue };
                if kind(page, number) == Some(TABLE_LEAF) {
                    let rows = leaf_rows(pages, page, number);
                    if !rows.is_empty() {
                        found.strays.push(rows);
                    }
                }
            }
        }
        found
    }
}

#[derive(Default)]
struct Walked {
    rows: Vec<Row>,
    keys: Vec<Vec<Value>>,
}

fn walk(pages: &Pages, root: u32, seen: &mut BTreeSet<u32>, broken: &mut bool) -> Walked {
    let mut walked = Walked::default();
    let mut waiting = vec![(root, 0)];
    while let Some((number, depth)) = waiting.pop() {
        if depth > DEEPEST || !seen.insert(number) {
            continue;
        }
        let Some(page) = pages.get(number) else {
            *broken = true;
            continue;
        };
        match kind(page, number) {
            Some(TABLE_LEAF) => walked.rows.extend(leaf_rows(pages, page, number)),
            Some(INDEX_LEAF) => walked.keys.extend(index_keys(pages, page, number)),
            Some(interior @ (TABLE_INTERIOR | INDEX_INTERIOR)) => {
                if interior == INDEX_INTERIOR {
                    walked.keys.extend(index_keys(pages, page, number));
                }
                let right = word(page, header(number) + 8);
                let children = cells(page, number).into_iter().filter_map(|at| word(page, at));
                waiting.extend(children.chain(right).map(|child| (child, depth + 1)));
            }
            _ => *broken = true,
        }
    }
    walked
}

fn header(number: u32) -> usize {
    if number == 1 { 100 } else { 0 }
}

fn word(page: &[u8], at: usize) -> Option<u32> {
    page.get(at..at + 4).and_then(|word| word.try_into().ok()).map(u32::from_be_bytes)
}

fn half(page: &[u8], at: usize) -> Option<usize> {
    page.get(at..at + 2).and_then(|half| half.try_into().ok()).map(|half| usize::from(u16::from_be_bytes(half)))
}

fn kind(page: &[u8], number: u32) -> Option<u8> {
    page.get(header(number)).copied().filter(|kind| matches!(kind, 2 | 5 | 10 | 13))
}

/// Where the cells of a page begin.
fn cells(page: &[u8], number: u32) -> Vec<usize> {
    let from = header(number);
    let interior = matches!(page.get(from), Some(&(TABLE_INTERIOR | INDEX_INTERIOR)));
    let pointers = from + if interior { 12 } else { 8 };
    let count = half(page, from + 3).unwrap_or_default().min(USABLE / 2);
    (0..count).filter_map(|cell| half(page, pointers + cell * 2)).filter(|at| *at >= pointers && *at < USABLE).collect()
}

fn leaf_rows(pages: &Pages, page: &[u8], number: u32) -> Vec<Row> {
    cells(page, number).into_iter().filter_map(|at| row(pages, page, at)).collect()
}

fn row(pages: &Pages, page: &[u8], at: usize) -> Option<Row> {
    let (length, at) = varint(page, at)?;
    let (rowid, at) = varint(page, at)?;
    let (payload, cut) = payload(pages, page, at, length, USABLE - 35)?;
    Some(Row { rowid: rowid.cast_signed(), values: record(&payload, cut)?, cut })
}

fn index_keys(pages: &Pages, page: &[u8], number: u32) -> Vec<Vec<Value>> {
    let interior = page.get(header(number)) == Some(&INDEX_INTERIOR);
    let key = |at: usize| {
        let (length, at) = varint(page, if interior { at + 4 } else { at })?;
        let (payload, cut) = payload(pages, page, at, length, (USABLE - 12) * 64 / 255 - 23)?;
        if cut { None } else { record(&payload, false) }
    };
    cells(page, number).into_iter().filter_map(key).collect()
}

/// The bytes of a record, with what flowed over onto other pages; cut where one of these cannot be read.
fn payload(pages: &Pages, page: &[u8], at: usize, length: u64, most: usize) -> Option<(Vec<u8>, bool)> {
    if length > LONGEST {
        return None;
    }
    let length = usize::try_from(length).ok()?;
    if length <= most {
        return Some((page.get(at..at + length)?.to_vec(), false));
    }
    let least = (USABLE - 12) * 32 / 255 - 23;
    let spread = least + (length - least) % (USABLE - 4);
    let local = if spread <= most { spread } else { least };
    let mut bytes = page.get(at..at + local)?.to_vec();
    let mut next = word(page, at + local)?;
    while bytes.len() < length {
        let Some(flowed) = pages.get(next) else { return Some((bytes, true)) };
        next = word(flowed, 0)?;
        let wanted = (length - bytes.len()).min(USABLE - 4);
        bytes.extend_from_slice(flowed.get(4..4 + wanted)?);
    }
    Some((bytes, false))
}

/// The columns of a record; of one that was cut, the last text ends where it could be read.
fn record(bytes: &[u8], cut: bool) -> Option<Vec<Value>> {
    let (header, mut at) = varint(bytes, 0)?;
    let header = usize::try_from(header).ok().filter(|header| *header <= bytes.len())?;
    let mut types = Vec::new();
    while at < header {
        let (kind, next) = varint(bytes, at)?;
        types.push(kind);
        at = next;
    }
    if at != header {
        return None;
    }
    let mut values = Vec::with_capacity(types.len());
    for kind in types {
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            text => usize::try_from((text - 12) / 2).ok()?,
        };
        let value = match bytes.get(at..at.checked_add(size)?) {
            Some(value) => value,
            None if cut && kind >= 13 && kind % 2 == 1 => bytes.get(at..)?,
            None => return cut.then_some(values),
        };
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(integer(value)),
            7 => Value::Real(f64::from_be_bytes(value.try_into().ok()?)),
            blob if blob % 2 == 0 => Value::Blob(value.to_vec()),
            _ if value.len() < size => Value::Text(String::from_utf8_lossy(value).into_owned()),
            _ => Value::Text(String::from_utf8(value.to_vec()).ok()?),
        });
        at += value.len();
    }
    Some(values)
}

fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| (number << 8) | i64::from(*byte))
}

fn varint(bytes: &[u8], mut at: usize) -> Option<(u64, usize)> {
    let mut number = 0u64;
    for _ in 0..8 {
        let byte = *bytes.get(at)?;
        at += 1;
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, at));
        }
    }
    Some(((number << 8) | u64::from(*bytes.get(at)?), at + 1))
}

/// Pages that hold nothing any more, as far as their list can be followed: what was deleted is not to come back from them.
fn free_pages(pages: &Pages) -> BTreeSet<u32> {
    let mut free = BTreeSet::new();
    let mut next = pages.get(1).and_then(|page| word(page, 32)).unwrap_or_default();
    while next != 0 && free.insert(next) {
        let Some(trunk) = pages.get(next) else { break };
        let count = word(trunk, 4).unwrap_or_default().min(u32::try_from(USABLE / 4).unwrap_or(u32::MAX));
        free.extend((0..count as usize).filter_map(|leaf| word(trunk, 8 + leaf * 4)));
        next = word(trunk, 0).unwrap_or_default();
    }
    free
}
