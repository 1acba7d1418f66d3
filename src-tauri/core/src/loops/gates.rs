//! What must exist before a learning log moves on: a pure function from facts to sentences. No stage asks for more than
//! its own fields, and no sentence blames.

use std::collections::BTreeSet;

use super::Stage;
use crate::claims::Verdict;

/// What the rules look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Keys of the text fields that hold words.
    pub written: BTreeSet<String>,
    /// Quotes beside "What my actions say guides me".
    pub quotes: u32,
    /// Aims at stake.
    pub aims: u32,
    /// Of these, those with a rating.
    pub rated_aims: u32,
    /// Assumptions named.
    pub assumptions: u32,
    /// Of these, those that say how sure the writer is.
    pub weighed_assumptions: u32,
    /// Challenges that are evidence.
    pub evidence: u32,
    /// Challenges that are another person's view.
    pub views: u32,
    /// Whether one of its claims was written anew in this learning log.
    pub revised_here: bool,
    /// Whether one of its claims has been put into other words, or dropped.
    pub mind_changed: bool,
    /// Tests that are planned (or further) and not dropped.
    pub planned_tests: u32,
    /// Tests that were looked back at.
    pub reviewed_tests: u32,
}

impl Facts {
    fn has(&self, field: &str) -> bool {
        self.written.contains(field)
    }
}

/// A sentence, said where it holds.
type Wanted<'a> = (bool, &'a str);

/// What a log at `stage` still wants before it can move on, in words for the writer.
pub fn missing(stage: Stage, facts: &Facts) -> Vec<String> {
    let wanted: &[Wanted<'_>] = match stage {
        Stage::Noticed => &[
            (!facts.has("trigger"), "Say what surprised, bothered or delighted you."),
            (!facts.has("account"), "Write what was said and done, as a camera would have seen it."),
            (!facts.has("intended"), "Say what you wanted to happen."),
            (!facts.has("actual"), "Say what happened in the end."),
        ],
        Stage::Mapped => &[
            (!facts.has("strategy"), "Say what you did about it."),
            (!facts.has("espoused"), "Say what you would tell a colleague guides you."),
            (!facts.has("in_use"), "Say what your actions suggest guides you."),
            (facts.quotes == 0, "Quote a line of your account that shows what guides you."),
            (facts.aims == 0, "Name an aim that was at stake, and whether it was held, strained or given up."),
            (facts.aims > 0 && facts.rated_aims == 0, "Say of one aim whether it was held, strained or given up."),
            (facts.assumptions == 0, "Put the assumption behind it into words, and say how sure you are of it."),
            (facts.assumptions > 0 && facts.weighed_assumptions == 0, "Say how sure you are of your assumption."),
        ],
        Stage::Challenged => &[
            (facts.evidence == 0, "Note one thing that speaks against your assumption."),
            (facts.views == 0, "Ask one other person how they see it, and note what they said."),
            (!facts.has("contribution"), "Say what your own part in it was."),
        ],
        Stage::Revised => &[(
            !facts.revised_here && !facts.has("kept_because"),
            "Write the assumption or the aim anew, or say why you keep it.",
        )],
        Stage::TestPlanned => {
            &[(facts.planned_tests == 0, "Plan one small test: what you expect, and what would prove you wrong.")]
        }
        Stage::Tested => &[(facts.reviewed_tests == 0, "Look back at your test: was it as you expected?")],
        Stage::Closed => &[],
    };
    wanted.iter().filter(|(holds, _)| *holds).map(|(_, sentence)| (*sentence).to_owned()).collect()
}

/// Why a log cannot close with this verdict yet; none where it can.
pub fn against(verdict: Verdict, facts: &Facts) -> Option<&'static str> {
    match verdict {
        Verdict::Keep if facts.reviewed_tests == 0 => {
            Some("An assumption is kept after a test. Look back at a test of it first.")
        }
        Verdict::Revise | Verdict::Drop if !facts.mind_changed => {
            Some("To close so, write what you hold now: an assumption or aim of this learning log in other words.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Facts {
        let written = ["trigger", "account", "intended", "actual", "strategy", "espoused", "in_use", "contribution"]
            .map(String::from);
        Facts {
            written: written.into_iter().collect(),
            quotes: 1,
            aims: 1,
            rated_aims: 1,
            assumptions: 1,
            weighed_assumptions: 1,
            evidence: 1,
            views: 1,
            revised_here: true,
            mind_changed: true,
            planned_tests: 1,
            reviewed_tests: 1,
        }
    }

    #[test]
    fn with_everything_there_no_stage_asks_for_more() {
        for stage in Stage::ALL {
            assert_eq!(missing(stage, &whole()), Vec::<String>::new(), "{stage:?}");
        }
    }

    #[test]
    fn an_empty_log_is_told_of_each_stage_what_it_wants() {
        let counts: Vec<usize> = Stage::ALL.iter().map(|stage| missing(*stage, &Facts::default()).len()).collect();
        assert_eq!(counts, [4, 6, 3, 1, 1, 1, 0]);
    }

    #[test]
    fn each_missing_fact_is_asked_for_at_its_own_stage_only() {
        let without = |change: fn(&mut Facts)| {
            let mut facts = whole();
            change(&mut facts);
            Stage::ALL.into_iter().filter(|stage| !missing(*stage, &facts).is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(without(|f| f.written.retain(|key| key != "actual")), [Stage::Noticed]);
        assert_eq!(without(|f| f.quotes = 0), [Stage::Mapped]);
        assert_eq!(without(|f| f.rated_aims = 0), [Stage::Mapped]);
        assert_eq!(without(|f| f.weighed_assumptions = 0), [Stage::Mapped]);
        assert_eq!(without(|f| f.evidence = 0), [Stage::Challenged]);
        assert_eq!(without(|f| f.views = 0), [Stage::Challenged]);
        assert_eq!(without(|f| f.revised_here = false), [Stage::Revised]);
        assert_eq!(without(|f| f.planned_tests = 0), [Stage::TestPlanned]);
        assert_eq!(without(|f| f.reviewed_tests = 0), [Stage::Tested]);
    }

    #[test]
    fn a_reason_to_keep_it_stands_for_a_revision() {
        let mut facts = Facts { revised_here: false, ..whole() };
        facts.written.insert("kept_because".into());
        assert!(missing(Stage::Revised, &facts).is_empty());
    }

    #[test]
    fn a_verdict_needs_what_it_says() {
        let facts = Facts { mind_changed: false, reviewed_tests: 0, ..whole() };
        for verdict in [Verdict::Keep, Verdict::Revise, Verdict::Drop] {
            assert!(against(verdict, &facts).is_some(), "{verdict:?}");
            assert!(against(verdict, &whole()).is_none(), "{verdict:?}");
        }
    }
}
