//! Learning logs that came in with an import, and go with it.

use super::super::store;
use super::*;
use crate::claims::{self, AddClaim, ClaimKind, TieClaim, WriteClaim};
use crate::id::{ClaimId, EntryId};
use crate::loops::{self, BeginLoop, ParkLoop};
use crate::store::Tx;
use crate::test;

/// A learning log as an importer brings one: with a claim that has a history, a planned test and a step, all of them
/// guarded by triggers.
fn bring(tx: &mut Tx<'_>, text: &str) -> crate::Result<(EntryId, ClaimId)> {
    let id = loops::begin(tx, BeginLoop { title: Some(text.into()), ..BeginLoop::default() })?.id();
    let claim = claims::add(
        tx,
        AddClaim {
            in_loop: id,
            kind: ClaimKind::Assumption,
            text: text.into(),
            confidence: Some(80),
            typed: None,
            rating: None,
        },
    )?;
    let write: WriteClaim =
        serde_json::from_value(serde_json::json!({"claim": claim, "loop": id, "text": format!("{text}, anew")}))?;
    claims::write(tx, write)?;
    let save = serde_json::json!({"loop": id, "claim": claim, "action": "wait", "due": "2026-12-01", "prediction": "p", "disconfirm": "d"});
    let planned = test::save(tx, serde_json::from_value(save)?)?.id;
    test::plan(tx, planned)?;
    loops::park(tx, ParkLoop { id, why: "later".into(), revisit: None })?;
    Ok((id, claim))
}

fn imported(desk: &Desk, texts: &[&str]) -> (ImportId, Vec<(EntryId, ClaimId)>) {
    let import = ImportId::new();
    let brought = desk.journal.write(Op::Import, |tx| {
        store::begin(tx, import, "json", "sample.json")?;
        let brought = texts.iter().map(|text| bring(tx, text)).collect::<crate::Result<Vec<_>>>()?;
        for (entry, claim) in &brought {
            store::add_claim(tx, import, *claim)?;
            store::add_item(tx, import, &format!("sample/{entry}"), *entry)?;
        }
        store::finish(tx, import, 2)?;
        Ok(brought)
    });
    (import, brought.unwrap())
}

fn is_there(desk: &Desk, claim: ClaimId) -> bool {
    desk.journal.read(|tx| Ok(claims::head(tx, claim).is_ok())).unwrap()
}

#[test]
fn an_undone_import_takes_its_learning_logs_with_their_claims() {
    let desk = Desk::new();
    let (import, brought) = imported(&desk, &["one", "two"]);
    assert_eq!(desk.undo(import), (2, 0));
    assert!(brought.iter().all(|(_, claim)| !is_there(&desk, *claim)));
    assert_eq!(desk.journal.read(loops::count).unwrap(), 0);
}

#[test]
fn a_learning_log_that_was_worked_on_since_stays_with_its_claim() {
    let desk = Desk::new();
    let (import, brought) = imported(&desk, &["one", "two"]);
    desk.journal.write(Op::MoveLoop, |tx| loops::reopen(tx, brought[0].0)).unwrap();
    assert_eq!(desk.undo(import), (1, 1));
    assert_eq!((is_there(&desk, brought[0].1), is_there(&desk, brought[1].1)), (true, false));
}

#[test]
fn a_claim_that_another_learning_log_took_up_stays_with_its_whole_history() {
    let desk = Desk::new();
    let (import, brought) = imported(&desk, &["one"]);
    let (gone, claim) = brought[0];
    desk.journal
        .write(Op::BeginLoop, |tx| {
            let mine = loops::begin(tx, BeginLoop::default())?.id();
            claims::tie(tx, TieClaim { to: mine, claim, rating: None })
        })
        .unwrap();
    assert_eq!(desk.undo(import), (1, 0));
    let versions = desk.journal.read(|tx| claims::versions(tx, claim)).unwrap();
    assert_eq!(versions.len(), 2);
    assert!(versions.iter().all(|version| version.in_loop == Some(gone) && version.loop_title.is_none()));
}

#[test]
fn a_claim_of_the_writers_own_that_an_imported_log_is_tied_to_stays() {
    let desk = Desk::new();
    let claim = desk
        .journal
        .write(Op::BeginLoop, |tx| {
            let (mine, claim) = bring(tx, "mine")?;
            claims::untie(tx, claims::UntieClaim { from: mine, claim })?;
            Ok(claim)
        })
        .unwrap();
    let import = ImportId::new();
    desk.journal
        .write(Op::Import, |tx| {
            store::begin(tx, import, "json", "sample.json")?;
            let id = loops::begin(tx, BeginLoop::default())?.id();
            claims::tie(tx, TieClaim { to: id, claim, rating: None })?;
            store::add_item(tx, import, "sample/1", id)?;
            store::finish(tx, import, 1)
        })
        .unwrap();
    assert_eq!(desk.undo(import), (1, 0));
    assert!(is_there(&desk, claim));
}
