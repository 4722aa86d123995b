//! Where a child's money will stand at the end of the year at this pace: a range, never one number, worked out in whole pence
//! from the months that are over. Beside it stands what the plan wanted by then.

use jiff::civil::Date;

use crate::Pence;
use crate::ledger::{AccountKind, FinancialYear, Transfer, statement};

/// A forecast of what is spent in a financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// What has been spent in it so far.
    pub spent: Pence,
    /// At the pace of the calmest months.
    pub low: Pence,
    /// At the pace of all months.
    pub middle: Pence,
    /// At the pace of the busiest months.
    pub high: Pence,
    /// How many months are over that it rests on.
    pub months: usize,
}

/// What is spent in the year that a day is in: until its end, or until a plan ends before. With less than two whole months there is
/// no pace, and no forecast; nor is there one for what is over.
#[must_use]
pub fn year_end<'t>(
    stream: &str,
    transfers: impl IntoIterator<Item = &'t Transfer>,
    today: Date,
    plan_ends: Option<Date>,
) -> Option<Forecast> {
    let year = FinancialYear::of(today);
    let until = last_day(today, plan_ends);
    if until <= today {
        return None;
    }
    let mut months: Vec<(Date, i64)> = Vec::new();
    let mut first = year.first();
    while first.last_of_month() < today {
        months.push((first, 0));
        first = first.last_of_month().tomorrow().ok()?;
    }
    let mut begun = 0_i64;
    let mut first_spent: Option<Date> = None;
    for transfer in transfers.into_iter().filter(|one| one.stream == stream && year.holds(one.day) && one.day <= today)
    {
        let mut held = statement::Holdings::new();
        statement::apply(&mut held, transfer);
        let spent = statement::of(&held, AccountKind::Spent).0;
        if spent == 0 {
            continue;
        }
        first_spent = Some(first_spent.map_or(transfer.day, |day| day.min(transfer.day)));
        match months.iter_mut().find(|(month, _)| *month == transfer.day.first_of_month()) {
            Some((_, sum)) => *sum = sum.saturating_add(spent),
            None => begun = begun.saturating_add(spent),
        }
    }
    // months before the first spending say nothing about the pace
    months.retain(|(month, _)| first_spent.is_some_and(|day| month.last_of_month() >= day));
    if months.len() < 2 {
        return None;
    }
    let spent = months.iter().fold(begun, |sum, (_, one)| sum.saturating_add(*one));
    let mut sums: Vec<i64> = months.iter().map(|(_, sum)| *sum).collect();
    sums.sort_unstable();
    let count = i64::try_from(sums.len()).unwrap_or(i64::MAX);
    let mean = sums.iter().sum::<i64>().div_euclid(count.max(1));
    let at = |index: usize| sums.get(index).copied().unwrap_or_default();
    // the quarter points: one odd month does not make the range
    let (low, high) = (at(sums.len() / 4), at(sums.len() - 1 - sums.len() / 4));
    let left = months_left(today, until);
    let later = |pace: i64| {
        let rest = pace.saturating_mul(left).saturating_add(pace.saturating_sub(begun).max(0));
        Pence(spent.saturating_add(rest))
    };
    Some(Forecast {
        spent: Pence(spent),
        low: later(low.min(mean)),
        middle: later(mean),
        high: later(high.max(mean)),
        months: months.len(),
    })
}

/// The day until which a forecast looks: the last of the financial year, or of a plan that ends in it.
#[must_use]
pub fn last_day(today: Date, plan_ends: Option<Date>) -> Date {
    let last = FinancialYear::of(today).last();
    plan_ends.map_or(last, |ends| ends.min(last))
}

/// Months after the one that a day is in, until another day; one that has begun by then is counted whole.
fn months_left(today: Date, until: Date) -> i64 {
    let mut left = 0;
    let mut month = today.first_of_month();
    while let Ok(next) = month.last_of_month().tomorrow()
        && next <= until
    {
        left += 1;
        month = next;
    }
    left
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ledger::{Movement, Named};
    use crate::{PersonId, TransferId};

    fn spent(month: i8, pounds: i64) -> Transfer {
        let id = TransferId::of(&["x", &month.to_string()]);
        let named = Named::by(None, jiff::Timestamp::UNIX_EPOCH);
        let day = date(2026, month, 15);
        Transfer::post(id, Movement::Spend, PersonId(Uuid::from_u128(1)), "health", Pence(pounds * 100), day, named)
    }

    #[test]
    fn a_forecast_is_a_range_around_the_pace_so_far() {
        let entries = [spent(5, 100), spent(6, 100), spent(7, 100), spent(8, 300), spent(9, 50)];
        let found = year_end("health", &entries, date(2026, 9, 20), None).unwrap();
        // four whole months, September begun: six months and the rest of September to come
        assert_eq!((found.months, found.spent), (4, Pence(65_000)));
        assert_eq!(found.low, Pence(65_000 + 6 * 10_000 + 5_000));
        assert_eq!(found.middle, Pence(65_000 + 6 * 15_000 + 10_000));
        assert!(found.low < found.middle && found.middle <= found.high);
        assert_eq!(year_end("health", &entries[..1], date(2026, 6, 10), None), None, "one month is no pace");
        assert_eq!(year_end("social-care", &entries, date(2026, 9, 20), None), None);
        // a plan that ends in November has two more months
        let ends = Some(date(2026, 11, 30));
        let shorter = year_end("health", &entries, date(2026, 9, 20), ends).unwrap();
        assert_eq!(shorter.low, Pence(65_000 + 2 * 10_000 + 5_000));
        assert_eq!(year_end("health", &entries, date(2026, 12, 1), ends), None, "it is over");
    }
}
