//! Where people's sheets differ, question by question, the widest gap first. Comparison is what catches both the family
//! that says too little and the professional who says too much; nobody is suspected of anything.

use std::cmp::Reverse;

use ras::scheme::{Question, QuestionKind};
use ras::{Calculator, Scheme};

use super::sheet::{Capacity, Sheet};
use crate::SheetId;

/// One sheet's answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Whose sheet.
    pub sheet: SheetId,
    /// As what they answered.
    pub capacity: Capacity,
    /// The answer as a file holds it; none where the sheet leaves the question out.
    pub value: Option<String>,
}

/// A question that was answered differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question's id.
    pub question: String,
    /// Every sheet's answer, in the order of the sheets.
    pub answers: Vec<Answered>,
    /// How far the furthest answers are apart, in ten-thousandths of all that the question allows: 10,000 is from one end
    /// to the other. Answers that have no order are 10,000 apart.
    pub gap_basis_points: u32,
    /// How many levels the furthest answers are apart, for a question with levels.
    pub levels_apart: Option<u32>,
}

/// Every question on which two answers differ: the widest gap first, then in the scheme's order. A question that only
/// some people answered is no difference by itself.
#[must_use]
pub fn differences(scheme: &Scheme, calculator: &Calculator, sheets: &[Sheet]) -> Vec<Difference> {
    let mut found: Vec<Difference> =
        scheme.questions.iter().filter_map(|question| difference(question, calculator, sheets)).collect();
    // stable: equal gaps stay in the order of the questions
    found.sort_by_key(|difference| Reverse(difference.gap_basis_points));
    found
}

fn difference(question: &Question, calculator: &Calculator, sheets: &[Sheet]) -> Option<Difference> {
    let given: Vec<&str> = sheets.iter().filter_map(|sheet| answer(sheet, &question.id)).collect();
    let first = given.first()?;
    if given.iter().all(|text| text == first) {
        return None;
    }
    let at = calculator.input_index(&question.id)?;
    let input = calculator.inputs.get(at)?;
    let codes: Option<Vec<i64>> = given.iter().map(|text| input.code(text).ok()).collect();
    let spread = codes.and_then(|codes| Some(codes.iter().max()?.abs_diff(*codes.iter().min()?)));
    if spread == Some(0) {
        return None; // `2` and `2.0`, `yes` and `Yes`
    }
    let levels_apart = match question.kind {
        QuestionKind::Levels(_) => spread.and_then(|spread| u32::try_from(spread).ok()),
        _ => None,
    };
    let answers = sheets.iter().map(|sheet| Answered {
        sheet: sheet.id,
        capacity: sheet.capacity,
        value: answer(sheet, &question.id).map(str::to_owned),
    });
    Some(Difference {
        question: question.id.clone(),
        answers: answers.collect(),
        gap_basis_points: spread
            .zip(whole_range(&question.kind))
            .map_or(10_000, |(spread, whole)| share(spread, whole)),
        levels_apart,
    })
}

/// A sheet's answer without blanks around it; an empty one is none.
pub(super) fn answer<'a>(sheet: &'a Sheet, question: &str) -> Option<&'a str> {
    sheet.answers.get(question).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// From one end of what is allowed to the other; none where answers have no order or no ends.
fn whole_range(kind: &QuestionKind) -> Option<u64> {
    match kind {
        QuestionKind::Levels(options) => u64::try_from(options.len()).ok()?.checked_sub(1),
        QuestionKind::YesNo => Some(1),
        QuestionKind::Whole { min, max } | QuestionKind::Decimal { min, max, .. } => Some(max.abs_diff(*min)),
        QuestionKind::Choice(_) | QuestionKind::DateOfBirth { .. } | QuestionKind::Date => None,
    }
}

fn share(part: u64, whole: u64) -> u32 {
    let share = u128::from(part) * 10_000 / u128::from(whole.max(1));
    u32::try_from(share.min(10_000)).unwrap_or(10_000)
}
