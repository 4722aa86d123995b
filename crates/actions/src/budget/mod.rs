//! What can be decided beside a figure. The figure itself is never written over.

mod adjust;
mod exceptional;

pub use adjust::{ask_adjustment, decide_adjustment};
pub use exceptional::{ask_exceptional, decide_exceptional};
