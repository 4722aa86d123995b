//! `/council/children/{child}/death`: writing down a death in two steps, what the named person says, what is owed and still paid, and
//! taking a mistake back.

mod record;

pub use record::send;

use actions::ActionError;
use actions::life::{NewOwed, death_of, keep_answer, pay_what_is_owed, take_back_death};
use actions::money::MoneyView;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::life::death::LONGEST;
use seven_core::life::{Death, WishForCopy, quiet};
use seven_core::money::schedule::InstalmentStatus;
use seven_core::plan::money::Holding;
use seven_core::settings::Settings;
use seven_core::{HoldingId, Pence, PersonId, PieceId};
use store::papers::Stored;
use store::people;

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Inset, Row, SummaryList};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/child/death";

fn at(child: PersonId) -> String {
    format!("{}/death", home(child))
}

/// The page: the form where nothing is on record, and else what is.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let mut reading = visit.reading().await?;
    let Some(death) = death_of(&mut reading, known.child.id).await? else {
        return record::form(visit, &mut reading, &known, posted).await?.shown();
    };
    let worker = name_of(&mut reading, death.paper.worker).await?;
    let view = MoneyView::load(&mut reading, known.child.id, visit.moment.today).await?;
    let name = known.child.name.first().to_owned();
    let mut office = known.page(visit, w, "overview").mended(posted).heading(w.t("title"));
    office = office.with(&facts(visit, w, &death.paper, worker));
    for answer in &death.paper.answers {
        let by = name_of(&mut reading, answer.by).await?;
        let rows = vec![
            Row::new(w.t("bills.short"), answer.bills.clone()),
            Row::new(w.t("left.short"), answer.left.clone()),
            Row::new(w.t("copy.short"), shown::coded(w, "wish", answer.copy.code())),
        ];
        let title = w.say("said_on", &[("day", &shown::day(answer.on)), ("name", &by)]);
        office = office.with(&SummaryList::new(rows).titled(title));
    }
    drop(reading);
    let key = if death.paper.answers.is_empty() { "ask_title" } else { "ask_again_title" };
    let asked = w.say(key, &[("asked", &death.paper.asked.name)]);
    office = office.heading(&asked).say(&w.say("ask_lead", &[("name", &name)])).with(&asking(visit, &death, posted));
    office = owed(visit, office, &view, posted);
    let back = Form::new(visit, format!("{}/take-back", at(known.child.id)))
        .hidden("version", death.version)
        .field(&posted.field("why").text_area(LONGEST).rows(2))
        .button(Button::new(w.t("take_back")).warning());
    office.heading(w.t("back_title")).say(w.t("back_lead")).with(&back).shown()
}

async fn name_of(at: &mut store::Reading, person: PersonId) -> Result<String, Fault> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}

/// What is on record, and what follows from it.
fn facts(visit: &Visit, w: PageWords, death: &Death, worker: String) -> SummaryList {
    let days = Settings::read(&visit.authority.settings).quiet_days_after_death;
    let asked = match death.asked.contact.is_empty() {
        true => death.asked.name.clone(),
        false => format!("{}\n{}", death.asked.name, death.asked.contact),
    };
    let count = |key: &str, number: usize| w.count(key, u64::try_from(number).unwrap_or(u64::MAX));
    SummaryList::new(vec![
        Row::new(w.t("on.short"), shown::day(death.on)),
        Row::new(w.t("told-by.short"), death.told_by.clone()),
        Row::new(w.t("asked.short"), asked),
        Row::new(w.t("worker.short"), worker),
        Row::new(w.t("payments"), count("rested", death.rested.len())),
        Row::new(w.t("owed_before"), count("still_paid", death.owed.len())),
        Row::new(w.t("quiet"), w.say("quiet_until", &[("day", &shown::day(quiet::quiet_until(death.on, days)))])),
    ])
}

