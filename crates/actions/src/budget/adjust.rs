//! A sum beside the figure: asked for by one person, decided by another, with reasons both times. The figure stays.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::adjustment::{AdjustmentError, AdjustmentRequest, adjust};
use seven_core::budget::read_reasons;
use seven_core::{BudgetId, DecisionId, Pence, PersonId};
use store::decisions::{self, NewRequest};
use store::{StoreError, packages};

use crate::access::too_short;
use crate::pot::weighed;
use crate::{ActionError, Caller, Problem};

/// Asks for another sum than a stream's figure.
///
/// # Errors
/// Refused without [`Action::AskExceptional`]; invalid without reasons or where the budget has no such figure.
pub async fn ask_adjustment(
    caller: &Caller,
    child: PersonId,
    (budget, stream): (BudgetId, &str),
    reasons: &str,
) -> Result<DecisionId, ActionError> {
    let permit = caller.permit_for(Action::AskExceptional, child).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let why = read_reasons(reasons).map_err(|error| ActionError::Invalid(vec![too_short("why", error.characters)]))?;
    let mut write = caller.writing(&permit).await?;
    let figure = figure(&mut write, child, budget, stream).await?;
    let figure = figure.ok_or_else(|| ActionError::invalid("stream", "no-figure"))?;
    let new = NewRequest { budget, child, kind: "adjustment", stream, ground: "", asked_by: by, why: &why, figure };
    let id = decisions::ask(&mut write, &new).await?;
    write
        .commit(Event::of(&permit, format!("decision {id}")).with("stream", stream).with("kind", "adjustment"))
        .await?;
    Ok(id)
}

/// Decides on a request: another sum, or that the figure stands.
///
/// # Errors
/// Refused without [`Action::AdjustBudget`]; [`StoreError::Changed`] where somebody else decided; rules of
/// [`adjust`](seven_core::budget::adjustment::adjust); invalid (`pot-short`) where the pot would be short and nobody decided so much.
pub async fn decide_adjustment(
    caller: &Caller,
    child: PersonId,
    (id, version): (DecisionId, i64),
    decided: Option<Pence>,
    reasons: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AdjustBudget, child).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let found = decisions::find(&mut write, child, id).await?.ok_or(StoreError::Missing("request"))?;
    if found.kind != "adjustment" {
        return Err(StoreError::Missing("request").into());
    }
    let figure = found.figure.unwrap_or_default();
    let request = AdjustmentRequest {
        stream: found.stream.clone(),
        figure,
        asked_by: found.asked_by,
        asked_on: caller.day_of(found.asked_at),
        reasons: found.asked_why.clone(),
    };
    let loaded = crate::schemes::in_force(&mut write, caller.moment.today).await?;
    let rule = loaded.map_or(ras::scheme::Adjustment::Both, |loaded| loaded.scheme.adjustment);
    let made = adjust(&request, decided.unwrap_or(figure), reasons, by, caller.moment.today, rule).map_err(problem)?;
    let outcome = if decided.is_some() { "amount" } else { "stands" };
    let event = Event::of(&permit, format!("decision {id}")).with("outcome", outcome).with("figure", figure);
    let event = match decided {
        Some(sum) => {
            let (whose, sums) = ((child, found.budget), [(found.stream.clone(), sum)]);
            weighed(&mut write, caller.moment.today, whose, &sums, event.with("decided", sum)).await?
        }
        None => event,
    };
    decisions::decide(&mut write, (child, id, version), outcome, decided, &made.reasons, by).await?;
    write.commit(event).await?;
    Ok(())
}

fn problem(error: AdjustmentError) -> ActionError {
    match error {
        AdjustmentError::OwnRequest => ActionError::rule("own-request"),
        AdjustmentError::BeforeRequest(_) => ActionError::rule("before-request"),
        AdjustmentError::Negative(_) => ActionError::invalid("amount", "below-nothing"),
        AdjustmentError::OnlyUp(least) => {
            ActionError::Invalid(vec![Problem::new("amount", "only-up").with("least", least.to_string())])
        }
        AdjustmentError::Fixed => ActionError::rule("figure-fixed"),
        AdjustmentError::Reasons(error) => ActionError::Invalid(vec![too_short("reasons", error.characters)]),
    }
}

/// What a child's budget says for a stream; nothing where there is no such line, an empty sum where the scheme gives none.
pub(super) async fn figure(
    at: &mut impl store::Query,
    child: PersonId,
    budget: BudgetId,
    stream: &str,
) -> Result<Option<Option<Pence>>, ActionError> {
    let lines = packages::lines_of(at, child, budget).await?;
    Ok(lines.into_iter().find(|(id, _)| id == stream).map(|(_, amount)| amount))
}
