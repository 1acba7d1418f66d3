//! The database file read without SQLite, page by page, for one that SQLite no longer opens: what is on a page that is as
//! it was written can be read whatever became of the others.
//!
//! [`pages`] opens what SQLCipher sealed and lays the log over it; [`rows`] reads the b-trees (sqlite.org/fileformat2.html).
//! Nothing is ever written here.

mod pages;
mod rows;

pub use pages::Pages;
pub use rows::{Found, Row, Tree};
