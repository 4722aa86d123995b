//! What people write in a plan, apart from support and money: the child's pages, the circle of people, outcomes, risks.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::MediaId;
use crate::codes::coded;

/// The child's own pages have at most so many words together: what can be read in five minutes.
pub const MOST_WORDS: usize = 300;
/// No text of a plan is longer, in characters.
pub const LONGEST_TEXT: usize = 10_000;

coded! {
    /// What one of the child's own pages is about.
    pub enum Topic ("page") {
        /// Who I am.
        WhoIAm = "who-i-am",
        /// What I love.
        Love = "love",
        /// What works for me.
        Works = "works",
        /// What does not.
        WorksNot = "works-not",
        /// How I talk and how I show things.
        Communicate = "communicate",
        /// What I want next.
        Next = "next",
        /// What I say yes to.
        Yes = "yes",
        /// What I say no to.
        No = "no",
    }
}

/// One of the child's own pages: in words, pictures, drawings, symbols or a recorded voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Page {
    /// What it is about.
    pub topic: Topic,
    /// In words.
    #[serde(default)]
    pub words: String,
    /// The same in easy read, as the family wrote it; a machine never does.
    #[serde(default)]
    pub easy: String,
    /// Pictures, drawings and recordings.
    #[serde(default)]
    pub media: Vec<MediaId>,
    /// Who wrote it down, where the child did not: `Mum, from what Zara showed`.
    #[serde(default)]
    pub written_by: String,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn about(topic: Topic) -> Page {
        Page { topic, words: String::new(), easy: String::new(), media: Vec::new(), written_by: String::new() }
    }

    /// How many words there are.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.words.split_whitespace().count()
    }
}

coded! {
    /// How close somebody is: the ring of the circle that they stand in.
    pub enum Ring ("ring") {
        /// Those I love most.
        Closest = "closest",
        /// Friends and family.
        Friends = "friends",
        /// People I know from school, clubs, the street.
        Known = "known",
        /// People who are paid to be with me.
        PaidHelp = "paid-help",
    }
}

/// Somebody in the child's circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CirclePerson {
    /// What the child calls them.
    pub name: String,
    /// Who they are: `cousin`, `my swimming teacher`.
    #[serde(default)]
    pub who: String,
    /// Which ring.
    pub ring: Ring,
}

/// How one will know that an outcome came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "measure", rename_all = "kebab-case")]
pub enum Measure {
    /// On a scale from 1 to 10.
    Scale {
        /// What 1 stands for.
        low: String,
        /// What 10 stands for.
        high: String,
        /// Today.
        baseline: u8,
        /// What is hoped for.
        aim: u8,
    },
    /// How often something happens.
    Count {
        /// What is counted: `evenings out a month`.
        what: String,
        /// Today.
        baseline: u32,
        /// What is hoped for.
        aim: u32,
    },
    /// A change that can be told.
    Change {
        /// How it is today.
        today: String,
        /// How it will be.
        then: String,
    },
}

/// What is to come of the plan, in the person's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// In their own words.
    pub words: String,
    /// The outcome of the authority's framework that it belongs to, by its id there.
    pub framework: String,
    /// How we will know.
    pub measure: Measure,
    /// By when.
    #[serde(default)]
    pub by: Option<Date>,
}

/// Something worth doing although it could go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Risk {
    /// What is worth doing.
    pub worth: String,
    /// What could go wrong.
    pub wrong: String,
    /// What we do about it.
    pub doing: String,
    /// What the child says about it.
    #[serde(default)]
    pub child_says: String,
}

/// What to do when things go badly, and whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SafetyNote {
    /// How one sees that it begins.
    pub when: String,
    /// What helps.
    pub what: String,
    /// Whom to call.
    #[serde(default)]
    pub call: String,
    /// Whether only those may see it who keep the child safe.
    #[serde(default)]
    pub guarded: bool,
}

