//! What somebody sent after their session had ended: kept for a day, and shown again to the same person alone.

use jiff::SignedDuration;
use seven_core::access::{Action, self_service};
use seven_core::audit::Event;
use store::kept_forms::{self, KeptForm};
use store::sessions::StoredSession;

use super::arrival::Arrival;
use super::token::{hash_of, new_token};
use crate::{ActionError, Caller};

/// A form is kept for a day.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Keeps a form of somebody whose session is over. Gives what their browser keeps.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn keep_form(
    arrival: &Arrival,
    session: &StoredSession,
    path: &str,
    form: &str,
) -> Result<String, ActionError> {
    let permit = self_service(session.person, Action::ManageOwnAccount)?;
    let (token, at) = (new_token()?, arrival.moment.at);
    let mut write = arrival.store.writing(&arrival.authority, &permit, arrival.moment).await?;
    let kept = KeptForm { person: session.person, path: path.to_owned(), form: form.to_owned(), kept_at: at };
    kept_forms::insert(&mut write, &kept, &hash_of(&token), at - KEPT_FOR).await?;
    let mut event = Event::of(&permit, format!("session {}", session.id)).with("form", "kept until signed in again");
    // whoever sent it has an old token only, and has not shown who they are
    event.actor = None;
    write.commit(event).await?;
    Ok(token)
}

/// The caller's own form, by what their browser keeps; nothing where it is another's or a day has passed.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn own_kept_form(caller: &Caller, token: &str) -> Result<Option<KeptForm>, ActionError> {
    caller.permit(Action::ManageOwnAccount).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut reading = caller.reading().await?;
    let form = kept_forms::find(&mut reading, person, &hash_of(token)).await?;
    Ok(form.filter(|form| caller.moment.at.duration_since(form.kept_at) < KEPT_FOR))
}

/// Throws the caller's own form away: it is being sent, or not wanted any more.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn drop_kept_form(caller: &Caller, token: &str) -> Result<(), ActionError> {
    let permit = caller.permit(Action::ManageOwnAccount).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    kept_forms::delete(&mut write, person, &hash_of(token)).await?;
    write.commit(Event::of(&permit, format!("person {person}")).with("form", "no longer kept")).await?;
    Ok(())
}
