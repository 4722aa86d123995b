//! The example that runs through a page: one of the scheme's own worked cases, with what each line comes to.

use super::markdown::{Column, plain};
use super::pen::Pen;
use crate::Ratio;
use crate::calculator::{Calculator, Score, Sheet, Values};
use crate::scheme::{QuestionKind, Scheme, WorkedCase};
use jiff::civil::Date;

/// So many cases are looked at for a good one.
const LOOKED_AT: usize = 200;

/// A worked case with its figures.
pub(super) struct Example<'a> {
    case: &'a WorkedCase,
    on: Date,
    calculator: Calculator,
    values: Values,
    score: Score,
}

impl<'a> Example<'a> {
    /// Of the cases in which most streams come to some money, and none is refused, the one in the middle.
    pub(super) fn of(scheme: &'a Scheme) -> Option<Example<'a>> {
        let mut ready: Option<Calculator> = None;
        let mut found: Vec<(usize, i128, &'a WorkedCase)> = Vec::new();
        for case in scheme.cases.iter().take(LOOKED_AT).filter(|case| case.refused.is_none()) {
            let on = case.on.unwrap_or(scheme.effective_from);
            if ready.as_ref().is_none_or(|calculator| calculator.on != on) {
                ready = scheme.on(on).ok();
            }
            let amounts = ready.as_ref().and_then(|calculator| amounts(calculator, case));
            if let Some(amounts) = amounts {
                let priced = amounts.iter().filter(|amount| **amount > 0).count();
                found.push((priced, amounts.iter().map(|amount| i128::from(*amount)).sum(), case));
            }
        }
        let most = found.iter().map(|(priced, ..)| *priced).max()?;
        found.retain(|(priced, ..)| *priced == most);
        found.sort_by_key(|(_, total, _)| *total);
        let (_, _, case) = found.get(found.len() / 2).copied()?;
        let calculator = scheme.on(case.on.unwrap_or(scheme.effective_from)).ok()?;
        let sheet = sheet(&calculator, case)?;
        let values = calculator.evaluate(&sheet);
        let score = calculator.score_of(&sheet, &values);
        Some(Example { case, on: calculator.on, values, score, calculator })
    }

    /// What a step comes to; nothing when it finds no row or is not of that day.
    fn value(&self, id: &str) -> Option<Ratio> {
        let step = self.calculator.steps.iter().find(|step| step.id == id)?;
        if self.values.refusal(step.value).is_some() {
            return None;
        }
        Ratio::new(self.values.get(step.value), self.calculator.node(step.value)?.den)
    }
}

fn sheet(calculator: &Calculator, case: &WorkedCase) -> Option<Sheet> {
    calculator.sheet(case.answers.iter().map(|(id, answer)| (id.as_str(), answer.as_str()))).ok()
}

/// The amounts of a case in hundredths, when there is one in every stream.
fn amounts(calculator: &Calculator, case: &WorkedCase) -> Option<Vec<i64>> {
    let score = calculator.score(&sheet(calculator, case)?);
    score.streams.iter().map(|stream| stream.amount.as_ref().ok().map(|amount| amount.0)).collect()
}

impl Pen<'_> {
    /// That an example follows, and which.
    pub(super) fn example_intro(&mut self) {
        if let Some(example) = &self.example {
            let (name, day) = (plain(&example.case.name), self.messages.date(example.on));
            self.tell("example.intro", &[("name", &name), ("day", &day)]);
        }
    }

    /// What a line comes to in the example.
    pub(super) fn example_line(&mut self, id: &str) {
        let value = self.example.as_ref().and_then(|example| example.value(id));
        if let Some(value) = value {
            let value = self.figure(value, self.units.of_id(id));
            self.tell("example.line", &[("value", &value)]);
        }
    }

    /// What a stream comes to in the example.
    pub(super) fn example_amount(&self, stream: &str) -> Option<String> {
        let example = self.example.as_ref()?;
        let found = example.score.streams.iter().find(|score| score.stream == stream)?;
        let amount = found.amount.as_ref().ok()?;
        Some(
            self.say(
                "example.amount",
                &[("amount", &self.short_amount(*amount)), ("period", &self.period(found.period))],
            ),
        )
    }

    /// The answers of the example.
    pub(super) fn example_answers(&mut self) {
        let Some(example) = &self.example else { return };
        let mut answers: Vec<&(String, String)> = example.case.answers.iter().collect();
        answers.sort_by_key(|(id, _)| self.scheme.question_index(id));
        let rows: Vec<Vec<String>> = answers
            .into_iter()
            .map(|(id, answer)| vec![plain(self.words.question(id)), self.answer_text(id, answer)])
            .collect();
        self.head(3, "example.answers", &[]);
        let columns =
            ["column.question", "column.answer"].map(|key| (self.messages.text(key).to_owned(), Column::Text));
        self.page.table(&columns, &rows);
    }

    /// An answer as a file holds it, in the words of its question.
    fn answer_text(&self, id: &str, answer: &str) -> String {
        let question = self.scheme.questions.iter().find(|question| question.id == id);
        match (question.map(|question| &question.kind), answer.parse::<Date>()) {
            (Some(QuestionKind::Date | QuestionKind::DateOfBirth { .. }), Ok(day)) => self.messages.date(day),
            _ => plain(self.words.option(id, answer)),
        }
    }
}
