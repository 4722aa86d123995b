//! One statement: what came of it in words, its lines, and taking it back.

use actions::spending::{LineView, take_back};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::banking::StatementFormat;
use seven_core::{Pence, StatementId};
use store::spending::lines::LineState;
use store::spending::statements::StoredStatement;

use super::statements::{account, days};
use super::{Till, payee};
use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Button;
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::query::query;
use crate::visit::Visit;

/// The counts that the address of a new statement carries.
const COUNTS: [&str; 4] = ["new", "known", "matched", "asked"];

impl Till {
    fn statement(&self, id: &str) -> Result<&StoredStatement, Fault> {
        self.view.statements.iter().find(|one| one.id.to_string() == id).ok_or(Fault::NotFound)
    }
}

/// The page.
pub async fn show(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let one = till.statement(&id)?;
    let w = till.w;
    let title = w.say("statement.title", &[("days", &days(&till, one))]);
    let mut sheet = Sheet::new(till.page(title.clone(), till.to_statements()), title);
    if query(&till.visit, "new").is_some() {
        sheet = sheet.set_apart("information", &came_of_it(&till));
    }
    let open = till.asked().len() + till.left().len();
    if open > 0 {
        sheet = sheet.links(&[Link::new(w.t("statements.answer"), till.at("/questions"))]);
    }
    let sum = |sum: Option<Pence>| sum.map_or_else(|| w.t("not-told").to_owned(), |sum| sum.to_string());
    let rows = vec![
        Row::new(w.t("column.account"), account(&till, one)),
        Row::new(w.t("column.opening"), sum(one.opening)),
        Row::new(w.t("column.closing"), sum(one.closing)),
        Row::new(w.t("statement.file"), file(&till, one).await?),
        Row::new(w.t("statement.handed-in"), crate::dates::instant(w, &till.visit.app.clock, one.imported_at)),
    ];
    let lines: Vec<&LineView> = till.view.lines.iter().filter(|line| line.stored.statement == one.id).collect();
    sheet = sheet.with(&SummaryList::new(rows)).with(&table(&till, &lines));
    if till.visit.opens(Action::ImportStatement) {
        let at = till.at(&format!("/statements/{id}/take-back"));
        sheet = sheet.links(&[Link::new(w.t("statement.take-back"), at)]);
    }
    sheet.shown()
}

/// What the file is called; or who typed it in, where it came on paper.
async fn file(till: &Till, one: &StoredStatement) -> Result<String, Fault> {
    if one.format != StatementFormat::Paper {
        return Ok(one.file_name.clone());
    }
    till.entered_by(one.imported_by).await
}

/// "41 new, 3 known already, 35 matched, 4 questions."
fn came_of_it(till: &Till) -> Vec<String> {
    let w = till.w;
    let count = |name: &str| query(&till.visit, name).and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
    let told = COUNTS.into_iter().filter(|name| *name == "new" || count(name) > 0);
    told.map(|name| w.count(&format!("result.{name}"), count(name))).collect()
}

fn table(till: &Till, lines: &[&LineView]) -> Table {
    let w = till.w;
    let columns = vec![
        Column::new(w.t("column.who")),
        Column::day(w.t("column.day")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.for")),
        Column::new(w.t("column.state")),
    ];
    let row = |line: &&LineView| {
        let what = line.matched.as_ref().map(|made| till.for_what(made)).unwrap_or_default();
        vec![
            Cell::link(payee(w, line), till.at(&format!("/lines/{}", line.stored.id))),
            Cell::text(day(w, line.stored.line.booked)),
            Cell::text(line.stored.line.pence.to_string()),
            Cell::text(what),
            Cell::Tag(till.state(line)),
        ]
    };
    Table::new(w, w.t("statement.lines"), columns, lines.iter().map(row).collect())
}

/// The question before a statement is taken back.
pub async fn ask_back(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let one = till.statement(&id)?;
    let w = till.w;
    let lines = till.view.lines.iter().filter(|line| line.stored.statement == one.id);
    let matched = lines.filter(|line| line.stored.state == LineState::Matched).count();
    let back = Link::new(w.t("to.statement"), till.at(&format!("/statements/{id}")));
    let title = w.t("take-back.title").to_owned();
    let form = Form::new(&till.visit, till.at(&format!("/statements/{id}/take-back")))
        .button(Button::new(w.t("take-back.yes")).warning())
        .button(Button::link(w.t("take-back.no"), till.at(&format!("/statements/{id}"))).secondary());
    let lead = w.count_with("take-back.lead", u64::try_from(matched).unwrap_or(0), &[("days", &days(&till, one))]);
    Sheet::new(till.page(title.clone(), back), title).lead(lead).with(&form).shown()
}

/// Takes it back.
pub async fn send_back(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Fault> {
    let child = visit.child()?;
    let id: StatementId = id.parse().map_err(|_| Fault::NotFound)?;
    take_back(&visit.signed_caller()?, child, id).await?;
    Ok(Redirect::to(&format!("/family/{child}/money/statements?done=statement-taken-back")).into_response())
}
