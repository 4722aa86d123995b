//! What was said to have changed, and how far each change has come.

use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::needs::{Course, Facts, NeedChange, WhatFollows, course};
use seven_core::plan::PlanStatus;
use store::papers::{self, Stored};
use store::plans::{self, StoredPlan};
use store::{Query, assessments, people};

use crate::ActionError;

/// A change of need with how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedView {
    /// What was said.
    pub stored: Stored<NeedChange>,
    /// Who said it.
    pub said_by: String,
    /// Who decided what is done about it; empty while nobody has.
    pub answered_by: String,
    /// Its steps.
    pub course: Course,
    /// The change of the plan that followed, where one has begun.
    pub plan: Option<StoredPlan>,
}

/// A child's changes of need, the latest first.
///
/// # Errors
/// What the database says.
pub async fn changes_of(at: &mut impl Query, child: PersonId) -> Result<Vec<NeedView>, ActionError> {
    let mut all = papers::of_child::<NeedChange>(at, child).await?;
    all.sort_by_key(|one| std::cmp::Reverse((one.paper.said_on, one.made_at)));
    let plans = plans::of_child(at, child).await?;
    let rounds = assessments::of_child(at, child).await?;
    let mut views = Vec::new();
    for stored in all {
        let change = &stored.paper;
        let round = rounds.iter().find(|round| Some(round.id) == change.round);
        let plan = follows(change, &plans).cloned();
        let facts = Facts {
            handed_in: round.is_some_and(|round| round.submitted_at.is_some()),
            told: round.is_some_and(|round| round.told_at.is_some()),
            plan: plan.as_ref().map(|plan| plan.status),
            has_plan: plans.iter().any(|plan| plan.status == PlanStatus::Signed),
        };
        let course = course(change, facts);
        let said_by = name_of(at, change.said_by).await?;
        let answered_by = match &change.answered {
            Some(answered) => name_of(at, answered.by).await?,
            None => String::new(),
        };
        views.push(NeedView { said_by, answered_by, course, plan, stored });
    }
    Ok(views)
}

/// The change of the plan that followed: the one that was begun with the answer, else the first after it was said.
fn follows<'p>(change: &NeedChange, plans: &'p [StoredPlan]) -> Option<&'p StoredPlan> {
    if change.answered.as_ref().is_some_and(|answered| answered.what == WhatFollows::GoesOn) {
        return None;
    }
    let is_after = |plan: &&StoredPlan| {
        let said: Date = change.said_on;
        let made = plan.made_at.to_zoned(jiff::tz::TimeZone::UTC).date();
        made >= said && plan.changes.is_some()
    };
    match change.plan {
        Some(id) => plans.iter().find(|plan| plan.id == id),
        None => plans.iter().filter(is_after).min_by_key(|plan| plan.made_at),
    }
}

async fn name_of(at: &mut impl Query, person: PersonId) -> Result<String, ActionError> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}
