//! How long what is known about people is kept, and when it is erased. The rules are data that an authority sets; a legal
//! hold always wins.
//!
//! Which columns belong to which rule stands in the classification; erasing itself is done in `actions`.

pub mod classification;
pub mod due;
pub mod rule;

pub use classification::{Column, ColumnClass, Mismatch, mismatches};
pub use due::{Due, Hold, KeepWhy, Kept, due};
pub use rule::{Anchor, Mark, Rule, Rules, RulesError};
