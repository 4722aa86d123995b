//! Hours that an assistant hands in, and what has to be so before they count: on a day that has come, in the time of the line,
//! not twice at once, no more than a day has, no more than the plan pays.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Assistant, Stint, minutes_as_hours};
use crate::codes::coded;
use crate::matching::ExpectedKind;
use crate::paper::Paper;
use crate::plan::pattern::Stretch;
use crate::plan::support::{Quantity, UnitPrice};
use crate::spending::{NewRecord, RecordFault, Working};
use crate::{AssistantId, Pence, PersonId, PieceId, SpendingId};

coded! {
    /// Where hours stand.
    pub enum HoursStatus ("status of hours") {
        /// They wait for the family.
        HandedIn = "handed-in",
        /// The family said yes: they are to be paid.
        Approved = "approved",
        /// The family asks once more.
        SentBack = "sent-back",
        /// Whoever handed them in took them back.
        TakenBack = "taken-back",
    }
}

/// Hours of one assistant, usually of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Hours {
    /// The child.
    pub child: PersonId,
    /// The seat.
    pub assistant: AssistantId,
    /// Who worked.
    pub person: PersonId,
    /// The line of the plan.
    pub line: PieceId,
    /// Its stream.
    pub stream: String,
    /// When they worked, by day.
    pub stints: Vec<Stint>,
    /// What an hour is paid.
    pub wage: UnitPrice,
    /// What all of it comes to.
    pub pay: Pence,
    /// Whether the family wrote them down itself.
    pub is_by_family: bool,
    /// What the family asks, where it sent them back.
    pub asked: String,
    /// Who of the family decided.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_on: Option<Date>,
    /// The record of spending that it became.
    pub record: Option<SpendingId>,
    /// Where they stand.
    pub status: HoursStatus,
}

impl Hours {
    /// All minutes.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        minutes(&self.stints)
    }

    /// All hours.
    #[must_use]
    pub fn hours(&self) -> Quantity {
        minutes_as_hours(self.minutes())
    }

    /// The first and the last day.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        let days = || self.stints.iter().map(|stint| stint.day);
        Some((days().min()?, days().max()?))
    }

    /// The record of spending that they become once the family has said yes.
    ///
    /// # Errors
    /// [`RecordFault`], such as a sum that is too large.
    pub fn as_record(&self, name: &str, today: Date) -> Result<NewRecord, RecordFault> {
        let (from, day) = self.days().ok_or(RecordFault::NoSum)?;
        let working = Working::Hours { hours: self.hours(), wage: self.wage, from };
        let record = NewRecord {
            kind: ExpectedKind::Timesheet,
            day,
            pence: Pence::ZERO,
            payee: name.to_owned(),
            reference: String::new(),
            piece: Some(self.line),
            working,
        };
        record.settled(today)
    }
}

fn minutes(stints: &[Stint]) -> i64 {
    stints.iter().fold(0, |sum: i64, stint| sum.saturating_add(stint.minutes.into()))
}

impl Paper for Hours {
    const TABLE: &'static str = "assistant_hours";

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
        self.days().map_or(Date::MIN, |(_, last)| last)
    }

    fn amount(&self) -> Pence {
        self.pay
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.assistant.0)
    }
}

/// Why hours are not taken. Its code is a key under `problem.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoursFault {
    /// None at all.
    #[error("there are no hours in it")]
    None,
    /// A day that has not come.
    #[error("{0} has not come yet")]
    NotYet(Date),
    /// A day on which the plan pays nothing for it.
    #[error("{0} is not in the time of the line")]
    OutsideLine(Date),
    /// The same time twice.
    #[error("on {0} there are hours for the same time already")]
    Crosses(Date),
    /// More than a day has.
    #[error("on {0} there would be more than 24 hours")]
    MoreThanADay(Date),
    /// More than the plan pays.
    #[error("the plan has {0} hours left for this")]
    AboveLine(Quantity),
}

impl HoursFault {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            HoursFault::None => "hours-none",
            HoursFault::NotYet(_) => "hours-not-yet",
            HoursFault::OutsideLine(_) => "hours-outside-line",
            HoursFault::Crosses(_) => "hours-crossing",
            HoursFault::MoreThanADay(_) => "hours-more-than-a-day",
            HoursFault::AboveLine(_) => "hours-above-line",
        }
    }

    /// The day that it is about.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            HoursFault::NotYet(day)
            | HoursFault::OutsideLine(day)
            | HoursFault::Crosses(day)
            | HoursFault::MoreThanADay(day) => Some(day),
            HoursFault::None | HoursFault::AboveLine(_) => None,
        }
    }
}

/// What new hours are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against<'a> {
    /// All that the same person has handed in for this child and that was not sent or taken back.
    pub own: &'a [Stint],
    /// The time of the line.
    pub stretch: Stretch,
    /// How many hours the line pays, where it counts hours.
    pub paid: Option<Quantity>,
    /// How many minutes of the line are used, by whomever.
    pub used: i64,
    /// The day.
    pub today: Date,
}

