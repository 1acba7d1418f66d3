//! Faults put in on purpose, for `make torture`: each must make its proof fail (tests/torture). They are there only in a build
//! with the feature `mutants`, which nothing that is shipped has; elsewhere [`is`] is false when the program is built, and what
//! asks it is gone.

/// Whether this fault is put in.
#[cfg(feature = "mutants")]
pub(crate) fn is(name: &str) -> bool {
    std::env::var("LOOPBOOK_MUTANT").is_ok_and(|put_in| put_in == name)
}

/// Whether this fault is put in: never.
#[cfg(not(feature = "mutants"))]
pub(crate) const fn is(_: &str) -> bool {
    false
}
