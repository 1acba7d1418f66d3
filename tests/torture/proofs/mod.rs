//! The proofs, a file each.

mod bombs;
pub mod calls;
pub mod canaries;
mod chance;
pub mod corpus;
pub mod cuts;
pub mod drill;
pub mod full;
pub mod index;
pub mod kills;
pub mod soak;
pub mod states;
pub mod upgrades;
pub mod zips;
