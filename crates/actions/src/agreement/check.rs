//! Reading a plan: the questions, one by one, and whether it is enough.

use seven_core::access::Action;
use seven_core::agreement::checklist::{CheckError, check};
use seven_core::agreement::sufficiency::{EnoughError, answer, look};
use seven_core::agreement::{Answer, CheckAnswer, Sufficiency};
use seven_core::audit::Event;
use seven_core::{AgreementId, PersonId};
use store::agreements::{self, StoredAgreement};

use super::waiting;
use crate::plan::PlanView;
use crate::{ActionError, Caller};

/// Answers one question; an earlier answer to it gives way, and stays in the audit log.
///
/// # Errors
/// Refused without [`Action::CheckPlan`]; invalid where a note is missing; a rule once it is decided.
pub async fn answer_question(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    question: &str,
    given: Answer,
    note: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::CheckPlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let asked = waiting(&mut write, child, agreement).await?;
    let view = PlanView::load(&mut write, child, asked.plan).await?;
    let new = CheckAnswer { question: question.to_owned(), answer: given, note: note.to_owned(), by };
    let new = check(&view.settings.plan_questions, new).map_err(|error| match error {
        CheckError::NotAsked(_) => ActionError::invalid("question", "choose-from-the-list"),
        CheckError::NoteMissing => ActionError::invalid("note", "note-missing"),
    })?;
    let mut checks: Vec<CheckAnswer> = asked.checks.iter().filter(|one| one.question != question).cloned().collect();
    checks.push(new);
    agreements::save(&mut write, &StoredAgreement { checks, ..asked }).await?;
    let event =
        Event::of(&permit, format!("agreement {agreement}")).with("question", question).with("answer", given.code());
    write.commit(event).await?;
    Ok(())
}

/// A named person says whether the plan is enough.
///
/// # Errors
/// Refused without [`Action::CheckPlan`]; invalid without reasons where the figures say otherwise, or where it is not enough.
pub async fn answer_enough(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    is_enough: bool,
    reasons: &str,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::CheckPlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let asked = waiting(&mut write, child, agreement).await?;
    let view = PlanView::load(&mut write, child, asked.plan).await?;
    let found = sufficiency(&view, &asked)?;
    let enough = answer(&found, is_enough, reasons, by, caller.moment.today).map_err(|error| {
        ActionError::invalid(
            "reasons",
            match error {
                EnoughError::AgainstTheFigures(_) => "enough-against-the-figures",
                EnoughError::SayWhatIsMissing(_) => "enough-say-what-is-missing",
            },
        )
    })?;
    agreements::save(&mut write, &StoredAgreement { enough: Some(enough), ..asked }).await?;
    let word = if is_enough { "yes" } else { "no" };
    write.commit(Event::of(&permit, format!("agreement {agreement}")).with("enough", word)).await?;
    Ok(())
}

/// What the look at a frozen plan brings to light.
///
/// # Errors
/// [`ActionError::Outside`] where costs cannot be worked out at all.
pub fn sufficiency(view: &PlanView, asked: &StoredAgreement) -> Result<Sufficiency, ActionError> {
    let summary = view.summed(&asked.pieces)?;
    Ok(look(&asked.pieces, &summary, &view.settings.market))
}
