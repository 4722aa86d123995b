//! Oaxaca and Blinder (both 1973): how much of the gap comes from the groups being made up differently, and how much from money
//! being given differently to people made up alike. The answer depends on whose money is taken as the measure, so both are given.

use super::super::Estimate;
use super::adjusted::columns_of;
use super::{Factor, Pair};
use crate::algebra::{Matrix, Regression, dot, regression};
use serde::Serialize;

/// The gap in two parts, at both measures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decomposition {
    /// The gap among the people who can be compared.
    pub gap: f64,
    /// People left out because the other group has nobody of their level.
    pub people_without_match: usize,
    /// At the prices of the second group: what it gives for each level.
    pub at_second: Priced,
    /// At the prices of the first group.
    pub at_first: Priced,
}

/// The parts at one group's prices. They add up to the gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Priced {
    /// The part that comes from who is in the groups.
    pub explained: Estimate,
    /// The rest: people made up alike have different amounts.
    pub unexplained: Estimate,
    /// What each factor explains.
    pub by_factor: Vec<Share>,
}

/// What one factor explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The factor.
    pub factor: String,
    /// Its part of the gap, in the units of the outcome.
    pub explained: f64,
}

/// One group's regression and the means of its columns.
struct Side {
    fit: Regression,
    means: Vec<f64>,
    /// Covariance of the means.
    spread: Matrix,
}

/// Splits the gap. Intervals are by the delta method (Jann, 2008) with HC3 covariances and means that vary by chance. `None` when a group has
/// too few people for its own regression, one person alone in a level (whose price would seem to be known for
/// sure), or its factors say the same twice.
#[must_use]
pub fn decomposition(pair: &Pair<'_>, confidence: f64) -> Option<Decomposition> {
    let people = pair.outcome.len();
    let pair = pair.comparable();
    let rows = columns_of(&pair);
    let first = side(&rows, &pair, true)?;
    let second = side(&rows, &pair, false)?;
    let apart: Vec<f64> = first.means.iter().zip(&second.means).map(|(first, second)| first - second).collect();
    let prices: Vec<f64> =
        first.fit.coefficients.iter().zip(&second.fit.coefficients).map(|(first, second)| first - second).collect();
    let freedom = first.fit.freedom.min(second.fit.freedom);
    let priced = |own: &Side, other: &Side| {
        let beta = &own.fit.coefficients;
        let explained = dot(&apart, beta);
        let explained_variance =
            own.fit.covariance.quadratic(&apart) + own.spread.quadratic(beta) + other.spread.quadratic(beta);
        let unexplained = dot(&other.means, &prices);
        let unexplained_variance = first.fit.covariance.quadratic(&other.means)
            + second.fit.covariance.quadratic(&other.means)
            + other.spread.quadratic(&prices);
        Priced {
            explained: Estimate::new(explained, explained_variance.sqrt(), freedom, confidence),
            unexplained: Estimate::new(unexplained, unexplained_variance.sqrt(), freedom, confidence),
            by_factor: shares(&pair.factors, &apart, beta),
        }
    };
    Some(Decomposition {
        gap: dot(&first.means, &first.fit.coefficients) - dot(&second.means, &second.fit.coefficients),
        people_without_match: people - pair.outcome.len(),
        // What is unexplained at the second group's prices is met by the first group's people, and the other way round.
        at_second: priced(&second, &first),
        at_first: priced(&first, &second),
    })
}

fn side(rows: &[Vec<f64>], pair: &Pair<'_>, first: bool) -> Option<Side> {
    let own: Vec<&[f64]> =
        rows.iter().zip(&pair.is_first).filter(|(_, is)| **is == first).map(|(row, _)| row.as_slice()).collect();
    let width = own.first()?.len();
    let count = own.len() as f64;
    let design = Matrix::of_rows(width, own);
    let fit = regression(&design, &pair.side(first)).filter(|fit| fit.pinned_rows == 0)?;
    let means: Vec<f64> = design.transposed_times(&vec![1.0 / count; design.height()]);
    let mut spread = Matrix::zeros(width, width);
    let gram = design.gram(std::iter::repeat(1.0));
    for (row, left) in means.iter().enumerate() {
        for (column, right) in means.iter().enumerate() {
            spread.add(row, column, (gram.at(row, column) / count - left * right) / (count - 1.0));
        }
    }
    Some(Side { fit, means, spread })
}

fn shares(factors: &[Factor<'_>], apart: &[f64], prices: &[f64]) -> Vec<Share> {
    let mut parts = apart.iter().zip(prices).map(|(apart, price)| apart * price).skip(1);
    factors
        .iter()
        .map(|factor| {
            let explained = parts.by_ref().take(factor.dummies().len()).sum();
            Share { factor: factor.name.to_string(), explained }
        })
        .collect()
}
