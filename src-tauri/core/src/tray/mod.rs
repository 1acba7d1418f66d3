//! The tray: what is ticked to be shared. Ticking an entry is choosing it.

mod store;

pub use store::{add, clear, ids, list, remove};
