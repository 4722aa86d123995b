//! Pages for the child, the young person and the family.

pub mod child;
pub mod home;