/// The three things that the named person is asked, and no more.
fn asking(visit: &Visit, death: &Stored<Death>, posted: &Posted) -> Form {
    let w = visit.words(FOLDER);
    let wish = |one: &WishForCopy| Choice::new(one.code(), shown::coded(w, "wish", one.code()));
    Form::new(visit, format!("{}/answer", at(death.paper.child)))
        .hidden("version", death.version)
        .field(&posted.field("bills").text_area(LONGEST).rows(3))
        .field(&posted.field("left").text_area(LONGEST).rows(3))
        .field(&posted.field("copy").radios(WishForCopy::ALL.iter().map(wish).collect()))
        .button(Button::new(w.t("keep")))
}

/// Wages, notice and redundancy, and bills that the family has.
fn owed(visit: &Visit, office: Office, view: &MoneyView, posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let mut office = office.heading(w.t("owed_title")).say(w.t("owed_lead"));
    let mut lines = Vec::new();
    let mut waiting = Vec::new();
    for stream in &view.streams {
        let payments = stream.payments.iter().map(|one| &one.paper).filter(|one| one.is_owed);
        let waits = |one: &&seven_core::money::Instalment| one.status != InstalmentStatus::CalledOff;
        waiting.extend(payments.filter(waits).map(|one| {
            let state = shown::coded(w, "instalment-status", one.status.code());
            w.say("owed_one", &[("what", &one.note), ("sum", &one.total()), ("state", &state)])
        }));
        let Some(held) = stream.holding.as_ref().filter(|held| held.paper.way != Holding::CouncilManaged) else {
            continue;
        };
        for line in &stream.lines {
            let what = stream.support.iter().find(|(piece, _)| *piece == line.line);
            let what = what.map(|(_, support)| support.what.clone()).unwrap_or_default();
            let text = w.say("owed_line", &[("what", &what), ("stream", &called(&stream.stream))]);
            lines.push(Choice::new(format!("{} {}", held.id, line.line), text));
        }
    }
    office = office.bullets(&waiting);
    if lines.is_empty() || !visit.opens(Action::ArrangeMoney) {
        return office.with(&Inset::new(w.t("owed_invoices")));
    }
    let form = Form::new(visit, format!("{}/owed", at(view.child)))
        .field(&posted.field("line").select(lines))
        .field(&posted.field("amount").money())
        .field(&posted.field("what").text())
        .button(Button::new(w.t("pay")).secondary());
    office.with(&form)
}

/// Keeps what was said.
pub async fn answer(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let done = match WishForCopy::from_code(posted.value("copy")) {
        Ok(copy) => {
            let said = (posted.value("bills"), posted.value("left"), copy);
            keep_answer(&visit.signed_caller()?, child, version, said).await
        }
        Err(_) => Err(ActionError::invalid("copy", "choose-from-the-list")),
    };
    answered(&visit, posted, done, "answer-kept").await
}

/// Pays what is owed.
pub async fn pay(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let new = read_owed(&posted);
    let done = match new {
        Ok(new) => pay_what_is_owed(&visit.signed_caller()?, child, new).await.map(|_| ()),
        Err(error) => Err(error),
    };
    answered(&visit, posted, done, "owed-kept").await
}

fn read_owed(posted: &Posted) -> Result<NewOwed, ActionError> {
    let unknown = || ActionError::invalid("line", "choose-from-the-list");
    let (holding, line) = posted.value("line").split_once(' ').ok_or_else(unknown)?;
    let holding: HoldingId = holding.parse().map_err(|_| unknown())?;
    let line: PieceId = line.parse().map_err(|_| unknown())?;
    let amount = Pence::read(posted.value("amount")).ok().filter(|amount| *amount > Pence::ZERO);
    let amount = amount.ok_or_else(|| ActionError::invalid("amount", "no-sum"))?;
    Ok(NewOwed { holding, line, amount, what: posted.value("what").to_owned() })
}

/// Takes it back.
pub async fn take(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    match take_back_death(&visit.signed_caller()?, child, version, posted.value("why")).await {
        Ok(()) => Ok(back(&home(child), "death-taken-back")),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(&visit, &posted).await
        }
    }
}

async fn answered(
    visit: &Visit,
    mut posted: Posted,
    done: Result<(), ActionError>,
    what: &str,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(back(&at(visit.child()?), what)),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, &posted).await
        }
    }
}
