//! The questions that a plan is read with: the seven of the seven steps, and the authority's own.

use serde::{Deserialize, Serialize};

use crate::PersonId;
use crate::codes::coded;

coded! {
    /// The seven questions (report for the department, 2007).
    pub enum SevenQuestions ("question") {
        /// What is important to you?
        Important = "important",
        /// What do you want to change?
        Change = "change",
        /// How will you be supported?
        Supported = "supported",
        /// How will you spend the budget?
        Spend = "spend",
        /// How will the support be managed?
        Managed = "managed",
        /// How will you stay in control?
        Control = "control",
        /// What will you do to make it happen?
        Happen = "happen",
    }
}

/// One of the authority's own questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Question {
    /// Its id, which never changes.
    pub id: String,
    /// In words.
    pub words: String,
}

coded! {
    /// How far the plan answers a question.
    pub enum Answer ("answer") {
        /// It does.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// It does not.
        No = "no",
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CheckAnswer {
    /// The question: a code of [`SevenQuestions`] or an id of the authority's own.
    pub question: String,
    /// How far.
    pub answer: Answer,
    /// What there is to say; always where the answer is not yes.
    #[serde(default)]
    pub note: String,
    /// Who answered.
    pub by: PersonId,
}

/// An answer that cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// Not asked.
    #[error("`{0}` is not one of the questions: choose one from the list")]
    NotAsked(String),
    /// Not yes, without a word.
    #[error("say what is missing, so that the family can add it")]
    NoteMissing,
}

/// Every question's id, the seven first.
pub fn ids(own: &[Question]) -> impl Iterator<Item = &str> {
    SevenQuestions::ALL.iter().map(|question| question.code()).chain(own.iter().map(|question| question.id.as_str()))
}

/// An answer as it is kept.
///
/// # Errors
/// [`CheckError`].
pub fn check(own: &[Question], given: CheckAnswer) -> Result<CheckAnswer, CheckError> {
    if !ids(own).any(|id| id == given.question) {
        return Err(CheckError::NotAsked(given.question));
    }
    let note = given.note.trim().to_owned();
    if given.answer != Answer::Yes && note.is_empty() {
        return Err(CheckError::NoteMissing);
    }
    Ok(CheckAnswer { note, ..given })
}

/// The questions that nobody has answered yet.
#[must_use]
pub fn unanswered(own: &[Question], answers: &[CheckAnswer]) -> Vec<String> {
    ids(own).filter(|id| !answers.iter().any(|answer| answer.question == *id)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn given(question: &str, answer: Answer, note: &str) -> CheckAnswer {
        let (question, note) = (question.to_owned(), note.to_owned());
        CheckAnswer { question, answer, note, by: PersonId(Uuid::from_u128(1)) }
    }

    #[test]
    fn seven_questions_and_the_authoritys_own_are_answered() {
        let own = [Question { id: "siblings".to_owned(), words: "Are brothers and sisters thought of?".to_owned() }];
        assert_eq!(unanswered(&own, &[]).len(), 8);
        let yes = check(&own, given("siblings", Answer::Yes, "  ")).unwrap();
        assert!(!unanswered(&own, &[yes]).contains(&"siblings".to_owned()));
        assert_eq!(check(&own, given("managed", Answer::Partly, " ")), Err(CheckError::NoteMissing));
        assert_eq!(check(&[], given("siblings", Answer::Yes, "")), Err(CheckError::NotAsked("siblings".to_owned())));
    }
}
