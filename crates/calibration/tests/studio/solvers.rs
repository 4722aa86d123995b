//! The own solvers beside a general one: the same least to six digits.

use calibration::chance::Chance;
use calibration::solve::Limit;
use calibration::solve::losses::{Loss, Rows, least};
use calibration::tables::{Limits, Meeting, Method, Nearness, Profile, unrounded};
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SupportedConeT};

/// A linear or quadratic programme for the general solver: rows are ≤, the first `equations` of them =.
#[derive(Default)]
struct Programme {
    variables: usize,
    cost: Vec<f64>,
    squares: Vec<(usize, f64)>,
    rows: Vec<(Vec<(usize, f64)>, f64)>,
    equations: usize,
}

impl Programme {
    fn variable(&mut self, cost: f64) -> usize {
        self.cost.push(cost);
        self.variables += 1;
        self.variables - 1
    }

    fn variables_for_free(&mut self, count: usize) {
        for _ in 0..count {
            self.variable(0.0);
        }
    }

    fn solve(&self) -> f64 {
        let triplets = |entries: Vec<(usize, usize, f64)>, rows: usize| {
            let (i, rest): (Vec<usize>, Vec<(usize, f64)>) = entries.into_iter().map(|(i, j, v)| (i, (j, v))).unzip();
            let (j, v): (Vec<usize>, Vec<f64>) = rest.into_iter().unzip();
            CscMatrix::new_from_triplets(rows, self.variables, i, j, v)
        };
        let squares = triplets(self.squares.iter().map(|(at, by)| (*at, *at, *by)).collect(), self.variables);
        let entries = self
            .rows
            .iter()
            .enumerate()
            .flat_map(|(row, (terms, _))| terms.iter().map(move |(at, by)| (row, *at, *by)));
        let matrix = triplets(entries.collect(), self.rows.len());
        let right: Vec<f64> = self.rows.iter().map(|(_, most)| *most).collect();
        let cones = [
            SupportedConeT::ZeroConeT(self.equations),
            SupportedConeT::NonnegativeConeT(self.rows.len() - self.equations),
        ];
        let settings = DefaultSettings {
            verbose: false,
            tol_gap_abs: 1e-10,
            tol_gap_rel: 1e-10,
            tol_feas: 1e-10,
            ..DefaultSettings::default()
        };
        let mut solver = DefaultSolver::new(&squares, &self.cost, &matrix, &right, &cones, settings).unwrap();
        solver.solve();
        solver.solution.obj_val
    }

    /// Loss of y − Σ terms, as two variables above nought.
    fn quantile_row(&mut self, terms: &[(usize, f64)], y: f64, level: f64, weight: f64) {
        let over = self.variable(weight * level);
        let under = self.variable(weight * (1.0 - level));
        let mut row = terms.to_vec();
        row.extend([(over, 1.0), (under, -1.0)]);
        // An equation as two limits keeps the equations of a problem in one place.
        self.rows.push((row.iter().map(|(at, by)| (*at, -by)).collect(), -y));
        self.rows.push((row, y));
        self.rows.push((vec![(over, -1.0)], 0.0));
        self.rows.push((vec![(under, -1.0)], 0.0));
    }
}

fn near(own: f64, general: f64) {
    assert!((own - general).abs() <= 1e-6 * (1.0 + general.abs()), "{own} is not {general}");
}

fn rows(count: usize, seed: u64) -> Rows {
    let mut chance = Chance::new(seed);
    let mut rows = Rows { columns: 4, x: Vec::new(), y: Vec::new(), weights: Vec::new() };
    for _ in 0..count {
        let level = chance.below(4);
        let x =
            [1.0, f64::from(u8::from(level == 1)), f64::from(u8::from(level == 2)), f64::from(u8::from(level == 3))];
        rows.y.push(1_000.0 + 700.0 * level as f64 * chance.unit() + 400.0 * chance.normal());
        rows.x.extend(x);
        rows.weights.push(1.0 + chance.unit());
    }
    rows
}

fn ordered() -> Vec<Limit> {
    vec![Limit::at_least(1, 0.0), Limit::below(1, 2, 0.0), Limit::below(2, 3, 0.0), Limit::at_most(3, 900.0)]
}

#[test]
fn weights_by_quantile_are_as_near_as_a_general_solver_gets() {
    for (seed, level) in [(1, 0.5), (2, 0.5), (3, 0.8), (4, 0.25)] {
        let rows = rows(300, seed);
        let own = least(&rows, Loss::Quantile(level), &ordered()).unwrap();
        let mut programme = Programme::default();
        programme.variables_for_free(4);
        for ((x, y), weight) in rows.x.chunks(4).zip(&rows.y).zip(&rows.weights) {
            let terms: Vec<(usize, f64)> = x.iter().copied().enumerate().filter(|(_, by)| *by != 0.0).collect();
            programme.quantile_row(&terms, *y, level, *weight);
        }
        programme.rows.extend(ordered().into_iter().map(|limit| (limit.terms, limit.most)));
        near(rows.loss(Loss::Quantile(level), &own), programme.solve());
    }
}

