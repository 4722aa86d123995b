//! The least of ½xᵀHx − gᵀx under linear limits and at most one equation: a primal-dual interior-point method with
//! Mehrotra's corrector.

use super::cholesky::{Factor, Symmetric};
use super::{Limit, SolveError, add, dot, longest_step, pulls};

/// Rounds before giving up.
const MOST_ROUNDS: usize = 100;
/// How near limits and slopes are met, beside the size of the numbers.
const NEAR: f64 = 1e-10;
/// How near room times price comes to nought. An unknown whose limit costs nothing is only as near as the root of it.
const NEAR_GAP: f64 = 1e-16;
/// What is good enough when the digits of a float allow no more.
const NEAR_ENOUGH: f64 = 1e-11;

/// What is to be made least.
#[derive(Debug, Clone)]
pub struct Quadratic {
    /// H.
    pub matrix: Symmetric,
    /// g.
    pub linear: Vec<f64>,
    /// What x may be.
    pub limits: Vec<Limit>,
    /// Σ coefficient·x = value.
    pub equation: Option<(Vec<f64>, f64)>,
}

/// Where the method stands.
struct Place {
    x: Vec<f64>,
    room: Vec<f64>,
    prices: Vec<f64>,
    equation_price: f64,
}

struct Move {
    x: Vec<f64>,
    room: Vec<f64>,
    prices: Vec<f64>,
    equation_price: f64,
}

/// What is still wrong.
struct Wrong {
    slope: Vec<f64>,
    limits: Vec<f64>,
    equation: f64,
}

impl Quadratic {
    /// The value at a place.
    #[must_use]
    pub fn value(&self, x: &[f64]) -> f64 {
        0.5 * dot(x, &self.matrix.times(x)) - dot(&self.linear, x)
    }

    /// The least, to about ten digits.
    ///
    /// # Errors
    /// [`SolveError`] when the limits leave nothing.
    pub fn solve(&self) -> Result<Vec<f64>, SolveError> {
        let (scaled, scale) = self.scaled();
        let x = scaled.solve_scaled()?;
        Ok(x.iter().map(|value| value * scale).collect())
    }

    /// The same with unknowns and slopes near 1, so that one measure of nearness fits all.
    fn scaled(&self) -> (Quadratic, f64) {
        let size = self.linear.len();
        let steepest = (0..size).map(|at| self.matrix.get(at, at)).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let pull = self.linear.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        let bound =
            self.limits.iter().map(|limit| limit.most.abs()).filter(|most| most.is_finite()).fold(0.0, f64::max);
        let scale = (pull / steepest).max(bound * 1e-3).max(1e-9);
        let mut matrix = Symmetric::zero(size);
        for row in 0..size {
            for column in 0..=row {
                matrix.add(row, column, self.matrix.get(row, column) / steepest);
            }
        }
        let linear = self.linear.iter().map(|value| value / steepest / scale).collect();
        let limits = self.limits.iter().filter(|limit| limit.most.is_finite());
        let limits = limits.map(|limit| Limit { terms: limit.terms.clone(), most: limit.most / scale }).collect();
        let equation = self.equation.as_ref().map(|(terms, value)| {
            let largest = terms.iter().fold(f64::MIN_POSITIVE, |most, term| most.max(term.abs()));
            (terms.iter().map(|term| term / largest).collect(), value / largest / scale)
        });
        (Quadratic { matrix, linear, limits, equation }, scale)
    }

    fn solve_scaled(&self) -> Result<Vec<f64>, SolveError> {
        let count = self.limits.len();
        let mut at = Place {
            x: vec![0.0; self.linear.len()],
            room: vec![1.0; count],
            prices: vec![1.0; count],
            equation_price: 0.0,
        };
        at.room.iter_mut().zip(&self.limits).for_each(|(room, limit)| *room = limit.most.max(1.0));
        let mut good = None;
        for _ in 0..MOST_ROUNDS {
            let wrong = self.wrong(&at);
            let gap = dot(&at.room, &at.prices) / count.max(1) as f64;
            let most = |list: &[f64]| list.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
            if most(&wrong.slope) < NEAR && most(&wrong.limits) < NEAR && wrong.equation.abs() < NEAR {
                if gap < NEAR_GAP {
                    return Ok(at.x);
                }
                if gap < NEAR_ENOUGH {
                    good = Some(at.x.clone());
                }
            }
            if !gap.is_finite() || at.x.iter().any(|value| !value.is_finite()) {
                break;
            }
            let mut matrix = self.matrix.clone();
            matrix.add_limits(&self.limits, at.room.iter().zip(&at.prices).map(|(room, price)| price / room));
            let ridge = 1e-13;
            (0..matrix.size()).for_each(|place| matrix.add(place, place, ridge));
            let factor = matrix.factor();
            let affine = self.step(&factor, &at, &wrong, &vec![0.0; count], 0.0);
            let length = longest_step(&at.room, &affine.room).min(longest_step(&at.prices, &affine.prices));
            let ahead = at.after(&affine, length).gap();
            let target = if gap > 0.0 { gap * (ahead / gap).powi(3) } else { 0.0 };
            let second: Vec<f64> = affine.room.iter().zip(&affine.prices).map(|(room, price)| room * price).collect();
            let step = self.step(&factor, &at, &wrong, &second, target);
            let length = longest_step(&at.room, &step.room).min(longest_step(&at.prices, &step.prices));
            at = at.after(&step, if count == 0 { 1.0 } else { length * 0.995 });
        }
        good.ok_or(SolveError::NoSolution)
    }

