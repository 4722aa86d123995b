//! Weights as points that people can read and add up in their heads.

use super::choices::PointsError;
use super::weigh::Weights;
use crate::cases::Cases;
use crate::tables::whole;

/// Questions with points for each option.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Scored {
    /// What one point stands for, in the measure of the weights.
    pub unit: f64,
    /// Question, options, points; points never fall and the least answer has none.
    pub questions: Vec<ScoredQuestion>,
}

/// One question's points.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ScoredQuestion {
    /// The question.
    pub question: String,
    /// Its options from least to most need.
    pub options: Vec<String>,
    /// Their points.
    pub points: Vec<i64>,
    /// How many cases gave each answer; with none the points are those of the answer below.
    pub cases: Vec<usize>,
}

/// Rounds weights so that the answer worth most has `largest` points.
///
/// # Errors
/// [`PointsError::NoLink`] when nothing is worth anything.
pub fn scored(weights: &Weights, largest: i64) -> Result<Scored, PointsError> {
    let most =
        weights.questions.iter().flat_map(|question| &question.weights).fold(0.0_f64, |most, weight| most.max(*weight));
    let largest = largest.max(1);
    if most <= 1e-9 {
        return Err(PointsError::NoLink);
    }
    let unit = most / largest as f64;
    let questions = weights.questions.iter().map(|question| ScoredQuestion {
        question: question.question.clone(),
        options: question.options.clone(),
        points: question.weights.iter().map(|weight| whole((weight / unit).round())).collect(),
        cases: question.cases.clone(),
    });
    Ok(Scored { unit, questions: questions.collect() })
}

impl Scored {
    /// Every row's points.
    #[must_use]
    pub fn points(&self, cases: &Cases) -> Vec<i64> {
        let of = |row: usize| {
            let answers = cases.answers.iter().zip(&self.questions);
            let worth = |(answers, own): (&crate::cases::Answers, &ScoredQuestion)| {
                let level = answers.levels.get(row).map_or(0, |level| usize::from(*level));
                own.points.get(level).copied().unwrap_or(0)
            };
            answers.map(worth).sum()
        };
        (0..cases.len()).map(of).collect()
    }
}
