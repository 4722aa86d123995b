//! `ras check`: faults, warnings, certificate and cliffs of a scheme.

use crate::failure::Failure;
use crate::locate::{Reading, none_in_force, readings};
use crate::output::write_all;
use jiff::civil::Date;
use ras::check::{CheckOptions, Report, check};
use ras::{Ratio, Scheme};
use serde::Serialize;
use std::process::ExitCode;

/// Arguments of `ras check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sevensteps ras check norfolk-short-breaks-primary
  sevensteps ras check my-scheme --cliff-share 10%
  sevensteps ras check my-scheme/2026-04-01 --on 2026-10-01 --format json

It ends with 1 if there is a fault, otherwise with 0; warnings are for a person to look at.")]
pub struct Arguments {
    /// A gallery id, id@date, or the path of a scheme's folder; without a date every version is checked
    scheme: String,
    /// How to write the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List a step that moves an amount by more than this share of it
    #[arg(long, value_name = "SHARE", default_value = "25%", value_parser = share)]
    cliff_share: Ratio,
    /// Check only as on this day, instead of every day on which something changes
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A page to read
    Text,
    /// For other programs
    Json,
}

/// What `--format json` writes.
#[derive(Serialize)]
struct Reports {
    /// One for each version, in order of date.
    reports: Vec<Report>,
}

/// Runs `ras check`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let options = CheckOptions { cliff_share: arguments.cliff_share, on: arguments.on };
    let (mut found, is_by_hand) = readings(&arguments.scheme)?;
    if let Some(day) = arguments.on.filter(|_| !is_by_hand) {
        keep_in_force(&arguments.scheme, &mut found, day)?;
    }
    let reports: Vec<Report> = found.iter().map(|reading| report(reading, &options)).collect();
    let has_faults = reports.iter().any(|report| report.faults().next().is_some());
    let text = match arguments.format {
        Format::Text => reports.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"),
        Format::Json => {
            let json = serde_json::to_string_pretty(&Reports { reports });
            json.map_err(|error| Failure::new(format!("cannot write the report: {error}")))? + "\n"
        }
    };
    write_all(None, &text)?;
    Ok(if has_faults { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn report(reading: &Reading, options: &CheckOptions) -> Report {
    match &reading.scheme {
        Ok(scheme) => check(scheme, options),
        Err(faults) => Report::unread(&reading.name, faults, options),
    }
}

/// Of several versions only those in force on a day; one that cannot be read stays, because nobody knows its days.
fn keep_in_force(name: &str, found: &mut Vec<Reading>, day: Date) -> Result<(), Failure> {
    let all: Vec<Scheme> = found.iter().filter_map(|reading| reading.scheme.clone().ok()).collect();
    found.retain(|reading| reading.scheme.as_ref().map_or(true, |scheme| scheme.is_in_force(day)));
    if found.is_empty() { Err(none_in_force(name, day, &all)) } else { Ok(()) }
}

/// `25%`, or a part such as `0.25`.
fn share(text: &str) -> Result<Ratio, String> {
    let help = "write a share such as 25% or 0.25";
    let (number, is_per_cent) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text.trim(), false),
    };
    let number: Ratio = number.parse().map_err(|_| help.to_owned())?;
    let share = if is_per_cent { Ratio::new(1, 100).and_then(|part| number.times(part)) } else { Some(number) };
    match share {
        Some(share) if !share.is_negative() && (is_per_cent || share <= Ratio::whole(10)) => Ok(share),
        Some(share) if !share.is_negative() => Err(format!("did you mean {text}%? {help}")),
        _ => Err(help.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_in_per_cent_or_as_a_part() {
        let quarter = Ratio::new(1, 4).unwrap();
        assert_eq!(share("25%"), Ok(quarter));
        assert_eq!(share("0.25"), Ok(quarter));
        assert_eq!(share("12.5 %"), Ok(Ratio::new(1, 8).unwrap()));
        assert!(share("25").unwrap_err().contains("25%"));
        assert!(share("-1%").is_err() && share("much").is_err());
    }
}
