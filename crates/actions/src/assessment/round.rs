//! A round of answering with everything that belongs to it: the scheme, all sheets, what was settled.

use std::sync::Arc;

use jiff::civil::Date;
use seven_core::access::{Purpose, Seat};
use seven_core::assessment::{
    Capacity, Difference, SettleError, SettledSheet, Settlement, Sheet, Status, StatusRefusal, Viewer, change,
    differences, may_see_sheet, settle,
};
use seven_core::people::Person;
use seven_core::people::age::{Age, age_on};
use seven_core::{AssessmentId, PersonId};
use store::assessments::{self, Assessment};
use store::schemes::SchemeVersion;
use store::sheets::{self, StoredSheet};
use store::{Query, StoreError, people};

use crate::schemes::{self, LoadedScheme};
use crate::{ActionError, Problem};

/// All that is known of a round.
#[derive(Debug, Clone)]
pub struct Round {
    /// The round itself.
    pub assessment: Assessment,
    /// The child or young person.
    pub child: Person,
    /// The scheme whose questions are answered, ready for the day.
    pub loaded: Arc<LoadedScheme>,
    /// Everybody's sheet, the oldest first.
    pub sheets: Vec<StoredSheet>,
    /// What was settled.
    pub settlements: Vec<Settlement>,
}

impl Round {
    /// Loads a round of a child.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where this child has no such round.
    pub async fn load(
        at: &mut impl Query,
        child: PersonId,
        id: AssessmentId,
        today: Date,
    ) -> Result<Round, ActionError> {
        let assessment = assessments::find(at, child, id).await?.ok_or(StoreError::Missing("assessment"))?;
        Round::of(at, assessment, today).await
    }

    /// Loads what belongs to a round.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn of(at: &mut impl Query, assessment: Assessment, today: Date) -> Result<Round, ActionError> {
        let child = people::find(at, assessment.child).await?.ok_or(StoreError::Missing("person"))?;
        let version = store::schemes::find(at, assessment.scheme_version).await?;
        let version = version.ok_or(StoreError::Missing("scheme version"))?;
        let loaded = schemes::under(at, version.id, day_within(&version, today)).await?;
        let sheets = sheets::of_assessment(at, assessment.id).await?;
        let settlements = assessments::settlements(at, assessment.id).await?;
        Ok(Round { assessment, child, loaded, sheets, settlements })
    }

    /// Somebody's own sheet, if they have begun one.
    #[must_use]
    pub fn own(&self, person: PersonId) -> Option<&StoredSheet> {
        self.sheets.iter().find(|stored| stored.sheet.author == person)
    }

    /// The sheets that count: those that are finished.
    #[must_use]
    pub fn counted(&self) -> Vec<Sheet> {
        self.sheets.iter().filter(|stored| stored.sheet.is_finished).map(|stored| stored.sheet.clone()).collect()
    }

    /// The sheets that somebody may see.
    #[must_use]
    pub fn seen_by(&self, viewer: Viewer, today: Date) -> Vec<&StoredSheet> {
        let age = self.age(today);
        let sees = |stored: &&StoredSheet| may_see_sheet(viewer, &stored.sheet, age, &self.assessment.choices);
        self.sheets.iter().filter(sees).collect()
    }

    /// The child's age on a day; without a date of birth the child counts as under 16, as everywhere.
    #[must_use]
    pub fn age(&self, today: Date) -> Age {
        self.child.born.map_or(Age { years: 0 }, |born| age_on(born, today))
    }

    /// Where the counted sheets differ, the widest gap first.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        differences(&self.loaded.scheme, &self.loaded.calculator, &self.counted())
    }

    /// The one sheet that counts, as far as it can be made.
    ///
    /// # Errors
    /// [`SettleError`] says what is still open.
    pub fn settled(&self) -> Result<SettledSheet, SettleError> {
        settle(&self.loaded.scheme, &self.loaded.calculator, &self.counted(), &self.settlements)
    }

    /// The round in another state, if the table of states has that change. A form that was sent twice gives nothing.
    ///
    /// # Errors
    /// [`ActionError::Rule`] with the refusal's code.
    pub fn moved(&self, to: Status, why: &str) -> Result<Option<Assessment>, ActionError> {
        match change(self.assessment.status, to, why) {
            Ok(row) => {
                let status_why = if row.needs_reason { why.trim().to_owned() } else { String::new() };
                Ok(Some(Assessment { status: to, status_why, ..self.assessment.clone() }))
            }
            Err(StatusRefusal::AlreadyThere(_)) => Ok(None),
            Err(StatusRefusal::ReasonMissing) => Err(ActionError::invalid("why", "reason-missing")),
            Err(refusal) => Err(ActionError::Rule(Problem::new("", refusal.code()))),
        }
    }

    /// Fails unless people may still write on their sheets.
    ///
    /// # Errors
    /// [`ActionError::Rule`].
    pub fn takes_answers(&self) -> Result<(), ActionError> {
        if self.assessment.status.takes_answers() { Ok(()) } else { Err(ActionError::rule("answers-are-handed-in")) }
    }
}

/// The day to make a version ready for: today, or its own last day where that has passed; never before its first.
#[must_use]
pub fn day_within(version: &SchemeVersion, today: Date) -> Date {
    let latest = version.effective_until.map_or(today, |until| today.min(until));
    latest.max(version.effective_from)
}

/// As what somebody in a seat answers; nothing for seats that answer nothing.
#[must_use]
pub fn capacity_of(seat: Seat) -> Option<Capacity> {
    match seat {
        Seat::Child | Seat::YoungPerson => Some(Capacity::Child),
        Seat::Parent | Seat::ParentAfterHandOver | Seat::Carer | Seat::Nominee => Some(Capacity::Parent),
        Seat::PeerSupporter => Some(Capacity::PeerHelper),
        seat if seat.purpose() == Purpose::OwnLife => None,
        _ => Some(Capacity::Professional),
    }
}

/// Somebody in a seat as a viewer of sheets.
#[must_use]
pub fn viewer_of(person: PersonId, seat: Seat) -> Viewer {
    let is_safeguarding = matches!(seat, Seat::SafeguardingLead | Seat::BreakGlass);
    // who has no part in answering sees no more than a helper does
    Viewer { person, capacity: capacity_of(seat).unwrap_or(Capacity::PeerHelper), is_safeguarding }
}
