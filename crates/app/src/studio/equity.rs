//! `studio equity`: is the money shared fairly between groups, with other things allowed for?

use super::input::{CasesArguments, CasesFile};
use super::page;
use crate::chart::{Interval, Intervals, intervals};
use crate::failure::Failure;
use crate::output;
use calibration::fairness::equity::{Comparison, Equity, EquityQuestion, blocks, equity};
use calibration::fairness::ratings::{Ratings, RatingsQuestion, ratings_blocks, review};
use calibration::wording::{Block, Sums};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `studio equity`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps studio equity cases.csv --group ethnicity --adjust age_band,points
  sevensteps studio equity costs.csv --person id --outcome yearly_cost --group sex --format html --out equity.html

Every other column of the file is tried as an explanation too, whether or not --adjust names it: a gap that reverses or vanishes is warned of in any case. \
Nothing is said of groups with fewer people than --least-people.")]
pub struct Arguments {
    #[command(flatten)]
    input: CasesArguments,
    /// The column whose groups are compared
    #[arg(long, value_name = "COLUMN")]
    group: String,
    /// Columns to allow for, with commas between them; `points` is need
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    adjust: Vec<String>,
    /// The group that the others are compared with [default: the largest]
    #[arg(long, value_name = "GROUP")]
    reference: Option<String>,
    /// The fewest people of whom anything is said
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(u16).range(2..))]
    least_people: u16,
    /// How sure intervals are, in per cent
    #[arg(long, value_name = "PERCENT", default_value_t = 95, value_parser = clap::value_parser!(u8).range(50..=99))]
    confidence: u8,
    /// What chance begins with, for the intervals of the measures of need
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many samples of the cases those intervals take
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    samples: u32,
    /// Columns with levels from 0: does each treat the two largest groups alike at the same need?
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    questions: Vec<String>,
    /// Two columns with answers about the same child, such as the family's and a professional's: FAMILY=PROFESSIONAL
    #[arg(long, value_name = "COLUMN=COLUMN", value_delimiter = ',', value_parser = pair)]
    views: Vec<(String, String)>,
    /// Points at which a higher amount begins: do scores crowd above them?
    #[arg(long, value_name = "POINTS", value_delimiter = ',')]
    thresholds: Vec<i64>,
    /// How many points on each side of a threshold are looked at
    #[arg(long, value_name = "POINTS", default_value_t = 5, value_parser = clap::value_parser!(i64).range(1..=1000))]
    width: i64,
    /// The column that names the assessor: does it matter who assesses?
    #[arg(long, value_name = "COLUMN")]
    assessor: Option<String>,
    /// What stands before sums, such as £
    #[arg(long, value_name = "SIGN", default_value = "")]
    currency_sign: String,
    /// How many threads work; the result is the same with any number
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    threads: u16,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Words and tables to read
    Text,
    /// Every number in full, for other programs
    Json,
    /// A page with charts
    Html,
}

/// Runs `studio equity`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::refuse_to_overwrite(&arguments.input.cases, arguments.out.as_deref())?;
    let file = arguments.input.read(Vec::new())?;
    #[expect(clippy::float_arithmetic, reason = "per cent as typed, to a share")]
    let confidence = f64::from(arguments.confidence) / 100.0;
    let question = EquityQuestion {
        group: arguments.group.clone(),
        adjust: arguments.adjust.clone(),
        reference: arguments.reference.clone(),
        least_people: usize::from(arguments.least_people),
        confidence,
        seed: arguments.seed,
        samples: usize::try_from(arguments.samples).unwrap_or(usize::MAX),
    };
    let found = equity(&file.cases, &question, usize::from(arguments.threads))
        .map_err(|error| Failure::new(error.to_string()).help("--group and --adjust name columns of the file"))?;
    let mut blocks = blocks(&found, &arguments.currency_sign);
    let ratings = ratings(arguments, &file, &found)?;
    if let (Some(ratings), Some(pair)) = (&ratings, found.comparisons.first()) {
        // Before the method, which is the last heading.
        let last = blocks.iter().rposition(|block| matches!(block, Block::Heading(..))).unwrap_or(blocks.len());
        blocks.splice(last..last, ratings_blocks(ratings, &pair.first, &pair.second));
    }
    let text = match arguments.format {
        Format::Text => Block::text(&blocks) + "\n" + &made_from(&file).join("\n") + "\n",
        Format::Json => json(&file, &found, ratings.as_ref(), &blocks)?,
        Format::Html => page::html(&blocks, &charts(&found, &arguments.currency_sign)?, made_from(&file))?,
    };
    output::write_all(arguments.out.as_deref(), text)?;
    Ok(ExitCode::SUCCESS)
}

