//! When a question is asked, for someone who has only the paper: by the number of an earlier question.

use super::Desk;
use crate::document::Text;
use ras::scheme::{Comparison, Condition, ConditionKind, QuestionKind, Ref, Test};

impl Desk<'_> {
    /// A simple test on one earlier answer in words; anything more only as "not for everyone".
    pub(super) fn asked_when(&self, condition: &Condition) -> Text {
        match self.one_answer(condition) {
            Some(condition) => self.sentences.tell("question.asked-when", &[("condition", &condition)]),
            None => self.tell("question.asked-when-other"),
        }
    }

    fn one_answer(&self, condition: &Condition) -> Option<String> {
        let ConditionKind::Of(of, tests) = &condition.kind else { return None };
        let (Ref::Name(id, _), [test]) = (of, tests.as_slice()) else { return None };
        let question = self.scheme.questions.iter().find(|question| question.id == *id)?;
        let number = self.number_of(id)?.to_string();
        let option = |option: &str| match (&question.kind, option) {
            (QuestionKind::YesNo, "yes") => self.sentences.text("question.yes").to_owned(),
            (QuestionKind::YesNo, "no") => self.sentences.text("question.no").to_owned(),
            _ => self.words.option(id, option).to_owned(),
        };
        let (how, answer) = match test {
            Test::Is(options) => match options.as_slice() {
                [only] => (Comparison::Equals, option(only)),
                _ => return None,
            },
            Test::Level(how, level) => (*how, option(level)),
            Test::Number(how, number) => (*how, number.to_string()),
            Test::IsNot(_) | Test::Answered(_) => return None,
        };
        let (name, _) = Comparison::ALL.iter().find(|(_, known)| *known == how)?;
        let is_age = matches!(question.kind, QuestionKind::DateOfBirth { .. });
        let key = if is_age { format!("condition.age-{name}") } else { format!("condition.{name}") };
        Some(self.sentences.say(&key, &[("number", &number), ("answer", &answer)]))
    }
}
