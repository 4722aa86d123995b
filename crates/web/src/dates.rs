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

/// How a clock stands: how long there is until a day, or how late it is, in words.
#[must_use]
pub fn clock(w: PageWords, by: Date, today: Date) -> String {
    let days = i64::from((by - today).get_days());
    let (key, count) = match days {
        0 => return w.say("clock.today", &[("day", &day(w, by))]),
        1.. => ("clock.left", days),
        _ => ("clock.late", days.saturating_neg()),
    };
    w.count_with(key, u64::try_from(count).unwrap_or(0), &[("day", &day(w, by))])
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
