//! Ages and the days that follow from a date of birth. The day is always passed in; nothing here reads a clock.
//!
//! Somebody born on 29 February has the birthday on 1 March in other years: an age is reached when the anniversary
//! begins (Family Law Reform Act 1969, section 9), and in a common year no day before 1 March completes the year.

use jiff::civil::{Date, Weekday};

use crate::codes::coded;

/// From this age the young person's own word counts.
pub const SIXTEEN: i16 = 16;
/// From this age the law sees an adult.
pub const EIGHTEEN: i16 = 18;
/// The last age that an education, health and care plan can cover.
pub const TWENTY_FIVE: i16 = 25;

/// Completed years; 0 also before the birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age {
    /// Completed years.
    pub years: i16,
}

/// The age on a day.
#[must_use]
pub fn age_on(born: Date, today: Date) -> Age {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let years = today.year() - born.year() - i16::from(!had_birthday);
    Age { years: years.max(0) }
}

/// The first day of an age, in years.
#[must_use]
pub fn turns(born: Date, years: i16) -> Date {
    let year = born.year().saturating_add(years);
    Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).unwrap_or(Date::MAX)
}

/// Whether an age has been reached by a day.
#[must_use]
pub fn has_turned(born: Date, years: i16, today: Date) -> bool {
    turns(born, years) <= today
}

/// A school year in England: 1 September to 31 August.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AcademicYear {
    /// The calendar year that it starts in.
    pub starts_in: i16,
}

/// The school year that a day is in.
#[must_use]
pub fn academic_year(day: Date) -> AcademicYear {
    AcademicYear { starts_in: day.year() - i16::from(day.month() < 9) }
}

impl AcademicYear {
    /// 1 September.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.starts_in, 9, 1).unwrap_or(Date::MIN)
    }

    /// 31 August.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date::new(self.starts_in.saturating_add(1), 8, 31).unwrap_or(Date::MAX)
    }
}

impl std::fmt::Display for AcademicYear {
    /// As schools write it: `2026/27`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{:02}", self.starts_in, self.starts_in.saturating_add(1).rem_euclid(100))
    }
}

/// A school class by age: 0 is Reception, 1 to 13 are the years after it. Below 0, years before Reception.
///
/// It is the class by date of birth; a child who was held back or put forward sits in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearGroup(pub i16);

/// The class by date of birth.
#[must_use]
pub fn year_group(born: Date, today: Date) -> YearGroup {
    YearGroup(academic_year(today).starts_in - academic_year(born).starts_in - 5)
}

/// A part of growing up with its own services and rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Up to the end of Reception.
    EarlyYears,
    /// Years 1 to 6.
    Primary,
    /// From Year 7 to the 16th birthday.
    Secondary,
    /// 16 and 17.
    SixteenToSeventeen,
    /// From 18.
    Adult,
}

coded!(Stage {
    EarlyYears => "early-years",
    Primary => "primary",
    Secondary => "secondary",
    SixteenToSeventeen => "sixteen-to-seventeen",
    Adult => "adult",
});

/// The stage on a day.
#[must_use]
pub fn stage(born: Date, today: Date) -> Stage {
    match (age_on(born, today).years, year_group(born, today).0) {
        (EIGHTEEN.., _) => Stage::Adult,
        (SIXTEEN.., _) => Stage::SixteenToSeventeen,
        (_, ..=0) => Stage::EarlyYears,
        (_, 1..=6) => Stage::Primary,
        (_, _) => Stage::Secondary,
    }
}

/// The last day of compulsory school age: the last Friday in June of the school year of the 16th birthday
/// (Education Act 1996, section 8, and the school leaving date order of 1997).
#[must_use]
pub fn end_of_compulsory_school_age(born: Date) -> Date {
    let end_of_june = academic_year(turns(born, SIXTEEN)).last_day().with().month(6).day(30).build();
    let end_of_june = end_of_june.unwrap_or(Date::MAX);
    let after_friday = end_of_june.weekday().since(Weekday::Friday);
    end_of_june.checked_sub(jiff::Span::new().days(after_friday)).unwrap_or(end_of_june)
}

