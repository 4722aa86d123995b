//! People and their relations.

mod hand_over;
mod relate;

pub use hand_over::hand_over;
pub use relate::{NewRelation, end_relation, relate};
