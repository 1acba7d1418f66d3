//! Which backups go: one pure function.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::Backup;
use crate::clock::{Clock, Instant};

pub use crate::settings::KeepBackups as Rule;

/// What the rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub id: String,
    /// When it was made.
    pub at: Instant,
    /// The person's day then.
    pub day: NaiveDate,
    /// Kept until told.
    pub pinned: bool,
    /// Nothing is known to be wrong with it.
    pub good: bool,
    /// It holds a tenth less than the one before, and nobody has accepted that.
    pub shrunk: bool,
}

impl Kept {
    pub(super) fn of(backup: &Backup, clock: &Clock) -> Self {
        Self {
            id: backup.id.clone(),
            at: backup.at,
            day: clock.day(backup.at),
            pinned: backup.pinned,
            good: backup.fault.is_none(),
            shrunk: backup.shrunk,
        }
    }
}

/// Which day, week or month of which year a day is in.
type Slot = fn(NaiveDate) -> (i32, u32);

/// The names of the backups that go by this rule. Never one that is pinned, never one that cannot be read (it may be all
/// there is), never the last good one; and none at all while one holds much less than the one before it: what emptied the
/// journal must not empty its backups, too.
pub fn let_go(all: &[Kept], rule: Rule) -> Vec<String> {
    if all.iter().any(|kept| kept.shrunk) {
        return Vec::new();
    }
    let mut newest_first: Vec<&Kept> = all.iter().filter(|kept| kept.good && !kept.pinned).collect();
    newest_first.sort_by(|one, two| (two.at, &two.id).cmp(&(one.at, &one.id)));
    let mut stays: BTreeSet<&str> = newest_first.first().map(|kept| kept.id.as_str()).into_iter().collect();
    let slots: [(u32, Slot); 3] = [
        (rule.days, |day| (day.year(), day.ordinal())),
        (rule.weeks, |day| (day.iso_week().year(), day.iso_week().week())),
        (rule.months, |day| (day.year(), day.month())),
    ];
    for (count, slot) in slots {
        let mut taken = BTreeSet::new();
        for kept in &newest_first {
            if taken.len() >= usize::try_from(count).unwrap_or(usize::MAX) {
                break;
            }
            if taken.insert(slot(kept.day)) {
                stays.insert(&kept.id);
            }
        }
    }
    newest_first.iter().filter(|kept| !stays.contains(kept.id.as_str())).map(|kept| kept.id.clone()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 24 * 60 * 60 * 1000;
    const BEGIN: i64 = 1_700_000_000_000;

    fn kept(number: usize, at: i64, pinned: bool, good: bool, shrunk: bool) -> Kept {
        let at = Instant::from_millis(BEGIN + at);
        Kept { id: format!("{number:04}"), at, day: at.utc().date_naive(), pinned, good, shrunk }
    }

    fn some() -> impl Strategy<Value = Vec<Kept>> {
        let one = (0..400 * DAY, prop::bool::weighted(0.1), prop::bool::weighted(0.95), prop::bool::weighted(0.01));
        prop::collection::vec(one, 0..120).prop_map(|all| {
            all.into_iter()
                .enumerate()
                .map(|(n, (at, pinned, good, shrunk))| kept(n, at, pinned, good, shrunk))
                .collect()
        })
    }

    fn rule() -> impl Strategy<Value = Rule> {
        (0..10u32, 0..10u32, 0..15u32).prop_map(|(days, weeks, months)| Rule { days, weeks, months })
    }

    fn after(all: &[Kept], rule: Rule) -> Vec<Kept> {
        let goes = let_go(all, rule);
        all.iter().filter(|kept| !goes.contains(&kept.id)).cloned().collect()
    }

    proptest! {
        #[test]
        fn what_is_pinned_or_cannot_be_read_or_is_the_last_good_one_never_goes(all in some(), rule in rule()) {
            let goes = let_go(&all, rule);
            for kept in all.iter().filter(|kept| goes.contains(&kept.id)) {
                prop_assert!(!kept.pinned && kept.good);
            }
            let newest = all.iter().filter(|kept| kept.good).max_by_key(|kept| (kept.at, &kept.id));
            prop_assert!(newest.is_none_or(|newest| !goes.contains(&newest.id)));
        }

        #[test]
        fn nothing_goes_while_one_has_shrunk(mut all in some(), rule in rule(), which in any::<prop::sample::Index>()) {
            prop_assume!(!all.is_empty());
            let at = which.index(all.len());
            all[at].shrunk = true;
            prop_assert_eq!(let_go(&all, rule), Vec::<String>::new());
        }

        #[test]
        fn letting_go_twice_lets_go_nothing_more(all in some(), rule in rule()) {
            let once = after(&all, rule);
            prop_assert_eq!(let_go(&once, rule), Vec::<String>::new());
        }

        #[test]
        fn the_order_in_which_they_are_listed_decides_nothing(all in some(), rule in rule()) {
            let mut turned = all.clone();
            turned.reverse();
            prop_assert_eq!(let_go(&all, rule), let_go(&turned, rule));
        }

        #[test]
        fn every_kept_day_week_and_month_still_has_its_last_one(all in some(), rule in rule()) {
            let all: Vec<Kept> = all.into_iter().map(|kept| Kept { shrunk: false, pinned: false, good: true, ..kept }).collect();
            let stays = after(&all, rule);
            for (count, slot) in [
                (rule.days, (|day: NaiveDate| day.to_string()) as fn(NaiveDate) -> String),
                (rule.weeks, |day| format!("{:?}", day.iso_week())),
                (rule.months, |day| day.format("%Y-%m").to_string()),
            ] {
                let mut slots: Vec<(Instant, String)> = Vec::new();
                let mut newest = all.clone();
                newest.sort_by(|one, two| (two.at, &two.id).cmp(&(one.at, &one.id)));
                for kept in &newest {
                    if !slots.iter().any(|(_, known)| *known == slot(kept.day)) {
                        slots.push((kept.at, slot(kept.day)));
                    }
                }
                for (at, _) in slots.iter().take(count as usize) {
                    prop_assert!(stays.iter().any(|kept| kept.at == *at));
                }
            }
            let most = (rule.days + rule.weeks + rule.months).max(1) as usize;
            prop_assert!(stays.len() <= most, "{} of at most {most}", stays.len());
        }
    }

    proptest! {
        // Each case is hundreds of backups.
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn a_year_of_daily_backups_keeps_days_weeks_and_months_and_few(days in 30usize..500) {
            // As it happens: one more each day, the rule after each.
            let mut held: Vec<Kept> = Vec::new();
            for day in 0..days {
                held.push(kept(day, i64::try_from(day).unwrap() * DAY, false, true, false));
                held = after(&held, Rule::default());
            }
            prop_assert!(held.len() <= 24 && held.len() >= 7);
            for day in days - 7..days {
                prop_assert!(held.iter().any(|kept| kept.id == format!("{day:04}")), "day {day}");
            }
        }
    }

    #[test]
    fn a_long_pause_lets_nothing_go() {
        let old: Vec<Kept> = (0..3).map(|n| kept(n, i64::try_from(n).unwrap() * DAY, false, true, false)).collect();
        let mut all = old.clone();
        all.push(kept(9, 2_000 * DAY, false, true, false));
        assert_eq!(let_go(&all, Rule::default()), Vec::<String>::new());
    }
}
