//! `/council/children/{child}/plan/{plan}/panel`: what each member of the panel thinks, and one's own view.

use actions::ActionError;
use actions::agreement::{give_view, panel_views};
use axum::extract::Path;
use axum::response::Response;
use seven_core::agreement::PlanOutcome;
use store::Reading;
use store::agreements::StoredAgreement;

use super::{Desk, name_of};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/child/plan/panel";

/// The views so far, and the form for one's own.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, plan: &str, posted: &Posted) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let desk = Desk::open(visit, &mut reading, plan, "panel").await?;
    let w = desk.w;
    let office = desk.page(visit, "panel").mended(posted);
    let needed = desk.view.settings.panel_of;
    let Some(asked) = desk.waiting().filter(|_| needed > 0) else {
        return office.with(&Empty::new(w, w.t("nothing_asked"))).shown();
    };
    let views = views(&mut reading, w, asked).await?;
    drop(reading);
    let choices = PlanOutcome::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "choice", one.code())));
    let form = Form::new(visit, format!("{}/panel", desk.at()))
        .hidden("agreement", asked.id)
        .field(&posted.field("choice").radios(choices.collect()))
        .field(&posted.field("reasons").text_area(4_000).rows(4))
        .button(Button::new(w.t("give")));
    let office = office.say(&w.say("lead", &[("needed", &needed)]));
    let office = match views {
        Some(table) => office.with(&table),
        None => office.say(w.t("none")),
    };
    office.heading(w.t("own")).with(&form).shown()
}

/// The views on an asking with their names; nothing where nobody has given one.
pub(super) async fn views(
    reading: &mut Reading,
    w: PageWords,
    asked: &StoredAgreement,
) -> Result<Option<Table>, Fault> {
    let mut rows = Vec::new();
    for one in panel_views(reading, asked.id).await? {
        let name = name_of(reading, one.person).await?;
        let view = shown::coded(w, "choice", one.view.code());
        rows.push([name, view, one.reasons, shown::instant(one.given_at)].map(Cell::Text).to_vec());
    }
    let columns = ["panel_member", "panel_view", "panel_why", "panel_when"].map(|key| Column::new(w.t(key))).to_vec();
    Ok((!rows.is_empty()).then(|| Table::new(w, w.t("panel_views"), columns, rows)))
}

/// Gives one's view.
pub async fn send(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let asked = posted.value("agreement").parse().map_err(|_| Fault::NotFound)?;
    let done = match PlanOutcome::from_code(posted.value("choice")) {
        Ok(view) => give_view(&visit.signed_caller()?, child, asked, view, posted.value("reasons")).await,
        Err(_) => Err(ActionError::invalid("choice", "missing")),
    };
    match done {
        Ok(()) => Ok(back(&format!("/council/children/{child}/plan/{plan}/panel"), "view-given")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &plan, &posted).await
        }
    }
}
