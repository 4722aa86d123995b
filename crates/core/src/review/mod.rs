//! Seeing how it worked (step 7): when a review is due, what it talks about, what everybody says, how outcomes moved, and what
//! is decided. Moving money is not done here: a review tells what is to happen, and the books do it by their own rules.

pub mod agenda;
pub mod clock;
mod course;
pub mod decision;
pub mod learning;
pub mod letter;
pub mod outcome;
pub mod reminder;
pub mod saying;
pub mod status;

pub use agenda::{Finding, Point, Question};
pub use clock::{ClockPack, Due, Facts};
pub use course::{AnotherLook, Review, ReviewError};
pub use decision::{DecisionKind, Proposed, ReviewDecision, SavingsDecision};
pub use learning::LearningNote;
pub use outcome::{Moved, OutcomeValue, Progress};
pub use reminder::ReviewDue;
pub use saying::{Saying, TakesPart};
pub use status::ReviewStatus;
