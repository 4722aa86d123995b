//! Questions of a scheme on a page: each kind with its own control, help and unit, and reading back what was sent.

use std::collections::BTreeMap;
use std::fmt;

use ras::Scheme;
use ras::scheme::{Answerer, Question, QuestionKind, Words};
use seven_core::assessment::Capacity;
use seven_core::questionnaire::meanings_of_options;

use crate::parts::form::{DateInput, Field, Posted, Problem, TextInput};
use crate::parts::steps::{Answer, Question as Card};
use crate::words::PageWords;

/// A question as it stands on a page.
#[derive(Debug, Clone)]
pub enum Asked {
    /// Levels, choices, yes and no.
    Card(Box<Card>),
    /// A number.
    Line(Box<TextInput>),
    /// A day.
    Day(Box<DateInput>),
}

impl fmt::Display for Asked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Asked::Card(card) => card.fmt(out),
            Asked::Line(line) => line.fmt(out),
            Asked::Day(day) => day.fmt(out),
        }
    }
}

impl askama::filters::HtmlSafe for Asked {}

/// How questions are put: by which scheme, in whose words.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The scheme's words for the reader.
    pub words: &'a Words,
    /// The page's words.
    pub w: PageWords,
}

/// What else there is to say with a question.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Its number and how many there are.
    pub position: Option<(usize, usize)>,
    /// Whether it is the one question of its page.
    pub is_heading: bool,
    /// What is wrong with the answer.
    pub error: Option<String>,
}

/// The name of a question's field.
#[must_use]
pub fn field_name(question: &str) -> String {
    format!("a-{question}")
}

impl Asker<'_> {
    /// A question with the answer that it has now.
    #[must_use]
    pub fn ask(&self, question: &Question, value: &str, beside: Beside) -> Asked {
        let own = self.words.questions.get(&question.id);
        let mut field = Field::new(self.w, field_name(&question.id), self.words.question(&question.id)).value(value);
        field.hint = own.and_then(|own| own.help.as_deref()).map(one_line);
        field.error = beside.error;
        field.is_heading = beside.is_heading;
        let unit = own.and_then(|own| own.unit.clone());
        match &question.kind {
            QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo => {
                let card = Card::levels(field, self.answers(question));
                let card = match beside.position {
                    Some((number, total)) => card.position(number, total),
                    None => card,
                };
                Asked::Card(Box::new(card))
            }
            QuestionKind::Whole { min, max } => {
                field.hint = Some(self.number_hint(field.hint.take(), unit, (&min.to_string(), &max.to_string())));
                Asked::Line(Box::new(field.text().digits().characters(5)))
            }
            QuestionKind::Decimal { min, max, places } => {
                let end = |code: i64| decimal(code, *places);
                field.hint = Some(self.number_hint(field.hint.take(), unit, (&end(*min), &end(*max))));
                Asked::Line(Box::new(field.text().characters(10)))
            }
            QuestionKind::DateOfBirth { .. } => Asked::Day(Box::new(field.date().birthday())),
            QuestionKind::Date => Asked::Day(Box::new(field.date())),
        }
    }

    fn number_hint(&self, hint: Option<String>, unit: Option<String>, (min, max): (&str, &str)) -> String {
        let unit = unit.unwrap_or_default();
        let between = self.w.say("asking.between", &[("min", &min), ("max", &max), ("unit", &unit)]);
        hint.map_or(between.clone(), |hint| format!("{hint} {between}"))
    }

    fn answers(&self, question: &Question) -> Vec<Answer> {
        let guidance = self.words.questions.get(&question.id).and_then(|own| own.guidance.as_deref());
        let meanings = meanings_of_options(question, self.words, guidance.unwrap_or_default());
        let yes_no = ["yes", "no"].map(str::to_owned);
        let options: &[String] = question.options().unwrap_or(&yes_no);
        let mut meanings = meanings.into_iter();
        let answer = |option: &String| Answer::new(option, self.option(question, option), meanings.next());
        let mut answers: Vec<Answer> = options.iter().map(answer).collect();
        answers.push(Answer::new("", self.w.t("asking.not-sure"), None));
        answers
    }

    fn option(&self, question: &Question, option: &str) -> String {
        match question.kind {
            QuestionKind::YesNo => self.w.t(if option == "yes" { "asking.yes" } else { "asking.no" }).to_owned(),
            _ => self.words.option(&question.id, option).to_owned(),
        }
    }

    /// An answer in words; a message where there is none.
    #[must_use]
    pub fn in_words(&self, question: &Question, value: &str) -> String {
        match &question.kind {
            _ if value.is_empty() => self.w.t("asking.none").to_owned(),
            QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo => self.option(question, value),
            QuestionKind::DateOfBirth { .. } | QuestionKind::Date => {
                value.parse().map_or(value.to_owned(), |day| crate::dates::day(self.w, day))
            }
            _ => value.to_owned(),
        }
    }

    /// The heading that a question stands under.
    #[must_use]
    pub fn outcome(&self, question: &Question) -> String {
        match &question.outcome {
            Some(outcome) => self.words.outcome(outcome).to_owned(),
            None => self.w.t("asking.about-you").to_owned(),
        }
    }

    /// What was sent, by question; questions that the form did not hold are left out.
    #[must_use]
    pub fn read(&self, posted: &Posted) -> BTreeMap<String, String> {
        let mut answers = BTreeMap::new();
        for question in &self.scheme.questions {
            let name = field_name(&question.id);
            let is_day = matches!(question.kind, QuestionKind::DateOfBirth { .. } | QuestionKind::Date);
            let sent = if is_day && posted.value(&name).is_empty() {
                posted.date(&name)
            } else {
                posted.value(&name).to_owned()
            };
            answers.insert(question.id.clone(), sent);
        }
        answers
    }

    /// What is wrong with an answer, in words.
    #[must_use]
    pub fn fault(&self, question: &Question) -> Problem {
        let name = field_name(&question.id);
        let label = self.words.question(&question.id);
        let key = match question.kind {
            QuestionKind::Whole { .. } | QuestionKind::Decimal { .. } => "asking.error.number",
            QuestionKind::DateOfBirth { .. } | QuestionKind::Date => "asking.error.day",
            _ => "asking.error.list",
        };
        Problem { name, message: self.w.say(key, &[("question", &label)]) }
    }
}

/// Whether a question is for whoever answers in this capacity.
#[must_use]
pub fn is_theirs(question: &Question, capacity: Capacity) -> bool {
    let who = &question.answered_by;
    who.is_empty()
        || match capacity {
            Capacity::Child => who.contains(&Answerer::Child) || who.contains(&Answerer::YoungPerson),
            Capacity::Parent | Capacity::PeerHelper => who.contains(&Answerer::ParentCarer),
            Capacity::Professional => who.contains(&Answerer::Professional),
            Capacity::StaffFromPaper => true,
        }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decimal(code: i64, places: u32) -> String {
    let width = usize::try_from(places).unwrap_or_default();
    let digits = format!("{:0>least$}", code.unsigned_abs(), least = width + 1);
    let (whole, part) = digits.split_at(digits.len() - width);
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}
