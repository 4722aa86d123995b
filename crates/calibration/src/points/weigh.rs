//! Weighing answers: the weights nearest to the costs among those that never fall as need grows.

use super::choices::{PointChoices, PointLoss, PointsError};
use super::design::{Design, Place};
use super::link::Link;
use crate::cases::Cases;
use crate::judging::quantile;
use crate::solve::losses::{Loss, Rows, least};
use crate::solve::quadratic::Quadratic;
use crate::solve::{Limit, dot};

/// Huber's bend in robust deviations: 95 in 100 as good as squares on well-behaved costs (Huber, 1981).
const BEND: f64 = 1.345;

/// What answers are worth.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Weights {
    /// The measure of all sums here.
    pub link: Link,
    /// What everyone has before any answer counts.
    pub base: f64,
    /// Each question's answers.
    pub questions: Vec<QuestionWeights>,
}

/// One question's answers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct QuestionWeights {
    /// The question.
    pub question: String,
    /// Its options from least to most need.
    pub options: Vec<String>,
    /// What each is worth; never falling, nought for the first.
    pub weights: Vec<f64>,
    /// How many cases gave each answer.
    pub cases: Vec<usize>,
}

/// Weighs answers. `learn` counts each row; an empty list counts all once.
///
/// # Errors
/// [`PointsError`] with the nearest choice that can be made.
pub fn weigh(cases: &Cases, learn: &[f64], choices: &PointChoices) -> Result<Weights, PointsError> {
    if let PointLoss::Quantile(level) = choices.loss
        && !(0.01..=0.99).contains(&level)
    {
        return Err(PointsError::Quantile(level));
    }
    let free = cases.cost_pence.iter().filter(|pence| **pence == 0).count();
    if choices.link == Link::Log && free > 0 {
        return Err(PointsError::LogOfNought(free));
    }
    let design = Design::of(cases, learn, choices)?;
    let solved = solved(&design.rows, &design.limits, choices.loss)?;
    let value = |at: usize| solved.get(at).copied().unwrap_or(0.0).max(0.0);
    let weights = |places: &[Place]| -> Vec<f64> {
        let mut last = 0.0_f64;
        let mut weight = |place: &Place| {
            // What a solver leaves below the order by its last digits is lifted to it.
            last = match place {
                Place::Least => 0.0,
                Place::Unknown(at) => value(*at).max(last),
                Place::Locked(value) => *value,
                Place::Unseen => last,
            };
            last
        };
        places.iter().map(&mut weight).collect()
    };
    let questions = cases.answers.iter().zip(&design.places).zip(&design.counts);
    let questions = questions.map(|((answers, places), counts)| QuestionWeights {
        question: answers.question.clone(),
        options: answers.options.clone(),
        weights: weights(places),
        cases: counts.clone(),
    });
    Ok(Weights { link: choices.link, base: design.base.map_or(0.0, value), questions: questions.collect() })
}

fn solved(rows: &Rows, limits: &[Limit], loss: PointLoss) -> Result<Vec<f64>, PointsError> {
    if rows.columns == 0 {
        return Ok(Vec::new());
    }
    let loss = match loss {
        PointLoss::Squares => return squares(rows, limits),
        PointLoss::Quantile(level) => Loss::Quantile(level),
        PointLoss::Huber => Loss::Huber(bend(rows, &squares(rows, limits)?)),
    };
    least(rows, loss, limits).map_err(|_| PointsError::NoSolution)
}

fn squares(rows: &Rows, limits: &[Limit]) -> Result<Vec<f64>, PointsError> {
    let weighted: Vec<f64> = rows.y.iter().zip(&rows.weights).map(|(y, weight)| y * weight).collect();
    let problem = Quadratic {
        matrix: rows.square(&rows.weights),
        linear: rows.gathered(&weighted),
        limits: limits.to_vec(),
        equation: None,
    };
    problem.solve().map_err(|_| PointsError::NoSolution)
}

fn bend(rows: &Rows, fit: &[f64]) -> f64 {
    let left = rows.x.chunks_exact(rows.columns).zip(&rows.y).map(|(row, y)| (y - dot(row, fit)).abs());
    let mut left: Vec<f64> = left.collect();
    left.sort_by(f64::total_cmp);
    let deviation = 1.4826 * quantile(&left, 0.5);
    if deviation > 0.0 { BEND * deviation } else { 1.0 }
}

impl Weights {
    /// What each row's answers come to, the base included.
    #[must_use]
    pub fn fitted(&self, cases: &Cases) -> Vec<f64> {
        let of = |row: usize| {
            let answers = cases.answers.iter().zip(&self.questions);
            let worth = |(answers, own): (&crate::cases::Answers, &QuestionWeights)| {
                let level = answers.levels.get(row).map_or(0, |level| usize::from(*level));
                own.weights.get(level).copied().unwrap_or(0.0)
            };
            self.base + answers.map(worth).sum::<f64>()
        };
        (0..cases.len()).map(of).collect()
    }
}
