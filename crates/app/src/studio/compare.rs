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
    let file = arguments.input.read(arguments.scoring.columns())?;
    let scoring = arguments.scoring.score(&file, &arguments.input)?;
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
        let older = input.read(arguments.scoring.columns())?;
        // Older answers are worth what the new weights say, so that only the people differ.
        let old_points = match &scoring.scored {
            Some(scored) => scored.points(&older.cases),
            None => super::input::points(&older, &input)?,
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

fn page(found: &Comparison) -> String {
    let mut page = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(page, "Judged by people that the table had not seen\n");
    let _ = writeln!(
        page,
        "{:<44} {:>14} {:>6} {:>14} {:>8} {:>12} {:>12} {:>9}",
        "method", "total", "rows", "largest step", "R²", "distance", "bias", "in 20 %"
    );
    for one in &found.methods {
        let _ = writeln!(
            page,
            "{:<44} {:>14} {:>6} {:>14} {:>8} {:>12} {:>12} {:>9}",
            one.method,
            pounds(one.total),
            one.rows,
            super::text::pence(one.largest_step_pence),
            one.unseen.r_squared.map_or("alike".to_owned(), |value| format!("{value:.3}")),
            pounds(one.unseen.mean_absolute_error),
            pounds(one.unseen.bias),
            percent(one.unseen.within_twenty_percent),
        );
    }
    for (name, moved) in found.moved.iter().flat_map(|moved| [("points", &moved.points), ("costs", &moved.costs)]) {
        let Some(moved) = moved else { continue };
        let _ = writeln!(
            page,
            "\n{name} since the older cases: mean {:.1} then, {:.1} now; stability index {:.3} ({}); greatest distance {:.3}, by \
             chance alone in {} of draws",
            moved.old_mean,
            moved.new_mean,
            moved.stability_index,
            how_far(moved.stability_index),
            moved.greatest_distance,
            percent(moved.probability),
        );
    }
    for form in &found.forms {
        let without = form.without.as_ref().map_or("all questions".to_owned(), |gone| format!("then without {gone}"));
        let r_squared = form.unseen_r_squared.map_or("alike".to_owned(), |value| format!("{value:.3}"));
        let distance = pounds(form.unseen_mean_absolute_error);
        let _ =
            writeln!(page, "\n{:>3} questions, {without}: R² {r_squared}, distance {distance}", form.questions.len());
    }
    page
}

fn how_far(index: f64) -> &'static str {
    match index {
        index if index < 0.1 => "little has moved",
        index if index <= 0.25 => "some has moved: look again",
        _ => "much has moved: calibrate anew",
    }
}