    fn wrong(&self, at: &Place) -> Wrong {
        let size = self.linear.len();
        let mut slope = self.matrix.times(&at.x);
        add(&mut slope, -1.0, &self.linear);
        add(&mut slope, 1.0, &pulls(&self.limits, at.prices.iter().copied(), size));
        let mut equation = 0.0;
        if let Some((terms, value)) = &self.equation {
            add(&mut slope, at.equation_price, terms);
            equation = dot(terms, &at.x) - value;
        }
        let limits = self.limits.iter().zip(&at.room).map(|(limit, room)| limit.value(&at.x) + room - limit.most);
        Wrong { slope, limits: limits.collect(), equation }
    }

    /// One Newton step towards products of room and price that are `target` less the second-order terms.
    fn step(&self, factor: &Factor, at: &Place, wrong: &Wrong, second: &[f64], target: f64) -> Move {
        let size = self.linear.len();
        let products =
            at.room.iter().zip(&at.prices).zip(second).map(|((room, price), second)| room * price + second - target);
        let products: Vec<f64> = products.collect();
        let inner = at.room.iter().zip(&at.prices).zip(&products).zip(&wrong.limits);
        let inner = inner.map(|(((room, price), product), limit)| (price * limit - product) / room);
        let mut right: Vec<f64> = wrong.slope.iter().map(|slope| -slope).collect();
        add(&mut right, -1.0, &pulls(&self.limits, inner, size));
        let mut x = factor.solve(&right);
        let mut equation_price = 0.0;
        if let Some((terms, _)) = &self.equation {
            let along = factor.solve(terms);
            let slope = dot(terms, &along);
            equation_price = if slope > 0.0 { (dot(terms, &x) + wrong.equation) / slope } else { 0.0 };
            add(&mut x, -equation_price, &along);
        }
        let room: Vec<f64> =
            self.limits.iter().zip(&wrong.limits).map(|(limit, wrong)| -wrong - limit.value(&x)).collect();
        let prices = at.room.iter().zip(&at.prices).zip(&products).zip(&room);
        let prices = prices.map(|(((room, price), product), by)| -(product + price * by) / room).collect();
        Move { x, room, prices, equation_price }
    }
}

impl Place {
    fn gap(&self) -> f64 {
        dot(&self.room, &self.prices) / self.room.len().max(1) as f64
    }

    fn after(&self, step: &Move, length: f64) -> Place {
        let moved = |list: &[f64], by: &[f64]| list.iter().zip(by).map(|(value, by)| value + length * by).collect();
        Place {
            x: moved(&self.x, &step.x),
            room: moved(&self.room, &step.room),
            prices: moved(&self.prices, &step.prices),
            equation_price: self.equation_price + length * step.equation_price,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(targets: &[f64]) -> Quadratic {
        let mut matrix = Symmetric::zero(targets.len());
        (0..targets.len()).for_each(|at| matrix.add(at, at, 1.0));
        Quadratic { matrix, linear: targets.to_vec(), limits: Vec::new(), equation: None }
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert!(
            found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-8 * (1.0 + b.abs())),
            "{found:?} is not {expected:?}"
        );
    }

    #[test]
    fn without_limits_the_targets_themselves_are_nearest() {
        near(&squares(&[3.0, -2.0]).solve().unwrap(), &[3.0, -2.0]);
    }

    #[test]
    fn order_pools_as_on_paper() {
        let mut problem = squares(&[1.0, 3.0, 2.0, 4.0]);
        problem.limits = (0..3).map(|at| Limit::below(at, at + 1, 0.0)).collect();
        near(&problem.solve().unwrap(), &[1.0, 2.5, 2.5, 4.0]);
    }

    #[test]
    fn an_equation_is_met() {
        let mut problem = squares(&[1_000.0, 5_000.0]);
        problem.equation = Some((vec![2.0, 1.0], 10_000.0));
        problem.limits = vec![Limit::at_most(1, 5_500.0)];
        near(&problem.solve().unwrap(), &[2_250.0, 5_500.0]);
    }

    #[test]
    fn limits_that_contradict_each_other_have_no_solution() {
        let mut problem = squares(&[1.0]);
        problem.limits = vec![Limit::at_least(0, 2.0), Limit::at_most(0, 1.0)];
        assert_eq!(problem.solve(), Err(SolveError::NoSolution));
    }
}
