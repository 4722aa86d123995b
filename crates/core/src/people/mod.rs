//! People, and what they are to a child. Access follows from relations; nothing here decides access itself.

mod relation;

pub use relation::{Holder, Membership, Relation, RelationKind, Role};
