//! People and their relations.

mod add_child;
mod contact;
mod details;
mod hand_over;
mod identity;
mod relate;
mod speaks;

pub use add_child::{Letter, NewAround, NewChild, add_around, add_child, invite, restrict, restrict_address};
pub use contact::{NewContact, change_contact};
pub use details::{NewDetails, change_details};
pub use hand_over::hand_over;
pub use identity::TypedIdentity;
pub use relate::{NewRelation, end_relation, relate};
pub use speaks::speaks;
