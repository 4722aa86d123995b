//! `ledger balance`: what every account holds, or each stream's accounts together.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use seven_core::ledger::csv::plain;

use super::{code, load};
use crate::failure::Failure;
use crate::output::Output;

/// Prints balances.
pub(super) fn run(file: &Path, is_trial: bool) -> Result<ExitCode, Failure> {
    let loaded = load(file)?;
    let mut out = Output::open(None)?;
    if is_trial {
        writeln!(out, "stream,account,held")?;
        for (name, stream) in &loaded.book.trial_balance().streams {
            for (kind, held) in &stream.totals {
                writeln!(out, "{name},{kind},{}", plain(*held))?;
            }
        }
    } else {
        writeln!(out, "owner,id,stream,account,held,pending-out,pending-in")?;
        for (account, balance) in loaded.book.accounts() {
            let id = account.owner.person().map(|person| person.to_string()).unwrap_or_default();
            let (owner, sums) = (account.owner.kind(), [balance.posted, balance.held_out, balance.held_in].map(plain));
            writeln!(out, "{owner},{id},{},{},{}", account.stream, account.kind, sums.join(","))?;
        }
    }
    out.finish()?;
    Ok(code(&loaded))
}
