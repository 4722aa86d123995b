//! `ras replay`: a stored result worked out again.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras replay`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras replay`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
