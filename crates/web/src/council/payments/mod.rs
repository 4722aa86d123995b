//! `/council/payments`: runs of payments, from the draft to the bank's last answer; and what is late. Arranging a child's
//! payments stands on the child's pages.

pub mod answers;
pub mod file;
pub mod run;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use actions::money::draft_run;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::money::late::days_between;
use seven_core::money::run::RunStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::working_days::{PayDayRule, bank_holidays};
use seven_core::money::{Instalment, PaymentRun};
use store::papers::{self, Stored};
use store::{Query, Reading, StoreError, people};

use super::layout::{Form, Office, back, refuse};
use super::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Notice, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/payments";
/// Where the pages are.
const AT: &str = "/council/payments";

/// The runs, and what is late.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let (from, until) = (today.saturating_sub(1.year()), today.saturating_add(1.year()));
    let mut runs = papers::between::<PaymentRun>(&mut reading, from, until).await?;
    runs.reverse();
    let late = late(&mut reading, today).await?;
    let people = runs.iter().map(|run| run.paper.made_by).chain(late.iter().map(|one| one.paper.child));
    let names = names(&mut reading, people.collect()).await?;
    drop(reading);
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted);
    office = if late.is_empty() { office } else { office.with(&late_table(w, &late, &names, today)) };
    office =
        if runs.is_empty() { office.with(&Empty::new(w, w.t("none"))) } else { office.with(&table(w, &runs, &names)) };
    let known = |name: &str| {
        let field = posted.field(name);
        if field.value.is_empty() { field.value(today.to_string()) } else { field }
    };
    let form = Form::new(visit, AT)
        .field(&known("pay-day").date())
        .field(&known("due-until").date())
        .button(Button::new(w.t("draft")));
    office = office.heading(w.t("draft_title")).say(w.t("draft_lead"));
    let moved = if crate::pay_days::rule(visit) == PayDayRule::Before { "moved_before" } else { "moved_after" };
    office = office.say(w.find(moved).unwrap_or_default());
    if let Some(last) = bank_holidays().runs_out(today) {
        office = office.with(&Notice::information(w, w.say("holidays_run_out", &[("day", &shown::day(last))])));
    }
    office.with(&form).shown()
}

/// What was due before today and is not there, the earliest first.
async fn late(at: &mut Reading, today: Date) -> Result<Vec<Stored<Instalment>>, Fault> {
    let until = today.yesterday().unwrap_or(today);
    let mut late = Vec::new();
    for status in [InstalmentStatus::Planned, InstalmentStatus::InRun, InstalmentStatus::Returned] {
        late.extend(papers::until::<Instalment>(at, status.code(), until).await?);
    }
    late.sort_by_key(|one| one.paper.due);
    Ok(late)
}

/// What people are called.
async fn names(at: &mut impl Query, who: Vec<PersonId>) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let mut names = BTreeMap::new();
    for person in who {
        if let Entry::Vacant(free) = names.entry(person) {
            let found = people::find(at, person).await?;
            free.insert(found.map(|person| person.name.shown()).unwrap_or_default());
        }
    }
    Ok(names)
}

fn name(names: &BTreeMap<PersonId, String>, person: PersonId) -> String {
    names.get(&person).cloned().unwrap_or_default()
}

/// A run's state.
fn status(w: PageWords, status: RunStatus) -> Tag {
    let tone = match status {
        RunStatus::Draft | RunStatus::Checked => Tone::Attention,
        RunStatus::Approved | RunStatus::Exported => Tone::Active,
        RunStatus::Answered => Tone::Good,
        RunStatus::Dropped => Tone::Calm,
    };
    Tag::new(shown::coded(w, "run-status", status.code()), tone)
}

fn late_table(w: PageWords, late: &[Stored<Instalment>], names: &BTreeMap<PersonId, String>, today: Date) -> Table {
    let columns = vec![
        Column::new(w.t("column.child")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.sum")),
        Column::day(w.t("column.due")),
        Column::new(w.t("column.late")),
        Column::new(w.t("column.state")),
        Column::new(w.t("column.why")),
    ];
    let row = |one: &Stored<Instalment>| {
        let paper = &one.paper;
        let days = u64::try_from(days_between(paper.due, today)).unwrap_or(0);
        vec![
            Cell::link(name(names, paper.child), format!("/council/children/{}/money/{}", paper.child, paper.holding)),
            Cell::text(called(&paper.stream)),
            Cell::text(paper.total().to_string()),
            Cell::text(shown::day(paper.due)),
            Cell::Tag(Tag::new(w.count("late", days), Tone::Urgent)),
            Cell::text(shown::coded(w, "payment-status", paper.status.code())),
            Cell::text(paper.note.clone()),
        ]
    };
    Table::new(w, w.t("late_title"), columns, late.iter().map(row).collect())
}

fn table(w: PageWords, runs: &[Stored<PaymentRun>], names: &BTreeMap<PersonId, String>) -> Table {
    let columns = vec![
        Column::day(w.t("column.pay-day")),
        Column::day(w.t("column.until")),
        Column::number(w.t("column.count")),
        Column::number(w.t("column.total")),
        Column::new(w.t("column.made-by")),
        Column::new(w.t("column.state")),
    ];
    let row = |run: &Stored<PaymentRun>| {
        let paper = &run.paper;
        vec![
            Cell::link(shown::day(paper.pay_day), format!("{AT}/{}", run.id)),
            Cell::text(shown::day(paper.due_until)),
            Cell::text(paper.count.to_string()),
            Cell::text(paper.total.to_string()),
            Cell::text(name(names, paper.made_by)),
            Cell::Tag(status(w, paper.status)),
        ]
    };
    Table::new(w, w.t("runs"), columns, runs.iter().map(row).collect())
}

/// Puts a run together.
pub async fn draft(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let day =
        |field: &str| typed_day(&posted.date(field)).ok_or_else(|| actions::ActionError::invalid(field, "no-day"));
    let moves = day("pay-day").is_ok_and(|day| !bank_holidays().is_working(day));
    let done = match (day("pay-day"), day("due-until")) {
        (Err(error), _) | (_, Err(error)) => Err(error),
        (Ok(pay_day), Ok(due_until)) => draft_run(&visit.signed_caller()?, pay_day, due_until).await,
    };
    match done {
        Ok(run) => Ok(back(&format!("{AT}/{run}"), if moves { "run-drafted-moved" } else { "run-drafted" })),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(&visit, &posted).await
        }
    }
}
