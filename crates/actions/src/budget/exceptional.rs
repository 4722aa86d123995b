//! The route for exceptional needs: asked for on a ground, looked at and decided by somebody else.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::exceptional::{Exceptional, ExceptionalError, Ground};
use seven_core::{BudgetId, DecisionId, Pence, PersonId};
use store::StoreError;
use store::decisions::{self, NewRequest};

use super::adjust::figure;
use crate::access::too_short;
use crate::pot::weighed;
use crate::{ActionError, Caller};

/// Asks for a figure outside the tables.
///
/// # Errors
/// Refused without [`Action::AskExceptional`]; invalid without reasons or where the budget has no such stream.
pub async fn ask_exceptional(
    caller: &Caller,
    child: PersonId,
    (budget, stream): (BudgetId, &str),
    ground: Ground,
    reasons: &str,
) -> Result<DecisionId, ActionError> {
    let permit = caller.permit_for(Action::AskExceptional, child).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let asked = Exceptional::ask(ground, reasons, by, caller.moment.today)
        .map_err(|error| ActionError::Invalid(vec![too_short("why", error.characters)]))?;
    let mut write = caller.writing(&permit).await?;
    let figure = figure(&mut write, child, budget, stream).await?;
    let figure = figure.ok_or_else(|| ActionError::invalid("stream", "no-figure"))?;
    let (ground, why) = (ground.code(), asked.reasons.as_str());
    let new = NewRequest { budget, child, kind: "exceptional", stream, ground, asked_by: by, why, figure };
    let id = decisions::ask(&mut write, &new).await?;
    write.commit(Event::of(&permit, format!("decision {id}")).with("stream", stream).with("ground", ground)).await?;
    Ok(id)
}

/// Looks at a request and decides: an amount, or that the figure stands.
///
/// # Errors
/// Refused without [`Action::DecideExceptional`]; [`StoreError::Changed`] where somebody else decided; rules of
/// [`Exceptional`]; invalid (`pot-short`) where the pot would be short and nobody decided so much.
pub async fn decide_exceptional(
    caller: &Caller,
    child: PersonId,
    (id, version): (DecisionId, i64),
    amount: Option<Pence>,
    reasons: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecideExceptional, child).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let today = caller.moment.today;
    let mut write = caller.writing(&permit).await?;
    let found = decisions::find(&mut write, child, id).await?.ok_or(StoreError::Missing("request"))?;
    if found.kind != "exceptional" {
        return Err(StoreError::Missing("request").into());
    }
    let asked = Exceptional {
        ground: Ground::from_code(&found.ground).unwrap_or(Ground::Other),
        reasons: found.asked_why.clone(),
        asked_by: found.asked_by,
        asked_on: caller.day_of(found.asked_at),
        looked_at: None,
        decided: None,
    };
    let ended =
        asked.look_at(by, today).and_then(|looked| looked.decide(amount, reasons, by, today)).map_err(problem)?;
    let reasons = ended.decided.map(|decided| decided.reasons).unwrap_or_default();
    let outcome = if amount.is_some() { "amount" } else { "stands" };
    let event = Event::of(&permit, format!("decision {id}")).with("outcome", outcome);
    let event = match amount {
        Some(sum) => {
            let (whose, sums) = ((child, found.budget), [(found.stream.clone(), sum)]);
            weighed(&mut write, today, whose, &sums, event.with("decided", sum)).await?
        }
        None => event,
    };
    decisions::decide(&mut write, (child, id, version), outcome, amount, &reasons, by).await?;
    write.commit(event).await?;
    Ok(())
}

fn problem(error: ExceptionalError) -> ActionError {
    match error {
        ExceptionalError::WrongState { .. } => ActionError::rule("decided-already"),
        ExceptionalError::OwnRequest => ActionError::rule("own-request"),
        ExceptionalError::TooEarly(_) => ActionError::rule("before-request"),
        ExceptionalError::Negative(_) => ActionError::invalid("amount", "below-nothing"),
        ExceptionalError::Reasons(error) => ActionError::Invalid(vec![too_short("reasons", error.characters)]),
    }
}
