//! A legal hold: a claim, an inquiry or a court needs the record, so nothing erases it.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::{HoldId, PersonId};
use store::holds::{self, StoredHold};

use crate::{ActionError, Caller, Problem};

/// The most characters that a reason may have.
pub const MOST_CHARACTERS: usize = 2_000;

/// Every hold on a child's record, lifted ones too, newest first.
///
/// # Errors
/// Refused without [`Action::HoldRecord`].
pub async fn holds_on(caller: &Caller, child: PersonId) -> Result<Vec<StoredHold>, ActionError> {
    caller.permit_for(Action::HoldRecord, child).await?;
    let mut reading = caller.reading().await?;
    Ok(holds::of_child(&mut reading, child).await?)
}

/// Every hold of the authority that lasts: for the server's command line.
///
/// # Errors
/// Refused to everybody who is somebody.
pub async fn lasting_holds(caller: &Caller) -> Result<Vec<StoredHold>, ActionError> {
    caller.permit(Action::HoldRecord).await?;
    let mut reading = caller.reading().await?;
    Ok(holds::lasting(&mut reading).await?)
}

/// Places a hold on a child's record.
///
/// # Errors
/// Refused without [`Action::HoldRecord`]; invalid without a reason.
pub async fn place_hold(caller: &Caller, child: PersonId, reason: &str) -> Result<HoldId, ActionError> {
    let permit = caller.permit_for(Action::HoldRecord, child).await?;
    let reason = read_reason("reason", reason)?;
    let mut write = caller.writing(&permit).await?;
    let id: HoldId = write.id();
    holds::place(&mut write, child, id, reason).await?;
    write.commit(Event::of(&permit, format!("hold {id}")).with("change", "placed")).await?;
    Ok(id)
}

/// Lifts a hold: what is due by the rules may then be erased.
///
/// # Errors
/// Refused without [`Action::HoldRecord`]; invalid without a reason; [`store::StoreError::Missing`] where there is none, or it
/// was lifted before.
pub async fn lift_hold(caller: &Caller, child: PersonId, id: HoldId, reason: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldRecord, child).await?;
    let reason = read_reason("lift-reason", reason)?;
    let mut write = caller.writing(&permit).await?;
    holds::lift(&mut write, child, id, reason).await?;
    write.commit(Event::of(&permit, format!("hold {id}")).with("change", "lifted")).await?;
    Ok(())
}

fn read_reason<'a>(field: &str, typed: &'a str) -> Result<&'a str, ActionError> {
    let reason = typed.trim();
    if reason.is_empty() {
        return Err(ActionError::invalid(field, "hold-reason-missing"));
    }
    if reason.chars().count() > MOST_CHARACTERS {
        let problem = Problem::new(field, "too-long").with("most", MOST_CHARACTERS.to_string());
        return Err(ActionError::Invalid(vec![problem]));
    }
    Ok(reason)
}
