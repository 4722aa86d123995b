//! Made-up answers: drawn from a child's need, seen a little differently by everyone who answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras::Scheme;
use ras::scheme::{Question, QuestionKind};

use super::seed::Seeder;

/// Answers to all questions of a scheme for a child with this need (0 to 999), born on this day.
pub fn draw(seeder: &mut Seeder, scheme: &Scheme, need: i64, born: Date) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for question in &scheme.questions {
        // each need lies in some parts of life more than in others
        let here = (need + seeder.number(-260, 180)).clamp(0, 999);
        if let Some(answer) = answer(seeder, question, here, born) {
            answers.insert(question.id.clone(), answer);
        }
    }
    answers
}

fn answer(seeder: &mut Seeder, question: &Question, need: i64, born: Date) -> Option<String> {
    match &question.kind {
        QuestionKind::Levels(options) => {
            // the highest level is rare: only the greatest need here reaches it
            let steps = i64::try_from(options.len()).unwrap_or(1);
            let at = usize::try_from(need * steps / 1_150).unwrap_or(0);
            options.get(at.min(options.len().saturating_sub(1))).cloned()
        }
        QuestionKind::Choice(options) => {
            let at = usize::try_from(seeder.number(0, i64::try_from(options.len()).unwrap_or(1))).unwrap_or(0);
            options.get(at).cloned()
        }
        QuestionKind::YesNo => Some(if seeder.number(0, 5) == 0 { "yes" } else { "no" }.to_owned()),
        QuestionKind::Whole { min, max } => Some((min + (max - min) * need / 5_000).to_string()),
        QuestionKind::Decimal { min, .. } => Some(min.to_string()),
        QuestionKind::DateOfBirth { .. } => Some(born.to_string()),
        QuestionKind::Date => None,
    }
}

/// The same answers as somebody else sees them: some of them one level off, families lower and workers higher.
pub fn seen_by_another(
    seeder: &mut Seeder,
    scheme: &Scheme,
    answers: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut seen = answers.clone();
    for question in &scheme.questions {
        let QuestionKind::Levels(options) = &question.kind else { continue };
        let Some(at) = answers.get(&question.id).and_then(|answer| options.iter().position(|option| option == answer))
        else {
            continue;
        };
        if seeder.number(0, 7) == 0
            && let Some(higher) = options.get(at + 1)
        {
            seen.insert(question.id.clone(), higher.clone());
        }
    }
    seen
}

/// The same answers a year later: a few things are harder, and as many easier.
pub fn a_year_on(seeder: &mut Seeder, scheme: &Scheme, answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut later = answers.clone();
    for question in &scheme.questions {
        let QuestionKind::Levels(options) = &question.kind else { continue };
        let at = answers.get(&question.id).and_then(|answer| options.iter().position(|option| option == answer));
        let moved = match (at, seeder.number(0, 12)) {
            (Some(at), 0) => options.get(at + 1),
            (Some(at), 1) => at.checked_sub(1).and_then(|at| options.get(at)),
            _ => None,
        };
        if let Some(moved) = moved {
            later.insert(question.id.clone(), moved.clone());
        }
    }
    later
}
