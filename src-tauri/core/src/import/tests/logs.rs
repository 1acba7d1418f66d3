//! Learning logs from elsewhere: what an undo takes and leaves, and files that nobody means well with.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::*;
use crate::checks;
use crate::claims::{self, AddClaim, ClaimKind, MergeClaims, Standing, WriteClaim};
use crate::entries::{EntryFields, Kind, Purge};
use crate::export;
use crate::id::{ClaimId, EntryId};
use crate::intentions::{self, AnswerIntention, IntentionAnswer};
use crate::loops::{self, AddQuote, BeginLoop, Case, ChallengeKind, SaveCase, SaveChallenge, WriteLoop};
use crate::questions;
use crate::templates::LOG;
use crate::versions::earlier;

fn begun(desk: &Desk, title: &str) -> EntryId {
    let request = BeginLoop { title: Some(title.into()), ..BeginLoop::default() };
    desk.journal.write(Op::BeginLoop, |tx| Ok(loops::begin(tx, request)?.id())).unwrap()
}

fn assumed(desk: &Desk, in_loop: EntryId, text: &str) -> ClaimId {
    let (kind, text) = (ClaimKind::Assumption, text.to_owned());
    let request = AddClaim { in_loop, kind, text, confidence: Some(80), typed: None, rating: None };
    desk.journal.write(Op::WriteClaim, |tx| claims::add(tx, request)).unwrap()
}

fn reworded(desk: &Desk, claim: ClaimId, text: &str) {
    let request = WriteClaim {
        claim,
        in_loop: None,
        text: Some(text.into()),
        confidence: None,
        standing: None,
        cause: None,
        cause_id: None,
        note: None,
    };
    desk.journal.write(Op::WriteClaim, |tx| claims::write(tx, request)).unwrap();
}

fn exported(desk: &Desk) -> Vec<u8> {
    let ids: Vec<EntryId> = desk.entries().iter().map(|entry| entry.id).collect();
    let chosen = export::Chosen { histories: ids.clone(), ids, include_drafts: true, ..export::Chosen::default() };
    desk.journal.read(|tx| export::build(tx, desk.journal.vault(), &chosen, "json")).unwrap().bytes
}

/// What was exported, changed, as a folder to import.
fn changed(desk: &Desk, change: impl FnOnce(&mut Value)) -> PathBuf {
    let root = desk.folder.path().join("changed");
    let mut document = document(exported(desk));
    change(&mut document);
    fs::create_dir_all(&root).unwrap();
    fs::write(root.join("loopbook.json"), document.to_string()).unwrap();
    root
}

fn wordings(desk: &Desk) -> Vec<String> {
    let rows = desk.journal.read(|tx| claims::list(tx, &claims::ListClaims::default())).unwrap();
    rows.into_iter().map(|row| row.head.text).collect()
}

fn trashed(desk: &Desk, id: EntryId) {
    desk.journal.write(Op::TrashEntry, |tx| entries::trash(tx, &[id])).unwrap();
}

#[test]
fn an_undone_import_leaves_an_assumption_that_was_here_before_it() {
    let desk = Desk::new();
    let log = begun(&desk, "Silence");
    assumed(&desk, log, "Silence loses them");
    let file = desk.file("journal.zip", &exported(&desk));
    trashed(&desk, log);
    // Deleted for good; its assumption was asked about, and kept.
    let purge = Purge { ids: vec![log], claims: Vec::new(), packs: None, dispatches: None };
    desk.journal.write(Op::Purge, |tx| entries::purge(tx, desk.journal.vault(), &purge)).unwrap();
    let done = desk.import(&file);
    assert_eq!(desk.undo(done.id), (1, 0));
    assert_eq!(wordings(&desk), ["Silence loses them"]);
}

