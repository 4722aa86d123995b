//! `sevensteps audit …`: whether the chain holds, and the log as a file.

mod export;
mod verify;

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;

/// The subcommands of `audit`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Whether the audit chain holds, and the first link that does not
    Verify(verify::Arguments),
    /// The audit log as a file, an entry per line
    Export(export::Arguments),
}

/// Runs one.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
    }
}
