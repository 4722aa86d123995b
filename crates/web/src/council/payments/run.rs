//! One run: what is in it and what was held back, and whatever its state lets this visitor do.

use std::collections::BTreeMap;

use actions::ActionError;
use actions::money::{approve_run, bank_confirmed, bank_returned, check_run, drop_run, export_run, finish_run};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::money::run::{RunLineStatus, RunStatus};
use seven_core::money::{PaymentRun, RunLine};
use seven_core::{PersonId, RunId};
use store::papers::{self, Stored};
use uuid::Uuid;

use super::{AT, FOLDER, name, names, status};
use crate::council::layout::{Form, Office, back, may, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Row, SummaryList, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The run.
pub async fn show(visit: Visit, Path(run): Path<String>) -> Result<Response, Fault> {
    page(&visit, id(&run)?, &Posted::empty(visit.words(FOLDER))).await
}

pub(super) fn id(run: &str) -> Result<RunId, Fault> {
    run.parse().map_err(|_| Fault::NotFound)
}

pub(super) async fn page(visit: &Visit, id: RunId, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut reading = visit.reading().await?;
    let run = papers::find::<PaymentRun>(&mut reading, id).await?.paper;
    let lines = papers::part_of::<RunLine>(&mut reading, id).await?;
    let staff = [Some(run.made_by), run.checked_by, run.approved_by, run.exported.map(|(by, _)| by)];
    let children = lines.iter().map(|line| line.paper.child).chain(run.held_back.iter().map(|one| one.child));
    let names = names(&mut reading, staff.into_iter().flatten().chain(children).collect()).await?;
    drop(reading);
    let title = w.say("run_title", &[("day", &shown::day(run.pay_day))]);
    let mut office = Office::new(visit, w, title).mended(posted).with(&status(w, run.status));
    office.page.breadcrumbs = vec![Link::new(w.t("title"), AT)];
    office = office.with(&facts(w, &run, &names));
    if !lines.is_empty() {
        office = office.with(&table(w, &lines, &names));
    }
    if !run.held_back.is_empty() {
        office = office.say(w.t("held_back_lead")).with(&held_back(w, &run, &names));
    }
    office = steps(visit, office, (id, &run));
    if matches!(run.status, RunStatus::Exported | RunStatus::Answered) {
        office = answers(visit, office, (id, &run), &lines, posted);
    }
    office.shown()
}

fn facts(w: PageWords, run: &PaymentRun, names: &BTreeMap<PersonId, String>) -> SummaryList {
    let mut rows = vec![
        Row::new(w.t("column.until"), shown::day(run.due_until)),
        Row::new(w.t("column.count"), run.count.to_string()),
        Row::new(w.t("column.total"), run.total.to_string()),
        Row::new(w.t("column.made-by"), name(names, run.made_by)),
    ];
    let by = [(w.t("checked_by"), run.checked_by), (w.t("approved_by"), run.approved_by)];
    rows.extend(by.into_iter().filter_map(|(key, by)| by.map(|by| Row::new(key, name(names, by)))));
    if let Some((by, on)) = run.exported {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("name", &name(names, by)), ("day", &shown::day(on))];
        rows.push(Row::new(w.t("exported_by"), w.say("by_on", &values)));
    }
    if let Some(handed) = &run.handed {
        let (name, account) = (&handed.from.name, handed.from.account.masked());
        rows.push(Row::new(w.t("paid_from"), w.say("paid_from_account", &[("name", name), ("account", &account)])));
        rows.push(Row::new(w.t("processed_on"), shown::day(handed.processed_on)));
    }
    SummaryList::new(rows)
}

