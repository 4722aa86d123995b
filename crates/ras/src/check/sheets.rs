//! Sheets as people read them.

use super::proof::asked::Asked;
use super::proof::cone::Cone;
use super::report::Answers;
use crate::calculator::{Calculator, Domain, Money, Sheet};

/// All answers of a sheet.
pub(super) fn answers(calculator: &Calculator, sheet: &Sheet) -> Answers {
    let text = |(at, input): (usize, &crate::Input)| Some((input.id.clone(), input.text(sheet.code(at)?)));
    Answers(calculator.inputs.iter().enumerate().filter_map(text).collect())
}

/// The answers that matter and are neither of least need nor the first option, but for one question.
pub(super) fn telling(cone: &Cone<'_>, domains: &[Domain], sheet: &Sheet, but: Option<usize>) -> Answers {
    let is_telling = |at: usize, asked: &Asked, domain: &Domain| {
        cone.reads(at) && Some(at) != but && sheet.code(at).is_some_and(|code| code != asked.least(*domain))
    };
    let all = cone.asked.iter().zip(domains).zip(&cone.calculator.inputs).enumerate();
    let told = all.filter(|(at, ((asked, domain), _))| is_telling(*at, asked, domain));
    Answers(told.filter_map(|(at, (_, input))| Some((input.id.clone(), input.text(sheet.code(at)?)))).collect())
}

/// An answer as a report names it; with the age for a date of birth.
pub(super) fn answer(calculator: &Calculator, question: usize, code: i64) -> String {
    let Some(input) = calculator.inputs.get(question) else { return String::new() };
    match input.age_of(code) {
        Some(age) => format!("{} (age {age})", input.text(code)),
        None => input.text(code),
    }
}

/// Hundredths of the currency.
pub(super) fn money(hundredths: i128) -> Money {
    Money(i64::try_from(hundredths).unwrap_or(if hundredths < 0 { i64::MIN } else { i64::MAX }))
}
