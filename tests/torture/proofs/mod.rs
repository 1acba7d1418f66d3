//! The proofs, a file each.

pub mod calls;
pub mod cuts;
pub mod full;
pub mod kills;
