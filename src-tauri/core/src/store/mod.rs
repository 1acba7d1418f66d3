//! SQLite: opening it soundly ([`open`]), moving its schema forward ([`migrate`]), one transaction at a time ([`Tx`]).
//! This folder knows no domain word.

pub mod migrate;
pub mod open;
pub mod raw;
pub mod rekey;
mod tx;
mod words;

pub use open::{Access, DatabaseKey};
pub use tx::Tx;
pub(crate) use words::words;
