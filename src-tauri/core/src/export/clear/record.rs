//! What hangs on a learning log, as rows: for the program's own format. Every id in it is another one.

use uuid::Uuid;

use super::{Clearing, TextPlace};
use crate::claims::{ClaimVersion, LoopClaim};
use crate::clock::Instant;
use crate::entries::Entry;
use crate::export::sharing::{Piece, part};
use crate::id::{ChallengeId, ClaimId, EntryId, QuoteId, TestId, TurnId};
use crate::intentions::record::IntentionRecord;
use crate::loops::record::{
    CaseRecord, ChallengeRecord, ClaimRecord, ClaimVersionRecord, LinkRecord, LoopRecord, MoveRecord, QuoteRecord,
    TestRecord, TieRecord, TurnRecord,
};
use crate::loops::{Exit, Stage};
use crate::questions::record::AnswerRecord;
use crate::test::Amendment;
use crate::text;

impl Clearing<'_> {
    fn other(&self, id: Uuid) -> Uuid {
        self.sharing.salt.of(id)
    }

    /// The rows of a learning log. What was sealed stays here: a reader is not the journal.
    pub(in crate::export) fn record(&self, record: &mut LoopRecord, own: &Entry, piece: &Piece) {
        let LoopRecord {
            stage,
            exit,
            exit_reason,
            revisit,
            owner: _,
            verdict,
            riskiest_rung,
            opened_at,
            closed_at,
            moves,
            quotes,
            claims,
            challenges,
            tests,
            case,
        } = record;
        *revisit = None;
        if !piece.ticked(part::STATE) {
            (*stage, *exit, *closed_at) = (Stage::Noticed, Exit::None, None);
            (*verdict, *riskiest_rung) = (None, None);
            exit_reason.clear();
            moves.clear();
        }
        self.rows(own.id, TextPlace::Log, "log", [("exit", exit_reason)]);
        self.moment(opened_at);
        closed_at.iter_mut().for_each(|at| self.moment(at));
        for MoveRecord { at, from: _, to: _, exit: _, note } in moves {
            self.rows(own.id, TextPlace::Log, &at, [("note", note)]);
            self.moment(at);
        }
        let body = spaced(&text::plain(&own.body));
        quotes.retain(|quote| {
            piece.ticked_id(part::QUOTE, quote.id) && quote.source.is_none() && quote.source_field.is_some()
        });
        for QuoteRecord { id, field: _, source: _, source_field: _, exact, prefix, suffix, at } in quotes.iter_mut() {
            self.rows(own.id, TextPlace::Log, &id, [("exact", exact)]);
            *id = QuoteId::of(self.other(id.uuid()));
            prefix.clear();
            suffix.clear();
            self.moment(at);
        }
        quotes.retain(|quote| piece.whole || body.contains(&spaced(&text::plain(&quote.exact))));
        claims.retain(|tie| piece.ticked_id(part::CLAIM, tie.claim));
        for TieRecord { claim, role: _, rating: _, added_at } in claims {
            *claim = ClaimId::of(self.other(claim.uuid()));
            self.moment(added_at);
        }
        challenges.retain(|challenge| piece.ticked(&part::challenge(challenge.id, challenge.cause)));
        for challenge in challenges {
            let ChallengeRecord { id, kind: _, text, lens: _, who, how, cause: _, cause_id, made_at, edited_at } =
                challenge;
            self.rows(own.id, TextPlace::Log, &id, [("text", text), ("who", who), ("how", how)]);
            *id = ChallengeId::of(self.other(id.uuid()));
            *cause_id = None;
            [made_at, edited_at].into_iter().for_each(|at| self.moment(at));
        }
        tests.retain(|test| piece.ticked_id(part::TEST, test.id));
        tests.iter_mut().for_each(|test| self.test_record(test, own, piece));
        *case = case.take().filter(|_| piece.ticked(part::LEFT_COLUMN));
        if let Some(case) = case {
            self.case_record(case, own);
        }
    }

    fn test_record(&self, test: &mut TestRecord, own: &Entry, piece: &Piece) {
        let is_sealed = test.is_sealed();
        let TestRecord {
            id,
            claim,
            action,
            place,
            people,
            consent,
            due,
            prediction,
            disconfirm,
            made_at,
            planned_at,
            amendments,
            happened,
            happened_on,
            happened_at,
            met: _,
            confidence: _,
            reviewed_at,
            dropped_at,
            drop_reason,
        } = test;
        let own_id = *id;
        *id = TestId::of(self.other(id.uuid()));
        *claim = claim
            .filter(|claim| piece.ticked_id(part::CLAIM, claim))
            .map(|claim| ClaimId::of(self.other(claim.uuid())));
        if is_sealed {
            prediction.clear();
            disconfirm.clear();
            amendments.clear();
        }
        let texts = [
            ("action", action),
            ("place", place),
            ("people", people),
            ("consent", consent),
            ("prediction", prediction),
            ("disconfirm", disconfirm),
            ("happened", happened),
            ("drop_reason", drop_reason),
        ];
        self.rows(own.id, TextPlace::Log, own_id, texts);
        for Amendment { text, at } in amendments {
            self.rows(own.id, TextPlace::Log, format_args!("{own_id}/{at}"), [("amendment", text)]);
            self.moment(at);
        }
        // A day is a day in this format, or nothing.
        if self.sharing.dates != crate::export::Dates::Exact {
            (*due, *happened_on) = (None, None);
        }
        self.moment(made_at);
        [planned_at, happened_at, reviewed_at, dropped_at].into_iter().flatten().for_each(|at| self.moment(at));
    }

    fn case_record(&self, case: &mut CaseRecord, own: &Entry) {
        let CaseRecord { real: _, context, purpose, block, feared, edited_at, turns } = case;
        let texts = [("context", context), ("purpose", purpose), ("block", block), ("feared", feared)];
        self.rows(own.id, TextPlace::LeftColumn, "case", texts);
        self.moment(edited_at);
        for TurnRecord { id, speaker, said, unsaid, marker: _, redesign } in turns {
            let texts = [("speaker", speaker), ("said", said), ("unsaid", unsaid), ("redesign", redesign)];
            self.rows(own.id, TextPlace::LeftColumn, &id, texts);
            *id = TurnId::of(self.other(id.uuid()));
        }
    }

    /// A claim as it leaves with a learning log ([`Self::log`]), as rows.
    pub(in crate::export) fn claim_record(&self, tied: LoopClaim, made_at: Instant) -> ClaimRecord {
        let LoopClaim { claim, rating: _, versions } = tied;
        let mut at = made_at;
        self.moment(&mut at);
        let versions = versions.into_iter().map(|version| {
            let ClaimVersion {
                n,
                claim: _,
                text,
                confidence,
                standing,
                at,
                cause,
                cause_id: _,
                in_loop,
                loop_title: _,
                note,
            } = version;
            let in_loop = in_loop.filter(|id| self.leaves(*id)).map(|id| EntryId::of(self.other(id.uuid())));
            ClaimVersionRecord { n, text, confidence, standing, at, cause, cause_id: None, in_loop, note }
        });
        ClaimRecord {
            id: ClaimId::of(self.other(claim.id.uuid())),
            kind: claim.kind,
            typed: claim.typed,
            made_at: at,
            versions: versions.collect(),
            merged_into: None,
        }
    }

    /// How an entry stands to another of the pack.
    pub(in crate::export) fn link(&self, link: &mut LinkRecord) {
        let LinkRecord { entry, rel: _, other, at } = link;
        for id in [entry, other] {
            *id = EntryId::of(self.other(id.uuid()));
        }
        self.moment(at);
    }

    /// What was answered of an entry's questions.
    pub(in crate::export) fn answer(&self, own: &Entry, answer: &mut AnswerRecord) {
        let AnswerRecord { position, text, asked_at, answer, answer_entry, answered_at, gone: _ } = answer;
        let row = format!("answer/{position}/{asked_at}");
        self.rows(own.id, TextPlace::Text, row, [("question", text), ("answer", answer)]);
        [asked_at, answered_at].into_iter().for_each(|at| self.moment(at));
        *answer_entry = answer_entry.map(|id| EntryId::of(self.other(id.uuid())));
    }

    /// What became of something meant.
    pub(in crate::export) fn intention(&self, own: &Entry, record: &mut IntentionRecord) {
        let IntentionRecord { field, text, answer: _, again, begun, at } = record;
        let row = format!("meant/{field}/{at}");
        self.rows(own.id, TextPlace::Text, row, [("text", text)]);
        self.field(own.id, field);
        *again = None;
        self.moment(at);
        *begun = begun.map(|id| EntryId::of(self.other(id.uuid())));
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
