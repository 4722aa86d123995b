//! `/council/children/{child}/history`: who looked at the record or changed it, when and why, the newest first.

use axum::response::Response;
use store::audit_log::{self, LogFilter};

use super::{Known, home};
use crate::council::layout::query;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::show::{Cell, Column, Table};
use crate::visit::Visit;

/// Rows on a page.
const ROWS: usize = 100;

/// The entries.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/child/history");
    let known = Known::of(&visit).await?;
    let child = known.child.id;
    let before = query(&visit, "before").and_then(|number| number.parse().ok()).unwrap_or(i64::MAX);
    let filter = LogFilter { child: Some(child), ..LogFilter::default() };
    let mut reading = visit.reading().await?;
    let mut lines = audit_log::newest(&mut reading, &filter, before, i64::try_from(ROWS + 1).unwrap_or(101)).await?;
    let more = lines.len() > ROWS;
    lines.truncate(ROWS);
    let columns =
        ["when", "who", "seat", "what", "why"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    let row = |line: &audit_log::LogLine| {
        let who = if line.actor.is_empty() { w.t("the_service").to_owned() } else { line.actor.clone() };
        let seat = line.seat.map(|seat| shown::coded(w, "seat", seat.code())).unwrap_or_default();
        vec![
            Cell::text(shown::instant(line.at)),
            Cell::text(who),
            Cell::text(seat),
            Cell::text(shown::coded(w, "action", line.action.code())),
            Cell::text(shown::coded(w, "purpose", line.purpose.code())),
        ]
    };
    let table = Table::new(w, w.t("title"), columns.to_vec(), lines.iter().map(row).collect());
    let mut office = known.page(&visit, w, "history").say(w.t("lead")).with(&table);
    if let Some(last) = lines.last().filter(|_| more) {
        office = office.link(w.t("earlier"), &format!("{}/history?before={}", home(child), last.number));
    }
    office.shown()
}
