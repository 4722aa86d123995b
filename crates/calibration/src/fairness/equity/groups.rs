//! Each group by itself.

use super::super::suppression::{Showing, showing};
use super::super::{Estimate, mean, variance};
use super::EquityQuestion;
use crate::cases::Group;
use serde::Serialize;

/// What a group has. Where small numbers forbid it, everything but the name is missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupFigures {
    /// Its name.
    pub group: String,
    /// What may be shown of it.
    pub showing: Showing,
    /// How many people.
    pub people: Option<usize>,
    /// Their mean outcome, with the interval of Student.
    pub mean: Option<Estimate>,
    /// The outcome that half of them do not pass (the mean of the middle two when their number is even).
    pub median: Option<f64>,
    /// The group's part of everything that is given, as a share of one.
    pub share_of_money: Option<f64>,
}

/// The figures of every group, the largest first; groups of one size by name.
pub(super) fn figures(group: &Group, outcome: &[f64], question: &EquityQuestion) -> Vec<GroupFigures> {
    let counts = group.counts();
    let hidden = showing(&counts, question.least_people);
    let total: f64 = outcome.iter().sum();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(counts.get(*at).copied().unwrap_or(0)));
    let figures = order.into_iter().map(|at| {
        let showing = hidden.get(at).copied().unwrap_or(Showing::TooFew);
        let mut amounts: Vec<f64> = group.rows(at).iter().filter_map(|row| outcome.get(*row).copied()).collect();
        amounts.sort_by(f64::total_cmp);
        let shown = |figure: Option<f64>| figure.filter(|_| showing.is_shown());
        let sum: f64 = amounts.iter().sum();
        GroupFigures {
            group: group.values.get(at).cloned().unwrap_or_default(),
            showing,
            people: showing.is_shown().then_some(amounts.len()),
            mean: mean_of(&amounts, question.confidence).filter(|_| showing.is_shown()),
            median: shown(median(&amounts)),
            share_of_money: shown((total > 0.0).then(|| sum / total)),
        }
    });
    figures.collect()
}

fn mean_of(amounts: &[f64], confidence: f64) -> Option<Estimate> {
    let count = amounts.len() as f64;
    Some(Estimate::new(mean(amounts)?, (variance(amounts)? / count).sqrt(), count - 1.0, confidence))
}

fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied()?;
    if sorted.len().is_multiple_of(2) { Some((sorted.get(middle.checked_sub(1)?)? + upper) / 2.0) } else { Some(upper) }
}
