//! When support happens: every week on certain days, so many times a week or a month, in term time or the holidays, once,
//! or on counted occasions. A calendar counts it, so leap days, 53-week years and the ends of terms come out right.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::Ratio;
use crate::codes::coded;

coded! {
    /// In which parts of the year.
    pub enum Season ("part of the year") {
        /// All year round.
        AllYear = "all-year",
        /// While school is on.
        TermTime = "term-time",
        /// While school is off.
        Holidays = "holidays",
    }
}

coded! {
    /// A day of the week.
    pub enum Day ("day of the week") {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

/// When something happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "kebab-case")]
pub enum Pattern {
    /// On these days of each week.
    OnDays {
        /// Which days.
        days: Vec<Day>,
        /// In which parts of the year.
        season: Season,
    },
    /// So many times a week; a part of a week counts by its days.
    TimesAWeek {
        /// How many times.
        times: u16,
        /// In which parts of the year.
        season: Season,
    },
    /// So many times a month; a part of a month counts by its days.
    TimesAMonth {
        /// How many times.
        times: u16,
    },
    /// So many times in the plan's year, whenever it suits.
    TimesAYear {
        /// How many times.
        times: u16,
    },
    /// Once, on a day or whenever it suits.
    Once {
        /// The day, where it is known.
        on: Option<Date>,
    },
}

/// When school is on: the first and last day of each term, the breaks in the middle left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Terms(pub Vec<(Date, Date)>);

/// A stretch of days, both ends counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl Stretch {
    /// The days in it, first to last.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let mut next = (self.from <= self.until).then_some(self.from);
        std::iter::from_fn(move || {
            let day = next?;
            next = day.tomorrow().ok().filter(|day| *day <= self.until);
            Some(day)
        })
    }

    /// How many days there are.
    #[must_use]
    pub fn length(self) -> i64 {
        if self.until < self.from { 0 } else { i64::from((self.until - self.from).get_days()).saturating_add(1) }
    }

    /// What it shares with another; nothing where they do not meet.
    #[must_use]
    pub fn within(self, other: Stretch) -> Option<Stretch> {
        let both = Stretch { from: self.from.max(other.from), until: self.until.min(other.until) };
        (both.from <= both.until).then_some(both)
    }

    /// A whole year from a day: to the day before its anniversary. 29 February's year ends on 28 February.
    #[must_use]
    pub fn year_from(from: Date) -> Stretch {
        let next = from.saturating_add(jiff::Span::new().years(1));
        // the anniversary of 29 February falls on the 28th, which is then itself the last day
        let until = if next.day() == from.day() { next.yesterday().unwrap_or(next) } else { next };
        Stretch { from, until }
    }
}

impl Terms {
    fn is_on(&self, day: Date) -> bool {
        self.0.iter().any(|(first, last)| *first <= day && day <= *last)
    }

    /// The first day of a stretch that no term and no holiday between terms reaches: costs there would be a guess.
    #[must_use]
    pub fn unknown_from(&self, stretch: Stretch) -> Option<Date> {
        let first = self.0.iter().map(|(first, _)| *first).min();
        let last = self.0.iter().map(|(_, last)| *last).max();
        match (first, last) {
            (Some(first), _) if stretch.from < first => Some(stretch.from),
            (_, Some(last)) if stretch.until > last => last.tomorrow().ok().map(|day| day.max(stretch.from)),
            (None, _) | (_, None) => Some(stretch.from),
            _ => None,
        }
    }
}

impl Season {
    fn holds(self, day: Date, terms: &Terms) -> bool {
        match self {
            Season::AllYear => true,
            Season::TermTime => terms.is_on(day),
            Season::Holidays => !terms.is_on(day),
        }
    }
}

impl Day {
    fn of(day: Date) -> Day {
        match day.weekday() {
            Weekday::Monday => Day::Monday,
            Weekday::Tuesday => Day::Tuesday,
            Weekday::Wednesday => Day::Wednesday,
            Weekday::Thursday => Day::Thursday,
            Weekday::Friday => Day::Friday,
            Weekday::Saturday => Day::Saturday,
            Weekday::Sunday => Day::Sunday,
        }
    }
}

impl Pattern {
    /// The part of the year that it goes by.
    #[must_use]
    pub fn season(&self) -> Season {
        match self {
            Pattern::OnDays { season, .. } | Pattern::TimesAWeek { season, .. } => *season,
            _ => Season::AllYear,
        }
    }

    /// Whether it ends by itself: what happens so often and no more costs the same however long the plan is.
    #[must_use]
    pub fn is_one_off(&self) -> bool {
        matches!(self, Pattern::Once { .. })
    }

