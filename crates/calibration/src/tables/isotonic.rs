//! Amounts that never fall as points rise, as near to the costs as can be: by squares (the mean) and by distance (the
//! median, or any other quantile). Both are exact.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// The rising list nearest to `means` by weighted squares: neighbours that fall are pooled (Ayer and others, 1955). It takes
/// time in proportion to the list.
#[must_use]
pub fn by_squares(means: &[f64], weights: &[f64]) -> Vec<f64> {
    // Blocks so far: mean, weight, how many scores. A score without cases follows the one before it.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(means.len());
    let mut leading = 0;
    for (mean, weight) in means.iter().zip(weights) {
        if *weight <= 0.0 {
            blocks.last_mut().map_or_else(|| leading += 1, |block| block.2 += 1);
            continue;
        }
        let (mut mean, mut weight, mut count) = (*mean, *weight, 1 + std::mem::take(&mut leading));
        while let Some((before, heavy, many)) = blocks.last().copied().filter(|(before, _, _)| *before >= mean) {
            blocks.pop();
            let together = weight + heavy;
            mean = (mean * weight + before * heavy) / together;
            weight = together;
            count += many;
        }
        blocks.push((mean, weight, count));
    }
    let mut rising = Vec::with_capacity(means.len());
    for (mean, _, count) in blocks {
        rising.resize(rising.len() + count, mean);
    }
    rising.resize(means.len(), 0.0);
    rising
}

/// A place where the slope of a loss changes, and by how much.
#[derive(Debug, Clone, Copy)]
struct Bend {
    at: f64,
    by: f64,
}

impl PartialEq for Bend {
    fn eq(&self, other: &Bend) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Bend {}

impl PartialOrd for Bend {
    fn partial_cmp(&self, other: &Bend) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bend {
    fn cmp(&self, other: &Bend) -> Ordering {
        self.at.total_cmp(&other.at)
    }
}

/// The rising list that takes the least loss Σ w·ρ(y − f), where ρ weighs what lies above by `level` and what lies below by
/// 1 − `level`: 0.5 is the median. `rows` gives each score's costs and weights.
///
/// The least loss of all scores so far, as a function of the next amount, is convex and falls everywhere once its rising end
/// is cut off; a heap holds its bends (Rote, "Isotonic regression by dynamic programming", 2019). O(n log n).
#[must_use]
pub fn by_quantile<'a>(rows: impl Iterator<Item = &'a [(f64, f64)]>, level: f64) -> Vec<f64> {
    let mut bends: BinaryHeap<Bend> = BinaryHeap::new();
    let mut best = Vec::new();
    for score in rows {
        let mut rising = 0.0;
        for (cost, weight) in score {
            bends.push(Bend { at: *cost, by: *weight });
            rising += (1.0 - level) * weight;
        }
        // Cut off what rises: the slope beyond the last bend is `rising`, and each bend passed takes its own change away.
        while let Some(mut last) = bends.peek_mut() {
            if last.by > rising {
                last.by -= rising;
                break;
            }
            rising -= last.by;
            PeekMut::pop(last);
        }
        best.push(bends.peek().map_or(f64::NEG_INFINITY, |bend| bend.at));
    }
    let mut next = f64::INFINITY;
    for amount in best.iter_mut().rev() {
        // Scores below all cases have no cost to go by: they get what the next has.
        next = if amount.is_finite() { next.min(*amount) } else { next };
        *amount = if next.is_finite() { next } else { 0.0 };
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn loss(rows: &[Vec<(f64, f64)>], level: f64, amounts: &[f64]) -> f64 {
        let of = |(cost, weight): &(f64, f64), amount: f64| {
            let over = cost - amount;
            weight * if over > 0.0 { level * over } else { (level - 1.0) * over }
        };
        rows.iter().zip(amounts).flat_map(|(score, amount)| score.iter().map(move |row| of(row, *amount))).sum()
    }

    /// The least loss over every rising list of observed costs, which always hold a best one.
    fn least_by_trying(rows: &[Vec<(f64, f64)>], level: f64) -> f64 {
        let mut costs: Vec<f64> = rows.iter().flatten().map(|(cost, _)| *cost).collect();
        costs.sort_by(f64::total_cmp);
        let mut least = vec![0.0; costs.len()];
        for score in rows {
            let mut best = f64::INFINITY;
            for (so_far, cost) in least.iter_mut().zip(&costs) {
                best = best.min(*so_far);
                *so_far = best + loss(std::slice::from_ref(score), level, &[*cost]);
            }
        }
        least.into_iter().fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn neighbours_that_fall_are_pooled() {
        assert_eq!(by_squares(&[1.0, 3.0, 2.0, 4.0], &[1.0; 4]), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(by_squares(&[4.0, 1.0], &[1.0, 3.0]), [1.75, 1.75]);
        assert_eq!(by_squares(&[], &[]), [0.0; 0]);
    }

    #[test]
    fn one_score_gets_its_median_or_its_quantile() {
        let rows = [vec![(1.0, 1.0), (2.0, 1.0), (9.0, 1.0)]];
        assert_eq!(by_quantile(rows.iter().map(Vec::as_slice), 0.5), [2.0]);
        assert_eq!(by_quantile(rows.iter().map(Vec::as_slice), 0.9), [9.0]);
        assert_eq!(by_quantile(rows.iter().map(Vec::as_slice), 0.1), [1.0]);
    }

    proptest! {
        #[test]
        fn the_list_rises_and_no_rising_list_is_nearer(
            costs in proptest::collection::vec(proptest::collection::vec((0_u16..50, 1_u8..4), 1..4), 1..8),
            level in 0.05_f64..0.95,
        ) {
            let rows: Vec<Vec<(f64, f64)>> = costs
                .iter()
                .map(|score| score.iter().map(|(cost, weight)| (f64::from(*cost), f64::from(*weight))).collect())
                .collect();
            let amounts = by_quantile(rows.iter().map(Vec::as_slice), level);
            prop_assert!(amounts.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(loss(&rows, level, &amounts) <= least_by_trying(&rows, level) + 1e-9);
        }

        #[test]
        fn no_shift_of_a_part_comes_nearer_by_squares(means in proptest::collection::vec(-50.0_f64..50.0, 1..20)) {
            let weights: Vec<f64> = (0..means.len()).map(|at| 1.0 + (at % 3) as f64).collect();
            let rising = by_squares(&means, &weights);
            prop_assert!(rising.windows(2).all(|pair| pair[0] <= pair[1]));
            // The conditions of optimality: what is left over sums to nought in all, and to no gain in any upper part.
            let left: Vec<f64> = means.iter().zip(&rising).zip(&weights).map(|((m, f), w)| w * (m - f)).collect();
            prop_assert!(left.iter().sum::<f64>().abs() < 1e-8);
            for from in 0..left.len() {
                prop_assert!(left[from..].iter().sum::<f64>() < 1e-8);
            }
        }
    }
}
