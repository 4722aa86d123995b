//! `sevensteps statement read`: what a statement holds, as a table or as JSON.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;
use seven_core::banking::statement::Finding;
use seven_core::banking::{Balance, Statement};

use super::Source;
use crate::failure::Failure;
use crate::output;

/// What is asked for.
#[derive(Debug, Args)]
#[command(after_help = "Example: sevensteps statement read may.xml --account '20-00-00 55779911' --currency GBP\n\n\
    Exit code 0: it can be imported; 1: it cannot be read; 2: it was read and should not be imported as it is.")]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// How the result is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table to look at
    Text,
    /// Everything, for programs
    Json,
}

/// A statement as it is written for programs.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    statement: &'a Statement,
    can_be_imported: bool,
    findings: Vec<ToldFinding<'a>>,
}

#[derive(Serialize)]
struct ToldFinding<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    is_refusal: bool,
    says: String,
    help: &'static str,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let checked = arguments.source.read()?;
    let text = match arguments.format {
        Format::Text => table(&checked),
        Format::Json => json(&checked)?,
    };
    output::write_all(arguments.out.as_deref(), text)?;
    let is_refused = checked.iter().any(|(_, findings)| findings.iter().any(Finding::is_refusal));
    Ok(ExitCode::from(if is_refused { 2 } else { 0 }))
}

fn json(checked: &[(Statement, Vec<Finding>)]) -> Result<String, Failure> {
    let told: Vec<Told<'_>> = checked
        .iter()
        .map(|(statement, findings)| Told {
            statement,
            can_be_imported: !findings.iter().any(Finding::is_refusal),
            findings: findings
                .iter()
                .map(|finding| ToldFinding {
                    finding,
                    is_refusal: finding.is_refusal(),
                    says: finding.to_string(),
                    help: finding.help(),
                })
                .collect(),
        })
        .collect();
    let text = serde_json::to_string_pretty(&serde_json::json!({ "statements": told }));
    text.map(|text| text + "\n").map_err(|error| Failure::new(format!("cannot write JSON: {error}")))
}

fn table(checked: &[(Statement, Vec<Finding>)]) -> String {
    let mut out = String::new();
    for (statement, findings) in checked {
        let _ = statement_table(&mut out, statement);
        for finding in findings {
            let kind = if finding.is_refusal() { "refused" } else { "note" };
            let _ = writeln!(out, "{kind}: {finding}\n  help: {}", finding.help());
        }
        out.push('\n');
    }
    out
}

fn statement_table(out: &mut String, statement: &Statement) -> std::fmt::Result {
    let or_none = |text: &str| if text.is_empty() { "not said".to_owned() } else { text.to_owned() };
    writeln!(
        out,
        "{} statement {} of account {}, currency {}",
        statement.format,
        or_none(&statement.number),
        or_none(&statement.account.0),
        or_none(&statement.currency)
    )?;
    let balance = |balance: &Option<Balance>| {
        let told = balance.as_ref().map(|balance| {
            let on = balance.on.map_or_else(String::new, |on| format!(" on {on}"));
            format!("{}{on}", plain(balance.pence.0))
        });
        told.unwrap_or_else(|| "not said".to_owned())
    };
    writeln!(out, "opening balance {}", balance(&statement.opening))?;
    for line in &statement.lines {
        let words = [line.payee.as_str(), line.reference.as_str()].join("  ");
        writeln!(out, "{:>6}  {}  {:>14}  {}", line.place, line.booked, plain(line.pence.0), words.trim())?;
    }
    let sum = statement.sum().map_or_else(|| "too large".to_owned(), |sum| plain(sum.0));
    writeln!(out, "{} lines, together {sum}; closing balance {}", statement.lines.len(), balance(&statement.closing))?;
    if statement.left_out > 0 {
        writeln!(out, "{} entries are not booked, or were declined, and are left out", statement.left_out)?;
    }
    Ok(())
}

/// Pounds and pence without a sign of a currency, as a statement may be in any.
fn plain(pence: i64) -> String {
    let size = pence.unsigned_abs();
    format!("{}{}.{:02}", if pence < 0 { "-" } else { "" }, size / 100, size % 100)
}
