//! Opening a record outside one's relations, and looking afterwards at why it was opened.

use jiff::SignedDuration;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use seven_core::people::Holder;
use seven_core::{BreakGlassId, PersonId};
use store::{StoreError, broken_glass, relations};

use crate::{ActionError, Caller, Problem};

/// For how many hours a record can be opened: the choices of the page.
pub const HOURS: [u8; 4] = [1, 4, 24, 72];

/// Opens a child's record for the caller, for a limited time. The safeguarding lead is shown it, and so is the family.
///
/// # Errors
/// Refused without [`Action::BreakGlass`]; invalid without a reason or with another time; a rule forbids it to family and
/// to whom contact is restricted.
pub async fn break_glass(
    caller: &Caller,
    child: PersonId,
    reason: &str,
    hours: u8,
) -> Result<BreakGlassId, ActionError> {
    let permit = caller.permit(Action::BreakGlass).await?;
    let person = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut problems = Vec::new();
    let reason = read_reasons(reason).map_err(|error| problems.push(too_short("reason", error.characters))).ok();
    if !HOURS.contains(&hours) {
        problems.push(Problem::new("hours", "missing"));
    }
    let Some(reason) = reason.filter(|_| problems.is_empty()) else { return Err(ActionError::Invalid(problems)) };
    let mut write = caller.writing(&permit).await?;
    let standing = relations::standing(&mut write, child, person, caller.moment.at).await?;
    let standing = standing.ok_or(StoreError::Missing("child"))?;
    let is_family = standing.relations.iter().any(|relation| {
        relation.holder == Holder::Person(person) && (relation.kind.is_family() || relation.is_contact_restricted)
    });
    if is_family || child == person {
        return Err(ActionError::rule("own-family"));
    }
    let until = caller.moment.at.checked_add(SignedDuration::from_hours(i64::from(hours)));
    let until = until.map_err(|error| ActionError::Outside(error.to_string()))?;
    let id = broken_glass::insert(&mut write, person, child, &reason, until).await?;
    // told under the child's name, so that the family finds it on its page
    let event = Event { child: Some(child), ..Event::of(&permit, format!("opened record {id}")) };
    write.commit(event.with("hours", hours)).await?;
    Ok(id)
}

/// Keeps what the safeguarding lead found about an opened record. Nobody reviews what they opened.
///
/// # Errors
/// Refused without [`Action::ReviewBreakGlass`]; [`StoreError::Missing`]; [`StoreError::Changed`] where it was reviewed.
pub async fn review_opened(caller: &Caller, opened: BreakGlassId, found: &str) -> Result<(), ActionError> {
    let permit = caller.permit(Action::ReviewBreakGlass).await?;
    let by = caller.person.ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let found =
        read_reasons(found).map_err(|error| ActionError::Invalid(vec![too_short("review", error.characters)]))?;
    let mut write = caller.writing(&permit).await?;
    let record = broken_glass::find(&mut write, opened).await?.ok_or(StoreError::Missing("opened record"))?;
    if record.person == by {
        return Err(ActionError::rule("own-review"));
    }
    broken_glass::review(&mut write, opened, by, &found).await?;
    let event = Event { child: Some(record.child), ..Event::of(&permit, format!("opened record {opened}")) };
    write.commit(event.with("reviewed", "yes")).await?;
    Ok(())
}

/// Reasons that are none.
pub(crate) fn too_short(field: &str, characters: usize) -> Problem {
    Problem::new(field, "too-short")
        .with("found", characters.to_string())
        .with("least", seven_core::budget::LEAST_CHARACTERS.to_string())
}
