//! `ras check`: faults, warnings, certificate and cliffs of a scheme.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras check`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
