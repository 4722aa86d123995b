//! The program from outside: a file for each subcommand, or for a few that go together.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod audit;
mod check;
mod database;
mod diff;
mod explain;
mod kill;
mod ledger;
mod list;
mod new;
mod replay;
mod run;
mod score;
mod served;
mod show;
mod statement;
mod studio_equity;
mod studio_fit;

use run::{Said, exampleshire, gallery, ras, ras_with_input, sevensteps, write};
