//! `/council/children/{child}/packages`: what the child has today and what it costs in a year.

use actions::packages::{NewPackage, end_package, record_package};
use axum::response::Response;
use seven_core::Pence;
use seven_core::access::Action;
use store::packages::{self, Package};

use super::{Known, home};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;

/// The lines.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/packages"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/packages");
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let all = packages::of_child(&mut reading, child).await?;
    let loaded = actions::schemes::in_force(&mut reading, today).await?;
    let mut office = known.page(visit, w, "packages").mended(posted);
    if all.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    } else {
        let runs = |one: &&Package| one.starts_on <= today && one.ends_on.is_none_or(|end| end >= today);
        let total = all.iter().filter(runs).map(|one| one.yearly_cost.0).sum();
        let columns = vec![
            Column::new(w.t("column.what")),
            Column::new(w.t("column.stream")),
            Column::number(w.t("column.cost")),
            Column::new(w.t("column.from")),
            Column::new(w.t("column.until")),
            Column::new(w.t("column.source")),
        ];
        let row = |one: &Package| {
            vec![
                Cell::text(one.description.clone()),
                Cell::text(called(&one.stream)),
                Cell::text(one.yearly_cost.to_string()),
                Cell::text(shown::day(one.starts_on)),
                Cell::text(shown::day_or_nothing(one.ends_on)),
                Cell::text(one.source.clone()),
            ]
        };
        let blank = || Cell::text("");
        let sum =
            vec![Cell::text(w.t("total")), blank(), Cell::text(Pence(total).to_string()), blank(), blank(), blank()];
        office = office.with(&Table::new(w, w.t("title"), columns, all.iter().map(row).collect()).total(sum));
    }
    if known.may(Action::RecordPackage) {
        let streams = loaded.iter().flat_map(|loaded| &loaded.scheme.streams);
        let streams = streams.map(|one| Choice::new(one.id.clone(), called(&one.id))).collect();
        let form = Form::new(visit, format!("{}/packages", home(child)))
            .field(&posted.field("description").text().at_most(300))
            .field(&posted.field("stream").select(streams))
            .field(&posted.field("cost").money().after(w.t("a_year")))
            .field(&posted.field("starts").date())
            .field(&posted.field("ends").date())
            .field(&posted.field("source").text().at_most(300))
            .button(Button::new(w.t("add")));
        office = office.heading(w.t("add_title")).with(&form);
        let open: Vec<Choice> = all
            .iter()
            .filter(|one| one.ends_on.is_none())
            .map(|one| Choice::new(one.id.to_string(), format!("{}, {}", one.description, one.yearly_cost)))
            .collect();
        if !open.is_empty() {
            let form = Form::new(visit, format!("{}/packages/end", home(child)))
                .field(&posted.field("package").select(open))
                .field(&posted.field("last-day").date())
                .button(Button::new(w.t("end")).secondary());
            office = office.heading(w.t("end_title")).with(&form);
        }
    }
    office.shown()
}

async fn answered(
    visit: Visit,
    mut posted: Posted,
    done: Result<&str, actions::ActionError>,
) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/packages", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/child/packages"), error)?;
            page(&visit, &posted).await
        }
    }
}

/// Records a line.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/packages"));
    let invalid = |field| actions::ActionError::invalid(field, "missing");
    let (cost, starts) = (Pence::read(posted.value("cost")), typed_day(&posted.date("starts")));
    let ends = posted.date("ends");
    let (Ok(yearly_cost), Some(starts_on), true) = (&cost, starts, ends.is_empty() || typed_day(&ends).is_some())
    else {
        let field = if cost.is_err() {
            "cost"
        } else if starts.is_none() {
            "starts"
        } else {
            "ends"
        };
        return answered(visit, posted, Err(invalid(field))).await;
    };
    let new = NewPackage {
        description: posted.value("description").to_owned(),
        stream: posted.value("stream").to_owned(),
        yearly_cost: *yearly_cost,
        starts_on,
        ends_on: typed_day(&ends),
        source: posted.value("source").to_owned(),
    };
    let done = record_package(&visit.signed_caller()?, visit.child()?, new).await;
    answered(visit, posted, done.map(|_| "package-added")).await
}

/// Ends a line.
pub async fn end(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/packages"));
    let Ok(package) = posted.value("package").parse() else {
        let missing = actions::ActionError::invalid("package", "missing");
        return answered(visit, posted, Err(missing)).await;
    };
    let Some(last_day) = typed_day(&posted.date("last-day")) else {
        let missing = actions::ActionError::invalid("last-day", "missing");
        return answered(visit, posted, Err(missing)).await;
    };
    let done = end_package(&visit.signed_caller()?, visit.child()?, package, last_day).await;
    answered(visit, posted, done.map(|()| "package-ended")).await
}
