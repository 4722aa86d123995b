//! `/council/children/{child}/money/cases`: the cases about a child's money, and the form that opens one. The family's side is
//! `family/money/cases`.

mod fresh;
pub mod one;
pub mod steps;

use actions::money::MoneyView;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::money::case::CaseStatus;
use seven_core::money::{Earmark, MoneyCase};
use store::papers::{self, Stored};

use super::super::{Known, home};
use crate::council::layout::Office;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::Posted;
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/child/money/cases";

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let at = format!("{}/money", home(known.child.id));
    let mut reading = visit.reading().await?;
    let cases = papers::of_child::<MoneyCase>(&mut reading, known.child.id).await?;
    let view = MoneyView::load(&mut reading, known.child.id, visit.moment.today).await?;
    let mut office = known.page(visit, w, "money").mended(posted).link(w.t("back"), &at).heading(w.t("title"));
    office = match cases.is_empty() {
        true => office.with(&Empty::new(w, w.t("none"))),
        false => office.with(&table(w, &cases, &at)),
    };
    if known.may(Action::OpenMoneyCase) && !view.streams.is_empty() {
        office = fresh::form(visit, &mut reading, office, &view, posted).await?;
    }
    drop(reading);
    office.shown()
}

fn table(w: PageWords, cases: &[Stored<MoneyCase>], at: &str) -> Table {
    let columns = vec![
        Column::new(w.t("column.case")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.sum")),
        Column::day(w.t("column.opened")),
        Column::day(w.t("column.answer-by")),
        Column::new(w.t("column.state")),
    ];
    let row = |one: &Stored<MoneyCase>| {
        let paper = &one.paper;
        vec![
            Cell::link(shown::coded(w, "kind", paper.kind.code()), format!("{at}/cases/{}", one.id)),
            Cell::text(called(&paper.stream)),
            Cell::text(paper.amount.to_string()),
            Cell::text(shown::day(paper.opened.1)),
            Cell::text(shown::day(paper.answer_by)),
            Cell::Tag(tag(w, paper)),
        ]
    };
    Table::new(w, w.t("title"), columns, cases.iter().map(row).collect()).hide_caption()
}

/// Where a case stands.
fn tag(w: PageWords, case: &MoneyCase) -> Tag {
    let tone = match case.status {
        CaseStatus::Notice => Tone::Attention,
        CaseStatus::Decided | CaseStatus::Reconsidered | CaseStatus::InEffect => Tone::Active,
        CaseStatus::Dropped | CaseStatus::Closed => Tone::Calm,
    };
    Tag::new(shown::coded(w, "status", case.status.code()), tone)
}

/// What stands beside the streams on the child's page about money: cases, what the family keeps for something, and the way to
/// money in a crisis.
pub(super) async fn beside(visit: &Visit, mut office: Office, known: &Known) -> Result<Office, Fault> {
    let w = visit.words(FOLDER);
    let child = known.child.id;
    let at = format!("{}/money", home(child));
    let mut reading = visit.reading().await?;
    let cases = papers::of_child::<MoneyCase>(&mut reading, child).await?;
    let earmarks = papers::of_child::<Earmark>(&mut reading, child).await?;
    drop(reading);
    if !cases.is_empty() {
        office = office.heading(w.t("title")).with(&table(w, &cases, &at));
    }
    if !earmarks.is_empty() {
        office = office.heading(w.t("earmarks.title")).say(w.t("earmarks.lead")).with(&kept(w, &earmarks));
    }
    if known.may(Action::UseContingency) {
        office = office.link(w.t("crisis-link"), &format!("{at}/crisis"));
    }
    if known.may(Action::OpenMoneyCase) || !cases.is_empty() {
        office = office.link(w.t("link"), &format!("{at}/cases"));
    }
    Ok(office)
}

fn kept(w: PageWords, earmarks: &[Stored<Earmark>]) -> Table {
    let columns = vec![
        Column::new(w.t("earmarks.for-what")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.sum")),
        Column::day(w.t("earmarks.until")),
        Column::new(w.t("column.state")),
    ];
    let row = |one: &Stored<Earmark>| {
        vec![
            Cell::text(one.paper.for_what.clone()),
            Cell::text(called(&one.paper.stream)),
            Cell::text(one.paper.amount.to_string()),
            Cell::text(shown::day(one.paper.until)),
            Cell::text(shown::coded(w, "earmark-status", one.paper.status.code())),
        ]
    };
    Table::new(w, w.t("earmarks.title"), columns, earmarks.iter().map(row).collect()).hide_caption()
}

/// Opens a case.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    fresh::send(visit, sent).await
}
