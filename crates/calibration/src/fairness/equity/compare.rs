//! One group beside the reference: the raw gap, and what becomes of it with each factor allowed for.

use super::super::Estimate;
use super::super::gap::{
    Conclusion, Decomposition, Factor, Level, Pair, Standardised, adjusted, conclusion, decomposition, levels, raw,
    standardised,
};
use super::super::suppression::Showing;
use super::{EquityQuestion, GroupFigures};
use crate::cases::Group;
use serde::Serialize;

/// A group beside the reference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The group.
    pub first: String,
    /// The reference.
    pub second: String,
    /// What may be shown of the two; nothing below is there unless both may.
    pub showing: Showing,
    /// Mean of the group less mean of the reference, interval by Welch.
    pub raw: Option<Estimate>,
    /// The raw gap over the mean of the reference, as a share of one.
    pub relative: Option<f64>,
    /// What becomes of the gap: each factor that was asked for, then all of them together, then those that nobody asked for.
    pub allowances: Vec<Allowance>,
}

/// What becomes of a gap with some factors allowed for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Allowance {
    /// The factors.
    pub factors: Vec<String>,
    /// Whether somebody asked for them.
    pub is_asked: bool,
    /// The gap by regression, with HC3 errors; the conclusion goes by this one where it can be had.
    pub adjusted: Option<Estimate>,
    /// The directly standardised gap.
    pub standardised: Option<Standardised>,
    /// Oaxaca and Blinder's parts.
    pub decomposition: Option<Decomposition>,
    /// What has become of the raw gap; none when no way of allowing for the factors could be used.
    pub conclusion: Option<Conclusion>,
    /// The raw gap is clear, and what is left points the other way.
    pub is_reversal: bool,
    /// Whether the standardised gap leads to another conclusion.
    pub methods_disagree: bool,
    /// The levels, where there is one factor.
    pub levels: Vec<Level>,
}

/// Compares every group with the reference.
pub(super) fn comparisons(
    group: &Group,
    groups: &[GroupFigures],
    reference: &str,
    outcome: &[f64],
    asked: &[&Group],
    tried: &[&Group],
    question: &EquityQuestion,
) -> Vec<Comparison> {
    let base = groups.iter().find(|figures| figures.group == reference);
    let others = groups.iter().filter(|figures| figures.group != reference);
    let compare = |figures: &GroupFigures| {
        let second = reference.to_owned();
        let first = figures.group.clone();
        let reference_showing = base.map_or(Showing::TooFew, |base| base.showing);
        let showing = if figures.showing.is_shown() { reference_showing } else { figures.showing };
        if !showing.is_shown() {
            return Comparison { first, second, showing, raw: None, relative: None, allowances: Vec::new() };
        }
        let rows: Vec<usize> =
            (0..outcome.len()).filter(|row| [first.as_str(), reference].contains(&group.value(*row))).collect();
        let pair = Pair {
            outcome: rows.iter().filter_map(|row| outcome.get(*row).copied()).collect(),
            is_first: rows.iter().map(|row| group.value(*row) == first).collect(),
            factors: asked.iter().chain(tried).map(|column| Factor::of_column(column, &rows)).collect(),
        };
        let raw = raw(&pair, question.confidence);
        let mean = base.and_then(|base| base.mean).map(|mean| mean.value).filter(|mean| *mean > 0.0);
        let relative = raw.zip(mean).map(|(raw, mean)| raw.value / mean);
        let allowances = raw.map(|raw| allowances(&pair, &raw, asked.len(), question)).unwrap_or_default();
        Comparison { first, second, showing, raw, relative, allowances }
    };
    others.map(compare).collect()
}

fn allowances(pair: &Pair<'_>, raw: &Estimate, asked: usize, question: &EquityQuestion) -> Vec<Allowance> {
    let alone = |at: usize| allowance(&pair.with_factor(at), raw, at < asked, question);
    let mut found: Vec<Allowance> = (0..asked).map(alone).collect();
    if asked > 1 {
        let mut together = pair.clone();
        together.factors.truncate(asked);
        found.push(allowance(&together, raw, true, question));
    }
    found.extend((asked..pair.factors.len()).map(alone));
    found
}

fn allowance(pair: &Pair<'_>, raw: &Estimate, is_asked: bool, question: &EquityQuestion) -> Allowance {
    let confidence = question.confidence;
    let adjusted = adjusted(pair, confidence);
    let standardised = standardised(pair, confidence);
    let by_levels = standardised.as_ref().map(|standardised| conclusion(raw, &standardised.gap));
    let conclusion = adjusted.as_ref().map(|adjusted| conclusion(raw, adjusted)).or(by_levels);
    let left = adjusted.map(|adjusted| adjusted.value).or(standardised.as_ref().map(|found| found.gap.value));
    Allowance {
        factors: pair.factors.iter().map(|factor| factor.name.to_string()).collect(),
        is_asked,
        adjusted,
        decomposition: decomposition(pair, confidence),
        is_reversal: raw.is_clear() && left.is_some_and(|left| left * raw.value < 0.0),
        methods_disagree: conclusion.zip(by_levels).is_some_and(|(one, other)| one != other),
        conclusion,
        standardised,
        levels: if pair.factors.len() == 1 { levels(pair, question.least_people, confidence) } else { Vec::new() },
    }
}
