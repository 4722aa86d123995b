//! The store from outside, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod backup;
mod columns;
mod copy;
mod kill;
mod ledger;
mod ledger_kill;
mod looks;
mod migrations;
mod outage;
mod sign_in;
mod story;
mod verify;
mod worklist;
