//! Learning logs: the way from noticed to closed, and what no sequence of calls may do.

mod purge;
mod rules;
mod story;
mod texts;
