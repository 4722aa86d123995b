//! Conditions as operations with the values 0 and 1.

use super::Preparer;
use super::names::Named;
use crate::Ratio;
use crate::calculator::{NodeId, Op};
use crate::finding::{Place, nearest};
use crate::scheme::{Comparison, Condition, ConditionKind, QuestionKind, Ref, Test};

impl Preparer<'_> {
    pub(super) fn named_condition(&mut self, at: usize) {
        let Some(named) = self.scheme.conditions.get(at) else { return };
        self.builder.step = None;
        self.builder.place = named.place.clone();
        if let Some(node) = self.condition(&named.condition) {
            self.names.set_condition(at, node);
        }
    }

    pub(super) fn maybe_condition(&mut self, condition: Option<&Condition>) -> Option<Option<NodeId>> {
        match condition {
            None => Some(None),
            Some(condition) => self.condition(condition).map(Some),
        }
    }

    pub(super) fn condition(&mut self, condition: &Condition) -> Option<NodeId> {
        match &condition.kind {
            ConditionKind::Named(id) => match self.names.find(id) {
                Some(Named::Condition(at)) => self.names.condition_value(at),
                Some(Named::Question(at)) if self.is_yes_no(at) => {
                    self.test(at, &Test::Is(vec!["yes".to_owned()]), &condition.place)
                }
                Some(_) => {
                    self.fault(
                        "condition",
                        &condition.place,
                        format!("`{id}` is not a condition"),
                        "write { of = \"…\", at-least = … }",
                    );
                    None
                }
                None => {
                    let known = self.scheme.conditions.iter().map(|known| known.id.as_str());
                    let help = nearest(id, known).map_or_else(
                        || "add a [[condition]] with this id".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.fault("unknown-id", &condition.place, format!("there is no condition `{id}`"), help);
                    None
                }
            },
            ConditionKind::Of(of, tests) => self.tests(of, tests, &condition.place),
            ConditionKind::AnyOf(of, tests) => {
                let parts: Vec<_> = of.iter().map(|of| self.tests(of, tests, &condition.place)).collect();
                self.builder.or(&parts.into_iter().collect::<Option<Vec<_>>>()?)
            }
            ConditionKind::AllOf(of, tests) => {
                let parts: Vec<_> = of.iter().map(|of| self.tests(of, tests, &condition.place)).collect();
                self.builder.and(&parts.into_iter().collect::<Option<Vec<_>>>()?)
            }
            ConditionKind::All(inner) => {
                let parts: Vec<_> = inner.iter().map(|part| self.condition(part)).collect();
                self.builder.and(&parts.into_iter().collect::<Option<Vec<_>>>()?)
            }
            ConditionKind::Any(inner) => {
                let parts: Vec<_> = inner.iter().map(|part| self.condition(part)).collect();
                self.builder.or(&parts.into_iter().collect::<Option<Vec<_>>>()?)
            }
            ConditionKind::Not(inner) => {
                let inner = self.condition(inner)?;
                self.builder.push(Op::Not(inner), 1)
            }
        }
    }

    fn is_yes_no(&self, at: usize) -> bool {
        self.scheme.questions.get(at).is_some_and(|question| question.kind == QuestionKind::YesNo)
    }

    /// All tests on one thing.
    fn tests(&mut self, of: &Ref, tests: &[Test], place: &Place) -> Option<NodeId> {
        let parts: Vec<Option<NodeId>> = tests.iter().map(|test| self.test_on(of, test, place)).collect();
        self.builder.and(&parts.into_iter().collect::<Option<Vec<_>>>()?)
    }

    fn test_on(&mut self, of: &Ref, test: &Test, place: &Place) -> Option<NodeId> {
        if let Ref::Name(name, _) = of
            && let Some(Named::Question(at)) = self.names.find(name)
        {
            let question = self.scheme.questions.get(at)?;
            let is_bare_number = matches!(test, Test::Number(..));
            let has_options = question.options().is_some() || question.kind == QuestionKind::YesNo;
            if matches!(test, Test::Answered(_)) || (has_options && !is_bare_number) {
                return self.test(at, test, place);
            }
        }
        let number = match test {
            Test::Number(comparison, number) => Some((*comparison, *number)),
            Test::Level(comparison, text) => match text.parse() {
                Ok(number) => Some((*comparison, number)),
                // A parameter or step to compare with: the difference is compared with nothing.
                Err(_) => {
                    let (value, with) = (self.reference(of)?, self.named_value(text, place)?);
                    let difference = self.builder.sum(&[(value, Ratio::ONE), (with, Ratio::whole(-1))])?;
                    return self.builder.compare(difference, *comparison, Ratio::ZERO);
                }
            },
            Test::Is(options) => match options.as_slice() {
                [only] => only.parse().ok().map(|number| (Comparison::Equals, number)),
                _ => None,
            },
            Test::IsNot(_) | Test::Answered(_) => None,
        };
        let Some((comparison, number)) = number else {
            self.fault(
                "condition",
                place,
                "this test is for questions with options",
                "for a number use at-least, at-most, above, below or equals",
            );
            return None;
        };
        let value = self.reference(of)?;
        let holds = self.builder.compare(value, comparison, number)?;
        // A number that was not answered passes no test.
        match of {
            Ref::Name(name, _) => match self.names.find(name) {
                Some(Named::Question(at)) if self.lacks_blank(at) => {
                    let answered = self.test(at, &Test::Answered(true), place)?;
                    self.builder.and(&[answered, holds])
                }
                _ => Some(holds),
            },
            Ref::Number(_) => Some(holds),
        }
    }

    fn lacks_blank(&self, at: usize) -> bool {
        let has_blank = self.scheme.questions.get(at).is_some_and(|question| question.blank.is_some());
        !has_blank && self.builder.inputs.get(at).is_some_and(|input| input.may_be_blank())
    }

    /// A test on a question with options, or on whether it was answered.
    pub(super) fn test(&mut self, at: usize, test: &Test, place: &Place) -> Option<NodeId> {
        let question = self.scheme.questions.get(at)?;
        let holds: Vec<bool> = match test {
            Test::Answered(wanted) => {
                let answered = self.builder.push(Op::Answered { question: at }, 1)?;
                let shown = self.builder.inputs.get(at).and_then(|input| input.shown);
                let answered = self.builder.and(&shown.into_iter().chain([answered]).collect::<Vec<_>>())?;
                return if *wanted { Some(answered) } else { self.builder.push(Op::Not(answered), 1) };
            }
            Test::Is(options) | Test::IsNot(options) => {
                let wanted: Option<Vec<usize>> = options.iter().map(|option| self.option(at, option, place)).collect();
                let wanted = wanted?;
                let is = matches!(test, Test::Is(_));
                (0..option_count(&question.kind)).map(|option| wanted.contains(&option) == is).collect()
            }
            Test::Level(comparison, option) => {
                if !matches!(question.kind, QuestionKind::Levels(_)) {
                    let message = format!("the options of `{}` have no order", question.id);
                    self.fault(
                        "condition",
                        place,
                        message,
                        "use `is` or `is-not`, or make the question one of `levels`",
                    );
                    return None;
                }
                let with = self.option(at, option, place)?;
                (0..option_count(&question.kind)).map(|option| comparison.holds(&option, &with)).collect()
            }
            Test::Number(..) => return None,
        };
        let values: Vec<Ratio> = holds.iter().map(|holds| Ratio::whole(i64::from(*holds))).collect();
        let blank =
            self.blank_code(at).and_then(|code| usize::try_from(code).ok()).and_then(|code| values.get(code).copied());
        self.map(at, 0, &values, blank.unwrap_or(Ratio::ZERO))
    }

    /// Position of an option.
    pub(super) fn option(&mut self, at: usize, option: &str, place: &Place) -> Option<usize> {
        let question = self.scheme.questions.get(at)?;
        let options: Vec<&str> = match question.options() {
            Some(options) => options.iter().map(String::as_str).collect(),
            None => vec!["no", "yes"],
        };
        let found = options.iter().position(|known| *known == option);
        if found.is_none() {
            let help = nearest(option, options.iter().copied()).map_or_else(
                || format!("its options are {}", options.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.fault("unknown-id", place, format!("`{}` has no option `{option}`", question.id), help);
        }
        found
    }
}

fn option_count(kind: &QuestionKind) -> usize {
    match kind {
        QuestionKind::Levels(options) | QuestionKind::Choice(options) => options.len(),
        _ => 2,
    }
}