fn table(w: PageWords, lines: &[Stored<RunLine>], names: &BTreeMap<PersonId, String>) -> Table {
    let columns = vec![
        Column::new(w.t("column.child")),
        Column::new(w.t("column.stream")),
        Column::new(w.t("column.paid-to")),
        Column::new(w.t("column.account")),
        Column::day(w.t("column.due")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.state")),
        Column::new(w.t("column.why")),
    ];
    let tone = |status: RunLineStatus| match status {
        RunLineStatus::Ready | RunLineStatus::Sent => Tone::Active,
        RunLineStatus::Confirmed => Tone::Good,
        RunLineStatus::Returned => Tone::Urgent,
        RunLineStatus::TakenOut => Tone::Calm,
    };
    let row = |line: &Stored<RunLine>| {
        let (paper, to) = (&line.paper, &line.paper.paid_to);
        let state = shown::coded(w, "line-status", paper.status.code());
        vec![
            Cell::link(name(names, paper.child), format!("/council/children/{}/money", paper.child)),
            Cell::text(called(&paper.stream)),
            Cell::text(to.name.clone()),
            Cell::text(format!("{} {}", shown::sort_code(&to.sort_code), to.account_number)),
            Cell::text(shown::day(paper.due)),
            Cell::text(paper.total().to_string()),
            Cell::Tag(Tag::new(state, tone(paper.status))),
            Cell::text(paper.why.clone()),
        ]
    };
    Table::new(w, w.t("lines"), columns, lines.iter().map(row).collect())
}

fn held_back(w: PageWords, run: &PaymentRun, names: &BTreeMap<PersonId, String>) -> Table {
    let columns =
        vec![Column::new(w.t("column.child")), Column::number(w.t("column.sum")), Column::new(w.t("column.why"))];
    let row = |one: &seven_core::money::run::HeldBack| {
        vec![
            Cell::link(name(names, one.child), format!("/council/children/{}/money", one.child)),
            Cell::text(one.amount.to_string()),
            Cell::text(shown::coded(w, "held-back", &one.why)),
        ]
    };
    Table::new(w, w.t("held_back"), columns, run.held_back.iter().map(row).collect())
}

/// The next steps of a run. Whoever put it together does not approve it, and is told so.
fn steps(visit: &Visit, mut office: Office, (id, run): (RunId, &PaymentRun)) -> Office {
    let w = visit.words(FOLDER);
    let form = |step: &str, button: Button| Form::new(visit, format!("{AT}/{id}/{step}")).button(button);
    let is_own = visit.person() == Some(run.made_by);
    office = match run.status {
        RunStatus::Draft => office.say(w.t("check_lead")).with(&form("check", Button::new(w.t("check")))),
        RunStatus::Checked if is_own || !may(visit, Action::ApprovePayments) => office.say(w.t("second_person")),
        RunStatus::Checked => office.say(w.t("approve_lead")).with(&form("approve", Button::new(w.t("approve")))),
        RunStatus::Approved => office.say(w.t("export_lead")).with(&form("export", Button::new(w.t("export")))),
        RunStatus::Exported | RunStatus::Answered => files(w, office, (id, run)),
        RunStatus::Dropped => office,
    };
    if matches!(run.status, RunStatus::Draft | RunStatus::Checked | RunStatus::Approved) {
        office = office.with(&form("drop", Button::new(w.t("drop")).warning()));
    }
    office
}

/// The files of a run, as the bank takes them and as a list.
fn files(w: PageWords, office: Office, (id, run): (RunId, &PaymentRun)) -> Office {
    let formats = run.handed.iter().flat_map(|handed| &handed.from.formats);
    let own = formats.fold(office, |office, format| {
        let text = shown::coded(w, "format", format.code());
        office.link(&text, &format!("{AT}/{id}/file/{format}"))
    });
    own.link(w.t("file"), &format!("{AT}/{id}/file"))
}

/// What the bank says, payment by payment.
fn answers(
    visit: &Visit,
    mut office: Office,
    (id, run): (RunId, &PaymentRun),
    lines: &[Stored<RunLine>],
    posted: &Posted,
) -> Office {
    let w = visit.words(FOLDER);
    let today = visit.moment.today.to_string();
    let on = |name: &str| {
        let field = posted.field(name);
        if field.value.is_empty() { field.value(today.clone()) } else { field }
    };
    let choice = |line: &Stored<RunLine>| {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("name", &line.paper.paid_to.name), ("sum", &line.paper.total()), ("due", &shown::day(line.paper.due))];
        Choice::new(line.id.to_string(), w.say("line", &values))
    };
    let with = |status: &[RunLineStatus]| -> Vec<Choice> {
        lines.iter().filter(|line| status.contains(&line.paper.status)).map(choice).collect()
    };
    let form = Form::new(visit, format!("{AT}/{id}/answers"))
        .upload()
        .field(&posted.field("answer-file").file(&["XML", "CSV"], "25 MB"))
        .field(&on("answered-on").date())
        .button(Button::new(w.t("answers")));
    office = office.heading(w.t("answers_title")).say(w.t("answers_lead")).with(&form);
    let sent = with(&[RunLineStatus::Sent]);
    if !sent.is_empty() {
        let mut which = vec![Choice::new("all", w.t("all_sent"))];
        which.extend(sent);
        let form = Form::new(visit, format!("{AT}/{id}/confirm"))
            .field(&posted.field("confirmed").select(which))
            .field(&on("confirmed-on").date())
            .button(Button::new(w.t("confirm")));
        office = office.heading(w.t("confirm_title")).with(&form);
    }
    let back = with(&[RunLineStatus::Sent, RunLineStatus::Confirmed]);
    if !back.is_empty() {
        let form = Form::new(visit, format!("{AT}/{id}/return"))
            .field(&posted.field("returned").select(back))
            .field(&on("returned-on").date())
            .field(&posted.field("why").text())
            .button(Button::new(w.t("send_back")).secondary());
        office = office.heading(w.t("return_title")).say(w.t("return_lead")).with(&form);
    }
    if run.status == RunStatus::Exported {
        let form = Form::new(visit, format!("{AT}/{id}/finish")).button(Button::new(w.t("finish")).secondary());
        office = office.heading(w.t("finish_title")).with(&form);
    }
    office
}

