//! `ledger statement`: one child's money in one stream, entry by entry.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::ledger::csv::plain;
use seven_core::ledger::{Statement, Transfer};

use super::{code, load};
use crate::failure::Failure;
use crate::output::Output;

/// Arguments of `ledger statement`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The entries as CSV
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// The child's id
    #[arg(long, value_name = "ID")]
    child: PersonId,
    /// The funding stream
    #[arg(long, value_name = "NAME")]
    stream: String,
    /// The first day
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// The last day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
}

/// Prints the statement.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let loaded = load(&arguments.file)?;
    let entries: Vec<Transfer> = loaded.book.of_child(arguments.child).collect();
    if !entries.iter().any(|entry| entry.stream == arguments.stream) {
        let what = format!("no entry of {} is about {}", arguments.stream, arguments.child);
        return Err(Failure::new(what).help("`sevensteps ledger balance` lists every child and stream"));
    }
    let days = (arguments.from.unwrap_or(Date::MIN), arguments.until.unwrap_or(Date::MAX));
    let statement = Statement::of(arguments.child, &arguments.stream, days, &entries);
    let mut out = Output::open(None)?;
    writeln!(out, "day,entry,movement,step,amount,left,held,spent")?;
    for line in &statement.lines {
        let entry = &line.transfer;
        let sums = [entry.amount, line.left, line.held, line.spent].map(plain).join(",");
        writeln!(out, "{},{},{},{},{sums}", entry.day, entry.id, entry.movement, entry.step.code())?;
    }
    out.finish()?;
    Ok(code(&loaded))
}
