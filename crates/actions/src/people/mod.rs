//! People and their relations.

mod relate;

pub use relate::{NewRelation, end_relation, relate};
