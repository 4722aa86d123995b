//! What the holder of an individual service fund accounts for each month: what was there, what came, what was spent line by
//! line, what it kept for holding the money, what is left. Unspent money stays the child's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codes::coded;
use crate::paper::Paper;
use crate::{HoldingId, Pence, PersonId, PieceId};

coded! {
    /// Where a return stands.
    pub enum ReturnStatus ("status of a fund's return") {
        /// Taken into the books.
        Booked = "booked",
    }
}

/// What was spent on one line in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FundSpend {
    /// The line.
    pub line: PieceId,
    /// How much.
    pub amount: Pence,
    /// What it was.
    pub words: String,
}

/// A return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FundReturn {
    /// Whose.
    pub child: PersonId,
    /// The holding.
    pub holding: HoldingId,
    /// The stream.
    pub stream: String,
    /// The first day of the month.
    pub month: Date,
    /// What was there before the month, as the holder says.
    pub opening: Pence,
    /// What came in the month.
    pub received: Pence,
    /// What was spent.
    pub spent: Vec<FundSpend>,
    /// What the holder kept.
    pub fee: Pence,
    /// What is left, as the holder says.
    pub closing: Pence,
    /// Where it stands.
    pub status: ReturnStatus,
}

/// What a return is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FundGround {
    /// What the books hold with the fund at the end of the month, before this return.
    pub held: Pence,
    /// The most that the holder may keep in a month.
    pub fee_limit: Pence,
    /// The month of the last return.
    pub last_month: Option<Date>,
}

/// Why a return is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FundRefusal {
    /// Not a month that is over.
    #[error("the month is not over yet, or does not begin on its first day")]
    Month,
    /// A month is missing before it.
    #[error("the return for the month of {0} is missing: send that one first")]
    Gap(Date),
    /// Opening, received, spent, fee and closing do not fit.
    #[error("{opening} and {received}, less {spent} and {fee}, is {comes_to}; the return says {closing}")]
    DoesNotAddUp {
        /// What was there.
        opening: Pence,
        /// What came.
        received: Pence,
        /// What was spent.
        spent: Pence,
        /// What was kept.
        fee: Pence,
        /// What that comes to.
        comes_to: Pence,
        /// What the return says.
        closing: Pence,
    },
    /// The books say something else.
    #[error("the books say that {books} was there to spend, and the return says {told}")]
    NotAsInTheBooks {
        /// What the books say.
        books: Pence,
        /// What the return says.
        told: Pence,
    },
    /// Too high a fee.
    #[error("{fee} was kept and {limit} a month was agreed")]
    FeeAboveLimit {
        /// What was kept.
        fee: Pence,
        /// What was agreed.
        limit: Pence,
    },
    /// Below nothing.
    #[error("a sum is below nothing")]
    BelowNothing,
}

impl FundRefusal {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            FundRefusal::Month => "fund-month",
            FundRefusal::Gap(_) => "fund-gap",
            FundRefusal::DoesNotAddUp { .. } => "fund-does-not-add-up",
            FundRefusal::NotAsInTheBooks { .. } => "fund-not-as-in-the-books",
            FundRefusal::FeeAboveLimit { .. } => "fund-fee-above-limit",
            FundRefusal::BelowNothing => "fund-below-nothing",
        }
    }
}

impl FundReturn {
    /// What was spent in all.
    #[must_use]
    pub fn spent_in_all(&self) -> Pence {
        Pence(self.spent.iter().fold(0, |sum, one| sum.saturating_add(one.amount.0)))
    }

