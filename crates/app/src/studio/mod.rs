//! `sevensteps studio …`: making a scheme from cases, and seeing what it does. A file for each subcommand.

mod choices;
mod compare;
mod fit;
mod folder;
mod input;
mod scoring;
mod text;

use crate::failure::Failure;
use clap::Subcommand;
use std::process::ExitCode;

/// The subcommands of `studio`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A table from cases within a budget, as a scheme folder with its evidence
    Fit(fit::Arguments),
    /// The same cases by every method, and today's cases beside older ones
    Compare(compare::Arguments),
}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Fit(arguments) => fit::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
    }
}
