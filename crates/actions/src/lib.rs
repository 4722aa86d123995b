//! What people can do, a file for each thing: input → permit → load → core decides → save and audit, in one transaction.
//!
//! Pages, command line and interfaces all call these; none of them decides by itself. Everything starts at a [`Caller`].

mod caller;
mod error;

pub mod people;
pub mod schemes;
pub mod sign_in;

pub use caller::Caller;
pub use error::{ActionError, Problem};
