//! `studio report`: the evidence behind a table as a page or on paper, with what it means for groups of people.

use super::choices::ChoiceArguments;
use super::fit::evidence;
use super::input::{CasesArguments, made_from};
use super::scoring::ScoringArguments;
use super::{page, paper};
use crate::chart::{Interval, Intervals, intervals};
use crate::failure::Failure;
use crate::{locate, output};
use calibration::calibrate::{Calibration, StratumTable};
use calibration::report::{Subject, captions};
use calibration::study::{Made, groups, told};
use calibration::wording::{Block, Catalogue, Sums};
use jiff::civil::Date;
use std::path::PathBuf;
use std::process::ExitCode;

/// Lines of a chart that can still be told apart.
const MOST_LINES: usize = 24;

/// Arguments of `studio report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps studio report cases.csv --budget 1,500,000 --contingency 12% --out report.html
  sevensteps studio report cases.csv --budget 1,500,000 --groups ethnicity,sex --adjust age_band --format pdf --out report.pdf --date 2027-02-01

The report names nobody: cases that stand out are given by their line, and groups of few people are not shown.")]
pub struct Arguments {
    #[command(flatten)]
    input: CasesArguments,
    #[command(flatten)]
    choices: ChoiceArguments,
    #[command(flatten)]
    scoring: ScoringArguments,
    /// Columns whose groups are compared, for the equality record
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    groups: Vec<String>,
    /// Columns to allow for in these comparisons; `points` is need
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    adjust: Vec<String>,
    /// Who publishes it
    #[arg(long, default_value = "Our council")]
    authority: String,
    /// The day that a PDF bears [default: today]
    #[arg(long, value_name = "DATE", value_parser = locate::day)]
    date: Option<Date>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A page with charts
    Html,
    /// The same on paper
    Pdf,
    /// Words and tables to read on a screen
    Text,
    /// Every number in full, for other programs
    Json,
}

/// Runs `studio report`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::refuse_to_overwrite(&arguments.input.cases, arguments.out.as_deref())?;
    let asked = arguments.scoring.asked(&arguments.input)?;
    let file = arguments.input.read(asked.columns.clone())?;
    let scoring = arguments.scoring.score(&file, &arguments.input, asked)?;
    let choices = arguments.choices.choices()?;
    let found = scoring.calibrate(&file, &choices)?;
    let subject = Subject { found: &found, points: scoring.scored.as_ref(), cases_hash: &file.hash };
    let chance = (choices.seed, choices.samples);
    let compared = groups(&file.cases, &arguments.groups, &arguments.adjust, chance, choices.threads)
        .map_err(|error| Failure::new(error.to_string()).help("--groups and --adjust name columns of the file"))?;
    let told = told(&subject, &compared);
    let bytes = match arguments.format {
        Format::Json => evidence(&file, &scoring, &found)?.into_bytes(),
        Format::Text => (Block::text(&told) + "\n" + &made_from(&file).join("\n") + "\n").into_bytes(),
        Format::Html => page::html(&told, &charts(&found)?, made_from(&file))?.into_bytes(),
        Format::Pdf => {
            let day = arguments.date.unwrap_or_else(locate::today);
            paper::pdf(&told, &charts(&found)?, &arguments.authority, day)?
        }
    };
    output::write_all(arguments.out.as_deref(), bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// A study's report as a page that stands alone: the same bytes as from the command that says the same.
pub fn page_of(made: &Made) -> Result<String, Failure> {
    let footer = calibration::study::made_from(&made.hash, made.cases.len(), made.left_out.len());
    page::html(&made.told, &charts(&made.found)?, footer)
}

fn say(key: &str, values: &[(&str, &str)]) -> String {
    Catalogue::of(super::MESSAGES).say(key, values)
}

/// Charts by the caption of the table that holds their figures.
fn charts(found: &Calibration) -> Result<Vec<(String, String)>, Failure> {
    let names = captions(found);
    let mut charts = Vec::new();
    for (at, (stratum, caption)) in found.strata.iter().zip(names.tables).enumerate() {
        charts.push((caption.clone(), table(stratum, at, caption)?));
    }
    charts.push((names.tenths.clone(), tenths(found, names.tenths)?));
    Ok(charts)
}

/// Each amount of a table, with the range of other samples.
fn table(stratum: &StratumTable, at: usize, title: String) -> Result<String, Failure> {
    let step = stratum.nodes.len().div_ceil(MOST_LINES).max(1);
    let sums = Sums { sign: "£".to_owned(), decimals: 0 };
    let line = |node: &calibration::calibrate::Node| Interval {
        label: say("chart.points", &[("points", &node.points.to_string())]),
        value: node.fitted,
        low: node.interval.map_or(node.fitted, |interval| interval.low),
        high: node.interval.map_or(node.fitted, |interval| interval.high),
        words: sums.shown(node.fitted),
    };
    drawn(
        format!("table-{at}"),
        title,
        &say("chart.pounds", &[]),
        stratum.nodes.iter().step_by(step).map(line).collect(),
    )
}

/// For each tenth of the cases a line from mean cost to mean amount, with its dot at the amount.
fn tenths(found: &Calibration, title: String) -> Result<String, Failure> {
    let sums = Sums { sign: "£".to_owned(), decimals: 0 };
    let line = |part: &calibration::judging::GroupFit| Interval {
        label: part.group.clone(),
        value: part.mean_amount,
        low: part.mean_amount.min(part.mean_cost),
        high: part.mean_amount.max(part.mean_cost),
        words: say("chart.beside", &[("amount", &sums.shown(part.mean_amount)), ("cost", &sums.shown(part.mean_cost))]),
    };
    let lines = found.deciles.iter().filter(|part| part.measures.is_some()).map(line).collect();
    drawn("tenths".to_owned(), title, &say("chart.amount_and_cost", &[]), lines)
}

fn drawn(id: String, title: String, axis: &str, lines: Vec<Interval>) -> Result<String, Failure> {
    let said: Vec<String> = lines.iter().map(|line| format!("{}: {}", line.label, line.words)).collect();
    intervals(&Intervals { id, description: said.join("; "), axis_label: axis.to_owned(), title, lines })
}
