//! People and their relations.

mod contact;
mod hand_over;
mod relate;

pub use contact::{NewContact, change_contact};
pub use hand_over::hand_over;
pub use relate::{NewRelation, end_relation, relate};
