//! The interior-point method behind the losses, primal and dual at once with Mehrotra's corrector. The dual gives each row a
//! slope between the lowest and the highest of its loss; each round costs one weighted XᵀX, however many the rows.

use super::cholesky::Factor;
use super::losses::{Loss, Rows};
use super::{Limit, SolveError, add, longest_step, pulls};

/// Rounds before giving up.
const MOST_ROUNDS: usize = 150;
/// Gap between what is reached and what cannot be beaten, for each unit of weight and of mean target.
const NEAR: f64 = 1e-11;

/// The interior-point method on one problem. Targets are scaled so that losses are near 1.
pub(super) struct Interior<'a> {
    rows: &'a Rows,
    limits: Vec<Limit>,
    low: Vec<f64>,
    high: Vec<f64>,
    /// What a unit of slope costs in residual, by row.
    bend: Vec<f64>,
    y: Vec<f64>,
    scale: f64,
}

/// Where the method stands: unknowns, slopes, their two prices, room under the limits and its price.
#[derive(Clone)]
struct Place {
    b: Vec<f64>,
    slopes: Vec<f64>,
    from_high: Vec<f64>,
    from_low: Vec<f64>,
    room: Vec<f64>,
    prices: Vec<f64>,
}

impl<'a> Interior<'a> {
    pub(super) fn new(rows: &'a Rows, loss: Loss, limits: &[Limit]) -> Interior<'a> {
        let weight = rows.weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mean_size = rows.y.iter().zip(&rows.weights).map(|(y, weight)| y.abs() * weight).sum::<f64>() / weight;
        let scale = if mean_size > 0.0 { mean_size } else { 1.0 };
        let (low, high, bend) = loss.slopes();
        // Huber's bend shrinks with the targets; its slopes do too.
        let by = if bend > 0.0 { scale } else { 1.0 };
        let limits = limits.iter().filter(|limit| limit.most.is_finite());
        Interior {
            rows,
            limits: limits.map(|limit| Limit { terms: limit.terms.clone(), most: limit.most / scale }).collect(),
            low: rows.weights.iter().map(|weight| weight * low / by).collect(),
            high: rows.weights.iter().map(|weight| weight * high / by).collect(),
            bend: rows.weights.iter().map(|weight| bend / weight).collect(),
            y: rows.y.iter().map(|y| y / scale).collect(),
            scale,
        }
    }

    fn start(&self) -> Place {
        let ends = self.low.iter().zip(&self.high);
        let slopes: Vec<f64> =
            ends.map(|(low, high)| if *low < 0.0 && *high > 0.0 { 0.0 } else { 0.5 * (low + high) }).collect();
        let ridge = 1e-9 * self.rows.weights.iter().sum::<f64>();
        let mut square = self.rows.square(&self.rows.weights);
        (0..square.size()).for_each(|at| square.add(at, at, ridge));
        let pulls: Vec<f64> = self.y.iter().zip(&self.rows.weights).map(|(y, weight)| y * weight).collect();
        let b = square.factor().solve(&self.rows.gathered(&pulls));
        let residuals: Vec<f64> = self.y.iter().zip(self.rows.fitted(&b)).map(|(y, fitted)| y - fitted).collect();
        let least = residuals.iter().map(|residual| residual.abs()).sum::<f64>() / residuals.len().max(1) as f64;
        let least = least.max(1e-3);
        let room = self.limits.iter().map(|limit| (limit.most - limit.value(&b)).max(0.1));
        Place {
            slopes,
            from_high: residuals.iter().map(|residual| residual.max(0.0) + least).collect(),
            from_low: residuals.iter().map(|residual| (-residual).max(0.0) + least).collect(),
            room: room.collect(),
            prices: vec![1.0; self.limits.len()],
            b,
        }
    }

    pub(super) fn solve(&self) -> Result<Vec<f64>, SolveError> {
        let mut at = self.start();
        let size: f64 = self.rows.weights.iter().sum();
        for _ in 0..MOST_ROUNDS {
            let gap = self.gap(&at);
            let outside = self.limits.iter().map(|limit| limit.value(&at.b) - limit.most).fold(0.0, f64::max);
            if gap.is_nan() || at.b.iter().any(|value| !value.is_finite()) {
                return Err(SolveError::Numbers);
            }
            if gap < NEAR * size && outside < 1e-9 && self.unbalanced(&at) < 1e-9 * (1.0 + size) {
                return Ok(at.b.iter().map(|value| value * self.scale).collect());
            }
            at = self.round(&at, gap);
        }
        Err(SolveError::NoSolution)
    }

    /// Room left to each row's slope: below its highest, above its lowest.
    fn slack(&self, at: &Place) -> (Vec<f64>, Vec<f64>) {
        let below = self.high.iter().zip(&at.slopes).map(|(high, slope)| high - slope).collect();
        let above = self.low.iter().zip(&at.slopes).map(|(low, slope)| slope - low).collect();
        (below, above)
    }

    /// How far the loss may still be from the least.
    fn gap(&self, at: &Place) -> f64 {
        let (below, above) = self.slack(at);
        let of =
            |rooms: &[f64], prices: &[f64]| rooms.iter().zip(prices).map(|(room, price)| room * price).sum::<f64>();
        of(&below, &at.from_high) + of(&above, &at.from_low) + of(&at.room, &at.prices)
    }

    /// How far slopes and limits pull the unknowns, which should be nowhere.
    fn unbalanced(&self, at: &Place) -> f64 {
        self.pull(at).iter().fold(0.0, |most: f64, pull| most.max(pull.abs()))
    }

    fn pull(&self, at: &Place) -> Vec<f64> {
        let mut pull = self.rows.gathered(&at.slopes);
        add(&mut pull, -1.0, &pulls(&self.limits, at.prices.iter().copied(), self.rows.columns));
        pull
    }

    fn round(&self, at: &Place, gap: f64) -> Place {
        let (below, above) = self.slack(at);
        let count = (2 * below.len() + at.room.len()).max(1) as f64;
        let ease = self.ease(at, &below, &above);
        let mut matrix = self.rows.square(&ease);
        matrix.add_limits(&self.limits, at.room.iter().zip(&at.prices).map(|(room, price)| price / room));
        let factor = matrix.factor();
        let round = Round { problem: self, at, below: &below, above: &above, ease: &ease, factor: &factor };
        let straight = round.step(None, 0.0);
        let (primal, dual) = round.lengths(&straight);
        let ahead = self.gap(&at.after(&straight, primal, dual));
        let target = gap / count * (ahead / gap).clamp(0.0, 1.0).powi(3);
        let step = round.step(Some(&straight), target);
        let (primal, dual) = round.lengths(&step);
        at.after(&step, (primal * 0.9995).min(1.0), (dual * 0.9995).min(1.0))
    }

    /// How easily each row's residual moves its slope.
    fn ease(&self, at: &Place, below: &[f64], above: &[f64]) -> Vec<f64> {
        let prices = at.from_high.iter().zip(&at.from_low);
        let rows = self.bend.iter().zip(prices).zip(below.iter().zip(above));
        rows.map(|((bend, (high, low)), (below, above))| 1.0 / (bend + high / below + low / above)).collect()
    }
}

impl Place {
    fn after(&self, step: &Place, primal: f64, dual: f64) -> Place {
        let moved = |list: &[f64], by: &[f64], length: f64| -> Vec<f64> {
            list.iter().zip(by).map(|(value, by)| value + length * by).collect()
        };
        Place {
            b: moved(&self.b, &step.b, primal),
            slopes: moved(&self.slopes, &step.slopes, dual),
            from_high: moved(&self.from_high, &step.from_high, primal),
            from_low: moved(&self.from_low, &step.from_low, primal),
            room: moved(&self.room, &step.room, primal),
            prices: moved(&self.prices, &step.prices, dual),
        }
    }
}

/// One round's factor, and all that its two steps share.
struct Round<'a> {
    problem: &'a Interior<'a>,
    at: &'a Place,
    below: &'a [f64],
    above: &'a [f64],
    ease: &'a [f64],
    factor: &'a Factor,
}

