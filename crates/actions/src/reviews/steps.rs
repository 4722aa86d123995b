//! A review from the asking to the meeting.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::review::{Review, ReviewStatus};
use seven_core::{PersonId, ReviewId};
use store::{StoreError, Writing, papers};

use super::view::plan_in_force;
use super::{due, keep, load, refused};
use crate::{ActionError, Caller};

/// The family asks for a review, whatever the clocks say.
///
/// # Errors
/// Refused without [`Action::AskForReview`]; invalid without a reason; a rule where one lies ahead.
pub async fn ask_for(caller: &Caller, child: PersonId, why: &str) -> Result<ReviewId, ActionError> {
    let permit = caller.permit_for(Action::AskForReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let plan = plan_in_force(&mut write, child, caller.moment.today).await?.map(|plan| plan.id);
    let review = Review::asked(child, plan, why, caller.moment.today).map_err(|error| refused(&error))?;
    let id = insert(&mut write, &review).await?;
    write.commit(Event::of(&permit, format!("review {id}")).with("status", review.status)).await?;
    Ok(id)
}

async fn insert(write: &mut Writing, review: &Review) -> Result<ReviewId, ActionError> {
    let id: ReviewId = write.id();
    match papers::insert(write, id, review).await {
        Err(StoreError::Taken(_)) => Err(ActionError::rule("review-one-ahead")),
        other => Ok(other.map(|()| id)?),
    }
}

/// Gives a review its day: the one that was asked for, or another day for one that is planned, by its id and version; a new one
/// without.
///
/// # Errors
/// Refused without [`Action::HoldReview`]; invalid for a day that is past or no place; a rule where one lies ahead.
pub async fn plan(
    caller: &Caller,
    child: PersonId,
    known: Option<(ReviewId, i64)>,
    (on, place, is_ehc): (Date, &str, bool),
) -> Result<ReviewId, ActionError> {
    let permit = caller.permit_for(Action::HoldReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let today = caller.moment.today;
    if let Some((id, version)) = known {
        let mut stored = load(&mut write, child, (id, version)).await?;
        stored.paper.plan(on, place, is_ehc, today).map_err(|error| refused(&error))?;
        keep(write, &permit, &stored).await?;
        return Ok(id);
    }
    let in_force = plan_in_force(&mut write, child, caller.moment.today).await?.map(|plan| plan.id);
    let mut review = Review::new(child, in_force, ReviewStatus::Asked, today);
    review.plan(on, place, is_ehc, today).map_err(|error| refused(&error))?;
    let id = insert(&mut write, &review).await?;
    due::refresh(&mut write, child).await?;
    write.commit(Event::of(&permit, format!("review {id}")).with("status", review.status).with("on", on)).await?;
    Ok(id)
}

/// What the review talks about was sent to everybody.
///
/// # Errors
/// Refused without [`Action::HoldReview`]; a rule where it is not planned.
pub async fn prepare(caller: &Caller, child: PersonId, id: (ReviewId, i64)) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut stored = load(&mut write, child, id).await?;
    stored.paper.prepare().map_err(|error| refused(&error))?;
    keep(write, &permit, &stored).await
}

/// It was held: on which day, with whom, and what was said.
///
/// # Errors
/// Refused without [`Action::HoldReview`]; invalid for a day to come or without who was there; a rule from where it stands.
pub async fn hold(
    caller: &Caller,
    child: PersonId,
    id: (ReviewId, i64),
    (on, present, notes): (Date, &str, &str),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut stored = load(&mut write, child, id).await?;
    stored.paper.hold(on, present, notes, caller.moment.today).map_err(|error| refused(&error))?;
    keep(write, &permit, &stored).await
}

/// It is not held, and why.
///
/// # Errors
/// Refused without [`Action::HoldReview`]; invalid without a reason; a rule where it was held.
pub async fn call_off(caller: &Caller, child: PersonId, id: (ReviewId, i64), why: &str) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::HoldReview, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut stored = load(&mut write, child, id).await?;
    stored.paper.call_off(why).map_err(|error| refused(&error))?;
    keep(write, &permit, &stored).await
}
