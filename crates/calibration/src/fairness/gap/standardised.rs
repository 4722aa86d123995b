//! Direct standardisation: the gap within each combination of levels, averaged as if both groups were made up alike.

use super::super::{Estimate, mean, variance};
use super::{Pair, of_parts};
use serde::Serialize;
use std::collections::BTreeMap;

/// A directly standardised gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standardised {
    /// The gap over the combinations of levels that both groups have, each weighted by the people of both in it.
    pub gap: Estimate,
    /// Combinations that both groups have.
    pub compared_cells: usize,
    /// People in combinations that only one group has: nobody to compare them with, so they are left out.
    pub people_without_match: usize,
}

/// One combination of levels.
struct Cell {
    first: Vec<f64>,
    second: Vec<f64>,
}

/// Standardises the gap over all factors at once. A combination in which a group has one person takes the spread of all people about
/// the means of their combinations. `None` when no combination has both groups, or nothing tells of spread.
#[must_use]
pub fn standardised(pair: &Pair<'_>, confidence: f64) -> Option<Standardised> {
    let mut cells: BTreeMap<Vec<usize>, Cell> = BTreeMap::new();
    for (at, (outcome, is_first)) in pair.outcome.iter().zip(&pair.is_first).enumerate() {
        let key = pair.factors.iter().filter_map(|factor| factor.level_of.get(at).copied()).collect();
        let cell = cells.entry(key).or_insert_with(|| Cell { first: Vec::new(), second: Vec::new() });
        if *is_first { cell.first.push(*outcome) } else { cell.second.push(*outcome) }
    }
    let shared: Vec<&Cell> = cells.values().filter(|cell| !cell.first.is_empty() && !cell.second.is_empty()).collect();
    let people: usize = shared.iter().map(|cell| cell.first.len() + cell.second.len()).sum();
    let (pooled, pooled_freedom) = pooled(&shared)?;
    let (mut gap, mut parts, mut freedoms) = (0.0, Vec::new(), Vec::new());
    for cell in &shared {
        let weight = (cell.first.len() + cell.second.len()) as f64 / people as f64;
        gap += weight * (mean(&cell.first)? - mean(&cell.second)?);
        for side in [&cell.first, &cell.second] {
            let count = side.len() as f64;
            parts.push(weight * weight * variance(side).unwrap_or(pooled) / count);
            freedoms.push(if side.len() > 1 { count - 1.0 } else { pooled_freedom });
        }
    }
    Some(Standardised {
        gap: of_parts(gap, &parts, &freedoms, confidence),
        compared_cells: shared.len(),
        people_without_match: pair.outcome.len() - people,
    })
}

/// The variance about the means of cells and sides, with its degrees of freedom.
fn pooled(cells: &[&Cell]) -> Option<(f64, f64)> {
    let (mut squares, mut freedom) = (0.0, 0.0);
    for side in cells.iter().flat_map(|cell| [&cell.first, &cell.second]) {
        if let Some(variance) = variance(side) {
            squares += variance * (side.len() - 1) as f64;
            freedom += (side.len() - 1) as f64;
        }
    }
    (freedom > 0.0).then(|| (squares / freedom, freedom))
}
