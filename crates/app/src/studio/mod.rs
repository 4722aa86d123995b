//! `sevensteps studio …`: making a scheme from cases, and seeing what it does. A file for each subcommand.

mod equity;
mod input;
mod page;

use crate::failure::Failure;
use clap::Subcommand;
use std::process::ExitCode;

/// The subcommands of `studio`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Whether money is shared fairly between groups, with other things allowed for
    Equity(equity::Arguments),
}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Equity(arguments) => equity::run(&arguments),
    }
}
