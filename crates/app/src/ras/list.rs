//! `ras list`: the gallery.

use crate::failure::Failure;
use std::process::ExitCode;

/// Arguments of `ras list`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Runs `ras list`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let _ = arguments;
    Err(Failure::new("not there yet"))
}
