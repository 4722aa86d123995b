//! Level by level: who is in each of the two groups, and what they have. This is where a reader sees why a gap turns round.

use super::super::suppression::{Showing, showing};
use super::super::{Estimate, mean};
use super::{Pair, raw};
use serde::Serialize;

/// A level of a factor. Figures that small numbers forbid are missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Level {
    /// Its name.
    pub level: String,
    /// People of the first and of the second group.
    pub people: [Option<usize>; 2],
    /// What part of its group that is, as a share of one.
    pub shares: [Option<f64>; 2],
    /// Mean outcome of the first and of the second group.
    pub means: [Option<f64>; 2],
    /// The gap within this level, if there are people enough on both sides.
    pub gap: Option<Estimate>,
    /// What may be shown of the first and the second group.
    pub showing: [Showing; 2],
}

/// The levels of the pair's first factor. Cells with fewer than `least` people are hidden, and as many more as keep them so.
#[must_use]
pub fn levels(pair: &Pair<'_>, least: usize, confidence: f64) -> Vec<Level> {
    let Some(factor) = pair.factors.first() else { return Vec::new() };
    let within = |level: usize| pair.only(|at| factor.level_of.get(at) == Some(&level));
    let parts: Vec<Pair<'_>> = (0..factor.levels.len()).map(within).collect();
    let sides = [true, false].map(|first| parts.iter().map(|part| part.side(first)).collect::<Vec<_>>());
    let counts = sides.each_ref().map(|side| side.iter().map(Vec::len).collect::<Vec<_>>());
    let hidden = counts.each_ref().map(|counts| showing(counts, least));
    let totals = counts.each_ref().map(|counts| counts.iter().sum::<usize>().max(1) as f64);
    let mut levels = Vec::new();
    for (at, (name, part)) in factor.levels.iter().zip(&parts).enumerate() {
        let shown = |side: usize| hidden.get(side).and_then(|side| side.get(at)).copied().unwrap_or(Showing::TooFew);
        let amounts = |side: usize| {
            sides.get(side).and_then(|side| side.get(at)).filter(|_| shown(side).is_shown()).map(Vec::as_slice)
        };
        let [first, second] = [amounts(0), amounts(1)];
        let share = |amounts: Option<&[f64]>, total: f64| amounts.map(|amounts| amounts.len() as f64 / total);
        let [first_total, second_total] = totals;
        let both =
            first.is_some_and(|amounts| !amounts.is_empty()) && second.is_some_and(|amounts| !amounts.is_empty());
        levels.push(Level {
            level: name.clone(),
            people: [first.map(<[f64]>::len), second.map(<[f64]>::len)],
            shares: [share(first, first_total), share(second, second_total)],
            means: [first.and_then(mean), second.and_then(mean)],
            gap: if both { raw(part, confidence) } else { None },
            showing: [shown(0), shown(1)],
        });
    }
    levels
}
