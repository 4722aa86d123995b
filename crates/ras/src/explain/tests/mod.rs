//! Tests of explanations: the letter as a whole, every kind of line, what another answer would do, the gallery.

mod gallery;
mod golden;
mod kinds;
mod properties;
mod sums;

use super::{Explainer, Explanation};
use crate::calculator::{Calculator, Input, Sheet};
use crate::scheme::{Scheme, Words};
use crate::{BLANK, SchemeFiles};
use proptest::prelude::*;

/// A scheme from the texts of its files.
fn scheme(scheme: &str, questions: &str, rules: &str, words: &str) -> Scheme {
    let files = SchemeFiles::new()
        .with("scheme.toml", scheme)
        .with("questions.toml", questions)
        .with("rules.toml", rules)
        .with("words.en.toml", words);
    Scheme::read(&files).unwrap()
}

/// A scheme made ready for its first day.
struct Ready {
    scheme: Scheme,
    calculator: Calculator,
    words: Words,
}

impl Ready {
    fn new(scheme: Scheme) -> Ready {
        let calculator = scheme.on(scheme.effective_from).unwrap_or_else(|faults| panic!("{faults}"));
        let words = scheme.words_in("en");
        Ready { scheme, calculator, words }
    }

    fn explainer(&self) -> Explainer<'_> {
        Explainer::new(&self.scheme, &self.calculator, &self.words)
    }

    fn sheet(&self, answers: &[(&str, &str)]) -> Sheet {
        self.calculator.sheet(answers.iter().copied()).unwrap()
    }

    /// Any sheet that could be handed in.
    fn sheets(&self) -> impl Strategy<Value = Sheet> + use<> {
        let codes: Vec<_> = self.calculator.inputs.iter().map(codes).collect();
        codes.prop_map(Sheet)
    }
}

/// Any answer to a question, or now and then none.
fn codes(input: &Input) -> BoxedStrategy<i64> {
    let owned = input.clone();
    let is_answer = move |code: &i64| owned.code(&owned.text(*code)) == Ok(*code);
    let answered = (input.lo..=input.hi).prop_filter("an age that is allowed", is_answer);
    let blanks = if input.may_be_blank() { 20 } else { 1 };
    prop_oneof![blanks => Just(BLANK), 99 => answered].boxed()
}

/// Every amount that an explanation shows, to compare with a score.
fn amounts(explanation: &Explanation<'_>) -> Vec<Option<crate::Money>> {
    explanation.streams.iter().map(|line| line.amount).collect()
}
