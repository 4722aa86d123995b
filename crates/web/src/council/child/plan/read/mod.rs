//! `/council/children/{child}/plan`: the plan to read, what it costs line by line, and what people say beside it.

pub mod remarks;

use actions::plan::{of_child, open_media};
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use seven_core::access::Action;
use seven_core::plan::piece::supports;
use seven_core::plan::support::Support;
use seven_core::plan::{Piece, PlanStatus};
use seven_core::{MediaId, PieceId, PlanId};
use store::plan_media;
use store::plans::StoredPlan;

use super::super::{Known, home};
use super::{Desk, is_current, propose};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Posted;
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Table};
use crate::plan_view::{self, PlanSheet, packs_of};
use crate::streams::called;
use crate::visit::Visit;

/// The plan that people work with now: the newest one that is neither replaced nor put away.
pub async fn latest(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/child/plan/read");
    let mut reading = visit.reading().await?;
    let all = of_child(&mut reading, visit.child()?).await?;
    drop(reading);
    let now = all.iter().find(|plan| is_current(plan.status)).or(all.first());
    match now {
        Some(plan) => page(&visit, &plan.id.to_string(), &Posted::empty(w)).await,
        None => Known::of(&visit).await?.page(&visit, w, "plan").with(&Empty::new(w, w.t("none"))).shown(),
    }
}

/// A plan.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    page(&visit, &plan, &Posted::empty(visit.words("council/child/plan/read"))).await
}

async fn page(visit: &Visit, plan: &str, posted: &Posted) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let desk = Desk::open(visit, &mut reading, plan, "read").await?;
    let w = desk.w;
    let media = plan_media::of_plan(&mut reading, desk.view.plan.id).await?;
    let deciders = desk.deciders(visit, &mut reading).await?;
    let beside = remarks::loaded(&mut reading, desk.view.plan.id).await?;
    let others = of_child(&mut reading, desk.known.child.id).await?;
    drop(reading);
    // what waits is judged as it was asked for
    let view = match desk.waiting() {
        Some(asked) => desk.view.frozen(asked)?,
        None => desk.view.clone(),
    };
    let media_at = format!("{}/media", desk.at());
    let sheet = PlanSheet {
        w: desk.plan_words,
        view: &view,
        media: &media,
        media_at: &media_at,
        child: desk.known.child.name.first(),
        sees_guarded: desk.known.may(Action::ViewHiddenNotes),
    };
    let mut office = desk.page(visit, "read").mended(posted).with(&facts(&desk, &sheet, deciders));
    let concerns: Vec<String> = sheet.concerns().into_iter().map(|said| said.text).collect();
    if view.plan.status == PlanStatus::Draft && !concerns.is_empty() {
        office = office.heading(w.t("concerns")).bullets(&concerns);
    }
    if supports(&view.pieces()).any(|(_, line)| line.is_paid()) {
        office = office.heading(w.t("costs")).say(w.t("costs_lead")).with(&costs(&desk, &sheet));
    }
    let packs = packs_of(&view)?;
    if !packs.is_empty() {
        office = office.heading(w.t("packs"));
    }
    for pack in packs {
        office = office.link(&pack.title, &format!("{}/packs/{}", desk.at(), pack.id));
    }
    let proposes = view.plan.status == PlanStatus::Draft && desk.known.may(Action::RemarkOnPlan);
    let link = |piece: &Piece| Some(Link::new(w.t("propose_change"), propose::address(&desk, piece)?));
    office = office.with(&sheet.whole_with(false, |piece| if proposes { link(piece) } else { None }));
    office = remarks::shown(visit, &desk, &sheet, office, &beside, posted);
    let others: Vec<&StoredPlan> = others.iter().filter(|other| other.id != desk.view.plan.id).collect();
    if !others.is_empty() {
        office = office.heading(w.t("others"));
    }
    for other in others {
        let stretch = [
            ("from", &shown::day(other.stretch.from) as &dyn std::fmt::Display),
            ("until", &shown::day(other.stretch.until)),
        ];
        let text = format!("{} ({})", w.say("days", &stretch), status(&desk, other.status));
        office = office.link(&text, &format!("{}/plan/{}", home(desk.known.child.id), other.id));
    }
    office.shown()
}

fn status(desk: &Desk, status: PlanStatus) -> String {
    desk.plan_words.find(&format!("status.{status}")).unwrap_or_default().to_owned()
}

fn facts(desk: &Desk, sheet: &PlanSheet<'_>, deciders: Option<String>) -> SummaryList {
    let (w, view) = (desk.w, sheet.view);
    let mut rows = vec![
        Row::new(w.t("status"), status(desk, view.plan.status)),
        Row::new(w.t("time"), sheet.days()),
        Row::new(w.t("told"), view.summary.budget().to_string()),
        Row::new(w.t("asks"), view.summary.planned().to_string()),
    ];
    if !view.plan.shortfall.is_empty() {
        rows.push(Row::new(w.t("shortfall"), view.plan.shortfall.clone()));
    }
    if let Some(asked) = desk.waiting() {
        rows.push(Row::new(w.t("asked"), shown::day(asked.request.asked_on)));
        rows.push(Row::new(w.t("frozen"), asked.hash.clone()));
    }
    rows.extend(deciders.map(|names| Row::new(w.t("deciders"), names)));
    SummaryList::new(rows)
}

/// Each paid line: what it comes to in the plan's time, and what a whole year of it costs.
fn costs(desk: &Desk, sheet: &PlanSheet<'_>) -> Table {
    let w = desk.w;
    let columns = vec![
        Column::new(w.t("column.what")),
        Column::new(w.t("column.who")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.price")),
        Column::number(w.t("column.cost")),
        Column::number(w.t("column.year")),
    ];
    let pieces = sheet.view.pieces();
    let row = |(piece, line): (PieceId, &Support)| {
        let paid = line.paid.as_ref()?;
        let cost = sheet.view.summary.cost_of(piece);
        let sum = |of: fn(&seven_core::plan::LineCost) -> seven_core::Pence| {
            cost.map_or_else(|| w.t("no_cost").to_owned(), |cost| of(cost).to_string())
        };
        let texts = [
            line.what.clone(),
            line.who.clone(),
            called(&paid.stream),
            plan_view::price(desk.plan_words, paid.price, line.unit),
        ];
        Some(texts.into_iter().chain([sum(|cost| cost.cost), sum(|cost| cost.full_year)]).map(Cell::Text).collect())
    };
    let rows = supports(&pieces).filter_map(row).collect();
    let full_year = sheet.view.summary.streams.iter().fold(0, |all: i64, one| all.saturating_add(one.full_year.0));
    let blank = || Cell::text("");
    let total = vec![
        Cell::text(w.t("all")),
        blank(),
        blank(),
        blank(),
        Cell::text(sheet.view.summary.planned().to_string()),
        Cell::text(seven_core::Pence(full_year).to_string()),
    ];
    Table::new(w, w.t("costs"), columns, rows).hide_caption().total(total)
}

/// A picture or recording of the plan.
pub async fn media(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let plan: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let (line, bytes) = open_media(&visit.signed_caller()?, visit.child()?, plan, id).await?;
    let headers = [
        (CONTENT_TYPE, line.media_type),
        (CONTENT_DISPOSITION, "inline".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
