//! `ras diff`: what changed between two schemes, and with answers who gains and who loses.

mod chart;
mod people;
mod text;

use crate::failure::Failure;
use crate::locate::{self, Located};
use crate::output::Output;
use jiff::civil::Date;
use ras::compare::Changes;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `ras diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps ras diff devon-send-top-up@2022-04-01 devon-send-top-up@2023-04-01
  sevensteps ras diff old-folder new-folder answers.csv
  sevensteps ras diff old-folder new-folder answers.csv --format csv --out changes.csv
  sevensteps ras diff old-folder new-folder answers.csv --format svg --out changes.svg

Each scheme reads the answers to its own questions and leaves the other columns alone. A version that is not in force on the day is worked out as on its own first day.")]
pub struct Arguments {
    /// The first scheme: an id from the gallery, an id with a date, or a folder
    a: String,
    /// The second scheme
    b: String,
    /// Answers, a person a line (- for standard input): says who gains and who loses
    answers: Option<PathBuf>,
    /// The day of calculation of both [default: today, or each version's first day]
    #[arg(long, value_name = "DATE", value_parser = crate::locate::day)]
    on: Option<Date>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// What changed, and what it means for people
    Text,
    /// A line for each person and stream; needs answers
    Csv,
    /// A picture of how many people gain or lose how much; needs answers
    Svg,
    /// Everything but the single persons, for other programs
    Json,
}

/// Runs `ras diff`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let before = locate::calculator(&arguments.a, arguments.on)?;
    let after = locate::calculator(&arguments.b, arguments.on)?;
    let mut out = Output::open(arguments.out.as_deref())?;
    match (&arguments.answers, arguments.format) {
        (None, Format::Csv | Format::Svg) => {
            return Err(Failure::new("csv and svg show what changes for people, and no answers were given")
                .help("name a file of answers after the two schemes"));
        }
        (answers, Format::Text) => {
            let changes = Changes::between(&before.scheme, &after.scheme);
            text::changes(&changes, [before.on, after.on], &mut out)?;
            if let Some(path) = answers {
                let impact = people::score(path, &before, &after, &mut people::no_rows)?;
                text::impact(&impact, before.scheme.currency, &mut out)?;
            }
        }
        (answers, Format::Json) => {
            let changes = Changes::between(&before.scheme, &after.scheme);
            let impact = match answers {
                Some(path) => Some(people::score(path, &before, &after, &mut people::no_rows)?),
                None => None,
            };
            json(&changes, impact.as_ref(), [&before, &after], &mut out)?;
        }
        (Some(path), Format::Csv) => people::write_csv(path, &before, &after, &mut out)?,
        (Some(path), Format::Svg) => {
            let impact = people::score(path, &before, &after, &mut people::no_rows)?;
            out.write_all(chart::svg(&impact, before.scheme.currency)?.as_bytes())?;
        }
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn json(
    changes: &Changes,
    impact: Option<&ras::compare::Impact>,
    [before, after]: [&Located; 2],
    out: &mut Output,
) -> Result<(), Failure> {
    let document = serde_json::json!({
        "changes": changes,
        "on": { "before": before.on.to_string(), "after": after.on.to_string() },
        "people": impact,
        "distribution": impact.map(|impact| ras::compare::bins(&impact.changes)),
    });
    serde_json::to_writer_pretty(&mut *out, &document)
        .map_err(|error| Failure::new(format!("cannot write the result: {error}")))?;
    out.write_all(b"\n")?;
    Ok(())
}
