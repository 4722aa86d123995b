//! A clock that moves only when a test moves it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use seven_core::Moment;

/// A frozen clock. Its days are days in UTC.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    at: Timestamp,
}

impl Clock {
    /// Half past nine in the morning of a day such as `2026-09-01`.
    #[must_use]
    pub fn on(day: &str) -> Clock {
        let day: Date = day.parse().expect("a day such as 2026-09-01");
        let at = day.at(9, 30, 0, 0).to_zoned(TimeZone::UTC).expect("a day that UTC has").timestamp();
        Clock { at }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment { at: self.at, today: self.at.to_zoned(TimeZone::UTC).date() }
    }

    /// Moves it on by minutes.
    pub fn pass_minutes(&mut self, minutes: i64) {
        self.at += SignedDuration::from_mins(minutes);
    }

    /// Moves it on by days.
    pub fn pass_days(&mut self, days: i64) {
        self.at += SignedDuration::from_hours(days * 24);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_only_when_it_is_moved() {
        let mut clock = Clock::on("2026-12-31");
        assert_eq!(clock.now(), clock.now());
        assert_eq!(clock.now().at.to_string(), "2026-12-31T09:30:00Z");
        clock.pass_minutes(15 * 60);
        assert_eq!(clock.now().today.to_string(), "2027-01-01");
        clock.pass_days(31);
        assert_eq!(clock.now().today.to_string(), "2027-02-01");
    }
}
