//! Settling: from many sheets to one agreed sheet, each difference with a reason and a name. The sheets themselves are
//! not touched; they stay beside what was agreed.

use std::collections::{BTreeMap, BTreeSet};

use ras::{Calculator, Scheme};
use serde::{Deserialize, Serialize};

use super::differences::{answer, differences};
use super::sheet::Sheet;
use crate::PersonId;

/// One question, settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The question's id.
    pub question: String,
    /// The answer that counts, as a file of answers holds it.
    pub value: String,
    /// Why; may be empty only where it is what everybody answered.
    pub reason: String,
    /// Who settled it.
    pub by: PersonId,
}

/// The one sheet that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledSheet {
    /// Answers by question id: what everybody agreed on, and what was settled.
    pub answers: BTreeMap<String, String>,
    /// What was settled, and why.
    pub settlements: Vec<Settlement>,
}

/// Why there is no settled sheet yet, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleError {
    /// Sheets differ and nobody has settled it.
    #[error("not settled yet: {}: choose an answer and a reason for each", .questions.join(", "))]
    Unsettled {
        /// Ids of the questions, the widest gap first.
        questions: Vec<String>,
    },
    /// A settlement without a reason.
    #[error("`{question}` has no reason: write why this answer counts, so that everybody can read it")]
    ReasonMissing {
        /// The question's id.
        question: String,
    },
    /// An answer that the scheme does not know.
    #[error("`{value}` is no answer to `{question}`: it must be {allowed}")]
    NotAllowed {
        /// The question's id.
        question: String,
        /// What was chosen.
        value: String,
        /// What would have been allowed, in words.
        allowed: String,
    },
    /// The scheme has no such question.
    #[error("the scheme has no question `{question}`: leave it out")]
    UnknownQuestion {
        /// The id.
        question: String,
    },
    /// Two settlements of one question.
    #[error("`{question}` is settled twice: keep one")]
    Twice {
        /// The question's id.
        question: String,
    },
    /// There is nothing to settle.
    #[error("nobody has answered anything: hand in at least one sheet first")]
    NoAnswers,
}

/// Settles an assessment: what everybody answered alike, and a settlement with a reason for the rest.
///
/// # Errors
/// [`SettleError`]; what is still unsettled comes with all its questions at once.
pub fn settle(
    scheme: &Scheme,
    calculator: &Calculator,
    sheets: &[Sheet],
    settlements: &[Settlement],
) -> Result<SettledSheet, SettleError> {
    let mut answers = BTreeMap::new();
    let differing: Vec<String> = differences(scheme, calculator, sheets).into_iter().map(|one| one.question).collect();
    for question in &scheme.questions {
        let given = sheets.iter().find_map(|sheet| answer(sheet, &question.id));
        if let Some(given) = given.filter(|_| !differing.contains(&question.id)) {
            allowed(calculator, &question.id, given)?;
            answers.insert(question.id.clone(), given.to_owned());
        }
    }
    let mut settled = BTreeSet::new();
    for settlement in settlements {
        let value = settlement.value.trim();
        allowed(calculator, &settlement.question, value)?;
        if !settled.insert(settlement.question.as_str()) {
            return Err(SettleError::Twice { question: settlement.question.clone() });
        }
        let is_what_all_said = answers.get(&settlement.question).is_some_and(|agreed| agreed == value);
        if !is_what_all_said && settlement.reason.trim().is_empty() {
            return Err(SettleError::ReasonMissing { question: settlement.question.clone() });
        }
        answers.insert(settlement.question.clone(), value.to_owned());
    }
    let open: Vec<String> = differing.into_iter().filter(|question| !settled.contains(question.as_str())).collect();
    if !open.is_empty() {
        return Err(SettleError::Unsettled { questions: open });
    }
    if answers.is_empty() {
        return Err(SettleError::NoAnswers);
    }
    Ok(SettledSheet { answers, settlements: settlements.to_vec() })
}

fn allowed(calculator: &Calculator, question: &str, value: &str) -> Result<(), SettleError> {
    let input = calculator.input_index(question).and_then(|at| calculator.inputs.get(at));
    let Some(input) = input else {
        return Err(SettleError::UnknownQuestion { question: question.to_owned() });
    };
    let refused = |allowed| SettleError::NotAllowed { question: question.to_owned(), value: value.to_owned(), allowed };
    input.code(value).map(|_| ()).map_err(refused)
}
