//! The one question about a doubtful line, as the key of a sentence and what is filled in.

use super::why::Reason;
use super::{Line, Match};
use crate::sentences::Sentences;

const WORDS: &str = include_str!("words.en.toml");

/// A question about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Key of the sentence, the same in every catalogue.
    pub key: &'static str,
    /// What is filled in: `day`, `sum`, `payee`, `what`.
    pub fields: Vec<(&'static str, String)>,
}

impl Question {
    /// The question for a line that may be these, the likeliest first. `what` says what the first is.
    #[must_use]
    pub fn about(line: &Line<'_>, possible: &[Match], what: &str) -> Question {
        let key = match possible {
            [only] if only.why.has(Reason::OtherSum) => "is-it-other-sum",
            [_] => "is-it",
            _ => "which",
        };
        let sum = crate::Pence(line.pence.0.saturating_abs()).to_string();
        let payee = if line.payee.trim().is_empty() { line.reference } else { line.payee };
        Question {
            key,
            fields: vec![
                ("day", line.booked.to_string()),
                ("sum", sum),
                ("payee", payee.trim().to_owned()),
                ("what", what.to_owned()),
            ],
        }
    }

    /// The sentence in English, for a command line.
    #[must_use]
    pub fn sentence(&self) -> String {
        let fields: Vec<(&str, &str)> = self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Sentences::of(&[WORDS]).say(&format!("question.{}", self.key), &fields)
    }
}
