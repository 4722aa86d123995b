//! How well a table fits the cases it was made from, how well it would fit others, and how sure its figures are.

mod bootstrap;
mod drift;
mod measures;
mod pot;
mod ranges;
mod validation;

pub use bootstrap::{Interval, intervals};
pub use drift::{Drift, drift};
pub use measures::{GroupFit, Measures, by_decile, by_group, measures};
pub use pot::{Plans, Pot, pot};
pub use ranges::{PlanRange, plan_range};
pub use validation::out_of_fold;

/// The value below which a share of a sorted list lies, between neighbours in proportion; nought for an empty list.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1) as f64;
    let place = (share.clamp(0.0, 1.0) * last).max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between nought and the length of a list"
    )]
    let below = place.floor() as usize;
    let value = |at: usize| sorted.get(at).or(sorted.last()).copied().unwrap_or(0.0);
    let (low, high) = (value(below), value(below + 1));
    low + (high - low) * (place - place.floor())
}
