//! Scheme versions: what is published, what a check finds, from when a version holds.

pub mod check;
pub mod list;
pub mod version;
