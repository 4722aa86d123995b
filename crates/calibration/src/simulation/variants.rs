//! Schemes drawn at random from what a council could choose, each fitted to the cases and weighed on cases it was not fitted to.

use super::plans::{Plans, Pot, pot};
use crate::cases::{Cases, Group};
use crate::chance::Chance;
use crate::parallel;
use crate::tables::{Edges, Limits, Meeting, Method, Nearness, Profile, Table, TableError, fit};
use serde::Serialize;

/// Why nothing can be simulated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SimulationError {
    /// Cases without points.
    #[error(
        "the cases have no points: give a column of whole points, or fit points to answers first with `studio fit`"
    )]
    NoPoints,
    /// Too few to fit on one half and judge on the other.
    #[error("{found} cases are too few to fit schemes on one half and judge them on the other: {least} are the fewest")]
    FewCases {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// Nothing varies.
    #[error("every case has {0}: there is nothing that a scheme could tell apart")]
    OneValue(&'static str),
    /// No money.
    #[error("the budget {0} is not a sum above nothing")]
    NoBudget(f64),
    /// A column is not there.
    #[error("the file has no column `{0}` to sort people by")]
    NoColumn(String),
    /// No scheme could be fitted.
    #[error("none of the schemes could be fitted; the first: {0}")]
    NoneFits(TableError),
}

/// The children and the money.
#[derive(Debug, Clone)]
pub struct Population<'a> {
    points: &'a [i64],
    costs: Vec<f64>,
    weights: &'a [f64],
    group: Option<&'a Group>,
    /// Which half each row is in; families stay together.
    halves: Vec<bool>,
}

/// What variants are weighed by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Aim {
    /// What there is, in pounds, contingency not taken off.
    pub money: f64,
    /// What becomes of budgets.
    pub plans: Plans,
    /// The risk of overspending that is borne, as a share of one.
    pub borne: f64,
    /// The fewest people of whom a group's figure is told.
    pub least_people: usize,
    /// What chance begins with.
    pub seed: u64,
    /// How many schemes.
    pub variants: usize,
}

/// A scheme that could be chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// Its number, from 0: with the seed it can be drawn again.
    pub number: usize,
    /// `price_point`, `isotonic`, `median`, `bands`, `lines` or `percentile`.
    pub method: &'static str,
    /// How many bands or stretches, where the method has them.
    pub parts: Option<usize>,
    /// How amounts meet the budget.
    pub meeting: Meeting,
    /// What is held back, as a share of one.
    pub contingency: f64,
    /// The least amount, in pounds.
    pub floor: f64,
    /// The greatest amount, in pounds; none for no ceiling.
    pub ceiling: Option<f64>,
}

/// A scheme with what it does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighed {
    /// The scheme.
    pub variant: Variant,
    /// Mean distance of budget and cost over cases it was not fitted to, over the mean cost (a share of one).
    pub misfit: f64,
    /// The largest difference between a group's budgets over its costs and everyone's, as a share of one; without groups, the share of
    /// people with a budget a fifth or more below their cost.
    pub unfairness: f64,
    /// The share of people with a budget a fifth or more below their cost.
    pub far_below: f64,
    /// The pot.
    pub pot: Pot,
    /// Its table.
    #[serde(skip)]
    pub table: Table,
}

/// The fewest cases that can be split.
const LEAST_CASES: usize = 30;

