//! The memory: plain SQL on SQLite or PostgreSQL, a file for each noun. What is here reads and writes; it decides nothing.
//!
//! [`Store`] is the database; [`Store::reading`] and [`Store::writing`] open it for one authority. Every function takes one
//! of the two, so no query is made without an authority. A [`Writing`] needs a permit and ends with an audit entry.

pub mod accounts;
pub mod agreement_challenges;
pub mod agreement_limits;
pub mod agreements;
pub mod assessments;
pub mod audit;
pub mod audit_log;
pub mod authorities;
pub mod backup;
pub mod broken_glass;
pub mod budgets;
pub mod challenges;
mod chance;
pub mod columns;
pub mod copy;
mod db;
pub mod decisions;
mod error;
pub mod export;
pub mod failures;
mod faults;
pub mod hand_overs;
pub mod holders;
pub mod holds;
pub mod imports;
pub mod kept_forms;
mod line;
pub mod magic_links;
pub mod mail;
mod migrate;
pub mod notes;
mod of_child;
pub mod packages;
pub mod people;
pub mod plan_media;
pub mod plan_pieces;
pub mod plan_remarks;
pub mod plan_shares;
pub mod plans;
pub mod pots;
pub mod practice;
pub mod recovery_codes;
pub mod register;
pub mod relations;
pub mod retention;
pub mod rows;
mod schema;
pub mod schemes;
pub mod sessions;
pub mod sheets;
pub mod sign_in_steps;
pub mod staff;
mod transaction;
pub mod uploads;
pub mod verify;
mod views;
pub mod worklist;
mod worklist_reach;

pub use chance::Chance;
pub use db::{Engine, Store, file_of};
pub use error::StoreError;
pub use schema::LiveColumn;
pub use transaction::{Query, Reading, Snapshot, Writing};
