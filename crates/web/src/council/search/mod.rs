//! `/council/search`: a child by name or number. Children outside one's relations are named, with nothing of their record;
//! the way to them is the page that asks for a reason.

use axum::response::Response;
use seven_core::PersonId;
use seven_core::audit::Event;
use store::worklist;

use super::layout::{Form, Office, query};
use super::shown;
use super::worklist::reached;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Table};
use crate::visit::Visit;

/// Rows that are shown at most.
const ROWS: i64 = 30;

/// What was found.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/search");
    let typed: String = query(&visit, "q").unwrap_or_default().trim().chars().take(300).collect();
    let posted = Posted::of(w, vec![("q".to_owned(), typed.clone())]);
    let form = Form::search(&visit, "/council/search")
        .field(&posted.field("q").text().search())
        .button(Button::new(w.t("find")));
    let office = Office::new(&visit, w, w.t("title")).with(&form);
    if typed.chars().count() < 2 {
        return office.say(w.t("type_more")).shown();
    }
    let mut reading = visit.reading().await?;
    let found = worklist::search(&mut reading, &typed, ROWS).await?;
    if let Some(permit) = &visit.permit {
        let event = Event::of(permit, "list search").with("rows", found.len());
        visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    if found.is_empty() {
        return office.with(&Empty::new(w, w.t("none")).next(Link::new(w.t("add"), "/council/add-child"))).shown();
    }
    let children: Vec<PersonId> = found.iter().map(|line| line.child).collect();
    let own = reached(&visit, &mut reading, &children).await?;
    let mut rows = Vec::new();
    for line in &found {
        let way = if own.contains(&line.child) {
            Cell::link(w.t("open"), format!("/council/children/{}", line.child))
        } else {
            Cell::link(w.t("with_reason"), format!("/council/open-record?child={}", line.child))
        };
        let (age, team) = (shown::age(line.born, visit.moment.today), line.team.clone());
        rows.push(vec![Cell::text(line.name.clone()), Cell::text(age), Cell::text(team), way]);
    }
    let columns =
        ["child", "age", "team", "way"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    office.with(&Table::new(w, w.t("found"), columns.to_vec(), rows)).say(w.t("limit")).shown()
}
