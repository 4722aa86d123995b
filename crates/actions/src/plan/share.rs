//! Showing chosen parts of a plan to somebody outside, by a link that ends on a day or when the family says so.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::plan::piece::Piece;
use seven_core::plan::writing::needed;
use seven_core::plan::{BodyKind, PlanStatus};
use seven_core::{PersonId, PlanId, ShareId};
use store::plan_shares::{self, StoredShare};
use store::plans::StoredPlan;
use store::{Query, StoreError, plan_pieces, plans};

use super::unwritten;
use crate::sign_in::{hash_of, new_token};
use crate::{ActionError, Caller};

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewShare {
    /// For whom.
    pub for_whom: String,
    /// What is shown.
    pub parts: Vec<BodyKind>,
    /// The last day.
    pub until: Date,
}

/// What somebody with a link sees.
#[derive(Debug, Clone)]
pub struct SharedPlan {
    /// The link.
    pub share: StoredShare,
    /// The plan.
    pub plan: StoredPlan,
    /// The pieces that are shown; never those that are guarded.
    pub pieces: Vec<Piece>,
}

/// Makes a link; gives its token, which is shown once and not kept.
///
/// # Errors
/// Refused without [`Action::DecidePlan`]; invalid without a name, parts, or a day within half a year.
pub async fn share(caller: &Caller, child: PersonId, plan: PlanId, new: NewShare) -> Result<String, ActionError> {
    let permit = caller.permit_for(Action::DecidePlan, child).await?;
    let by = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let for_whom = needed("for-whom", &new.for_whom).map_err(|error| unwritten(&error))?;
    if new.parts.is_empty() {
        return Err(ActionError::invalid("parts", "choose-a-part"));
    }
    let today = caller.moment.today;
    if new.until < today || new.until > today.saturating_add(jiff::Span::new().days(183)) {
        return Err(ActionError::invalid("until", "share-half-a-year"));
    }
    let token = new_token()?;
    let mut write = caller.writing(&permit).await?;
    plans::find(&mut write, child, plan).await?.ok_or(StoreError::Missing("plan"))?;
    let stored = StoredShare {
        id: write.id(),
        plan,
        child,
        for_whom,
        parts: new.parts,
        until: end_of(new.until),
        made_by: by,
        ended_at: None,
    };
    plan_shares::insert(&mut write, &stored, &hash_of(&token)).await?;
    let event = Event::of(&permit, format!("link {}", stored.id)).with("plan", plan).with("until", new.until);
    write.commit(event).await?;
    Ok(token)
}

/// Ends a link now.
///
/// # Errors
/// Refused without [`Action::DecidePlan`]; [`StoreError::Missing`] where it has ended.
pub async fn end(caller: &Caller, child: PersonId, share: ShareId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecidePlan, child).await?;
    let mut write = caller.writing(&permit).await?;
    plan_shares::end(&mut write, child, share).await?;
    write.commit(Event::of(&permit, format!("link {share}")).with("ended", "yes")).await?;
    Ok(())
}

/// What a token shows at an instant; nothing for one that is wrong, ended or past its day, all alike.
///
/// # Errors
/// What the database says.
pub async fn by_token(at: &mut impl Query, token: &str, now: Timestamp) -> Result<Option<SharedPlan>, ActionError> {
    let Some(share) = plan_shares::by_token(at, &hash_of(token)).await? else { return Ok(None) };
    if share.ended_at.is_some() || share.until < now {
        return Ok(None);
    }
    let Some(plan) = plans::find(at, share.child, share.plan).await? else { return Ok(None) };
    if plan.status == PlanStatus::PutAway {
        return Ok(None);
    }
    let pieces = plan_pieces::of_plan(at, plan.id).await?;
    let shown = |piece: &Piece| share.parts.contains(&piece.body.kind()) && !piece.body.is_guarded();
    let pieces = pieces.into_iter().map(|stored| stored.piece).filter(shown).collect();
    Ok(Some(SharedPlan { share, plan, pieces }))
}

fn end_of(day: Date) -> Timestamp {
    let next = day.tomorrow().unwrap_or(day);
    next.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
