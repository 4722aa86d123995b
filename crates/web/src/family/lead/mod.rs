//! `/family/{child}/lead`: a young person of 16 takes the lead and says what parents still see.

use std::collections::BTreeSet;

use actions::people::hand_over;
use actions::{ActionError, Problem};
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::{Permit, Seat};
use seven_core::people::age::{SIXTEEN, turns};
use seven_core::people::consent::SharedPart;
use store::{hand_overs, people};

use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Choice, Choices, Csrf, Field};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/lead/page.html")]
struct LeadPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    since: Option<String>,
    form: Option<Choices>,
    wait: String,
}

/// What leading means, and the form for the one who may.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/lead");
    let id = visit.child()?;
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let chosen = hand_overs::latest(&mut reading, id).await?;
    drop(reading);
    let is_young_person = visit.permit.as_ref().and_then(Permit::seat) == Some(Seat::YoungPerson);
    let sees = chosen.map(|chosen| chosen.parent_sees).unwrap_or_default();
    let choice = |part: &SharedPart| {
        let text = w.find(&format!("part.{}", part.code())).unwrap_or_default();
        Choice::new(part.code(), text).chosen(sees.contains(part))
    };
    let boxes: Vec<Choice> = SharedPart::ALL.iter().map(choice).collect();
    let wait = match child.born {
        Some(born) => w.say("wait.until", &[("day", &day(w, turns(born, SIXTEEN)))]),
        None => w.t("wait.unknown").to_owned(),
    };
    let mut page = visit.page(w, w.t("title"));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &child.name.first())]), format!("/family/{id}")));
    let page = LeadPage {
        page,
        w,
        csrf: visit.csrf(),
        since: child
            .handed_over_on
            .map(|on| w.say(if is_young_person { "since" } else { "since-them" }, &[("day", &day(w, on))])),
        form: is_young_person
            .then(|| Field::new(w, "sees", w.t("sees.label")).hint(w.t("sees.hint")).checkboxes(boxes)),
        wait,
    };
    Ok(Html(page.render()?))
}

/// The young person says yes.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("family/lead");
    let id = visit.child()?;
    let posted = sent.posted(w);
    let sees: BTreeSet<SharedPart> =
        posted.all("sees").into_iter().filter_map(|code| SharedPart::from_code(code).ok()).collect();
    match hand_over(&visit.signed_caller()?, id, sees).await {
        Ok(()) => Ok(Redirect::to(&format!("/family/{id}?done=leads")).into_response()),
        Err(ActionError::Rule(Problem { code, .. })) => Err(Fault::Rule(code)),
        Err(error) => Err(error.into()),
    }
}