#[test]
fn an_undone_import_takes_its_assumptions_wherever_they_were_written_and_leaves_those_touched_since() {
    let from = Desk::new();
    let log = begun(&from, "Silence");
    for text in ["in the ledger", "here since", "made one with mine", "tied to mine"] {
        let claim = assumed(&from, log, "first said");
        reworded(&from, claim, text);
    }
    let to = Desk::new();
    let own = begun(&to, "Mine");
    let mine = assumed(&to, own, "my own");
    let done = to.import(&to.file("journal.zip", &exported(&from)));
    let rows = to.journal.read(|tx| claims::list(tx, &claims::ListClaims::default())).unwrap();
    let named = |text: &str| rows.iter().find(|row| row.head.text == text).unwrap().head.id;
    reworded(&to, named("here since"), "in my words");
    let merged = MergeClaims { claim: named("made one with mine"), into: mine };
    to.journal.write(Op::WriteClaim, |tx| claims::merge(tx, merged)).unwrap();
    let tie = claims::TieClaim { to: own, claim: named("tied to mine"), rating: None };
    to.journal.write(Op::WriteClaim, |tx| claims::tie(tx, tie)).unwrap();
    // The log is read otherwise since its assumptions were touched, so it stays, and all of them with it.
    assert_eq!(to.undo(done.id), (0, 1));
    assert_eq!(wordings(&to).len(), 4);

    let clean = Desk::new();
    let done = clean.import(&clean.file("journal.zip", &exported(&from)));
    assert_eq!((wordings(&clean).len(), clean.undo(done.id)), (4, (1, 0)));
    assert_eq!(wordings(&clean), Vec::<String>::new());
}

#[test]
fn a_log_with_a_quote_of_ones_own_stays_when_its_import_is_undone() {
    let from = Desk::new();
    let log = begun(&from, "Silence");
    let to = Desk::new();
    let written = |desk: &Desk| {
        let request = WriteLoop {
            id: log,
            base: desk.only().revision,
            title: None,
            fields: Some([("account".to_owned(), "I asked, and answered myself.".to_owned())].into()),
            keep: false,
        };
        desk.journal.write(Op::WriteLoop, |tx| loops::write(tx, request)).unwrap();
    };
    written(&from);
    let done = to.import(&to.file("journal.zip", &exported(&from)));
    let quote = AddQuote {
        to: log,
        field: "in_use".into(),
        exact: "answered myself".into(),
        prefix: String::new(),
        suffix: String::new(),
        source: None,
        source_field: None,
    };
    to.journal.write(Op::WriteLoop, |tx| loops::add_quote(tx, quote)).unwrap();
    assert_eq!(to.undo(done.id), (0, 1));
    assert_eq!(to.entries().len(), 1);
}

#[test]
fn an_assumption_with_the_last_number_there_is_can_still_be_written() {
    let from = Desk::new();
    let log = begun(&from, "Silence");
    let claim = assumed(&from, log, "Silence loses them");
    let root = changed(&from, |document| document["claims"][0]["versions"][0]["n"] = u32::MAX.into());
    let to = Desk::new();
    let done = to.import(&root);
    assert_eq!((done.added, done.problems.len()), (1, 1), "{:?}", done.problems);
    assert!(to.journal.read(|tx| claims::head(tx, claim)).is_err(), "it stays out, and is named");
    assert_eq!(to.journal.read(|tx| loops::get(tx, log)).unwrap().assumptions.len(), 0);
}

#[test]
fn what_is_tied_and_merged_is_of_one_kind_and_a_log_is_written_in_its_own_template() {
    let from = Desk::new();
    let log = begun(&from, "Silence");
    let [one, other] = ["one", "other"].map(|text| assumed(&from, log, text));
    let root = changed(&from, |document| {
        document["entries"][0]["template"] = "gibbs".into();
        for tie in document["entries"][0]["loop"]["claims"].as_array_mut().unwrap() {
            tie["role"] = "aim".into();
        }
        for claim in document["claims"].as_array_mut().unwrap() {
            if claim["id"] == json!(other) {
                claim["kind"] = "aim".into();
                claim["merged_into"] = json!(one);
            }
        }
    });
    let to = Desk::new();
    to.import(&root);
    let whole = to.journal.read(|tx| loops::get(tx, log)).unwrap();
    let texts = |claims: &[claims::LoopClaim]| claims.iter().map(|tied| tied.claim.text.clone()).collect::<Vec<_>>();
    assert_eq!((texts(&whole.assumptions), texts(&whole.aims)), (vec!["one".to_owned()], vec!["other".to_owned()]));
    assert_eq!((whole.entry.template.as_str(), whole.entry.kind), (LOG, Kind::Loop));
    let record = to.journal.read(|tx| loops::record::read(tx, log)).unwrap().unwrap();
    let roles: Vec<ClaimKind> = record.claims.iter().map(|tie| tie.role).collect();
    assert_eq!(roles, [ClaimKind::Assumption, ClaimKind::Aim]);
}

