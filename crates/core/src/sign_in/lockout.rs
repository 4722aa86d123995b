//! Waiting after wrong passwords or codes: a table from mistakes to minutes. Nobody is locked out for good, because then
//! anybody could lock out anybody.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Message;

/// From so many mistakes in a row, so many seconds of waiting; the last row that fits counts.
pub const WAITS: [(u32, i64); 5] = [(0, 0), (5, 60), (7, 5 * 60), (10, 15 * 60), (20, 60 * 60)];

/// Mistakes are forgotten after so many seconds without another.
pub const FORGOTTEN_AFTER_SECONDS: i64 = 24 * 60 * 60;

/// Mistakes in a row at one account, or from one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: Option<Timestamp>,
}

impl Failures {
    /// One more mistake.
    #[must_use]
    pub fn and_one(self, now: Timestamp) -> Failures {
        let count = if self.is_forgotten(now) { 0 } else { self.count };
        Failures { count: count.saturating_add(1), last: Some(now) }
    }

    /// The instant from which another try is taken; none where it is taken now.
    #[must_use]
    pub fn wait_until(self, now: Timestamp) -> Option<Timestamp> {
        if self.is_forgotten(now) {
            return None;
        }
        let seconds = WAITS.iter().rev().find(|(from, _)| self.count >= *from).map_or(0, |(_, seconds)| *seconds);
        let until = self.last?.saturating_add(SignedDuration::from_secs(seconds)).ok()?;
        (until > now).then_some(until)
    }

    /// What to tell a person who has to wait: for how many minutes, and what else they can do.
    #[must_use]
    pub fn message(self, now: Timestamp) -> Option<Message> {
        let seconds = self.wait_until(now)?.duration_since(now).as_secs();
        let minutes = seconds.saturating_add(59).div_euclid(60);
        let key = if self.count >= 10 { "sign-in-wait-or-ask-for-help" } else { "sign-in-wait-or-link-by-mail" };
        Some(Message { key, values: vec![("minutes", minutes.to_string())] })
    }

    fn is_forgotten(self, now: Timestamp) -> bool {
        self.last.is_none_or(|last| now.duration_since(last).as_secs() >= FORGOTTEN_AFTER_SECONDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + second).unwrap()
    }

    #[test]
    fn the_more_mistakes_the_longer_the_wait() {
        for (mistakes, seconds) in [(1, 0), (4, 0), (5, 60), (6, 60), (7, 300), (10, 900), (19, 900), (20, 3_600)] {
            let failures = (0..mistakes).fold(Failures::default(), |failures, _| failures.and_one(at(0)));
            let until = (seconds > 0).then(|| at(seconds));
            assert_eq!(failures.wait_until(at(0)), until, "{mistakes}");
            assert_eq!(failures.wait_until(at(seconds)), None, "{mistakes}");
        }
    }

    #[test]
    fn nobody_is_locked_out_for_good_and_a_day_later_all_is_forgotten() {
        let failures = Failures { count: u32::MAX, last: Some(at(0)) };
        assert_eq!(failures.and_one(at(5)).wait_until(at(5)), Some(at(3_605)));
        assert_eq!(failures.and_one(at(FORGOTTEN_AFTER_SECONDS)).count, 1);
        assert_eq!(Failures::default().wait_until(at(0)), None);
    }

    #[test]
    fn a_person_is_told_for_how_long_and_what_to_do() {
        let failures = Failures { count: 7, last: Some(at(0)) };
        let message = failures.message(at(61)).unwrap();
        assert_eq!((message.key, message.values), ("sign-in-wait-or-link-by-mail", vec![("minutes", "4".to_owned())]));
        assert_eq!(failures.message(at(300)), None);
        assert_eq!(Failures { count: 12, ..failures }.message(at(0)).unwrap().key, "sign-in-wait-or-ask-for-help");
    }
}
