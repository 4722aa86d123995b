//! Solvers: a quadratic with linear limits, and the sum of losses (quantile, Huber) with linear limits. Few unknowns, any
//! number of rows. They know nothing of points and money.

pub mod cholesky;
mod interior;
pub mod losses;
pub mod quadratic;

/// A linear limit Σ coefficient·x ≤ most, with only the unknowns that take part.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Unknown by position, and its coefficient.
    pub terms: Vec<(usize, f64)>,
    /// The most that the sum may be.
    pub most: f64,
}

impl Limit {
    /// What the sum comes to.
    #[must_use]
    pub fn value(&self, unknowns: &[f64]) -> f64 {
        self.terms.iter().map(|(at, by)| by * unknowns.get(*at).copied().unwrap_or(0.0)).sum()
    }

    /// x ≤ most.
    #[must_use]
    pub fn at_most(unknown: usize, most: f64) -> Limit {
        Limit { terms: vec![(unknown, 1.0)], most }
    }

    /// x ≥ least.
    #[must_use]
    pub fn at_least(unknown: usize, least: f64) -> Limit {
        Limit { terms: vec![(unknown, -1.0)], most: -least }
    }

    /// x ≤ y + gap.
    #[must_use]
    pub fn below(lower: usize, upper: usize, gap: f64) -> Limit {
        Limit { terms: vec![(lower, 1.0), (upper, -1.0)], most: gap }
    }
}

/// Why there is no solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// Limits that contradict each other, or none at all where some are needed.
    #[error("the limits contradict each other")]
    NoSolution,
    /// Numbers that no longer mean anything.
    #[error("the numbers are too far apart in size to be solved")]
    Numbers,
}

/// The sum of products.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

/// Adds `by · what` to a list.
pub(crate) fn add(list: &mut [f64], by: f64, what: &[f64]) {
    list.iter_mut().zip(what).for_each(|(item, what)| *item += by * what);
}

/// Σ coefficient·multiplier of the limits, for each unknown.
pub(crate) fn pulls(limits: &[Limit], multipliers: impl IntoIterator<Item = f64>, unknowns: usize) -> Vec<f64> {
    let mut sums = vec![0.0; unknowns];
    for (limit, multiplier) in limits.iter().zip(multipliers) {
        for (at, by) in &limit.terms {
            if let Some(sum) = sums.get_mut(*at) {
                *sum += by * multiplier;
            }
        }
    }
    sums
}

/// The longest step, at most 1, that keeps `values + step·moves` above nought.
pub(crate) fn longest_step(values: &[f64], moves: &[f64]) -> f64 {
    values.iter().zip(moves).filter(|(_, by)| **by < 0.0).map(|(value, by)| -value / by).fold(1.0, f64::min)
}
