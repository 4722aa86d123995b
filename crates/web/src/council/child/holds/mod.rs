//! `/council/children/{child}/holds`: legal holds on the record, who placed and lifted them and why; placing one, lifting one.

use actions::ActionError;
use actions::retention::{MOST_CHARACTERS, holds_on, lift_hold, place_hold};
use axum::response::Response;
use store::holds::StoredHold;

use super::{Known, home};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Empty, Notice, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The holds.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/holds"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/holds");
    let known = Known::of(visit).await?;
    let to = format!("{}/holds", home(known.child.id));
    let all = holds_on(&visit.signed_caller()?, known.child.id).await?;
    let is_held = all.iter().any(|one| one.lifted_at.is_none());
    let mut office = known.page(visit, w, "holds").say(w.t("lead")).mended(posted);
    office = if is_held {
        office.with(&Notice::information(w, w.t("is_held")).id("held".to_owned()))
    } else {
        office.with(&Empty::new(w, w.t("none")))
    };
    for one in &all {
        office = office.with(&card(w, one));
        if one.lifted_at.is_none() {
            let is_sent = posted.value("hold") == one.id.to_string();
            let own = if is_sent { posted.clone() } else { Posted::empty(w) };
            let form = Form::new(visit, format!("{to}/lift"))
                .hidden("hold", one.id)
                .field(&own.field("lift-reason").text_area(MOST_CHARACTERS).rows(2))
                .button(Button::new(w.t("lift")).warning());
            office = office.with(&form);
        }
    }
    let form = Form::new(visit, to)
        .field(&posted.field("reason").text_area(MOST_CHARACTERS).rows(3))
        .button(Button::new(w.t("place")));
    office.heading(w.t("place_title")).with(&form).shown()
}

fn card(w: PageWords, one: &StoredHold) -> SummaryList {
    let by = |name: &Option<String>, at| {
        let name = name.clone().unwrap_or_else(|| w.t("server").to_owned());
        w.say("by_on", &[("name", &name), ("when", &shown::instant(at))])
    };
    let mut rows = vec![
        Row::new(w.t("reason_given"), one.reason.clone()),
        Row::new(w.t("placed"), by(&one.placed_by, one.placed_at)),
    ];
    let since = shown::day(shown::day_of(one.placed_at));
    let Some(lifted_at) = one.lifted_at else {
        return SummaryList::new(rows).titled(w.say("held_since", &[("day", &since)]));
    };
    rows.push(Row::new(w.t("lifted"), by(&one.lifted_by, lifted_at)));
    rows.push(Row::new(w.t("lifted_because"), one.lifted_reason.clone().unwrap_or_default()));
    let until = shown::day(shown::day_of(lifted_at));
    SummaryList::new(rows).titled(w.say("was_held", &[("from", &since), ("to", &until)]))
}

async fn answered(visit: &Visit, mut posted: Posted, done: Result<&str, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/holds", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/child/holds"), error)?;
            page(visit, &posted).await
        }
    }
}

/// Places a hold.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/holds"));
    let done = place_hold(&visit.signed_caller()?, visit.child()?, posted.value("reason")).await;
    answered(&visit, posted, done.map(|_| "hold-placed")).await
}

/// Lifts a hold.
pub async fn send_lift(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/holds"));
    let hold = posted.value("hold").parse().map_err(|_| Fault::NotFound)?;
    let done = lift_hold(&visit.signed_caller()?, visit.child()?, hold, posted.value("lift-reason")).await;
    answered(&visit, posted, done.map(|()| "hold-lifted")).await
}
