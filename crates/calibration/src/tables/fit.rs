//! Making tables: a method, cases in one or several strata, and what the tables must keep to.

use super::bands::{Edges, edges};
use super::error::TableError;
use super::isotonic::by_squares;
use super::limits::{Limits, Meeting};
use super::profile::Profile;
use super::rounding::{Unrounded, rounded};
use super::smooth::{self, Nodes};
use super::table::Table;
use super::{practised, quantile};

/// What "near to the costs" means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Nearness {
    /// Least squares: amounts near the mean cost.
    Squares,
    /// Least distance, weighed by a quantile: 0.5 is the median.
    Quantile(f64),
}

/// How a table is made.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// As practised: costs sorted by themselves, scores sorted by themselves.
    Percentile,
    /// One price for each point.
    PricePoint,
    /// An amount for each score that occurs, never falling.
    Isotonic(Nearness),
    /// Steps that hold over a range of points.
    Bands(Edges, Nearness),
    /// Straight lines between points that are multiples of a number; so many stretches.
    Lines {
        /// How many stretches between knots.
        stretches: usize,
        /// Every knot inside is a multiple of it.
        multiple: i64,
    },
}

/// What fitting gives before rounding, for one stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The nodes whose amounts were fitted.
    pub nodes: Nodes,
    /// Pounds at each node.
    pub amounts: Vec<f64>,
    /// Weight of the cases at each node.
    pub loads: Vec<f64>,
}

/// Tables for the strata, and what they come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Before rounding.
    pub fitted: Vec<Fitted>,
    /// The price of a point, before rounding, where that is the method.
    pub price: Option<f64>,
    /// In whole units.
    pub tables: Vec<Table>,
    /// What the tables come to over all cases, in pounds; cases with weights count by their weight.
    pub total: f64,
    /// What is left of the money available.
    pub left: Option<f64>,
}

/// Makes the tables. One profile for each stratum; the budget is one for all of them.
///
/// # Errors
/// [`TableError`] with the nearest choice that can be made.
pub fn fit(profiles: &[Profile], method: &Method, limits: &Limits, unit_pence: i64) -> Result<Fit, TableError> {
    limits.check(profiles)?;
    if let Method::PricePoint = method {
        return priced(profiles, limits, unit_pence);
    }
    let fitted = unrounded(profiles, method, limits)?;
    let rows = |fitted: &Fitted| -> Vec<Unrounded> {
        let rows = fitted.amounts.iter().zip(&fitted.loads);
        rows.map(|(amount, weight)| Unrounded { amount: *amount, weight: *weight }).collect()
    };
    let lists: Vec<Vec<Unrounded>> = fitted.iter().map(rows).collect();
    let pence = rounded(&lists, unit_pence, limits.available);
    let tables = fitted.iter().zip(&pence).map(|(fitted, pence)| {
        let points = &fitted.nodes.points;
        if fitted.nodes.are_knots {
            Table::lines(points, pence, unit_pence)
        } else {
            Table::steps(points, pence, unit_pence)
        }
    });
    Ok(closed(profiles, fitted.clone(), None, tables.collect(), limits))
}

/// Where each stratum's amounts are fitted: its scores, the edges of its bands, or its knots.
///
/// # Errors
/// [`TableError`] when bands cannot be chosen.
pub fn nodes(profiles: &[Profile], method: &Method) -> Result<Vec<Nodes>, TableError> {
    let of = |profile: &Profile| {
        Ok(match method {
            Method::Bands(wanted, _) => Nodes { points: edges(profile, wanted)?, are_knots: false },
            Method::Lines { stretches, multiple } => knots(profile, *stretches, *multiple),
            _ => Nodes { points: profile.points.clone(), are_knots: false },
        })
    };
    profiles.iter().map(of).collect()
}

/// Amounts at given nodes, before rounding.
///
/// # Errors
/// [`TableError`].
pub fn amounts(
    profiles: &[Profile],
    nodes: &[Nodes],
    method: &Method,
    limits: &Limits,
) -> Result<Vec<Vec<f64>>, TableError> {
    match method {
        Method::Percentile => {
            no_cap(limits)?;
            let amounts: Vec<Vec<f64>> = profiles.iter().map(practised::percentile).collect();
            limits.meet(profiles, &amounts)
        }
        Method::PricePoint => {
            let price = price(profiles, limits)?;
            let of = |nodes: &Nodes| nodes.points.iter().map(|points| limits.clipped(price * *points as f64)).collect();
            Ok(nodes.iter().map(of).collect())
        }
        Method::Isotonic(nearness) => stepped(profiles, *nearness, limits),
        Method::Bands(_, nearness) => {
            let banded = profiles.iter().zip(nodes).map(|(profile, nodes)| profile.in_bands(&nodes.points));
            stepped(&banded.collect::<Vec<_>>(), *nearness, limits)
        }
        Method::Lines { .. } => smooth::fit(profiles, nodes, limits),
    }
}

