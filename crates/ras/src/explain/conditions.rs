//! Conditions in words. They are the same for everyone, so they are written once for a scheme.

use super::directory::{Directory, Named};
use super::figure::Measure;
use super::message::Message as M;
use super::wording::{Value, ratio};
use crate::Ratio;
use crate::scheme::{Comparison, Condition, ConditionKind, Question, QuestionKind, Ref, Test};

impl Directory<'_> {
    /// A condition as the part of a sentence that follows "if".
    pub(super) fn condition(&self, condition: &Condition) -> String {
        match &condition.kind {
            ConditionKind::Named(id) => match (self.words.conditions.get(id), self.find_name(id)) {
                (Some(words), _) => self.wording.sentence(M::ConditionOption, &[("option", Value::Text(words))]),
                (None, Some(Named::Condition(named))) => self.condition(&named.condition),
                (None, Some(Named::Question(question))) => {
                    let name = self.quoted(self.words.question(&question.id));
                    self.test(question, &name, &Test::Is(vec!["yes".to_owned()]))
                }
                _ => id.clone(),
            },
            ConditionKind::Of(of, tests) => self.tests(of, tests),
            ConditionKind::AnyOf(of, tests) => self.joined(M::ConditionOr, of.iter().map(|of| self.tests(of, tests))),
            ConditionKind::AllOf(of, tests) => self.joined(M::ConditionAnd, of.iter().map(|of| self.tests(of, tests))),
            ConditionKind::All(inner) => self.joined(M::ConditionAnd, inner.iter().map(|part| self.grouped(part))),
            ConditionKind::Any(inner) => self.joined(M::ConditionOr, inner.iter().map(|part| self.grouped(part))),
            ConditionKind::Not(inner) => {
                self.wording.sentence(M::ConditionNot, &[("condition", Value::Text(&self.grouped(inner)))])
            }
        }
    }

    /// In brackets when it is made of several.
    fn grouped(&self, condition: &Condition) -> String {
        let text = self.condition(condition);
        let is_several = match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.len() > 1,
            ConditionKind::AnyOf(of, _) | ConditionKind::AllOf(of, _) => of.len() > 1,
            _ => false,
        };
        if is_several { self.wording.sentence(M::ConditionGroup, &[("condition", Value::Text(&text))]) } else { text }
    }

    fn joined(&self, message: M, parts: impl Iterator<Item = String>) -> String {
        let join = |first: String, second: String| {
            self.wording.sentence(message, &[("first", Value::Text(&first)), ("second", Value::Text(&second))])
        };
        parts.reduce(join).unwrap_or_default()
    }

    /// All tests on one thing.
    fn tests(&self, of: &Ref, tests: &[Test]) -> String {
        let name = match of {
            Ref::Number(number) => self.number(*number, Measure::Number),
            Ref::Name(written, _) => self.name_of(of, written, tests),
        };
        let test = |test: &Test| match self.find(of) {
            Some(Named::Question(question)) => self.test(question, &name, test),
            _ => self.number_test(&name, test, self.measure(of)),
        };
        self.joined(M::ConditionAnd, tests.iter().map(test))
    }

    /// What is tested, as the start of a sentence.
    fn name_of(&self, of: &Ref, written: &str, tests: &[Test]) -> String {
        let is_about_answer = tests.iter().all(|test| matches!(test, Test::Answered(_)));
        match self.find(of) {
            // A date of birth that is asked for an age is called an age; one that is asked whether it is there, is not.
            Some(Named::Question(question)) if is_about_answer => self.quoted(self.words.question(&question.id)),
            Some(found) => {
                let name = self.name(of).unwrap_or_default();
                if is_described(found, written) { name.into_owned() } else { self.quoted(&name) }
            }
            None => written.to_owned(),
        }
    }

    fn quoted(&self, name: &str) -> String {
        self.wording.sentence(M::ConditionName, &[("name", Value::Text(name))])
    }

    /// One test on a question.
    pub(super) fn test(&self, question: &Question, name: &str, test: &Test) -> String {
        let option = |id: &str| self.option(question, id);
        let with_option = |message: M, id: &str| {
            self.wording.sentence(message, &[("name", Value::Text(name)), ("option", Value::Text(&option(id)))])
        };
        let with_options = |one: M, several: M, ids: &[String]| match ids {
            [only] => with_option(one, only),
            _ => {
                let quoted =
                    |id: &String| self.wording.sentence(M::ConditionOption, &[("option", Value::Text(&option(id)))]);
                let options = self.joined(M::ConditionOr, ids.iter().map(quoted));
                self.wording.sentence(several, &[("name", Value::Text(name)), ("options", Value::Text(&options))])
            }
        };
        match test {
            Test::Is(ids) => with_options(M::ConditionIs, M::ConditionIsOneOf, ids),
            Test::IsNot(ids) => with_options(M::ConditionIsNot, M::ConditionIsNoneOf, ids),
            Test::Level(comparison, id) if question.options().is_some_and(|options| options.contains(id)) => {
                let message = match comparison {
                    Comparison::AtLeast => M::ConditionLevelAtLeast,
                    Comparison::AtMost => M::ConditionLevelAtMost,
                    Comparison::Above => M::ConditionLevelAbove,
                    Comparison::Below => M::ConditionLevelBelow,
                    Comparison::Equals => M::ConditionIs,
                };
                with_option(message, id)
            }
            Test::Level(..) | Test::Number(..) => {
                let measure = match &question.kind {
                    QuestionKind::DateOfBirth { age_in, .. } => Measure::of_age(*age_in),
                    _ => Measure::Number,
                };
                self.number_test(name, test, measure)
            }
            Test::Answered(wanted) => {
                let message = if *wanted { M::ConditionAnswered } else { M::ConditionNotAnswered };
                self.wording.sentence(message, &[("name", Value::Text(name))])
            }
        }
    }

    fn number_test(&self, name: &str, test: &Test, measure: Measure<'_>) -> String {
        let (comparison, with) = match test {
            Test::Number(comparison, number) => (*comparison, self.number(*number, measure)),
            Test::Level(comparison, word) => match word.parse::<Ratio>() {
                Ok(number) => (*comparison, self.number(number, measure)),
                Err(_) => (*comparison, self.named_number(word, measure)),
            },
            Test::Is(ids) => (Comparison::Equals, ids.join(", ")),
            Test::IsNot(_) | Test::Answered(_) => return name.to_owned(),
        };
        let message = match comparison {
            Comparison::AtLeast => M::ConditionAtLeast,
            Comparison::AtMost => M::ConditionAtMost,
            Comparison::Above => M::ConditionAbove,
            Comparison::Below => M::ConditionBelow,
            Comparison::Equals => M::ConditionEquals,
        };
        self.wording.sentence(message, &[("name", Value::Text(name)), ("number", Value::Text(&with))])
    }

    /// A parameter's number, or the name of a step, that something is compared with.
    fn named_number(&self, id: &str, measure: Measure<'_>) -> String {
        match self.find_name(id) {
            Some(Named::Parameter(_, value)) => {
                let own = self.unit_of(id);
                let mut text = String::new();
                self.wording.put(&mut text, ratio(value.value, if own == Measure::Number { measure } else { own }));
                text
            }
            Some(Named::Step(_, step)) => {
                self.wording.sentence(M::ConditionOption, &[("option", Value::Text(self.words.step(&step.id)))])
            }
            _ => id.to_owned(),
        }
    }

    /// An option's wording; yes and no have their own.
    pub(super) fn option(&self, question: &Question, id: &str) -> String {
        let own = self.words.questions.get(&question.id).and_then(|words| words.options.get(id));
        match (own, &question.kind, id) {
            (Some(own), _, _) => own.clone(),
            (None, QuestionKind::YesNo, "yes") => self.wording.text(M::AnswersYes).to_owned(),
            (None, QuestionKind::YesNo, "no") => self.wording.text(M::AnswersNo).to_owned(),
            _ => self.words.option(&question.id, id).to_owned(),
        }
    }
}

/// Whether a name is a description already, such as an age from a date of birth.
fn is_described(named: Named<'_>, written: &str) -> bool {
    match named {
        Named::Question(question) => {
            matches!(question.kind, QuestionKind::DateOfBirth { .. }) || written.ends_with(".level")
        }
        _ => false,
    }
}
