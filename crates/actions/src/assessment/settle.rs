//! Settling differences between sheets, each with a reason and a name. The sheets themselves stay as they were written.

use seven_core::access::{Action, Permit};
use seven_core::assessment::{SettleError, Settlement, Status};
use seven_core::audit::Event;
use seven_core::{AssessmentId, PersonId};
use store::assessments::{self, Assessment};

use super::round::Round;
use crate::{ActionError, Caller, Problem};

/// What one question was settled to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settling {
    /// The question's id.
    pub question: String,
    /// The answer that counts, as a file of answers holds it.
    pub value: String,
    /// Why; may be empty only where it is what everybody answered.
    pub reason: String,
}

/// Settles questions, some or all. When none is left open, the round is settled; gives the questions that are. `version` is
/// the one of the assessment that the page showed.
///
/// # Errors
/// Refused without [`Action::SettleAnswers`]; invalid where a reason is missing or an answer is none;
/// [`store::StoreError::Changed`] where somebody else settled in the meantime.
pub async fn settle(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    version: i64,
    settled: &[Settling],
) -> Result<Vec<String>, ActionError> {
    let permit = caller.permit_for(Action::SettleAnswers, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let mut round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    if !matches!(round.assessment.status, Status::Submitted | Status::Settling) {
        round.moved(Status::Settling, "")?;
    }
    for one in settled {
        let (question, value, reason) =
            (one.question.clone(), one.value.trim().to_owned(), one.reason.trim().to_owned());
        let settlement = Settlement { question, value, reason, by };
        round.settlements.retain(|before| before.question != settlement.question);
        round.settlements.push(settlement.clone());
        assessments::settle(&mut write, assessment, &settlement).await?;
    }
    let open = match round.settled() {
        Ok(_) => Vec::new(),
        Err(SettleError::Unsettled { questions }) => questions,
        Err(error) => return Err(refused(error)),
    };
    let is_settled = open.is_empty();
    let status = if is_settled { Status::Settled } else { Status::Settling };
    let settled_at = is_settled.then_some(caller.moment.at);
    assessments::update(&mut write, &Assessment { status, settled_at, version, ..round.assessment.clone() }).await?;
    let event = Event::of(&permit, format!("assessment {assessment}"))
        .with("settled", settled.len())
        .with("still-open", open.len())
        .with("status", status.code());
    write.commit(event).await?;
    Ok(open)
}

fn refused(error: SettleError) -> ActionError {
    let field = |kind: &str, question: String| format!("{kind}-{question}");
    ActionError::Invalid(vec![match error {
        SettleError::ReasonMissing { question } => Problem::new(field("reason", question), "reason-missing"),
        SettleError::NotAllowed { question, allowed, .. } => {
            Problem::new(field("answer", question), "answer-not-in-the-list").with("allowed", allowed)
        }
        SettleError::UnknownQuestion { question } | SettleError::Twice { question } => {
            Problem::new(field("answer", question), "no-such-question")
        }
        SettleError::NoAnswers | SettleError::Unsettled { .. } => Problem::new("", "nothing-answered"),
    }])
}

/// Gives the round back to the family for more answers, with a reason.
///
/// # Errors
/// Refused without [`Action::SettleAnswers`]; invalid without a reason.
pub async fn ask_for_more(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SettleAnswers, child).await?;
    back_to(caller, &permit, (child, assessment), Status::Open, why).await
}

/// Takes settled answers up again, with a reason, before anything was told.
///
/// # Errors
/// Refused without [`Action::SettleAnswers`]; invalid without a reason; a rule once the figure was told.
pub async fn talk_again(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SettleAnswers, child).await?;
    back_to(caller, &permit, (child, assessment), Status::Settling, why).await
}

async fn back_to(
    caller: &Caller,
    permit: &Permit,
    (child, assessment): (PersonId, AssessmentId),
    status: Status,
    why: &str,
) -> Result<(), ActionError> {
    let mut write = caller.writing(permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    let Some(moved) = round.moved(status, why)? else { return Ok(()) };
    let submitted_at = moved.submitted_at.filter(|_| status != Status::Open);
    assessments::update(&mut write, &Assessment { settled_at: None, submitted_at, ..moved }).await?;
    let event = Event::of(permit, format!("assessment {assessment}")).with("status", status.code());
    write.commit(event).await?;
    Ok(())
}
