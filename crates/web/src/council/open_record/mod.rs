//! `/council/open-record`: a record outside one's relations, opened with a reason and for a limited time.

use actions::access::{HOURS, break_glass};
use axum::response::Response;
use seven_core::PersonId;
use store::people;

use super::layout::{Form, Office, back, query, refuse};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::sent::Sent;
use crate::visit::Visit;

/// The form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/open_record");
    let child = query(&visit, "child").unwrap_or_default();
    page(&visit, &Posted::of(w, vec![("child".to_owned(), child)])).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/open_record");
    let office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted);
    let Ok(child) = posted.value("child").parse::<PersonId>() else {
        return office.say(w.t("which")).link(w.t("find"), "/council/search").shown();
    };
    let mut reading = visit.reading().await?;
    let found = people::find(&mut reading, child).await?.filter(|person| person.has_record).ok_or(Fault::NotFound)?;
    let hours = HOURS.map(|hours| Choice::new(hours.to_string(), w.count("for_hours", u64::from(hours))));
    let form = Form::new(visit, "/council/open-record")
        .hidden("child", child)
        .field(&posted.field("reason").text_area(2_000))
        .field(&posted.field("hours").radios(hours.to_vec()))
        .button(Button::new(w.t("open")).warning());
    office
        .heading(&found.name.shown())
        .bullets(&["seen", "told", "all"].map(|key| w.find(key).unwrap_or(key).to_owned()))
        .with(&form)
        .shown()
}

/// Opens the record.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/open_record");
    let mut posted = sent.posted(w);
    let child: PersonId = posted.value("child").parse().map_err(|_| Fault::NotFound)?;
    let hours = posted.value("hours").parse().unwrap_or(0);
    match break_glass(&visit.signed_caller()?, child, posted.value("reason"), hours).await {
        Ok(_) => Ok(back(&format!("/council/children/{child}"), "record-opened")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