/// The last day of the school year of the 25th birthday, to which an education, health and care plan may be kept up.
#[must_use]
pub fn end_of_academic_year_of_25(born: Date) -> Date {
    academic_year(turns(born, TWENTY_FIVE)).last_day()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ages_turn_on_the_birthday() {
        let born = date(2010, 5, 17);
        for (day, years) in
            [(date(2010, 5, 17), 0), (date(2026, 5, 16), 15), (date(2026, 5, 17), 16), (date(2009, 1, 1), 0)]
        {
            assert_eq!(age_on(born, day).years, years, "{day}");
            assert_eq!(has_turned(born, 16, day), years >= 16, "{day}");
        }
    }

    #[test]
    fn a_leap_day_child_turns_on_the_first_of_march_in_common_years() {
        let born = date(2008, 2, 29);
        assert_eq!(turns(born, 16), date(2024, 2, 29));
        assert_eq!(turns(born, 18), date(2026, 3, 1));
        assert_eq!(age_on(born, date(2026, 2, 28)).years, 17);
        assert_eq!(age_on(born, date(2026, 3, 1)).years, 18);
    }

    #[test]
    fn school_years_begin_in_september() {
        assert_eq!(academic_year(date(2026, 8, 31)).to_string(), "2025/26");
        assert_eq!(academic_year(date(2026, 9, 1)).to_string(), "2026/27");
        assert_eq!(academic_year(date(1999, 10, 1)).to_string(), "1999/00");
        assert_eq!(academic_year(date(2026, 9, 1)).last_day(), date(2027, 8, 31));
    }

    #[test]
    fn an_august_child_is_a_class_above_a_september_child() {
        let day = date(2026, 11, 2);
        for (born, group, stage_then) in [
            (date(2022, 9, 1), -1, Stage::EarlyYears),
            (date(2022, 8, 31), 0, Stage::EarlyYears),
            (date(2021, 8, 31), 1, Stage::Primary),
            (date(2015, 9, 1), 6, Stage::Primary),
            (date(2015, 8, 31), 7, Stage::Secondary),
            (date(2010, 11, 3), 11, Stage::Secondary),
            (date(2010, 11, 2), 11, Stage::SixteenToSeventeen),
            (date(2008, 11, 2), 13, Stage::Adult),
        ] {
            assert_eq!((year_group(born, day), stage(born, day)), (YearGroup(group), stage_then), "{born}");
        }
    }

    #[test]
    fn school_can_be_left_on_the_last_friday_in_june() {
        for (born, end) in [
            (date(2009, 9, 1), date(2026, 6, 26)),
            (date(2010, 8, 31), date(2026, 6, 26)),
            (date(2010, 9, 1), date(2027, 6, 25)),
            (date(2007, 12, 1), date(2024, 6, 28)),
            (date(2001, 1, 1), date(2017, 6, 30)),
        ] {
            assert_eq!(end_of_compulsory_school_age(born), end, "{born}");
        }
    }

    #[test]
    fn a_plan_can_last_through_the_school_year_of_the_25th_birthday() {
        assert_eq!(end_of_academic_year_of_25(date(2001, 8, 31)), date(2026, 8, 31));
        assert_eq!(end_of_academic_year_of_25(date(2001, 9, 1)), date(2027, 8, 31));
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (0_i64..40_000).prop_map(|days| date(1980, 2, 29).checked_add(jiff::Span::new().days(days)).unwrap())
    }

    proptest! {
        #[test]
        fn an_age_is_reached_on_the_day_that_it_turns(born in any_day(), today in any_day(), years in 1_i16..80) {
            prop_assert_eq!(has_turned(born, years, today), age_on(born, today).years >= years);
        }

        #[test]
        fn school_can_be_left_on_a_friday_in_june_around_sixteen(born in any_day()) {
            let last = end_of_compulsory_school_age(born);
            prop_assert_eq!((last.weekday(), last.month()), (Weekday::Friday, 6));
            prop_assert!(last.day() > 23);
            prop_assert!((15..=16).contains(&age_on(born, last).years));
            prop_assert_eq!(year_group(born, last), YearGroup(11));
        }
    }
}
