//! Answers as columns of numbers: one for each answer above the least, 1 where it was given. What people locked is taken off the
//! costs beforehand.

use super::choices::{Lock, PointChoices, PointsError};
use crate::cases::{Answers, Cases};
use crate::solve::Limit;
use crate::solve::losses::Rows;

/// What one answer's weight is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// Nought: the least answer.
    Least,
    /// An unknown, by its column.
    Unknown(usize),
    /// Locked at a value.
    Locked(f64),
    /// Nobody gave it: it is worth what the answer below it is.
    Unseen,
}

/// The columns, and where each answer's weight is found.
pub struct Design {
    pub rows: Rows,
    pub limits: Vec<Limit>,
    /// By question and answer.
    pub places: Vec<Vec<Place>>,
    /// How many cases gave each answer.
    pub counts: Vec<Vec<usize>>,
    /// Column of the base.
    pub base: Option<usize>,
}

impl Design {
    /// Columns for some questions and the rows that `learn` counts.
    pub fn of(cases: &Cases, learn: &[f64], choices: &PointChoices) -> Result<Design, PointsError> {
        if cases.answers.is_empty() {
            return Err(PointsError::NoAnswers);
        }
        choices.locks.iter().try_for_each(|lock| known(lock, &cases.answers))?;
        let is_in = |row: usize| learn.get(row).copied().unwrap_or(1.0) > 0.0;
        let mut next = 0;
        let base = choices.has_base.then(|| std::mem::replace(&mut next, 1));
        let mut limits: Vec<Limit> = base.iter().map(|base| Limit::at_least(*base, 0.0)).collect();
        let (mut places, mut counts) = (Vec::new(), Vec::new());
        for answers in &cases.answers {
            let given = counted(answers, is_in);
            places.push(question(answers, &given, choices, &mut next, &mut limits)?);
            counts.push(given);
        }
        let rows = rows(cases, &places, base, next, learn, choices);
        let usable = rows.y.len();
        if usable < next {
            let each = (next as f64 / cases.answers.len() as f64).max(1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of questions")]
            let nearest = (usable as f64 / each).floor() as usize;
            let questions = cases.answers.len();
            return Err(PointsError::FewCases { cases: usable, unknowns: next, questions, nearest });
        }
        Ok(Design { rows, limits, places, counts, base })
    }
}

fn known(lock: &Lock, all: &[Answers]) -> Result<(), PointsError> {
    let question = all.iter().find(|answers| answers.question == lock.question);
    if question.is_some_and(|answers| answers.options.contains(&lock.option)) {
        return Ok(());
    }
    let found = match question {
        Some(answers) => answers.options.join(", "),
        None => all.iter().map(|answers| answers.question.as_str()).collect::<Vec<_>>().join(", "),
    };
    Err(PointsError::UnknownLock { question: lock.question.clone(), option: lock.option.clone(), found })
}

fn counted(answers: &Answers, is_in: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut counts = vec![0; answers.options.len()];
    for (_, level) in answers.levels.iter().enumerate().filter(|(row, _)| is_in(*row)) {
        if let Some(count) = counts.get_mut(usize::from(*level)) {
            *count += 1;
        }
    }
    counts
}

/// Places of one question's answers; their order and bounds become limits.
fn question(
    answers: &Answers,
    counts: &[usize],
    choices: &PointChoices,
    next: &mut usize,
    limits: &mut Vec<Limit>,
) -> Result<Vec<Place>, PointsError> {
    let mut places = vec![Place::Least];
    // The last answer below with a say: its column, or its value; and its name.
    let (mut below, mut below_name) = (Place::Least, answers.options.first().cloned().unwrap_or_default());
    for (option, count) in answers.options.iter().zip(counts).skip(1) {
        let lock = choices.locks.iter().find(|lock| lock.question == answers.question && lock.option == *option);
        let place = match lock {
            Some(lock) if lock.least >= lock.most => Place::Locked(lock.least),
            None if *count == 0 => Place::Unseen,
            _ => Place::Unknown(std::mem::replace(next, *next + 1)),
        };
        let (least, most) = lock.map_or((0.0, f64::INFINITY), |lock| (lock.least.max(0.0), lock.most));
        let floor = match below {
            Place::Locked(value) => value,
            _ => 0.0,
        };
        if most < floor {
            return Err(PointsError::Contradiction {
                question: answers.question.clone(),
                lower: below_name,
                least: floor,
                upper: option.clone(),
                most,
            });
        }
        match (place, below) {
            (Place::Unknown(own), Place::Unknown(lower)) => limits.push(Limit::below(lower, own, 0.0)),
            (Place::Unknown(own), _) => limits.push(Limit::at_least(own, floor)),
            (Place::Locked(value), Place::Unknown(lower)) => limits.push(Limit::at_most(lower, value)),
            _ => {}
        }
        if let Place::Unknown(own) = place {
            limits.extend((least > 0.0).then(|| Limit::at_least(own, least)));
            limits.extend(most.is_finite().then(|| Limit::at_most(own, most)));
        }
        if place != Place::Unseen {
            (below, below_name) = (place, option.clone());
        }
        places.push(place);
    }
    Ok(places)
}

fn rows(
    cases: &Cases,
    places: &[Vec<Place>],
    base: Option<usize>,
    columns: usize,
    learn: &[f64],
    choices: &PointChoices,
) -> Rows {
    let mut made = Rows { columns, x: Vec::new(), y: Vec::new(), weights: Vec::new() };
    for (row, (cost, weight)) in cases.costs().iter().zip(&cases.weights).enumerate() {
        let times = learn.get(row).copied().unwrap_or(1.0);
        if times <= 0.0 {
            continue;
        }
        let mut x = vec![0.0; columns];
        let mut locked = 0.0;
        if let Some(column) = base.and_then(|base| x.get_mut(base)) {
            *column = 1.0;
        }
        for (answers, places) in cases.answers.iter().zip(places) {
            let level = answers.levels.get(row).map_or(0, |level| usize::from(*level));
            match places.get(level) {
                Some(Place::Unknown(at)) => {
                    if let Some(column) = x.get_mut(*at) {
                        *column = 1.0;
                    }
                }
                Some(Place::Locked(value)) => locked += value,
                _ => {}
            }
        }
        made.x.extend(x);
        made.y.push(choices.link.of(*cost) - locked);
        made.weights.push(weight * times);
    }
    made
}
