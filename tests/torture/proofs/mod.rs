//! The proofs, a file each.

mod bombs;
pub mod calls;
pub mod corpus;
pub mod cuts;
pub mod full;
pub mod kills;
