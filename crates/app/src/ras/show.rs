//! `ras show`: a scheme as a page.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras show`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras show`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
