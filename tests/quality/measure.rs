//! What an answer is worth, and whether one way of answering is better than another.

use std::collections::HashMap;
use std::fmt;

use crate::DEPTH;

/// Results that nDCG looks at.
const FIRST: usize = 10;
/// Resamplings of the questions.
const SAMPLES: usize = 2_000;

/// One answer.
#[derive(Clone, Copy, Default)]
pub struct Marks {
    pub ndcg: f64,
    mrr: f64,
    recall: f64,
}

impl Marks {
    pub fn of(found: &[usize], right: &HashMap<usize, f64>) -> Self {
        let gain = |grades: &[f64]| -> f64 {
            grades
                .iter()
                .zip(2u32..)
                .take(FIRST)
                .map(|(grade, place)| (grade.exp2() - 1.0) / f64::from(place).log2())
                .sum()
        };
        let grades: Vec<f64> = found.iter().map(|document| right.get(document).copied().unwrap_or_default()).collect();
        let mut best: Vec<f64> = right.values().copied().collect();
        best.sort_by(|a, b| b.total_cmp(a));
        let first = grades.iter().zip(1u32..).find(|(grade, _)| **grade > 0.0);
        Self {
            ndcg: gain(&grades) / gain(&best).max(f64::MIN_POSITIVE),
            mrr: first.map_or(0.0, |(_, place)| 1.0 / f64::from(place)),
            recall: grades.iter().take(DEPTH).filter(|grade| **grade > 0.0).count() as f64 / right.len().max(1) as f64,
        }
    }
}

/// The means of many, as a row of the table.
pub fn mean(all: &[Marks]) -> String {
    let of = |mark: fn(&Marks) -> f64| all.iter().map(mark).sum::<f64>() / all.len() as f64;
    format!("{:>8.4} {:>8.4} {:>11.4}", of(|marks| marks.ndcg), of(|marks| marks.mrr), of(|marks| marks.recall))
}

/// How much better one way is than another, question by question.
pub struct Compared {
    mean: f64,
    low: f64,
    high: f64,
    better: usize,
    worse: usize,
}

impl Compared {
    pub fn of(ours: &[Marks], theirs: &[Marks]) -> Self {
        let apart: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours.ndcg - theirs.ndcg).collect();
        let count = apart.len();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut means: Vec<f64> =
            (0..SAMPLES).map(|_| (0..count).map(|_| apart[random.below(count)]).sum::<f64>() / count as f64).collect();
        means.sort_by(f64::total_cmp);
        Self {
            mean: apart.iter().sum::<f64>() / count as f64,
            low: means[SAMPLES / 40],
            high: means[SAMPLES - SAMPLES / 40 - 1],
            better: apart.iter().filter(|apart| **apart > 1e-9).count(),
            worse: apart.iter().filter(|apart| **apart < -1e-9).count(),
        }
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mean, low, high, better, worse } = self;
        let said = match () {
            () if *low > 0.0 => "clearly better",
            () if *high < 0.0 => "clearly worse",
            () => "no clear difference",
        };
        write!(f, "{said}: {mean:+.4} nDCG ({low:+.4} to {high:+.4}); better in {better}, worse in {worse}")
    }
}

/// The same numbers in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }
}
