//! From cases and choices to tables with all that is known about them: how near they are, how sure, whether the pot holds.

mod choices;
mod parts;
mod result;
#[cfg(test)]
mod tests;
mod warnings;

pub use choices::{CalibrateError, Choices};
pub use result::{Calibration, Node, StratumTable};
pub use warnings::Warning;

use crate::cases::{Cases, quality};
use crate::judging::{
    Interval, Measures, Plans, by_decile, by_group, intervals, measures, out_of_fold, plan_range, pot,
};
use crate::points::PointsError;
use crate::tables::{Fit, Nodes, amounts, fit, nodes};
use parts::{Parts, of_part};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes the tables and looks at them from all sides.
///
/// # Errors
/// [`CalibrateError`] with the nearest choice that can be made.
pub fn calibrate(cases: &Cases, points: &[i64], choices: &Choices) -> Result<Calibration, CalibrateError> {
    calibrate_with(cases, points, choices, &|_| Ok(points.to_vec()))
}

/// Learns points from the rows that it is given with a weight above nought.
pub type PointsWithout<'a> = dyn Fn(&[f64]) -> Result<Vec<i64>, PointsError> + Sync + 'a;

/// The same where points were learned from the cases themselves: `points_without` learns them again from the rows that it is
/// given (1) and not from the others (0), so that nobody is judged by points that they had a part in.
///
/// # Errors
/// [`CalibrateError`] with the nearest choice that can be made.
pub fn calibrate_with(
    cases: &Cases,
    points: &[i64],
    choices: &Choices,
    points_without: &PointsWithout<'_>,
) -> Result<Calibration, CalibrateError> {
    choices.check()?;
    let parts = Parts::of(cases, points, choices.stratum.as_deref())?;
    let made = fit(&parts.profiles, &choices.method, &choices.limits(), choices.unit_pence)?;
    let costs = cases.costs();
    let pence: Vec<i64> =
        points.iter().enumerate().map(|(row, points)| amount_of(&parts, &made, row, *points)).collect();
    let given: Vec<f64> = pence.iter().map(|pence| *pence as f64 / 100.0).collect();
    choices.watch.reaches(10);
    let unseen = unseen(cases, choices, &parts, points_without)?;
    choices.watch.reaches(20);
    let judge = |amounts: &[f64]| -> Measures { measures(&costs, amounts, &cases.weights, choices.within_sum) };
    let range = plan_range(&costs, &unseen, choices.certainty);
    let differences: Vec<f64> = costs.iter().zip(&unseen).map(|(cost, amount)| cost - amount).collect();
    let drawn_for: f64 = given.iter().sum();
    // Rows with weights stand for several people; the pot is drawn for the rows, with as much money for each.
    let per_row = if made.total > 0.0 { drawn_for / made.total } else { 1.0 };
    let budget = choices.budget.map_or(drawn_for, |budget| budget * per_row);
    let plans = Plans { amounts: &given, differences: &differences };
    let sure = sure(cases, choices, &parts);
    if choices.watch.is_stopped() {
        return Err(CalibrateError::Stopped);
    }
    let mut result = Calibration {
        method: choices.method_name(),
        meeting: choices.meeting,
        cases: cases.len(),
        spent_now: costs.iter().zip(&cases.weights).map(|(cost, weight)| cost * weight).sum(),
        budget: choices.budget,
        contingency: choices.contingency,
        available: choices.available(),
        total: made.total,
        left: made.left,
        price: made.price,
        strata: stratum_tables(&parts, &made, sure),
        fit: judge(&given),
        unseen: judge(&unseen),
        deciles: by_decile(&costs, &given, &cases.weights, choices.within_sum),
        groups: cases
            .groups
            .iter()
            .filter(|group| group.values.len() <= 30)
            .map(|group| (group.name.clone(), by_group(group, &costs, &given, &cases.weights, choices.within_sum)))
            .collect(),
        plan_range: range,
        pot: pot(plans, budget, choices.risk, choices.years, choices.seed, choices.threads),
        quality: quality(cases, Some(points)),
        warnings: Vec::new(),
        seed: choices.seed,
        samples: choices.samples,
        folds: choices.folds,
        amounts_pence: pence,
        unseen_amounts: unseen,
    };
    result.warnings = warnings::of(&result);
    Ok(result)
}

