//! `studio simulate`: thousands of schemes over the same cases, and the years ahead.

use super::input::{CasesArguments, made_from, made_from_json};
use super::page;
use crate::chart::{Cloud, Dot, cloud};
use crate::failure::Failure;
use crate::output;
use calibration::cases::pence;
use calibration::simulation::{
    Aim, Plans, Population, Rate, Rates, Told, Weighed, all_round, blocks, frontier, outlook, simulate,
};
use calibration::wording::Block;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `studio simulate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sevensteps studio simulate cases.csv --budget 1500000 --group ethnicity
  sevensteps studio simulate cases.csv --variants 5000 --growth 3 --inflation 4 --pot-growth 2 --format html --out choices.html

The scheme that the years ahead are about is the one that is nowhere far behind, or --scheme NUMBER.")]
pub struct Arguments {
    #[command(flatten)]
    input: CasesArguments,
    /// What there is, contingency not taken off [default: what everyone has now]
    #[arg(long, value_name = "SUM", value_parser = sum)]
    budget: Option<i64>,
    /// The column whose groups are watched
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
    /// How many schemes
    #[arg(long, value_name = "COUNT", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(6..=1_000_000))]
    variants: u32,
    /// What chance begins with
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Of what support costs above a budget, how much is granted in the end, in per cent
    #[arg(long, value_name = "PERCENT", default_value = "50", value_parser = share)]
    granted: f64,
    /// Of what support costs below a budget, how much is handed back, in per cent
    #[arg(long, value_name = "PERCENT", default_value = "50", value_parser = share)]
    handed_back: f64,
    /// The chance of overspending that is borne, in per cent
    #[arg(long, value_name = "PERCENT", default_value = "10", value_parser = share)]
    risk: f64,
    /// The fewest people of whom anything is said
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(u16).range(2..))]
    least_people: u16,
    /// The scheme that the years ahead are about [default: the one that is nowhere far behind]
    #[arg(long, value_name = "NUMBER")]
    scheme: Option<usize>,
    /// Growth of the number of children, in per cent a year
    #[arg(long, value_name = "PERCENT", default_value = "2", value_parser = rate, allow_hyphen_values = true)]
    growth: f64,
    /// Growth of points, in per cent a year: needs become more complex
    #[arg(long, value_name = "PERCENT", default_value = "1", value_parser = rate, allow_hyphen_values = true)]
    complexity: f64,
    /// Growth of the price of support, in per cent a year
    #[arg(long, value_name = "PERCENT", default_value = "3", value_parser = rate, allow_hyphen_values = true)]
    inflation: f64,
    /// Growth of the pot, in per cent a year
    #[arg(long, value_name = "PERCENT", default_value = "2", value_parser = rate, allow_hyphen_values = true)]
    pot_growth: f64,
    /// How far each of the first three goes up and down from year to year, in per cent (standard deviation)
    #[arg(long, value_name = "PERCENT", default_value = "1", value_parser = share)]
    spread: f64,
    /// How many years ahead
    #[arg(long, value_name = "COUNT", default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=30))]
    years: u8,
    /// How many futures
    #[arg(long, value_name = "COUNT", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    futures: u32,
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
    /// Every scheme with every number in full, for other programs
    Json,
    /// A page with a chart
    Html,
}

fn sum(text: &str) -> Result<i64, String> {
    pence(text).map_err(|error| error.to_string())
}

fn per_cent(text: &str, from: f64) -> Result<f64, String> {
    let number = text.trim().trim_end_matches('%').trim_end().parse::<f64>().ok();
    let found = number.filter(|number| (from..=100.0).contains(number)).map(in_parts);
    found.ok_or_else(|| format!("`{text}` is no share: write per cent from {from} to 100"))
}

/// A share of one. `2` becomes the same bits as `0.02` written out.
#[expect(clippy::float_arithmetic, reason = "a rate of a simulation; no amount is worked out here")]
fn in_parts(per_cent: f64) -> f64 {
    per_cent / 100.0
}

fn share(text: &str) -> Result<f64, String> {
    per_cent(text, 0.0)
}

fn rate(text: &str) -> Result<f64, String> {
    per_cent(text, -50.0)
}

/// Runs `studio simulate`.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::refuse_to_overwrite(&arguments.input.cases, arguments.out.as_deref())?;
    let file = arguments.input.read(Vec::new())?;
    let refused = |error: calibration::simulation::SimulationError| Failure::new(error.to_string());
    let population = Population::of(&file.cases, arguments.group.as_deref(), arguments.seed).map_err(refused)?;
    let aim = aim(arguments, &file.cases);
    let threads = usize::from(arguments.threads);
    let weighed = simulate(&population, &aim, threads).map_err(refused)?;
    let best = frontier(&weighed);
    let chosen = chosen(arguments, &weighed, &best)?;
    let Some(own) = weighed.get(chosen) else { return Err(Failure::new("no scheme could be fitted")) };
    let rates = rates(arguments);
    let available = kept(aim.money, own.variant.contingency);
    let ahead = outlook(&own.table, population.points(), population.weights(), available, &rates, threads);
    let told = Told {
        weighed: &weighed,
        frontier: &best,
        chosen,
        aim: &aim,
        outlook: &ahead,
        people: file.cases.len(),
        has_groups: arguments.group.is_some(),
    };
    let words = blocks(&told, &arguments.currency_sign);
    let text = match arguments.format {
        Format::Text => Block::text(&words) + "\n" + &made_from(&file).join("\n") + "\n",
        Format::Json => {
            let numbers = |places: &[usize]| -> Vec<usize> {
                places.iter().filter_map(|at| weighed.get(*at).map(|own| own.variant.number)).collect()
            };
            let document = serde_json::json!({
                "made_from": made_from_json(&file),
                "aim": aim,
                "schemes": weighed,
                "frontier": numbers(&best),
                "all_round": own.variant.number,
                "all_round_table": own.table,
                "outlook": ahead,
                "words": words,
            });
            let text = serde_json::to_string_pretty(&document);
            text.map_err(|error| Failure::new(format!("cannot write the result: {error}")))? + "\n"
        }
        Format::Html => page::html(&words, &charts(&weighed, &best, &words)?, made_from(&file))?,
    };
    output::write_all(arguments.out.as_deref(), text)?;
    Ok(ExitCode::SUCCESS)
}

/// What is left for budgets.
#[expect(clippy::float_arithmetic, reason = "what a simulation compares with; no amount is worked out here")]
fn kept(money: f64, contingency: f64) -> f64 {
    money * (1.0 - contingency)
}

fn aim(arguments: &Arguments, cases: &calibration::cases::Cases) -> Aim {
    let now = cases.cost_pence.iter().sum::<i64>();
    Aim {
        money: calibration::wording::pounds(arguments.budget.unwrap_or(now)),
        plans: Plans { granted: arguments.granted, handed_back: arguments.handed_back },
        borne: arguments.risk,
        least_people: usize::from(arguments.least_people),
        seed: arguments.seed,
        variants: usize::try_from(arguments.variants).unwrap_or(usize::MAX),
    }
}

fn rates(arguments: &Arguments) -> Rates {
    let rate = |mean: f64| Rate { mean, spread: arguments.spread };
    Rates {
        children: rate(arguments.growth),
        complexity: rate(arguments.complexity),
        prices: rate(arguments.inflation),
        pot: arguments.pot_growth,
        years: usize::from(arguments.years),
        futures: usize::try_from(arguments.futures).unwrap_or(usize::MAX),
        seed: arguments.seed,
    }
}

fn chosen(arguments: &Arguments, weighed: &[Weighed], best: &[usize]) -> Result<usize, Failure> {
    let Some(number) = arguments.scheme else {
        return all_round(weighed, best).ok_or_else(|| Failure::new("no scheme could be fitted"));
    };
    weighed.iter().position(|own| own.variant.number == number).ok_or_else(|| {
        Failure::new(format!("there is no scheme {number}"))
            .help("--format json lists the schemes; one that cannot be fitted has no number here")
    })
}

/// The frontier as a cloud: fit to the right, fairness upwards, both better when less.
fn charts(weighed: &[Weighed], best: &[usize], words: &[Block]) -> Result<Vec<(String, String)>, Failure> {
    let tables = words.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let Some(table) = tables.into_iter().next() else { return Ok(Vec::new()) };
    let head = |at: usize| table.head.get(at).cloned().unwrap_or_default() + ", %";
    let dots = weighed
        .iter()
        .enumerate()
        .map(|(at, own)| Dot {
            x: calibration::wording::hundredfold(own.misfit),
            y: calibration::wording::hundredfold(own.unfairness),
            label: best.binary_search(&at).ok().map(|_| own.variant.number.to_string()),
        })
        .collect();
    let said = table.rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("; ");
    let svg = cloud(&Cloud {
        id: "frontier".to_owned(),
        title: table.caption.clone(),
        description: said,
        axis_labels: [head(5), head(6)],
        dots,
    })?;
    Ok(vec![(table.caption.clone(), svg)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_per_cent_and_may_fall() {
        assert_eq!((rate("2"), rate("-1.5 %"), share("50")), (Ok(0.02), Ok(-0.015), Ok(0.5)));
        assert!(share("-1").is_err() && share("nan").is_err() && rate("200").is_err());
    }
}
