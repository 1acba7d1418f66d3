//! The TypeScript of the table is committed; it must be what the table makes.

use std::path::Path;

#[test]
fn the_generated_typescript_is_what_the_table_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/api/generated/calls.ts");
    let made = journal::api::typescript();
    if std::env::var_os("LOOPBOOK_WRITE_TYPES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "the table of calls has changed: run `make types` and commit {}", path.display());
}

#[test]
fn no_number_on_the_wire_is_a_bigint() {
    assert!(!journal::api::typescript().contains("bigint"));
}

#[test]
fn no_two_types_on_the_wire_have_one_name() {
    let made = journal::api::typescript();
    let mut names: Vec<&str> =
        made.lines().filter_map(|line| line.strip_prefix("export type ")?.split([' ', '<']).next()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "two types of the table have one name in TypeScript: the one hides the other");
}
