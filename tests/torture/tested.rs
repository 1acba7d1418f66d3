//! Faults that no proof here is for, because a test of `make test` is: each makes its test fail, run by cargo in the build with
//! the feature `mutants`.

use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::jobs::Kind;

/// A fault of the core, and the test that must see it.
pub struct Fault {
    /// As the core knows it.
    pub name: &'static str,
    /// The package the test is in: of the core, or `tests`.
    pub package: &'static str,
    /// Its whole name.
    pub test: &'static str,
}

const fn core(name: &'static str, test: &'static str) -> Fault {
    Fault { name, package: "journal", test }
}

const fn whole(name: &'static str, test: &'static str) -> Fault {
    Fault { name, package: "tests", test }
}

/// G12, G13, G14, G15, G17, G21, G22, in this order.
pub const FAULTS: &[Fault] = &[
    core(
        "what cannot be read goes unnamed",
        "import::tests::markdown::a_file_that_is_no_text_is_named_and_the_others_come_in",
    ),
    whole("a response changes its entry", "review::what_comes_back_changes_no_letter_and_no_version_of_any_entry"),
    core("nothing is sanitised", "export::sanitise::tests::every_known_payload_comes_out_harmless_wherever_it_stands"),
    core(
        "a passphrase leaves the key open",
        "keys::tests::ways::setting_changing_and_removing_keep_the_key_and_shut_out_what_opened_before",
    ),
    core("pictures leave as they came", "export::pictures::tests::no_real_photo_keeps_a_trace_and_its_pixels_stay"),
    core("the day is that of Greenwich", "entries::happened::tests::the_day_the_person_saw_is_the_day_stored"),
    whole(
        "nobody locks the journal",
        "entries::of_fifty_who_open_at_once_one_gets_the_journal_and_the_others_are_told",
    ),
];

/// What is said of a test that saw its fault.
pub const FAILS: &str = "the test fails";

/// Cargo has one lock; who waits for it would be called slow.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Runs the test with its fault put in.
pub fn run(fault: &Fault) -> (Kind, String) {
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let target: &[&str] = if fault.package == "journal" {
        &["-p", "journal", "--features", "journal/mutants", "--lib"]
    } else {
        &["-p", "tests", "-p", "loopbook-cli", "--features", "tests/mutants", "--test", "it"]
    };
    let mut command = Command::new("cargo");
    command
        .args(["test", "--quiet", "--locked"])
        .args(target)
        .args(["--", "--exact", fault.test])
        .env("LOOPBOOK_MUTANT", fault.name)
        // What fails on purpose is no regression.
        .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true")
        .stdin(Stdio::null());
    let said = match command.output() {
        Ok(out) => String::from_utf8_lossy(&out.stdout).into_owned(),
        Err(error) => return (Kind::Skipped, format!("cargo: {error}")),
    };
    let counted = |words: &str| said.lines().any(|line| line.starts_with("test result:") && line.contains(words));
    match (counted(" 0 passed; 1 failed"), counted(" 1 passed")) {
        (true, _) => (Kind::Failed, FAILS.into()),
        (_, true) => (Kind::Held, "the test passes".into()),
        _ => (Kind::Skipped, "the test did not run".into()),
    }
}
