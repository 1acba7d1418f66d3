use std::cell::RefCell;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};

use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::id::EntryId;

/// One transaction, at one moment. Features read through `&Tx` and write through `&mut Tx`, so that the borrow checker
/// keeps a read from writing.
pub struct Tx<'c> {
    sql: &'c Connection,
    clock: &'c Clock,
    now: Instant,
    touched: RefCell<Vec<EntryId>>,
    defers: bool,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(sql: &'c Connection, clock: &'c Clock) -> Self {
        Self { sql, clock, now: clock.now(), touched: RefCell::default(), defers: false }
    }

    /// When this transaction began; all it writes bears this time.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// For the person's zone and day.
    pub fn clock(&self) -> &Clock {
        self.clock
    }

    /// Names an entry in the announcement of this transaction.
    pub(crate) fn touch(&mut self, id: EntryId) {
        self.touched.get_mut().push(id);
    }

    pub(crate) fn touched(&self) -> Vec<EntryId> {
        self.touched.take()
    }

    /// From now on a row may be written before the one it belongs to; by the end of the transaction all must be there. Once
    /// in a transaction, since SQLite then prepares every statement anew.
    pub(crate) fn defer_references(&mut self) -> Result<()> {
        if !std::mem::replace(&mut self.defers, true) {
            self.execute("PRAGMA defer_foreign_keys = ON", [])?;
        }
        Ok(())
    }

    /// A prepared statement, kept for the next time.
    pub(crate) fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        Ok(self.sql.prepare_cached(sql)?)
    }

    /// The rows of a read, mapped.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map(params, map)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first row of a read, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.prepare(sql)?.query_row(params, map).optional()?)
    }

    /// The one row that a read always has (a count, a sum).
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        Ok(self.prepare(sql)?.query_row(params, map)?)
    }

    /// A write; the number of rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.prepare(sql)?.execute(params)?)
    }

    /// A write that must change exactly one row, or the thing named is not there.
    pub(crate) fn execute_one(&mut self, what: &'static str, sql: &str, params: impl Params) -> Result<()> {
        match self.execute(sql, params)? {
            0 => Err(Error::NotFound(what)),
            _ => Ok(()),
        }
    }
}
