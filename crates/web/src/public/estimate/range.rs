//! From the least to the most that a sheet with gaps can come to, and a figure in the middle.
//!
//! A question without an answer is taken once as least need and once as most need; where answers say nothing of need, such
//! as a date of birth, a spread of answers is tried. Questions that nobody has to answer stay as they are.

use std::collections::BTreeMap;

use actions::schemes::LoadedScheme;
use ras::explain::Wording;
use ras::scheme::{NeedDirection, Period, Words};
use ras::{Calculator, Money, Sheet};

use crate::words::PageWords;

/// How many answers are tried where they have no order of need.
const TRIED: i64 = 27;

/// One stream, or all of them together.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// From … to …, or one amount.
    pub shown: String,
    /// The figure in the middle, where there is a range.
    pub middle: Option<String>,
}

/// What a sheet can come to.
pub struct Found {
    /// Each stream.
    pub lines: Vec<Line>,
    /// All together, where all are for the same time.
    pub total: Option<Line>,
    /// The sheet in the middle.
    pub middle: Sheet,
    /// Whether every question that has to be answered is.
    pub is_whole: bool,
}

/// Which answers gaps are filled with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filled {
    Least,
    Middle,
    Most,
}

/// The ranges of a sheet.
pub fn ranges(loaded: &LoadedScheme, words: &Words, w: PageWords, answers: &BTreeMap<String, String>) -> Found {
    let calculator = &loaded.calculator;
    let given = answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let sheet = calculator.sheet(given).unwrap_or_else(|_| calculator.blank_sheet());
    let asked = calculator.asked(&sheet);
    let gaps: Vec<usize> = (0..calculator.inputs.len())
        .filter(|at| sheet.code(*at).is_none() && loaded.scheme.questions.get(*at).is_some_and(|one| one.is_required))
        .collect();
    let is_whole = gaps.iter().all(|at| asked.get(*at) == Some(&false));
    let fill = |filled| filled_sheet(loaded, &sheet, &gaps, filled);
    let (least, middle, most) = (fill(Filled::Least), fill(Filled::Middle), fill(Filled::Most));
    let scores = [&least, &middle, &most].map(|sheet| calculator.score(sheet));
    let wording = Wording::new("en", calculator.currency);
    let mut lines = Vec::new();
    let mut sums = [Some(0_i64); 3];
    let mut periods = Vec::new();
    for (at, stream) in loaded.scheme.streams.iter().enumerate() {
        let amounts = [0, 1, 2].map(|which: usize| {
            let score = scores.get(which).and_then(|score| score.streams.get(at));
            score.and_then(|stream| stream.amount.as_ref().ok().copied())
        });
        let period = scores.first().and_then(|score| score.streams.get(at)).map_or(Period::Year, |one| one.period);
        periods.push(period);
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum = sum.zip(amount).map(|(sum, amount)| sum.saturating_add(amount.0));
        }
        lines.push(line(w, &wording, words.stream(&stream.id).to_owned(), amounts, period));
    }
    let is_one_period = periods.windows(2).all(|pair| pair.first() == pair.last());
    let total = periods
        .first()
        .filter(|_| is_one_period && lines.len() > 1)
        .map(|period| line(w, &wording, w.t("result.together").to_owned(), sums.map(|sum| sum.map(Money)), *period));
    Found { lines, total, middle, is_whole }
}

fn line(w: PageWords, wording: &Wording, name: String, amounts: [Option<Money>; 3], period: Period) -> Line {
    let shown = |amount: Money| wording.amount_for(amount, period);
    match amounts {
        [Some(least), Some(middle), Some(most)] if least != most => {
            let (low, high) = (least.min(most), least.max(most));
            let (from, to) = (wording.amount(low), shown(high));
            Line { name, shown: w.say("result.range", &[("from", &from), ("to", &to)]), middle: Some(shown(middle)) }
        }
        [Some(only), _, Some(_)] => Line { name, shown: shown(only), middle: None },
        _ => Line { name, shown: w.t("result.no-amount").to_owned(), middle: None },
    }
}

fn filled_sheet(loaded: &LoadedScheme, sheet: &Sheet, gaps: &[usize], filled: Filled) -> Sheet {
    let calculator = &loaded.calculator;
    let mut sheet = sheet.clone();
    let mut open = Vec::new();
    for at in gaps {
        let (Some(input), Some(question)) = (calculator.inputs.get(*at), loaded.scheme.questions.get(*at)) else {
            continue;
        };
        let (low, high) = input.ends();
        let middle = low.saturating_add(high) / 2;
        let code = match (filled, question.need()) {
            (Filled::Middle, _) => middle,
            (_, NeedDirection::None) => {
                open.push(*at);
                middle
            }
            (Filled::Least, NeedDirection::Higher) | (Filled::Most, NeedDirection::Lower) => low,
            (Filled::Least, NeedDirection::Lower) | (Filled::Most, NeedDirection::Higher) => high,
        };
        put(calculator, &mut sheet, *at, code);
    }
    for at in open {
        try_all(calculator, &mut sheet, at, filled);
    }
    sheet
}

/// Takes the answer with the least or the most money, of a spread over all that are allowed.
fn try_all(calculator: &Calculator, sheet: &mut Sheet, at: usize, filled: Filled) {
    let Some((low, high)) = calculator.inputs.get(at).map(ras::Input::ends) else { return };
    let tried = TRIED.min(high.saturating_sub(low).saturating_add(1)).max(1);
    let code = |number: i64| low + (high - low) * number / (tried - 1).max(1);
    let worth = |sheet: &Sheet| -> i64 {
        calculator.score(sheet).streams.iter().filter_map(|one| one.amount.as_ref().ok()).map(|amount| amount.0).sum()
    };
    let mut best = (worth(sheet), sheet.clone());
    for number in 0..tried {
        let mut other = sheet.clone();
        put(calculator, &mut other, at, code(number));
        let found = worth(&other);
        if (filled == Filled::Most && found > best.0) || (filled == Filled::Least && found < best.0) {
            best = (found, other);
        }
    }
    *sheet = best.1;
}

/// Puts an answer in by its code. Every code between the ends is one that the question allows.
fn put(calculator: &Calculator, sheet: &mut Sheet, at: usize, code: i64) {
    if let Some(input) = calculator.inputs.get(at) {
        let _ = calculator.answer(sheet, at, &input.text(code));
    }
}
