//! One person's answers, checked against the questions.

use super::Calculator;

/// The code of a question without an answer.
pub const BLANK: i64 = i64::MIN;

/// One person's answers as codes, in the order of the questions. Every code is one that its question allows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sheet(pub(crate) Vec<i64>);

/// Why a text is not an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// No question has this id.
    #[error("there is no question `{0}`")]
    UnknownQuestion(String),
    /// The question does not allow this answer.
    #[error("column `{question}`: `{value}` is not allowed; it must be {allowed}")]
    NotAllowed {
        /// The question's id.
        question: String,
        /// What was answered.
        value: String,
        /// What would have been allowed, in words.
        allowed: String,
    },
}

impl Calculator {
    /// A sheet from question ids and answers as a file holds them; an empty text is no answer.
    ///
    /// # Errors
    /// The first answer that is not allowed, and what was.
    pub fn sheet<'a>(&self, answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Sheet, SheetError> {
        let mut sheet = self.blank_sheet();
        for (id, text) in answers {
            let at = self.input_index(id).ok_or_else(|| SheetError::UnknownQuestion(id.to_owned()))?;
            self.answer(&mut sheet, at, text)?;
        }
        Ok(sheet)
    }

    /// A sheet without any answer.
    #[must_use]
    pub fn blank_sheet(&self) -> Sheet {
        Sheet(vec![BLANK; self.inputs.len()])
    }

    /// Puts one answer in, by the question's position.
    ///
    /// # Errors
    /// What is allowed, when the text is not.
    pub fn answer(&self, sheet: &mut Sheet, question: usize, text: &str) -> Result<(), SheetError> {
        let Some((input, code)) = self.inputs.get(question).zip(sheet.0.get_mut(question)) else {
            return Err(SheetError::UnknownQuestion(question.to_string()));
        };
        let text = text.trim();
        *code = if text.is_empty() {
            BLANK
        } else {
            input.code(text).map_err(|allowed| SheetError::NotAllowed {
                question: input.id.clone(),
                value: printable(text),
                allowed,
            })?
        };
        Ok(())
    }
}

impl Sheet {
    /// The code of a question's answer, if it has one.
    #[must_use]
    pub fn code(&self, question: usize) -> Option<i64> {
        self.0.get(question).copied().filter(|code| *code != BLANK)
    }

    pub(crate) fn set(&mut self, question: usize, code: i64) {
        if let Some(slot) = self.0.get_mut(question) {
            *slot = code;
        }
    }

    /// The same with one answer changed to another code of its question.
    #[must_use]
    pub(crate) fn with(&self, question: usize, code: i64) -> Sheet {
        let mut changed = self.clone();
        changed.set(question, code);
        changed
    }
}

/// A value as it can stand in a message: short, on one line, control characters written out.
pub(crate) fn printable(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(60)
        .flat_map(|c| {
            let escaped = c.is_control().then(|| c.escape_default().to_string());
            escaped.unwrap_or_else(|| c.to_string()).chars().collect::<Vec<_>>()
        })
        .collect();
    if text.chars().count() > 60 {
        shown.push('…');
    }
    shown
}
