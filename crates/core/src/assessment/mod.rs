//! One round of answering for one child: everybody's own sheet, the differences, how they were settled, and what changed
//! since last time. Answers are texts as a file of answers holds them; the scheme says which are allowed.
//!
//! Amounts are worked out by `ras` and kept in `budget`.

pub mod compare;
pub mod differences;
pub mod reason;
pub mod settle;
pub mod sheet;
pub mod status;
#[cfg(test)]
mod tests;

pub use compare::{AnswerChange, Comparison, StreamChange, compare};
pub use differences::{Answered, Difference, differences};
pub use reason::Reason;
pub use settle::{SettleError, SettledSheet, Settlement, settle};
pub use sheet::{Capacity, Choices, Sharing, Sheet, Viewer, may_see_sheet};
pub use status::{Status, StatusRefusal, TRANSITIONS, Transition, change};
