//! What is typed into a form of a plan is kept while it is typed, for whoever types alone: they are offered it when they come
//! back, whatever happened to their browser.

use seven_core::access::Action;
use seven_core::plan::PlanStatus;
use seven_core::{PersonId, PlanId};
use store::plan_unsaved::{self, Unsaved};
use store::{StoreError, plans};

use crate::{ActionError, Caller};

/// Keeps what is typed into the form that is sent to `path`. Where the plan takes no more words, nothing is kept.
///
/// # Errors
/// Refused without [`Action::ViewOwnPages`]; [`StoreError::Missing`] where this child has no such plan.
pub async fn keep(
    caller: &Caller,
    child: PersonId,
    plan: PlanId,
    path: String,
    form: String,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ViewOwnPages, child).await?;
    let person = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let heading = plans::find(&mut caller.reading().await?, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    if heading.status == PlanStatus::Draft {
        let typed = Unsaved { person, path, plan, child, form, kept_at: caller.moment.at };
        plan_unsaved::keep(&caller.store, &caller.authority, &permit, &typed).await?;
    }
    Ok(())
}

/// What the caller has typed into the form that is sent to `path`.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn typed(caller: &Caller, path: &str) -> Result<Option<Unsaved>, ActionError> {
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    Ok(plan_unsaved::find(&mut caller.reading().await?, person, path).await?)
}

/// Forgets it: it was saved, or is not wanted any more.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn forget(caller: &Caller, path: &str) -> Result<(), ActionError> {
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    Ok(plan_unsaved::forget(&caller.store, &caller.authority, person, path).await?)
}
