//! Who speaks for a child on a day, and how a parent hands over to a young person who has turned 16.
//!
//! Who may see what is decided in `access`; here is only whose word counts.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::age::{SIXTEEN, end_of_compulsory_school_age, turns};
use crate::PersonId;
use crate::codes::coded;

/// The part of the support that is spoken about: the law moves the say at different days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strand {
    /// Social care, and whatever belongs to no other strand.
    SocialCare,
    /// Special educational needs: the say moves after compulsory school age (SEN personal budget regulations 2014).
    Education,
    /// NHS: a child is somebody under 16 (direct payments regulations 2013, regulation 2).
    Health,
}

coded!(Strand { SocialCare => "social-care", Education => "education", Health => "health" });

/// Whose word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The people with parental responsibility.
    Parents,
    /// The young person.
    YoungPerson,
    /// Somebody named because the young person cannot decide this.
    Representative(PersonId),
}

/// A recorded finding that a young person cannot decide this, and who decides instead. It counts from 16 only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityDecision {
    /// First day.
    pub since: Date,
    /// Last day; none while it lasts.
    pub until: Option<Date>,
    /// Who decides instead.
    pub representative: PersonId,
    /// Who found so.
    pub decided_by: PersonId,
    /// Why.
    pub reasons: String,
}

impl CapacityDecision {
    /// Whether it counts on a day.
    #[must_use]
    pub fn is_in_force(&self, today: Date) -> bool {
        self.since <= today && self.until.is_none_or(|until| today <= until)
    }
}

/// The day from which a young person speaks for themself.
#[must_use]
pub fn speaks_from(born: Date, strand: Strand) -> Date {
    match strand {
        Strand::SocialCare | Strand::Health => turns(born, SIXTEEN),
        Strand::Education => {
            let last = end_of_compulsory_school_age(born);
            last.tomorrow().unwrap_or(last)
        }
    }
}

/// Whose word counts on a day.
#[must_use]
pub fn who_speaks(born: Date, strand: Strand, today: Date, capacity: Option<&CapacityDecision>) -> Voice {
    if today < speaks_from(born, strand) {
        return Voice::Parents;
    }
    let named = capacity.filter(|decision| decision.is_in_force(today));
    named.map_or(Voice::YoungPerson, |decision| Voice::Representative(decision.representative))
}

/// A part of the record that a young person can let a parent go on seeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SharedPart {
    /// Answers of the questionnaire.
    Answers,
    /// The indicative budget and its working.
    Budget,
    /// The support plan.
    Plan,
    /// What the money was spent on.
    Spending,
    /// Letters and messages.
    Messages,
}

coded!(SharedPart {
    Answers => "answers",
    Budget => "budget",
    Plan => "plan",
    Spending => "spending",
    Messages => "messages",
});

/// What a handing over is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverRequest {
    /// The parent who spoke so far.
    pub parent: PersonId,
    /// The young person.
    pub young_person: PersonId,
    /// The young person's date of birth.
    pub born: Date,
    /// The day on which the young person said yes; none if they have not.
    pub agreed_on: Option<Date>,
    /// What the young person lets the parent go on seeing.
    pub parent_sees: BTreeSet<SharedPart>,
}

/// A parent has handed over: from this day the young person speaks, and the parent sees what they let them see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// First day on which the young person speaks.
    pub on: Date,
    /// Who spoke before.
    pub parent: PersonId,
    /// Who speaks now.
    pub young_person: PersonId,
    /// What the parent goes on seeing.
    pub parent_sees: BTreeSet<SharedPart>,
}

/// Why it cannot be handed over, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverRefusal {
    /// Not 16 yet.
    #[error("the young person turns 16 on {0}: hand over on that day or later")]
    TooYoung(Date),
    /// The young person has not said yes.
    #[error("the young person has not agreed: ask them first, and record the day they said yes")]
    NotAgreed,
    /// Said yes before turning 16.
    #[error("the young person agreed before turning 16 on {0}: ask them again")]
    AgreedTooEarly(Date),
    /// The yes has a day that has not come.
    #[error("the young person's agreement is dated {0}, which has not come: record the day they said yes")]
    AgreedInFuture(Date),
    /// Somebody else has been named to decide.
    #[error("a capacity decision is in force that names a representative: review that decision first")]
    Represented,
}

