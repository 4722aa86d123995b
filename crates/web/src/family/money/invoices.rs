//! Bills for what the council buys: those that wait for the family's yes, and what became of the others.

use actions::ActionError;
use actions::money::{approve_invoice, query_invoice};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::InvoiceId;
use seven_core::money::Invoice;
use seven_core::money::invoice::InvoiceStatus;
use seven_core::people::{Holder, RelationKind};
use store::papers::Stored;
use store::relations;

use super::{FOLDER, Purse, said};
use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Csrf, Posted, TextInput};
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Row, SummaryList, Table, Tag, Tone};
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/money/invoices.html")]
struct InvoicesPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    waiting: Vec<Bill>,
    others: Option<Table>,
}

/// A bill that waits for the family.
struct Bill {
    title: String,
    version: i64,
    facts: SummaryList,
    at: String,
    why: TextInput,
}

/// The bills.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let purse = Purse::open(&visit).await?;
    page(&visit, &purse, &Posted::empty(visit.words(FOLDER)))
}

fn page(visit: &Visit, purse: &Purse, posted: &Posted) -> Result<Response, Fault> {
    let w = purse.w;
    let mut page = told(visit, w, visit.page(w, w.t("bills.title")));
    page.back = Some(Link::new(w.t("set-up.back"), purse.at()));
    page.errors = posted.errors();
    let status = if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (waiting, others): (Vec<_>, Vec<_>) =
        purse.view.invoices.iter().partition(|one| one.paper.status == InvoiceStatus::WithFamily);
    let page = InvoicesPage {
        page,
        w,
        csrf: visit.csrf(),
        waiting: waiting.into_iter().map(|one| bill(purse, one, posted)).collect(),
        others: (!others.is_empty()).then(|| table(purse, &others)),
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn bill(purse: &Purse, one: &Stored<Invoice>, posted: &Posted) -> Bill {
    let (w, paper) = (purse.w, &one.paper);
    let facts = vec![
        Row::new(w.t("bills.what"), purse.what(paper.line)),
        Row::new(w.t("bills.how-many"), w.say("bills.times", &[("many", &paper.quantity), ("price", &paper.price)])),
        Row::new(w.t("bills.dated"), day(w, paper.dated)),
        Row::new(w.t("bills.number"), paper.number.clone()),
    ];
    Bill {
        title: w.say("bills.of", &[("provider", &paper.provider), ("sum", &paper.amount)]),
        version: one.version,
        facts: SummaryList::new(facts),
        at: format!("{}/invoices/{}", purse.at(), one.id),
        why: posted.field_said(&format!("why-{}", one.id), "bill-why").text(),
    }
}

fn table(purse: &Purse, others: &[&Stored<Invoice>]) -> Table {
    let w = purse.w;
    let columns = vec![
        Column::new(w.t("bills.from")),
        Column::new(w.t("bills.what")),
        Column::day(w.t("bills.dated")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.state")),
    ];
    let row = |one: &&Stored<Invoice>| {
        let paper = &one.paper;
        let (key, tone) = match paper.status {
            InvoiceStatus::Paid => ("paid", Tone::Good),
            InvoiceStatus::Held => ("held", Tone::Attention),
            InvoiceStatus::Refused => ("refused", Tone::Calm),
            _ => ("council", Tone::Active),
        };
        let state = w.find(&format!("bill-state.{key}")).unwrap_or(key);
        vec![
            Cell::text(paper.provider.clone()),
            Cell::text(purse.what(paper.line)),
            Cell::text(day(w, paper.dated)),
            Cell::text(paper.amount.to_string()),
            Cell::Tag(Tag::new(state, tone)),
        ]
    };
    Table::new(w, w.t("bills.others"), columns, others.iter().map(row).collect())
}

/// The family says that a bill is right.
pub async fn yes(visit: Visit, Path((_, invoice)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let id: InvoiceId = invoice.parse().map_err(|_| Fault::NotFound)?;
    let version = sent.value("version").parse().map_err(|_| Fault::NotFound)?;
    let done = approve_invoice(&visit.signed_caller()?, visit.child()?, (id, version)).await;
    answered(&visit, Posted::empty(visit.words(FOLDER)), (id, done), "bill-right").await
}

/// The family says that something is wrong with it: their worker looks after it.
pub async fn wrong(visit: Visit, Path((_, invoice)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let id: InvoiceId = invoice.parse().map_err(|_| Fault::NotFound)?;
    let version = sent.value("version").parse().map_err(|_| Fault::NotFound)?;
    let posted = sent.posted(visit.words(FOLDER));
    let why = posted.value(&format!("why-{id}")).to_owned();
    let (child, person) = (visit.child()?, visit.person().ok_or(Fault::SignInFirst)?);
    let around = relations::of_child(&mut visit.reading().await?, child).await?;
    let worker = around.iter().find_map(|one| match one.holder {
        Holder::Person(worker) if one.kind == RelationKind::KeyWorker && one.is_live(visit.moment.today) => {
            Some(worker)
        }
        _ => None,
    });
    let done = query_invoice(&visit.signed_caller()?, child, (id, version), (&why, worker.unwrap_or(person))).await;
    answered(&visit, posted, (id, done), "bill-wrong").await
}

async fn answered(
    visit: &Visit,
    mut posted: Posted,
    (id, done): (InvoiceId, Result<(), ActionError>),
    what: &str,
) -> Result<Response, Fault> {
    let purse = Purse::open(visit).await?;
    let done = done.map_err(|error| match error {
        ActionError::Store(store::StoreError::Changed(_)) => ActionError::rule("invoice-moved-on"),
        other => other,
    });
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}/invoices?done={what}", purse.at())).into_response()),
        Err(error @ (ActionError::Invalid(_) | ActionError::Rule(_))) => {
            for (_, text) in said(purse.w, error)? {
                posted.refuse_in_words(&format!("why-{id}"), text);
            }
            page(visit, &purse, &posted)
        }
        Err(error) => Err(error.into()),
    }
}
