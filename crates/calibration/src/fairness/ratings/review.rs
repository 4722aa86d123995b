//! All that is asked of a file about its answers, in one go: questions, pairs of answers, thresholds and assessors.

use super::{Agreement, Assessors, Bunching, Effect, Functioning, agreement, assessors, bunching, functioning};
use crate::algebra::Matrix;
use crate::cases::{Cases, Group};
use crate::fairness::suppression::showing;
use serde::Serialize;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RatingsQuestion {
    /// Columns with levels from 0, each looked at for groups that answer differently at the same need.
    pub questions: Vec<String>,
    /// Pairs of columns: the family's answer and the professional's.
    pub pairs: Vec<(String, String)>,
    /// Points at which a higher amount begins.
    pub thresholds: Vec<i64>,
    /// How many points on each side of a threshold are looked at.
    pub width: i64,
    /// The column that names the assessor.
    pub assessor: Option<String>,
}

/// Why an answer cannot be looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatingsError {
    /// A column is not there.
    #[error("the file has no column `{0}`")]
    NoColumn(String),
    /// A cell is no level.
    #[error("the column `{column}` has `{value}`, which is no level: write 0, 1, 2 and so on")]
    NoLevel {
        /// The column.
        column: String,
        /// The cell.
        value: String,
    },
    /// Something hangs on points, and there are none.
    #[error("{0} need a column of whole points")]
    NoPoints(&'static str),
}

/// What was found. Each list is in the order of the question.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Ratings {
    /// Questions, each with what was found between the two groups; none when nothing can be said.
    pub questions: Vec<(String, Option<Functioning>)>,
    /// Pairs of columns.
    pub pairs: Vec<(String, Option<Agreement>)>,
    /// Thresholds.
    pub thresholds: Vec<(i64, Option<Bunching>)>,
    /// Assessors, by points with the outcome's groups allowed for; none when not asked, or nothing can be said.
    pub assessors: Option<Assessors>,
}

/// Looks at the answers. `first` and `second` are the two groups that questions are compared for.
///
/// # Errors
/// [`RatingsError`] names the column.
pub fn review(
    cases: &Cases,
    question: &RatingsQuestion,
    group: &Group,
    [first, second]: [&str; 2],
    least_people: usize,
    confidence: f64,
) -> Result<Ratings, RatingsError> {
    let mut found = Ratings::default();
    let rows: Vec<usize> = (0..cases.len()).filter(|row| [first, second].contains(&group.value(*row))).collect();
    let columns = question.questions.iter().map(|name| levels(cases, name)).collect::<Result<Vec<_>, _>>()?;
    if let ([_], None) = (columns.as_slice(), &cases.points) {
        return Err(RatingsError::NoPoints("a single question can only be matched by points, and the cases"));
    }
    let functions = of_questions(&columns, cases, &rows, |row| group.value(row) == first, least_people);
    found.questions = question.questions.iter().cloned().zip(functions).collect();
    for (one, other) in &question.pairs {
        let (family, professional) = (levels(cases, one)?, levels(cases, other)?);
        let said = if family.len() >= least_people { agreement(&family, &professional, confidence) } else { None };
        found.pairs.push((format!("{one} − {other}"), said));
    }
    if !question.thresholds.is_empty() {
        let points = cases.points.as_deref().ok_or(RatingsError::NoPoints("thresholds"))?;
        for threshold in &question.thresholds {
            let near = bunching(points, *threshold, question.width);
            let near = near.filter(|near| near.below + near.above >= least_people as u64);
            found.thresholds.push((*threshold, near));
        }
    }
    if let Some(name) = &question.assessor {
        let points = cases.points.as_deref().ok_or(RatingsError::NoPoints("assessors"))?;
        let column = cases.group(name).ok_or_else(|| RatingsError::NoColumn(name.clone()))?;
        found.assessors = of_assessors(column, group, points, least_people, confidence);
    }
    Ok(found)
}