fn amount_of(parts: &Parts, made: &Fit, row: usize, points: i64) -> i64 {
    let part = parts.part_of.get(row).copied().unwrap_or(0);
    made.tables.get(part).map_or(0, |table| table.amount_pence(points))
}

/// Amounts for each row, in pounds and before rounding, from tables that had not seen it.
fn unseen(
    cases: &Cases,
    choices: &Choices,
    parts: &Parts,
    points_without: &PointsWithout<'_>,
) -> Result<Vec<f64>, CalibrateError> {
    let whole: f64 = cases.weights.iter().sum();
    out_of_fold(&cases.clusters(), choices.folds, choices.seed, choices.threads, |learn| {
        if choices.watch.is_stopped() {
            return Err(CalibrateError::Stopped);
        }
        let points = &points_without(learn)?;
        let (profiles, weight) = parts.learning(cases, points, learn);
        let limits = choices.limits_for(weight / whole);
        let nodes = nodes(&profiles, &choices.method_for(&profiles))?;
        let lists = amounts(&profiles, &nodes, &choices.method_for(&profiles), &limits)?;
        let of = |(row, points): (usize, &i64)| {
            let part = parts.part_of.get(row).copied().unwrap_or(0);
            let (nodes, list) = (nodes.get(part), lists.get(part));
            nodes.zip(list).map_or(0.0, |(nodes, list)| at(nodes, list, *points, &limits, choices))
        };
        Ok(points.iter().enumerate().map(of).collect())
    })
}

fn at(nodes: &Nodes, list: &[f64], points: i64, limits: &crate::tables::Limits, choices: &Choices) -> f64 {
    if choices.is_price() {
        // Any score tells the price; the one with most points tells it best.
        let top = nodes.points.iter().zip(list).next_back();
        let price = top.map_or(0.0, |(points, amount)| amount / (*points as f64).max(1.0));
        return limits.clipped(price * points as f64);
    }
    nodes.amount(list, points)
}

/// Intervals of every node of every part, one after the other.
fn sure(cases: &Cases, choices: &Choices, parts: &Parts) -> Vec<Interval> {
    let Ok(at) = nodes(&parts.profiles, &choices.method) else { return Vec::new() };
    let whole: f64 = cases.weights.iter().sum();
    let done = AtomicUsize::new(0);
    let figures = |counts: &[f64]| {
        choices.watch.between((20, 75), done.fetch_add(1, Ordering::Relaxed), choices.samples);
        if choices.watch.is_stopped() {
            return None;
        }
        let drawn = parts
            .rows
            .iter()
            .zip(&parts.profiles)
            .map(|(rows, profile)| profile.drawn(&of_part(counts, rows), choices.needs_rows()));
        let drawn: Vec<_> = drawn.collect();
        let weight: f64 = drawn.iter().map(crate::tables::Profile::weight).sum();
        let lists = amounts(&drawn, &at, &choices.method, &choices.limits_for(weight / whole)).ok()?;
        Some(lists.into_iter().flatten().collect())
    };
    intervals(&cases.clusters(), choices.samples, 0.95, choices.seed, choices.threads, figures)
}

fn stratum_tables(parts: &Parts, made: &Fit, sure: Vec<Interval>) -> Vec<StratumTable> {
    let mut sure = sure.into_iter();
    let tables = made.tables.iter().zip(&made.fitted).enumerate();
    tables
        .map(|(part, (table, fitted))| {
            let nodes = fitted.nodes.points.iter().zip(&fitted.amounts).zip(&fitted.loads);
            let nodes = nodes.map(|((points, amount), load)| Node {
                points: *points,
                fitted: *amount,
                amount_pence: table.amount_pence(*points),
                interval: sure.next(),
                weight: *load,
            });
            StratumTable {
                stratum: parts.names.get(part).cloned(),
                cases: parts.rows.get(part).map_or(0, Vec::len),
                nodes: nodes.collect(),
                largest_step: table.largest_step(),
                table: table.clone(),
            }
        })
        .collect()
}