/// A brother, a sister, or another child who lives with it: what they do, and what is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sibling {
    /// What they are called.
    pub name: String,
    /// Who they are: `my big sister, 12`.
    #[serde(default)]
    pub who: String,
    /// What they do to help.
    #[serde(default)]
    pub helps: String,
    /// What they say about it, in their own words.
    #[serde(default)]
    pub says: String,
    /// What is to be theirs alone.
    #[serde(default)]
    pub own: String,
    /// Whether a young carer's needs assessment is asked for (Children Act 1989, section 17ZA).
    #[serde(default)]
    pub wants_assessment: bool,
}

coded! {
    /// The parts of real wealth: money is one of four.
    pub enum WealthPart ("part of wealth") {
        /// What the child and the family can do.
        Capacity = "capacity",
        /// Whom they know.
        Connection = "connection",
        /// What they know about.
        Information = "information",
        /// Money.
        Money = "money",
    }
}

/// One part of the family's real wealth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Wealth {
    /// Which part.
    pub part: WealthPart,
    /// What there is of it.
    pub words: String,
    /// How much of it the family feels that there is, 1 to 5: for the picture.
    pub strength: u8,
}

/// Why something written cannot be kept, and what to do. Every field is named as the form names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WritingError {
    /// Something is needed.
    #[error("`{0}` is empty: write at least a word")]
    Empty(&'static str),
    /// Too long.
    #[error("`{field}` has {characters} characters and may have {LONGEST_TEXT}: shorten it or use two pieces")]
    TooLong {
        /// The field.
        field: &'static str,
        /// How many there are.
        characters: usize,
    },
    /// A number outside its scale.
    #[error("`{field}` is {value} and goes from {least} to {most}")]
    OffScale {
        /// The field.
        field: &'static str,
        /// What was given.
        value: u8,
        /// The least.
        least: u8,
        /// The most.
        most: u8,
    },
}

impl WritingError {
    /// The field that it is about.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            WritingError::Empty(field) | WritingError::TooLong { field, .. } | WritingError::OffScale { field, .. } => {
                field
            }
        }
    }
}

/// A text as it is kept: without blanks at its ends, not too long.
///
/// # Errors
/// [`WritingError`].
pub fn text(field: &'static str, written: &str) -> Result<String, WritingError> {
    let text = written.trim();
    let characters = text.chars().count();
    if characters > LONGEST_TEXT {
        return Err(WritingError::TooLong { field, characters });
    }
    Ok(text.to_owned())
}

/// The same, where something has to be written.
///
/// # Errors
/// [`WritingError`].
pub fn needed(field: &'static str, written: &str) -> Result<String, WritingError> {
    let text = text(field, written)?;
    if text.is_empty() { Err(WritingError::Empty(field)) } else { Ok(text) }
}

impl Measure {
    /// # Errors
    /// [`WritingError`] for a number off its scale, or nothing to count.
    pub fn checked(self) -> Result<Measure, WritingError> {
        match &self {
            Measure::Scale { baseline, aim, .. } => {
                on_scale("baseline", *baseline, 1, 10)?;
                on_scale("aim", *aim, 1, 10)?;
            }
            Measure::Count { what, .. } => drop(needed("count", what)?),
            Measure::Change { then, .. } => drop(needed("then", then)?),
        }
        Ok(self)
    }
}

impl Wealth {
    /// # Errors
    /// [`WritingError`] for a strength off its scale.
    pub fn checked(self) -> Result<Wealth, WritingError> {
        on_scale("strength", self.strength, 1, 5)?;
        Ok(self)
    }
}

fn on_scale(field: &'static str, value: u8, least: u8, most: u8) -> Result<(), WritingError> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(WritingError::OffScale { field, value, least, most }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_kept_or_refused_by_name() {
        assert_eq!(needed("what", "  a trike \n").as_deref(), Ok("a trike"));
        assert_eq!(needed("what", " \n "), Err(WritingError::Empty("what")));
        let long = "ü".repeat(LONGEST_TEXT + 1);
        assert_eq!(text("what", &long), Err(WritingError::TooLong { field: "what", characters: LONGEST_TEXT + 1 }));
        let scale = Measure::Scale { low: String::new(), high: String::new(), baseline: 0, aim: 7 };
        assert_eq!(scale.checked().unwrap_err().field(), "baseline");
        assert_eq!(Page { words: "I like\ncurry  a lot".into(), ..Page::about(Topic::Love) }.word_count(), 5);
    }
}
