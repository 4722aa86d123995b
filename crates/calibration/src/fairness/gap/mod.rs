//! The gap between two groups: what the first has on average less what the second has, raw and with other factors allowed
//! for in three ways that are known in the field. Every gap has an interval; none is worked out where people cannot be compared.

mod adjusted;
mod decomposition;
mod factor;
mod makeup;
mod standardised;
#[cfg(test)]
mod tests;
mod verdict;

pub use adjusted::adjusted;
pub use decomposition::{Decomposition, Priced, Share, decomposition};
pub use factor::Factor;
pub use makeup::{Level, levels};
pub use standardised::{Standardised, standardised};
pub use verdict::{Conclusion, conclusion};

use super::{Estimate, mean, variance};

/// People of two groups, with what they have and what else is known of them. All lists have one entry for each person.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    /// The outcome: pounds a year, say.
    pub outcome: Vec<f64>,
    /// Whether the person is of the first group; otherwise of the second, the one compared with.
    pub is_first: Vec<bool>,
    /// What is allowed for: each factor with the people's levels.
    pub factors: Vec<Factor<'a>>,
}

impl Pair<'_> {
    /// The outcomes of one side: the first group's when `first`.
    #[must_use]
    pub fn side(&self, first: bool) -> Vec<f64> {
        self.outcome.iter().zip(&self.is_first).filter(|(_, is)| **is == first).map(|(outcome, _)| *outcome).collect()
    }

    /// The same people with one of the factors alone.
    #[must_use]
    pub fn with_factor(&self, at: usize) -> Self {
        let factors = self.factors.get(at).cloned().into_iter().collect();
        Pair { outcome: self.outcome.clone(), is_first: self.is_first.clone(), factors }
    }

    /// Only people for whom `keeps` says so, by position.
    fn only(&self, keeps: impl Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.outcome.len()).filter(|at| keeps(*at)).collect();
        Pair {
            outcome: kept.iter().filter_map(|at| self.outcome.get(*at).copied()).collect(),
            is_first: kept.iter().filter_map(|at| self.is_first.get(*at).copied()).collect(),
            factors: self.factors.iter().map(|factor| factor.only(&kept)).collect(),
        }
    }

    /// The people whose level of every factor is found in both groups: the only ones who can be compared.
    fn comparable(&self) -> Self {
        let mut pair = self.clone();
        loop {
            let shared: Vec<Vec<bool>> = pair.factors.iter().map(|factor| factor.in_both(&pair.is_first)).collect();
            let is_shared = |at: usize| {
                pair.factors.iter().zip(&shared).all(|(factor, shared)| {
                    factor.level_of.get(at).and_then(|level| shared.get(*level)).copied().unwrap_or(false)
                })
            };
            let fewer = pair.only(is_shared);
            if fewer.outcome.len() == pair.outcome.len() {
                return fewer;
            }
            pair = fewer;
        }
    }
}

/// The raw gap, with the interval of Welch (1947): each group keeps its own spread. `None` if a group has fewer than two people.
#[must_use]
pub fn raw(pair: &Pair<'_>, confidence: f64) -> Option<Estimate> {
    let (first, second) = (pair.side(true), pair.side(false));
    let parts = [variance(&first)? / first.len() as f64, variance(&second)? / second.len() as f64];
    let freedoms = [first.len() as f64 - 1.0, second.len() as f64 - 1.0];
    Some(of_parts(mean(&first)? - mean(&second)?, &parts, &freedoms, confidence))
}

/// An estimate whose variance is a sum of parts, with the degrees of freedom of Welch and Satterthwaite.
fn of_parts(value: f64, parts: &[f64], freedoms: &[f64], confidence: f64) -> Estimate {
    let whole: f64 = parts.iter().sum();
    let below: f64 = parts.iter().zip(freedoms).map(|(part, freedom)| part * part / freedom).sum();
    let freedom = if below > 0.0 { whole * whole / below } else { freedoms.iter().sum::<f64>().max(1.0) };
    Estimate::new(value, whole.sqrt(), freedom, confidence)
}
