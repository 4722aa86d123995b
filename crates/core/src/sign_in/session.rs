//! How long a signed-in browser stays signed in: a limit for doing nothing, and a limit whatever is done.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Limits of a session. An authority sets them, one pair for staff and one for families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Seconds without a request.
    pub idle_seconds: u32,
    /// Seconds since signing in.
    pub absolute_seconds: u32,
}

impl Limits {
    /// For staff, where an authority sets none: an hour, and a long working day.
    pub const STAFF: Limits = Limits { idle_seconds: 60 * 60, absolute_seconds: 12 * 60 * 60 };
    /// For families, where an authority sets none: two hours, and a day. Long answers are written with interruptions.
    pub const FAMILIES: Limits = Limits { idle_seconds: 2 * 60 * 60, absolute_seconds: 24 * 60 * 60 };
}

/// When a session began and was last used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Signing in.
    pub started: Timestamp,
    /// The last request.
    pub last_seen: Timestamp,
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing was done for too long.
    Idle,
    /// It has lasted as long as any may.
    Absolute,
}

impl Ended {
    /// The key of what the person is told.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Ended::Idle => "session-ended-idle",
            Ended::Absolute => "session-ended-absolute",
        }
    }
}

impl Limits {
    /// Why a session is over; none while it lasts.
    #[must_use]
    pub fn ended(self, session: Session, now: Timestamp) -> Option<Ended> {
        let passed =
            |since: Timestamp, seconds: u32| now.duration_since(since) >= SignedDuration::from_secs(i64::from(seconds));
        if passed(session.started, self.absolute_seconds) {
            return Some(Ended::Absolute);
        }
        passed(session.last_seen, self.idle_seconds).then_some(Ended::Idle)
    }

    /// Whether a session lasts.
    #[must_use]
    pub fn is_live(self, session: Session, now: Timestamp) -> bool {
        self.ended(session, now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_doing_nothing_or_by_its_length() {
        let at = |second: i64| Timestamp::from_second(1_780_000_000 + second).unwrap();
        let limits = Limits { idle_seconds: 100, absolute_seconds: 1_000 };
        for (last_seen, now, ended) in [
            (0, 0, None),
            (0, 99, None),
            (0, 100, Some(Ended::Idle)),
            (950, 999, None),
            (950, 1_000, Some(Ended::Absolute)),
            // the clock was put back
            (50, 40, None),
        ] {
            let session = Session { started: at(0), last_seen: at(last_seen) };
            assert_eq!(limits.ended(session, at(now)), ended, "{last_seen} {now}");
            assert_eq!(limits.is_live(session, at(now)), ended.is_none());
        }
    }
}
