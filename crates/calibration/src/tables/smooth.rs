//! Tables by squares that must keep to more than order: straight lines between knots, and a cap on how far an amount may rise
//! from one node to the next. A quadratic under linear limits, the total as an equation.

use super::error::TableError;
use super::limits::{Limits, Meeting};
use super::profile::Profile;
use crate::solve::Limit;
use crate::solve::cholesky::Symmetric;
use crate::solve::quadratic::Quadratic;

/// One table's nodes: scores, edges of bands, or knots of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nodes {
    /// Points of each node, rising.
    pub points: Vec<i64>,
    /// Whether amounts between two nodes lie on a line; else each node's amount holds until the next.
    pub are_knots: bool,
}

impl Nodes {
    /// How much of each node a score is made of.
    fn parts(&self, score: i64) -> Vec<(usize, f64)> {
        let above = self.points.partition_point(|node| *node <= score);
        let Some(below) = above.checked_sub(1) else { return vec![(0, 1.0)] };
        let (from, to) = (self.points.get(below), self.points.get(above));
        match (from, to) {
            (Some(from), Some(to)) if self.are_knots && score > *from => {
                let part = (score - from) as f64 / (to - from) as f64;
                vec![(below, 1.0 - part), (above, part)]
            }
            _ => vec![(below, 1.0)],
        }
    }

    /// Weight and cost that the cases lay on each node.
    #[must_use]
    pub fn loads(&self, profile: &Profile) -> Vec<f64> {
        let mut loads = vec![0.0; self.points.len()];
        for (score, weight) in profile.points.iter().zip(&profile.weights) {
            for (node, part) in self.parts(*score) {
                if let Some(load) = loads.get_mut(node) {
                    *load += weight * part;
                }
            }
        }
        loads
    }

    /// What a score gets from amounts at the nodes.
    #[must_use]
    pub fn amount(&self, amounts: &[f64], score: i64) -> f64 {
        self.parts(score).into_iter().map(|(node, part)| part * amounts.get(node).copied().unwrap_or(0.0)).sum()
    }
}

/// Amounts at the nodes of each table.
///
/// # Errors
/// [`TableError::CapTooTight`] when the cap leaves no table.
pub fn fit(profiles: &[Profile], nodes: &[Nodes], limits: &Limits) -> Result<Vec<Vec<f64>>, TableError> {
    let all: usize = nodes.iter().map(|nodes| nodes.points.len()).sum();
    let mut problem =
        Quadratic { matrix: Symmetric::zero(all), linear: vec![0.0; all], limits: Vec::new(), equation: None };
    let mut loads = Vec::with_capacity(all);
    let mut start = 0;
    for (profile, nodes) in profiles.iter().zip(nodes) {
        cases(&mut problem, profile, nodes, start);
        order(&mut problem, nodes, start, limits);
        loads.extend(nodes.loads(profile));
        start += nodes.points.len();
    }
    let is_least = limits.meeting == Meeting::LeastLoss;
    problem.equation = limits.available.filter(|_| is_least).map(|available| (loads.clone(), available));
    let amounts = problem.solve().map_err(|_| too_tight(profiles, nodes, limits))?;
    let mut rest = amounts.into_iter();
    let lists: Vec<Vec<f64>> =
        nodes.iter().map(|nodes| rising(rest.by_ref().take(nodes.points.len()), limits)).collect();
    if is_least || limits.available.is_none() {
        return Ok(lists);
    }
    let carried: Vec<Profile> = profiles.iter().zip(nodes).map(|(profile, nodes)| carried(profile, nodes)).collect();
    limits.meet(&carried, &lists)
}

/// A profile of the nodes themselves, so that a common shift or share can move their amounts.
#[must_use]
pub fn carried(profile: &Profile, nodes: &Nodes) -> Profile {
    let weights = nodes.loads(profile);
    let means = vec![0.0; weights.len()];
    let mut carried = profile.with(weights, means);
    carried.points.clone_from(&nodes.points);
    carried
}

/// The digits beyond a solver's nearness must not break the order.
fn rising(amounts: impl Iterator<Item = f64>, limits: &Limits) -> Vec<f64> {
    let mut last = limits.floor;
    amounts
        .map(|amount| {
            last = limits.clipped(amount).max(last);
            last
        })
        .collect()
}

