//! Where a child stands on the way: what the list of one's children and a child's own page say in a few words. Both ask here, so
//! that they never say different things.

use seven_core::agreement::PlanOutcome;
use seven_core::assessment::Status;
use seven_core::budget::counted;
use seven_core::plan::PlanStatus;
use seven_core::{BudgetId, Pence, PersonId};
use store::agreements::{self, StoredAgreement};
use store::budgets::StoredBudget;
use store::plans::StoredPlan;
use store::{Query, StoreError, agreement_challenges, assessments, budgets, challenges, plans, sheets};

use super::plan::contents::present;

/// What a reader may see of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    /// Who reads.
    pub person: PersonId,
    /// Whether figures are open to them.
    pub sees_figure: bool,
    /// Whether the plan is.
    pub sees_plan: bool,
}

/// Where a child stands.
pub(super) struct Standing {
    /// The key of its words: `new`, `open`, `mine`, `submitted`, `settled`, `told`, `challenged`, `planning`, `returned`, `refused`,
    /// `asked`, `answered`, `signed`, `looked-again`.
    pub state: &'static str,
    /// The newest figure.
    pub budget: Option<StoredBudget>,
    /// The figure that is being looked at again.
    pub challenged: Option<BudgetId>,
    /// The plan that counts now.
    pub plan: Option<StoredPlan>,
    /// What is promised for a year now: by the signed plan, or by the figure with what people set beside it.
    pub promised: Option<Promised>,
}

/// A sum, and where it comes from.
pub(super) struct Promised {
    pub sum: Pence,
    /// Signed in a plan, rather than told.
    pub is_agreed: bool,
    /// Whether a person set an amount beside the figure.
    pub is_set: bool,
}

impl Standing {
    /// How a child stands, as far as the reader may know.
    pub async fn of(at: &mut impl Query, child: PersonId, reader: Reader) -> Result<Standing, StoreError> {
        let budget = match reader.sees_figure {
            true => budgets::of_child(at, child).await?.into_iter().next(),
            false => None,
        };
        let open = challenges::of_child(at, child).await?.into_iter().find(|one| one.outcome.is_none());
        let challenged = open.filter(|_| reader.sees_figure).map(|one| one.budget);
        let plan = present(&plans::of_child(at, child).await?).cloned();
        let asked = match plan.as_ref().filter(|_| reader.sees_plan) {
            Some(plan) => agreements::of_plan(at, plan.id).await?.into_iter().next(),
            None => None,
        };
        let round = round(at, child, reader.person).await?;
        let state = match (round, challenged) {
            (state @ ("open" | "mine" | "submitted" | "settled"), _) => state,
            ("told", Some(_)) => "challenged",
            (state, _) => match plan.as_ref().filter(|_| reader.sees_plan) {
                Some(plan) => planned(at, plan, asked.as_ref()).await?.unwrap_or(state),
                None => state,
            },
        };
        let promised = match (&budget, plan.as_ref().map(|plan| plan.status), &asked) {
            (_, Some(PlanStatus::Signed), Some(StoredAgreement { decision: Some(decision), .. })) => {
                let sum = decision.agreed.iter().try_fold(Pence::ZERO, |sum, (_, part)| sum.plus(*part));
                sum.map(|sum| Promised { sum, is_agreed: true, is_set: false })
            }
            (Some(budget), ..) => {
                let (lines, set) = (budgets::lines(at, budget.id).await?, budgets::set_beside(at, budget.id).await?);
                let lines: Vec<_> = lines.iter().map(|line| (line.stream.as_str(), line.amount)).collect();
                let beside: Vec<_> = set.iter().map(|one| (one.stream.as_str(), one.decided)).collect();
                let sum = counted(&lines, &beside);
                sum.map(|sum| Promised { sum, is_agreed: false, is_set: !set.is_empty() })
            }
            _ => None,
        };
        Ok(Standing { state, budget, challenged, plan, promised })
    }
}

/// Where the questions stand.
async fn round(at: &mut impl Query, child: PersonId, reader: PersonId) -> Result<&'static str, StoreError> {
    let rounds = assessments::of_child(at, child).await?;
    let under_way = rounds.iter().find(|one| one.status.is_waiting());
    let last = || rounds.iter().find(|one| one.status != Status::Withdrawn);
    let Some(latest) = under_way.or_else(last) else { return Ok("new") };
    Ok(match latest.status {
        Status::Open => {
            let sheets = sheets::of_assessment(at, latest.id).await?;
            let is_mine = sheets.iter().any(|one| one.sheet.author == reader && !one.sheet.is_finished);
            if is_mine { "mine" } else { "open" }
        }
        Status::Submitted | Status::Settling => "submitted",
        Status::Settled => "settled",
        Status::Told | Status::Superseded | Status::Withdrawn => "told",
    })
}

/// Where the plan stands; nothing where there is none any more.
async fn planned(
    at: &mut impl Query,
    plan: &StoredPlan,
    asked: Option<&StoredAgreement>,
) -> Result<Option<&'static str>, StoreError> {
    if let Some(asked) = asked {
        let looks = agreement_challenges::of_agreement(at, asked.id).await?;
        if looks.iter().any(|one| one.outcome.is_none()) {
            return Ok(Some("looked-again"));
        }
    }
    let outcome = asked.and_then(StoredAgreement::outcome);
    Ok(match (plan.status, outcome) {
        (PlanStatus::Draft, Some(PlanOutcome::Return)) => Some("returned"),
        (PlanStatus::Draft, Some(PlanOutcome::Refuse)) => Some("refused"),
        (PlanStatus::Draft, _) => Some("planning"),
        (PlanStatus::Asked, _) => Some("asked"),
        (PlanStatus::Agreed, _) => Some("answered"),
        (PlanStatus::Signed, _) => Some("signed"),
        (PlanStatus::Replaced | PlanStatus::PutAway, _) => None,
    })
}
