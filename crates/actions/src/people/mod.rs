//! People and their relations.

mod add_child;
mod relate;

pub use add_child::{Letter, NewAround, NewChild, add_around, add_child, invite, restrict, restrict_address};
pub use relate::{NewRelation, end_relation, relate};
