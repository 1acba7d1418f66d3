//! The table
