//! `sevensteps studio …`: making a scheme from cases, and seeing what it does. A file for each subcommand.

mod input;

use crate::failure::Failure;
use clap::Subcommand;
use std::process::ExitCode;

/// The subcommands of `studio`.
#[derive(Debug, Subcommand)]
pub enum Command {}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {}
}
