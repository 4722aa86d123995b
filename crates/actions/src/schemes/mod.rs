//! Schemes: the version in force, ready to work with; publishing versions and saying from when they hold.

mod loaded;
mod publish;
mod unpack;

pub use loaded::{LoadedScheme, in_force, under};
pub use publish::{Answered, Checked, check_files, publish, put_in_force, withdraw};
pub use unpack::unpack;
