//! The proportional-odds model (McCullagh, 1980), by which an answer of a few ordered levels follows from some columns. With two
//! levels it is logistic regression.

use crate::algebra::{Matrix, dot};

/// A fitted model.
#[derive(Debug, Clone)]
pub(super) struct Ordinal {
    /// The logarithm of the likelihood.
    pub(super) log_likelihood: f64,
    /// What one more of each column adds to the log-odds of a higher level.
    pub(super) slopes: Vec<f64>,
}

/// Steps of Newton before a fit is given up: then a column tells the levels apart without exception, and has no finite slope.
const MOST_STEPS: usize = 60;

/// Fits levels from 0 (every level up to the highest must occur) by the columns of each row. `None` when there is one level only, or no
/// finite answer.
pub(super) fn ordinal(levels: &[usize], rows: &[Vec<f64>]) -> Option<Ordinal> {
    let steps = levels.iter().copied().max().filter(|highest| *highest > 0)?;
    let width = rows.first().map_or(0, Vec::len);
    let mut parameters = starting_point(levels, steps, width);
    let (mut value, mut slope, mut bend) = derivatives(levels, rows, &parameters, steps)?;
    for _ in 0..MOST_STEPS {
        let covariance = bend.inverse()?;
        let step = covariance.times(&slope);
        let gain = dot(&step, &slope);
        if gain < 1e-18 * (1.0 + value.abs()) {
            let slopes = parameters.split_off(steps);
            // Slopes beyond this are on their way to infinity.
            return slopes.iter().all(|slope| slope.abs() < 50.0).then_some(Ordinal { log_likelihood: value, slopes });
        }
        let mut part = 1.0;
        loop {
            let tried: Vec<f64> = parameters.iter().zip(&step).map(|(own, step)| own + part * step).collect();
            match derivatives(levels, rows, &tried, steps) {
                Some(found) if found.0 >= value - 1e-12 * value.abs() => {
                    (value, slope, bend) = found;
                    parameters = tried;
                    break;
                }
                _ if part < 1e-8 => return None,
                _ => part /= 2.0,
            }
        }
    }
    None
}

/// Thresholds from how many answers lie at or below each level, and slopes of nought.
fn starting_point(levels: &[usize], steps: usize, width: usize) -> Vec<f64> {
    let count = levels.len() as f64;
    let thresholds = (0..steps).map(|step| {
        let below = levels.iter().filter(|level| **level <= step).count() as f64;
        (below / (count - below)).ln()
    });
    thresholds.chain(std::iter::repeat_n(0.0, width)).collect()
}

fn logistic(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

/// The log-likelihood, its slope, and the negative of its second derivatives. `None` where thresholds do not rise.
fn derivatives(
    levels: &[usize],
    rows: &[Vec<f64>],
    parameters: &[f64],
    steps: usize,
) -> Option<(f64, Vec<f64>, Matrix)> {
    let width = parameters.len();
    let slopes = parameters.get(steps..)?;
    let (mut value, mut slope, mut bend) = (0.0, vec![0.0; width], Matrix::zeros(width, width));
    for (level, row) in levels.iter().zip(rows) {
        let middle = dot(slopes, row);
        // Each end: its place among the parameters, the share below it, the density there and its slope.
        let end = |place: Option<usize>, outside: f64| match place
            .and_then(|place| parameters.get(place).map(|own| (place, own)))
        {
            Some((place, threshold)) => {
                let below = logistic(threshold - middle);
                let density = below * (1.0 - below);
                (Some(place), below, density, density * (1.0 - 2.0 * below))
            }
            None => (None, outside, 0.0, 0.0),
        };
        let upper = end((*level < steps).then_some(*level), 1.0);
        let lower = end(level.checked_sub(1), 0.0);
        let share = upper.1 - lower.1;
        if share <= 0.0 || !share.is_finite() {
            return None;
        }
        value += share.ln();
        let (up, down) = (upper.2 / share, -lower.2 / share);
        let (up_up, down_down) = (upper.3 / share - up * up, -lower.3 / share - down * down);
        let up_down = upper.2 * lower.2 / (share * share);
        // The parameters this answer hangs on: thresholds of its ends, then the slopes, which move both ends the other way.
        let mut parts: Vec<(usize, f64, f64)> = Vec::with_capacity(2 + row.len());
        parts.extend(upper.0.map(|place| (place, 1.0, 0.0)));
        parts.extend(lower.0.map(|place| (place, 0.0, 1.0)));
        parts.extend(row.iter().enumerate().map(|(at, cell)| (steps + at, -cell, -cell)));
        for (place, of_up, of_down) in &parts {
            if let Some(own) = slope.get_mut(*place) {
                *own += of_up * up + of_down * down;
            }
            for (across, other_up, other_down) in &parts {
                let second = of_up * other_up * up_up
                    + of_down * other_down * down_down
                    + (of_up * other_down + of_down * other_up) * up_down;
                bend.add(*place, *across, -second);
            }
        }
    }
    Some((value, slope, bend))
}
