//! A legal hold: a claim, an inquiry or a court needs the record, so nothing erases it.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{HoldId, PersonId};
use store::retention;

use crate::{ActionError, Caller};

/// Places a hold on a child's record.
///
/// # Errors
/// Refused without [`Action::HoldRecord`]; invalid without a reason.
pub async fn place_hold(caller: &Caller, child: PersonId, reason: &str) -> Result<HoldId, ActionError> {
    let permit = caller.permit_for(Action::HoldRecord, child).await?;
    if reason.trim().is_empty() {
        return Err(ActionError::invalid("reason", "hold-reason-missing"));
    }
    let mut write = caller.writing(&permit).await?;
    let id: HoldId = write.id();
    retention::place_hold(&mut write, child, id, reason.trim()).await?;
    write.commit(Event::of(&permit, format!("hold {id}")).with("change", "placed")).await?;
    Ok(id)
}

/// Lifts a hold.
///
/// # Errors
/// Refused without [`Action::HoldRecord`].
pub async fn lift_hold(caller: &Caller, child: PersonId, id: HoldId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldRecord, child).await?;
    let mut write = caller.writing(&permit).await?;
    retention::lift_hold(&mut write, child, id).await?;
    write.commit(Event::of(&permit, format!("hold {id}")).with("change", "lifted")).await?;
    Ok(())
}