/// The leanings in points, the groups allowed for. Assessors of few people count in the fit and are not named.
fn of_assessors(
    column: &Group,
    group: &Group,
    points: &[i64],
    least_people: usize,
    confidence: f64,
) -> Option<Assessors> {
    let rows: Vec<Vec<f64>> = (0..points.len())
        .map(|row| {
            let own = group.value(row);
            let others = group.values.iter().skip(1).map(|value| f64::from(u8::from(value == own)));
            std::iter::once(1.0).chain(others).collect()
        })
        .collect();
    let design = Matrix::of_rows(group.values.len(), rows.iter().map(Vec::as_slice));
    let outcome: Vec<f64> = points.iter().map(|points| *points as f64).collect();
    let codes: Vec<usize> = column.codes.iter().filter_map(|code| usize::try_from(*code).ok()).collect();
    let mut found = assessors(&outcome, &design, &codes, &column.values, confidence)?;
    let hidden = showing(&column.counts(), least_people);
    let is_named =
        |name: &str| column.values.iter().zip(&hidden).any(|(value, showing)| value == name && showing.is_shown());
    found.assessors.retain(|one| is_named(&one.assessor));
    Some(found)
}

fn levels(cases: &Cases, name: &str) -> Result<Vec<u16>, RatingsError> {
    let column = cases.group(name).ok_or_else(|| RatingsError::NoColumn(name.to_owned()))?;
    let level = |row: usize| {
        let value = column.value(row);
        value
            .parse::<u16>()
            .ok()
            .filter(|level| *level < 100)
            .ok_or_else(|| RatingsError::NoLevel { column: name.to_owned(), value: value.to_owned() })
    };
    (0..cases.len()).map(level).collect()
}

/// Each question between the groups. Need is the sum of the other questions, or the points less its own where it is alone. A question that
/// treats groups very differently would make the others look as if they did so the other way round: the worst one is taken out of
/// everyone's need, and all are looked at again, until none is left to take out (purification).
fn of_questions(
    columns: &[Vec<u16>],
    cases: &Cases,
    rows: &[usize],
    is_first: impl Fn(usize) -> bool,
    least_people: usize,
) -> Vec<Option<Functioning>> {
    let mut taken_out: Vec<usize> = Vec::new();
    loop {
        let look = |at: usize, own: &Vec<u16>| {
            let need: Vec<f64> = match (columns.len(), cases.points.as_deref()) {
                (1, Some(points)) => {
                    points.iter().zip(own).map(|(points, own)| *points as f64 - f64::from(*own)).collect()
                }
                _ => others(columns, |place| place != at && !taken_out.contains(&place), cases.len()),
            };
            let answers: Vec<u16> = rows.iter().filter_map(|row| own.get(*row).copied()).collect();
            let needs: Vec<f64> = rows.iter().filter_map(|row| need.get(*row).copied()).collect();
            let sides: Vec<bool> = rows.iter().map(|row| is_first(*row)).collect();
            let side = sides.iter().filter(|is| **is).count();
            let is_large = side >= least_people && sides.len() - side >= least_people;
            if is_large { functioning(&answers, &needs, &sides) } else { None }
        };
        let found: Vec<Option<Functioning>> = columns.iter().enumerate().map(|(at, own)| look(at, own)).collect();
        let worst = found
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken_out.contains(at))
            .filter_map(|(at, found)| {
                found.as_ref().filter(|found| found.effect == Effect::Large).map(|own| (at, own.explained))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        match worst {
            // Two questions must be left for a need.
            Some((at, _)) if taken_out.len() + 3 <= columns.len() => taken_out.push(at),
            _ => return found,
        }
    }
}

fn others(columns: &[Vec<u16>], counts: impl Fn(usize) -> bool, people: usize) -> Vec<f64> {
    let rest = || columns.iter().enumerate().filter(|(place, _)| counts(*place));
    (0..people)
        .map(|row| rest().filter_map(|(_, column)| column.get(row)).map(|level| f64::from(*level)).sum())
        .collect()
}