/// Amounts before rounding, for each stratum.
///
/// # Errors
/// [`TableError`].
pub fn unrounded(profiles: &[Profile], method: &Method, limits: &Limits) -> Result<Vec<Fitted>, TableError> {
    let nodes = nodes(profiles, method)?;
    let amounts = amounts(profiles, &nodes, method, limits)?;
    let all = profiles.iter().zip(nodes).zip(amounts);
    Ok(all.map(|((profile, nodes), amounts)| Fitted { loads: nodes.loads(profile), nodes, amounts }).collect())
}

fn no_cap(limits: &Limits) -> Result<(), TableError> {
    if limits.cap.is_some() { Err(TableError::CapNeedsSquares) } else { Ok(()) }
}

/// A rising amount for each score of each profile.
fn stepped(profiles: &[Profile], nearness: Nearness, limits: &Limits) -> Result<Vec<Vec<f64>>, TableError> {
    match nearness {
        Nearness::Quantile(level) if !(0.01..=0.99).contains(&level) => Err(TableError::Quantile(level)),
        Nearness::Quantile(level) => {
            no_cap(limits)?;
            let is_tilted = limits.meeting == Meeting::LeastLoss;
            let free = Limits { available: None, floor: f64::NEG_INFINITY, ceiling: f64::INFINITY, ..*limits };
            if is_tilted {
                Ok(quantile::within_budget(profiles, level, limits))
            } else {
                limits.meet(profiles, &quantile::within_budget(profiles, level, &free))
            }
        }
        Nearness::Squares if limits.cap.is_some() => {
            let nodes = |profile: &Profile| Nodes { points: profile.points.clone(), are_knots: false };
            smooth::fit(profiles, &profiles.iter().map(nodes).collect::<Vec<_>>(), limits)
        }
        Nearness::Squares => {
            let rising = profiles.iter().map(|profile| by_squares(&profile.means, &profile.weights));
            limits.meet(profiles, &rising.collect::<Vec<_>>())
        }
    }
}

/// Knots at the first and last score and, between, where equal parts of the cases end, at multiples of a number.
fn knots(profile: &Profile, stretches: usize, multiple: i64) -> Nodes {
    let multiple = multiple.max(1);
    let whole = profile.weight();
    let mut points: Vec<i64> = profile.points.first().copied().into_iter().collect();
    let last = profile.points.last().copied();
    for cut in 1..stretches {
        let share = whole * cut as f64 / stretches as f64;
        let mut before = 0.0;
        let at = profile.points.iter().zip(&profile.weights).find(|(_, weight)| {
            before += **weight;
            before >= share
        });
        let knot = at.map(|(points, _)| (points + multiple / 2).div_euclid(multiple) * multiple);
        points.extend(
            knot.filter(|knot| {
                points.last().is_some_and(|before| knot > before) && last.is_some_and(|last| *knot < last)
            }),
        );
    }
    points.extend(last.filter(|last| points.first() != Some(last)));
    Nodes { points, are_knots: true }
}

/// One price that comes to the total: floor and ceiling bend it, so it is found by halving.
fn price(profiles: &[Profile], limits: &Limits) -> Result<f64, TableError> {
    no_cap(limits)?;
    let plain = practised::price_point(profiles, limits.available)?;
    let Some(available) = limits.available else { return Ok(plain) };
    let comes_to = |price: f64| -> f64 {
        let scores = profiles.iter().flat_map(|profile| profile.points.iter().zip(&profile.weights));
        scores.map(|(points, weight)| weight * limits.clipped(price * *points as f64)).sum()
    };
    let (mut low, mut high) = (0.0, plain);
    while comes_to(high) < available && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if comes_to(middle) <= available { low = middle } else { high = middle }
    }
    // The bracket closes from below; the plain price itself where nothing bends it.
    Ok(if comes_to(plain) <= available { plain.max(low) } else { low })
}

fn priced(profiles: &[Profile], limits: &Limits, unit_pence: i64) -> Result<Fit, TableError> {
    let price = price(profiles, limits)?;
    let table = Table::price(price, unit_pence, limits.floor, limits.ceiling);
    let tables = profiles.iter().map(|_| table.clone()).collect();
    Ok(closed(profiles, unrounded(profiles, &Method::PricePoint, limits)?, Some(price), tables, limits))
}

fn closed(profiles: &[Profile], fitted: Vec<Fitted>, price: Option<f64>, tables: Vec<Table>, limits: &Limits) -> Fit {
    let of = |profile: &Profile, table: &Table| -> f64 {
        let scores = profile.points.iter().zip(&profile.weights);
        scores.map(|(points, weight)| weight * table.amount_pence(*points) as f64).sum::<f64>() / 100.0
    };
    let total = profiles.iter().zip(&tables).map(|(profile, table)| of(profile, table)).sum();
    Fit { fitted, price, tables, total, left: limits.available.map(|available| available - total) }
}
