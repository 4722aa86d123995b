//! The family signs an agreed plan, with or without an objection, or declines. With both signatures the plan never changes
//! again, the child's earlier plan is replaced, and step 4 gets what it needs.

use seven_core::access::Action;
use seven_core::agreement::{FamilyAnswer, HandOn, SignError, SignedPlan};
use seven_core::audit::Event;
use seven_core::plan::PlanStatus;
use seven_core::plan::status::change;
use seven_core::{AgreementId, PersonId};
use store::agreements::{self, StoredAgreement};
use store::plans::{self, StoredPlan};
use store::{StoreError, Writing};

use crate::money;
use crate::people::speaks;
use crate::plan::{PlanView, refused};
use crate::{ActionError, Caller};

/// The family's answer to an agreed plan. Where money runs already, both signatures let it go on under the new plan at once.
///
/// # Errors
/// Refused without [`Action::SignPlan`]; rules as [`SignError`] says.
pub async fn sign(
    caller: &Caller,
    child: PersonId,
    agreement: AgreementId,
    answer: FamilyAnswer,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::SignPlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let today = caller.moment.today;
    let asked = agreements::find(&mut write, child, agreement).await?.ok_or(StoreError::Missing("agreement"))?;
    let decided_on = match &asked.decision {
        Some(decision) if decision.outcome.agrees() && asked.ended_at.is_none() => decision.on,
        _ => return Err(ActionError::rule("nothing-to-sign")),
    };
    let may = speaks(&mut write, child, by, permit.seat(), today).await?;
    let word = answer.code();
    let signatures = asked.signatures.by_family(by, may, answer, today, decided_on).map_err(|error| match error {
        SignError::NotTheirs => ActionError::rule("sign-not-theirs"),
        SignError::Signed(_) => ActionError::rule("sign-signed"),
        SignError::ObjectionMissing => ActionError::invalid("objection", "objection-missing"),
        SignError::BeforeDecision(_) => ActionError::rule("sign-before-decision"),
        SignError::BothSides => ActionError::rule("sign-both-sides"),
    })?;
    let plan = plans::find(&mut write, child, asked.plan).await?.ok_or(StoreError::Missing("plan"))?;
    let status = if signatures.is_declined() { PlanStatus::Draft } else { PlanStatus::Signed };
    change(plan.status, status).map_err(refused)?;
    if status == PlanStatus::Signed {
        replace_earlier(&mut write, child, &plan).await?;
    }
    agreements::save(&mut write, &StoredAgreement { signatures, ended_at: Some(caller.moment.at), ..asked }).await?;
    plans::save(&mut write, &StoredPlan { status, ..plan }).await?;
    let event = Event::of(&permit, format!("agreement {agreement}")).with("family", word);
    let goes_on = status == PlanStatus::Signed && money::goes_on(&mut write, child, agreement).await?;
    write.commit(if goes_on { event.with("money", "goes-on") } else { event }).await?;
    Ok(())
}

async fn replace_earlier(write: &mut Writing, child: PersonId, signed: &StoredPlan) -> Result<(), ActionError> {
    for earlier in plans::of_child(write, child).await? {
        if earlier.id != signed.id && earlier.status == PlanStatus::Signed {
            change(earlier.status, PlanStatus::Replaced).map_err(refused)?;
            plans::save(write, &StoredPlan { status: PlanStatus::Replaced, ..earlier }).await?;
        }
    }
    Ok(())
}

/// What a signed plan hands on to step 4, with what is still missing; nothing for a plan that is not signed by both.
///
/// # Errors
/// [`ActionError::Outside`] where costs cannot be worked out.
pub fn hand_on(view: &PlanView, asked: &StoredAgreement) -> Result<Option<HandOn>, ActionError> {
    let Some(decision) = &asked.decision else { return Ok(None) };
    let Some(signed) = SignedPlan::of(asked.plan, asked.child, decision, &asked.signatures) else { return Ok(None) };
    let summary = view.summed(&asked.pieces)?;
    Ok(Some(signed.hand_on(&asked.pieces, &summary)))
}
