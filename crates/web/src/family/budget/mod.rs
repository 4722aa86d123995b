//! `/family/{child}/budget`: the letters: a figure with every sum in it, what stands beside it, how to challenge it.

pub mod challenge;
pub mod compare;
pub mod letter;
pub mod list;

use actions::schemes::{LoadedScheme, under};
use ras::record::Record;
use seven_core::access::{Permit, Seat};
use seven_core::people::consent::SharedPart;
use seven_core::{BudgetId, PersonId};
use std::sync::Arc;
use store::budgets::{self, StoredBudget};
use store::{Query, Reading, hand_overs};

use crate::fault::Fault;
use crate::visit::Visit;

/// A stored figure with the scheme that made it, ready for its day.
pub(crate) struct Told {
    pub budget: StoredBudget,
    pub loaded: Arc<LoadedScheme>,
    pub child: PersonId,
}

impl Told {
    /// The figure that an address names.
    pub async fn open(visit: &Visit, reading: &mut Reading, id: &str) -> Result<Told, Fault> {
        let child = visit.child()?;
        if !may_see_figure(visit, reading).await? {
            return Err(Fault::NotFound);
        }
        let id: BudgetId = id.parse().map_err(|_| Fault::NotFound)?;
        let budget = budgets::find(reading, child, id).await?.ok_or(Fault::NotFound)?;
        let loaded = under(reading, budget.scheme_version, budget.worked_out_on).await?;
        Ok(Told { budget, loaded, child })
    }

    /// The answers of the figure, as its record holds them.
    pub fn sheet(&self) -> ras::Sheet {
        let answers = self.budget.record.answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
        let calculator = &self.loaded.calculator;
        calculator.sheet(answers).unwrap_or_else(|_| calculator.blank_sheet())
    }

    pub fn at(&self, page: &str) -> String {
        format!("/family/{}/budget/{}{page}", self.child, self.budget.id)
    }
}

/// Whether the reader may see figures: after a young person took the lead, a parent sees them only if they are shown.
pub(crate) async fn may_see_figure(visit: &Visit, at: &mut impl Query) -> Result<bool, Fault> {
    let seat = visit.permit.as_ref().and_then(Permit::seat);
    if !visit.opens(seven_core::access::Action::ViewBudget) {
        return Ok(false);
    }
    if seat != Some(Seat::ParentAfterHandOver) {
        return Ok(true);
    }
    let chosen = hand_overs::latest(at, visit.child()?).await?;
    Ok(chosen.is_some_and(|chosen| chosen.parent_sees.contains(&SharedPart::Budget)))
}

/// What every amount of a record is for, where all are for the same.
pub(crate) fn only_stream_period(record: &Record) -> Option<&str> {
    let first = record.streams.first()?.period.as_str();
    record.streams.iter().all(|stream| stream.period == first).then_some(first)
}
