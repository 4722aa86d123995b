//! A sample for an audit: entries that carry more risk are more likely to be in it, each with the reasons. Whoever draws
//! again with the same seed from the same books draws the same.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::codes::coded;
use crate::ledger::{AccountKind, Movement, Step, Transfer, statement};
use crate::{Pence, TransferId};

coded! {
    /// Why an entry is looked at sooner than another.
    pub enum Risk ("risk of an entry") {
        /// Money left the account for spending.
        Spending = "spending",
        /// A worker spent it out of a small budget.
        Float = "float",
        /// Whoever holds the money kept it.
        Fee = "fee",
        /// A large sum.
        Large = "large",
        /// A very large sum.
        VeryLarge = "very-large",
        /// Round to fifty pounds, as guesses are.
        Round = "round",
        /// Written down long after it happened.
        LateWritten = "late-written",
        /// It put another entry right.
        Correction = "correction",
        /// Asked back, waived or given back.
        BackAndForth = "back-and-forth",
        /// Written down on a Saturday or Sunday.
        Weekend = "weekend",
    }
}

/// From here on a sum is large.
pub const LARGE: Pence = Pence(50_000);
/// From here on a sum is very large.
pub const VERY_LARGE: Pence = Pence(200_000);
/// So many days after its day an entry was written late.
pub const LATE_DAYS: i32 = 30;

impl Risk {
    /// How many points it adds.
    #[must_use]
    pub fn points(self) -> u32 {
        match self {
            Risk::Weekend | Risk::Round | Risk::Large => 1,
            Risk::Spending | Risk::Fee | Risk::LateWritten => 2,
            Risk::Float | Risk::VeryLarge | Risk::Correction | Risk::BackAndForth => 3,
        }
    }
}

/// An entry of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The entry.
    pub entry: Transfer,
    /// One, and what its risks add: an entry of four points is about four times as likely as one of a single point.
    pub points: u32,
    /// Its risks.
    pub risks: Vec<Risk>,
}

/// The risks of an entry.
#[must_use]
pub fn risks(entry: &Transfer) -> Vec<Risk> {
    let written: Date = entry.named.at.to_zoned(TimeZone::UTC).date();
    let days = entry.day.until(written).map_or(0, |span| span.get_days());
    let is_back = matches!(
        entry.movement,
        Movement::Demand | Movement::DemandSpent | Movement::Recover | Movement::Waive | Movement::WaiveSpent
    ) || entry.movement == Movement::GiveBack;
    let is_weekend = matches!(written.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
    let all = [
        (entry.movement.to() == AccountKind::Spent && entry.movement != Movement::Fee, Risk::Spending),
        (entry.movement == Movement::FloatSpend, Risk::Float),
        (entry.movement == Movement::Fee, Risk::Fee),
        (entry.amount >= LARGE && entry.amount < VERY_LARGE, Risk::Large),
        (entry.amount >= VERY_LARGE, Risk::VeryLarge),
        (entry.amount.0 % 5_000 == 0, Risk::Round),
        (days > LATE_DAYS, Risk::LateWritten),
        (matches!(entry.step, Step::Correct(_)), Risk::Correction),
        (is_back, Risk::BackAndForth),
        (is_weekend, Risk::Weekend),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, risk)| risk).collect()
}

/// Draws so many entries; fewer where there are fewer. What only reserves money, or gives it up again, is left out.
///
/// Every entry gets a number by chance, from the seed and its own id, divided by its points; the smallest are drawn
/// (sequential Poisson sampling, Ohlsson 1998). No order of the entries and no other entry takes part.
#[must_use]
pub fn draw(seed: &str, entries: impl IntoIterator<Item = Transfer>, size: usize) -> Vec<Drawn> {
    let rank = |drawn: &Drawn| (number(seed, drawn.entry.id) / u64::from(drawn.points.max(1)), drawn.entry.id);
    let mut all: Vec<Drawn> = entries
        .into_iter()
        .filter(statement::moves)
        .map(|entry| {
            let risks = risks(&entry);
            let points = risks.iter().fold(1_u32, |sum, risk| sum.saturating_add(risk.points()));
            Drawn { entry, points, risks }
        })
        .collect();
    all.sort_by_cached_key(rank);
    all.truncate(size);
    all
}

/// A number by chance that anybody can work out again: the first eight bytes of SHA-256 over the seed and the id.
fn number(seed: &str, id: TransferId) -> u64 {
    let hash = Sha256::new().chain_update(seed.as_bytes()).chain_update([0]).chain_update(id.0.as_bytes()).finalize();
    hash.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::PersonId;
    use crate::ledger::Named;

    fn entry(number: u128, movement: Movement, pence: i64) -> Transfer {
        let named = Named::by(None, "2026-09-01T10:00:00Z".parse().unwrap());
        let child = PersonId(Uuid::from_u128(1));
        Transfer::post(
            TransferId(Uuid::from_u128(number)),
            movement,
            child,
            "social-care",
            Pence(pence),
            date(2026, 9, 1),
            named,
        )
    }

    fn ids(drawn: &[Drawn]) -> Vec<u128> {
        drawn.iter().map(|one| one.entry.id.0.as_u128()).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_whatever_the_order() {
        let books: Vec<Transfer> = (1..=200).map(|number| entry(number, Movement::Commit, 1_234)).collect();
        let turned: Vec<Transfer> = books.iter().rev().cloned().collect();
        let first = draw("2026-q2", books.clone(), 20);
        assert_eq!(ids(&first), ids(&draw("2026-q2", turned, 20)));
        assert_ne!(ids(&first), ids(&draw("2026-q3", books.clone(), 20)));
        assert_eq!(draw("2026-q2", books, 1_000).len(), 200, "no entry twice");
    }

    #[test]
    fn what_carries_more_risk_is_drawn_more_often_and_says_why() {
        // half of the books is plain, half is spent in round sums: 1 point and 4 points
        let spent = |number| entry(number, Movement::Spend, 10_000);
        let books: Vec<Transfer> =
            (1..=1_000).map(|n| entry(n, Movement::Commit, 1_234)).chain((1_001..=2_000).map(spent)).collect();
        let drawn = draw("seed", books, 200);
        let risky = drawn.iter().filter(|one| one.points == 4).count();
        assert!((140..=180).contains(&risky), "about four in five of 200: {risky}");
        assert_eq!(risks(&spent(1)), [Risk::Spending, Risk::Round]);
        let mut late = spent(1);
        late.day = date(2026, 6, 1);
        late.step = Step::Correct(late.id);
        late.amount = Pence(200_001);
        assert_eq!(risks(&late), [Risk::Spending, Risk::VeryLarge, Risk::LateWritten, Risk::Correction]);
    }

    #[test]
    fn what_is_only_reserved_is_not_drawn() {
        let held = entry(1, Movement::Pay, 100).pending();
        assert_eq!(draw("seed", vec![held], 5), Vec::new());
    }
}
