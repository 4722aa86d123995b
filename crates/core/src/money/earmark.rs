//! Money that a family keeps for a named thing until a day: a holiday week, a replacement assistant. Nothing else touches it,
//! neither the end of a year nor a case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::{Pence, PersonId};

coded! {
    /// Where money is kept that is earmarked.
    pub enum KeptWhere ("place of an earmark") {
        /// With whoever holds the money.
        Held = "held",
        /// With the authority.
        Authority = "authority",
    }
}

coded! {
    /// Where an earmark stands.
    pub enum EarmarkStatus ("status of an earmark") {
        /// Kept.
        Kept = "kept",
        /// Spent on what it was kept for.
        Spent = "spent",
        /// No longer kept: its day has passed, or the family wants it otherwise.
        Ended = "ended",
    }
}

/// An earmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Earmark {
    /// Whose.
    pub child: PersonId,
    /// The stream.
    pub stream: String,
    /// For what.
    pub for_what: String,
    /// How much is still kept.
    pub amount: Pence,
    /// The last day.
    pub until: Date,
    /// Where it is kept.
    pub kept: KeptWhere,
    /// Where it stands.
    pub status: EarmarkStatus,
}

/// Why an earmark is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EarmarkError {
    /// For nothing in particular.
    #[error("say what the money is kept for")]
    ForNothing,
    /// A day that is past.
    #[error("the day until which it is kept is past")]
    Past,
    /// Too long.
    #[error("money can be kept until {0} at the latest")]
    TooLong(Date),
    /// A sum that is none.
    #[error("give a sum above nothing")]
    Amount,
}

impl EarmarkError {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            EarmarkError::ForNothing => "empty",
            EarmarkError::Past => "day-past",
            EarmarkError::TooLong(_) => "earmark-too-long",
            EarmarkError::Amount => "money-not-above-nothing",
        }
    }
}

/// Whether money can be kept so; two years are the longest, and a new earmark can follow.
///
/// # Errors
/// [`EarmarkError`].
pub fn check(new: &Earmark, today: Date) -> Result<(), EarmarkError> {
    let longest = today.saturating_add(jiff::Span::new().years(2));
    if new.for_what.trim().is_empty() {
        return Err(EarmarkError::ForNothing);
    }
    if new.amount <= Pence::ZERO {
        return Err(EarmarkError::Amount);
    }
    if new.until <= today {
        return Err(EarmarkError::Past);
    }
    if new.until > longest { Err(EarmarkError::TooLong(longest)) } else { Ok(()) }
}

impl Paper for Earmark {
    const TABLE: &'static str = "earmark";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.until
    }

    fn amount(&self) -> Pence {
        self.amount
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_earmark_is_for_something_and_has_a_day() {
        let today = date(2027, 3, 1);
        let kept = Earmark {
            child: PersonId(uuid::Uuid::from_u128(1)),
            stream: "social-care".to_owned(),
            for_what: "a week by the sea".to_owned(),
            amount: Pence(30_000),
            until: date(2027, 8, 31),
            kept: KeptWhere::Held,
            status: EarmarkStatus::Kept,
        };
        assert_eq!(check(&kept, today), Ok(()));
        assert_eq!(check(&Earmark { for_what: " ".to_owned(), ..kept.clone() }, today), Err(EarmarkError::ForNothing));
        assert_eq!(check(&Earmark { until: today, ..kept.clone() }, today), Err(EarmarkError::Past));
        let long = check(&Earmark { until: date(2029, 3, 2), ..kept.clone() }, today);
        assert_eq!(long, Err(EarmarkError::TooLong(date(2029, 3, 1))));
        assert_eq!(check(&Earmark { amount: Pence(0), ..kept }, today), Err(EarmarkError::Amount));
    }
}
