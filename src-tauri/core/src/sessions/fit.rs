//! Dividing a slot among steps: in whole minutes, never below what a step needs, adding up exactly; and saying what to
//! shorten where that cannot be.

use serde::{Deserialize, Serialize};

use super::protocol::{ProtocolDefinition, Speaker, StemKey, StepSheet};
use super::{AgendaItem, AgendaKind};
use crate::id::AgendaItemId;

/// A step of a session: one of its protocol's, a point of the agenda, the welcome or the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SessionStep {
    /// That of the protocol's step, or "welcome", "item", "close".
    pub key: String,
    /// What is done.
    pub name: String,
    /// As long as it takes here.
    pub minutes: u32,
    /// As long as it usually takes.
    pub usual: u32,
    /// Shorter than this it makes no sense.
    pub shortest: u32,
    /// Who may speak.
    pub speaks: Speaker,
    /// What the facilitator says at its beginning; may be empty.
    pub says: String,
    /// That was written for this session, and stays while the program divides the minutes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub own_words: bool,
    /// Whether notes may be taken.
    pub notes: bool,
    /// Which beginnings of sentences help.
    pub stems: Vec<StemKey>,
    /// The point of the agenda it is about.
    pub item: Option<AgendaItemId>,
    /// What is printed for it beside what everybody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sheet: Option<StepSheet>,
}

/// How the steps fit the slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Fit {
    /// The minutes of the steps together.
    pub minutes: u32,
    /// The minutes there are.
    pub slot: u32,
    /// What was shortened, or is to be; empty: all is well.
    pub words: Vec<String>,
}

/// Minutes for each step that add up to `slot`. `steps` are the usual minutes and the shortest of each.
///
/// # Errors
/// The minutes that are needed at the least, where the slot has fewer.
pub fn divided(steps: &[(u32, u32)], slot: u32) -> Result<Vec<u32>, u32> {
    let usual: u32 = steps.iter().map(|(usual, _)| usual).sum();
    let least: u32 = steps.iter().map(|(usual, shortest)| *shortest.min(usual)).sum();
    if slot < least || steps.is_empty() {
        return Err(least);
    }
    // What can be given beyond a floor, by weight: of what is usual where there is room, else of what can be spared.
    let (floor, weight): (Vec<u32>, Vec<u32>) = if slot >= usual {
        steps.iter().map(|(usual, _)| (*usual, *usual)).unzip()
    } else {
        steps.iter().map(|(usual, shortest)| (*shortest.min(usual), usual.saturating_sub(*shortest))).unzip()
    };
    let over = u64::from(slot - floor.iter().sum::<u32>());
    let whole = u64::from(weight.iter().sum::<u32>()).max(1);
    let mut minutes = floor;
    let mut rests = Vec::with_capacity(steps.len());
    let mut given = 0;
    for (at, weight) in weight.iter().enumerate() {
        let share = over * u64::from(*weight);
        let more = share / whole;
        minutes[at] += u32::try_from(more).unwrap_or(u32::MAX);
        given += more;
        rests.push((share % whole, at));
    }
    // What is left of whole minutes goes where most was cut off; of equals the earlier step has it.
    rests.sort_by_key(|(rest, at)| (std::cmp::Reverse(*rest), *at));
    let left = usize::try_from(over - given).unwrap_or(0);
    for (_, at) in rests.into_iter().cycle().take(left) {
        minutes[at] += 1;
    }
    Ok(minutes)
}

