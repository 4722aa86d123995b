//! `ras score`: a file of answers to a file of amounts.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras score`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras score`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
