//! What the lines of a child's statements may be: records that stand and are not yet paid, and the lines of the signed plan as
//! far as they are not used up.

use std::collections::HashMap;

use jiff::civil::Date;
use seven_core::matching::{Expectation, Expected, ExpectedKind};
use seven_core::plan::PlanStatus;
use seven_core::plan::piece::Body;
use seven_core::spending::RecordState;
use seven_core::{Pence, PersonId};
use store::spending::matches::StoredMatch;
use store::spending::{matches, records};
use store::{Query, agreements, plans};

use crate::ActionError;
use crate::agreement::hand_on;
use crate::plan::PlanView;

/// One thing that a line may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: ExpectedKind,
    /// Its id: of the record, or of the line of the plan.
    pub target: String,
    /// What people call it.
    pub what: String,
    /// How much; money out is below nothing.
    pub sum: Expected,
    /// From which day.
    pub from: Date,
    /// Until which day.
    pub until: Date,
    /// Who is paid.
    pub payee: String,
    /// What the payment says.
    pub reference: String,
    /// The line of the plan that answers teach about.
    pub teaches: String,
}

impl Candidate {
    /// As matching takes it.
    #[must_use]
    pub fn expectation(&self) -> Expectation<'_> {
        Expectation {
            kind: self.kind,
            sum: self.sum,
            from: self.from,
            until: self.until,
            payee: &self.payee,
            reference: &self.reference,
            teaches: &self.teaches,
        }
    }
}

/// Everything that a line of this child's may still be.
///
/// # Errors
/// What the database says.
pub async fn candidates(at: &mut impl Query, child: PersonId) -> Result<Vec<Candidate>, ActionError> {
    let done = matches::of_child(at, child).await?;
    let mut found = of_records(at, child, &done).await?;
    found.extend(of_plans(at, child, &done).await?);
    Ok(found)
}

async fn of_records(at: &mut impl Query, child: PersonId, done: &[StoredMatch]) -> Result<Vec<Candidate>, ActionError> {
    let paid: HashMap<&str, ()> = done.iter().map(|made| (made.target.as_str(), ())).collect();
    let standing = records::of_child(at, child).await?;
    let open = standing.into_iter().filter(|kept| kept.state == RecordState::Standing);
    Ok(open
        .filter(|kept| !paid.contains_key(kept.id.to_string().as_str()))
        .map(|kept| Candidate {
            kind: kept.record.kind,
            target: kept.id.to_string(),
            what: kept.record.payee.clone(),
            sum: Expected::Exactly(Pence(-kept.record.pence.0), 1),
            from: kept.record.day,
            until: kept.record.day,
            payee: kept.record.payee,
            reference: kept.record.reference,
            teaches: kept.record.piece.map(|piece| piece.to_string()).unwrap_or_default(),
        })
        .collect())
}

async fn of_plans(at: &mut impl Query, child: PersonId, done: &[StoredMatch]) -> Result<Vec<Candidate>, ActionError> {
    let mut found = Vec::new();
    for plan in plans::of_child(at, child).await? {
        // a plan that was replaced paid for what was bought in its days
        if !matches!(plan.status, PlanStatus::Signed | PlanStatus::Replaced) {
            continue;
        }
        let view = PlanView::load(at, child, plan.id).await?;
        for asked in agreements::of_plan(at, plan.id).await? {
            let Some(handed) = hand_on(&view, &asked)? else { continue };
            for line in handed.lines {
                let target = line.piece.to_string();
                let used: i64 = done.iter().filter(|made| made.target == target).map(|made| made.pence.0).sum();
                let said = asked.pieces.iter().find(|piece| piece.id == line.piece);
                let support = said.and_then(|piece| match &piece.body {
                    Body::Support(support) => Some(support),
                    _ => None,
                });
                let who = support.map(|support| support.who.clone()).unwrap_or_default();
                found.push(Candidate {
                    kind: ExpectedKind::PlanLine,
                    what: support.map(|support| support.what.clone()).unwrap_or_default(),
                    sum: Expected::UpTo(Pence(used.saturating_sub(line.amount.0).min(0))),
                    from: line.stretch.from,
                    until: line.stretch.until,
                    payee: if line.payee.trim().is_empty() { who } else { line.payee },
                    reference: String::new(),
                    teaches: target.clone(),
                    target,
                });
            }
        }
    }
    found.retain(|candidate| candidate.sum != Expected::UpTo(Pence::ZERO));
    Ok(found)
}
