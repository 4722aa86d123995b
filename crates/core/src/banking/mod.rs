//! Bank accounts and what banks write about them: numbers that are checked before money moves, statements once they are read.
//!
//! How a bank's file is written stands in `interchange::statements`; what a line was for is decided in [`crate::matching`].

mod account;
pub mod iban;
pub mod modulus;
pub mod profile;
mod reference;
pub mod statement;

pub use account::{AccountFault, AccountNumber, AccountTold, SortCode};
pub use reference::{Reference, ReferenceFault, bacs_letters};
pub use statement::{Balance, Statement, StatementFormat, StatementLine};
