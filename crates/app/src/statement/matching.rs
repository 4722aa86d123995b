//! `sevensteps statement match`: each line of a statement beside what was expected, with the reasons.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use interchange::expected::{self, ExpectedRow};
use jiff::civil::Date;
use serde::Serialize;
use seven_core::Pence;
use seven_core::banking::StatementLine;
use seven_core::banking::statement::Finding;
use seven_core::matching::{Line, Match, Question, Rules, Verdict, match_lines};

use super::{Source, open};
use crate::failure::Failure;
use crate::output;

/// What is asked for.
#[derive(Debug, Args)]
#[command(after_help = "Example: sevensteps statement match may.xml --expect expected.csv\n\n\
    EXPECTED.csv names in its first line: id, kind, amount, date, and if wanted until, payee, reference, times, plan line.\n\
    Money out has a minus. Kinds: scheduled-payment, receipt, invoice, timesheet, mileage, cash, plan-line.\n\
    Exit code 0: done; 1: something cannot be read; 2: the statement should not be imported as it is.")]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// What is expected
    #[arg(long, value_name = "EXPECTED.csv")]
    expect: PathBuf,
    /// Other points than those that come with the program (TOML)
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// How the result is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each, to look at
    Text,
    /// A row for each, for a spreadsheet
    Csv,
    /// Everything, for programs
    Json,
}

/// A line as it is written for programs.
#[derive(Serialize)]
struct Told<'a> {
    place: u64,
    booked: Date,
    pence: Pence,
    payee: &'a str,
    reference: &'a str,
    verdict: &'static str,
    question: Option<String>,
    matches: Vec<ToldMatch<'a>>,
}

#[derive(Serialize)]
struct ToldMatch<'a> {
    expected: &'a str,
    points: u16,
    reasons: Vec<String>,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let checked = arguments.source.read()?;
    let rows = expected::read(&open(&arguments.expect)?).map_err(|error| {
        Failure::new(format!("{}: {error}", arguments.expect.display()))
            .help("`sevensteps statement match --help` names the columns")
    })?;
    let rules = match &arguments.rules {
        None => Rules::standard(),
        Some(path) => Rules::read(&String::from_utf8_lossy(&open(path)?)),
    };
    let rules = rules.map_err(|error| Failure::new(error.to_string()))?;
    let lines: Vec<&StatementLine> = checked.iter().flat_map(|(statement, _)| &statement.lines).collect();
    let wanted: Vec<_> = rows.iter().map(ExpectedRow::expectation).collect();
    let ready: Vec<Line<'_>> = lines.iter().map(|line| as_line(line)).collect();
    let verdicts = match_lines(&ready, &wanted, &[], &rules);
    let told: Vec<Told<'_>> = lines
        .iter()
        .zip(&ready)
        .zip(&verdicts)
        .map(|((line, ready), verdict)| tell(line, ready, verdict, &rows))
        .collect();
    let text = match arguments.format {
        Format::Text => text(&told),
        Format::Csv => csv(&told)?,
        Format::Json => {
            let text = serde_json::to_string_pretty(&serde_json::json!({ "lines": told }));
            text.map_err(|error| Failure::new(format!("cannot write JSON: {error}")))? + "\n"
        }
    };
    output::write_all(arguments.out.as_deref(), text)?;
    let refusals: Vec<&Finding> =
        checked.iter().flat_map(|(_, findings)| findings).filter(|finding| finding.is_refusal()).collect();
    for finding in &refusals {
        eprintln!("refused: {finding}\n  help: {}", finding.help());
    }
    Ok(ExitCode::from(if refusals.is_empty() { 0 } else { 2 }))
}

fn as_line(line: &StatementLine) -> Line<'_> {
    Line {
        booked: line.booked,
        pence: line.pence,
        payee: &line.payee,
        reference: &line.reference,
        bank_id: &line.bank_id,
    }
}

fn tell<'a>(line: &'a StatementLine, ready: &Line<'_>, verdict: &Verdict, rows: &'a [ExpectedRow]) -> Told<'a> {
    let row = |found: &Match| usize::try_from(found.expectation).ok().and_then(|at| rows.get(at));
    let one = |found: &Match| ToldMatch {
        expected: row(found).map_or("", |row| row.id.as_str()),
        points: found.points,
        reasons: found.why.sentences(),
    };
    let (word, question, matches) = match verdict {
        Verdict::Sure(found) => ("sure", None, vec![one(found)]),
        Verdict::Asked(possible) => {
            let what = possible.first().and_then(row).map(|row| format!("{} {}", row.kind, row.id)).unwrap_or_default();
            ("asked", Some(Question::about(ready, possible, &what).sentence()), possible.iter().map(one).collect())
        }
        Verdict::Left => ("left", None, Vec::new()),
    };
    Told {
        place: line.place,
        booked: line.booked,
        pence: line.pence,
        payee: &line.payee,
        reference: &line.reference,
        verdict: word,
        question,
        matches,
    }
}

fn text(told: &[Told<'_>]) -> String {
    let mut out = String::new();
    for line in told {
        out.push_str(&format!("{:>6}  {}  {:>12}  {}\n", line.place, line.booked, line.pence.to_string(), line.payee));
        match (&line.question, line.matches.first()) {
            (Some(question), _) => out.push_str(&format!("        asked: {question}\n")),
            (None, Some(found)) => {
                out.push_str(&format!(
                    "        {} ({} points): {}\n",
                    found.expected,
                    found.points,
                    found.reasons.join(", ")
                ));
            }
            (None, None) => out.push_str("        left: nothing that is expected is like it\n"),
        }
    }
    let count = |word| told.iter().filter(|line| line.verdict == word).count();
    out.push_str(&format!("{} sure, {} asked, {} left\n", count("sure"), count("asked"), count("left")));
    out
}

fn csv(told: &[Told<'_>]) -> Result<String, Failure> {
    let cannot = |error: &dyn std::fmt::Display| Failure::new(format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["place", "booked", "amount", "payee", "verdict", "expected", "points", "reasons"];
    writer.write_record(header).map_err(|error| cannot(&error))?;
    for line in told {
        let size = line.pence.0.unsigned_abs();
        let amount = format!("{}{}.{:02}", if line.pence.0 < 0 { "-" } else { "" }, size / 100, size % 100);
        let ids: Vec<&str> = line.matches.iter().map(|found| found.expected).collect();
        let first = line.matches.first();
        let points = first.map(|found| found.points.to_string()).unwrap_or_default();
        let reasons = first.map(|found| found.reasons.join("; ")).unwrap_or_default();
        let (place, booked) = (line.place.to_string(), line.booked.to_string());
        // a name that a spreadsheet would take for a formula
        let payee = if line.payee.starts_with(['=', '+', '-', '@']) {
            format!("'{}", line.payee)
        } else {
            line.payee.to_owned()
        };
        let row = [&place, &booked, &amount, &payee, line.verdict, &ids.join(" "), &points, &reasons];
        writer.write_record(row).map_err(|error| cannot(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| cannot(&error))?;
    String::from_utf8(bytes).map_err(|error| cannot(&error))
}
