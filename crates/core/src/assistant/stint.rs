//! A stretch of work on a day, as somebody types it on a telephone: from when until when with a break, or just how many hours.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plan::support::Quantity;

/// The minutes of a day.
const DAY: u16 = 24 * 60;

/// Work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stint {
    /// The day on which it began.
    pub day: Date,
    /// From when until when, in minutes since midnight; a night ends on the next day, after minute 1,440. Nothing where only
    /// the hours were told.
    pub times: Option<(u16, u16)>,
    /// How many minutes of that were a break.
    pub pause: u16,
    /// How many minutes are paid.
    pub minutes: u16,
}

/// Why a line of the form is no work. Its code is a key under `problem.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StintFault {
    /// A time such as `25:00`.
    #[error("a time is written such as 9:30 or 17:00")]
    Time,
    /// From without until, or the other way round.
    #[error("both from and until are needed")]
    OneTime,
    /// A break that is no number of minutes, or longer than the work.
    #[error("a break is so many minutes, fewer than the work")]
    Pause,
    /// Hours that are no number, none, or more than a day has.
    #[error("hours are a number above 0 and up to 24")]
    Hours,
    /// Times and hours that do not say the same.
    #[error("the times come to other hours than were typed: write one of the two")]
    BothWays,
}

impl StintFault {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            StintFault::Time => "hours-time",
            StintFault::OneTime => "hours-one-time",
            StintFault::Pause => "hours-pause",
            StintFault::Hours => "hours-number",
            StintFault::BothWays => "hours-both-ways",
        }
    }
}

/// What stands in the fields of one day, as it was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Typed<'t> {
    /// From when.
    pub from: &'t str,
    /// Until when.
    pub until: &'t str,
    /// The break, in minutes.
    pub pause: &'t str,
    /// Or the hours.
    pub hours: &'t str,
}

impl Stint {
    /// Reads what was typed for a day; nothing for a day on which nothing was.
    ///
    /// # Errors
    /// [`StintFault`].
    pub fn read(day: Date, typed: Typed<'_>) -> Result<Option<Stint>, StintFault> {
        let [from, until, pause, hours] = [typed.from, typed.until, typed.pause, typed.hours].map(str::trim);
        let hours = if hours.is_empty() { None } else { Some(minutes_of(hours)?) };
        let times = match (from.is_empty(), until.is_empty()) {
            (true, true) => None,
            (false, false) => Some((time(from)?, time(until)?)),
            _ => return Err(StintFault::OneTime),
        };
        let Some((from, until)) = times else {
            let is_bare = hours.is_none() && !pause.is_empty();
            // a break of nothing is no work, and hours told as a number are without it
            return if is_bare {
                Err(StintFault::OneTime)
            } else {
                Ok(hours.map(|minutes| Stint::by_hours(day, minutes)))
            };
        };
        let until = if until > from { until } else { until.saturating_add(DAY) };
        let pause: u16 = if pause.is_empty() { 0 } else { pause.parse().map_err(|_| StintFault::Pause)? };
        let minutes =
            until.saturating_sub(from).checked_sub(pause).filter(|left| *left > 0).ok_or(StintFault::Pause)?;
        if hours.is_some_and(|hours| hours != minutes) {
            return Err(StintFault::BothWays);
        }
        Ok(Some(Stint { day, times: Some((from, until)), pause, minutes }))
    }

    fn by_hours(day: Date, minutes: u16) -> Stint {
        Stint { day, times: None, pause: 0, minutes }
    }

    /// Whether it cannot have been worked beside another by the same person: the times cross, or one of the two tells no times
    /// and both are of one day.
    #[must_use]
    pub fn crosses(&self, other: &Stint) -> bool {
        let (Some((from, until)), Some((others_from, others_until))) = (self.times, other.times) else {
            return self.day == other.day;
        };
        let days = self.day.until(other.day).map_or(i64::MAX, |span| i64::from(span.get_days()));
        let Some(later) = days.checked_mul(i64::from(DAY)) else { return false };
        let (others_from, others_until) =
            (later.saturating_add(others_from.into()), later.saturating_add(others_until.into()));
        i64::from(from) < others_until && others_from < i64::from(until)
    }
}

/// A time of day in minutes since midnight: `9`, `9:30`, `9.30`, `0930`, `5pm`, `5:15 pm`.
fn time(text: &str) -> Result<u16, StintFault> {
    let low = text.to_lowercase().replace([' ', '.'], ":");
    let (bare, half) = match (low.strip_suffix("pm"), low.strip_suffix("am")) {
        (Some(bare), _) => (bare, Some(12)),
        (_, Some(bare)) => (bare, Some(0)),
        _ => (low.as_str(), None),
    };
    let bare = bare.trim_end_matches(':');
    let (hour, minute) = match bare.split_once(':') {
        Some(parts) => parts,
        None if bare.len() >= 3 && bare.is_ascii() => bare.split_at(bare.len().saturating_sub(2)),
        None => (bare, "00"),
    };
    let digits = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return Err(StintFault::Time);
    }
    let (hour, minute): (u16, u16) =
        (hour.parse().map_err(|_| StintFault::Time)?, minute.parse().map_err(|_| StintFault::Time)?);
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => (hour % 12).saturating_add(half),
        Some(_) => return Err(StintFault::Time),
    };
    if hour > 23 || minute > 59 { Err(StintFault::Time) } else { Ok(hour.saturating_mul(60).saturating_add(minute)) }
}

