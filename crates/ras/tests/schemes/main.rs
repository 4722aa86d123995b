//! What the engine promises, told through whole schemes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests stop short")]

mod bad_input;
mod built;
mod files_of_answers;
mod gallery;
mod methods;
mod properties;
mod reference;
