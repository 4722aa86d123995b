//! A personal assistant's seat: somebody whom a family employs with its direct payment, for one line of the plan. They hand in
//! their hours; the family says yes, or asks once more. Who may do what is decided in [`crate::access`].

pub mod hours;
mod stint;

pub use hours::{Hours, HoursFault, HoursStatus};
pub use stint::{Stint, StintFault, Typed, minutes_as_hours};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::plan::support::UnitPrice;
use crate::{PersonId, PieceId, RelationId};

coded! {
    /// Where a seat stands.
    pub enum AssistantStatus ("status of an assistant's seat") {
        /// They work for the family.
        Working = "working",
        /// They no longer do: nothing is open to them.
        Ended = "ended",
    }
}

/// A personal assistant's seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Assistant {
    /// The child whom they help.
    pub child: PersonId,
    /// Who.
    pub person: PersonId,
    /// What the family calls them.
    pub name: String,
    /// The relation by which the seat is open.
    pub relation: RelationId,
    /// The line of the plan that pays.
    pub line: PieceId,
    /// Its stream.
    pub stream: String,
    /// What an hour is paid.
    pub wage: UnitPrice,
    /// From when.
    pub from: Date,
    /// The day on which it ended.
    pub ended_on: Option<Date>,
    /// Where it stands.
    pub status: AssistantStatus,
}

impl Paper for Assistant {
    const TABLE: &'static str = "assistant";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.from
    }

    /// One person has one seat for a line at a time.
    fn only_one(&self) -> Option<String> {
        (self.status == AssistantStatus::Working).then(|| format!("{} {} {}", self.child, self.person, self.line))
    }
}
