//! `/council/schemes/{version}`: one version, who answers for it, from when it holds, and withdrawing it for the future.

use actions::ActionError;
use actions::schemes::{put_in_force, withdraw};
use axum::extract::Path;
use axum::response::Response;
use seven_core::SchemeVersionId;
use store::{people, schemes};

use super::list::{may_publish, state};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;

/// The version.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    page(&visit, id_of(&id)?, &Posted::empty(visit.words("council/schemes/version"))).await
}

fn id_of(text: &str) -> Result<SchemeVersionId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

async fn page(visit: &Visit, id: SchemeVersionId, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/schemes/version");
    let mut reading = visit.reading().await?;
    let one = schemes::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let in_force = schemes::in_force(&mut reading, visit.moment.today).await?;
    let mut names = Vec::new();
    for person in [one.published_by, one.in_force_by, one.withdrawn_by] {
        names.push(match person {
            Some(id) => people::find(&mut reading, id).await?.map(|person| person.name.shown()).unwrap_or_default(),
            None => w.t("command_line").to_owned(),
        });
    }
    let mut names = names.into_iter();
    let mut by = |day: String| w.say("by_on", &[("name", &names.next().unwrap_or_default()), ("day", &day)]);
    let mut rows = vec![Row::new(w.t("published"), by(shown::instant(one.published_at)))];
    let forced = by(shown::day_or_nothing(one.in_force_from));
    if one.in_force_from.is_some() {
        rows.push(Row::new(w.t("in_force"), forced));
    }
    let withdrawn = by(shown::day_or_nothing(one.withdrawn_from));
    if one.withdrawn_from.is_some() {
        rows.push(Row::new(w.t("withdrawn_row"), withdrawn));
        rows.push(Row::new(w.t("why_row"), one.withdrawn_why.clone().unwrap_or_default()));
    }
    rows.extend(one.cliffs_accepted_by.clone().map(|name| Row::new(w.t("cliffs"), name)));
    rows.push(Row::new(w.t("equality"), one.equality_note.clone()));
    rows.push(Row::new(w.t("hash"), one.hash.clone()));
    let mut office = Office::new(visit, w, format!("{} {}", one.scheme, one.effective_from)).mended(posted);
    office.page.breadcrumbs = vec![Link::new(w.t("schemes"), "/council/schemes")];
    office = office
        .with(&state(visit, visit.words("council/schemes/list"), &one, in_force.as_ref()))
        .with(&SummaryList::new(rows));
    if may_publish(visit) {
        let to = |what: &str| format!("/council/schemes/{id}/{what}");
        if one.in_force_from.is_none() && one.withdrawn_from.is_none() {
            let form = Form::new(visit, to("in-force"))
                .hidden("version", one.version)
                .field(&posted.field("from").date())
                .button(Button::new(w.t("put_in_force")));
            office = office.heading(w.t("in_force_title")).say(w.t("in_force_lead")).with(&form);
        }
        if one.in_force_from.is_some() && one.withdrawn_from.is_none() {
            let form = Form::new(visit, to("withdraw"))
                .hidden("version", one.version)
                .field(&posted.field("withdrawn").date())
                .field(&posted.field("why").text_area(2_000))
                .button(Button::new(w.t("withdraw")).warning());
            office = office.heading(w.t("withdraw_title")).say(w.t("withdraw_lead")).with(&form);
        }
    }
    office.heading(w.t("files")).bullets(&one.files.keys().cloned().collect::<Vec<_>>()).shown()
}

async fn answered(
    visit: &Visit,
    id: SchemeVersionId,
    mut posted: Posted,
    done: Result<&str, ActionError>,
) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("/council/schemes/{id}"), what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/schemes/version"), error)?;
            page(visit, id, &posted).await
        }
    }
}

/// Puts the version in force.
pub async fn send_in_force(visit: Visit, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    let posted = sent.posted(visit.words("council/schemes/version"));
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let done = match typed_day(&posted.date("from")) {
        Some(from) => put_in_force(&visit.signed_caller()?, (id, version), from).await,
        None => Err(ActionError::invalid("from", "missing")),
    };
    answered(&visit, id, posted, done.map(|()| "in-force")).await
}

/// Withdraws the version.
pub async fn send_withdrawal(visit: Visit, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    let posted = sent.posted(visit.words("council/schemes/version"));
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let done = match typed_day(&posted.date("withdrawn")) {
        Some(from) => withdraw(&visit.signed_caller()?, (id, version), from, posted.value("why")).await,
        None => Err(ActionError::invalid("withdrawn", "missing")),
    };
    answered(&visit, id, posted, done.map(|()| "withdrawn")).await
}
