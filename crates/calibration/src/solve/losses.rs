//! The least sum of losses Σ w·φ(y − xᵀb) under linear limits on b: quantiles (LAD is the median) and Huber's.
//!
//! With many rows most residuals keep their sign. Those are folded into two rows, one for each sign, and only the rows near
//! the fit are solved for; whatever turns out to have been folded wrongly is taken out again until nothing has been
//! (Portnoy and Koenker, "The Gaussian hare and the Laplacian tortoise", 1997).

use super::cholesky::Symmetric;
use super::interior::Interior;
use super::{Limit, SolveError, add, dot};
use crate::chance::Chance;

/// Fewer rows than this are solved as they are.
const FEW_ROWS: usize = 4_000;
/// The seed of the sample that a large problem begins with; it changes how long the work takes, not what comes out.
const SAMPLE_SEED: u64 = 0x5EED;

/// A loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Loss {
    /// What lies above the fit weighs `level`, what lies below 1 − `level`.
    Quantile(f64),
    /// Half a square up to `bend`, then straight: ½r² or bend·(|r| − ½bend).
    Huber(f64),
}

impl Loss {
    /// The loss of one residual.
    #[must_use]
    pub fn of(self, residual: f64) -> f64 {
        match self {
            Loss::Quantile(level) if residual > 0.0 => level * residual,
            Loss::Quantile(level) => (level - 1.0) * residual,
            Loss::Huber(bend) if residual.abs() <= bend => 0.5 * residual * residual,
            Loss::Huber(bend) => bend * (residual.abs() - 0.5 * bend),
        }
    }

    /// Lowest slope, highest slope, and how much a unit of slope costs in residual.
    pub(super) fn slopes(self) -> (f64, f64, f64) {
        match self {
            Loss::Quantile(level) => (level - 1.0, level, 0.0),
            Loss::Huber(bend) => (-bend, bend, 1.0),
        }
    }
}

/// Rows of a problem: `columns` numbers each, one after the other, with a target and a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// How many unknowns.
    pub columns: usize,
    /// Row after row.
    pub x: Vec<f64>,
    /// What each row should come to.
    pub y: Vec<f64>,
    /// How much each row counts, above nought.
    pub weights: Vec<f64>,
}

impl Rows {
    fn each(&self) -> impl Iterator<Item = &[f64]> {
        self.x.chunks_exact(self.columns.max(1))
    }

    pub(crate) fn fitted(&self, b: &[f64]) -> Vec<f64> {
        self.each().map(|row| dot(row, b)).collect()
    }

    /// Σ multiplier·row.
    pub(crate) fn gathered(&self, multipliers: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.columns];
        for (row, multiplier) in self.each().zip(multipliers) {
            add(&mut sums, *multiplier, row);
        }
        sums
    }

    /// Σ weight·row rowᵀ.
    #[must_use]
    pub fn square(&self, weights: &[f64]) -> Symmetric {
        let mut matrix = Symmetric::zero(self.columns);
        for (row, weight) in self.each().zip(weights) {
            matrix.add_square(*weight, row);
        }
        matrix
    }

    /// The loss of a fit.
    #[must_use]
    pub fn loss(&self, loss: Loss, b: &[f64]) -> f64 {
        let rows = self.each().zip(&self.y).zip(&self.weights);
        rows.map(|((row, y), weight)| weight * loss.of(y - dot(row, b))).sum()
    }

    fn picked(&self, rows: impl Iterator<Item = usize>) -> Rows {
        let mut picked = Rows { columns: self.columns, x: Vec::new(), y: Vec::new(), weights: Vec::new() };
        for at in rows {
            let start = at * self.columns;
            let (Some(row), Some(y), Some(weight)) =
                (self.x.get(start..start + self.columns), self.y.get(at), self.weights.get(at))
            else {
                continue;
            };
            picked.x.extend_from_slice(row);
            picked.y.push(*y);
            picked.weights.push(*weight);
        }
        picked
    }
}

