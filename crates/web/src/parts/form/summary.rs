//! What is wrong with a form, at the top of its page, each with a link to its field.

use askama::Template;

use crate::words::{Language, PageWords, Words};

/// Something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field; empty where the form as a whole is meant.
    pub name: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// All there is to mend. Shows nothing when there is nothing.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form/summary.html")]
pub struct ErrorSummary {
    words: PageWords,
    problems: Vec<Problem>,
}

impl ErrorSummary {
    /// A summary of problems in the order of the form.
    #[must_use]
    pub fn new(words: PageWords, problems: Vec<Problem>) -> ErrorSummary {
        ErrorSummary { words, problems }
    }

    /// Whether there is nothing to mend.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Default for ErrorSummary {
    fn default() -> ErrorSummary {
        ErrorSummary::new(Words::new(Language::English).page("parts"), Vec::new())
    }
}

safe!(ErrorSummary);
