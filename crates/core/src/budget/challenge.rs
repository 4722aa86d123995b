//! A family asks for another look at a figure or a decision: until when, by when it is answered, by whom not, and how it
//! can end. How many days there are is data of the authority.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reasons::{ReasonsError, read_reasons};
use crate::codes::coded;
use crate::people::consent::Voice;
use crate::{Pence, PersonId};

/// The authority's own days, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeRules {
    /// From the day the family was told, which is day 0, to the last day to ask.
    pub ask_within_days: u16,
    /// From the day of asking to the last day to answer.
    pub answer_within_days: u16,
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChallengeState {
    /// Asked, not answered.
    Raised,
    /// Answered.
    Decided,
    /// The family took it back.
    Withdrawn,
}

coded!(ChallengeState { Raised => "raised", Decided => "decided", Withdrawn => "withdrawn" });

/// The way of the states: from, to, who, and what is written down. All else is refused.
pub const TRANSITIONS: [(ChallengeState, ChallengeState, &str, &str); 2] = [
    (
        ChallengeState::Raised,
        ChallengeState::Decided,
        "somebody who decided nothing in it before",
        "outcome, reasons, who, when",
    ),
    (ChallengeState::Raised, ChallengeState::Withdrawn, "who speaks for the child", "when, and why if they say"),
];

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChallengeOutcome {
    /// What was challenged stands.
    Upheld,
    /// Another amount is right.
    Changed(Pence),
}

/// One family's challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Who asked.
    pub raised_by: PersonId,
    /// When.
    pub raised_on: Date,
    /// What they say. Any words will do: a family need not argue.
    pub why: String,
    /// The last day to answer.
    pub answer_by: Date,
    /// Who decided what is challenged, and so cannot answer.
    pub decided_before_by: Vec<PersonId>,
    /// Where it stands.
    pub state: ChallengeState,
    /// The answer.
    pub answer: Option<ChallengeAnswer>,
}

/// The answer to a challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeAnswer {
    /// How it ended.
    pub outcome: ChallengeOutcome,
    /// Why.
    pub reasons: String,
    /// Who answered.
    pub by: PersonId,
    /// When.
    pub on: Date,
}

/// Why it cannot be done, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeError {
    /// Only who speaks for the child.
    #[error("only the person who speaks for the child can ask for another look: ask them to, or help them to")]
    NotTheirs,
    /// Nothing was told yet.
    #[error("the figure was told on {0}: another look can be asked for from then on")]
    NotToldYet(Date),
    /// Too late.
    #[error("the last day to ask was {0}: ask for a new assessment instead")]
    TooLate(Date),
    /// It has ended.
    #[error("this challenge has ended as {}: nothing more can be done in it", .0.code())]
    Ended(ChallengeState),
    /// The same person again.
    #[error("the person who decided before, or who asked, cannot answer: somebody else has to")]
    SameDecider,
    /// An answer before the question.
    #[error("the answer is dated before the challenge of {0}: use the day of the answer")]
    BeforeRaised(Date),
    /// Below nothing.
    #[error("{0} is below nothing: decide on an amount of £0.00 or more")]
    Negative(Pence),
    /// Reasons that are none.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
}

impl ChallengeRules {
    /// The last day to ask, for a figure told on a day.
    #[must_use]
    pub fn ask_until(self, told_on: Date) -> Date {
        later(told_on, self.ask_within_days)
    }

    /// The last day to answer, for a challenge raised on a day.
    #[must_use]
    pub fn answer_by(self, raised_on: Date) -> Date {
        later(raised_on, self.answer_within_days)
    }
}

fn later(day: Date, days: u16) -> Date {
    day.saturating_add(Span::new().days(i64::from(days)))
}

/// Whether a person may ask for another look, as far as whose word counts goes. `is_parent` and `is_young_person` say what
/// they are to the child. From 16 it is the young person's to ask; a parent then helps them.
#[must_use]
pub fn may_challenge(person: PersonId, voice: Voice, is_parent: bool, is_young_person: bool) -> bool {
    match voice {
        Voice::Parents => is_parent,
        Voice::YoungPerson => is_young_person,
        Voice::Representative(named) => named == person,
    }
}

/// A family asks for another look. `may_ask` comes from [`may_challenge`].
///
/// # Errors
/// [`ChallengeError`].
pub fn raise(
    raised_by: PersonId,
    may_ask: bool,
    why: &str,
    decided_before_by: &[PersonId],
    told_on: Date,
    today: Date,
    rules: ChallengeRules,
) -> Result<Challenge, ChallengeError> {
    if !may_ask {
        return Err(ChallengeError::NotTheirs);
    }
    if today < told_on {
        return Err(ChallengeError::NotToldYet(told_on));
    }
    let until = rules.ask_until(told_on);
    if today > until {
        return Err(ChallengeError::TooLate(until));
    }
    Ok(Challenge {
        raised_by,
        raised_on: today,
        why: why.trim().to_owned(),
        answer_by: rules.answer_by(today),
        decided_before_by: decided_before_by.to_vec(),
        state: ChallengeState::Raised,
        answer: None,
    })
}