impl<'a> Population<'a> {
    /// The children of a file of cases; `group` names the column whose groups are watched.
    ///
    /// # Errors
    /// [`SimulationError`] when schemes cannot be told apart.
    pub fn of(cases: &'a Cases, group: Option<&str>, seed: u64) -> Result<Population<'a>, SimulationError> {
        let points = cases.points.as_deref().ok_or(SimulationError::NoPoints)?;
        if cases.len() < LEAST_CASES {
            return Err(SimulationError::FewCases { found: cases.len(), least: LEAST_CASES });
        }
        if points.iter().all(|own| Some(own) == points.first()) {
            return Err(SimulationError::OneValue("the same points"));
        }
        if cases.cost_pence.iter().all(|own| Some(own) == cases.cost_pence.first()) {
            return Err(SimulationError::OneValue("the same cost"));
        }
        let group = match group {
            Some(name) => Some(cases.group(name).ok_or_else(|| SimulationError::NoColumn(name.to_owned()))?),
            None => None,
        };
        let clusters = cases.clusters();
        let mut sides: Vec<bool> = (0..=clusters.iter().copied().max().unwrap_or(0)).map(|at| at % 2 == 0).collect();
        Chance::stream(seed, u64::MAX).shuffle(&mut sides);
        let halves = clusters.iter().map(|cluster| sides.get(*cluster).copied().unwrap_or(false)).collect();
        Ok(Population { points, costs: cases.costs(), weights: &cases.weights, group, halves })
    }

    /// Points of every child.
    #[must_use]
    pub fn points(&self) -> &[i64] {
        self.points
    }

    /// What support costs, in pounds.
    #[must_use]
    pub fn costs(&self) -> &[f64] {
        &self.costs
    }

    /// How much every row counts.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        self.weights
    }

    fn profile(&self, keeps: impl Fn(bool) -> bool) -> Profile {
        let kept: Vec<usize> =
            self.halves.iter().enumerate().filter(|(_, half)| keeps(**half)).map(|(row, _)| row).collect();
        let points: Vec<i64> = kept.iter().filter_map(|row| self.points.get(*row).copied()).collect();
        let costs: Vec<f64> = kept.iter().filter_map(|row| self.costs.get(*row).copied()).collect();
        let weights: Vec<f64> = kept.iter().filter_map(|row| self.weights.get(*row).copied()).collect();
        Profile::of(&points, &costs, &weights)
    }
}

