//! What a worker obtained for a child: out of a small budget that the worker holds, or without paying, which counts as much.
//! Spent today, explained tomorrow, and seen by the family from the first moment.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::{Pence, PersonId, PieceId, PlanId};

coded! {
    /// Where a find stands.
    pub enum FindStatus ("status of what a worker obtained") {
        /// Spent, not yet explained.
        ToExplain = "to-explain",
        /// Explained, with what shows it.
        Explained = "explained",
        /// Obtained without paying.
        Free = "free",
    }
}

/// What was obtained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Find {
    /// For whom.
    pub child: PersonId,
    /// By whom.
    pub worker: PersonId,
    /// The stream.
    pub stream: String,
    /// What.
    pub what: String,
    /// How much; nothing where it was had without paying.
    pub amount: Pence,
    /// What it would have cost, where nothing was paid and somebody knows.
    pub worth: Option<Pence>,
    /// When.
    pub on: Date,
    /// The explanation, and when it was given.
    pub explained: Option<(Date, String)>,
    /// The line of a plan that it became, when the family went on with money of its own.
    #[serde(default)]
    pub carried: Option<(PlanId, PieceId)>,
    /// Where it stands.
    pub status: FindStatus,
}

/// Why something is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// Nothing said.
    #[error("say what was obtained")]
    NoWords,
    /// Above what a child can have of it.
    #[error("{left} of this small budget is left for this child: ask for a plan with a budget of the family's own")]
    AboveLimit {
        /// What is left.
        left: Pence,
    },
    /// Something older is not explained.
    #[error("what was bought on {0} is not explained yet: do that first")]
    UnexplainedFrom(Date),
    /// It is explained.
    #[error("this is explained already")]
    Explained,
}

impl FindError {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            FindError::NoWords => "empty",
            FindError::AboveLimit { .. } => "float-above-limit",
            FindError::UnexplainedFrom(_) => "float-unexplained",
            FindError::Explained => "float-explained",
        }
    }
}

/// What a worker may spend for one child in all, where the authority has set nothing else (framework for personal budgets:
/// often up to £3,000).
pub const CHILD_LIMIT: Pence = Pence(300_000);

/// An explanation is due so many days after the spending.
pub const EXPLAIN_DAYS: i32 = 7;

/// Whether a worker can spend on a child now. `before` is what they obtained for this child.
///
/// # Errors
/// [`FindError`].
pub fn check(what: &str, amount: Pence, before: &[Find], limit: Pence, today: Date) -> Result<(), FindError> {
    if what.trim().is_empty() {
        return Err(FindError::NoWords);
    }
    let spent = before.iter().fold(0_i64, |sum, find| sum.saturating_add(find.amount.0));
    let left = Pence(limit.0.saturating_sub(spent));
    if amount > left {
        return Err(FindError::AboveLimit { left });
    }
    let late = before
        .iter()
        .find(|find| find.status == FindStatus::ToExplain && find.on.saturating_add(EXPLAIN_DAYS.days()) < today);
    match late {
        Some(find) if amount > Pence::ZERO => Err(FindError::UnexplainedFrom(find.on)),
        _ => Ok(()),
    }
}

impl Find {
    /// Explains it.
    ///
    /// # Errors
    /// [`FindError`].
    pub fn explain(&mut self, words: &str, on: Date) -> Result<(), FindError> {
        if words.trim().is_empty() {
            return Err(FindError::NoWords);
        }
        if self.status != FindStatus::ToExplain {
            return Err(FindError::Explained);
        }
        self.explained = Some((on, words.trim().to_owned()));
        self.status = FindStatus::Explained;
        Ok(())
    }
}

impl Paper for Find {
    const TABLE: &'static str = "lead_find";

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
        self.on
    }

    fn amount(&self) -> Pence {
        self.amount
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn spent_today_explained_tomorrow() {
        let on = date(2026, 9, 1);
        let mut bought = Find {
            child: PersonId(Uuid::from_u128(1)),
            worker: PersonId(Uuid::from_u128(2)),
            stream: "social-care".to_owned(),
            what: "a lock for the garden gate".to_owned(),
            amount: Pence(4_000),
            worth: None,
            on,
            explained: None,
            carried: None,
            status: FindStatus::ToExplain,
        };
        let now = |amount, before: &[Find], today| check("shoes", Pence(amount), before, Pence(10_000), today);
        assert_eq!(now(6_000, &[bought.clone()], on), Ok(()));
        assert_eq!(now(6_001, &[bought.clone()], on), Err(FindError::AboveLimit { left: Pence(6_000) }));
        assert_eq!(now(100, &[bought.clone()], date(2026, 9, 9)), Err(FindError::UnexplainedFrom(on)));
        assert_eq!(now(0, &[bought.clone()], date(2026, 9, 9)), Ok(()), "what costs nothing is never held up");
        bought.explain("Sam ran into the road twice", date(2026, 9, 2)).unwrap();
        assert_eq!(bought.explain("again", on), Err(FindError::Explained));
        assert_eq!(now(100, &[bought], date(2026, 9, 9)), Ok(()));
    }
}
