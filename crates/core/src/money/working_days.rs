//! On which days banks work, and what becomes of a day of payment on which they do not. Lateness is counted by the due day all the
//! same: moving a payment is how it comes in time.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use crate::codes::coded;

coded! {
    /// What becomes of a day of payment on which banks do not work.
    pub enum PayDayRule ("rule for days of payment") {
        /// It is paid on the working day before: nobody waits over a holiday.
        Before = "before",
        /// It is paid on the working day after.
        After = "after",
    }
}

/// The days on which banks do not work, beside weekends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BankHolidays {
    /// Where they stand.
    pub source: String,
    /// The last day that the list knows about.
    pub until: Date,
    days: BTreeSet<Date>,
}

impl Default for BankHolidays {
    /// A list that knows nothing and has run out.
    fn default() -> BankHolidays {
        BankHolidays { source: String::new(), until: Date::MIN, days: BTreeSet::new() }
    }
}

/// Before the list runs out, whoever pays is warned for so many days.
const WARNED_DAYS: i32 = 183;

/// The list of England and Wales that comes with the program.
#[must_use]
pub fn bank_holidays() -> &'static BankHolidays {
    // a list that could not be read would warn on every page; a test reads it
    static KNOWN: LazyLock<BankHolidays> =
        LazyLock::new(|| toml_edit::de::from_str(include_str!("bank_holidays.toml")).unwrap_or_default());
    &KNOWN
}

