//! What the engine promises, told through whole schemes.

mod bad_input;
mod built;
mod files_of_answers;
mod gallery;
mod methods;
mod properties;
mod reference;
