//! Days and instants as people read them: `3 May 2026`, `3 May 2026, 14:05`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::app::Clock;
use crate::words::PageWords;

/// A day.
#[must_use]
pub fn day(w: PageWords, day: Date) -> String {
    let month = w.find(&format!("month.{}", day.month())).unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// The day that an instant falls on where the authority is.
#[must_use]
pub fn day_of(clock: &Clock, at: Timestamp) -> Date {
    at.to_zoned(zone(clock)).date()
}

/// An instant, by the authority's own clock.
#[must_use]
pub fn instant(w: PageWords, clock: &Clock, at: Timestamp) -> String {
    let local = at.to_zoned(zone(clock));
    format!("{}, {:02}:{:02}", day(w, local.date()), local.hour(), local.minute())
}

fn zone(clock: &Clock) -> TimeZone {
    match clock {
        Clock::Machine(zone) => zone.clone(),
        Clock::Frozen(_) => TimeZone::UTC,
    }
}
