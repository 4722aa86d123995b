//! What a signed plan hands on to step 4: lines, streams, sums, days and how each is held, and what is still missing before
//! money can flow. Only a signed plan can be handed on: there is no other way to make a [`SignedPlan`].

use serde::{Deserialize, Serialize};

use super::decision::Decision;
use super::signature::Signatures;
use crate::plan::Ratio;
use crate::plan::money::Holding;
use crate::plan::pattern::Stretch;
use crate::plan::piece::{Body, BodyKind, Piece, of_kind, supports};
use crate::plan::summary::Summary;
use crate::plan::support::{Quantity, Unit};
use crate::{Pence, PersonId, PieceId, PlanId};

/// A plan that both sides have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedPlan {
    plan: PlanId,
    child: PersonId,
    decision: Decision,
}

impl SignedPlan {
    /// The plan, if both sides have signed.
    #[must_use]
    pub fn of(plan: PlanId, child: PersonId, decision: &Decision, signatures: &Signatures) -> Option<SignedPlan> {
        let counts = signatures.are_complete() && decision.outcome.agrees();
        counts.then(|| SignedPlan { plan, child, decision: decision.clone() })
    }

    /// Which plan.
    #[must_use]
    pub fn plan(&self) -> PlanId {
        self.plan
    }

    /// Whose.
    #[must_use]
    pub fn child(&self) -> PersonId {
        self.child
    }
}

/// One line as it is handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HandOnLine {
    /// The piece of the plan.
    pub piece: PieceId,
    /// The stream that pays.
    pub stream: String,
    /// What it comes to.
    pub amount: Pence,
    /// How many hours that is, where the line counts hours.
    #[serde(default)]
    pub hours: Option<Quantity>,
    /// From when until when.
    pub stretch: Stretch,
    /// Who is paid, where the plan says.
    pub payee: String,
    /// How the stream's money is held; none where the family has not chosen.
    pub holding: Option<Holding>,
}

/// Something that stands between the signature and the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "missing", rename_all = "kebab-case")]
pub enum Missing {
    /// Nobody has chosen how the stream's money is held.
    Holding {
        /// The stream.
        stream: String,
    },
    /// Nobody is named who manages it.
    ManagerOf {
        /// The stream.
        stream: String,
    },
    /// The line says nobody who is paid.
    Payee {
        /// The line.
        piece: PieceId,
    },
    /// The agreement was made on conditions.
    Conditions,
}

/// What is handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HandOn {
    /// The lines that are paid.
    pub lines: Vec<HandOnLine>,
    /// What is still missing.
    pub missing: Vec<Missing>,
}

impl SignedPlan {
    /// What it hands on. `pieces` and `summary` are those of the signed version.
    #[must_use]
    pub fn hand_on(&self, pieces: &[Piece], summary: &Summary) -> HandOn {
        let choice = |stream: &str| {
            of_kind(pieces, BodyKind::Money).find_map(|piece| match &piece.body {
                Body::Money(choice) if choice.stream == stream => Some(choice),
                _ => None,
            })
        };
        let mut lines = Vec::new();
        let mut missing = Vec::new();
        for (piece, line) in supports(pieces).filter(|(piece, _)| !self.decision.without.contains(piece)) {
            let (Some(paid), Some(cost)) = (&line.paid, summary.cost_of(piece)) else { continue };
            let holding = choice(&paid.stream).map(|choice| choice.holding);
            if paid.payee.trim().is_empty() && holding != Some(Holding::DirectPayment) {
                missing.push(Missing::Payee { piece });
            }
            lines.push(HandOnLine {
                piece,
                stream: paid.stream.clone(),
                amount: cost.cost,
                hours: hours(line.unit, cost.units),
                stretch: cost.stretch,
                payee: paid.payee.clone(),
                holding,
            });
        }
        for (stream, _) in self.decision.agreed.iter().filter(|(_, sum)| *sum > Pence::ZERO) {
            match choice(stream) {
                None => missing.push(Missing::Holding { stream: stream.clone() }),
                Some(choice) if choice.manager.trim().is_empty() => {
                    missing.push(Missing::ManagerOf { stream: stream.clone() });
                }
                Some(_) => {}
            }
        }
        if !self.decision.conditions.is_empty() {
            missing.push(Missing::Conditions);
        }
        HandOn { lines, missing }
    }
}

/// What is counted, in hours and no more than there are, where it is hours.
fn hours(unit: Unit, units: Ratio) -> Option<Quantity> {
    let thousandths = || units.times(Ratio::whole(1_000))?.floor();
    (unit == Unit::Hour).then(thousandths).flatten().map(Quantity)
}
