//! `/council/audit`: the audit log of the authority for those who check it, and the same as CSV.

use axum::response::Response;
use seven_core::PersonId;
use seven_core::access::Action;
use store::audit_log::{self, LogFilter, LogLine};

use super::layout::{Form, Office, may, query};
use super::need_beside_spend::csv_file;
use super::shown::{self, cell};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table};
use crate::visit::Visit;
use crate::words::PageWords;

/// Rows on a page.
const ROWS: usize = 100;
/// Rows of a file at most.
const MOST_IN_A_FILE: i64 = 100_000;

fn filter(visit: &Visit) -> LogFilter {
    let person = |name: &str| query(visit, name).and_then(|id| id.trim().parse::<PersonId>().ok());
    LogFilter {
        child: person("child"),
        actor: person("actor"),
        action: query(visit, "action").and_then(|code| Action::from_code(&code).ok()),
    }
}

/// The address of these entries, with what comes after the path.
fn address(path: &str, filter: &LogFilter) -> String {
    let id = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
    let action = filter.action.map(Action::code).unwrap_or_default();
    format!("{path}?child={}&actor={}&action={action}", id(filter.child), id(filter.actor))
}

/// The entries, newest first.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/audit");
    let filter = filter(&visit);
    let before = query(&visit, "before").and_then(|number| number.parse().ok()).unwrap_or(i64::MAX);
    let mut reading = visit.reading().await?;
    let mut lines = audit_log::newest(&mut reading, &filter, before, i64::try_from(ROWS + 1).unwrap_or(101)).await?;
    let more = lines.len() > ROWS;
    lines.truncate(ROWS);
    record(&visit, lines.len(), "page").await?;
    let values = ["child", "actor", "action"].map(|name| (name.to_owned(), query(&visit, name).unwrap_or_default()));
    let posted = Posted::of(w, values.to_vec());
    let every = Choice::new("", w.t("every"));
    let choices = Action::ALL.iter().map(|one| Choice::new(one.code(), shown::coded(w, "action", one.code())));
    let form = Form::search(&visit, "/council/audit")
        .field(&posted.field("child").text().characters(20))
        .field(&posted.field("actor").text().characters(20))
        .field(&posted.field("action").select([every].into_iter().chain(choices).collect()).without_blank())
        .button(Button::new(w.t("filter")).secondary());
    let mut office = Office::new(&visit, w, w.t("title")).say(w.t("lead")).with(&form);
    if lines.is_empty() {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    }
    office = office.with(&table(w, &lines, &filter));
    if let Some(last) = lines.last().filter(|_| more) {
        office = office.link(w.t("earlier"), &format!("{}&before={}", address("/council/audit", &filter), last.number));
    }
    if may(&visit, Action::ExportAuditLog) {
        office = office.link(w.t("download"), &address("/council/audit.csv", &filter));
    }
    office.shown()
}

/// Looking into the log is on record as well.
async fn record(visit: &Visit, rows: usize, what: &str) -> Result<(), Fault> {
    if let Some(permit) = &visit.permit {
        let event = seven_core::audit::Event::of(permit, "list audit log").with("rows", rows).with("as", what);
        visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    Ok(())
}

fn table(w: PageWords, lines: &[LogLine], filter: &LogFilter) -> Table {
    let columns = vec![
        Column::number(w.t("column.number")),
        Column::number(w.t("column.when")),
        Column::new(w.t("column.who")),
        Column::new(w.t("column.seat")),
        Column::new(w.t("column.what")),
        Column::new(w.t("column.child")),
        Column::new(w.t("column.about")),
    ];
    let row = |line: &LogLine| {
        let child = match line.child {
            Some(id) => {
                let narrowed = LogFilter { child: Some(id), ..filter.clone() };
                let name = if line.child_name.is_empty() { w.t("erased") } else { &line.child_name };
                Cell::link(name.to_owned(), address("/council/audit", &narrowed))
            }
            None => Cell::text(""),
        };
        vec![
            Cell::text(line.number.to_string()),
            Cell::text(shown::instant(line.at)),
            Cell::text(if line.actor.is_empty() { w.t("the_service") } else { &line.actor }),
            Cell::text(line.seat.map(|seat| shown::coded(w, "seat", seat.code())).unwrap_or_default()),
            Cell::text(shown::coded(w, "action", line.action.code())),
            child,
            Cell::text(line.subject.clone()),
        ]
    };
    Table::new(w, w.t("title"), columns, lines.iter().map(row).collect()).hide_caption()
}

/// `/council/audit.csv`.
pub async fn csv(visit: Visit) -> Result<Response, Fault> {
    let filter = filter(&visit);
    let mut reading = visit.reading().await?;
    let lines = audit_log::newest(&mut reading, &filter, i64::MAX, MOST_IN_A_FILE).await?;
    record(&visit, lines.len(), "csv").await?;
    let mut text = String::from("number,at,who,seat,action,purpose,child,subject,detail\r\n");
    for line in &lines {
        let seat = line.seat.map(seven_core::access::Seat::code).unwrap_or_default();
        let child = line.child.map(|id| id.to_string()).unwrap_or_default();
        let detail = line.detail.clone().unwrap_or_default();
        let row = format!(
            "{},{},{},{seat},{},{},{child},{},{}\r\n",
            line.number,
            line.at,
            cell(&line.actor),
            line.action,
            line.purpose,
            cell(&line.subject),
            cell(&detail),
        );
        text.push_str(&row);
    }
    Ok(csv_file("audit-log.csv", text))
}
