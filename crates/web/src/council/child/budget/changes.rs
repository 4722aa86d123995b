//! What is sent from the page of a budget.

use actions::ActionError;
use actions::budget::{ask_adjustment, ask_exceptional, challenge, decide_adjustment, decide_exceptional};
use axum::response::Response;
use seven_core::budget::{ChallengeOutcome, Ground};
use seven_core::{BudgetId, Pence};

use super::super::home;
use super::page;
use crate::council::layout::{back, refuse};
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::sent::Sent;
use crate::visit::Visit;

async fn answered(visit: Visit, mut posted: Posted, done: Result<&str, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/budget", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/child/budget"), error)?;
            page(&visit, &posted).await
        }
    }
}

/// Asks for another sum.
pub async fn ask(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/budget"));
    let budget: BudgetId = posted.value("budget").parse().map_err(|_| Fault::NotFound)?;
    let (caller, child) = (visit.signed_caller()?, visit.child()?);
    let (about, why) = ((budget, posted.value("stream")), posted.value("why"));
    let done = match (posted.value("kind"), Ground::from_code(posted.value("ground"))) {
        ("adjustment", _) => ask_adjustment(&caller, child, about, why).await,
        ("exceptional", Ok(ground)) => ask_exceptional(&caller, child, about, ground, why).await,
        ("exceptional", Err(_)) => Err(ActionError::invalid("ground", "missing")),
        _ => Err(ActionError::invalid("kind", "missing")),
    };
    answered(visit, posted, done.map(|_| "asked")).await
}

/// Decides on a request.
pub async fn decide(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/budget"));
    let id = posted.value("decision").parse().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let amount = match (posted.value("outcome"), Pence::read(posted.value("amount"))) {
        ("stands", _) => Ok(None),
        ("amount", Ok(sum)) => Ok(Some(sum)),
        ("amount", Err(_)) => Err(ActionError::invalid("amount", "no-sum")),
        _ => Err(ActionError::invalid("outcome", "missing")),
    };
    let (caller, child) = (visit.signed_caller()?, visit.child()?);
    let done = match amount {
        Err(error) => Err(error),
        Ok(amount) if posted.value("kind") == "exceptional" => {
            decide_exceptional(&caller, child, (id, version), amount, posted.value("reasons")).await
        }
        Ok(amount) => decide_adjustment(&caller, child, (id, version), amount, posted.value("reasons")).await,
    };
    answered(visit, posted, done.map(|()| "decided")).await
}

/// Answers a challenge.
pub async fn answer_challenge(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/budget"));
    let id = posted.value("challenge").parse().map_err(|_| Fault::NotFound)?;
    let outcome = match (posted.value("answer"), Pence::read(posted.value("new-amount"))) {
        ("upheld", _) => Ok(ChallengeOutcome::Upheld),
        ("changed", Ok(sum)) => Ok(ChallengeOutcome::Changed(sum)),
        ("changed", Err(_)) => Err(ActionError::invalid("new-amount", "no-sum")),
        _ => Err(ActionError::invalid("answer", "missing")),
    };
    let (caller, child) = (visit.signed_caller()?, visit.child()?);
    let done = match outcome {
        Err(error) => Err(error),
        Ok(outcome) => challenge::answer(&caller, child, id, outcome, posted.value("answer-reasons")).await,
    };
    let renamed = |one: actions::Problem| match one.field.as_str() {
        "reasons" => actions::Problem { field: "answer-reasons".to_owned(), ..one },
        _ => one,
    };
    let done = done.map_err(|error| match error {
        ActionError::Invalid(problems) => ActionError::Invalid(problems.into_iter().map(renamed).collect()),
        other => other,
    });
    answered(visit, posted, done.map(|()| "challenge-answered")).await
}