    /// How often it happens within a stretch of the plan's time. What has no day of its own (`Once` without one, so many
    /// times a year) is spread evenly over `whole`, the time that it was written for, or falls on its first day.
    #[must_use]
    pub fn occasions(&self, part: Stretch, whole: Stretch, terms: &Terms) -> Option<Ratio> {
        let Some(part) = part.within(whole) else { return Some(Ratio::ZERO) };
        match self {
            Pattern::OnDays { days, season } => {
                let hits = part.days().filter(|day| days.contains(&Day::of(*day)) && season.holds(*day, terms)).count();
                i64::try_from(hits).ok().map(Ratio::whole)
            }
            Pattern::TimesAWeek { times, season } => {
                let days = part.days().filter(|day| season.holds(*day, terms)).count();
                Ratio::new(i128::try_from(days).ok()?.checked_mul(i128::from(*times))?, 7)
            }
            Pattern::TimesAMonth { times } => months(part)?.times(Ratio::whole(i64::from(*times))),
            Pattern::TimesAYear { times } => {
                let year = Stretch::year_from(whole.from).length();
                Ratio::new(i128::from(part.length()).checked_mul(i128::from(*times))?, i128::from(year))
            }
            Pattern::Once { on } => {
                let on = on.unwrap_or(whole.from).clamp(whole.from, whole.until);
                Some(if part.from <= on && on <= part.until { Ratio::whole(1) } else { Ratio::ZERO })
            }
        }
    }
}

/// Calendar months in a stretch; a part of a month counts by its days of that month.
fn months(stretch: Stretch) -> Option<Ratio> {
    let mut sum = Ratio::ZERO;
    let mut day = stretch.from;
    while day <= stretch.until {
        let last = day.last_of_month().min(stretch.until);
        let days = i128::from(Stretch { from: day, until: last }.length());
        sum = sum.plus(Ratio::new(days, i128::from(day.days_in_month()))?)?;
        let Ok(next) = last.tomorrow() else { break };
        day = next;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn stretch(from: Date, until: Date) -> Stretch {
        Stretch { from, until }
    }

    fn terms() -> Terms {
        Terms(vec![(date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))])
    }

    fn count(pattern: &Pattern, part: Stretch) -> String {
        pattern.occasions(part, part, &terms()).unwrap().to_string()
    }

    #[test]
    fn a_calendar_counts_the_days() {
        let saturdays = Pattern::OnDays { days: vec![Day::Saturday], season: Season::AllYear };
        // a year that begins on a Saturday has 53 of them, its leap day counted
        assert_eq!(count(&saturdays, Stretch::year_from(date(2028, 1, 1))), "53");
        assert_eq!(count(&saturdays, Stretch::year_from(date(2026, 4, 1))), "52");
        let mornings = Pattern::OnDays { days: vec![Day::Monday, Day::Friday], season: Season::TermTime };
        // Wednesday 2 September: seven Mondays and eight Fridays to half-term
        assert_eq!(count(&mornings, stretch(date(2026, 9, 1), date(2026, 10, 31))), "15");
        let breaks = Pattern::TimesAWeek { times: 2, season: Season::Holidays };
        assert_eq!(count(&breaks, stretch(date(2026, 10, 24), date(2026, 11, 1))), "2 4/7");
    }

    #[test]
    fn weeks_and_months_that_are_cut_count_by_their_days() {
        let weekly = Pattern::TimesAWeek { times: 1, season: Season::AllYear };
        assert_eq!(count(&weekly, Stretch::year_from(date(2026, 4, 1))), "52 1/7");
        assert_eq!(count(&weekly, Stretch::year_from(date(2027, 4, 1))), "52 2/7");
        let monthly = Pattern::TimesAMonth { times: 3 };
        assert_eq!(count(&monthly, Stretch::year_from(date(2028, 3, 1))), "36");
        assert_eq!(count(&monthly, stretch(date(2028, 2, 15), date(2028, 2, 29))), "1 16/29");
        let yearly = Pattern::TimesAYear { times: 10 };
        let year = Stretch::year_from(date(2026, 4, 1));
        let half = yearly.occasions(stretch(date(2026, 4, 1), date(2026, 9, 29)), year, &terms());
        assert_eq!(half.unwrap().to_string(), "4 72/73");
    }

    #[test]
    fn a_one_off_happens_once_and_within_the_plan() {
        let year = Stretch::year_from(date(2026, 4, 1));
        let show = Pattern::Once { on: Some(date(2026, 6, 20)) };
        let first = stretch(date(2026, 4, 1), date(2026, 6, 19));
        assert_eq!(show.occasions(first, year, &terms()), Some(Ratio::ZERO));
        assert_eq!(show.occasions(year, year, &terms()), Some(Ratio::whole(1)));
        let some_day = Pattern::Once { on: None };
        assert_eq!(some_day.occasions(first, year, &terms()), Some(Ratio::whole(1)));
        let outside = stretch(date(2030, 1, 1), date(2030, 2, 1));
        assert_eq!(some_day.occasions(outside, year, &terms()), Some(Ratio::ZERO));
    }

    #[test]
    fn a_year_ends_on_the_day_before_its_anniversary() {
        assert_eq!(Stretch::year_from(date(2026, 4, 1)).until, date(2027, 3, 31));
        assert_eq!(Stretch::year_from(date(2027, 3, 1)).until, date(2028, 2, 29));
        assert_eq!(Stretch::year_from(date(2028, 2, 29)).until, date(2029, 2, 28));
        assert_eq!(terms().unknown_from(stretch(date(2026, 9, 2), date(2027, 3, 31))), Some(date(2026, 12, 19)));
        assert_eq!(terms().unknown_from(stretch(date(2026, 9, 2), date(2026, 12, 1))), None);
    }
}
