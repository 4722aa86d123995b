//! `ras diff`: what changed between two schemes.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras diff`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras diff`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
