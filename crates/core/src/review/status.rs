//! Where a review stands, and from where it can go on.

use crate::codes::coded;

coded! {
    /// Where a review stands.
    pub enum ReviewStatus ("status of a review") {
        /// The family asked for one; it has no day yet.
        Asked = "asked",
        /// It has a day.
        Planned = "planned",
        /// What it talks about was sent to everybody.
        Prepared = "prepared",
        /// It was held.
        Held = "held",
        /// It is decided, with reasons.
        Decided = "decided",
        /// It is not held.
        CalledOff = "called-off",
    }
}

impl ReviewStatus {
    /// Where it can go from here.
    #[must_use]
    pub fn next(self) -> &'static [ReviewStatus] {
        use ReviewStatus::{Asked, CalledOff, Decided, Held, Planned, Prepared};
        match self {
            Asked => &[Planned, CalledOff],
            // another day is a plan again
            Planned => &[Planned, Prepared, Held, CalledOff],
            Prepared => &[Planned, Held, CalledOff],
            Held => &[Decided],
            Decided | CalledOff => &[],
        }
    }

    /// Whether somebody can still say something for it.
    #[must_use]
    pub fn is_open(self) -> bool {
        !self.next().is_empty()
    }

    /// Whether it still lies ahead.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, ReviewStatus::Asked | ReviewStatus::Planned | ReviewStatus::Prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_decided_that_was_not_held_and_what_is_over_stays_over() {
        for from in ReviewStatus::ALL {
            assert_eq!(from.next().contains(&ReviewStatus::Decided), *from == ReviewStatus::Held, "{from}");
            assert_eq!(from.is_open(), !matches!(from, ReviewStatus::Decided | ReviewStatus::CalledOff), "{from}");
        }
    }
}
