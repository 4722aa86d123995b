//! How sure each figure of a table is: the table is made again from cases drawn with replacement, thousands of times, and the
//! middle of what comes out is shown. Families are drawn whole.

use super::quantile;
use crate::chance::Chance;
use crate::parallel;

/// Samples that one piece of work makes, so that threads do not meet at every sample.
const AT_ONCE: usize = 16;

/// Where a figure lies in most samples.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// An interval for each figure that `figures` gives when each row counts as often as it was drawn. Samples without figures (a
/// budget that a sample cannot meet) are left out; with fewer than half left there are no intervals.
#[must_use]
pub fn intervals(
    clusters: &[usize],
    samples: usize,
    share: f64,
    seed: u64,
    threads: usize,
    figures: impl Fn(&[f64]) -> Option<Vec<f64>> + Sync,
) -> Vec<Interval> {
    let count = clusters.iter().max().map_or(0, |most| most + 1);
    let batches = parallel::map(samples.div_ceil(AT_ONCE), threads, |batch| {
        let mut times = vec![0.0; count];
        let mut rows = vec![0.0; clusters.len()];
        let numbers = batch * AT_ONCE..((batch + 1) * AT_ONCE).min(samples);
        let one = |sample: usize| {
            let mut chance = Chance::stream(seed, u64::try_from(sample).unwrap_or(0) + 1);
            times.iter_mut().for_each(|times| *times = 0.0);
            for _ in 0..count {
                if let Some(times) = times.get_mut(chance.below(count)) {
                    *times += 1.0;
                }
            }
            for (row, cluster) in rows.iter_mut().zip(clusters) {
                *row = times.get(*cluster).copied().unwrap_or(0.0);
            }
            figures(&rows)
        };
        numbers.filter_map(one).collect::<Vec<_>>()
    });
    let drawn: Vec<Vec<f64>> = batches.into_iter().flatten().collect();
    if drawn.len() * 2 < samples || drawn.is_empty() {
        return Vec::new();
    }
    let figures = drawn.first().map_or(0, Vec::len);
    let tail = 0.5 * (1.0 - share);
    let interval = |at: usize| {
        let mut values: Vec<f64> = drawn.iter().filter_map(|list| list.get(at).copied()).collect();
        values.sort_by(f64::total_cmp);
        Interval { low: quantile(&values, tail), high: quantile(&values, 1.0 - tail) }
    };
    (0..figures).map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_either_way() {
        let mut chance = Chance::new(5);
        let values: Vec<f64> = (0..400).map(|_| chance.normal()).collect();
        let clusters: Vec<usize> = (0..400).collect();
        let mean = |rows: &[f64]| {
            Some(vec![rows.iter().zip(&values).map(|(times, value)| times * value).sum::<f64>() / 400.0])
        };
        let found = intervals(&clusters, 2_000, 0.95, 3, 2, mean);
        let width = found[0].high - found[0].low;
        assert!((width - 4.0 * 0.98 / 20.0).abs() < 0.02, "{width}");
        assert_eq!(found, intervals(&clusters, 2_000, 0.95, 3, 1, mean));
    }

    #[test]
    fn without_enough_samples_there_is_no_interval() {
        assert_eq!(intervals(&[0, 1], 100, 0.95, 3, 1, |_| None), []);
    }
}