/// Holds new hours against what is there. All that is wrong is told, day by day.
#[must_use]
pub fn check(new: &[Stint], against: &Against<'_>) -> Vec<HoursFault> {
    if new.is_empty() {
        return vec![HoursFault::None];
    }
    let mut faults = Vec::new();
    let mut a_day: BTreeMap<Date, i64> = BTreeMap::new();
    for stint in against.own.iter().chain(new) {
        let sum = a_day.entry(stint.day).or_default();
        *sum = sum.saturating_add(stint.minutes.into());
    }
    for (at, stint) in new.iter().enumerate() {
        let others = new.iter().take(at);
        if stint.day > against.today {
            faults.push(HoursFault::NotYet(stint.day));
        } else if stint.day < against.stretch.from || stint.day > against.stretch.until {
            faults.push(HoursFault::OutsideLine(stint.day));
        } else if against.own.iter().chain(others).any(|other| stint.crosses(other)) {
            faults.push(HoursFault::Crosses(stint.day));
        } else if a_day.get(&stint.day).is_some_and(|sum| *sum > 24 * 60) {
            faults.push(HoursFault::MoreThanADay(stint.day));
        }
    }
    if let Some(paid) = against.paid {
        let left = Quantity(paid.0.saturating_sub(minutes_as_hours(against.used).0).max(0));
        if minutes_as_hours(minutes(new)) > left {
            faults.push(HoursFault::AboveLine(left));
        }
    }
    faults
}

/// Hours as they are handed in, before anybody has decided.
#[must_use]
pub fn handed_in(assistant: &Assistant, id: AssistantId, stints: Vec<Stint>, is_by_family: bool) -> Hours {
    let mut stints = stints;
    stints.sort_by_key(|stint| (stint.day, stint.times));
    let mut hours = Hours {
        child: assistant.child,
        assistant: id,
        person: assistant.person,
        line: assistant.line,
        stream: assistant.stream.clone(),
        stints,
        wage: assistant.wage,
        pay: Pence::ZERO,
        is_by_family,
        asked: String::new(),
        decided_by: None,
        decided_on: None,
        record: None,
        status: HoursStatus::HandedIn,
    };
    // a sum that does not fit is refused when it becomes a record
    hours.pay = hours.as_record(&assistant.name, Date::MAX).map_or(Pence::ZERO, |record| record.pence);
    hours
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::stint::Typed;
    use super::super::{Assistant, AssistantStatus};
    use super::*;
    use crate::RelationId;

    fn stint(day: i8, from: &str, until: &str) -> Stint {
        let typed = Typed { from, until, ..Typed::default() };
        Stint::read(date(2026, 8, day), typed).unwrap().unwrap()
    }

    fn against(own: &[Stint]) -> Against<'_> {
        Against {
            own,
            stretch: Stretch { from: date(2026, 8, 1), until: date(2027, 7, 31) },
            paid: Some(Quantity(40_000)),
            used: 0,
            today: date(2026, 8, 28),
        }
    }

    #[test]
    fn what_cannot_be_is_told_day_by_day() {
        let own = [stint(24, "9:00", "12:00")];
        let faults = |new: &[Stint]| check(new, &against(&own));
        assert_eq!(faults(&[stint(24, "12:00", "15:00"), stint(25, "9", "17")]), []);
        assert_eq!(faults(&[]), [HoursFault::None]);
        assert_eq!(faults(&[stint(24, "11", "13")]), [HoursFault::Crosses(date(2026, 8, 24))]);
        assert_eq!(faults(&[stint(25, "9", "11"), stint(25, "10", "12")]), [HoursFault::Crosses(date(2026, 8, 25))]);
        assert_eq!(faults(&[stint(29, "9", "11")]), [HoursFault::NotYet(date(2026, 8, 29))]);
        let july = Stint { day: date(2026, 7, 31), ..stint(24, "9", "11") };
        assert_eq!(faults(&[july]), [HoursFault::OutsideLine(date(2026, 7, 31))]);
        // a night counts to the day on which it began
        let night = [stint(25, "12:00", "11:00"), stint(25, "9:00", "11:30")];
        assert_eq!(faults(&night), [HoursFault::MoreThanADay(date(2026, 8, 25)); 2]);
    }

    #[test]
    fn the_plan_pays_so_many_hours_and_no_more() {
        let new = [stint(24, "9:00", "12:00")];
        let left = |used| check(&new, &Against { used, ..against(&[]) });
        assert_eq!(left(37 * 60), []);
        assert_eq!(left(37 * 60 + 30), [HoursFault::AboveLine(Quantity(2_500))]);
        assert_eq!(left(50 * 60), [HoursFault::AboveLine(Quantity(0))]);
        assert_eq!(
            check(&new, &Against { used: 50 * 60, paid: None, ..against(&[]) }),
            [],
            "a line that counts no hours"
        );
    }

    #[test]
    fn approved_hours_are_a_record_of_all_their_days() {
        let assistant = Assistant {
            child: PersonId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            name: "Rob Young".to_owned(),
            relation: RelationId(Uuid::from_u128(3)),
            line: PieceId(Uuid::from_u128(4)),
            stream: "social-care".to_owned(),
            wage: UnitPrice::read("12.71").unwrap(),
            from: date(2026, 8, 1),
            ended_on: None,
            status: AssistantStatus::Working,
        };
        let stints = vec![stint(27, "9", "11"), stint(24, "9:00", "14:30")];
        let hours = handed_in(&assistant, AssistantId(Uuid::from_u128(5)), stints, false);
        assert_eq!((hours.hours(), hours.pay), (Quantity(7_500), Pence(9_533)));
        let record = hours.as_record("Rob Young", date(2026, 8, 28)).unwrap();
        assert_eq!((record.day, record.pence), (date(2026, 8, 27), Pence(9_533)));
        assert!(matches!(record.working, Working::Hours { from, .. } if from == date(2026, 8, 24)));
    }
}
