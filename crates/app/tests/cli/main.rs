//! The program from outside: a file for each subcommand of `sevensteps ras`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop short"
)]

mod check;
mod diff;
mod explain;
mod list;
mod new;
mod replay;
mod run;
mod score;
mod show;

use run::{Said, exampleshire, gallery, ras, ras_with_input, write};
