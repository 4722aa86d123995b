//! The gap with everything else held equal: the coefficient of the group in a regression with a column for each level.

use super::super::Estimate;
use super::Pair;
use crate::algebra::{Matrix, regression};

/// The regression-adjusted gap: least squares of the outcome on the group and the levels of all factors, interval by HC3 errors
/// and Student's t. `None` when the group cannot be told apart from the factors, or there are too few people.
#[must_use]
pub fn adjusted(pair: &Pair<'_>, confidence: f64) -> Option<Estimate> {
    let mut rows = columns_of(pair);
    for (row, is_first) in rows.iter_mut().zip(&pair.is_first) {
        row.push(f64::from(u8::from(*is_first)));
    }
    let width = rows.first()?.len();
    let design = Matrix::of_rows(width, rows.iter().map(Vec::as_slice));
    // Factors that say the same twice (age and age band) cost nothing: a column that is a sum of those before it is left out. The
    // group stands last, so that it is the one found out when it is itself a sum of the factors.
    let kept = design.gram(std::iter::repeat(1.0)).independent();
    if kept.last() != Some(&(width - 1)) {
        return None;
    }
    let fit = regression(&design.only(&kept), &pair.outcome)?;
    Some(Estimate::new(*fit.coefficients.last()?, fit.error_of(kept.len() - 1), fit.freedom, confidence))
}

/// A row for each person: one, then nought or one for each level but the first of each factor.
pub(super) fn columns_of(pair: &Pair<'_>) -> Vec<Vec<f64>> {
    let dummies: Vec<Vec<usize>> = pair.factors.iter().map(super::Factor::dummies).collect();
    (0..pair.outcome.len())
        .map(|at| {
            let levels = pair.factors.iter().zip(&dummies).flat_map(|(factor, dummies)| {
                let own = factor.level_of.get(at).copied();
                dummies.iter().map(move |level| f64::from(u8::from(own == Some(*level))))
            });
            std::iter::once(1.0).chain(levels).collect()
        })
        .collect()
}
