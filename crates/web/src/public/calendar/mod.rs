//! `/calendar/{token}`: the days of a child for somebody's own calendar, which cannot sign in. A wrong or ended token looks like a
//! page that is not there; each fetching is written into the child's record before anything is given.

use actions::calendar::by_token;
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::{Action, by_link};
use seven_core::audit::Event;

use crate::family::calendar::{Telling, days, file};
use crate::fault::Fault;
use crate::visit::Visit;

/// What the link gives: days without names, places and sums.
pub async fn show(visit: Visit, Path(token): Path<String>) -> Result<Response, Fault> {
    visit.app.crowd.let_in(&format!("calendar {}", visit.place), visit.moment.at)?;
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let mut reading = visit.reading().await?;
    let feed = by_token(&mut reading, token, visit.moment).await?.ok_or(Fault::NotFound)?;
    let child = feed.link.child;
    let permit = by_link(Action::ViewCalendar, child).map_err(|_| Fault::NotFound)?;
    let event = Event::of(&permit, format!("calendar link {}", feed.link.id));
    visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    let telling = Telling { child, sees_money: feed.sees_money, is_secret: true };
    let events = days(&visit, &mut reading, telling).await?;
    Ok(file(&visit, &events, false))
}
