//! Who somebody is: names, ages, numbers that others know them by, how to reach them, and what they are to a child.
//!
//! Access follows from relations; what people may do is decided in `access`.

pub mod age;
pub mod basic_data;
pub mod consent;
pub mod contact;
pub mod identifiers;
pub mod name;
mod person;
mod relation;

pub use person::Person;
pub use relation::{GroupKind, Holder, Membership, Relation, RelationKind, Role};
