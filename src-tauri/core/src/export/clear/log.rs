//! What hangs on a learning log, as people read it.

use super::{Clearing, TextPlace};
use crate::claims::{Cause, ClaimHead, ClaimVersion, LoopClaim};
use crate::entries::Entry;
use crate::error::Result;
use crate::export::sharing::{Piece, part};
use crate::id::EntryId;
use crate::loops::{Case, Challenge, Exit, Loop, Move, Quote, Stage, Turn, fields};
use crate::test::{Amendment, Test};
use crate::text;

impl Clearing<'_> {
    /// A learning log, cut and cleared. Ids stay the journal's own, as that of an entry does.
    ///
    /// # Errors
    /// Where the program lacks the template of learning logs.
    pub(in crate::export) fn log(&self, log: &mut Loop, own: &Entry, piece: &Piece) -> Result<()> {
        let Loop {
            entry,
            stage,
            exit,
            exit_reason,
            revisit,
            owner: _,
            verdict,
            riskiest_rung,
            opened_at,
            closed_at,
            fields,
            aims,
            assumptions,
            quotes,
            challenges,
            tests,
            moves,
            links,
            has_case,
            missing,
            next: _,
            can_move_on: _,
            complete: _,
        } = log;
        entry.clone_from(own);
        *fields = fields::read(&own.body)?;
        // What is still wanted is between the writer and the program; other entries have titles of their own.
        missing.clear();
        links.clear();
        *revisit = None;
        *has_case = *has_case && piece.ticked(part::LEFT_COLUMN);
        self.moment(opened_at);
        closed_at.iter_mut().for_each(|at| self.moment(at));
        if !piece.ticked(part::STATE) {
            (*stage, *exit, *closed_at) = (Stage::Noticed, Exit::None, None);
            (*verdict, *riskiest_rung) = (None, None);
            exit_reason.clear();
            moves.clear();
        }
        self.rows(own.id, TextPlace::Log, "log", [("exit", exit_reason)]);
        for step in moves {
            let Move { at, from: _, to: _, exit: _, note } = step;
            self.rows(own.id, TextPlace::Log, &at, [("note", note)]);
            self.moment(at);
        }
        for claims in [aims, assumptions] {
            claims.retain(|tied| piece.ticked_id(part::CLAIM, tied.claim.id));
            claims.iter_mut().for_each(|tied| self.claim(tied, own, piece));
        }
        let body = spaced(&text::plain(&own.body));
        quotes.retain(|quote| piece.ticked_id(part::QUOTE, quote.id) && is_of(quote));
        for quote in quotes.iter_mut() {
            let Quote { id, field: _, source: _, source_field: _, exact, prefix, suffix, found, at } = quote;
            self.rows(own.id, TextPlace::Log, id, [("exact", &mut *exact)]);
            prefix.clear();
            suffix.clear();
            *found = body.contains(&spaced(&text::plain(exact)));
            self.moment(at);
        }
        // Of a log in part a quote leaves only with the passage it was taken from.
        quotes.retain(|quote| piece.whole || quote.found);
        challenges.retain(|challenge| piece.ticked(&part::challenge(challenge.id, challenge.cause)));
        for challenge in challenges {
            let Challenge { id, kind: _, text, lens: _, who, how, cause: _, cause_id, made_at, edited_at } = challenge;
            self.rows(own.id, TextPlace::Log, id, [("text", text), ("who", who), ("how", how)]);
            *cause_id = None;
            [made_at, edited_at].into_iter().for_each(|at| self.moment(at));
        }
        tests.retain(|test| piece.ticked_id(part::TEST, test.id));
        tests.iter_mut().for_each(|test| self.test(test, own, piece));
        Ok(())
    }

    fn claim(&self, tied: &mut LoopClaim, own: &Entry, piece: &Piece) {
        self.wordings(tied, own.id);
        let LoopClaim { claim, rating: _, versions } = tied;
        let ClaimHead { id, kind: _, typed: _, text, confidence, standing, since, merged_into } = claim;
        // The head is the newest wording that leaves.
        if let Some(newest) = versions.last() {
            text.clone_from(&newest.text);
            (*confidence, *standing, *since) = (newest.confidence, newest.standing, newest.at);
        }
        let newest = versions.last().map_or(0, |version| version.n);
        self.rows(own.id, TextPlace::Log, format_args!("{id}/{newest}"), [("text", text)]);
        self.moment(since);
        *merged_into = None;
        if !piece.ticked(part::HISTORY) {
            versions.drain(..versions.len().saturating_sub(1));
            // Why it was worded so is history as much as the wordings before it.
            for version in versions.iter_mut() {
                version.note.clear();
                version.cause = Cause::default();
            }
        }
        for version in versions {
            let ClaimVersion {
                n,
                claim: _,
                text,
                confidence: _,
                standing: _,
                at,
                cause: _,
                cause_id,
                in_loop: _,
                loop_title,
                note,
            } = version;
            self.rows(own.id, TextPlace::Log, format_args!("{id}/{n}"), [("text", text), ("note", note)]);
            self.moment(at);
            *cause_id = None;
            *loop_title = None;
        }
    }

    /// An assumption is one in all the learning logs that hold it. What was written of it in a log that stays, stays with
    /// that log; of wordings that belong to no log the notes stay, which nobody saw when this was ticked. A claim of which no
    /// wording is left leaves as it stands: that was what was ticked.
    fn wordings(&self, tied: &mut LoopClaim, own: EntryId) {
        let newest = tied.versions.last().cloned();
        let key = format!("{}{}", part::CLAIM, tied.claim.id);
        let leaves_with = |id: EntryId, version: &ClaimVersion| {
            let is_newest = newest.as_ref().is_some_and(|newest| newest.n == version.n);
            self.leaves(id)
                && self.piece(id).is_some_and(|piece| piece.ticked(&key) && (is_newest || piece.ticked(part::HISTORY)))
        };
        tied.versions.retain(|version| version.in_loop.is_none_or(|id| id == own || leaves_with(id, version)));
        for version in tied.versions.iter_mut().filter(|version| version.in_loop.is_none()) {
            version.note.clear();
        }
        if let (true, Some(newest)) = (tied.versions.is_empty(), newest) {
            tied.versions.push(ClaimVersion { note: String::new(), in_loop: None, ..newest });
        }
    }

    fn test(&self, test: &mut Test, own: &Entry, piece: &Piece) {
        let Test {
            id,
            of: _,
            loop_title,
            claim,
            claim_text,
            action,
            place,
            people,
            consent,
            due,
            sealed: _,
            prediction,
            disconfirm,
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
            state: _,
        } = test;
        loop_title.clone_from(&own.title);
        *claim = claim.filter(|claim| piece.ticked_id(part::CLAIM, claim));
        // As it stands now it may be in the words of another log; here it is told among the assumptions.
        *claim_text = None;
        let texts = [
            ("action", Some(action)),
            ("place", Some(place)),
            ("people", Some(people)),
            ("consent", Some(consent)),
            ("happened", Some(happened)),
            ("drop_reason", Some(drop_reason)),
            ("prediction", prediction.as_mut()),
            ("disconfirm", disconfirm.as_mut()),
        ];
        let texts = texts.into_iter().filter_map(|(column, text)| Some((column, text?)));
        self.rows(own.id, TextPlace::Log, &id, texts);
        for day in [due, happened_on] {
            *day = day.take().map(|day| self.sharing.dates.day(&day)).filter(|day| !day.is_empty());
        }
        for Amendment { text, at } in amendments {
            self.rows(own.id, TextPlace::Log, format_args!("{id}/{at}"), [("amendment", text)]);
            self.moment(at);
        }
        [planned_at, happened_at, reviewed_at, dropped_at].into_iter().flatten().for_each(|at| self.moment(at));
    }

    /// The left-hand column, which leaves by its own tick only.
    pub(in crate::export) fn case(&self, case: &mut Case, own: &Entry) {
        let Case { real: _, context, purpose, block, feared, turns } = case;
        let texts = [("context", context), ("purpose", purpose), ("block", block), ("feared", feared)];
        self.rows(own.id, TextPlace::LeftColumn, "case", texts);
        for turn in turns {
            let Turn { id, speaker, said, unsaid, marker: _, redesign } = turn;
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            let texts = [("speaker", speaker), ("said", said), ("unsaid", unsaid), ("redesign", redesign)];
            self.rows(own.id, TextPlace::LeftColumn, id, texts);
        }
    }
}

/// A quote of another entry is text of that entry, and leaves with it only; so do words whose entry is gone.
fn is_of(quote: &Quote) -> bool {
    quote.source.is_none() && quote.source_field.is_some()
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
