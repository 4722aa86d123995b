//! The memory: plain SQL on SQLite or PostgreSQL, a file for each noun. What is here reads and writes; it decides nothing.
//!
//! [`Store`] is the database; [`Store::reading`] and [`Store::writing`] open it for one authority. Every function takes one
//! of the two, so no query is made without an authority. A [`Writing`] needs a permit and ends with an audit entry.

pub mod accounts;
pub mod assessments;
pub mod audit;
pub mod authorities;
pub mod backup;
pub mod budgets;
pub mod challenges;
mod chance;
pub mod columns;
pub mod copy;
mod db;
mod error;
mod faults;
pub mod hand_overs;
mod line;
mod migrate;
pub mod people;
pub mod practice;
pub mod relations;
pub mod rows;
mod schema;
pub mod schemes;
pub mod sessions;
pub mod sheets;
mod transaction;
pub mod verify;
mod views;

pub use chance::Chance;
pub use db::{Engine, Store, file_of};
pub use error::StoreError;
pub use schema::LiveColumn;
pub use transaction::{Query, Reading, Snapshot, Writing};
