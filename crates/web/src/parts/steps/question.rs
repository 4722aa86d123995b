//! A question of a scheme: its levels to choose between, or its boxes to tick, with help for each.

use askama::Template;

use crate::parts::form::Field;

/// An answer to choose.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The id of the option, as the scheme has it.
    pub value: String,
    /// Its name: `A lot of help`.
    pub text: String,
    /// What it means, in a sentence or two.
    pub help: Option<String>,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

impl Answer {
    /// An answer.
    #[must_use]
    pub fn new(value: impl Into<String>, text: impl Into<String>, help: Option<String>) -> Answer {
        Answer { value: value.into(), text: text.into(), help, is_chosen: false }
    }
}

/// A question as a card.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/steps/question.html")]
pub struct Question {
    field: Field,
    answers: Vec<Answer>,
    is_ticks: bool,
    position: Option<(usize, usize)>,
    others: Vec<(String, String)>,
}

impl Question {
    /// A question with levels, one of which is chosen: the one that is the field's value.
    #[must_use]
    pub fn levels(field: Field, mut answers: Vec<Answer>) -> Question {
        for answer in &mut answers {
            answer.is_chosen = !field.value.is_empty() && answer.value == field.value;
        }
        Question { field, answers, is_ticks: false, position: None, others: Vec::new() }
    }

    /// A question with boxes to tick; the answers say which are.
    #[must_use]
    pub fn ticks(field: Field, answers: Vec<Answer>) -> Question {
        Question { field, answers, is_ticks: true, position: None, others: Vec::new() }
    }

    /// The number of the question, and how many there are.
    #[must_use]
    pub fn position(mut self, number: usize, total: usize) -> Question {
        self.position = Some((number, total));
        self
    }

    /// What others answered: who, and what.
    #[must_use]
    pub fn others(mut self, others: Vec<(String, String)>) -> Question {
        self.others = others;
        self
    }

    fn place(&self) -> Option<String> {
        let (number, total) = self.position?;
        Some(self.field.words.say("question.position", &[("number", &number), ("total", &total)]))
    }

    fn id(&self, index: &usize) -> String {
        if *index == 0 { self.field.name.clone() } else { format!("{}-{}", self.field.name, index + 1) }
    }
}

safe!(Question);
