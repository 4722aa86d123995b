//! `/council`: the children that one's relations reach, what each waits for, on whom, how long.

use std::collections::BTreeSet;

use axum::response::Response;
use seven_core::PersonId;
use seven_core::access::reach;
use seven_core::audit::Event;
use seven_core::work::{Waiting, WaitingOn};
use store::worklist::{self, After, Sort, Wanted, WorkLine};

use super::layout::{Form, Office, query};
use super::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Order, Table, Tag, Tone};
use crate::visit::Visit;
use crate::words::PageWords;

/// Rows on a page.
const ROWS: usize = 100;
/// From so many days on, waiting is marked.
const LONG_DAYS: i64 = 20;

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/worklist");
    let waiting = query(&visit, "waiting").and_then(|code| Waiting::from_code(&code).ok());
    let sort = if query(&visit, "sort").as_deref() == Some("longest") { Sort::Longest } else { Sort::Name };
    let mut lines = lines(&visit, waiting, sort).await?;
    let more = lines.len() > ROWS;
    lines.truncate(ROWS);
    if let Some(permit) = &visit.permit {
        let event = Event::of(permit, "list worklist")
            .with("waiting", waiting.map(Waiting::code).unwrap_or("any"))
            .with("rows", lines.len());
        visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    let mut office =
        Office::new(&visit, w, w.t("title")).with(&filters(&visit, w, waiting, sort)).with(&finder(&visit, w));
    office = if lines.is_empty() {
        office.with(&Empty::new(w, w.t(if waiting.is_some() { "none_waiting" } else { "none" })))
    } else {
        office.with(&table(&visit, w, &lines, (waiting, sort)))
    };
    if let Some(last) = lines.last().filter(|_| more) {
        office = office.link(w.t("next"), &next(last, waiting, sort));
    }
    if query(&visit, "after").is_some() {
        office = office.link(w.t("first"), &address(waiting, sort));
    }
    office.shown()
}

async fn lines(visit: &Visit, waiting: Option<Waiting>, sort: Sort) -> Result<Vec<WorkLine>, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let child = query(visit, "child").and_then(|id| id.parse().ok());
    let wanted = Wanted {
        viewer: signed.actor.person,
        reach: reach(&signed.actor, visit.moment.today),
        today: visit.moment.today,
        waiting,
        sort,
        after: query(visit, "after").zip(child).map(|(key, child)| After { key, child }),
        limit: i64::try_from(ROWS + 1).unwrap_or(101),
    };
    let mut reading = visit.reading().await?;
    Ok(worklist::lines(&mut reading, &wanted).await?)
}

fn address(waiting: Option<Waiting>, sort: Sort) -> String {
    let waiting = waiting.map(Waiting::code).unwrap_or_default();
    format!("/council?waiting={waiting}&sort={}", if sort == Sort::Longest { "longest" } else { "name" })
}

fn next(last: &WorkLine, waiting: Option<Waiting>, sort: Sort) -> String {
    let key = match sort {
        Sort::Name => last.sorting_name.clone(),
        Sort::Longest => last.since.map(|at| at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()).unwrap_or_default(),
    };
    let key: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
    format!("{}&after={key}&child={}", address(waiting, sort), last.child)
}

fn filters(visit: &Visit, w: PageWords, waiting: Option<Waiting>, sort: Sort) -> Form {
    let code = waiting.map(Waiting::code).unwrap_or_default();
    let order = if sort == Sort::Longest { "longest" } else { "name" };
    let values = vec![("waiting".to_owned(), code.to_owned()), ("sort".to_owned(), order.to_owned())];
    let posted = Posted::of(w, values);
    let every = Choice::new("", w.t("everything")).chosen(waiting.is_none());
    let states = Waiting::ALL.iter().map(|state| Choice::new(state.code(), shown::coded(w, "waiting", state.code())));
    let orders =
        ["name", "longest"].map(|order| Choice::new(order, w.find(&format!("order.{order}")).unwrap_or(order)));
    Form::search(visit, "/council")
        .field(&posted.field("waiting").select([every].into_iter().chain(states).collect()).without_blank())
        .field(&posted.field("sort").select(orders.to_vec()).without_blank())
        .button(Button::new(w.t("filter")).secondary())
}