impl Round<'_> {
    /// One Newton step towards products of `target`; the second of a round also takes the first one's own products off.
    fn step(&self, before: Option<&Place>, target: f64) -> Place {
        let (problem, at) = (self.problem, self.at);
        let second = |rooms: f64, prices: f64| target - rooms * prices;
        let none = Vec::new();
        let (slopes, highs, lows, rooms, prices) = before.map_or((&none, &none, &none, &none, &none), |step| {
            (&step.slopes, &step.from_high, &step.from_low, &step.room, &step.prices)
        });
        let padded = |list: &[f64], length: usize| -> Vec<f64> {
            if list.is_empty() { vec![0.0; length] } else { list.to_vec() }
        };
        let rows = self.below.len();
        let (slopes, highs, lows) = (padded(slopes, rows), padded(highs, rows), padded(lows, rows));
        // What the price of each room should become, if its room stood still.
        let high: Vec<f64> = self
            .below
            .iter()
            .zip(slopes.iter().zip(&highs))
            .map(|(room, (slope, price))| second(-slope, *price) / room)
            .collect();
        let low: Vec<f64> = self
            .above
            .iter()
            .zip(slopes.iter().zip(&lows))
            .map(|(room, (slope, price))| second(*slope, *price) / room)
            .collect();
        let fitted = problem.rows.fitted(&at.b);
        let wanted = problem.y.iter().zip(&fitted).zip(problem.bend.iter().zip(&at.slopes)).zip(high.iter().zip(&low));
        let wanted: Vec<f64> =
            wanted.map(|(((y, fit), (bend, slope)), (high, low))| y - fit - bend * slope - high + low).collect();
        let (rooms, prices) = (padded(rooms, at.room.len()), padded(prices, at.room.len()));
        let outside: Vec<f64> =
            problem.limits.iter().zip(&at.room).map(|(limit, room)| limit.value(&at.b) + room - limit.most).collect();
        let priced = at.room.iter().zip(&at.prices).zip(&outside).zip(rooms.iter().zip(&prices));
        let priced: Vec<f64> =
            priced.map(|(((room, price), outside), (by, of))| (second(*by, *of) + price * outside) / room).collect();
        let weighted: Vec<f64> =
            wanted.iter().zip(self.ease).zip(&at.slopes).map(|((wanted, ease), slope)| slope + ease * wanted).collect();
        let mut right = problem.rows.gathered(&weighted);
        add(&mut right, -1.0, &pulls(&problem.limits, priced.iter().copied(), problem.rows.columns));
        let b = self.factor.solve(&right);
        let along = problem.rows.fitted(&b);
        let slopes: Vec<f64> =
            wanted.iter().zip(self.ease).zip(&along).map(|((wanted, ease), along)| ease * (wanted - along)).collect();
        let from_high = high.iter().zip(&at.from_high).zip(self.below.iter().zip(&slopes));
        let from_low = low.iter().zip(&at.from_low).zip(self.above.iter().zip(&slopes));
        let room: Vec<f64> =
            problem.limits.iter().zip(&outside).map(|(limit, outside)| -outside - limit.value(&b)).collect();
        let prices = priced.iter().zip(&at.prices).zip(at.room.iter().zip(problem.limits.iter()));
        Place {
            from_high: from_high.map(|((to, price), (room, by))| to - price + price * by / room).collect(),
            from_low: from_low.map(|((to, price), (room, by))| to - price - price * by / room).collect(),
            prices: prices.map(|((to, price), (room, limit))| to - price + price * limit.value(&b) / room).collect(),
            room,
            slopes,
            b,
        }
    }

    /// How far the step may go, for unknowns and for slopes. Where rows bend, both go together.
    fn lengths(&self, step: &Place) -> (f64, f64) {
        let at = self.at;
        let highs = longest_step(&at.from_high, &step.from_high).min(longest_step(&at.from_low, &step.from_low));
        let primal = highs.min(longest_step(&at.room, &step.room));
        let down: Vec<f64> = step.slopes.iter().map(|by| -by).collect();
        let slopes = longest_step(self.below, &down).min(longest_step(self.above, &step.slopes));
        let dual = slopes.min(longest_step(&at.prices, &step.prices));
        let bends = self.problem.bend.iter().any(|bend| *bend > 0.0);
        if bends { (primal.min(dual), primal.min(dual)) } else { (primal, dual) }
    }
}
