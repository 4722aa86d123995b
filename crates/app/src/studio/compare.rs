//! `studio compare`: the same cases by every method, and today's cases beside older ones.

use super::choices::{ChoiceArguments, MethodName};
use super::fit::Format;
use super::input::CasesArguments;
use super::scoring::ScoringArguments;
use super::text::{percent, pounds};
use crate::failure::Failure;
use crate::output;
use calibration::calibrate::Choices;
use calibration::judging::{Drift, Measures, drift};
use calibration::points::{Form, shorter_forms};
use calibration::tables::{Method, Nearness};
use calibration::wording::Catalogue;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `studio compare`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps studio compare cases.csv --budget 1,500,000 --contingency 12%
  sevensteps studio compare cases.csv --against cases-of-2024.csv
  sevensteps studio compare cases.csv --questions eating,night,moving --shorter

Every method meets the same budget; it is judged by people that its table had not seen.")]
pub struct Arguments {
    #[command(flatten)]
    input: CasesArguments,
    #[command(flatten)]
    choices: ChoiceArguments,
    #[command(flatten)]
    scoring: ScoringArguments,
    /// Older cases of the same form: how far points and costs have moved since
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// With --questions: forms with one question less each time
    #[arg(long, requires = "questions")]
    shorter: bool,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What `--format json` writes.
#[derive(serde::Serialize)]
struct Comparison {
    /// SHA-256 of the file of cases.
    cases_hash: String,
    /// Each method.
    methods: Vec<Compared>,
    /// How far points and costs have moved, where older cases were given.
    moved: Option<Moved>,
    /// Shorter forms, where they were asked for.
    forms: Vec<Form>,
    /// The seed of all chance.
    seed: u64,
}

/// One method.
#[derive(serde::Serialize)]
struct Compared {
    method: String,
    total: f64,
    rows: usize,
    largest_step_pence: i64,
    fit: Measures,
    unseen: Measures,
}

/// How far older and newer cases lie apart.
#[derive(serde::Serialize)]
struct Moved {
    points: Option<Drift>,
    costs: Option<Drift>,
}

/// Runs `studio compare`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let asked = arguments.scoring.asked(&arguments.input)?;
    let columns = asked.columns.clone();
    let file = arguments.input.read(columns.clone())?;
    let scoring = arguments.scoring.score(&file, &arguments.input, asked)?;
    let choices = arguments.choices.choices()?;
    let mut methods = Vec::new();
    for method in methods_of(&arguments.choices) {
        // Intervals are not shown here, so no samples are drawn.
        let choices = Choices { method, samples: 0, cap: None, ..choices.clone() };
        let found = scoring.calibrate(&file, &choices)?;
        let steps = found.strata.iter().filter_map(|stratum| stratum.largest_step);
        methods.push(Compared {
            rows: found.strata.iter().map(|stratum| stratum.table.rows.len()).sum(),
            largest_step_pence: steps.map(|(_, before, after)| after - before).max().unwrap_or(0),
            method: found.method,
            total: found.total,
            fit: found.fit,
            unseen: found.unseen,
        });
    }
    let moved = arguments.against.as_ref().map(|older| {
        let input = CasesArguments { cases: older.clone(), ..arguments.input.clone() };
        let older = input.read(columns)?;
        // Older answers are worth what the new weights say, so that only the people differ.
        let old_points = match &scoring.scored {
            Some(scored) => scored.points(&older.cases),
            None => scoring.given(&older, &input)?,
        };
        let as_numbers = |points: &[i64]| points.iter().map(|points| *points as f64).collect::<Vec<_>>();
        Ok::<Moved, Failure>(Moved {
            points: drift(&as_numbers(&old_points), &as_numbers(&scoring.points)),
            costs: drift(&older.cases.costs(), &file.cases.costs()),
        })
    });
    let forms = match arguments.shorter {
        false => Vec::new(),
        true => shorter_forms(&file.cases, &arguments.scoring.choices(), choices.folds, choices.seed, choices.threads)
            .map_err(|error| Failure::new(error.to_string()))?,
    };
    let comparison =
        Comparison { cases_hash: file.hash, methods, moved: moved.transpose()?, forms, seed: choices.seed };
    let text = match arguments.format {
        Format::Text => page(&comparison),
        Format::Json => {
            let json = serde_json::to_string_pretty(&comparison);
            json.map_err(|error| Failure::new(format!("cannot write the result: {error}")))? + "\n"
        }
    };
    output::write_all(None, text)?;
    Ok(ExitCode::SUCCESS)
}