/// Hours as people write them, `7.5` or `7:30`, in minutes.
fn minutes_of(text: &str) -> Result<u16, StintFault> {
    let wrong = || StintFault::Hours;
    let minutes = match text.split_once(':') {
        Some((hours, minutes)) => {
            let hours: i64 = hours.parse().map_err(|_| wrong())?;
            let minutes: i64 = minutes.parse().ok().filter(|minutes| (0..60).contains(minutes)).ok_or_else(wrong)?;
            hours.checked_mul(60).and_then(|sum| sum.checked_add(minutes)).ok_or_else(wrong)?
        }
        None => {
            let thousandths = Quantity::read(text).map_err(|_| wrong())?.0;
            thousandths.checked_mul(60).and_then(|sum| sum.checked_add(500)).ok_or_else(wrong)?.div_euclid(1_000)
        }
    };
    u16::try_from(minutes).ok().filter(|minutes| (1..=DAY).contains(minutes)).ok_or_else(wrong)
}

/// Minutes as hours, to the nearest thousandth.
#[must_use]
pub fn minutes_as_hours(minutes: i64) -> Quantity {
    Quantity(minutes.saturating_mul(1_000).saturating_add(30).div_euclid(60))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn typed<'t>(from: &'t str, until: &'t str, pause: &'t str, hours: &'t str) -> Typed<'t> {
        Typed { from, until, pause, hours }
    }

    fn on(day: i8, from: &str, until: &str) -> Stint {
        Stint::read(date(2026, 8, day), typed(from, until, "", "")).unwrap().unwrap()
    }

    #[test]
    fn times_are_read_as_people_type_them_on_a_telephone() {
        for (text, minutes) in [
            ("9", 540),
            ("9:30", 570),
            ("9.30", 570),
            ("0930", 570),
            ("930", 570),
            ("5pm", 1_020),
            ("5:15 pm", 1_035),
            ("12am", 0),
            ("12 pm", 720),
            ("23:59", 1_439),
        ] {
            assert_eq!(time(text), Ok(minutes), "{text}");
        }
        for wrong in ["24", "9:60", "9:5", "13pm", "0am", "noon", "-1", "9:30:00", ":30", "é", "12345"] {
            assert_eq!(time(wrong), Err(StintFault::Time), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_told_by_times_with_a_break_or_by_hours() {
        let day = date(2026, 8, 24);
        let minutes = |one| Stint::read(day, one).map(|stint| stint.map(|stint| stint.minutes));
        for (one, wanted) in [
            (typed("", "", "", ""), Ok(None)),
            (typed("9:00", "17:00", "30", ""), Ok(Some(450))),
            (typed("9:00", "17:00", "30", "7.5"), Ok(Some(450))),
            (typed("22:00", "6:00", "", ""), Ok(Some(480))),
            (typed("", "", "", "7:20"), Ok(Some(440))),
            (typed("", "", "", "24"), Ok(Some(1_440))),
            (typed("9:00", "17:00", "", "7.5"), Err(StintFault::BothWays)),
            (typed("9:00", "", "", ""), Err(StintFault::OneTime)),
            (typed("", "", "30", ""), Err(StintFault::OneTime)),
            (typed("9:00", "10:00", "60", ""), Err(StintFault::Pause)),
            (typed("9:00", "10:00", "half", ""), Err(StintFault::Pause)),
            (typed("", "", "", "24.5"), Err(StintFault::Hours)),
            (typed("", "", "", "0"), Err(StintFault::Hours)),
            (typed("", "", "", "-3"), Err(StintFault::Hours)),
            (typed("", "", "", "lots"), Err(StintFault::Hours)),
        ] {
            assert_eq!(minutes(one), wanted, "{one:?}");
        }
        assert_eq!(minutes_as_hours(440).to_string(), "7.333");
    }

    #[test]
    fn nobody_works_twice_at_a_time() {
        let morning = on(24, "9:00", "12:00");
        assert!(morning.crosses(&on(24, "11:59", "13:00")));
        assert!(!morning.crosses(&on(24, "12:00", "13:00")) && !morning.crosses(&on(25, "9:00", "12:00")));
        let night = on(24, "22:00", "6:00");
        assert!(night.crosses(&on(25, "5:00", "7:00")) && on(25, "5:00", "7:00").crosses(&night));
        assert!(!night.crosses(&on(25, "6:00", "7:00")));
        let hours = Stint::read(date(2026, 8, 24), typed("", "", "", "2")).unwrap().unwrap();
        assert!(hours.crosses(&morning) && morning.crosses(&hours), "without times nobody can tell");
        assert!(!hours.crosses(&on(25, "9:00", "12:00")));
    }
}
