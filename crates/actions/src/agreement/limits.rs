//! Setting how much somebody may agree to. Nobody sets their own.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::agreement::{Bound, Limit};
use seven_core::audit::Event;
use seven_core::{DecisionId, Pence};
use store::agreement_limits::{self, StoredLimit};
use store::{Query, StoreError, people};

use crate::{ActionError, Caller};

/// Every limit.
///
/// # Errors
/// What the database says.
pub async fn all(at: &mut impl Query) -> Result<Vec<StoredLimit>, StoreError> {
    agreement_limits::all(at).await
}

/// Sets a limit; an earlier one of the same person for the same thing ends the day before.
///
/// # Errors
/// Refused without [`Action::SetLimits`]; a rule for one's own; invalid for a sum below nothing.
pub async fn set(caller: &Caller, limit: Limit) -> Result<DecisionId, ActionError> {
    let permit = caller.permit(Action::SetLimits).await?;
    if permit.actor() == Some(limit.person) {
        return Err(ActionError::rule("own-limit"));
    }
    if matches!(limit.bound, Bound::UpTo(sum) if sum < Pence::ZERO) {
        return Err(ActionError::invalid("bound", "amount-below-nothing"));
    }
    if limit.until.is_some_and(|until| until < limit.from) {
        return Err(ActionError::invalid("until", "ends-before-it-begins"));
    }
    let mut write = caller.writing(&permit).await?;
    people::find(&mut write, limit.person).await?.ok_or(StoreError::Missing("person"))?;
    let id: DecisionId = write.id();
    agreement_limits::set(&mut write, id, &limit, permit.actor()).await?;
    let bound = match limit.bound {
        Bound::UpTo(sum) => sum.0.to_string(),
        Bound::Any => "any".to_owned(),
    };
    let event = Event::of(&permit, format!("limit {id}")).with("person", limit.person).with("bound", bound);
    let event = event.with("stream", limit.stream.as_deref().unwrap_or("all")).with("from", limit.from);
    write.commit(event).await?;
    Ok(id)
}

/// Ends a limit; its last day is the day given.
///
/// # Errors
/// Refused without [`Action::SetLimits`]; [`StoreError::Missing`].
pub async fn end(caller: &Caller, id: DecisionId, last: Date) -> Result<(), ActionError> {
    let permit = caller.permit(Action::SetLimits).await?;
    let mut write = caller.writing(&permit).await?;
    agreement_limits::end(&mut write, id, last).await?;
    write.commit(Event::of(&permit, format!("limit {id}")).with("until", last)).await?;
    Ok(())
}
