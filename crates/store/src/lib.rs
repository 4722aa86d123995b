//! The memory: plain SQL on SQLite or PostgreSQL, a file for each noun. What is here reads and writes; it decides nothing.
//!
//! [`Store`] is the database; [`Store::reading`] and [`Store::writing`] open it for one authority. Every function takes one
//! of the two, so no query is made without an authority. A [`Writing`] needs a permit and ends with an audit entry.

pub mod accounts;
pub mod audit;
pub mod authorities;
mod chance;
mod db;
mod error;
mod faults;
mod line;
mod migrate;
pub mod people;
pub mod relations;
pub mod schemes;
pub mod sessions;
mod transaction;
mod views;

pub use chance::Chance;
pub use db::{Engine, Store};
pub use error::StoreError;
pub use transaction::{Query, Reading, Writing};
