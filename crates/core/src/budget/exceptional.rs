//! The route for exceptional needs: answers so unusual, or a life so changed, that people and not a table should settle
//! the amount. Asked, looked at, decided; each step with a name and a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reasons::{ReasonsError, read_reasons};
use crate::codes::coded;
use crate::{Pence, PersonId};

/// On what ground somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// The scheme itself opened a route out of its table.
    SchemeRoute,
    /// Support that is crucial cannot be had for the sum.
    CrucialSupport,
    /// Life has changed since the answers were given.
    ChangedNeeds,
    /// Without more, somebody is not safe.
    Safety,
    /// Several children or carers in the home have needs that no single sheet shows.
    FamilyTogether,
    /// Something else, told in words.
    Other,
}

coded!(Ground {
    SchemeRoute => "scheme-route",
    CrucialSupport => "crucial-support",
    ChangedNeeds => "changed-needs",
    Safety => "safety",
    FamilyTogether => "family-together",
    Other => "other",
});

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExceptionalState {
    /// Somebody asked.
    Asked,
    /// Somebody else looks at it.
    LookedAt,
    /// Decided: an amount, or that the figure stands.
    Decided,
}

coded!(ExceptionalState { Asked => "asked", LookedAt => "looked-at", Decided => "decided" });

/// The way of the states: from, to, and what is written down. Nothing goes back and nothing is left out.
pub const TRANSITIONS: [(ExceptionalState, ExceptionalState, &str); 2] = [
    (ExceptionalState::Asked, ExceptionalState::LookedAt, "who looks at it, from when"),
    (ExceptionalState::LookedAt, ExceptionalState::Decided, "the amount or that the figure stands, why, who, when"),
];

/// A request on the route for exceptional needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exceptional {
    /// On what ground.
    pub ground: Ground,
    /// Why, in words.
    pub reasons: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_on: Date,
    /// Who looks at it, and since when.
    pub looked_at: Option<(PersonId, Date)>,
    /// How it ended.
    pub decided: Option<ExceptionalDecision>,
}

/// The end of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionalDecision {
    /// The amount; none where the figure stands.
    pub amount: Option<Pence>,
    /// Why.
    pub reasons: String,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub on: Date,
}

/// Why a step cannot be taken, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExceptionalError {
    /// A step is left out or taken twice.
    #[error("the request is {}, so it cannot become {}: look at it again", from.code(), to.code())]
    WrongState {
        /// Where it stands.
        from: ExceptionalState,
        /// Where it was to go.
        to: ExceptionalState,
    },
    /// Nobody decides what they asked for.
    #[error("the person who asked cannot look at it or decide: ask somebody else to")]
    OwnRequest,
    /// A step before the one it follows.
    #[error("the day is before the step that it follows, {0}: use the day on which it was done")]
    TooEarly(Date),
    /// Below nothing.
    #[error("{0} is below nothing: decide on an amount of £0.00 or more")]
    Negative(Pence),
    /// Reasons that are none.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
}

impl Exceptional {
    /// Asks.
    ///
    /// # Errors
    /// [`ReasonsError`] when the reasons are too short.
    pub fn ask(ground: Ground, reasons: &str, asked_by: PersonId, asked_on: Date) -> Result<Self, ReasonsError> {
        let reasons = read_reasons(reasons)?;
        Ok(Exceptional { ground, reasons, asked_by, asked_on, looked_at: None, decided: None })
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ExceptionalState {
        match (&self.looked_at, &self.decided) {
            (_, Some(_)) => ExceptionalState::Decided,
            (Some(_), None) => ExceptionalState::LookedAt,
            (None, None) => ExceptionalState::Asked,
        }
    }

    /// Somebody takes it up.
    ///
    /// # Errors
    /// [`ExceptionalError`].
    pub fn look_at(&self, by: PersonId, on: Date) -> Result<Self, ExceptionalError> {
        self.step(ExceptionalState::LookedAt, by, on, self.asked_on)?;
        Ok(Exceptional { looked_at: Some((by, on)), ..self.clone() })
    }

    /// Somebody decides: an amount, or nothing where the figure stands.
    ///
    /// # Errors
    /// [`ExceptionalError`].
    pub fn decide(
        &self,
        amount: Option<Pence>,
        reasons: &str,
        by: PersonId,
        on: Date,
    ) -> Result<Self, ExceptionalError> {
        let since = self.looked_at.map_or(self.asked_on, |(_, since)| since);
        self.step(ExceptionalState::Decided, by, on, since)?;
        if let Some(amount) = amount.filter(|amount| *amount < Pence::ZERO) {
            return Err(ExceptionalError::Negative(amount));
        }
        let reasons = read_reasons(reasons)?;
        Ok(Exceptional { decided: Some(ExceptionalDecision { amount, reasons, by, on }), ..self.clone() })
    }

    fn step(&self, to: ExceptionalState, by: PersonId, on: Date, after: Date) -> Result<(), ExceptionalError> {
        let from = self.state();
        if !TRANSITIONS.iter().any(|(a, b, _)| (*a, *b) == (from, to)) {
            return Err(ExceptionalError::WrongState { from, to });
        }
        if by == self.asked_by {
            return Err(ExceptionalError::OwnRequest);
        }
        if on < after { Err(ExceptionalError::TooEarly(after)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const WHY: &str = "she now needs someone awake at night";

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn asked() -> Exceptional {
        Exceptional::ask(Ground::ChangedNeeds, WHY, person(1), date(2026, 5, 1)).unwrap()
    }

    #[test]
    fn a_request_is_looked_at_and_then_decided() {
        let looked = asked().look_at(person(2), date(2026, 5, 3)).unwrap();
        assert_eq!((asked().state(), looked.state()), (ExceptionalState::Asked, ExceptionalState::LookedAt));
        let decided = looked.decide(Some(Pence(900_000)), WHY, person(3), date(2026, 5, 9)).unwrap();
        assert_eq!(decided.state(), ExceptionalState::Decided);
        assert!(looked.decide(None, WHY, person(2), date(2026, 5, 3)).unwrap().decided.unwrap().amount.is_none());
        let (from, to) = (ExceptionalState::Decided, ExceptionalState::LookedAt);
        assert_eq!(decided.look_at(person(2), date(2026, 6, 1)), Err(ExceptionalError::WrongState { from, to }));
    }

    #[test]
    fn no_step_is_left_out_or_taken_by_who_asked_or_too_early() {
        let (from, to) = (ExceptionalState::Asked, ExceptionalState::Decided);
        let unseen = asked().decide(None, WHY, person(2), date(2026, 5, 9));
        assert_eq!(unseen, Err(ExceptionalError::WrongState { from, to }));
        assert_eq!(asked().look_at(person(1), date(2026, 5, 3)), Err(ExceptionalError::OwnRequest));
        let early = asked().look_at(person(2), date(2026, 4, 28));
        assert_eq!(early, Err(ExceptionalError::TooEarly(date(2026, 5, 1))));
        let looked = asked().look_at(person(2), date(2026, 5, 3)).unwrap();
        let early = looked.decide(None, WHY, person(2), date(2026, 5, 2));
        assert_eq!(early, Err(ExceptionalError::TooEarly(date(2026, 5, 3))));
        assert!(looked.decide(None, "no", person(2), date(2026, 5, 4)).is_err());
        let negative = looked.decide(Some(Pence(-5)), WHY, person(2), date(2026, 5, 4));
        assert_eq!(negative, Err(ExceptionalError::Negative(Pence(-5))));
    }
}