#[test]
fn hubers_weights_are_as_near_as_a_general_solver_gets() {
    let rows = rows(200, 9);
    let bend = 250.0;
    let own = least(&rows, Loss::Huber(bend), &ordered()).unwrap();
    // ½u² + bend·|r − u| with u free is Huber's loss.
    let mut programme = Programme::default();
    programme.variables_for_free(4);
    for ((x, y), weight) in rows.x.chunks(4).zip(&rows.y).zip(&rows.weights) {
        let bent = programme.variable(0.0);
        programme.squares.push((bent, *weight));
        let mut terms: Vec<(usize, f64)> = x.iter().copied().enumerate().filter(|(_, by)| *by != 0.0).collect();
        terms.push((bent, 1.0));
        programme.quantile_row(&terms, *y, 0.5, 2.0 * bend * weight);
    }
    programme.rows.extend(ordered().into_iter().map(|limit| (limit.terms, limit.most)));
    near(rows.loss(Loss::Huber(bend), &own), programme.solve());
}

fn profile(seed: u64) -> Profile {
    let mut chance = Chance::new(seed);
    let points: Vec<i64> = (0..250).map(|_| i64::try_from(chance.below(25)).unwrap()).collect();
    let costs: Vec<f64> =
        points.iter().map(|points| (40.0 * *points as f64 * (chance.normal() * 0.7).exp()).round()).collect();
    Profile::of(&points, &costs, &vec![1.0; costs.len()])
}

/// A table's amounts as variables: rising, within floor and ceiling, with one total as an equation.
fn table(profile: &Profile, limits: &Limits) -> Programme {
    let mut programme = Programme::default();
    programme.variables_for_free(profile.len());
    if let Some(available) = limits.available {
        programme.rows.push((profile.weights.iter().copied().enumerate().collect(), available));
        programme.equations = 1;
    }
    for at in 1..profile.len() {
        programme.rows.push((vec![(at - 1, 1.0), (at, -1.0)], 0.0));
        if let Some(cap) = limits.cap {
            programme.rows.push((vec![(at, 1.0), (at - 1, -1.0)], cap));
        }
    }
    programme.rows.push((vec![(0, -1.0)], -limits.floor));
    programme.rows.push((vec![(profile.len() - 1, 1.0)], limits.ceiling));
    programme
}

#[test]
fn tables_by_quantile_within_a_budget_are_as_near_as_a_general_solver_gets() {
    for (seed, share, level) in [(1, 0.8, 0.5), (2, 0.95, 0.5), (3, 1.1, 0.5), (4, 0.6, 0.7)] {
        let profile = profile(seed);
        let available = Some(profile.total(&profile.means) * share);
        let limits = Limits { floor: 50.0, ceiling: 1_500.0, available, meeting: Meeting::LeastLoss, cap: None };
        let own =
            unrounded(std::slice::from_ref(&profile), &Method::Isotonic(Nearness::Quantile(level)), &limits).unwrap();
        let mut programme = table(&profile, &limits);
        let mut loss = 0.0;
        for (at, amount) in own[0].amounts.iter().enumerate() {
            for (cost, weight) in profile.rows(at) {
                loss += weight * Loss::Quantile(level).of(cost - amount);
                programme.quantile_row(&[(at, 1.0)], *cost, level, *weight);
            }
        }
        near(loss, programme.solve());
    }
}

#[test]
fn tables_by_squares_within_a_budget_and_under_a_cap_are_as_near_as_a_general_solver_gets() {
    for (seed, cap) in [(5, None), (6, None), (7, Some(60.0)), (8, Some(45.0))] {
        let profile = profile(seed);
        let available = Some(profile.total(&profile.means) * 0.88);
        let limits = Limits { floor: 50.0, ceiling: 1_200.0, available, meeting: Meeting::LeastLoss, cap };
        let own = unrounded(std::slice::from_ref(&profile), &Method::Isotonic(Nearness::Squares), &limits).unwrap();
        let mut programme = table(&profile, &limits);
        let (mut loss, mut constant) = (0.0, 0.0);
        for (at, amount) in own[0].amounts.iter().enumerate() {
            let (weight, mean) = (profile.weights[at], profile.means[at]);
            loss += 0.5 * weight * (amount - mean).powi(2);
            constant += 0.5 * weight * mean * mean;
            programme.squares.push((at, weight));
            programme.cost[at] = -weight * mean;
        }
        near(loss, programme.solve() + constant);
    }
}