impl HandOverRefusal {
    /// The word under which the wording for families is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            HandOverRefusal::TooYoung(_) => "too-young",
            HandOverRefusal::NotAgreed => "not-agreed",
            HandOverRefusal::AgreedTooEarly(_) => "agreed-too-early",
            HandOverRefusal::AgreedInFuture(_) => "agreed-in-future",
            HandOverRefusal::Represented => "represented",
        }
    }
}

/// Hands over from a parent to the young person. It needs the young person's own yes, given at 16 or later.
///
/// # Errors
/// [`HandOverRefusal`].
pub fn hand_over(
    request: &HandOverRequest,
    today: Date,
    capacity: Option<&CapacityDecision>,
) -> Result<HandOver, HandOverRefusal> {
    let sixteen = turns(request.born, SIXTEEN);
    if today < sixteen {
        return Err(HandOverRefusal::TooYoung(sixteen));
    }
    if capacity.is_some_and(|decision| decision.is_in_force(today)) {
        return Err(HandOverRefusal::Represented);
    }
    match request.agreed_on {
        None => Err(HandOverRefusal::NotAgreed),
        Some(agreed) if agreed < sixteen => Err(HandOverRefusal::AgreedTooEarly(sixteen)),
        Some(agreed) if agreed > today => Err(HandOverRefusal::AgreedInFuture(agreed)),
        Some(_) => Ok(HandOver {
            on: today,
            parent: request.parent,
            young_person: request.young_person,
            parent_sees: request.parent_sees.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const BORN: Date = date(2010, 1, 10);

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn decision() -> CapacityDecision {
        CapacityDecision {
            since: date(2025, 1, 1),
            until: Some(date(2026, 6, 30)),
            representative: person(3),
            decided_by: person(4),
            reasons: "assessed with the family and the school".to_owned(),
        }
    }

    #[test]
    fn parents_speak_until_sixteen_and_in_education_until_school_can_be_left() {
        use Strand::{Education, Health, SocialCare};
        for (strand, last_of_parents) in
            [(SocialCare, date(2026, 1, 9)), (Health, date(2026, 1, 9)), (Education, date(2026, 6, 26))]
        {
            assert_eq!(who_speaks(BORN, strand, last_of_parents, None), Voice::Parents, "{strand:?}");
            let next = last_of_parents.tomorrow().unwrap();
            assert_eq!(who_speaks(BORN, strand, next, None), Voice::YoungPerson, "{strand:?}");
        }
    }

    #[test]
    fn a_representative_speaks_only_while_the_decision_lasts_and_only_from_sixteen() {
        for (day, voice) in [
            (date(2025, 12, 1), Voice::Parents),
            (date(2026, 1, 10), Voice::Representative(person(3))),
            (date(2026, 6, 30), Voice::Representative(person(3))),
            (date(2026, 7, 1), Voice::YoungPerson),
        ] {
            assert_eq!(who_speaks(BORN, Strand::SocialCare, day, Some(&decision())), voice, "{day}");
        }
    }

    #[test]
    fn nobody_is_handed_a_voice_without_their_own_yes() {
        let request = |agreed_on| HandOverRequest {
            parent: person(1),
            young_person: person(2),
            born: BORN,
            agreed_on,
            parent_sees: BTreeSet::from([SharedPart::Budget]),
        };
        let sixteen = date(2026, 1, 10);
        let today = date(2026, 3, 1);
        for (agreed_on, day, refusal) in [
            (Some(sixteen), date(2026, 1, 9), HandOverRefusal::TooYoung(sixteen)),
            (None, today, HandOverRefusal::NotAgreed),
            (Some(date(2026, 1, 9)), today, HandOverRefusal::AgreedTooEarly(sixteen)),
            (Some(date(2026, 3, 2)), today, HandOverRefusal::AgreedInFuture(date(2026, 3, 2))),
        ] {
            assert_eq!(hand_over(&request(agreed_on), day, None), Err(refusal));
        }
        assert_eq!(hand_over(&request(Some(sixteen)), today, Some(&decision())), Err(HandOverRefusal::Represented));
        let done = hand_over(&request(Some(sixteen)), today, None).unwrap();
        assert_eq!((done.on, done.parent_sees), (today, BTreeSet::from([SharedPart::Budget])));
    }
}