fn methods_of(choices: &ChoiceArguments) -> Vec<Method> {
    let named = [MethodName::Percentile, MethodName::PricePoint, MethodName::Bands, MethodName::Lines];
    let mut methods: Vec<Method> = named.into_iter().map(|name| choices.method(name)).collect();
    methods.push(Method::Isotonic(Nearness::Squares));
    methods.push(Method::Isotonic(Nearness::Quantile(0.5)));
    methods
}

fn say(key: &str, values: &[(&str, &str)]) -> String {
    Catalogue::of(super::MESSAGES).say(key, values)
}

fn page(found: &Comparison) -> String {
    let mut page = String::new();
    let mut line = |cells: [&str; 8]| {
        let [method, total, rows, step, explained, distance, bias, within] = cells;
        // Writing to a text cannot fail.
        let _ = writeln!(
            page,
            "{method:<44} {total:>14} {rows:>6} {step:>14} {explained:>8} {distance:>12} {bias:>12} {within:>9}"
        );
    };
    let keys = ["method", "total", "rows", "step", "explained", "distance", "bias", "within"];
    let head = keys.map(|key| say(&format!("compare.{key}"), &[]));
    line(head.each_ref().map(String::as_str));
    for one in &found.methods {
        let (total, step) = (pounds(one.total), super::text::pence(one.largest_step_pence));
        let (distance, bias) = (pounds(one.unseen.mean_absolute_error), pounds(one.unseen.bias));
        let within = percent(one.unseen.within_twenty_percent);
        let rows = one.rows.to_string();
        line([&one.method, &total, &rows, &step, &explained(one.unseen.r_squared), &distance, &bias, &within]);
    }
    let mut told = vec![say("compare.title", &[]) + "\n", page];
    for (name, moved) in found.moved.iter().flat_map(|moved| [("points", &moved.points), ("costs", &moved.costs)]) {
        let Some(moved) = moved else { continue };
        let values = [
            ("what", say(&format!("compare.{name}"), &[])),
            ("then", format!("{:.1}", moved.old_mean)),
            ("now", format!("{:.1}", moved.new_mean)),
            ("index", format!("{:.3}", moved.stability_index)),
            ("how_far", say(&format!("compare.{}", how_far(moved.stability_index)), &[])),
            ("distance", format!("{:.3}", moved.greatest_distance)),
            ("chance", percent(moved.probability)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        told.push(say("compare.moved", &values) + "\n");
    }
    for form in &found.forms {
        let without = match &form.without {
            Some(gone) => say("compare.without", &[("question", gone)]),
            None => say("compare.all_questions", &[]),
        };
        let count = form.questions.len().to_string();
        let distance = pounds(form.unseen_mean_absolute_error);
        let explained = explained(form.unseen_r_squared);
        let values =
            [("count", count.as_str()), ("without", &without), ("explained", &explained), ("distance", &distance)];
        told.push(say("compare.form", &values) + "\n");
    }
    told.join("\n")
}

fn explained(r_squared: Option<f64>) -> String {
    r_squared.map_or_else(|| say("compare.alike", &[]), |value| format!("{value:.3}"))
}

fn how_far(index: f64) -> &'static str {
    match index {
        index if index < 0.1 => "little",
        index if index <= 0.25 => "some",
        _ => "much",
    }
}
