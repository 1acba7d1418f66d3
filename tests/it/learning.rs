//! Learning logs for tests, in few words.

use journal::change::Op;
use journal::claims::{self, AddClaim, ClaimKind, MergeClaims, Standing, WriteClaim};
use journal::entries::{Entry, EntryFields};
use journal::id::{ClaimId, EntryId, TestId};
use journal::loops::{self, BeginLoop, ChallengeKind, Lens, Loop, ParkLoop, SaveChallenge, SingleLoop, WriteLoop};
use journal::store::Tx;
use journal::test::{self, Met, ReviewTest, SaveTest, TestHappened};

use crate::world::World;

impl World {
    fn learn<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> journal::Result<T>) -> T {
        self.journal.write(Op::WriteLoop, work).unwrap()
    }

    /// An entry begun with a template.
    pub fn add_with(&self, template: &str, body: &str) -> Entry {
        let fields = EntryFields { template: Some(template.into()), body: Some(body.into()), ..EntryFields::default() };
        self.learn(|tx| journal::entries::add(tx, fields))
    }

    pub fn a_loop(&self, title: &str) -> EntryId {
        self.learn(|tx| loops::begin(tx, BeginLoop { title: Some(title.into()), ..BeginLoop::default() })).id()
    }

    pub fn write_loop(&self, id: EntryId, field: &str, text: &str) -> Loop {
        let base = self.get(id).revision;
        let fields = Some([(field.to_owned(), text.to_owned())].into());
        self.learn(|tx| loops::write(tx, WriteLoop { id, base, title: None, fields, keep: false }))
    }

    pub fn assume(&self, in_loop: EntryId, text: &str) -> ClaimId {
        let kind = ClaimKind::Assumption;
        let text = text.to_owned();
        self.learn(|tx| {
            claims::add(tx, AddClaim { in_loop, kind, text, confidence: Some(85), typed: None, rating: None })
        })
    }

    pub fn reword(&self, claim: ClaimId, in_loop: Option<EntryId>, text: &str) {
        self.rewrite(claim, in_loop, Some(text), None);
    }

    pub fn stand(&self, claim: ClaimId, in_loop: Option<EntryId>, standing: Standing) {
        self.rewrite(claim, in_loop, None, Some(standing));
    }

    fn rewrite(&self, claim: ClaimId, in_loop: Option<EntryId>, text: Option<&str>, standing: Option<Standing>) {
        let text = text.map(str::to_owned);
        let request =
            WriteClaim { claim, in_loop, text, confidence: None, standing, cause: None, cause_id: None, note: None };
        self.learn(|tx| claims::write(tx, request));
    }

    pub fn merge_claims(&self, claim: ClaimId, into: ClaimId) {
        self.learn(|tx| claims::merge(tx, MergeClaims { claim, into }));
    }

    pub fn challenge(&self, of: EntryId, text: &str, lens: Option<Lens>, who: &str) {
        let (text, who) = (text.to_owned(), Some(who.to_owned()));
        let kind = ChallengeKind::View;
        self.learn(|tx| loops::save_challenge(tx, SaveChallenge { of, id: None, kind, text, lens, who, how: None }));
    }

    /// A test that is planned: its prediction is sealed.
    pub fn plan_test(&self, of: EntryId, prediction: &str, due: &str) -> TestId {
        let request = SaveTest {
            of,
            id: None,
            claim: None,
            action: Some("wait five seconds".into()),
            place: None,
            people: None,
            consent: None,
            due: Some(Some(due.into())),
            prediction: Some(prediction.into()),
            disconfirm: Some("offtask noise".into()),
        };
        self.learn(|tx| {
            let id = test::save(tx, request)?.id;
            test::plan(tx, id).map(|test| test.id)
        })
    }

    pub fn test_happened(&self, id: TestId, text: &str) {
        self.learn(|tx| test::happened(tx, TestHappened { id, text: text.into(), on: None }));
    }

    pub fn review_test(&self, id: TestId, met: Met) {
        self.learn(|tx| test::review(tx, ReviewTest { id, met, confidence: Some(60) }));
    }

    pub fn park(&self, id: EntryId, revisit: &str) {
        self.learn(|tx| loops::park(tx, ParkLoop { id, why: "marking".into(), revisit: Some(revisit.into()) }));
    }

    pub fn close_single(&self, id: EntryId) {
        self.learn(|tx| loops::single(tx, SingleLoop { id, why: "a seating plan did it".into() }));
    }
}