/// Somebody else answers.
///
/// # Errors
/// [`ChallengeError`].
pub fn decide(
    challenge: &Challenge,
    outcome: ChallengeOutcome,
    reasons: &str,
    by: PersonId,
    on: Date,
) -> Result<Challenge, ChallengeError> {
    still_raised(challenge)?;
    if by == challenge.raised_by || challenge.decided_before_by.contains(&by) {
        return Err(ChallengeError::SameDecider);
    }
    if on < challenge.raised_on {
        return Err(ChallengeError::BeforeRaised(challenge.raised_on));
    }
    if let ChallengeOutcome::Changed(amount) = outcome
        && amount < Pence::ZERO
    {
        return Err(ChallengeError::Negative(amount));
    }
    let reasons = read_reasons(reasons)?;
    let answer = Some(ChallengeAnswer { outcome, reasons, by, on });
    Ok(Challenge { state: ChallengeState::Decided, answer, ..challenge.clone() })
}

/// The family takes it back. They need no reasons.
///
/// # Errors
/// [`ChallengeError`].
pub fn withdraw(challenge: &Challenge, may_ask: bool) -> Result<Challenge, ChallengeError> {
    still_raised(challenge)?;
    if may_ask {
        Ok(Challenge { state: ChallengeState::Withdrawn, ..challenge.clone() })
    } else {
        Err(ChallengeError::NotTheirs)
    }
}

fn still_raised(challenge: &Challenge) -> Result<(), ChallengeError> {
    match challenge.state {
        ChallengeState::Raised => Ok(()),
        ended => Err(ChallengeError::Ended(ended)),
    }
}

impl Challenge {
    /// Whether the answer is late on a day, or came late.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        match (&self.answer, self.state) {
            (Some(answer), _) => answer.on > self.answer_by,
            (None, ChallengeState::Raised) => today > self.answer_by,
            (None, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const RULES: ChallengeRules = ChallengeRules { ask_within_days: 28, answer_within_days: 20 };
    const TOLD: Date = date(2026, 5, 1);
    const WHY: &str = "the answers leave the nights out";

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn raised(today: Date) -> Result<Challenge, ChallengeError> {
        raise(person(1), true, "too little", &[person(2)], TOLD, today, RULES)
    }

    #[test]
    fn a_family_has_until_the_last_day_to_ask() {
        assert_eq!(raised(date(2026, 4, 30)), Err(ChallengeError::NotToldYet(TOLD)));
        assert_eq!(raised(TOLD).unwrap().answer_by, date(2026, 5, 21));
        assert!(raised(date(2026, 5, 29)).is_ok());
        assert_eq!(raised(date(2026, 5, 30)), Err(ChallengeError::TooLate(date(2026, 5, 29))));
        let other = raise(person(5), false, "", &[], TOLD, TOLD, RULES);
        assert_eq!(other, Err(ChallengeError::NotTheirs));
    }

    #[test]
    fn whoever_speaks_for_the_child_may_ask() {
        for (voice, is_parent, is_young_person, may) in [
            (Voice::Parents, true, false, true),
            (Voice::Parents, false, true, false),
            (Voice::YoungPerson, true, false, false),
            (Voice::YoungPerson, false, true, true),
            (Voice::Representative(person(1)), false, false, true),
            (Voice::Representative(person(7)), true, true, false),
        ] {
            assert_eq!(may_challenge(person(1), voice, is_parent, is_young_person), may, "{voice:?}");
        }
    }

    #[test]
    fn somebody_else_answers_with_reasons() {
        let challenge = raised(TOLD).unwrap();
        let day = date(2026, 5, 20);
        let answer = |by, outcome, why, on| decide(&challenge, outcome, why, person(by), on);
        for by in [1, 2] {
            assert_eq!(answer(by, ChallengeOutcome::Upheld, WHY, day), Err(ChallengeError::SameDecider));
        }
        let before = answer(3, ChallengeOutcome::Upheld, WHY, date(2026, 4, 30));
        assert_eq!(before, Err(ChallengeError::BeforeRaised(TOLD)));
        assert!(matches!(answer(3, ChallengeOutcome::Upheld, "no", day), Err(ChallengeError::Reasons(_))));
        let negative = answer(3, ChallengeOutcome::Changed(Pence(-1)), WHY, day);
        assert_eq!(negative, Err(ChallengeError::Negative(Pence(-1))));
        let done = answer(3, ChallengeOutcome::Changed(Pence(10)), WHY, day).unwrap();
        let again = decide(&done, ChallengeOutcome::Upheld, WHY, person(4), day);
        assert_eq!(again, Err(ChallengeError::Ended(ChallengeState::Decided)));
        assert_eq!(withdraw(&done, true), Err(ChallengeError::Ended(ChallengeState::Decided)));
        assert_eq!(withdraw(&challenge, true).unwrap().state, ChallengeState::Withdrawn);
        assert_eq!(withdraw(&challenge, false), Err(ChallengeError::NotTheirs));
    }

    #[test]
    fn a_late_answer_stays_late() {
        let challenge = raised(TOLD).unwrap();
        assert!(!challenge.is_late(date(2026, 5, 21)));
        assert!(challenge.is_late(date(2026, 5, 22)));
        let late = decide(&challenge, ChallengeOutcome::Upheld, WHY, person(3), date(2026, 5, 25)).unwrap();
        assert!(late.is_late(date(2026, 5, 1)));
        assert!(!withdraw(&challenge, true).unwrap().is_late(date(2027, 1, 1)));
    }
}
