//! Days: ages on a date, and how much of a year some days are. Dates are always passed in; nothing here reads a clock.

use jiff::civil::{Date, date};

/// Days since 1 January 1970; how a date answer is held in a sheet.
#[must_use]
pub fn day_number(day: Date) -> i64 {
    let since = day.since(date(1970, 1, 1)).map(|span| span.get_days());
    i64::from(since.unwrap_or(0))
}

/// The date of a day number, when it is one that a calendar has.
#[must_use]
pub fn date_of(day_number: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(day_number).ok()?;
    date(1970, 1, 1).checked_add(days).ok()
}

/// A date as people in forms write it for machines, `2012-05-17`, and in no other way.
#[must_use]
pub fn parse_iso(text: &str) -> Option<Date> {
    let shape = text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if text.len() != 10 || !shape {
        return None;
    }
    text.parse().ok()
}

/// Whole months between a birth and a later day; a person born on the 29th of February has the birthday on 1 March
/// in other years, and one born on the 31st completes a month on the first day after a shorter one.
#[must_use]
pub fn age_in_months(born: Date, on: Date) -> i64 {
    let months = (i64::from(on.year()) - i64::from(born.year())) * 12 + i64::from(on.month()) - i64::from(born.month());
    if on.day() < born.day() { months - 1 } else { months }
}

/// Whole years of age on a day.
#[must_use]
pub fn age_in_years(born: Date, on: Date) -> i64 {
    age_in_months(born, on).div_euclid(12)
}

/// The day on which a person born then reaches an age.
#[must_use]
pub fn birthday(born: Date, age_years: i16) -> Option<Date> {
    let year = born.year().checked_add(age_years)?;
    Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).ok()
}

impl std::fmt::Display for DayOfYear {
    /// As schemes write it: `04-01`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// A day of the year without a year, such as 1 April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayOfYear {
    month: i8,
    day: i8,
}

impl DayOfYear {
    /// 1 January.
    pub const FIRST: DayOfYear = DayOfYear { month: 1, day: 1 };

    /// Reads `04-01`. The 29th of February is refused: most years have none.
    #[must_use]
    pub fn parse(text: &str) -> Option<DayOfYear> {
        let (month, day) = text.split_once('-')?;
        if month.len() != 2 || day.len() != 2 {
            return None;
        }
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        Date::new(2023, month, day).ok().map(|_| DayOfYear { month, day })
    }

    /// The latest such day that is not after `on`.
    #[must_use]
    pub fn latest_by(self, on: Date) -> Date {
        let this_year = self.in_year(on.year());
        if this_year <= on { this_year } else { self.in_year(on.year().saturating_sub(1)) }
    }

    /// The year that starts on this day and holds `on`: its first and last day, both included.
    #[must_use]
    pub fn year_around(self, on: Date) -> (Date, Date) {
        let first = self.latest_by(on);
        let next = self.in_year(first.year().saturating_add(1));
        (first, next.yesterday().unwrap_or(next))
    }

    fn in_year(self, year: i16) -> Date {
        Date::new(year, self.month, self.day).unwrap_or(Date::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_turn_over_on_the_birthday() {
        let born = date(2008, 5, 17);
        assert_eq!(age_in_years(born, date(2026, 5, 16)), 17);
        assert_eq!(age_in_years(born, date(2026, 5, 17)), 18);
        assert_eq!(age_in_months(born, date(2008, 6, 16)), 0);
    }

    #[test]
    fn a_leap_day_child_has_a_birthday_on_the_first_of_march() {
        let born = date(2008, 2, 29);
        assert_eq!(age_in_years(born, date(2026, 2, 28)), 17);
        assert_eq!(age_in_years(born, date(2026, 3, 1)), 18);
        assert_eq!(birthday(born, 18), Some(date(2026, 3, 1)));
        assert_eq!(birthday(born, 20), Some(date(2028, 2, 29)));
    }

    #[test]
    fn a_financial_year_has_365_days_or_366() {
        let april = DayOfYear::parse("04-01").unwrap();
        let days = |on: Date| {
            let (first, last) = april.year_around(on);
            day_number(last) - day_number(first) + 1
        };
        assert_eq!(days(date(2026, 4, 1)), 365);
        assert_eq!(days(date(2027, 3, 31)), 365);
        assert_eq!(days(date(2027, 4, 1)), 366);
        assert_eq!(april.year_around(date(2026, 3, 31)), (date(2025, 4, 1), date(2026, 3, 31)));
    }

    #[test]
    fn dates_are_read_in_one_way_only() {
        assert_eq!(parse_iso("2012-05-17"), Some(date(2012, 5, 17)));
        for text in ["17/05/2012", "2012-5-17", "2012-02-30", "20120517", "2012-05-17T00:00"] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
        assert_eq!(DayOfYear::parse("02-29"), None);
        assert_eq!(date_of(day_number(date(1931, 7, 9))), Some(date(1931, 7, 9)));
    }
}
