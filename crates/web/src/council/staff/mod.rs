//! `/council/staff`: who works here, as what and where; giving a role, ending one.

use actions::ActionError;
use actions::staff::{NewStaff, employ, end_role};
use axum::response::Response;
use seven_core::people::Role;
use store::relations;
use store::staff::{self, StaffRole};

use super::layout::{Form, Office, back, refuse};
use super::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Table};
use crate::sent::Sent;
use crate::visit::Visit;

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/staff"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/staff");
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let all = staff::all(&mut reading).await?;
    let groups = relations::groups(&mut reading).await?;
    let columns = ["name", "role", "group", "from", "until"]
        .map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    let row = |one: &StaffRole| {
        vec![
            Cell::text(one.name.clone()),
            Cell::text(shown::coded(w, "role", one.membership.role.code())),
            Cell::text(one.group_name.clone()),
            Cell::text(shown::day(one.membership.starts_on)),
            Cell::text(shown::day_or_nothing(one.membership.ends_on)),
        ]
    };
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted);
    office = office.with(&Table::new(w, w.t("title"), columns.to_vec(), all.iter().map(row).collect()).hide_caption());
    let roles = Role::ALL.iter().map(|role| Choice::new(role.code(), shown::coded(w, "role", role.code()))).collect();
    let nowhere = Choice::new("", w.t("whole_authority"));
    let choices = groups.iter().map(|group| Choice::new(group.id.to_string(), group.name.clone()));
    let choices: Vec<Choice> = [nowhere].into_iter().chain(choices).collect();
    let form = Form::new(visit, "/council/staff")
        .field(&posted.field("given").text().at_most(300))
        .field(&posted.field("family").text().at_most(300))
        .field(&posted.field("email").text().email())
        .field(&posted.field("role").select(roles))
        .field(&posted.field("group").select(choices).without_blank())
        .field(&posted.field("starts").date())
        .button(Button::new(w.t("add")));
    office = office.heading(w.t("add_title")).with(&form);
    let open =
        all.iter().filter(|one| one.membership.ends_on.is_none() && Some(one.membership.person) != visit.person());
    let open: Vec<Choice> = open
        .map(|one| {
            let role = shown::coded(w, "role", one.membership.role.code());
            let place = if one.group_name.is_empty() { String::new() } else { format!(", {}", one.group_name) };
            Choice::new(one.membership.id.to_string(), format!("{}: {role}{place}", one.name))
        })
        .collect();
    if !open.is_empty() {
        let value = if posted.value("membership").is_empty() { today.to_string() } else { posted.date("last-day") };
        let form = Form::new(visit, "/council/staff/end")
            .field(&posted.field("membership").select(open))
            .field(&posted.field("last-day").value(value).date())
            .button(Button::new(w.t("end")).warning());
        office = office.heading(w.t("end_title")).with(&form);
    }
    office.shown()
}

async fn answered(visit: &Visit, mut posted: Posted, done: Result<&str, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back("/council/staff", what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/staff"), error)?;
            page(visit, &posted).await
        }
    }
}

/// Gives a role.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/staff"));
    let invalid = |field| Err(ActionError::invalid(field, "missing"));
    let starts = posted.date("starts");
    let starts = if starts.is_empty() { Some(visit.moment.today) } else { typed_day(&starts) };
    let group = match posted.value("group") {
        "" => Ok(None),
        id => id.parse().map(Some),
    };
    let done = match (Role::from_code(posted.value("role")), group, starts) {
        (Err(_), _, _) => invalid("role"),
        (_, Err(_), _) => invalid("group"),
        (_, _, None) => invalid("starts"),
        (Ok(role), Ok(group), Some(starts_on)) => {
            let new = NewStaff {
                given: posted.value("given").to_owned(),
                family: posted.value("family").to_owned(),
                email: posted.value("email").to_owned(),
                role,
                group,
                starts_on,
            };
            employ(&visit.signed_caller()?, new).await
        }
    };
    answered(&visit, posted, done.map(|_| "role-given")).await
}

/// Ends a role.
pub async fn send_end(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/staff"));
    let done = match (posted.value("membership").parse(), typed_day(&posted.date("last-day"))) {
        (Err(_), _) => Err(ActionError::invalid("membership", "missing")),
        (_, None) => Err(ActionError::invalid("last-day", "missing")),
        (Ok(membership), Some(day)) => end_role(&visit.signed_caller()?, membership, day).await,
    };
    answered(&visit, posted, done.map(|()| "role-ended")).await
}
