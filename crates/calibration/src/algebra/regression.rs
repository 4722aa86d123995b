//! Least squares, with errors that hold when the spread differs from person to person (HC3: MacKinnon and White, 1985).

use super::{Matrix, dot};

/// A fitted line through several columns.
#[derive(Debug, Clone)]
pub struct Regression {
    /// What one more of each column adds to the outcome; in the order of the columns.
    pub coefficients: Vec<f64>,
    /// HC3 covariance of the coefficients.
    pub covariance: Matrix,
    /// Outcome less fit, in the order of the rows.
    pub residuals: Vec<f64>,
    /// Rows less columns.
    pub freedom: f64,
    /// Rows that a column holds for themselves alone: fitted exactly, they tell nothing of spread.
    pub pinned_rows: usize,
}

/// Fits `outcome` by the columns of `design`. `None` when a column is a sum of others or there are no more rows than columns.
///
/// A row that a column holds for itself alone (leverage one) is fitted exactly and adds nothing to the covariance.
#[must_use]
pub fn regression(design: &Matrix, outcome: &[f64]) -> Option<Regression> {
    if design.height() <= design.width() || design.height() != outcome.len() {
        return None;
    }
    let inverse = design.gram(std::iter::repeat(1.0)).inverse()?;
    let mut coefficients = inverse.times(&design.transposed_times(outcome));
    let mut residuals = left_over(design, outcome, &coefficients);
    // One step of refinement takes the error of the inverse out again.
    let step = inverse.times(&design.transposed_times(&residuals));
    coefficients.iter_mut().zip(step).for_each(|(coefficient, step)| *coefficient += step);
    residuals = left_over(design, outcome, &coefficients);
    let free: Vec<f64> = design.rows().map(|row| 1.0 - inverse.quadratic(row)).collect();
    let is_pinned = |free: &f64| *free < 1e-9;
    let weights = free
        .iter()
        .zip(&residuals)
        .map(|(free, residual)| if is_pinned(free) { 0.0 } else { (residual / free).powi(2) });
    let meat = design.gram(weights.collect::<Vec<_>>());
    let pinned_rows = free.iter().filter(|free| is_pinned(free)).count();
    let covariance = inverse.product(&meat).product(&inverse);
    let freedom = (design.height() - design.width()) as f64;
    Some(Regression { coefficients, covariance, residuals, freedom, pinned_rows })
}

fn left_over(design: &Matrix, outcome: &[f64], coefficients: &[f64]) -> Vec<f64> {
    design.rows().zip(outcome).map(|(row, outcome)| outcome - dot(row, coefficients)).collect()
}

impl Regression {
    /// The standard error of one coefficient.
    #[must_use]
    pub fn error_of(&self, column: usize) -> f64 {
        self.covariance.at(column, column).max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fit_and_its_robust_errors_are_those_of_statsmodels() {
        // sm.OLS(y, X).fit(cov_type="HC3"), statsmodels 0.15.0
        let rows = [[1.0, 1.0], [1.0, 2.0], [1.0, 3.0], [1.0, 4.0], [1.0, 7.0]];
        let design = Matrix::of_rows(2, rows.iter().map(|row| row.as_slice()));
        let fit = regression(&design, &[1.0, 3.0, 2.0, 5.0, 11.0]).unwrap();
        assert!((fit.coefficients[0] + 1.245_283_018_867_923).abs() < 1e-12, "{:?}", fit.coefficients);
        assert!((fit.coefficients[1] - 1.660_377_358_490_566).abs() < 1e-12, "{:?}", fit.coefficients);
        assert!((fit.error_of(0) - 1.617_203_561_274_927_6).abs() < 1e-12, "{}", fit.error_of(0));
        assert!((fit.error_of(1) - 0.582_315_399_806_279_1).abs() < 1e-12, "{}", fit.error_of(1));
        assert_eq!(fit.freedom, 3.0);
    }

    #[test]
    fn as_many_columns_as_rows_are_no_fit() {
        let design = Matrix::of_rows(2, [[1.0, 0.0].as_slice(), &[1.0, 1.0]]);
        assert!(regression(&design, &[1.0, 2.0]).is_none());
    }
}