fn finder(visit: &Visit, w: PageWords) -> Form {
    Form::search(visit, "/council/search")
        .field(&Posted::empty(w).field("q").text().search())
        .button(Button::new(w.t("find")).secondary())
}

fn table(visit: &Visit, w: PageWords, lines: &[WorkLine], (waiting, sort): (Option<Waiting>, Sort)) -> Table {
    let by_name = (sort == Sort::Name).then_some(Order::Ascending);
    let longest = (sort == Sort::Longest).then_some(Order::Descending);
    let columns = vec![
        Column::new(w.t("column.child")).sorted_by(address(waiting, Sort::Name), by_name),
        Column::number(w.t("column.age")),
        Column::new(w.t("column.waiting")),
        Column::new(w.t("column.on")),
        Column::number(w.t("column.days")).sorted_by(address(waiting, Sort::Longest), longest),
        Column::new(w.t("column.worker")),
    ];
    let page = opens(visit);
    let rows = lines.iter().map(|line| row(visit, w, line, page)).collect();
    Table::new(w, w.t("title"), columns, rows).hide_caption()
}

/// Which of a child's pages a viewer is led to. Finance officers reach every child and may see the budget, and no other page of
/// one with whom they do not work besides.
fn opens(visit: &Visit) -> &'static str {
    let is_finance = visit.signed.as_ref().is_some_and(|signed| {
        let mut roles = signed.actor.memberships.iter().filter(|one| one.is_live(visit.moment.today));
        roles.any(|one| one.role == seven_core::people::Role::Finance)
    });
    if is_finance { "/budget" } else { "" }
}

fn row(visit: &Visit, w: PageWords, line: &WorkLine, page: &str) -> Vec<Cell> {
    let today = visit.moment.today;
    let days = line.since.map(|since| shown::days_since(since, today));
    let is_late = line.due_by.is_some_and(|due| due < today);
    let tone = match (line.waiting, line.waiting.on()) {
        (Waiting::Nothing, _) => Tone::Calm,
        _ if is_late => Tone::Urgent,
        (Waiting::Challenge | Waiting::Decision | Waiting::PlanAsked, _) => Tone::Attention,
        (_, WaitingOn::Worker) if days.is_some_and(|days| days >= LONG_DAYS) => Tone::Attention,
        _ => Tone::Active,
    };
    let due = line.due_by.map(|due| w.say("due", &[("day", &shown::day(due))]));
    let name = Link::new(line.name.clone(), format!("/council/children/{}{page}", line.child));
    let on = match line.waiting.on() {
        WaitingOn::Worker if !line.worker.is_empty() => line.worker.clone(),
        side => shown::coded(w, "on", side.code()),
    };
    vec![
        Cell::Link(name, due.or_else(|| Some(line.team.clone()).filter(|team| !team.is_empty()))),
        Cell::text(shown::age(line.born, today)),
        Cell::Tag(Tag::new(shown::coded(w, "waiting", line.waiting.code()), tone)),
        Cell::text(on),
        Cell::text(days.map(|days| days.to_string()).unwrap_or_default()),
        Cell::text(line.worker.clone()),
    ]
}

/// Those of some children whom a viewer's list holds: they are led to, the others by the page that opens a record with a reason.
pub(super) async fn reached(
    visit: &Visit,
    at: &mut store::Reading,
    children: &[PersonId],
) -> Result<BTreeSet<PersonId>, Fault> {
    let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
    let today = visit.moment.today;
    let (viewer, reach) = (signed.actor.person, reach(&signed.actor, today));
    let wanted = Wanted { viewer, reach, today, waiting: None, sort: Sort::Name, after: None, limit: 1 };
    Ok(worklist::reached(at, &wanted, children).await?)
}
