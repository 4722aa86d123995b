//! `/council/add-child`: a child comes to the system, with a team from the first day.

use actions::people::{NewChild, TypedIdentity, add_child};
use axum::response::Response;
use seven_core::people::GroupKind;
use store::relations;

use super::layout::{Form, Office, back, refuse};
use super::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::sent::Sent;
use crate::visit::Visit;

/// The form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let posted = Posted::empty(visit.words("council/add_child"));
    page(&visit, &posted).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/add_child");
    let mut reading = visit.reading().await?;
    let groups = relations::groups(&mut reading).await?;
    let teams = groups.iter().filter(|group| group.kind == GroupKind::Team);
    let teams = teams.map(|team| Choice::new(team.id.to_string(), team.name.clone())).collect();
    let form = Form::new(visit, "/council/add-child")
        .field(&posted.field("given").text().at_most(300))
        .field(&posted.field("family").text().at_most(300))
        .field(&posted.field("known-as").text().at_most(300))
        .field(&posted.field("born").date())
        .field(&posted.field("upn").text().characters(20))
        .field(&posted.field("nhs").text().digits().characters(20))
        .field(&posted.field("uln").text().digits().characters(20))
        .field(&posted.field("team").select(teams))
        .button(Button::new(w.t("add")));
    Office::new(visit, w, w.t("title")).say(w.t("lead")).with(&form).mended(posted).shown()
}

/// Adds the child.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/add_child");
    let mut posted = sent.posted(w);
    let new = NewChild {
        identity: TypedIdentity {
            given: posted.value("given").to_owned(),
            family: posted.value("family").to_owned(),
            known_as: posted.value("known-as").to_owned(),
            born: typed_day(&posted.date("born")),
            upn: posted.value("upn").to_owned(),
            nhs_number: posted.value("nhs").to_owned(),
            uln: posted.value("uln").to_owned(),
        },
        team: posted.value("team").parse().ok(),
    };
    match add_child(&visit.signed_caller()?, new).await {
        // only who reaches the team is led to the child's page; all others are told that it is done
        Ok(child) => {
            let mut reading = visit.reading().await?;
            let is_own = !super::worklist::reached(&visit, &mut reading, &[child]).await?.is_empty();
            let to = if is_own { format!("/council/children/{child}") } else { "/council/add-child".to_owned() };
            Ok(back(&to, "child-added"))
        }
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