#[test]
fn a_chain_of_thousands_of_assumptions_merged_into_each_other_holds_nothing_up() {
    const LONG: usize = 10_000;
    let from = Desk::new();
    let log = begun(&from, "Silence");
    assumed(&from, log, "Silence loses them");
    let ids: Vec<ClaimId> = (0..LONG).map(|_| ClaimId::new()).collect();
    let root = changed(&from, |document| {
        let pattern = document["claims"][0].clone();
        document["entries"][0]["loop"]["claims"][0]["claim"] = json!(ids[0]);
        let chain = ids.iter().enumerate().map(|(at, id)| {
            let mut claim = pattern.clone();
            claim["id"] = json!(id);
            // The last leads back to the first: a circle.
            claim["merged_into"] = json!(ids[(at + 1) % LONG]);
            claim
        });
        document["claims"] = chain.collect();
    });
    let to = Desk::new();
    let began = Instant::now();
    to.import(&root);
    let whole = to.journal.read(|tx| loops::get(tx, log)).unwrap();
    assert_eq!(whole.assumptions.len(), 1);
    assert!(!wordings(&to).is_empty());
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

#[test]
fn a_text_of_a_template_from_elsewhere_does_not_take_the_last_number() {
    use crate::templates::{self, SaveTemplate, TemplateDefinition, TemplateField};
    let from = Desk::new();
    let field = TemplateField { label: "What".into(), ..TemplateField::default() };
    let definition = TemplateDefinition { name: "Mine".into(), fields: vec![field], ..TemplateDefinition::default() };
    from.journal
        .write(Op::SaveTemplate, |tx| {
            let own = templates::save(tx, SaveTemplate { id: None, definition: definition.clone() })?;
            entries::add(tx, EntryFields { template: Some(own.id), ..EntryFields::default() })
        })
        .unwrap();
    let root = changed(&from, |document| {
        let newest = json!({"version": u32::MAX, "definition": document["templates"][0]["versions"][0]["definition"]});
        document["templates"][0]["versions"].as_array_mut().unwrap().push(newest);
    });
    let to = Desk::new();
    assert_eq!(to.import(&root).problems.len(), 1);
    let id = to.only().template;
    let renamed = TemplateDefinition { name: "Mine, anew".into(), ..definition };
    let saved = to
        .journal
        .write(Op::SaveTemplate, |tx| templates::save(tx, SaveTemplate { id: Some(id), definition: renamed }))
        .unwrap();
    assert_eq!((saved.version, saved.definition.name.as_str()), (2, "Mine, anew"));
}

#[test]
fn standings_and_words_that_came_are_those_that_left() {
    let from = Desk::new();
    let log = begun(&from, "Silence");
    let claim = assumed(&from, log, "first");
    reworded(&from, claim, "then");
    let to = Desk::new();
    to.import(&to.file("journal.zip", &exported(&from)));
    let there = to.journal.read(|tx| claims::versions(tx, claim)).unwrap();
    let said: Vec<_> = there.iter().map(|version| (version.n, version.text.as_str(), version.standing)).collect();
    assert_eq!(said, [(1, "first", Standing::Held), (2, "then", Standing::Revised)]);
}

#[test]
fn what_stood_beside_a_text_before_comes_back_with_it_and_leaves_only_where_it_was_ticked() {
    let from = Desk::new();
    let log = begun(&from, "Silence");
    let said = |id, text: &str| SaveChallenge {
        of: log,
        id,
        kind: ChallengeKind::Evidence,
        text: text.into(),
        lens: None,
        who: None,
        how: None,
    };
    let case = |context: &str| SaveCase { of: log, case: Case { context: context.into(), ..Case::default() } };
    from.journal
        .write(Op::WriteChallenge, |tx| {
            let id = loops::save_challenge(tx, said(None, "I wait a second"))?.challenges[0].id;
            loops::save_challenge(tx, said(Some(id), "I wait two seconds"))?;
            loops::save_case(tx, case("In the corridor, where nobody heard us"))?;
            loops::save_case(tx, case("Here"))
        })
        .unwrap();
    let build = |versions: bool, left_columns: Vec<EntryId>| {
        let chosen = export::Chosen {
            ids: vec![log],
            include_drafts: true,
            include_versions: versions,
            left_columns,
            ..export::Chosen::default()
        };
        from.journal.read(|tx| export::build(tx, from.journal.vault(), &chosen, "json")).unwrap().bytes
    };
    let holds = |zip: &[u8], text: &str| document(zip.to_vec()).to_string().contains(text);
    assert!(!holds(&build(false, vec![log]), "I wait a second"));
    assert!(!holds(&build(true, Vec::new()), "corridor"));

    let whole = build(true, vec![log]);
    let earlier = |desk: &Desk, id| desk.journal.read(|tx| earlier::list(tx, id)).unwrap();
    let desk = Desk::new();
    desk.import(&desk.file("whole.zip", &whole));
    assert_eq!(earlier(&desk, log), earlier(&from, log));
    assert_eq!(earlier(&desk, log).len(), 2);

    // Under another id where the challenge's own is taken, the history goes with it.
    let mut copied = document(whole);
    copied["entries"][0]["id"] = json!(EntryId::new());
    let copy = desk.folder.path().join("copy");
    fs::create_dir_all(&copy).unwrap();
    fs::write(copy.join("loopbook.json"), copied.to_string()).unwrap();
    desk.import(&copy);
    let other = desk.entries().into_iter().find(|entry| entry.id != log).unwrap().id;
    let challenge = desk.journal.read(|tx| loops::challenges(tx, other)).unwrap()[0].id.to_string();
    assert!(earlier(&desk, other).iter().any(|state| state.item == challenge));
}

#[test]
fn what_became_of_questions_and_intentions_leaves_with_their_entry_and_comes_back() {
    let from = Desk::new();
    let write = |fields: EntryFields| from.journal.write(Op::AddEntry, |tx| entries::add(tx, fields)).unwrap();
    let asked = write(EntryFields {
        template: Some("www".into()),
        body: Some("?Who else saw it\n\n?Why do I hurry\n\n## Now what?\n\nAsk Miriam.\n".into()),
        ..EntryFields::default()
    });
    let answer = write(EntryFields { title: Some("Canary title".into()), ..EntryFields::default() });
    let log = begun(&from, "Silence");
    let led_to = from
        .journal
        .write(Op::AnswerQuestion, |tx| {
            let open = questions::list(tx, None)?;
            questions::answer(tx, open[0].id, "", Some(answer.id))?;
            questions::answer(tx, open[1].id, "Because the bell goes.", None)?;
            let meant =
                AnswerIntention { entry: asked.id, field: "now_what".into(), answer: IntentionAnswer::Assumption };
            checks::silence(tx, &checks::Silence { subject: format!("check:{log}:second_voice") })?;
            checks::silence(tx, &checks::Silence { subject: format!("check:{}:second_voice", asked.id) })?;
            Ok(intentions::answer(tx, meant)?.begun)
        })
        .unwrap();
    let build = |ids: Vec<EntryId>, format: &str| {
        let chosen = export::Chosen { ids, include_drafts: true, ..export::Chosen::default() };
        from.journal.read(|tx| export::build(tx, from.journal.vault(), &chosen, format)).unwrap().bytes
    };
    let page = |ids| String::from_utf8(build(ids, "html")).unwrap();
    let alone = page(vec![asked.id]);
    for told in ["What became of my questions", "Because the bell goes.", "Ask Miriam.", "it became a learning log"] {
        assert!(alone.contains(told), "{told}: {alone}");
    }
    assert!(!alone.contains("Canary"), "an entry that stays is not named");
    assert!(page(vec![asked.id, answer.id]).contains("by the entry “Canary title”"));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(build(vec![asked.id], "markdown"))).unwrap();
    let text = std::io::read_to_string(zip.by_index(0).unwrap()).unwrap();
    assert!(text.contains("Because the bell goes.") && !text.contains("Canary"), "{text}");

    let to = Desk::new();
    let done = to.import(&to.file("journal.zip", &exported(&from)));
    assert_eq!(done.problems, []);
    let meant = |desk: &Desk| desk.journal.read(|tx| intentions::record::of(tx, asked.id)).unwrap();
    assert_eq!(meant(&to), meant(&from));
    assert_eq!(meant(&to)[0].begun, led_to);
    let silenced = |desk: &Desk| desk.journal.read(|tx| checks::silenced_of(tx, log)).unwrap();
    assert_eq!(silenced(&to), [format!("check:{log}:second_voice")]);
    // A file silences nothing but what is said of its own learning logs.
    let desk = Desk::new();
    let of = begun(&desk, "Mine");
    let path = changed(&from, |document| {
        for entry in document["entries"].as_array_mut().unwrap() {
            entry["silenced"] = json!([format!("check:{of}:second_voice"), "x"]);
        }
    });
    desk.import(&path);
    assert_eq!(desk.journal.read(|tx| checks::silenced_of(tx, of)).unwrap(), Vec::<String>::new());
}
