//! `ras explain`: the letter.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras explain`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras explain`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
