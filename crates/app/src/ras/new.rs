//! `ras new`: a scheme to start from.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras new`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras new`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
