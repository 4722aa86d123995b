//! Handing the answers in, and stopping a round at the family's wish.

use seven_core::access::Action;
use seven_core::assessment::Status;
use seven_core::audit::Event;
use seven_core::{AssessmentId, PersonId};
use store::assessments::Assessment;
use store::{assessments, sheets};

use super::round::Round;
use crate::{ActionError, Caller};

/// Hands in all finished sheets. The caller's own sheet counts as finished by this. Sent twice, it is done once.
///
/// # Errors
/// Refused without [`Action::SubmitAnswers`]; a rule where nobody has finished a sheet.
pub async fn submit(caller: &Caller, child: PersonId, assessment: AssessmentId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SubmitAnswers, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    let Some(moved) = round.moved(Status::Submitted, "")? else { return Ok(()) };
    for stored in &mut round.sheets {
        let is_own = Some(stored.sheet.author) == permit.actor();
        if is_own && !stored.sheet.is_finished && !stored.sheet.answers.is_empty() {
            stored.sheet.is_finished = true;
            sheets::update(&mut write, stored).await?;
        }
    }
    let counted = round.counted().len();
    if counted == 0 {
        return Err(ActionError::rule("nothing-answered"));
    }
    assessments::update(&mut write, &Assessment { submitted_at: Some(caller.moment.at), ..moved }).await?;
    let event = Event::of(&permit, format!("assessment {assessment}")).with("sheets", counted);
    write.commit(event).await?;
    Ok(())
}

/// Stops a round before anything was told, with a reason.
///
/// # Errors
/// Refused without [`Action::SubmitAnswers`]; invalid without a reason; a rule once the figure was told.
pub async fn withdraw(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    why: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SubmitAnswers, child).await?;
    let mut write = caller.writing(&permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    let Some(moved) = round.moved(Status::Withdrawn, why)? else { return Ok(()) };
    assessments::update(&mut write, &moved).await?;
    let event = Event::of(&permit, format!("assessment {assessment}")).with("status", Status::Withdrawn.code());
    write.commit(event).await?;
    Ok(())
}