/// The steps of a session, before their minutes are divided.
pub(super) fn steps(definition: Option<&ProtocolDefinition>, agenda: &[AgendaItem], notes: bool) -> Vec<SessionStep> {
    let mut steps = Vec::new();
    let framed = definition.is_none_or(|definition| definition.framed);
    if framed {
        steps.push(frame(
            "welcome",
            "Welcome, and what we promised",
            "What did we promise each other, and what came of it? One line each.",
            notes,
        ));
    }
    let pieces: Vec<&AgendaItem> = agenda.iter().filter(|item| item.kind == AgendaKind::Piece && !item.gone).collect();
    let of_protocol = definition.map(|definition| definition.steps.as_slice()).unwrap_or_default();
    for run in of_protocol.chunk_by(|a, b| a.each == b.each) {
        let each = run.first().is_some_and(|step| step.each);
        let times = if each { pieces.len().max(1) } else { 1 };
        for time in 0..times {
            for step in run {
                let many = each && times > 1;
                steps.push(SessionStep {
                    key: step.key.clone(),
                    name: if many { format!("{} ({} of {times})", step.name, time + 1) } else { step.name.clone() },
                    minutes: step.minutes,
                    usual: step.minutes,
                    shortest: step.shortest,
                    speaks: step.speaks,
                    says: step.says.clone(),
                    own_words: false,
                    notes: step.notes && notes,
                    stems: step.stems.clone(),
                    item: pieces.get(time).filter(|_| each).map(|item| item.id),
                    sheet: step.sheet,
                });
            }
        }
    }
    // What else is on the agenda comes after the welcome, also where that is the protocol's own first step.
    let opens = framed || of_protocol.first().is_some_and(|first| !first.each);
    let after = usize::from(opens);
    steps.splice(after..after, agenda.iter().filter_map(|item| point(item, notes)));
    if framed {
        steps.push(frame(
            "close",
            "Commitments and next roles",
            "Who does what by when, and how will we see it? Who takes which role next time?",
            notes,
        ));
    }
    steps
}

/// A point of the agenda that has minutes of its own.
fn point(item: &AgendaItem, notes: bool) -> Option<SessionStep> {
    let minutes = item.minutes.filter(|_| item.kind != AgendaKind::Piece)?;
    Some(SessionStep {
        key: "item".into(),
        name: item.kind.name().into(),
        minutes,
        usual: minutes,
        shortest: minutes.div_ceil(2),
        speaks: Speaker::Everyone,
        says: item.text.clone(),
        own_words: false,
        notes,
        stems: Vec::new(),
        item: Some(item.id),
        sheet: None,
    })
}

fn frame(key: &str, name: &str, says: &str, notes: bool) -> SessionStep {
    SessionStep {
        key: key.into(),
        name: name.into(),
        minutes: 5,
        usual: 5,
        shortest: 2,
        speaks: Speaker::Everyone,
        says: says.into(),
        own_words: false,
        notes,
        stems: Vec::new(),
        item: None,
        sheet: None,
    }
}

/// What was written for this session stays with its step.
pub(super) fn keep_own_words(steps: &mut [SessionStep], before: &[SessionStep]) {
    for step in steps {
        let same = |old: &&SessionStep| old.own_words && old.key == step.key && old.item == step.item;
        if let Some(old) = before.iter().find(same) {
            (step.says, step.own_words) = (old.says.clone(), true);
        }
    }
}

/// Where words that were written for this session are given up, those it usually has stand again.
pub(super) fn give_back_words(steps: &mut [SessionStep], before: &[SessionStep], usual: &[SessionStep]) {
    for step in steps.iter_mut().filter(|step| !step.own_words) {
        let same = |other: &&SessionStep| other.key == step.key && other.item == step.item;
        if before.iter().find(same).is_some_and(|old| old.own_words)
            && let Some(usual) = usual.iter().find(same)
        {
            step.says.clone_from(&usual.says);
        }
    }
}

/// Without the " (2 of 3)" that tells a step done for each piece.
pub(super) fn unnumbered(name: &str) -> &str {
    let Some((bare, numbers)) = name.rsplit_once(" (") else { return name };
    let digits = numbers.strip_suffix(')').and_then(|numbers| numbers.split_once(" of "));
    let is_count = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_some_and(|(which, all)| is_count(which) && is_count(all)) { bare } else { name }
}

