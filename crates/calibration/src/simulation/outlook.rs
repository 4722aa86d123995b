//! Years ahead: more children, more need, dearer support, against a pot that grows at its own pace.

use crate::chance::Chance;
use crate::parallel;
use crate::tables::Table;
use serde::Serialize;

/// A yearly rate that is not known for sure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// What is expected, as a share of one: 0.02 is two per cent a year.
    pub mean: f64,
    /// Its standard deviation from year to year.
    pub spread: f64,
}

/// What may come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rates {
    /// Growth of the number of children.
    pub children: Rate,
    /// Growth of points: needs become more complex.
    pub complexity: Rate,
    /// Growth of the price of support; amounts are uprated by it.
    pub prices: Rate,
    /// Growth of the pot.
    pub pot: f64,
    /// How many years.
    pub years: usize,
    /// How many futures are drawn.
    pub futures: usize,
    /// What chance begins with.
    pub seed: u64,
}

/// One year of it. Sums in pounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OutlookYear {
    /// From 0, which is now.
    pub year: usize,
    /// Children in the middle future.
    pub children: f64,
    /// What budgets come to: one future in ten is lower.
    pub low: f64,
    /// Half are lower.
    pub middle: f64,
    /// Nine in ten are lower.
    pub high: f64,
    /// What there is for budgets.
    pub pot: f64,
    /// The share of futures in which budgets come to more than there is.
    pub short: f64,
    /// What every budget would have to be multiplied by to fit, in the middle future; 1 when it fits.
    pub deflator: f64,
}

/// The years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlook {
    /// What was assumed.
    pub rates: Rates,
    /// Now and each year ahead.
    pub years: Vec<OutlookYear>,
    /// Part of all points that lie above the table's last row in the last year of the middle future, as a share of one: the
    /// table says nothing new about them.
    pub beyond_table: f64,
}

/// Draws futures for a table. `available` is what there is for budgets now, in pounds.
#[must_use]
pub fn outlook(
    table: &Table,
    points: &[i64],
    weights: &[f64],
    available: f64,
    rates: &Rates,
    threads: usize,
) -> Outlook {
    let scores = gathered(points, weights);
    let futures = parallel::map(rates.futures, threads, |at| future(table, &scores, rates, at as u64));
    let pick = |values: &mut Vec<f64>, tenths: usize| {
        values.sort_by(f64::total_cmp);
        values.get((values.len() * tenths / 10).min(values.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let mut pot = available;
    let mut years = Vec::with_capacity(rates.years + 1);
    for year in 0..=rates.years {
        let of = |which: fn(&(f64, f64)) -> f64| -> Vec<f64> {
            futures.iter().filter_map(|future| future.get(year).map(which)).collect()
        };
        let (mut children, mut sums) = (of(|year| year.0), of(|year| year.1));
        let short = sums.iter().filter(|sum| **sum > pot * (1.0 + 1e-9)).count() as f64 / sums.len().max(1) as f64;
        let middle = pick(&mut sums, 5);
        years.push(OutlookYear {
            year,
            children: pick(&mut children, 5),
            low: pick(&mut sums, 1),
            middle,
            high: pick(&mut sums, 9),
            pot,
            short,
            deflator: if middle > pot { pot / middle } else { 1.0 },
        });
        pot *= 1.0 + rates.pot;
    }
    Outlook { rates: rates.clone(), years, beyond_table: beyond(table, &scores, rates) }
}

/// How much each score counts, from the lowest.
fn gathered(points: &[i64], weights: &[f64]) -> Vec<(i64, f64)> {
    let mut scores: Vec<(i64, f64)> = points.iter().copied().zip(weights.iter().copied()).collect();
    scores.sort_by_key(|score| score.0);
    let runs = scores.chunk_by(|a, b| a.0 == b.0);
    runs.filter_map(|run| run.first().map(|first| (first.0, run.iter().map(|own| own.1).sum()))).collect()
}

/// One future: for now and each year children and what their budgets come to.
fn future(table: &Table, scores: &[(i64, f64)], rates: &Rates, at: u64) -> Vec<(f64, f64)> {
    let mut chance = Chance::stream(rates.seed, at);
    let (mut children, mut complexity, mut prices) = (1.0, 1.0, 1.0);
    let weight: f64 = scores.iter().map(|score| score.1).sum();
    let mut years = Vec::with_capacity(rates.years + 1);
    for year in 0..=rates.years {
        if year > 0 {
            // A number is drawn for each rate in every year, so that one rate's spread never shifts another's chance.
            let mut grown = |rate: Rate| (1.0 + rate.mean + rate.spread * chance.normal()).max(0.0);
            children *= grown(rates.children);
            complexity *= grown(rates.complexity);
            prices *= grown(rates.prices);
        }
        let sum: f64 = scores
            .iter()
            .map(|(points, own)| own * table.amount_pence(scaled(*points, complexity)) as f64 / 100.0)
            .sum();
        years.push((weight * children, sum * children * prices));
    }
    years
}

/// Points that grow, to the nearest whole one.
fn scaled(points: i64, by: f64) -> i64 {
    let grown = (points as f64 * by).round();
    #[expect(clippy::cast_possible_truncation, reason = "points are below 2^31, and growth of a few years is small")]
    let whole = grown.clamp(-1e15, 1e15) as i64;
    whole
}

fn beyond(table: &Table, scores: &[(i64, f64)], rates: &Rates) -> f64 {
    let Some(last) = table.rows.last() else { return 0.0 };
    let by = (0..rates.years).fold(1.0, |by, _| by * (1.0 + rates.complexity.mean));
    let weight: f64 = scores.iter().map(|score| score.1).sum();
    let over: f64 = scores.iter().filter(|score| scaled(score.0, by) > last.from).map(|score| score.1).sum();
    if weight > 0.0 && table.rows.len() > 1 { over / weight } else { 0.0 }
}
