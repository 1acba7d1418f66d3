//! The core of Loopbook: a journal of entries with their versions and files, its search, what comes in and what goes
//! out. No window, no network, no clock but one.
//!
//! Reading order: [`api`] (every verb on one screen) → [`journal`] (open, read, write) → one noun, such as [`entries`]
//! → [`search`].
//!
//! ```text
//! api ──▶ journal ──▶ import export checks search ──▶ nouns ──▶ store text ──▶ id clock change error
//! ```

pub mod agenda;
pub mod api;
pub mod attachments;
pub mod backup;
pub mod behaviours;
pub mod change;
pub mod checks;
pub mod claims;
pub mod clock;
pub mod communities;
pub mod door;
pub mod drafts;
pub mod due;
pub mod entries;
pub mod error;
pub mod export;
pub mod files;
pub mod id;
pub mod import;
pub mod insights;
pub mod intentions;
pub mod journal;
pub mod keys;
pub mod loops;
mod mutant;
pub mod packs;
pub mod people;
pub mod picture;
pub mod plan;
pub mod process;
pub mod progress;
pub mod questions;
pub mod redact;
pub mod review;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod store;
pub mod tags;
pub mod taster;
pub mod templates;
pub mod test;
pub mod text;
pub mod tray;
pub mod versions;

pub use clock::Clock;
pub use error::{Error, Result};
pub use journal::Journal;
