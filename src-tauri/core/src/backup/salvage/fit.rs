//! Which table a row on a stray page belongs to: by its columns.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::Value;

use crate::id::EntryId;
use crate::store::raw::Row;

/// A table as a schema has it.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
    /// The number of the row itself.
    pub(super) rowid: bool,
}

/// Of several tables that a row could be of, the first of these it is: what somebody wrote comes first.
const FIRST: [&str; 12] = [
    "body",
    "entry",
    "version",
    "attachment",
    "peak",
    "loop",
    "claim_version",
    "claim",
    "loop_claim",
    "challenge",
    "test",
    "entry_tag",
];

/// The rows by table. Those on stray pages go where all the rows of their page could be.
pub(super) fn sorted(
    owned: HashMap<String, Vec<Row>>,
    strays: Vec<Vec<Row>>,
    tables: &[Table],
) -> BTreeMap<String, Vec<Row>> {
    let mut sorted: BTreeMap<String, Vec<Row>> =
        owned.into_iter().filter(|(name, _)| tables.iter().any(|table| table.name == *name)).collect();
    for page in strays {
        let mut fitting: Vec<&Table> =
            tables.iter().filter(|table| page.iter().all(|row| table.could_hold(row))).collect();
        let rank = |table: &Table| FIRST.iter().position(|name| *name == table.name).unwrap_or(FIRST.len());
        fitting.sort_by_key(|table| rank(table));
        // Two tables of a few columns may look alike: then only what stands above is worth a guess.
        let table = match fitting.as_slice() {
            [only] => Some(only),
            [first, ..] if rank(first) < FIRST.len() => Some(first),
            _ => None,
        };
        if let Some(table) = table {
            sorted.entry(table.name.clone()).or_default().extend(page);
        }
    }
    sorted
}

impl Table {
    fn could_hold(&self, row: &Row) -> bool {
        // Columns that were added later may be missing from the end.
        let few = row.values.len() > self.columns.len() || row.values.len() < self.columns.len().min(2);
        if few
            || (row.values.len() < self.columns.len()
                && !row.cut
                && self.columns[row.values.len()..].iter().any(|column| column.required && !self.grew()))
        {
            return false;
        }
        row.values.iter().zip(&self.columns).all(|(value, column)| column.could_hold(value))
    }

    /// Tables to which a migration added columns: their older rows are shorter.
    fn grew(&self) -> bool {
        matches!(self.name.as_str(), "entry" | "person" | "two_column" | "pack")
    }
}

impl Column {
    fn could_hold(&self, value: &Value) -> bool {
        // By what a name means in every table of ours.
        let refers = matches!(self.name.as_str(), "entry" | "loop") || (self.name == "id" && self.kind == "TEXT");
        match value {
            Value::Null => !self.required || self.rowid,
            Value::Integer(_) => self.kind == "INTEGER",
            Value::Real(_) => self.kind == "REAL",
            Value::Blob(_) => self.kind == "BLOB",
            Value::Text(text) => self.kind == "TEXT" && (!refers || text.parse::<EntryId>().is_ok()),
        }
    }
}
