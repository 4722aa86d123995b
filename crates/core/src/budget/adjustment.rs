//! A decision that another amount than the figure is right for this child. It stands beside the figure, which stays as
//! the rules gave it; both are shown for ever, with who, when and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reasons::{ReasonsError, read_reasons};
use crate::{Pence, PersonId};

/// Somebody asks for another amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustmentRequest {
    /// The stream that it is about.
    pub stream: String,
    /// What the rules gave.
    pub figure: Pence,
    /// Who asks.
    pub asked_by: PersonId,
    /// When.
    pub asked_on: Date,
    /// Why.
    pub reasons: String,
}

/// A decided amount beside a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// What was asked.
    pub request: AdjustmentRequest,
    /// What is right instead of the figure.
    pub decided: Pence,
    /// Why.
    pub reasons: String,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub on: Date,
}

/// Why there is no decision, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdjustmentError {
    /// Nobody decides what they asked for.
    #[error("the person who asked cannot decide: ask somebody else to")]
    OwnRequest,
    /// A decision before its request.
    #[error("the decision is dated before the request of {0}: use the day of the decision")]
    BeforeRequest(Date),
    /// Below nothing.
    #[error("{0} is below nothing: decide on an amount of £0.00 or more")]
    Negative(Pence),
    /// The scheme lets amounts rise only.
    #[error("the scheme lets an amount rise, not fall below {0}: decide on at least that")]
    OnlyUp(Pence),
    /// The scheme lets nothing be changed.
    #[error("the scheme does not let the figure be changed: use the route for exceptional needs")]
    Fixed,
    /// Reasons that are none.
    #[error(transparent)]
    Reasons(#[from] ReasonsError),
}

/// Decides on an amount beside the figure. `rule` is what the scheme says may lawfully happen to it.
///
/// # Errors
/// [`AdjustmentError`].
pub fn adjust(
    request: &AdjustmentRequest,
    decided: Pence,
    reasons: &str,
    by: PersonId,
    on: Date,
    rule: ras::scheme::Adjustment,
) -> Result<Adjustment, AdjustmentError> {
    if by == request.asked_by {
        return Err(AdjustmentError::OwnRequest);
    }
    if on < request.asked_on {
        return Err(AdjustmentError::BeforeRequest(request.asked_on));
    }
    if decided < Pence::ZERO {
        return Err(AdjustmentError::Negative(decided));
    }
    match rule {
        ras::scheme::Adjustment::UpOnly if decided < request.figure => {
            return Err(AdjustmentError::OnlyUp(request.figure));
        }
        ras::scheme::Adjustment::None if decided != request.figure => return Err(AdjustmentError::Fixed),
        _ => {}
    }
    let reasons = read_reasons(reasons)?;
    read_reasons(&request.reasons)?;
    Ok(Adjustment { request: request.clone(), decided, reasons, by, on })
}

impl Adjustment {
    /// The decided amount less the figure.
    #[must_use]
    pub fn change(&self) -> Pence {
        Pence(self.decided.0.saturating_sub(self.request.figure.0))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use ras::scheme::Adjustment as Rule;
    use uuid::Uuid;

    use super::*;

    const WHY: &str = "two carers are needed at night";

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn request() -> AdjustmentRequest {
        AdjustmentRequest {
            stream: "social-care".to_owned(),
            figure: Pence(500_000),
            asked_by: person(1),
            asked_on: date(2026, 5, 10),
            reasons: WHY.to_owned(),
        }
    }

    #[test]
    fn a_decision_stands_beside_the_figure() {
        let adjustment = adjust(&request(), Pence(620_000), WHY, person(2), date(2026, 5, 10), Rule::Both).unwrap();
        assert_eq!((adjustment.request.figure, adjustment.decided), (Pence(500_000), Pence(620_000)));
        assert_eq!(adjustment.change(), Pence(120_000));
    }

    #[test]
    fn nobody_decides_alone_early_or_without_saying_why() {
        let day = date(2026, 5, 12);
        let early = date(2026, 5, 9);
        for (decided, reasons, by, on, rule, refusal) in [
            (620_000, WHY, 1, day, Rule::Both, AdjustmentError::OwnRequest),
            (620_000, WHY, 2, early, Rule::Both, AdjustmentError::BeforeRequest(date(2026, 5, 10))),
            (-1, WHY, 2, day, Rule::Both, AdjustmentError::Negative(Pence(-1))),
            (499_999, WHY, 2, day, Rule::UpOnly, AdjustmentError::OnlyUp(Pence(500_000))),
            (500_001, WHY, 2, day, Rule::None, AdjustmentError::Fixed),
            (620_000, "agreed", 2, day, Rule::Both, AdjustmentError::Reasons(ReasonsError { characters: 6 })),
        ] {
            assert_eq!(adjust(&request(), Pence(decided), reasons, person(by), on, rule), Err(refusal));
        }
        let unreasoned = AdjustmentRequest { reasons: String::new(), ..request() };
        assert!(adjust(&unreasoned, Pence(620_000), WHY, person(2), day, Rule::Both).is_err());
    }
}
