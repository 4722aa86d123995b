//! `studio fit`: a table from cases, as a scheme folder with its evidence.

use super::choices::ChoiceArguments;
use super::folder;
use super::input::{CasesArguments, CasesFile};
use super::scoring::{Scoring, ScoringArguments};
use super::text;
use crate::failure::Failure;
use crate::{locate, output};
use calibration::calibrate::Calibration;
use calibration::scheme_out::{self, Draft, Needs, Strata};
use calibration::study;
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `studio fit`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps studio fit cases.csv --budget 1,500,000 --contingency 12% --out our-scheme
  sevensteps studio fit cases.csv --method bands --bands 6 --multiple 10 --budget 1500000
  sevensteps studio fit cases.csv --questions eating,night,moving --budget 1500000 --out our-scheme
  sevensteps studio fit cases.csv --near quantile --quantile 0.5 --format json

cases.csv has a person per line: `person`, `points`, `current_cost`, and if you like `weight`, `family_id` and groups.
The scheme that is written is proven: more need never means less money. Nothing that is already there is touched.")]
pub struct Arguments {
    #[command(flatten)]
    input: CasesArguments,
    #[command(flatten)]
    choices: ChoiceArguments,
    #[command(flatten)]
    scoring: ScoringArguments,
    /// Write the scheme to this folder, as a dated version, with its evidence
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// The scheme's id [default: the folder's name]
    #[arg(long)]
    id: Option<String>,
    /// The scheme's first day in force [default: today]
    #[arg(long, value_name = "DATE", value_parser = locate::day)]
    date: Option<Date>,
    /// What the scheme is called
    #[arg(long, default_value = "Draft scheme from our own cases")]
    title: String,
    /// Who runs it
    #[arg(long, default_value = "Our council")]
    authority: String,
    /// The most points that the questionnaire can give [default: the most in the file]
    #[arg(long, value_name = "POINTS")]
    most_points: Option<i64>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A page to read
    Text,
    /// For other programs, with every digit
    Json,
}

/// Runs `studio fit`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let choices = arguments.choices.choices()?;
    let asked = arguments.scoring.asked(&arguments.input)?;
    let file = arguments.input.read(asked.columns.clone())?;
    let scoring = arguments.scoring.score(&file, &arguments.input, asked)?;
    let found = scoring.calibrate(&file, &choices)?;
    let json = evidence(&file, &scoring, &found)?;
    if arguments.out.is_some() {
        write_scheme(arguments, &file, &scoring, &found, &json)?;
    }
    match arguments.format {
        Format::Json => output::write_all(None, json)?,
        Format::Text => output::write_all(None, text::of_calibration(&found, &file.left_out, scoring.scored.as_ref()))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The result with every digit.
pub fn evidence(file: &CasesFile, scoring: &Scoring, found: &Calibration) -> Result<String, Failure> {
    study::evidence(&file.hash, &file.left_out, scoring.scored.as_ref(), found)
        .map_err(|error| Failure::new(format!("cannot write the result: {error}")))
}

fn write_scheme(
    arguments: &Arguments,
    file: &CasesFile,
    scoring: &Scoring,
    found: &Calibration,
    json: &str,
) -> Result<(), Failure> {
    let Some(out) = &arguments.out else { return Ok(()) };
    let points = &scoring.points;
    let most = points.iter().copied().max().unwrap_or(0).max(1);
    let most = arguments.most_points.unwrap_or(most);
    if points.iter().any(|points| *points > most) {
        return Err(Failure::new("--most-points is below the points of some cases")
            .help(format!("the file holds up to {} points", points.iter().max().copied().unwrap_or(0))));
    }
    let draft = Draft {
        id: folder::id(out, arguments.id.as_deref())?,
        effective_from: arguments.date.unwrap_or_else(locate::today),
        title: arguments.title.clone(),
        authority: arguments.authority.clone(),
        made_from: scheme_out::made_from(found, &file.hash),
        method: scheme_out::method_for_the_public(found),
        needs: match scoring.questions() {
            Some(questions) => Needs::Questions(questions),
            None => Needs::Points { least: points.iter().copied().min().unwrap_or(0).min(0), most },
        },
        tables: found.strata.iter().map(|stratum| stratum.table.clone()).collect(),
        strata: arguments.choices.stratum.as_ref().map(|name| Strata {
            name: name.clone(),
            values: found.strata.iter().filter_map(|stratum| stratum.stratum.clone()).collect(),
        }),
    };
    let place = folder::write(out, &draft, &[("evidence.json", json)])?;
    eprintln!("{} holds the scheme and its evidence; `sevensteps ras check` reads it", place.display());
    Ok(())
}
