//! Financial years: 1 April to 31 March. A year that is closed takes no more entries; what was wrong in it is corrected in
//! the open one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A financial year, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FinancialYear {
    first: Date,
}

/// Why a year cannot be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CloseRefusal {
    /// It is not over.
    #[error("the year ends on {0}: close it after that day")]
    NotOver(Date),
    /// It is closed.
    #[error("the books are closed until {0} already")]
    Closed(Date),
    /// An earlier one is open.
    #[error("the books are closed until {0} only: close the year that follows it first")]
    EarlierOpen(Date),
}

impl FinancialYear {
    /// The year that a day is in.
    #[must_use]
    pub fn of(day: Date) -> FinancialYear {
        let year = if (day.month(), day.day()) >= (4, 1) { day.year() } else { day.year().saturating_sub(1) };
        FinancialYear { first: Date::new(year, 4, 1).unwrap_or(day) }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        Date::new(self.first.year().saturating_add(1), 3, 31).unwrap_or(Date::MAX)
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> FinancialYear {
        FinancialYear { first: Date::new(self.first.year().saturating_add(1), 4, 1).unwrap_or(self.first) }
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last()
    }

    /// `2026/27`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{}/{:02}", self.first.year(), self.first.year().saturating_add(1).rem_euclid(100))
    }

    /// Closes it: the day until which the books are closed then.
    ///
    /// # Errors
    /// [`CloseRefusal`].
    pub fn close(self, closed_until: Option<Date>, today: Date) -> Result<Date, CloseRefusal> {
        let last = self.last();
        match closed_until {
            Some(closed) if last <= closed => return Err(CloseRefusal::Closed(closed)),
            Some(closed) if FinancialYear::of(closed).next() != self => {
                return Err(CloseRefusal::EarlierOpen(closed));
            }
            _ => {}
        }
        if today <= last { Err(CloseRefusal::NotOver(last)) } else { Ok(last) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_close_one_after_the_other_when_they_are_over() {
        let year = FinancialYear::of(date(2027, 3, 31));
        assert_eq!((year.first(), year.last()), (date(2026, 4, 1), date(2027, 3, 31)));
        assert_eq!(year.name(), "2026/27");
        assert_eq!(FinancialYear::of(date(2099, 5, 1)).name(), "2099/00");
        assert_eq!(year.close(None, date(2027, 3, 31)), Err(CloseRefusal::NotOver(year.last())));
        assert_eq!(year.close(None, date(2027, 4, 1)), Ok(date(2027, 3, 31)));
        assert_eq!(year.close(Some(year.last()), date(2028, 5, 1)), Err(CloseRefusal::Closed(year.last())));
        let skipped = year.next().next().close(Some(year.last()), date(2030, 1, 1));
        assert_eq!(skipped, Err(CloseRefusal::EarlierOpen(year.last())));
        assert_eq!(year.next().close(Some(year.last()), date(2028, 4, 1)), Ok(date(2028, 3, 31)));
    }
}