fn pair(text: &str) -> Result<(String, String), String> {
    let both = text.split_once('=').filter(|(one, other)| !one.is_empty() && !other.is_empty());
    let both = both.map(|(one, other)| (one.to_owned(), other.to_owned()));
    both.ok_or_else(|| format!("`{text}` names no two columns: write FAMILY=PROFESSIONAL"))
}

/// What is asked about answers, if anything.
fn ratings(arguments: &Arguments, file: &CasesFile, found: &Equity) -> Result<Option<Ratings>, Failure> {
    let question = RatingsQuestion {
        questions: arguments.questions.clone(),
        pairs: arguments.views.clone(),
        thresholds: arguments.thresholds.clone(),
        width: arguments.width,
        assessor: arguments.assessor.clone(),
    };
    if question == (RatingsQuestion { width: arguments.width, ..RatingsQuestion::default() }) {
        return Ok(None);
    }
    let (Some(group), Some(pair)) = (file.cases.group(&arguments.group), found.comparisons.first()) else {
        return Ok(None);
    };
    let groups = [pair.first.as_str(), &pair.second];
    let least = usize::from(arguments.least_people);
    let review = review(&file.cases, &question, group, groups, least, found.question.confidence);
    review.map(Some).map_err(|error| Failure::new(error.to_string()))
}

/// What the result was made from, so that anyone can make it again.
fn made_from(file: &CasesFile) -> Vec<String> {
    super::input::made_from(file)
}

fn json(file: &CasesFile, found: &Equity, ratings: Option<&Ratings>, blocks: &[Block]) -> Result<String, Failure> {
    let document = serde_json::json!({
        "made_from": super::input::made_from_json(file),
        "equity": found,
        "ratings": ratings,
        "words": blocks,
    });
    let text = serde_json::to_string_pretty(&document);
    Ok(text.map_err(|error| Failure::new(format!("cannot write the result: {error}")))? + "\n")
}

/// A chart for each comparison, named by the caption of the table beside it.
fn charts(found: &Equity, sign: &str) -> Result<Vec<(String, String)>, Failure> {
    let sums = Sums::about(sign, found.mean);
    let mut charts = Vec::new();
    let captions = blocks(found, sign).into_iter().filter_map(|block| match block {
        Block::Table(table) if table.head.len() == 6 => Some((table.caption, table.rows)),
        _ => None,
    });
    let told = found.comparisons.iter().filter(|comparison| comparison.raw.is_some());
    for (at, (comparison, (caption, rows))) in told.zip(captions).enumerate() {
        let labels = rows.iter().filter_map(|row| row.first().cloned()).collect();
        charts.push((caption.clone(), chart(comparison, at, caption, labels, &sums)?));
    }
    Ok(charts)
}

fn chart(
    comparison: &Comparison,
    at: usize,
    title: String,
    labels: Vec<String>,
    sums: &Sums,
) -> Result<String, Failure> {
    let estimates = std::iter::once(comparison.raw).chain(comparison.allowances.iter().map(|found| found.adjusted));
    let lines: Vec<Interval> = labels
        .into_iter()
        .zip(estimates)
        .filter_map(|(label, estimate)| {
            let estimate = estimate?;
            let words = sums.shown(estimate.value);
            Some(Interval { label, value: estimate.value, low: estimate.low, high: estimate.high, words })
        })
        .collect();
    let said: Vec<String> = lines.iter().map(|line| format!("{}: {}", line.label, line.words)).collect();
    intervals(&Intervals {
        id: format!("gaps-{at}"),
        description: said.join("; "),
        axis_label: comparison.first.clone() + " − " + &comparison.second,
        title,
        lines,
    })
}
