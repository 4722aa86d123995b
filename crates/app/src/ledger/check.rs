//! `ledger check`: whether a file of entries keeps every rule and balances.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::{code, load};
use crate::failure::Failure;
use crate::output::Output;

/// Checks a file; 1 where a stream does not balance, 2 where entries were refused.
pub(super) fn run(file: &Path) -> Result<ExitCode, Failure> {
    let loaded = load(file)?;
    let trial = loaded.book.trial_balance();
    let mut out = Output::open(None)?;
    writeln!(out, "{} rows, {} entries, {} refused", loaded.rows, loaded.book.len(), loaded.refused)?;
    for (name, stream) in &trial.streams {
        let told = if stream.difference == 0 { "balances" } else { "does not balance" };
        writeln!(out, "{name}: {} accounts, {told}", stream.accounts)?;
    }
    out.finish()?;
    Ok(if trial.balances() { code(&loaded) } else { ExitCode::from(1) })
}
