//! Money beside need: whether more need means more money, and the same need the same.

use super::super::inequality::{Inequality, concentration, gini, inequality};
use super::super::ranks::{Kendall, kendall, spearman};
use super::super::spread::{Horizontal, horizontal};
use super::EquityQuestion;
use crate::chance::Chance;
use crate::parallel;
use serde::Serialize;

/// A number with the interval in which it lay when cases were drawn anew, again and again.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The number found.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What money has to do with need.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MoneyAndNeed {
    /// Spearman's rho.
    pub spearman: Interval,
    /// Kendall's tau-b and the pairs it counts.
    pub kendall: Kendall,
    /// Gini of money.
    pub gini: Interval,
    /// Concentration of money over need.
    pub concentration: Interval,
    /// All indices of inequality, as found.
    pub inequality: Inequality,
    /// Equal treatment of equals; none when no two people have the same points.
    pub horizontal: Option<Horizontal>,
}

/// Works it out; `None` when money or need is the same for everyone, or a need is negative.
pub(super) fn money_and_need(
    money: &[f64],
    points: &[i64],
    question: &EquityQuestion,
    threads: usize,
) -> Option<MoneyAndNeed> {
    let need: Vec<f64> = points.iter().map(|points| *points as f64).collect();
    if money.len() < question.least_people {
        return None;
    }
    let samples = parallel::map(question.samples, threads, |at| {
        let mut chance = Chance::stream(question.seed, at as u64);
        let drawn: Vec<usize> = (0..money.len()).map(|_| chance.below(money.len())).collect();
        let of = |values: &[f64]| drawn.iter().filter_map(|row| values.get(*row).copied()).collect::<Vec<f64>>();
        let (money, need) = (of(money), of(&need));
        [spearman(&need, &money), gini(&money), concentration(&money, &need)]
    });
    let interval = |value: Option<f64>, measure: usize| {
        let drawn = samples.iter().filter_map(|sample| sample.get(measure).copied().flatten());
        Some(percentiles(value?, drawn.collect(), question.confidence))
    };
    Some(MoneyAndNeed {
        spearman: interval(spearman(&need, money), 0)?,
        kendall: kendall(&need, money)?,
        gini: interval(gini(money), 1)?,
        concentration: interval(concentration(money, &need), 2)?,
        inequality: inequality(money, &need)?,
        horizontal: horizontal(money, &need),
    })
}

/// The interval between two nearest ranks of what was drawn.
fn percentiles(value: f64, mut drawn: Vec<f64>, confidence: f64) -> Interval {
    drawn.sort_by(f64::total_cmp);
    let cut = (1.0 - confidence) / 2.0 * drawn.len() as f64;
    // The least number of draws that make up the share, counted without leaving whole numbers.
    let outside = (0..drawn.len()).take_while(|at| ((at + 1) as f64) < cut).count();
    let low = drawn.get(outside).copied().unwrap_or(value);
    let high = drawn.get((drawn.len().saturating_sub(1)).saturating_sub(outside)).copied().unwrap_or(value);
    Interval { value, low, high }
}