/// Draws, fits and weighs the schemes, in order of their numbers; those that cannot be fitted are left out. `threads` changes how
/// long it takes, never what is found.
///
/// # Errors
/// [`SimulationError`] when there is no money, or not one scheme can be fitted.
pub fn simulate(population: &Population<'_>, aim: &Aim, threads: usize) -> Result<Vec<Weighed>, SimulationError> {
    if !aim.money.is_finite() || aim.money <= 0.0 {
        return Err(SimulationError::NoBudget(aim.money));
    }
    let whole = population.profile(|_| true);
    let halves = [population.profile(|half| half), population.profile(|half| !half)];
    let mut costs = population.costs.clone();
    costs.sort_by(f64::total_cmp);
    let weighed = parallel::map(aim.variants, threads, |number| {
        let variant = drawn(number, aim, &costs);
        weigh(population, &whole, &halves, variant, aim)
    });
    let mut found = Vec::with_capacity(weighed.len());
    let mut first_error = None;
    for result in weighed {
        match result {
            Ok(weighed) => found.push(weighed),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    match first_error {
        Some(error) if found.is_empty() => Err(SimulationError::NoneFits(error)),
        _ => Ok(found),
    }
}

/// The scheme of a number: what a council could plausibly choose. The first six are each method as it comes.
fn drawn(number: usize, aim: &Aim, sorted_costs: &[f64]) -> Variant {
    const METHODS: [&str; 6] = ["percentile", "price_point", "isotonic", "median", "bands", "lines"];
    let mut chance = Chance::stream(aim.seed, number as u64);
    let is_plain = number < METHODS.len();
    let pick = if is_plain { number } else { chance.below(METHODS.len()) };
    let method = METHODS.get(pick).copied().unwrap_or("isotonic");
    let parts = match method {
        "bands" => Some(if is_plain { 6 } else { 3 + chance.below(10) }),
        "lines" => Some(if is_plain { 4 } else { 2 + chance.below(7) }),
        _ => None,
    };
    let quantile = |permille: usize| sorted_costs.get(sorted_costs.len() * permille / 1000).copied();
    let meetings = [Meeting::LeastLoss, Meeting::CommonShift, Meeting::CommonShare];
    let meeting = meetings.get(if is_plain { 2 } else { chance.below(3) }).copied().unwrap_or_default();
    let contingency = if is_plain { 12 } else { chance.below(26) } as f64 / 100.0;
    let has_floor = !is_plain && chance.below(3) == 0;
    let floor = if has_floor { quantile(10 + chance.below(190)).map_or(0.0, f64::floor) } else { 0.0 };
    let has_ceiling = !is_plain && chance.below(3) == 0;
    let ceiling = if has_ceiling { quantile(900 + chance.below(95)).map(f64::ceil) } else { None };
    Variant { number, method, parts, meeting, contingency, floor, ceiling: ceiling.filter(|ceiling| *ceiling > floor) }
}

impl Variant {
    fn method(&self) -> Method {
        let parts = self.parts.unwrap_or(1);
        match self.method {
            "percentile" => Method::Percentile,
            "price_point" => Method::PricePoint,
            "median" => Method::Isotonic(Nearness::Quantile(0.5)),
            "bands" => Method::Bands(Edges::Number { bands: parts, multiple: 1 }, Nearness::Squares),
            "lines" => Method::Lines { stretches: parts, multiple: 1 },
            _ => Method::Isotonic(Nearness::Squares),
        }
    }

    fn limits(&self, available: f64) -> Limits {
        // A price alone and the practised table have only one way to meet a total.
        let meeting =
            if matches!(self.method, "percentile" | "price_point") { Meeting::CommonShare } else { self.meeting };
        let ceiling = self.ceiling.unwrap_or(f64::INFINITY);
        Limits { floor: self.floor, ceiling, available: Some(available), meeting, cap: None }
    }

    fn table(&self, profile: &Profile, available: f64) -> Result<Table, TableError> {
        let made = fit(std::slice::from_ref(profile), &self.method(), &self.limits(available), 100)?;
        made.tables.into_iter().next().ok_or(TableError::NoCases)
    }
}

fn weigh(
    population: &Population<'_>,
    whole: &Profile,
    halves: &[Profile; 2],
    variant: Variant,
    aim: &Aim,
) -> Result<Weighed, TableError> {
    let available = aim.money * (1.0 - variant.contingency);
    let table = variant.table(whole, available)?;
    let [first, second] = halves.each_ref().map(|half| variant.table(half, available * half.weight() / whole.weight()));
    // A case is judged by the table of the half it is not in.
    let judges = [second?, first?];
    let pounds = |table: &Table, points: i64| table.amount_pence(points) as f64 / 100.0;
    let budgets: Vec<f64> = population.points.iter().map(|points| pounds(&table, *points)).collect();
    let (mut distance, mut cost, mut below, mut weight) = (0.0, 0.0, 0.0, 0.0);
    let rows = population.points.iter().zip(&population.costs).zip(population.weights).zip(&population.halves);
    for ((((points, own_cost), own), half), budget) in rows.zip(&budgets) {
        let judge = judges.get(usize::from(!half));
        let foreseen = judge.map_or(0.0, |judge| pounds(judge, *points));
        distance += own * (foreseen - own_cost).abs();
        cost += own * own_cost;
        below += own * f64::from(u8::from(*budget < own_cost * 0.8));
        weight += own;
    }
    let far_below = below / weight;
    Ok(Weighed {
        misfit: distance / cost,
        unfairness: tilt(population, &budgets, aim.least_people).unwrap_or(far_below),
        far_below,
        pot: pot(&budgets, &population.costs, population.weights, &aim.plans, aim.money, aim.borne),
        table,
        variant,
    })
}

/// How far the group that is treated most differently is from everyone, budgets over costs; `None` without two groups large enough.
fn tilt(population: &Population<'_>, budgets: &[f64], least: usize) -> Option<f64> {
    let group = population.group?;
    let mut sums = vec![(0_usize, 0.0, 0.0); group.values.len()];
    for ((code, budget), (cost, weight)) in
        group.codes.iter().zip(budgets).zip(population.costs.iter().zip(population.weights))
    {
        if let Some(sum) = usize::try_from(*code).ok().and_then(|code| sums.get_mut(code)) {
            *sum = (sum.0 + 1, sum.1 + weight * budget, sum.2 + weight * cost);
        }
    }
    let (budget, cost) = sums.iter().fold((0.0, 0.0), |whole, sum| (whole.0 + sum.1, whole.1 + sum.2));
    let large: Vec<f64> = sums
        .iter()
        .filter(|sum| sum.0 >= least && sum.2 > 0.0)
        .map(|sum| ((sum.1 / sum.2) / (budget / cost) - 1.0).abs())
        .collect();
    (large.len() > 1).then(|| large.into_iter().fold(0.0, f64::max))
}
