//! Whether money is fairly shared: by need, among equals, and between groups of people. What is found is numbers with
//! intervals and named conclusions; how it is said is in `crate::wording`.

pub mod equity;
pub mod gap;
pub mod inequality;
pub mod ranks;
pub mod ratings;
pub mod spread;
pub mod suppression;

use crate::distributions::t_quantile;
use serde::Serialize;

/// The mean; `None` of nothing.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The variance with `n − 1` below; `None` of fewer than two.
#[must_use]
pub fn variance(values: &[f64]) -> Option<f64> {
    let middle = mean(values).filter(|_| values.len() > 1)?;
    Some(values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / (values.len() - 1) as f64)
}

/// A number with how sure we can be of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The best guess, in the units of the outcome.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom of Student's t that the interval uses.
    pub freedom: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Estimate {
    /// An estimate with its symmetric interval by Student's t. `confidence` is a share of one, such as 0.95.
    #[must_use]
    pub fn new(value: f64, error: f64, freedom: f64, confidence: f64) -> Estimate {
        let reach = t_quantile(0.5 + confidence / 2.0, freedom) * error;
        Estimate { value, error, freedom, low: value - reach, high: value + reach }
    }

    /// Whether the interval leaves nought out: the sign is then more than chance.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}
