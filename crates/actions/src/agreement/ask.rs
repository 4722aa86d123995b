//! A family asks for its plan to be agreed. From then on its text and its costs stand still: what is decided on is what was
//! asked for.

use sha2::{Digest, Sha256};

use seven_core::access::Action;
use seven_core::agreement::decision::FrozenLine;
use seven_core::agreement::{AgreementRequest, Signatures, StreamCost};
use seven_core::audit::Event;
use seven_core::plan::piece::{Piece, supports};
use seven_core::plan::status::change;
use seven_core::plan::summary::Concern;
use seven_core::plan::{PlanStatus, Summary};
use seven_core::{AgreementId, PersonId, PlanId};
use store::agreements::{self, StoredAgreement};
use store::plans::{self, StoredPlan};
use store::{StoreError, Writing, agreement_challenges, plan_pieces};

use crate::plan::{PlanView, refused};
use crate::{ActionError, Caller, Problem};

/// Asks. A plan that waits already gives the asking that it waits for.
///
/// # Errors
/// Refused without [`Action::DecidePlan`]; rules where the plan says nothing, a line has no cost or pays below the law, or
/// where it needs more than there is and nobody said why.
pub async fn ask(caller: &Caller, child: PersonId, plan: PlanId) -> Result<AgreementId, ActionError> {
    let permit = caller.permit_for(Action::DecidePlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let view = PlanView::load(&mut write, child, plan).await?;
    let before = agreements::of_plan(&mut write, plan).await?;
    if let (PlanStatus::Asked, Some(waiting)) = (view.plan.status, before.first()) {
        return Ok(waiting.id);
    }
    change(view.plan.status, PlanStatus::Asked).map_err(refused)?;
    ready(&view)?;
    let pieces = view.pieces();
    let mut wrote: Vec<PersonId> =
        plan_pieces::writings(&mut write, plan).await?.iter().map(|one| one.written_by).collect();
    wrote.sort_unstable();
    wrote.dedup();
    let within = i64::from(view.settings.plan_answered_within_days);
    let asked = StoredAgreement {
        id: write.id(),
        plan,
        child,
        number: before.first().map_or(1, |last| last.number.saturating_add(1)),
        asked_by: by,
        asked_at: caller.moment.at,
        answer_by: caller.moment.today.saturating_add(jiff::Span::new().days(within)),
        hash: hash_of(&pieces)?,
        request: AgreementRequest {
            asked_by: by,
            asked_on: caller.moment.today,
            wrote,
            decided_before: decided_before(&mut write, &view.plan, &before).await?,
            costs: costs(&view.summary),
            lines: frozen(&pieces, &view.summary),
        },
        pieces,
        checks: Vec::new(),
        enough: None,
        decision: None,
        decided_at: None,
        challenge_by: None,
        signatures: Signatures::default(),
        ended_at: None,
        version: 1,
    };
    agreements::insert(&mut write, &asked).await?;
    plans::save(&mut write, &StoredPlan { status: PlanStatus::Asked, ..view.plan.clone() }).await?;
    let event = Event::of(&permit, format!("agreement {}", asked.id))
        .with("plan", plan)
        .with("asks", view.summary.planned().0)
        .with("answer-by", asked.answer_by)
        .with("hash", asked.hash.as_str());
    write.commit(event).await?;
    Ok(asked.id)
}

/// Who decided on this plan, or on the one that it is a copy of, where somebody else found that it has to be decided again.
async fn decided_before(
    write: &mut Writing,
    plan: &StoredPlan,
    before: &[StoredAgreement],
) -> Result<Vec<PersonId>, ActionError> {
    let mut people: Vec<PersonId> = before.iter().flat_map(|one| one.request.decided_before.iter().copied()).collect();
    if let Some(from) = plan.copied_from {
        for asked in agreements::of_plan(write, from).await? {
            let challenges = agreement_challenges::of_agreement(write, asked.id).await?;
            if challenges.iter().any(|one| one.outcome.as_deref() == Some("decide-again")) {
                people.extend(asked.decision.as_ref().map(|decision| decision.by));
            }
        }
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// The family takes its asking back and can write again.
///
/// # Errors
/// Refused without [`Action::DecidePlan`]; a rule where it was decided.
pub async fn take_back(caller: &Caller, child: PersonId, agreement: AgreementId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecidePlan, child).await?;
    let mut write = caller.writing(&permit).await?;
    let asked = super::waiting(&mut write, child, agreement).await?;
    let plan = plans::find(&mut write, child, asked.plan).await?.ok_or(StoreError::Missing("plan"))?;
    change(plan.status, PlanStatus::Draft).map_err(refused)?;
    agreements::save(&mut write, &StoredAgreement { ended_at: Some(caller.moment.at), ..asked }).await?;
    plans::save(&mut write, &StoredPlan { status: PlanStatus::Draft, ..plan }).await?;
    write.commit(Event::of(&permit, format!("agreement {agreement}")).with("taken-back", "yes")).await?;
    Ok(())
}

/// Whether a plan can be sent off as it stands.
///
/// # Errors
/// What has to be mended first, as [`ask`] would say it.
pub fn ready(view: &PlanView) -> Result<(), ActionError> {
    if view.stored.is_empty() || supports(&view.pieces()).next().is_none() {
        return Err(ActionError::rule("plan-without-support"));
    }
    if let Some(concern) = view.summary.concerns.iter().find(|concern| concern.stops_asking()) {
        return Err(ActionError::rule(match concern {
            Concern::BelowLowestWage { .. } => "plan-below-lowest-wage",
            _ => "plan-line-without-cost",
        }));
    }
    let short = view.summary.concerns.iter().find_map(|concern| match concern {
        Concern::Shortfall { stream, by } => Some((stream.clone(), *by)),
        _ => None,
    });
    match short {
        Some((stream, by)) if view.plan.shortfall.trim().is_empty() => {
            let problem = Problem::new("shortfall", "plan-shortfall-unsaid").with("stream", stream);
            Err(ActionError::Invalid(vec![problem.with("by", by.to_string())]))
        }
        _ => Ok(()),
    }
}

pub(super) fn costs(summary: &Summary) -> Vec<StreamCost> {
    let with_money = summary.streams.iter().filter(|total| total.planned.0 != 0 || total.budget.is_some());
    with_money
        .map(|total| StreamCost {
            stream: total.stream.clone(),
            indicative: total.budget,
            asked: total.planned,
            full_year: total.full_year,
        })
        .collect()
}

fn frozen(pieces: &[Piece], summary: &Summary) -> Vec<FrozenLine> {
    let line = |(piece, line): (_, &seven_core::plan::Support)| {
        let cost = summary.cost_of(piece)?;
        Some(FrozenLine { piece, stream: line.stream()?.to_owned(), cost: cost.cost, full_year: cost.full_year })
    };
    supports(pieces).filter_map(line).collect()
}

/// SHA-256 of what a plan says, in hexadecimal.
fn hash_of(pieces: &[Piece]) -> Result<String, ActionError> {
    let json = serde_json::to_vec(pieces).map_err(|error| ActionError::Outside(error.to_string()))?;
    Ok(Sha256::digest(&json).iter().map(|byte| format!("{byte:02x}")).collect())
}
