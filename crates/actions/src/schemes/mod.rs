//! Schemes: the version in force, ready to work with.

mod loaded;

pub use loaded::{LoadedScheme, in_force, under};
