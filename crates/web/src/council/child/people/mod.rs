//! `/council/children/{child}/people`: relations, with who says so and from when; adding, ending, keeping somebody away.

use actions::people::{Letter, NewAround, NewRelation};
use axum::response::Response;
use seven_core::access::Action;
use seven_core::people::{GroupKind, Holder, Relation, RelationKind};
use seven_core::settings::Settings;
use store::staff::Around;
use store::{relations, staff};

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The people around the child.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/people"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/people");
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let mut reading = visit.reading().await?;
    let all = relations::of_child(&mut reading, child).await?;
    let names = staff::around(&mut reading, child).await?;
    let groups = relations::groups(&mut reading).await?;
    let today = visit.moment.today;
    let mut office = known.page(visit, w, "people").mended(posted);
    let (live, ended): (Vec<&Relation>, Vec<&Relation>) =
        all.iter().partition(|one| one.ends_on.is_none_or(|end| end >= today));
    for one in live {
        office = office.with(&card(w, one, &names));
        office = changes(visit, office, &known, one);
    }
    if known.may(Action::Relate) {
        let kinds = RelationKind::ALL.iter().filter(|kind| !kind.is_of_group());
        // families give an assistant a seat themselves, with a line of their plan
        let kinds = kinds.filter(|kind| **kind != RelationKind::Assistant);
        let kinds = kinds.map(|kind| Choice::new(kind.code(), shown::coded(w, "relation", kind.code()))).collect();
        let restricted = Choice::new("yes", w.t("restricted.box")).chosen(posted.value("restricted") == "yes");
        let form = Form::new(visit, format!("{}/people", home(child)))
            .field(&posted.field("given").text().at_most(300))
            .field(&posted.field("family").text().at_most(300))
            .field(&posted.field("email").text().email())
            .field(&posted.field("kind").select(kinds))
            .field(&posted.field("source").text().at_most(300))
            .field(&posted.field("restricted").checkboxes(vec![restricted]))
            .button(Button::new(w.t("add")));
        office = office.heading(w.t("add_person")).with(&form);
        let choices = groups.iter().map(|group| Choice::new(group.id.to_string(), group.name.clone())).collect();
        let form = Form::new(visit, format!("{}/people/group", home(child)))
            .field(&posted.field("group").select(choices))
            .field(&posted.field("group-source").text().at_most(300))
            .button(Button::new(w.t("add_group_button")).secondary());
        office = office.heading(w.t("add_group")).with(&form);
    }
    if known.may(Action::Restrict) {
        let is_restricted = known.child.contact.is_restricted;
        let form = Form::new(visit, format!("{}/people/address", home(child)))
            .hidden("version", known.child.version)
            .hidden("restricted", if is_restricted { "no" } else { "yes" })
            .button(Button::new(w.t(if is_restricted { "address.open" } else { "address.keep" })).secondary());
        office = office
            .heading(w.t("address.title"))
            .say(w.t(if is_restricted { "address.is_kept" } else { "address.is_open" }))
            .with(&form);
    }
    if !ended.is_empty() {
        let line = |one: &&Relation| {
            let name = name_of(&names, one);
            w.say(
                "ended",
                &[
                    ("name", &name),
                    ("kind", &shown::coded(w, "relation", one.kind.code())),
                    ("day", &shown::day_or_nothing(one.ends_on)),
                ],
            )
        };
        let lines: Vec<String> = ended.iter().map(line).collect();
        office = office.heading(w.t("earlier")).bullets(&lines);
    }
    office.shown()
}

fn name_of(names: &[Around], one: &Relation) -> String {
    names.iter().find(|name| name.relation == one.id).map(|name| name.name.clone()).unwrap_or_default()
}

fn card(w: PageWords, one: &Relation, names: &[Around]) -> SummaryList {
    let mut rows = vec![
        Row::new(w.t("is"), shown::coded(w, "relation", one.kind.code())),
        Row::new(w.t("from"), shown::day(one.starts_on)),
        Row::new(w.t("says_so"), one.source.clone()),
    ];
    if let Some(end) = one.ends_on {
        rows.push(Row::new(w.t("until"), shown::day(end)));
    }
    if one.is_contact_restricted {
        rows.push(Row::new(w.t("contact"), w.t("is_restricted")));
    }
    SummaryList::new(rows).titled(name_of(names, one))
}

fn changes(visit: &Visit, mut office: Office, known: &Known, one: &Relation) -> Office {
    let w = visit.words("council/child/people");
    let to = |what: &str| format!("{}/people/{what}", home(known.child.id));
    let is_person = matches!(one.holder, Holder::Person(_));
    if known.may(Action::Relate) && one.ends_on.is_none() {
        let form = Form::new(visit, to("end")).hidden("relation", one.id).button(Button::new(w.t("end")).secondary());
        office = office.with(&form);
    }
    if known.may(Action::Restrict) && is_person {
        let text = if one.is_contact_restricted { "lift" } else { "restrict" };
        let value = if one.is_contact_restricted { "no" } else { "yes" };
        let button = Button::new(w.t(text)).secondary();
        office = office.with(
            &Form::new(visit, to("restrict")).hidden("relation", one.id).hidden("restricted", value).button(button),
        );
    }
    if let Holder::Person(person) = one.holder
        && known.may(Action::Invite)
        && !one.is_contact_restricted
        && one.kind.is_family()
    {
        let form =
            Form::new(visit, to("invite")).hidden("person", person).button(Button::new(w.t("invite")).secondary());
        office = office.with(&form);
    }
    office
}