impl BankHolidays {
    /// Whether banks work on a day. After the end of the list only weekends are known.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.days.contains(&day)
    }

    /// The last day of the list, where it runs out soon or has run out.
    #[must_use]
    pub fn runs_out(&self, today: Date) -> Option<Date> {
        (self.until < today.saturating_add(WARNED_DAYS.days())).then_some(self.until)
    }

    /// The working day on which a payment of a day is made.
    #[must_use]
    pub fn moved(&self, day: Date, rule: PayDayRule) -> Date {
        match rule {
            PayDayRule::Before => self.before(day),
            PayDayRule::After => self.after(day),
        }
    }

    /// The same for a payment that is still to be made: never on a day that is over.
    #[must_use]
    pub fn moved_from(&self, day: Date, rule: PayDayRule, today: Date) -> Date {
        self.after(self.moved(day, rule).max(today))
    }

    /// The last due day whose payment has to be made until a day: due days on which banks do not work are paid before them.
    #[must_use]
    pub fn reach(&self, until: Date, rule: PayDayRule) -> Date {
        if rule == PayDayRule::After {
            return until;
        }
        let mut last = until;
        while let Some(next) = last.tomorrow().ok().filter(|next| !self.is_working(*next)) {
            last = next;
        }
        last
    }

    /// The day itself or the working day before.
    #[must_use]
    pub fn before(&self, mut day: Date) -> Date {
        while !self.is_working(day) && day > Date::MIN {
            day = day.saturating_sub(1.day());
        }
        day
    }

    /// The day itself or the working day after.
    #[must_use]
    pub fn after(&self, mut day: Date) -> Date {
        while !self.is_working(day) && day < Date::MAX {
            day = day.saturating_add(1.day());
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Easter Sunday, by the calendar's own arithmetic (Meeus).
    fn easter(year: i16) -> Date {
        let year = i32::from(year);
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
        date(year.try_into().unwrap(), month.try_into().unwrap(), day.try_into().unwrap())
    }

    fn monday(year: i16, month: i8, is_last: bool) -> Date {
        let first = date(year, month, 1);
        let nth = if is_last { -1 } else { 1 };
        first.nth_weekday_of_month(nth, Weekday::Monday).unwrap()
    }

    /// What the law gives each year, worked out anew: holidays on a weekend move to the next working day that is none.
    fn by_law(year: i16) -> BTreeSet<Date> {
        let easter = easter(year);
        let mut days = BTreeSet::from([
            easter - 2.days(),
            easter + 1.day(),
            monday(year, 5, false),
            monday(year, 5, true),
            monday(year, 8, true),
        ]);
        for fixed in [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)] {
            let mut day = fixed;
            while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || days.contains(&day) {
                day += 1.day();
            }
            days.insert(day);
        }
        days
    }

    #[test]
    fn the_list_is_what_the_law_gives_and_whole_until_its_end() {
        let known = bank_holidays();
        let years: BTreeSet<i16> = known.days.iter().map(|day| day.year()).collect();
        assert_eq!(years.iter().copied().collect::<Vec<_>>(), [2024, 2025, 2026, 2027, 2028]);
        for year in years {
            let of: BTreeSet<Date> = known.days.iter().copied().filter(|day| day.year() == year).collect();
            assert_eq!(of, by_law(year), "{year}");
        }
        assert_eq!(known.until, date(2028, 12, 31));
    }

    /// The rule is held against years whose lists are long published: only what was proclaimed for one year differs from it.
    #[test]
    fn the_rule_gives_the_years_before_the_list_but_for_days_that_were_proclaimed() {
        type Days = &'static [(i8, i8)];
        let years: [(i16, Days, Days, Days); 4] = [
            // the early May holiday kept for the end of the war; Boxing Day is a Saturday
            (2020, &[(5, 4)], &[(5, 8)], &[(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)]),
            (2021, &[], &[], &[(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
            // a jubilee and a funeral; New Year's Day is a Saturday and Christmas Day a Sunday
            (
                2022,
                &[(5, 30)],
                &[(6, 2), (6, 3), (9, 19)],
                &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)],
            ),
            // a coronation; New Year's Day is a Sunday
            (2023, &[], &[(5, 8)], &[(1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)]),
        ];
        for (year, away, given, published) in years {
            let on = |(month, day): &(i8, i8)| date(year, *month, *day);
            let mut days = by_law(year);
            assert!(away.iter().all(|day| days.remove(&on(day))), "{year}");
            days.extend(given.iter().map(on));
            assert_eq!(days, published.iter().map(on).collect(), "{year}");
        }
    }

    #[test]
    fn payments_move_before_a_holiday_or_after_it_as_the_rule_says() {
        let known = bank_holidays();
        for (due, before, after) in [
            (date(2026, 10, 1), date(2026, 10, 1), date(2026, 10, 1)),
            (date(2026, 10, 3), date(2026, 10, 2), date(2026, 10, 5)),
            (date(2026, 12, 27), date(2026, 12, 24), date(2026, 12, 29)),
            (date(2028, 4, 16), date(2028, 4, 13), date(2028, 4, 18)),
        ] {
            assert_eq!(known.moved(due, PayDayRule::Before), before, "{due}");
            assert_eq!(known.moved(due, PayDayRule::After), after, "{due}");
        }
        let late = known.moved_from(date(2026, 10, 3), PayDayRule::Before, date(2026, 10, 3));
        assert_eq!(late, date(2026, 10, 5), "yesterday is over");
    }

    #[test]
    fn a_run_until_a_day_reaches_over_the_holidays_behind_it() {
        let known = bank_holidays();
        assert_eq!(known.reach(date(2026, 12, 24), PayDayRule::Before), date(2026, 12, 28));
        assert_eq!(known.reach(date(2026, 12, 24), PayDayRule::After), date(2026, 12, 24));
        assert_eq!(known.reach(date(2026, 12, 22), PayDayRule::Before), date(2026, 12, 22));
    }

    #[test]
    fn the_list_warns_before_it_runs_out() {
        let known = bank_holidays();
        assert_eq!(known.runs_out(date(2026, 9, 1)), None);
        assert_eq!(known.runs_out(date(2028, 8, 1)), Some(date(2028, 12, 31)));
        assert_eq!(BankHolidays::default().runs_out(date(2026, 9, 1)), Some(Date::MIN));
        assert!(known.is_working(date(2029, 12, 25)), "after its end only weekends are known");
    }
}