    /// Whether it can be taken.
    ///
    /// # Errors
    /// [`FundRefusal`].
    pub fn check(&self, ground: FundGround, today: Date) -> Result<(), FundRefusal> {
        let (spent, fee) = (self.spent_in_all(), self.fee);
        let all = [self.opening, self.received, fee, self.closing];
        if all.iter().any(|sum| *sum < Pence::ZERO) || self.spent.iter().any(|one| one.amount <= Pence::ZERO) {
            return Err(FundRefusal::BelowNothing);
        }
        if self.month != self.month.first_of_month() || today <= self.month.last_of_month() {
            return Err(FundRefusal::Month);
        }
        if let Some(next) = ground.last_month.and_then(|last| last.last_of_month().tomorrow().ok())
            && next < self.month
        {
            return Err(FundRefusal::Gap(next));
        }
        let comes_to =
            Pence(self.opening.0.saturating_add(self.received.0).saturating_sub(spent.0).saturating_sub(fee.0));
        if comes_to != self.closing {
            let (opening, received, closing) = (self.opening, self.received, self.closing);
            return Err(FundRefusal::DoesNotAddUp { opening, received, spent, fee, comes_to, closing });
        }
        let told = Pence(self.opening.0.saturating_add(self.received.0));
        if told != ground.held {
            return Err(FundRefusal::NotAsInTheBooks { books: ground.held, told });
        }
        if fee > ground.fee_limit {
            return Err(FundRefusal::FeeAboveLimit { fee, limit: ground.fee_limit });
        }
        Ok(())
    }
}

/// The months that are over and not accounted for, from the first in which the holder had money. None where it never had any.
pub fn months_missing(began: Option<Date>, accounted: impl IntoIterator<Item = Date>, today: Date) -> Vec<Date> {
    let accounted: std::collections::BTreeSet<Date> = accounted.into_iter().collect();
    // returns go month by month: what is missing follows the last one
    let next = |month: Date| month.last_of_month().tomorrow().ok();
    let mut month = match accounted.last() {
        Some(last) => next(*last),
        None => began.map(Date::first_of_month),
    };
    let mut missing = Vec::new();
    while let Some(first) = month.filter(|first| first.last_of_month() < today) {
        missing.push(first);
        month = next(first);
    }
    missing
}

impl Paper for FundReturn {
    const TABLE: &'static str = "fund_return";

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
        self.month
    }

    fn amount(&self) -> Pence {
        self.spent_in_all()
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.holding.0)
    }

    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.holding, self.month))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_return_adds_up_agrees_with_the_books_and_keeps_to_the_fee() {
        let spent = |pounds: i64| {
            vec![FundSpend {
                line: PieceId(Uuid::from_u128(3)),
                amount: Pence(pounds * 100),
                words: "two visits".to_owned(),
            }]
        };
        let told = FundReturn {
            child: PersonId(Uuid::from_u128(1)),
            holding: HoldingId(Uuid::from_u128(2)),
            stream: "social-care".to_owned(),
            month: date(2026, 10, 1),
            opening: Pence(5_000),
            received: Pence(10_000),
            spent: spent(90),
            fee: Pence(500),
            closing: Pence(5_500),
            status: ReturnStatus::Booked,
        };
        let ground = FundGround { held: Pence(15_000), fee_limit: Pence(500), last_month: Some(date(2026, 9, 1)) };
        let today = date(2026, 11, 3);
        let code = |told: FundReturn, ground| told.check(ground, today).unwrap_err().code();
        assert_eq!(told.check(ground, today), Ok(()));
        assert_eq!(told.check(ground, date(2026, 10, 31)), Err(FundRefusal::Month));
        let gap = FundGround { last_month: Some(date(2026, 8, 1)), ..ground };
        assert_eq!(told.check(gap, today), Err(FundRefusal::Gap(date(2026, 9, 1))));
        assert_eq!(code(FundReturn { closing: Pence(5_501), ..told.clone() }, ground), "fund-does-not-add-up");
        assert_eq!(code(told.clone(), FundGround { held: Pence(14_999), ..ground }), "fund-not-as-in-the-books");
        assert_eq!(code(told.clone(), FundGround { fee_limit: Pence(499), ..ground }), "fund-fee-above-limit");
        assert_eq!(code(FundReturn { spent: spent(-1), ..told }, ground), "fund-below-nothing");
    }

    #[test]
    fn months_that_are_over_and_not_accounted_for_are_told() {
        let began = Some(date(2026, 9, 15));
        let all = months_missing(began, [], date(2026, 12, 1));
        assert_eq!(all, [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]);
        assert_eq!(
            months_missing(began, [date(2026, 9, 1), date(2026, 10, 1)], date(2026, 12, 1)),
            [date(2026, 11, 1)]
        );
        assert_eq!(
            months_missing(began, [date(2026, 9, 1)], date(2026, 10, 31)),
            [],
            "the month runs until its last day"
        );
        assert_eq!(months_missing(None, [], date(2026, 12, 1)), []);
    }
}
