//! A secret link for somebody's own calendar: made anew, ended, and what its token opens. It opens no more than its maker may see
//! on the day, names nobody and no sum.

use seven_core::access::{self, Action, Actor, Purpose};
use seven_core::audit::Event;
use seven_core::{Moment, PersonId};
use store::calendar_links::{self, CalendarLink};
use store::{Query, StoreError, relations};
use uuid::Uuid;

use crate::sign_in::{hash_of, new_token};
use crate::{ActionError, Caller};

/// Makes a link and gives its token, which is shown once and not kept. The link before it ends.
///
/// # Errors
/// Refused without [`Action::MakeCalendarLink`].
pub async fn make_link(caller: &Caller, child: PersonId) -> Result<String, ActionError> {
    let permit = caller.permit_for(Action::MakeCalendarLink, child).await?;
    let person = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let token = new_token()?;
    let mut write = caller.writing(&permit).await?;
    calendar_links::end_all(&mut write, child, person).await?;
    let made_at = caller.moment.at;
    let link = CalendarLink { id: write.id(), child, made_by: person, made_at, ended_at: None };
    calendar_links::insert(&mut write, &link, &hash_of(&token)).await?;
    write.commit(Event::of(&permit, format!("calendar link {}", link.id)).with("made", "yes")).await?;
    Ok(token)
}

/// Ends one's own link: what has the address gets nothing more.
///
/// # Errors
/// Refused without [`Action::MakeCalendarLink`]; [`StoreError::Missing`] where there is none.
pub async fn end_link(caller: &Caller, child: PersonId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::MakeCalendarLink, child).await?;
    let person = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    let mut write = caller.writing(&permit).await?;
    let ended = calendar_links::end_all(&mut write, child, person).await?;
    if ended == 0 {
        return Err(StoreError::Missing("calendar link").into());
    }
    write.commit(Event::of(&permit, "calendar link").with("ended", ended)).await?;
    Ok(())
}

/// What a token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The link.
    pub link: CalendarLink,
    /// Whether days of the money are in it.
    pub sees_money: bool,
}

/// What a token opens now: nothing for one that is unknown, ended, or whose maker may no longer see the child. The same is asked
/// of the database whether there is a link or not, so that the time tells nothing.
///
/// # Errors
/// What the database says.
pub async fn by_token(at: &mut impl Query, token: &str, now: Moment) -> Result<Option<Feed>, ActionError> {
    let found = calendar_links::by_token(at, &hash_of(token)).await?.filter(|link| link.ended_at.is_none());
    let nobody = PersonId(Uuid::nil());
    let (child, person) = found.as_ref().map_or((nobody, nobody), |link| (link.child, link.made_by));
    let actor = Actor { person, memberships: relations::actor(at, person).await?.memberships };
    let standing = relations::standing(at, child, person, now.at).await?;
    let may = |action| {
        standing
            .as_ref()
            .is_some_and(|standing| access::decide(&actor, action, Some(standing), Purpose::OwnLife, now.today).is_ok())
    };
    let (sees_days, sees_money) = (may(Action::ViewReview) && may(Action::MakeCalendarLink), may(Action::ViewMoney));
    Ok(found.filter(|_| sees_days).map(|link| Feed { link, sees_money }))
}