fn cases(problem: &mut Quadratic, profile: &Profile, nodes: &Nodes, start: usize) {
    for ((score, weight), mean) in profile.points.iter().zip(&profile.weights).zip(&profile.means) {
        let parts = nodes.parts(*score);
        for (row, part) in &parts {
            for (column, other) in parts.iter().filter(|(column, _)| column <= row) {
                problem.matrix.add(start + row, start + column, weight * part * other);
            }
            if let Some(linear) = problem.linear.get_mut(start + row) {
                *linear += weight * mean * part;
            }
        }
    }
}

fn order(problem: &mut Quadratic, nodes: &Nodes, start: usize, limits: &Limits) {
    let count = nodes.points.len();
    for at in start..(start + count).saturating_sub(1) {
        problem.limits.push(Limit::below(at, at + 1, 0.0));
        if let Some(cap) = limits.cap {
            problem.limits.push(Limit::below(at + 1, at, cap));
        }
    }
    if count > 0 {
        problem.limits.push(Limit::at_least(start, limits.floor));
        problem.limits.push(Limit::at_most(start + count - 1, limits.ceiling));
    }
}

fn too_tight(profiles: &[Profile], nodes: &[Nodes], limits: &Limits) -> TableError {
    let cap = limits.cap.unwrap_or(f64::INFINITY);
    let free = Limits { cap: None, ..*limits };
    let lists = if limits.cap.is_some() { fit(profiles, nodes, &free).unwrap_or_default() } else { Vec::new() };
    let steps = lists.iter().flat_map(|list| list.windows(2));
    let largest = steps.map(|pair| if let [low, high] = pair { high - low } else { 0.0 }).fold(0.0, f64::max);
    TableError::CapTooTight { cap, nearest: (largest * 100.0).ceil() / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        assert!(
            found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-5 * (1.0 + b.abs())),
            "{found:?} {expected:?}"
        );
    }

    #[test]
    fn a_straight_line_is_found_again() {
        let points: Vec<i64> = (0..=20).collect();
        let costs: Vec<f64> = points.iter().map(|p| 500.0 + 120.0 * *p as f64).collect();
        let profile = Profile::of(&points, &costs, &[1.0; 21]);
        let nodes = Nodes { points: vec![0, 10, 20], are_knots: true };
        let amounts = fit(&[profile], std::slice::from_ref(&nodes), &Limits::default()).unwrap();
        near(&amounts[0], &[500.0, 1_700.0, 2_900.0]);
        assert!((nodes.amount(&amounts[0], 5) - 1_100.0).abs() < 0.1);
    }

    #[test]
    fn a_cap_on_steps_holds_and_the_budget_too() {
        let profile = Profile::of(&[1, 2, 3], &[0.0, 0.0, 900.0], &[1.0; 3]);
        let nodes = [Nodes { points: vec![1, 2, 3], are_knots: false }];
        let limits = Limits { cap: Some(300.0), available: Some(900.0), ..Limits::default() };
        let amounts = fit(std::slice::from_ref(&profile), &nodes, &limits).unwrap();
        near(&amounts[0], &[0.0, 300.0, 600.0]);
        let tight = Limits { cap: Some(10.0), ceiling: 300.0, floor: 0.0, available: Some(30.0), ..Limits::default() };
        assert!(fit(std::slice::from_ref(&profile), &nodes, &tight).is_ok());
        let impossible =
            Limits { floor: 0.0, ceiling: 310.0, available: Some(925.0), cap: Some(1.0), ..Limits::default() };
        assert!(fit(&[profile], &nodes, &impossible).is_ok(), "amounts of 308, 308, 309 keep to all of it");
    }

    #[test]
    fn without_a_cap_steps_are_those_of_pooling() {
        let profile = Profile::of(&[1, 2, 3, 4], &[1.0, 3.0, 2.0, 4.0], &[1.0; 4]);
        let nodes = [Nodes { points: vec![1, 2, 3, 4], are_knots: false }];
        near(&fit(&[profile], &nodes, &Limits::default()).unwrap()[0], &[1.0, 2.5, 2.5, 4.0]);
    }
}
