//! The indicative budget a family is told, and what can stand beside it: a reasoned adjustment, the route for
//! exceptional needs, a challenge. The figure itself is never written over.
//!
//! How a figure comes about belongs to `ras`; whether the money is there belongs to `pot`.

pub mod additional;
pub mod adjustment;
pub mod challenge;
mod counted;
pub mod exceptional;
pub mod indicative;
mod reasons;

pub use additional::{Additional, additional};
pub use adjustment::{Adjustment, AdjustmentError, AdjustmentRequest, adjust};
pub use challenge::{Challenge, ChallengeError, ChallengeOutcome, ChallengeRules, ChallengeState, decide, raise};
pub use counted::counted;
pub use exceptional::{Exceptional, ExceptionalError, ExceptionalState, Ground};
pub use indicative::{BudgetError, IndicativeBudget, StreamBudget};
pub use reasons::{LEAST_CHARACTERS, ReasonsError, read_reasons};
