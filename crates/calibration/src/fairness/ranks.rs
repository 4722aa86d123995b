//! Does the money follow need? Rank correlations of two measures, with ties: Spearman's rho and Kendall's tau-b.

use serde::Serialize;

/// Ranks from 1, those who are equal sharing the mean of theirs.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |at: &usize| values.get(*at).copied().unwrap_or(0.0);
    order.sort_by(|left, right| value(left).total_cmp(&value(right)));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in order.chunk_by(|left, right| value(left) == value(right)) {
        let shared = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        for at in tied {
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = shared;
            }
        }
        before += tied.len();
    }
    ranks
}

/// Pearson's correlation; `None` when either measure never varies.
#[must_use]
pub fn pearson(left: &[f64], right: &[f64]) -> Option<f64> {
    let (middle_left, middle_right) = (super::mean(left)?, super::mean(right)?);
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (left, right) in left.iter().zip(right) {
        let (left, right) = (left - middle_left, right - middle_right);
        both += left * right;
        first += left * left;
        second += right * right;
    }
    let scale = (first * second).sqrt();
    (scale > 0.0).then(|| both / scale)
}

/// Spearman's rho: Pearson's correlation of the ranks.
#[must_use]
pub fn spearman(left: &[f64], right: &[f64]) -> Option<f64> {
    pearson(&ranks(left), &ranks(right))
}

/// What Kendall's tau-b counts. Pairs are of people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Kendall {
    /// Tau-b, from −1 to 1.
    pub tau: f64,
    /// Pairs that both measures put the same way round.
    pub agreeing: u64,
    /// Pairs that they put opposite ways: more need, less money.
    pub opposing: u64,
}

/// Kendall's tau-b in `n log n` steps (Knight, 1966); `None` when either measure never varies.
#[must_use]
pub fn kendall(left: &[f64], right: &[f64]) -> Option<Kendall> {
    let mut pairs: Vec<(f64, f64)> = left.iter().copied().zip(right.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let all = pairs_among(pairs.len());
    let tied_left = tied(&pairs, |a, b| a.0 == b.0);
    let tied_both = tied(&pairs, |a, b| a == b);
    let mut seconds: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let opposing = sort_counting(&mut seconds);
    let tied_right = tied(&seconds, |a, b| a == b);
    let agreeing = (all + tied_both).saturating_sub(tied_left + tied_right + opposing);
    let scale = ((all - tied_left) as f64).sqrt() * ((all - tied_right) as f64).sqrt();
    let tau = (agreeing as f64 - opposing as f64) / scale;
    (scale > 0.0).then_some(Kendall { tau, agreeing, opposing })
}

fn pairs_among(count: usize) -> u64 {
    let count = count as u64;
    count * count.saturating_sub(1) / 2
}

fn tied<T>(sorted: &[T], is_same: impl Fn(&T, &T) -> bool) -> u64 {
    sorted.chunk_by(|a, b| is_same(a, b)).map(|run| pairs_among(run.len())).sum()
}

/// Sorts by merging, and counts the pairs that stood the wrong way round.
fn sort_counting(values: &mut [f64]) -> u64 {
    if values.len() < 2 {
        return 0;
    }
    let (low, high) = values.split_at_mut(values.len() / 2);
    let mut swaps = sort_counting(low) + sort_counting(high);
    let mut merged = Vec::with_capacity(low.len() + high.len());
    let (mut rest_low, mut rest_high) = (&*low, &*high);
    while let ([first, after_low @ ..], [second, after_high @ ..]) = (rest_low, rest_high) {
        if first <= second {
            merged.push(*first);
            rest_low = after_low;
        } else {
            merged.push(*second);
            swaps += rest_low.len() as u64;
            rest_high = after_high;
        }
    }
    merged.extend_from_slice(rest_low);
    merged.extend_from_slice(rest_high);
    values.copy_from_slice(&merged);
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEED: [f64; 8] = [10.0, 20.0, 20.0, 30.0, 40.0, 40.0, 40.0, 55.0];
    const MONEY: [f64; 8] = [5.0, 4.0, 9.0, 9.0, 2.0, 11.0, 11.0, 10.0];

    #[test]
    fn correlations_with_ties_are_those_of_scipy() {
        // stats.spearmanr, stats.kendalltau, scipy 1.17.1
        assert!((spearman(&NEED, &MONEY).unwrap() - 0.478_343_919_390_285_37).abs() < 1e-12);
        assert!((kendall(&NEED, &MONEY).unwrap().tau - 0.360_288_346_061_446_1).abs() < 1e-12);
    }

    #[test]
    fn counting_by_merging_is_counting_pair_by_pair() {
        let mut chance = crate::chance::Chance::new(4);
        let draw = |chance: &mut crate::chance::Chance| (0..120).map(|_| chance.below(15) as f64).collect::<Vec<f64>>();
        let (left, right) = (draw(&mut chance), draw(&mut chance));
        let (mut agreeing, mut opposing) = (0, 0);
        for a in 0..left.len() {
            for b in 0..a {
                let way = (left[a] - left[b]) * (right[a] - right[b]);
                agreeing += u64::from(way > 0.0);
                opposing += u64::from(way < 0.0);
            }
        }
        let counted = kendall(&left, &right).unwrap();
        assert_eq!((counted.agreeing, counted.opposing), (agreeing, opposing));
    }

    #[test]
    fn one_amount_for_everyone_has_no_rank_correlation() {
        assert_eq!(spearman(&NEED, &[7.0; 8]), None);
        assert_eq!(kendall(&NEED, &[7.0; 8]), None);
    }
}
