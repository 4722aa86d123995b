//! When something happens: passed in from the edge, so that rules have no clock.

use jiff::Timestamp;
use jiff::civil::Date;

/// An instant, and the day that it falls on where the authority is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant, in UTC.
    pub at: Timestamp,
    /// The civil day in the authority's time zone.
    pub today: Date,
}
