//! What can be done about a figure that was told: challenge it, answer a challenge, decide another sum beside it. The figure
//! itself is never written over.

mod adjust;
pub mod challenge;
mod exceptional;

pub use adjust::{ask_adjustment, decide_adjustment};
pub use exceptional::{ask_exceptional, decide_exceptional};
