//! From answers to points: what each answer is worth, learned from cases, so that more need can never earn less.

mod choices;
mod design;
mod integers;
mod link;
mod shorter;
#[cfg(test)]
mod tests;
mod weigh;

pub use choices::{Lock, PointChoices, PointLoss, PointsError};
pub use integers::{Scored, ScoredQuestion, scored};
pub use link::{Link, expected};
pub use shorter::{Form, shorter_forms};
pub use weigh::{QuestionWeights, Weights, weigh};
