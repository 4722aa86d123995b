//! Which questions can go: forms with one question less each time, and how near each is to people it has not seen.

use super::choices::{PointChoices, PointLoss, PointsError};
use super::weigh::weigh;
use crate::cases::Cases;
use crate::judging::{measures, out_of_fold};

/// One form.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Form {
    /// Its questions.
    pub questions: Vec<String>,
    /// The question that went to make it from the one before.
    pub without: Option<String>,
    /// R² for people it has not seen.
    pub unseen_r_squared: Option<f64>,
    /// Mean distance for people it has not seen, in pounds.
    pub unseen_mean_absolute_error: f64,
}

/// Forms from all questions down to one; each time the question goes whose loss costs least.
///
/// # Errors
/// [`PointsError`].
pub fn shorter_forms(
    cases: &Cases,
    choices: &PointChoices,
    folds: usize,
    seed: u64,
    threads: usize,
) -> Result<Vec<Form>, PointsError> {
    // Squares in pounds: the forms are compared with each other, not used as they stand.
    let choices = PointChoices { loss: PointLoss::Squares, link: super::Link::Plain, ..choices.clone() };
    let judged = |cases: &Cases| form(cases, &choices, folds, seed, threads);
    let mut kept = cases.clone();
    let mut forms = vec![Form { without: None, ..judged(&kept)? }];
    while kept.answers.len() > 1 {
        let mut best: Option<(Form, Cases)> = None;
        for at in 0..kept.answers.len() {
            let mut fewer = kept.clone();
            let gone = fewer.answers.remove(at);
            let own = choices.locks.iter().any(|lock| lock.question == gone.question);
            if own {
                continue;
            }
            let made = Form { without: Some(gone.question), ..judged(&fewer)? };
            let is_better = |best: &(Form, Cases)| made.unseen_r_squared > best.0.unseen_r_squared;
            if best.as_ref().is_none_or(is_better) {
                best = Some((made, fewer));
            }
        }
        let Some((form, fewer)) = best else { break };
        forms.push(form);
        kept = fewer;
    }
    Ok(forms)
}

fn form(cases: &Cases, choices: &PointChoices, folds: usize, seed: u64, threads: usize) -> Result<Form, PointsError> {
    let locks =
        choices.locks.iter().filter(|lock| cases.answers.iter().any(|answers| answers.question == lock.question));
    let choices = PointChoices { locks: locks.cloned().collect(), ..choices.clone() };
    let unseen =
        out_of_fold(&cases.clusters(), folds, seed, threads, |learn| Ok(weigh(cases, learn, &choices)?.fitted(cases)))?;
    let found = measures(&cases.costs(), &unseen, &cases.weights, 0.0);
    Ok(Form {
        questions: cases.answers.iter().map(|answers| answers.question.clone()).collect(),
        without: None,
        unseen_r_squared: found.r_squared,
        unseen_mean_absolute_error: found.mean_absolute_error,
    })
}