/// Divides the slot among the steps; at their shortest where it is too small.
pub(super) fn lay_out(steps: &mut [SessionStep], slot: u32) {
    let wanted: Vec<(u32, u32)> = steps.iter().map(|step| (step.usual, step.shortest)).collect();
    let minutes = divided(&wanted, slot).unwrap_or_else(|_| wanted.iter().map(|(_, shortest)| *shortest).collect());
    steps.iter_mut().zip(minutes).for_each(|(step, minutes)| step.minutes = minutes);
}

/// How the steps fit, in words.
pub(super) fn told(steps: &[SessionStep], slot: u32) -> Fit {
    let minutes: u32 = steps.iter().map(|step| step.minutes).sum();
    let mut words = Vec::new();
    let named = |wanted: &dyn Fn(&SessionStep) -> Option<String>| {
        let mut all: Vec<String> = steps.iter().filter_map(wanted).collect();
        all.truncate(6);
        all.join(", ")
    };
    if minutes == slot {
        let shorter = named(&|step| {
            (step.minutes < step.usual).then(|| format!("{} ({} instead of {})", step.name, step.minutes, step.usual))
        });
        if !shorter.is_empty() {
            words.push(format!("Shorter than usual, so that it fits: {shorter}."));
        }
    } else if minutes < slot {
        words.push(format!("{} of {slot} minutes are given to a step; {} are free.", minutes, slot - minutes));
    } else {
        let over = minutes - slot;
        words.push(format!("The steps take {minutes} minutes and there are {slot}: {over} too many."));
        let room = named(&|step| {
            (step.minutes > step.shortest)
                .then(|| format!("{} ({}, at the shortest {})", step.name, step.minutes, step.shortest))
        });
        let spare: u32 = steps.iter().map(|step| step.minutes.saturating_sub(step.shortest)).sum();
        if spare >= over {
            words.push(format!("These can be shorter: {room}."));
        } else {
            // A step that is done for each piece is named once.
            let mut long: Vec<&SessionStep> = steps.iter().collect();
            long.sort_by_key(|step| std::cmp::Reverse(step.minutes));
            let mut named: Vec<String> = Vec::new();
            for step in long {
                let one = format!("{} ({})", unnumbered(&step.name), step.minutes);
                if named.len() < 3 && !named.contains(&one) {
                    named.push(one);
                }
            }
            words.push(format!(
                "Shortening is not enough: take {} more minutes, bring one piece fewer, or leave out a step, such as {}.",
                over - spare,
                named.join(", ")
            ));
        }
    }
    Fit { minutes, slot, words }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::protocol::builtin;
    use super::*;
    use proptest::prelude::*;

    fn pieces(count: usize) -> Vec<AgendaItem> {
        (0..count).map(|_| AgendaItem::blank(AgendaKind::Piece)).collect()
    }

    proptest! {
        #[test]
        fn the_minutes_of_every_protocol_add_up_to_the_slot_or_it_says_what_is_needed(which in 0usize..12, slot in 5u32..=240, count in 0usize..4) {
            let protocol = &builtin()[which];
            let mut steps = steps(Some(&protocol.definition), &pieces(count), true);
            let least: u32 = steps.iter().map(|step| step.shortest).sum();
            lay_out(&mut steps, slot);
            let sum: u32 = steps.iter().map(|step| step.minutes).sum();
            prop_assert!(steps.iter().all(|step| step.minutes >= step.shortest), "{}: none below its shortest", protocol.id);
            let fit = told(&steps, slot);
            if slot >= least {
                prop_assert_eq!(sum, slot, "{}", &protocol.id);
                let usual: u32 = steps.iter().map(|step| step.usual).sum();
                prop_assert!(slot > usual || steps.iter().all(|step| step.minutes <= step.usual));
                prop_assert_eq!(slot < usual, !fit.words.is_empty());
            } else {
                prop_assert_eq!(sum, least);
                prop_assert!(fit.words.iter().any(|words| words.contains(&format!("take {} more minutes", least - slot))), "{:?}", fit.words);
            }
        }

        #[test]
        fn any_steps_are_divided_exactly_and_a_longer_slot_shortens_none(steps in proptest::collection::vec((1u32..60, 1u32..60), 1..20), slot in 1u32..600) {
            let steps: Vec<(u32, u32)> = steps.into_iter().map(|(a, b)| (a.max(b), a.min(b))).collect();
            let least: u32 = steps.iter().map(|(_, shortest)| shortest).sum();
            match divided(&steps, slot) {
                Ok(minutes) => {
                    prop_assert_eq!(minutes.iter().sum::<u32>(), slot);
                    prop_assert!(minutes.iter().zip(&steps).all(|(minutes, (_, shortest))| minutes >= shortest));
                }
                Err(needed) => prop_assert_eq!((needed, slot < least), (least, true)),
            }
        }
    }

    #[test]
    fn a_consultancy_of_an_hour_is_that_of_the_sheet() {
        let consultancy = builtin().iter().find(|one| one.id == "consultancy").unwrap();
        let mut steps = steps(Some(&consultancy.definition), &pieces(1), true);
        lay_out(&mut steps, 58);
        assert_eq!(steps.iter().map(|step| step.minutes).collect::<Vec<_>>(), [5, 8, 5, 10, 15, 5, 5, 5]);
        lay_out(&mut steps, 60);
        assert_eq!(steps.iter().map(|step| step.minutes).sum::<u32>(), 60);
    }

    #[test]
    fn steps_that_are_too_long_by_hand_say_where_there_is_room() {
        let consultancy = builtin().iter().find(|one| one.id == "consultancy").unwrap();
        let steps = steps(Some(&consultancy.definition), &pieces(1), true);
        let fit = told(&steps, 50);
        assert_eq!((fit.minutes, fit.slot), (58, 50));
        assert!(fit.words[0].contains("8 too many") && fit.words[1].contains("at the shortest 8"), "{:?}", fit.words);
    }

    #[test]
    fn another_point_comes_after_the_welcome_whoever_bids_it() {
        let question = AgendaItem { minutes: Some(3), ..AgendaItem::blank(AgendaKind::Question) };
        for one in builtin() {
            let steps = steps(Some(&one.definition), std::slice::from_ref(&question), true);
            assert_eq!(steps.iter().position(|step| step.item == Some(question.id)), Some(1), "{}", one.id);
        }
    }

    #[test]
    fn words_for_this_session_stay_when_the_minutes_are_divided_anew_and_can_be_given_up() {
        let tuning = builtin().iter().find(|one| one.id == "tuning").unwrap();
        let usual = steps(Some(&tuning.definition), &pieces(1), true);
        let mut said = usual.clone();
        (said[1].says, said[1].own_words) = ("Show us what you changed.".into(), true);
        let mut anew = usual.clone();
        keep_own_words(&mut anew, &said);
        assert_eq!((anew[1].says.as_str(), anew[1].own_words), ("Show us what you changed.", true));
        assert_eq!(anew[2], usual[2]);
        let mut given_up = said.clone();
        given_up[1].own_words = false;
        give_back_words(&mut given_up, &said, &usual);
        assert_eq!(given_up, usual);
    }

    #[test]
    fn a_step_for_each_piece_is_done_for_each() {
        let tuning = builtin().iter().find(|one| one.id == "tuning").unwrap();
        let agenda = pieces(2);
        let steps = steps(Some(&tuning.definition), &agenda, true);
        let presented: Vec<_> = steps.iter().filter(|step| step.key == "present").collect();
        assert_eq!(presented.len(), 2);
        assert_eq!(presented[1].name, "The presenter shows the work (2 of 2)");
        assert_eq!(presented[1].item, Some(agenda[1].id));
        assert_eq!(steps.iter().filter(|step| step.key == "debrief").count(), 1);
    }
}
