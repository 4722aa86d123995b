//! What a family and its worker learned, and would tell others. With the family's word a version without names is shown where
//! others look for ideas; the word can be taken back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::{PersonId, ReviewId};

/// The longest text, in characters.
const LONGEST: usize = 4_000;
/// A name of fewer letters is also a word, and is not looked for.
const SHORTEST_NAME: usize = 3;

coded! {
    /// Where a note stands.
    pub enum LearningStatus ("status of a learning note") {
        /// For the family and its worker alone.
        Own = "own",
        /// The family says that others may read it, without names.
        Offered = "offered",
        /// It stands among the stories, in words without names.
        Shared = "shared",
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LearningNote {
    /// The child.
    pub child: PersonId,
    /// The review that it came of.
    pub review: ReviewId,
    /// What worked.
    pub worked: String,
    /// What we would tell others.
    pub tell: String,
    /// Where it stands.
    pub status: LearningStatus,
    /// Who said that others may read it, and when.
    pub allowed: Option<(PersonId, Date)>,
    /// What others read: a title and words without names.
    pub told: Option<(String, String)>,
    /// The day that it was written, or that others could read it.
    pub on: Date,
}

/// Why a note is not kept or shared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LearningError {
    /// Nothing in it.
    #[error("write what worked, or what you would tell others")]
    Empty(&'static str),
    /// Too long.
    #[error("`{0}` may have {LONGEST} characters")]
    TooLong(&'static str),
    /// The family did not say that others may read it.
    #[error("the family has not said that others may read it")]
    NotAllowed,
    /// It names somebody.
    #[error("it still says {0}: use words that could be anybody's")]
    Names(String),
}

impl LearningError {
    /// The field, and the key of its words.
    #[must_use]
    pub fn field_and_code(&self) -> (&'static str, &'static str) {
        match self {
            LearningError::Empty(field) => (field, "empty"),
            LearningError::TooLong(field) => (field, "too-long"),
            LearningError::NotAllowed => ("", "learning-not-allowed"),
            LearningError::Names(_) => ("story", "learning-names"),
        }
    }
}

impl LearningNote {
    /// A note of a family or its worker; `allows` where the family lets others read it.
    ///
    /// # Errors
    /// [`LearningError`].
    pub fn written(
        (child, review): (PersonId, ReviewId),
        (worked, tell): (&str, &str),
        allows: Option<PersonId>,
        today: Date,
    ) -> Result<LearningNote, LearningError> {
        let (worked, tell) = (worked.trim(), tell.trim());
        if worked.is_empty() && tell.is_empty() {
            return Err(LearningError::Empty("worked"));
        }
        short("worked", worked)?;
        short("tell", tell)?;
        Ok(LearningNote {
            child,
            review,
            worked: worked.to_owned(),
            tell: tell.to_owned(),
            status: if allows.is_some() { LearningStatus::Offered } else { LearningStatus::Own },
            allowed: allows.map(|by| (by, today)),
            told: None,
            on: today,
        })
    }

    /// Puts a version without names among the stories.
    ///
    /// # Errors
    /// [`LearningError`], with what still names somebody.
    pub fn share(&mut self, (title, story): (&str, &str), names: &[String], today: Date) -> Result<(), LearningError> {
        if self.allowed.is_none() || self.status == LearningStatus::Own {
            return Err(LearningError::NotAllowed);
        }
        let (title, story) = (title.trim(), story.trim());
        for (field, text) in [("title", title), ("story", story)] {
            if text.is_empty() {
                return Err(LearningError::Empty(field));
            }
            short(field, text)?;
        }
        let found = named_in(&format!("{title} {story}"), names);
        if !found.is_empty() {
            return Err(LearningError::Names(found.join(", ")));
        }
        (self.told, self.status, self.on) = (Some((title.to_owned(), story.to_owned())), LearningStatus::Shared, today);
        Ok(())
    }

    /// The family takes its word back: nobody else reads it any more.
    pub fn take_back(&mut self) {
        (self.allowed, self.told, self.status) = (None, None, LearningStatus::Own);
    }
}

fn short(field: &'static str, text: &str) -> Result<(), LearningError> {
    if text.chars().count() > LONGEST { Err(LearningError::TooLong(field)) } else { Ok(()) }
}

/// What in a text could name somebody: parts of known names, addresses of e-mail, postcodes and long numbers.
#[must_use]
pub fn named_in(text: &str, names: &[String]) -> Vec<String> {
    let parts: Vec<String> = names.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for word in text.split(|letter: char| letter.is_whitespace() || ",;:!?()\"“”".contains(letter)) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        let is_name = bare.chars().count() >= SHORTEST_NAME && parts.iter().any(|part| *part == bare.to_lowercase());
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        let is_number = digits >= 5;
        if (is_name || is_number || word.contains('@') || is_postcode(bare)) && !found.iter().any(|one| one == bare) {
            found.push(bare.to_owned());
        }
    }
    found
}

/// Either half of a postcode that cannot be an ordinary word: `SW1A`, `1AA`.
fn is_postcode(word: &str) -> bool {
    let is_upper = word.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
    let digits = word.chars().filter(char::is_ascii_digit).count();
    is_upper && digits >= 1 && word.len() - digits.min(word.len()) >= 1 && (2..=7).contains(&word.len())
}

impl Paper for LearningNote {
    const TABLE: &'static str = "learning_note";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.on
    }

    fn belongs_to(&self) -> Option<uuid::Uuid> {
        Some(self.review.0)
    }

    fn only_one(&self) -> Option<String> {
        Some(self.review.to_string())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn note(allows: Option<PersonId>) -> LearningNote {
        let of = (PersonId(uuid::Uuid::from_u128(1)), ReviewId(uuid::Uuid::from_u128(2)));
        LearningNote::written(of, ("Going with Rob", ""), allows, date(2026, 11, 1)).unwrap()
    }

    #[test]
    fn others_read_nothing_without_the_familys_word_and_no_name() {
        let names = ["John Rowe".to_owned(), "Rob".to_owned()];
        let today = date(2026, 11, 2);
        let words = ("Out with a cousin", "A cousin of his own age went along.");
        assert_eq!(note(None).share(words, &names, today), Err(LearningError::NotAllowed));
        let mut allowed = note(Some(PersonId(uuid::Uuid::from_u128(3))));
        let named = allowed.share(("Out with Rob", "Rob’s own age"), &names, today);
        assert_eq!(named, Err(LearningError::Names("Rob".to_owned())));
        allowed.share(words, &names, today).unwrap();
        assert_eq!(allowed.status, LearningStatus::Shared);
        allowed.take_back();
        assert_eq!((allowed.status, allowed.told), (LearningStatus::Own, None));
    }

    #[test]
    fn numbers_addresses_and_postcodes_are_found_and_ordinary_words_are_not() {
        let text =
            "Write to kim@example.org, call 01632 960001, live in SW1A 2AA; two of 12 afternoons, at 4pm in May.";
        let found = named_in(text, &["May Al".to_owned()]);
        assert_eq!(found, ["kim@example.org", "01632", "960001", "SW1A", "2AA", "May"]);
        assert!(named_in("A robber stole the EHC plan", &["Rob".to_owned()]).is_empty());
    }
}
