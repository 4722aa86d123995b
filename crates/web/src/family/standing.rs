//! Where a child stands on the way: what the list of one's children and a child's own page say in a few words. Both ask here, so
//! that they never say different things.

use seven_core::agreement::PlanOutcome;
use seven_core::assessment::Status;
use seven_core::budget::counted;
use seven_core::money::MoneyHolding;
use seven_core::money::holding::HoldingStatus;
use seven_core::plan::PlanStatus;
use seven_core::{BudgetId, Pence, PersonId};
use store::agreements::{self, StoredAgreement};
use store::budgets::StoredBudget;
use store::plans::StoredPlan;
use store::{Query, StoreError, agreement_challenges, assessments, budgets, challenges, papers, plans, sheets};

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
    /// Whether the money is.
    pub sees_money: bool,
}

/// Where a child stands.
pub(super) struct Standing {
    /// The key of its words: `new`, `open`, `mine`, `submitted`, `settled`, `told`, `challenged`, `planning`, `returned`, `refused`,
    /// `asked`, `answered`, `signed`, `looked-again`, and `living` once money is paid on the plan.
    pub state: &'static str,
    /// The newest figure.
    pub budget: Option<StoredBudget>,
    /// The figure that is being looked at again.
    pub challenged: Option<BudgetId>,
    /// The plan that counts now.
    pub plan: Option<StoredPlan>,
    /// What is promised for a year now: by the signed plan, or by a figure told since, with what people set beside it. Nothing for
    /// whom figures are not open to.
    pub promised: Option<Promised>,
    /// Whether the figure was told after the plan was signed.
    pub is_told_anew: bool,
}

/// A sum, and where it comes from.
pub(super) struct Promised {
    pub sum: Pence,
    /// Signed in a plan, rather than told.
    pub is_agreed: bool,
    /// Whether a person set an amount beside the figure.
    pub is_set: bool,
}

/// What a reader may see of what there is: the newest figure, the plan, and the newest asking for its agreement.
struct There<'a> {
    budget: Option<&'a StoredBudget>,
    plan: Option<&'a StoredPlan>,
    asked: Option<&'a StoredAgreement>,
}

impl There<'_> {
    /// Whether a figure was told after the plan was signed: the next plan is made with it.
    fn is_told_anew(&self) -> bool {
        let signed = self.plan.is_some_and(|plan| plan.status == PlanStatus::Signed);
        let ended = self.asked.and_then(|asked| asked.ended_at);
        signed && self.budget.zip(ended).is_some_and(|(budget, ended)| budget.told_at > ended)
    }

    /// What the signed plan promises; nothing where none is signed.
    fn agreed(&self) -> Option<Pence> {
        self.plan.filter(|plan| plan.status == PlanStatus::Signed)?;
        let decision = self.asked?.decision.as_ref()?;
        decision.agreed.iter().try_fold(Pence::ZERO, |sum, (_, part)| sum.plus(*part))
    }
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
        let there =
            There { budget: budget.as_ref(), plan: plan.as_ref().filter(|_| reader.sees_plan), asked: asked.as_ref() };
        let is_told_anew = there.is_told_anew();
        let state = match (round, challenged, there.plan) {
            (state @ ("open" | "mine" | "submitted" | "settled"), ..) => state,
            ("told", Some(_), _) => "challenged",
            (state, _, Some(plan)) if !is_told_anew => match planned(at, plan, there.asked).await?.unwrap_or(state) {
                "signed" if reader.sees_money && is_lived_on(at, child).await? => "living",
                state => state,
            },
            (state, ..) => state,
        };
        let promised = match (there.agreed().filter(|_| !is_told_anew), there.budget) {
            _ if !reader.sees_figure => None,
            (Some(sum), _) => Some(Promised { sum, is_agreed: true, is_set: false }),
            (None, Some(budget)) => told(at, budget).await?,
            (None, None) => None,
        };
        Ok(Standing { state, budget, challenged, plan, promised, is_told_anew })
    }
}

/// Whether money is paid, on the signed plan or on the one that it goes on from.
async fn is_lived_on(at: &mut impl Query, child: PersonId) -> Result<bool, StoreError> {
    let held = papers::of_child::<MoneyHolding>(at, child).await?;
    let has_begun =
        |one: &papers::Stored<MoneyHolding>| matches!(one.paper.status, HoldingStatus::Live | HoldingStatus::Suspended);
    Ok(held.iter().any(has_begun))
}

/// What a figure promises, with what people set beside it.
async fn told(at: &mut impl Query, budget: &StoredBudget) -> Result<Option<Promised>, StoreError> {
    let (lines, set) = (budgets::lines(at, budget.id).await?, budgets::set_beside(at, budget.id).await?);
    let lines: Vec<_> = lines.iter().map(|line| (line.stream.as_str(), line.amount)).collect();
    let beside: Vec<_> = set.iter().map(|one| (one.stream.as_str(), one.decided)).collect();
    let sum = counted(&lines, &beside);
    Ok(sum.map(|sum| Promised { sum, is_agreed: false, is_set: !set.is_empty() }))
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
