//! `/council/children/{child}/money`: a child's money as those see it who arrange it: opened from the signed plan, how each
//! stream is held and paid, and its statement. What the family signs and asks stands on its own pages.

pub mod arrange;
pub mod bank;
pub mod between;
pub mod cases;
pub mod crisis;
mod holding;
pub mod overview;

/// The folder of the words.
const FOLDER: &str = "council/child/money";