type Answer = Result<Response, Fault>;

async fn answered(visit: Visit, mut posted: Posted, done: Result<&str, actions::ActionError>) -> Answer {
    let w = visit.words("council/child/people");
    match done {
        Ok(what) => Ok(back(&format!("{}/people", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}

/// Adds somebody.
pub async fn add(visit: Visit, sent: Sent) -> Answer {
    let posted = sent.posted(visit.words("council/child/people"));
    let kind = RelationKind::from_code(posted.value("kind")).ok();
    let Some(kind) = kind.filter(|kind| *kind != RelationKind::Assistant) else {
        let missing = actions::ActionError::invalid("kind", "missing");
        return answered(visit, posted, Err(missing)).await;
    };
    let new = NewAround {
        given: posted.value("given").to_owned(),
        family: posted.value("family").to_owned(),
        email: posted.value("email").to_owned(),
        kind,
        source: posted.value("source").to_owned(),
        is_contact_restricted: posted.value("restricted") == "yes",
    };
    let done = actions::people::add_around(&visit.signed_caller()?, visit.child()?, new).await;
    answered(visit, posted, done.map(|_| "person-added")).await
}

/// Adds a team, a setting, a provider or a health body.
pub async fn add_group(visit: Visit, sent: Sent) -> Answer {
    let posted = sent.posted(visit.words("council/child/people"));
    let mut reading = visit.reading().await?;
    let groups = relations::groups(&mut reading).await?;
    drop(reading);
    let chosen = groups.iter().find(|group| group.id.to_string() == posted.value("group"));
    let Some(group) = chosen else {
        let missing = actions::ActionError::invalid("group", "missing");
        return answered(visit, posted, Err(missing)).await;
    };
    let kind = match group.kind {
        GroupKind::Team => RelationKind::Team,
        GroupKind::Setting => RelationKind::Setting,
        GroupKind::HealthBody => RelationKind::HealthBody,
        GroupKind::Provider => RelationKind::Provider,
    };
    let new = NewRelation {
        holder: Holder::Group(group.id),
        kind,
        is_contact_restricted: false,
        starts_on: visit.moment.today,
        ends_on: None,
        source: posted.value("group-source").to_owned(),
    };
    let done = actions::people::relate(&visit.signed_caller()?, visit.child()?, new).await;
    let done = done.map(|_| "person-added").map_err(|error| match error {
        actions::ActionError::Invalid(problems) => actions::ActionError::Invalid(
            problems.into_iter().map(|one| actions::Problem { field: "group-source".to_owned(), ..one }).collect(),
        ),
        other => other,
    });
    answered(visit, posted, done).await
}

/// Ends a relation today.
pub async fn end(visit: Visit, sent: Sent) -> Answer {
    let posted = sent.posted(visit.words("council/child/people"));
    let relation = posted.value("relation").parse().map_err(|_| Fault::NotFound)?;
    let last_day = typed_day(posted.value("day")).unwrap_or(visit.moment.today);
    let done = actions::people::end_relation(&visit.signed_caller()?, visit.child()?, relation, last_day).await;
    answered(visit, posted, done.map(|()| "relation-ended")).await
}

/// Keeps somebody away, or no longer.
pub async fn restrict(visit: Visit, sent: Sent) -> Answer {
    let posted = sent.posted(visit.words("council/child/people"));
    let relation = posted.value("relation").parse().map_err(|_| Fault::NotFound)?;
    let is_restricted = posted.value("restricted") == "yes";
    let done = actions::people::restrict(&visit.signed_caller()?, visit.child()?, relation, is_restricted).await;
    answered(visit, posted, done.map(|()| if is_restricted { "restricted" } else { "lifted" })).await
}

/// Keeps the address from related people, or no longer.
pub async fn address(visit: Visit, sent: Sent) -> Answer {
    let posted = sent.posted(visit.words("council/child/people"));
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let is_restricted = posted.value("restricted") == "yes";
    let done = actions::people::restrict_address(&visit.signed_caller()?, visit.child()?, version, is_restricted).await;
    answered(visit, posted, done.map(|()| if is_restricted { "address-kept" } else { "address-open" })).await
}

/// Asks somebody to sign in.
pub async fn invite(visit: Visit, sent: Sent) -> Answer {
    let w = visit.words("council/child/people");
    let posted = sent.posted(w);
    let person = posted.value("person").parse().map_err(|_| Fault::NotFound)?;
    let settings = Settings::read(&visit.authority.settings);
    let desk = settings.email.or(settings.phone).unwrap_or_else(|| visit.authority.name.clone());
    let address = format!("{}/sign-in", visit.app.here(&visit.authority));
    let letter = Letter {
        subject: w.say("letter.subject", &[("authority", &visit.authority.name)]),
        body: w.say("letter.body", &[("authority", &visit.authority.name), ("address", &address), ("desk", &desk)]),
    };
    let done = actions::people::invite(&visit.signed_caller()?, visit.child()?, person, letter).await;
    answered(visit, posted, done.map(|()| "invited")).await
}
