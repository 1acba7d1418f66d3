use serde::{Deserialize, Serialize};

use super::Api;
use crate::change::Op;
use crate::error::Result;
use crate::id::TestId;
use crate::test::{self, AmendTest, DropTest, ReviewTest, SaveTest, Test, TestHappened};

/// One test.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct OneTest {
    /// Which.
    pub id: TestId,
}

pub(super) fn save(api: &Api<'_>, request: SaveTest) -> Result<Test> {
    api.journal.write(Op::WriteTest, |tx| test::save(tx, request))
}

pub(super) fn plan(api: &Api<'_>, request: OneTest) -> Result<Test> {
    api.journal.write(Op::WriteTest, |tx| test::plan(tx, request.id))
}

pub(super) fn amend(api: &Api<'_>, request: AmendTest) -> Result<Test> {
    api.journal.write(Op::WriteTest, |tx| test::amend(tx, request))
}

pub(super) fn happened(api: &Api<'_>, request: TestHappened) -> Result<Test> {
    api.journal.write(Op::WriteTest, |tx| test::happened(tx, request))
}

pub(super) fn review(api: &Api<'_>, request: ReviewTest) -> Result<Test> {
    api.journal.write(Op::WriteTest, |tx| test::review(tx, request))
}

pub(super) fn give_up(api: &Api<'_>, request: DropTest) -> Result<Test> {
    api.journal.write(Op::WriteTest, |tx| test::give_up(tx, request))
}