async fn answered(
    visit: &Visit,
    run: RunId,
    mut posted: Posted,
    done: Result<&str, ActionError>,
) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{AT}/{run}"), what)),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, run, &posted).await
        }
    }
}

/// It was looked through.
pub async fn check(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let done = check_run(&visit.signed_caller()?, run).await;
    answered(&visit, run, posted, done.map(|()| "run-checked")).await
}

/// A second person approves it.
pub async fn approve(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let done = approve_run(&visit.signed_caller()?, run).await;
    answered(&visit, run, posted, done.map(|()| "run-approved")).await
}

/// It goes to the bank.
pub async fn export(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let done = export_run(&visit.signed_caller()?, run).await;
    answered(&visit, run, posted, done.map(|()| "run-exported")).await
}

/// It does not go to the bank.
pub async fn put_away(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let done = drop_run(&visit.signed_caller()?, run).await;
    answered(&visit, run, posted, done.map(|()| "run-dropped")).await
}

/// The bank has paid one payment, or all that are with it.
pub async fn confirm(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let which = match posted.value("confirmed") {
        "all" => Some(None),
        one => one.parse::<Uuid>().ok().map(|one| Some([one])),
    };
    let done = match (which, typed_day(&posted.date("confirmed-on"))) {
        (None, _) => Err(ActionError::invalid("confirmed", "choose-from-the-list")),
        (_, None) => Err(ActionError::invalid("confirmed-on", "no-day")),
        (_, Some(on)) if on > visit.moment.today => Err(ActionError::invalid("confirmed-on", "day-to-come")),
        (Some(which), Some(on)) => {
            bank_confirmed(&visit.signed_caller()?, run, which.as_ref().map(<[Uuid; 1]>::as_slice), on).await
        }
    };
    answered(&visit, run, posted, done.map(|_| "bank-has-paid")).await
}

/// The bank has sent one payment back.
pub async fn returned(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let done = match (posted.value("returned").parse::<Uuid>(), typed_day(&posted.date("returned-on"))) {
        (Err(_), _) => Err(ActionError::invalid("returned", "choose-from-the-list")),
        (_, None) => Err(ActionError::invalid("returned-on", "no-day")),
        (_, Some(on)) if on > visit.moment.today => Err(ActionError::invalid("returned-on", "day-to-come")),
        (Ok(line), Some(on)) => bank_returned(&visit.signed_caller()?, run, line, (on, posted.value("why"))).await,
    };
    answered(&visit, run, posted, done.map(|()| "bank-sent-back")).await
}

/// The bank has answered everything.
pub async fn finish(visit: Visit, Path(run): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (run, posted) = (id(&run)?, sent.posted(visit.words(FOLDER)));
    let done = finish_run(&visit.signed_caller()?, run).await;
    answered(&visit, run, posted, done.map(|()| "run-finished")).await
}
