//! `sevensteps studio …`: making a scheme from cases, and seeing what it does. A file for each subcommand.

mod equity;
mod input;
mod page;
mod simulate;
mod transition;

use crate::failure::Failure;
use clap::Subcommand;
use std::process::ExitCode;

/// The subcommands of `studio`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Whether money is shared fairly between groups, with other things allowed for
    Equity(equity::Arguments),
    /// Thousands of schemes over the same cases, and the years ahead
    Simulate(simulate::Arguments),
    /// Moving to a new scheme over years, within the budget and with losses capped
    Transition(transition::Arguments),
}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Equity(arguments) => equity::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Transition(arguments) => transition::run(&arguments),
    }
}
