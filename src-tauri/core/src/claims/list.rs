//! The ledger: every claim with what its life amounts to, in figures.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::merge::Merges;
use super::{ClaimHead, ClaimId, ClaimKind, EntryId, Standing, store};
use crate::error::Result;
use crate::store::Tx;
use crate::text::fold;

/// Which claims to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListClaims {
    /// Of these standings; left out: of all.
    pub standings: Option<Vec<Standing>>,
    /// Of these kinds; left out: of both.
    pub kinds: Option<Vec<ClaimKind>>,
    /// Words that stand in one wording it has or had.
    pub text: Option<String>,
}

/// A line of the ledger. Claims that were merged into another are counted there.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct ClaimRow {
    /// As it stands.
    #[serde(flatten)]
    pub head: ClaimHead,
    /// How often it was written.
    pub versions: u32,
    /// In how many loops it came up; those in the trash are not counted.
    pub loops: u32,
    /// What speaks against it in those loops.
    pub challenges: u32,
    /// How sure the writer was when they first said so.
    pub first_confidence: Option<u8>,
    /// The day of its next planned test.
    pub due: Option<String>,
}

/// The ledger, what was last written first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &Tx<'_>, request: &ListClaims) -> Result<Vec<ClaimRow>> {
    let merges = Merges::read(tx)?;
    let mut sums: HashMap<ClaimId, Sum> = HashMap::new();
    for (claim, versions) in store::version_counts(tx)? {
        sums.entry(merges.root(claim)).or_default().versions += versions;
    }
    for (claim, of) in store::all_ties(tx)? {
        sums.entry(merges.root(claim)).or_default().loops.insert(of);
    }
    for (claim, day) in store::due_days(tx)? {
        let due = &mut sums.entry(merges.root(claim)).or_default().due;
        *due = Some(due.take().map_or(day.clone(), |known| known.min(day)));
    }
    let challenges: HashMap<EntryId, u32> = store::challenge_counts(tx)?.into_iter().collect();
    let first: HashMap<ClaimId, u8> = store::first_confidences(tx)?.into_iter().collect();
    let wanted = Wanted::read(tx, &merges, request)?;
    let mut rows: Vec<ClaimRow> = store::heads(tx)?
        .into_iter()
        .filter(|head| merges.whole_of(head.id).is_none() && wanted.takes(head))
        .map(|head| {
            let sum = sums.remove(&head.id).unwrap_or_default();
            ClaimRow {
                versions: sum.versions,
                loops: u32::try_from(sum.loops.len()).unwrap_or(u32::MAX),
                challenges: sum.loops.iter().filter_map(|of| challenges.get(of)).sum(),
                first_confidence: first.get(&head.id).copied(),
                due: sum.due,
                head,
            }
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.head.since, row.head.id)));
    Ok(rows)
}

#[derive(Default)]
struct Sum {
    versions: u32,
    loops: BTreeSet<EntryId>,
    due: Option<String>,
}

struct Wanted<'r> {
    request: &'r ListClaims,
    /// Every wording of each claim, where words are looked for.
    wordings: HashMap<ClaimId, String>,
    words: Vec<String>,
}

impl<'r> Wanted<'r> {
    fn read(tx: &Tx<'_>, merges: &Merges, request: &'r ListClaims) -> Result<Self> {
        let words: Vec<String> =
            request.text.as_deref().map(fold).unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let mut wordings: HashMap<ClaimId, String> = HashMap::new();
        if !words.is_empty() {
            for (claim, text) in store::wordings(tx)? {
                let all = wordings.entry(merges.root(claim)).or_default();
                all.push('\n');
                all.push_str(&fold(&text));
            }
        }
        Ok(Self { request, wordings, words })
    }

    fn takes(&self, head: &ClaimHead) -> bool {
        let wording = self.wordings.get(&head.id);
        self.request.standings.as_ref().is_none_or(|all| all.contains(&head.standing))
            && self.request.kinds.as_ref().is_none_or(|all| all.contains(&head.kind))
            && self.words.iter().all(|word| wording.is_some_and(|text| text.contains(word.as_str())))
    }
}
