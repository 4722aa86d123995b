//! `sevensteps studio …`: making a scheme from cases, and seeing what it does. A file for each subcommand.

mod choices;
mod compare;
mod equity;
mod fit;
mod folder;
mod input;
mod page;
mod paper;
mod report;
mod scoring;
mod simulate;
#[cfg(test)]
mod tests;
mod text;
mod transition;

use crate::failure::Failure;
use clap::Subcommand;
use std::process::ExitCode;

pub use report::page_of;

/// The sentences of all of them.
const MESSAGES: &str = include_str!("messages.en.toml");

/// The subcommands of `studio`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Whether money is shared fairly between groups, with other things allowed for
    Equity(equity::Arguments),
    /// Thousands of schemes over the same cases, and the years ahead
    Simulate(simulate::Arguments),
    /// Moving to a new scheme over years, within the budget and with losses capped
    Transition(transition::Arguments),
    /// A table from cases within a budget, as a scheme folder with its evidence
    Fit(fit::Arguments),
    /// The same cases by every method, and today's cases beside older ones
    Compare(compare::Arguments),
    /// The evidence behind a table, as a page or on paper
    Report(report::Arguments),
}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Equity(arguments) => equity::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Transition(arguments) => transition::run(&arguments),
        Command::Fit(arguments) => fit::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
    }
}
