//! Conditions in words.

use super::figures::Shown;
use super::markdown::plain;
use super::pen::Pen;
use crate::scheme::{Comparison, Condition, ConditionKind, Ref, Test};

impl Pen<'_> {
    /// A condition as a clause that can follow "if".
    pub(super) fn condition(&self, condition: &Condition) -> String {
        match &condition.kind {
            ConditionKind::Named(id) => match self.condition_name(id) {
                Some(name) => self.say("condition.named", &[("name", &name)]),
                None => match self.scheme.conditions.iter().find(|named| named.id == *id) {
                    Some(named) => self.condition(&named.condition),
                    None => plain(id),
                },
            },
            ConditionKind::Of(of, tests) => {
                let subject = self.subject(of, tests);
                self.say("condition.of", &[("subject", &subject), ("test", &self.tests(of, tests))])
            }
            ConditionKind::AnyOf(of, tests) => {
                self.several(["condition.any-of", "condition.any-of-answers"], of, tests)
            }
            ConditionKind::AllOf(of, tests) => {
                self.several(["condition.all-of", "condition.all-of-answers"], of, tests)
            }
            ConditionKind::All(parts) => self.messages.all_of(&self.bracketed(parts)),
            ConditionKind::Any(parts) => self.messages.one_of(&self.bracketed(parts)),
            ConditionKind::Not(inner) => self.say("condition.not", &[("condition", &self.condition(inner))]),
        }
    }

    fn bracketed(&self, parts: &[Condition]) -> Vec<String> {
        let said = |part: &Condition| {
            let said = self.condition(part);
            match &part.kind {
                ConditionKind::All(inner) | ConditionKind::Any(inner) if inner.len() > 1 => format!("({said})"),
                _ => said,
            }
        };
        parts.iter().map(said).collect()
    }

    fn several(&self, [of_numbers, of_answers]: [&str; 2], of: &[Ref], tests: &[Test]) -> String {
        let are_answers = of.iter().all(|of| self.is_about_answer(of, tests));
        let key = if are_answers { of_answers } else { of_numbers };
        let subject = |of: &Ref| match of {
            Ref::Name(name, _) if are_answers => self.question_name(name),
            _ => self.subject(of, tests),
        };
        let subjects: Vec<String> = of.iter().map(subject).collect();
        let test = of.first().map(|first| self.tests(first, tests)).unwrap_or_default();
        self.say(key, &[("test", &test), ("subjects", &subjects.join(self.messages.text("list.semicolon")))])
    }

    /// What is asked about: the answer to a question when an option is named, otherwise a number.
    fn subject(&self, of: &Ref, tests: &[Test]) -> String {
        match of {
            Ref::Name(name, _) if self.is_about_answer(of, tests) => {
                self.say("name.answer", &[("question", &self.question_name(name))])
            }
            _ => self.reference(of, Shown::Number),
        }
    }

    fn is_about_answer(&self, of: &Ref, tests: &[Test]) -> bool {
        tests.iter().any(|test| match test {
            Test::Is(_) | Test::IsNot(_) | Test::Answered(_) => true,
            Test::Level(_, word) => self.is_option(of, word),
            Test::Number(..) => false,
        })
    }

    fn is_option(&self, of: &Ref, word: &str) -> bool {
        self.options_of(of).is_some_and(|options| options.iter().any(|option| option == word))
    }

    fn options_of(&self, of: &Ref) -> Option<&[String]> {
        let Ref::Name(name, _) = of else { return None };
        self.scheme.questions.iter().find(|question| question.id == *name)?.options()
    }

    /// Tests as what can follow "is".
    pub(super) fn tests(&self, of: &Ref, tests: &[Test]) -> String {
        let said: Vec<String> = tests.iter().map(|test| self.test(of, test)).collect();
        self.messages.all_of(&said)
    }

    fn test(&self, of: &Ref, test: &Test) -> String {
        let question = if let Ref::Name(name, _) = of { name.as_str() } else { "" };
        let options = |options: &[String]| {
            let names: Vec<String> = options.iter().map(|option| self.option_name(question, option)).collect();
            self.messages.one_of(&names)
        };
        match test {
            Test::Is(one) => options(one),
            Test::IsNot(others) => self.say("test.is-not", &[("options", &options(others))]),
            // Nothing is above the last level.
            Test::Level(Comparison::AtLeast, word) if self.options_of(of).and_then(<[String]>::last) == Some(word) => {
                self.option_name(question, word)
            }
            Test::Level(comparison, word) if self.is_option(of, word) => {
                self.compared(*comparison, &self.option_name(question, word))
            }
            Test::Level(comparison, word) => self.compared(*comparison, &self.named(word)),
            Test::Number(comparison, number) => {
                self.compared(*comparison, &self.figure(*number, self.units.of_id(question)))
            }
            Test::Answered(true) => self.messages.text("test.answered").to_owned(),
            Test::Answered(false) => self.messages.text("test.not-answered").to_owned(),
        }
    }

    fn compared(&self, comparison: Comparison, value: &str) -> String {
        let key = match comparison {
            Comparison::AtLeast => "test.at-least",
            Comparison::AtMost => "test.at-most",
            Comparison::Above => "test.above",
            Comparison::Below => "test.below",
            Comparison::Equals => "test.equals",
        };
        self.say(key, &[("value", value)])
    }
}