/// The unknowns that make the loss least.
///
/// # Errors
/// [`SolveError`] when the limits leave nothing.
pub fn least(rows: &Rows, loss: Loss, limits: &[Limit]) -> Result<Vec<f64>, SolveError> {
    match loss {
        Loss::Quantile(_) if rows.y.len() > FEW_ROWS => folded(rows, loss, limits),
        _ => Interior::new(rows, loss, limits).solve(),
    }
}

/// Solves with the rows whose sign is clear folded into two.
fn folded(rows: &Rows, loss: Loss, limits: &[Limit]) -> Result<Vec<f64>, SolveError> {
    let count = rows.y.len();
    let size = ((count as f64).powf(2.0 / 3.0) * (rows.columns as f64).sqrt()).round();
    // A positive number below the count.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the number of rows")]
    let size = size.clamp(FEW_ROWS as f64 / 2.0, count as f64) as usize;
    let mut chance = Chance::new(SAMPLE_SEED);
    let sample = rows.picked((0..size).map(|_| chance.below(count)));
    let mut b = Interior::new(&sample, loss, limits).solve()?;
    let mut kept = size * 4 / 5;
    loop {
        let residuals: Vec<f64> = rows.y.iter().zip(rows.fitted(&b)).map(|(y, fitted)| y - fitted).collect();
        let near = nearest(&residuals, kept);
        match settled(rows, loss, limits, &residuals, near)? {
            Some(found) => return Ok(found),
            None if kept >= count => return Interior::new(rows, loss, limits).solve(),
            None => kept = (kept * 2).min(count),
        }
        b = Interior::new(&sample, loss, limits).solve()?;
    }
}

/// How far from nought the `kept` nearest residuals reach.
fn nearest(residuals: &[f64], kept: usize) -> f64 {
    let mut sizes: Vec<f64> = residuals.iter().map(|residual| residual.abs()).collect();
    match kept < sizes.len() {
        true => *sizes.select_nth_unstable_by(kept, f64::total_cmp).1,
        false => f64::INFINITY,
    }
}

/// The solution when folding the rows beyond `near` turns out right, after at most a few corrections.
fn settled(
    rows: &Rows,
    loss: Loss,
    limits: &[Limit],
    residuals: &[f64],
    near: f64,
) -> Result<Option<Vec<f64>>, SolveError> {
    // 0: solved for; 1: folded above the fit; -1: folded below.
    let mut sides: Vec<i8> = residuals
        .iter()
        .map(|r| {
            if r.abs() <= near {
                0
            } else if *r > 0.0 {
                1
            } else {
                -1
            }
        })
        .collect();
    for _ in 0..4 {
        let b = Interior::new(&with_folds(rows, &sides), loss, limits).solve()?;
        let mut wrong = 0;
        for ((side, y), fitted) in sides.iter_mut().zip(&rows.y).zip(rows.fitted(&b)) {
            let is_wrong = (*side > 0 && *y < fitted) || (*side < 0 && *y > fitted);
            if is_wrong {
                *side = 0;
                wrong += 1;
            }
        }
        if wrong == 0 {
            return Ok(Some(b));
        }
        if wrong > rows.y.len() / 10 {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The rows to solve for, and one row for all that lie above and one for all below.
fn with_folds(rows: &Rows, sides: &[i8]) -> Rows {
    let mut problem = rows.picked(sides.iter().enumerate().filter(|(_, side)| **side == 0).map(|(at, _)| at));
    for wanted in [1, -1] {
        let (mut x, mut y, mut weight) = (vec![0.0; rows.columns], 0.0, 0.0);
        let all = rows.each().zip(&rows.y).zip(&rows.weights).zip(sides);
        for (((row, target), heavy), _) in all.filter(|(_, side)| **side == wanted) {
            add(&mut x, *heavy, row);
            y += heavy * target;
            weight += heavy;
        }
        if weight > 0.0 {
            // One row as heavy as all of them, at their mean: its loss is theirs as long as none changes its sign.
            problem.x.extend(x.iter().map(|sum| sum / weight));
            problem.y.push(y / weight);
            problem.weights.push(weight);
        }
    }
    problem
}

#[cfg(test)]
mod tests;
