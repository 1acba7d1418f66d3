//! What hangs on a learning log, as people read it.

use super::{Clearing, TextPlace};
use crate::claims::{ClaimHead, ClaimVersion, LoopClaim};
use crate::entries::Entry;
use crate::error::Result;
use crate::export::sharing::{Piece, part};
use crate::loops::{Case, Challenge, Loop, Move, Quote, Turn, fields};
use crate::redact::Form;
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
            stage: _,
            exit: _,
            exit_reason,
            revisit,
            owner: _,
            verdict,
            riskiest_rung: _,
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
        let state = piece.ticked(part::STATE);
        entry.clone_from(own);
        *fields = fields::read(&own.body)?;
        // What is still wanted is between the writer and the program; other entries have titles of their own.
        missing.clear();
        links.clear();
        *revisit = None;
        *has_case = *has_case && piece.ticked(part::LEFT_COLUMN);
        self.moment(opened_at);
        closed_at.iter_mut().for_each(|at| self.moment(at));
        if !state {
            exit_reason.clear();
            moves.clear();
            *verdict = None;
        }
        let clear = |text: &mut String| self.text(Some(own.id), TextPlace::Log, Form::Plain, text);
        clear(exit_reason);
        for step in moves {
            let Move { at, from: _, to: _, exit: _, note } = step;
            self.moment(at);
            clear(note);
        }
        for claims in [aims, assumptions] {
            claims.retain(|tied| piece.ticked_id(part::CLAIM, tied.claim.id));
            claims.iter_mut().for_each(|tied| self.claim(tied, own, piece));
        }
        let body = spaced(&text::plain(&own.body));
        quotes.retain(|quote| piece.ticked_id(part::QUOTE, quote.id) && is_of(quote));
        for quote in quotes.iter_mut() {
            let Quote { id: _, field: _, source: _, source_field: _, exact, prefix, suffix, found, at } = quote;
            clear(exact);
            prefix.clear();
            suffix.clear();
            *found = body.contains(&spaced(&text::plain(exact)));
            self.moment(at);
        }
        // Of a log in part a quote leaves only with the passage it was taken from.
        quotes.retain(|quote| piece.whole || quote.found);
        challenges.retain(|challenge| piece.ticked_id(part::CHALLENGE, challenge.id));
        for challenge in challenges {
            let Challenge { id: _, kind: _, text, lens: _, who, how, cause: _, cause_id, made_at, edited_at } =
                challenge;
            [text, who, how].into_iter().for_each(clear);
            *cause_id = None;
            [made_at, edited_at].into_iter().for_each(|at| self.moment(at));
        }
        tests.retain(|test| piece.ticked_id(part::TEST, test.id));
        tests.iter_mut().for_each(|test| self.test(test, own));
        Ok(())
    }

    fn claim(&self, tied: &mut LoopClaim, own: &Entry, piece: &Piece) {
        let LoopClaim { claim, rating: _, versions } = tied;
        let ClaimHead { id: _, kind: _, typed: _, text, confidence: _, standing: _, since, merged_into } = claim;
        let clear = |text: &mut String| self.text(Some(own.id), TextPlace::Log, Form::Plain, text);
        clear(text);
        self.moment(since);
        *merged_into = None;
        if !piece.ticked(part::HISTORY) {
            versions.drain(..versions.len().saturating_sub(1));
        }
        for version in versions {
            let ClaimVersion {
                n: _,
                claim: _,
                text,
                confidence: _,
                standing: _,
                at,
                cause: _,
                cause_id,
                in_loop,
                loop_title,
                note,
            } = version;
            [text, note].into_iter().for_each(clear);
            self.moment(at);
            *cause_id = None;
            *loop_title = None;
            *in_loop = in_loop.filter(|id| self.piece(*id).is_some());
        }
    }

    fn test(&self, test: &mut Test, own: &Entry) {
        let Test {
            id: _,
            of: _,
            loop_title,
            claim: _,
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
        let clear = |text: &mut String| self.text(Some(own.id), TextPlace::Log, Form::Plain, text);
        loop_title.clone_from(&own.title);
        [action, place, people, consent, happened, drop_reason].into_iter().for_each(clear);
        [claim_text, prediction, disconfirm].into_iter().flatten().for_each(clear);
        for day in [due, happened_on] {
            *day = day.take().map(|day| self.sharing.dates.day(&day)).filter(|day| !day.is_empty());
        }
        for Amendment { text, at } in amendments {
            clear(text);
            self.moment(at);
        }
        [planned_at, happened_at, reviewed_at, dropped_at].into_iter().flatten().for_each(|at| self.moment(at));
    }

    /// The left-hand column, which leaves by its own tick only.
    pub(in crate::export) fn case(&self, case: &mut Case, own: &Entry) {
        let clear = |text: &mut String| self.text(Some(own.id), TextPlace::LeftColumn, Form::Plain, text);
        let Case { real: _, context, purpose, block, feared, turns } = case;
        [context, purpose, block, feared].into_iter().for_each(clear);
        for turn in turns {
            let Turn { id: _, speaker, said, unsaid, marker: _, redesign } = turn;
            [speaker, said, unsaid, redesign].into_iter().for_each(clear);
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
