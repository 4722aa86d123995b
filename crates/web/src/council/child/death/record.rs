//! The form in two steps: what happened and who may be asked; then all of it once more, with what will follow, and whether it is
//! certain.

use actions::ActionError;
use actions::life::record_death;
use axum::response::Response;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::life::{Asked, NewDeath};
use seven_core::people::{Holder, RelationKind};
use store::{Reading, people, relations, staff};

use super::{FOLDER, Known, at, name_of};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Inset, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;

/// Somebody who is not of the child's circle.
const ANOTHER: &str = "another";

/// The first step.
pub(super) async fn form(
    visit: &Visit,
    reading: &mut Reading,
    known: &Known,
    posted: &Posted,
) -> Result<Office, Fault> {
    let w = visit.words(FOLDER);
    let child = known.child.id;
    let name = known.child.name.first();
    let (today, me) = (visit.moment.today, visit.person().ok_or(Fault::SignInFirst)?);
    let around = staff::around(reading, child).await?;
    let (mut family, mut workers) = (Vec::new(), Vec::new());
    for one in relations::of_child(reading, child).await?.iter().filter(|one| one.is_live(today)) {
        let (Holder::Person(person), false) = (one.holder, one.is_contact_restricted) else { continue };
        let Some(who) = around.iter().find(|who| who.relation == one.id) else { continue };
        let choice =
            Choice::new(person.to_string(), who.name.clone()).hint(shown::coded(w, "relation", one.kind.code()));
        let leads = [RelationKind::KeyWorker, RelationKind::LeadProfessional, RelationKind::SocialWorker];
        if one.kind.is_family() {
            family.push(choice);
        } else if leads.contains(&one.kind) && !workers.iter().any(|known: &Choice| known.value == choice.value) {
            workers.push(choice);
        }
    }
    if !workers.iter().any(|worker| worker.value == me.to_string()) {
        workers.push(Choice::new(me.to_string(), w.say("myself", &[("name", &name_of(reading, me).await?)])));
    }
    family.push(Choice::new(ANOTHER, w.t("another")));
    let form = Form::new(visit, at(child))
        .field(&posted.field("on").date())
        .field(&posted.field("told-by").text())
        .field(&posted.field("asked").radios(family))
        .field(&posted.field("asked-name").text())
        .field(&posted.field("asked-contact").text())
        .field(&posted.field("worker").radios(workers))
        .button(Button::new(w.t("go_on")));
    let lead = w.say("lead", &[("name", &name)]);
    Ok(known.page(visit, w, "overview").mended(posted).heading(w.t("new_title")).say(&lead).with(&form))
}

/// The second step: everything once more, and what follows.
async fn certain(visit: &Visit, known: &Known, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut reading = visit.reading().await?;
    let new = read(&mut reading, posted).await?;
    let (Ok(new), name) = (new, known.child.name.first()) else { return Err(Fault::NotFound) };
    let worker = name_of(&mut reading, new.worker).await?;
    drop(reading);
    let rows = vec![
        Row::new(w.t("on.short"), shown::day(new.on)),
        Row::new(w.t("told-by.short"), new.told_by.clone()),
        Row::new(w.t("asked.short"), format!("{}\n{}", new.asked.name, new.asked.contact)),
        Row::new(w.t("worker.short"), worker),
    ];
    let follows: Vec<String> = ["stops", "rests", "goes", "closes", "one"]
        .iter()
        .map(|key| w.say(&format!("follows.{key}"), &[("name", &name)]))
        .collect();
    let mut form = Form::new(visit, at(known.child.id)).hidden("certain", "yes");
    for field in ["told-by", "asked", "asked-name", "asked-contact", "worker", "on-day", "on-month", "on-year"] {
        form = form.hidden(field, posted.value(field));
    }
    known
        .page(visit, w, "overview")
        .heading(&w.say("certain_title", &[("name", &name)]))
        .with(&SummaryList::new(rows))
        .say(w.t("follows.lead"))
        .bullets(&follows)
        .with(&Inset::new(w.t("certain_lead")))
        .with(&form.button(Button::new(w.t("certain")).warning()))
        .link(w.t("not_certain"), &at(known.child.id))
        .shown()
}

/// Reads the form; who is asked by their name.
async fn read(reading: &mut Reading, posted: &Posted) -> Result<Result<NewDeath, ActionError>, Fault> {
    let missing = |field: &str, code| Ok(Err(ActionError::invalid(field, code)));
    let on: Option<Date> = typed_day(&posted.date("on"));
    let Some(on) = on else { return missing("on", "no-day") };
    let Ok(worker) = posted.value("worker").parse::<PersonId>() else {
        return missing("worker", "choose-from-the-list");
    };
    let typed = (posted.value("asked-name").to_owned(), posted.value("asked-contact").to_owned());
    let asked = match posted.value("asked") {
        "" => return missing("asked", "choose-from-the-list"),
        ANOTHER => Asked { person: None, name: typed.0, contact: typed.1 },
        id => {
            let Ok(id) = id.parse::<PersonId>() else { return missing("asked", "choose-from-the-list") };
            let Some(person) = people::find(reading, id).await? else {
                return missing("asked", "choose-from-the-list");
            };
            Asked { person: Some(id), name: person.name.shown(), contact: typed.1 }
        }
    };
    Ok(Ok(NewDeath { on, told_by: posted.value("told-by").to_owned(), asked, worker }))
}

/// Checks what was typed; once it is certain, writes it down.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let known = Known::of(&visit).await?;
    let (child, today) = (known.child.id, visit.moment.today);
    let mut reading = visit.reading().await?;
    let new = read(&mut reading, &posted).await?;
    drop(reading);
    let done = match new {
        Ok(new) if posted.value("certain") == "yes" => {
            record_death(&visit.signed_caller()?, child, new).await.map(|_| true)
        }
        Ok(new) => seven_core::life::death::checked(child, known.child.born, &new, today)
            .map(|_| false)
            .map_err(actions::life::refused),
        Err(error) => Err(error),
    };
    match done {
        Ok(true) => Ok(back(&at(child), "death-kept")),
        Ok(false) => certain(&visit, &known, &posted).await,
        Err(error) => {
            refuse(&mut posted, w, error)?;
            super::page(&visit, &posted).await
        }
    }
}
