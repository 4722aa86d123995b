//! What could be asked back, and what is out of reach: what is earmarked, what the family put in itself, what a worker spent,
//! and spending that nobody queried within the authority's time.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::Pence;
use crate::ledger::statement::{Holdings, apply, of};
use crate::ledger::{AccountKind, Movement, Transfer};

/// A stream's money by whether it could be asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Held for the child and not spent: within reach.
    pub held: Pence,
    /// Spent within the time for queries, without what the family put in: within reach.
    pub spent: Pence,
    /// Spent longer ago: it stands, fraud apart.
    pub older: Pence,
    /// Kept for a named thing: out of every reach.
    pub kept: Pence,
    /// Put in by the family: its own.
    pub own: Pence,
    /// Wanted by other open cases already.
    pub asked: Pence,
}

impl Reach {
    /// Of one stream: its entries, what each account holds, what other open cases want.
    #[must_use]
    pub fn of(
        stream: &str,
        entries: &[Transfer],
        holdings: &Holdings,
        (today, query_months): (Date, u16),
        asked: Pence,
    ) -> Reach {
        let (mut older, mut by_workers) = (Holdings::new(), Holdings::new());
        for entry in entries.iter().filter(|entry| entry.stream == stream) {
            if entry.movement == Movement::FloatSpend {
                apply(&mut by_workers, entry);
            } else if entry.day.saturating_add(i64::from(query_months).months()) < today {
                apply(&mut older, entry);
            }
        }
        let own = of(holdings, AccountKind::Contribution).0.saturating_neg().max(0);
        let bought = of(holdings, AccountKind::Spent).0.saturating_sub(of(&by_workers, AccountKind::Spent).0);
        // what the family put in is counted for it first
        let paid_for = bought.saturating_sub(own).max(0);
        let older = of(&older, AccountKind::Spent).0.clamp(0, paid_for);
        Reach {
            held: Pence(of(holdings, AccountKind::Paid).0.max(0)),
            spent: Pence(paid_for.saturating_sub(older)),
            older: Pence(older),
            kept: of(holdings, AccountKind::Earmarked),
            own: Pence(own),
            asked,
        }
    }

    /// What can be asked back today; under fraud, old spending too.
    #[must_use]
    pub fn within(&self, is_fraud: bool) -> Pence {
        let older = if is_fraud { self.older.0 } else { 0 };
        let all = self.held.0.saturating_add(self.spent.0).saturating_add(older);
        Pence(all.saturating_sub(self.asked.0).max(0))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ledger::Named;
    use crate::{PersonId, TransferId};

    fn entry(name: &str, movement: Movement, pounds: i64, day: Date) -> Transfer {
        let named = Named::by(None, jiff::Timestamp::UNIX_EPOCH);
        let (id, child) = (TransferId::of(&[name]), PersonId(Uuid::from_u128(1)));
        Transfer::post(id, movement, child, "health", Pence(pounds * 100), day, named)
    }

    #[test]
    fn earmarks_own_money_a_workers_spending_and_old_spending_are_out_of_reach() {
        let (old, new) = (date(2025, 8, 31), date(2026, 6, 1));
        let entries = [
            entry("a", Movement::Pay, 900, old),
            entry("b", Movement::Spend, 300, old),
            entry("c", Movement::Contribute, 20, new),
            entry("d", Movement::Spend, 100, new),
            entry("e", Movement::Earmark, 200, new),
            entry("f", Movement::FloatSpend, 40, new),
            Transfer { stream: "education".to_owned(), ..entry("g", Movement::Spend, 70, old) },
        ];
        let mut holdings = Holdings::new();
        entries.iter().filter(|one| one.stream == "health").for_each(|one| apply(&mut holdings, one));
        let found = Reach::of("health", &entries, &holdings, (date(2026, 9, 1), 12), Pence(5_000));
        let pounds = |sum: i64| Pence(sum * 100);
        let told = Reach {
            held: pounds(320),
            spent: pounds(80),
            older: pounds(300),
            kept: pounds(200),
            own: pounds(20),
            asked: Pence(5_000),
        };
        assert_eq!(found, told);
        assert_eq!((found.within(false), found.within(true)), (pounds(350), pounds(650)));
        assert_eq!(Reach { asked: pounds(999), ..found }.within(false), Pence::ZERO);
    }
}
