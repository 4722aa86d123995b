//! `/council/staff`: who works here, as what and where; giving a role, ending one, letting somebody sign in anew.

use actions::ActionError;
use actions::authorities::add_group;
use actions::people::Letter;
use actions::sign_in::reset_sign_in;
use actions::staff::{NewStaff, employ, end_role};
use axum::response::Response;
use seven_core::people::{GroupKind, Role};
use seven_core::settings::Settings;
use seven_core::sign_in::{Lost, ResetReason};
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
    let kinds =
        GroupKind::ALL.iter().map(|kind| Choice::new(kind.code(), shown::coded(w, "kind", kind.code()))).collect();
    let form = Form::new(visit, "/council/staff/group")
        .field(&posted.field("kind").radios(kinds))
        .field(&posted.field("group-name").text().at_most(200))
        .field(&posted.field("urn").text().characters(10))
        .button(Button::new(w.t("add_group")));
    office = office.heading(w.t("group_title")).say(w.t("group_lead")).with(&form);
    if let Some(form) = anew(visit, &all, posted) {
        office = office.heading(w.t("anew.title")).say(w.t("anew.lead")).with(&form);
    }
    office.shown()
}

/// The form that lets a colleague sign in anew; nothing where nobody else works here.
fn anew(visit: &Visit, all: &[StaffRole], posted: &Posted) -> Option<Form> {
    let w = visit.words("council/staff");
    let today = visit.moment.today;
    let works_here = |one: &&StaffRole| one.membership.ends_on.is_none_or(|end| end >= today);
    let others = all.iter().filter(works_here).filter(|one| Some(one.membership.person) != visit.person());
    let mut colleagues: Vec<Choice> = Vec::new();
    for one in others {
        let (id, email) = (one.membership.person.to_string(), one.email.clone().unwrap_or_default());
        if colleagues.iter().all(|known| known.value != id) {
            colleagues.push(Choice::new(id, w.say("anew.who", &[("name", &one.name), ("email", &email)])));
        }
    }
    let coded = |kind: &str, code: &str| Choice::new(code, shown::coded(w, kind, code));
    let lost = Lost::ALL.iter().map(|lost| coded("lost", lost.code())).collect();
    let why = ResetReason::ALL.iter().map(|why| coded("why", why.code())).collect();
    (!colleagues.is_empty()).then(|| {
        Form::new(visit, "/council/staff/anew")
            .field(&posted.field("colleague").select(colleagues))
            .field(&posted.field("what").radios(lost))
            .field(&posted.field("because").radios(why))
            .button(Button::new(w.t("anew.button")).warning())
    })
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
            employ(&visit.signed_caller()?, new, &invitation(&visit, role)).await
        }
    };
    answered(&visit, posted, done.map(|_| "role-given")).await
}

/// Adds a team, school, health body or provider.
pub async fn send_group(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/staff"));
    let done = match GroupKind::from_code(posted.value("kind")) {
        Ok(kind) => add_group(&visit.signed_caller()?, kind, posted.value("group-name"), posted.value("urn")).await,
        Err(_) => Err(ActionError::invalid("kind", "missing")),
    };
    answered(&visit, posted, done.map(|_| "group-added")).await
}

/// What tells somebody of a role, and how to come in.
fn invitation(visit: &Visit, role: Role) -> Letter {
    let role = shown::coded(visit.words("council/staff"), "role", role.code());
    letter(visit, "invitation", &role)
}

/// A letter of this page; `about` is what it names besides authority, address and desk.
fn letter(visit: &Visit, which: &str, about: &str) -> Letter {
    let w = visit.words("council/staff");
    let authority = &visit.authority.name;
    let settings = Settings::read(&visit.authority.settings);
    let desk = settings.email.or(settings.phone).unwrap_or_else(|| authority.clone());
    let address = format!("{}/sign-in", visit.app.here(&visit.authority));
    Letter {
        subject: w.say(&format!("{which}.subject"), &[("authority", authority)]),
        body: w.say(
            &format!("{which}.body"),
            &[("authority", authority), ("about", &about), ("address", &address), ("desk", &desk)],
        ),
    }
}

/// Lets a colleague sign in anew.
pub async fn send_anew(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/staff");
    let posted = sent.posted(w);
    let missing = |field| Err(ActionError::invalid(field, "missing"));
    let asked = (Lost::from_code(posted.value("what")), ResetReason::from_code(posted.value("because")));
    let done = match (posted.value("colleague").parse(), asked) {
        (Err(_), _) => missing("colleague"),
        (_, (Err(_), _)) => missing("what"),
        (_, (_, Err(_))) => missing("because"),
        (Ok(colleague), (Ok(lost), Ok(why))) => {
            let letter = letter(&visit, &format!("letter.{lost}"), "");
            reset_sign_in(&visit.signed_caller()?, colleague, lost, why, &letter).await
        }
    };
    answered(&visit, posted, done.map(|_| "sign-in-reset")).await
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
