//! What somebody says for a review, in whatever way they take part. The child's own view stands first.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::{PersonId, ReviewId};

/// The longest that somebody says to one question, in characters.
pub const LONGEST: usize = 4_000;

coded! {
    /// How somebody takes part.
    pub enum TakesPart ("way to take part") {
        /// On a page of the service.
        Page = "page",
        /// On paper.
        Paper = "paper",
        /// At the meeting.
        Meeting = "meeting",
    }
}

coded! {
    /// Whether the money and the support were enough.
    pub enum Enough ("answer about enough") {
        /// Yes.
        Yes = "yes",
        /// Only just.
        Just = "just",
        /// No.
        No = "no",
    }
}

/// What somebody says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Saying {
    /// The child.
    pub child: PersonId,
    /// The review.
    pub review: ReviewId,
    /// Whose view it is.
    pub of: PersonId,
    /// How they take part.
    pub way: TakesPart,
    /// How it is, from 1 (very bad) to 5 (very good), as a face.
    pub face: Option<u8>,
    /// What is good.
    pub good: String,
    /// What is hard.
    pub hard: String,
    /// What should be different.
    pub change: String,
    /// Whether it was enough.
    pub enough: Option<Enough>,
    /// Whether they feel safe.
    pub is_safe: Option<bool>,
    /// Whether the way that the money is held is still right.
    pub is_right: Option<bool>,
    /// Who wrote it down, where they did not: `Mum, from what John showed`.
    pub written_by: String,
    /// The day.
    pub on: Date,
}

/// Why it is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SayingError {
    /// Nothing was said.
    #[error("nothing is said yet: write a word or choose a face")]
    Nothing,
    /// Too long.
    #[error("`{0}` may have {LONGEST} characters")]
    TooLong(&'static str),
    /// A face that there is not.
    #[error("a face is a number from 1 to 5")]
    NoFace,
}

impl SayingError {
    /// The field, and the key of its words.
    #[must_use]
    pub fn field_and_code(self) -> (&'static str, &'static str) {
        match self {
            SayingError::Nothing => ("good", "nothing-said"),
            SayingError::TooLong(field) => (field, "too-long"),
            SayingError::NoFace => ("face", "choose-from-the-list"),
        }
    }
}

impl Saying {
    /// Whether the child says it.
    #[must_use]
    pub fn is_the_childs(&self) -> bool {
        self.of == self.child
    }

    /// As it is kept: without blanks around texts.
    ///
    /// # Errors
    /// [`SayingError`].
    pub fn checked(mut self) -> Result<Saying, SayingError> {
        let texts = [
            ("good", &mut self.good),
            ("hard", &mut self.hard),
            ("change", &mut self.change),
            ("written-by", &mut self.written_by),
        ];
        let mut is_said = self.face.is_some() || self.enough.is_some() || self.is_safe.is_some();
        is_said = is_said || self.is_right.is_some();
        for (field, text) in texts {
            *text = text.trim().to_owned();
            if text.chars().count() > LONGEST {
                return Err(SayingError::TooLong(field));
            }
            is_said = is_said || (field != "written-by" && !text.is_empty());
        }
        if self.face.is_some_and(|face| !(1..=5).contains(&face)) {
            return Err(SayingError::NoFace);
        }
        if is_said { Ok(self) } else { Err(SayingError::Nothing) }
    }
}

impl Paper for Saying {
    const TABLE: &'static str = "review_saying";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.way.code()
    }

    fn day(&self) -> Date {
        self.on
    }

    fn belongs_to(&self) -> Option<uuid::Uuid> {
        Some(self.review.0)
    }

    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.review, self.of))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_face_alone_is_a_view_and_an_empty_form_is_none() {
        let person = PersonId(uuid::Uuid::from_u128(1));
        let empty = Saying {
            child: person,
            review: ReviewId(uuid::Uuid::from_u128(2)),
            of: person,
            way: TakesPart::Page,
            face: None,
            good: "  ".to_owned(),
            hard: String::new(),
            change: String::new(),
            enough: None,
            is_safe: None,
            is_right: None,
            written_by: "Mum".to_owned(),
            on: date(2026, 11, 1),
        };
        assert_eq!(empty.clone().checked(), Err(SayingError::Nothing));
        assert!(Saying { face: Some(4), ..empty.clone() }.checked().is_ok());
        assert_eq!(Saying { face: Some(6), ..empty.clone() }.checked(), Err(SayingError::NoFace));
        let long = Saying { hard: "x".repeat(LONGEST + 1), ..empty.clone() };
        assert_eq!(long.checked(), Err(SayingError::TooLong("hard")));
        let kept = Saying { good: " Saturdays ".to_owned(), ..empty }.checked().unwrap();
        assert_eq!((kept.good.as_str(), kept.is_the_childs()), ("Saturdays", true));
    }
}
