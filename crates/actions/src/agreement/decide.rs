//! Deciding on a plan. Who may is worked out from the costs as they were frozen; whoever agrees signs for the authority with
//! the decision.

use jiff::civil::Date;
use seven_core::access::{self, Action, Purpose};
use seven_core::agreement::decision::{Ground, decide as core_decide};
use seven_core::agreement::{DecisionError, Proposed, Signatures, StreamCost, limits};
use seven_core::audit::Event;
use seven_core::plan::PlanStatus;
use seven_core::plan::status::change;
use seven_core::{AgreementId, Moment, PersonId};
use store::agreements::{self, StoredAgreement};
use store::plans::{self, StoredPlan};
use store::{Query, StoreError, agreement_limits, panel_views, plan_pieces, relations};

use super::waiting;
use crate::plan::{PlanView, refused};
use crate::pot::weighed;
use crate::{ActionError, Caller, Problem};

/// People with their names.
pub type Named = Vec<(PersonId, String)>;

/// Decides. A refusal or return makes the plan a draft again; either way the family can ask for another look.
///
/// # Errors
/// Refused without [`Action::AgreePlan`]; a rule or an invalid field as [`DecisionError`] says; invalid (`pot-short`) where a pot
/// would be short and nobody decided so much.
pub async fn decide(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    proposed: Proposed,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AgreePlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let asked = waiting(&mut write, child, agreement).await?;
    let view = PlanView::load(&mut write, child, asked.plan).await?;
    let limits: Vec<_> = agreement_limits::all(&mut write).await?.into_iter().map(|stored| stored.limit).collect();
    let views = panel_views::of_agreement(&mut write, agreement).await?;
    // the panel is whoever gave a view; whoever decides is its chair
    let panel = views.into_iter().map(|view| view.person).filter(|person| *person != by).collect();
    let proposed = Proposed { panel, ..proposed };
    let ground = Ground {
        enough: asked.enough.as_ref(),
        questions: &view.settings.plan_questions,
        answers: &asked.checks,
        limits: &limits,
        panel_of: view.settings.panel_of,
    };
    let today = caller.moment.today;
    let decision = core_decide(&asked.request, proposed, ground, by, today).map_err(|error| refusal(&error))?;
    let agrees = decision.outcome.agrees();
    let status = if agrees { PlanStatus::Agreed } else { PlanStatus::Draft };
    change(view.plan.status, status).map_err(refused)?;
    let signatures = if agrees {
        Signatures::default()
            .by_authority(by, today, decision.on)
            .map_err(|_| ActionError::rule("agreement-decided"))?
    } else {
        Signatures::default()
    };
    let outcome = decision.outcome;
    let agreed = match &view.changes {
        None => decision.agreed.clone(),
        Some(_) => asked.request.full_year(&decision.without),
    };
    let sum = decision.agreed.iter().fold(0i64, |sum, (_, part)| sum.saturating_add(part.0));
    let decided = StoredAgreement {
        decision: Some(decision),
        decided_at: Some(caller.moment.at),
        challenge_by: Some(view.settings.challenge_rules().ask_until(today)),
        signatures,
        ..asked
    };
    let event = Event::of(&permit, format!("agreement {agreement}")).with("outcome", outcome.code());
    let event = match view.plan.budget.filter(|_| agrees) {
        Some(budget) => weighed(&mut write, today, (child, budget), &agreed, event.with("agreed", sum)).await?,
        None if agrees => event.with("agreed", sum),
        None => event,
    };
    agreements::save(&mut write, &decided).await?;
    plans::save(&mut write, &StoredPlan { status, ..view.plan }).await?;
    write.commit(event).await?;
    Ok(())
}

/// Everybody who may decide on an asking now, those with the lowest limit first, with their names: they have the limit, and
/// their work opens this child's plan to them.
///
/// # Errors
/// What the database says.
pub async fn who_may(at: &mut impl Query, asked: &StoredAgreement, now: Moment) -> Result<Named, StoreError> {
    named(at, asked.child, &not_free(asked), &asked.request.costs, now).await
}

