//! Saying that one's own sheet is finished, and taking it up again while the round is open.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{AssessmentId, PersonId};
use store::{StoreError, sheets};

use super::round::Round;
use crate::{ActionError, Caller};

/// Finishes the caller's own sheet: from now on it counts, and those who may see finished sheets see it.
///
/// # Errors
/// Refused without [`Action::AnswerSheet`]; a rule where nothing was answered.
pub async fn finish_sheet(caller: &Caller, child: PersonId, assessment: AssessmentId) -> Result<(), ActionError> {
    set_finished(caller, child, assessment, true).await
}

/// Takes the caller's own sheet up again.
///
/// # Errors
/// Refused without [`Action::AnswerSheet`]; a rule once the answers are handed in.
pub async fn take_sheet_up_again(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
) -> Result<(), ActionError> {
    set_finished(caller, child, assessment, false).await
}

async fn set_finished(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    is_finished: bool,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::AnswerSheet, child).await?;
    let mut write = caller.writing(&permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    let own = permit.actor().and_then(|person| round.own(person));
    let mut own = own.ok_or(StoreError::Missing("sheet"))?.clone();
    if own.sheet.is_finished == is_finished {
        return Ok(());
    }
    round.takes_answers()?;
    if is_finished && own.sheet.answers.is_empty() {
        return Err(ActionError::rule("nothing-answered"));
    }
    own.sheet.is_finished = is_finished;
    sheets::update(&mut write, &own).await?;
    let event = Event::of(&permit, format!("sheet {}", own.sheet.id)).with("finished", is_finished);
    write.commit(event).await?;
    Ok(())
}
