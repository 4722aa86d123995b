//! Who somebody is: names, ages, numbers that others know them by, how to reach them, and who speaks for a child.
//!
//! What people are to each other is a relation; what they may do is decided in `access`.

pub mod age;
pub mod consent;
pub mod contact;
pub mod identifiers;
pub mod name;
