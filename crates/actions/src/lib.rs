//! What people can do, a file for each thing: input → permit → load → core decides → save and audit, in one transaction.
//!
//! Pages, command line and interfaces all call these; none of them decides by itself. Everything starts at a [`Caller`].

pub mod access;
pub mod agreement;
pub mod budget;
mod caller;
mod error;

pub mod assessment;
pub mod assistants;
pub mod authorities;
pub mod calendar;
pub mod import;
pub mod life;
pub mod messages;
pub mod money;
pub mod needs;
pub mod notes;
pub mod packages;
pub mod people;
pub mod plan;
pub mod pot;
pub mod practice;
pub mod retention;
pub mod reviews;
pub mod schemes;
pub mod sign_in;
pub mod spending;
pub mod staff;
pub mod studio;
pub mod uploads;

pub use caller::Caller;
pub use error::{ActionError, Problem};