/// The same for a plan that is still being written, as it stands now.
///
/// # Errors
/// What the database says.
pub async fn who_would(at: &mut impl Query, view: &PlanView, now: Moment) -> Result<Named, StoreError> {
    let written = plan_pieces::writings(at, view.plan.id).await?;
    let wrote: Vec<PersonId> = written.iter().map(|one| one.written_by).collect();
    named(at, view.plan.child, &wrote, &super::ask::costs(&view.summary), now).await
}

/// Why somebody may not decide on an asking today; nothing where they may.
///
/// # Errors
/// What the database says.
pub async fn stops(
    at: &mut impl Query,
    asked: &StoredAgreement,
    person: PersonId,
    today: Date,
) -> Result<Option<Problem>, StoreError> {
    let limits: Vec<_> = agreement_limits::all(at).await?.into_iter().map(|stored| stored.limit).collect();
    let may = limits::may_agree(person, &not_free(asked), &asked.request.costs, &limits, today);
    Ok(may.err().and_then(|refused| match refusal(&DecisionError::Limit(refused)) {
        ActionError::Rule(problem) => Some(problem),
        _ => None,
    }))
}

pub(super) fn not_free(asked: &StoredAgreement) -> Vec<PersonId> {
    let mut not = asked.request.wrote.clone();
    not.push(asked.asked_by);
    not.extend(&asked.request.decided_before);
    not
}

async fn named(
    at: &mut impl Query,
    child: PersonId,
    not: &[PersonId],
    costs: &[StreamCost],
    now: Moment,
) -> Result<Named, StoreError> {
    let stored = agreement_limits::all(at).await?;
    let limits: Vec<_> = stored.iter().map(|stored| stored.limit.clone()).collect();
    let mut found = Vec::new();
    for person in limits::who_may(not, costs, &limits, now.today) {
        let name = stored.iter().find(|one| one.limit.person == person).map(|one| one.name.clone());
        if let Some(name) = name
            && is_let_in(at, child, person, now).await?
        {
            found.push((person, name));
        }
    }
    Ok(found)
}

/// Whether somebody's work lets them decide on this child's plan: a limit alone opens no door.
async fn is_let_in(at: &mut impl Query, child: PersonId, person: PersonId, now: Moment) -> Result<bool, StoreError> {
    let actor = relations::actor(at, person).await?;
    let standing = relations::standing(at, child, person, now.at).await?;
    Ok(standing.is_some_and(|standing| {
        access::decide(&actor, Action::AgreePlan, Some(&standing), Purpose::Work, now.today).is_ok()
    }))
}

fn refusal(error: &DecisionError) -> ActionError {
    let field = match error {
        DecisionError::Reasons(_) => "reasons",
        DecisionError::UnexplainedDifference { .. } => "why-different",
        DecisionError::NothingLeftOut | DecisionError::NoSuchLine => "without",
        _ => "",
    };
    let mut problem = Problem::new(field, error.code());
    match error {
        DecisionError::UnexplainedDifference { stream, told, agreed, .. } => {
            problem = problem.with("stream", stream).with("told", told.to_string()).with("agreed", agreed.to_string());
        }
        DecisionError::QuestionsUnanswered(missing) => problem = problem.with("count", missing.len().to_string()),
        DecisionError::PanelTooSmall { needed, .. } => problem = problem.with("needed", needed.to_string()),
        DecisionError::Limit(limits::LimitRefusal::AboveLimit { what, cost, limit }) => {
            problem = problem.with("what", what).with("cost", cost.to_string()).with("limit", limit.to_string());
        }
        DecisionError::Limit(limits::LimitRefusal::NoLimit(stream)) => problem = problem.with("stream", stream),
        _ => {}
    }
    if field.is_empty() { ActionError::Rule(problem) } else { ActionError::Invalid(vec![problem]) }
}
