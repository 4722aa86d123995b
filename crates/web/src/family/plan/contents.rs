//! Beginning a plan, and its contents: what is there, what is missing, what it costs.

use actions::plan::{begin as begin_plan, put_away as put, take_up as take};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::remark::RemarkState;
use seven_core::plan::writing::{MOST_WORDS, Topic};
use seven_core::plan::{PlanStatus, Quadrant};
use store::people;
use store::plan_remarks;
use store::plans::{self, StoredPlan};

use super::chapter::Chapter;
use super::sheet::{Form, Sheet};
use super::{FOLDER, PlanDesk};
use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Button;
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::plan_view::{Said, packs_of};
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;

/// The plan that counts now: the draft, else the latest that was asked for, agreed or signed.
pub(crate) fn present(plans: &[StoredPlan]) -> Option<&StoredPlan> {
    let of = |status| plans.iter().find(|plan| plan.status == status);
    let order = [PlanStatus::Draft, PlanStatus::Asked, PlanStatus::Agreed, PlanStatus::Signed];
    order.into_iter().find_map(of)
}

/// To the plan that counts now, or to where one begins.
pub async fn current(visit: Visit) -> Result<Response, Fault> {
    let child = visit.child()?;
    let mut reading = visit.reading().await?;
    let all = plans::of_child(&mut reading, child).await?;
    let person = people::find(&mut reading, child).await?.ok_or(Fault::NotFound)?;
    drop(reading);
    if let Some(plan) = present(&all)
        && crate::query::query(&visit, "new").is_none()
    {
        return Ok(Redirect::to(&format!("/family/{child}/plan/{}", plan.id)).into_response());
    }
    let w = visit.words(FOLDER);
    let title = w.say("begin.title", &[("name", &person.name.first())]);
    let mut page = told(&visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.say("nav.child", &[("name", &person.name.first())]), format!("/family/{child}")));
    let mut sheet = Sheet::new(page, title).lead(w.say("begin.lead", &[("name", &person.name.first())]));
    let reasons: Vec<String> =
        ["begin.one", "begin.two", "begin.three"].iter().map(|key| w.t(key).to_owned()).collect();
    sheet = sheet.set_apart("information", &reasons);
    if !visit.opens(Action::WritePlan) {
        return sheet.say(w.t("begin.not-yours")).shown();
    }
    let at = format!("/family/{child}/plan");
    sheet = sheet.with(&Form::new(&visit, at.clone()).button(Button::new(w.t("begin.empty"))));
    if all.iter().any(|plan| plan.status == PlanStatus::Signed && visit.moment.today < plan.stretch.until) {
        let link = Link::new(w.t("begin.change"), format!("/family/{child}/changes#plan"));
        sheet = sheet.say(w.t("begin.change-lead")).links(&[link]);
    }
    let old: Vec<&StoredPlan> = all.iter().filter(|plan| plan.status != PlanStatus::Draft).collect();
    if !old.is_empty() {
        sheet = sheet.heading("copy", w.t("begin.copy-title")).say(w.t("begin.copy-lead"));
    }
    for plan in old {
        let text = w.say("begin.copy", &[("from", &day(w, plan.stretch.from))]);
        let form = Form::new(&visit, at.clone()).hidden("copy", plan.id);
        sheet = sheet.with(&form.button(Button::new(text).secondary()));
    }
    sheet.shown()
}

/// Begins one.
pub async fn begin(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let child = visit.child()?;
    let copy = match sent.value("copy") {
        "" => None,
        id => Some(id.parse().map_err(|_| Fault::NotFound)?),
    };
    let plan = begin_plan(&visit.signed_caller()?, child, copy).await?;
    Ok(Redirect::to(&format!("/family/{child}/plan/{plan}?done=begun")).into_response())
}

/// The contents.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let (w, name) = (desk.w, desk.first_name());
    let mut reading = desk.visit.reading().await?;
    let remarks = plan_remarks::of_plan(&mut reading, desk.view.plan.id).await?;
    drop(reading);
    let back = Link::new(w.say("nav.child", &[("name", &name)]), format!("/family/{}", desk.child.id));
    let title = w.say("title", &[("name", &name)]);
    let plan = desk.sheet();
    let lead = w.t(&format!("now.{}", desk.view.plan.status)).to_owned();
    let mut sheet = Sheet::new(desk.page(title.clone(), back), title).caption(plan.days()).lead(lead);
    sheet = sheet.with(&plan.status());
    if desk.view.changes.is_some() {
        let from = day(w, desk.view.plan.stretch.from);
        let at = format!("/family/{}/changes/{}", desk.child.id, desk.view.plan.id);
        let texts = [w.say("changes.lead", &[("from", &from)])];
        sheet = sheet.set_apart("information", &texts).links(&[Link::new(w.t("changes.beside"), at)]);
    }
    let waiting = remarks.iter().filter(|one| one.remark.state == RemarkState::Open).count();
    if waiting > 0 {
        let text = w.count("remarks-waiting", u64::try_from(waiting).unwrap_or_default());
        sheet = sheet.set_apart("action", &[text]).links(&[Link::new(w.t("to-remarks"), desk.at("/remarks"))]);
    }
    sheet = sheet.heading("chapters", w.t("chapters")).with(&chapters(&desk));
    sheet = sheet.heading("money", w.t("money-title"));
    sheet = match plan.money() {
        Some(bars) => sheet.with(&bars),
        None => sheet.say(w.t("no-money")),
    };
    sheet = looked_at(sheet, &desk, &plan.concerns());
    sheet = sheet.heading("more", w.t("more")).links(&more(&desk)?);
    ended(helpers(sheet, &desk), &desk).shown()
}

/// The chapters, and what is there and what is missing in each.
fn chapters(desk: &PlanDesk) -> Table {
    let w = desk.w;
    let mut rows = vec![vec![Cell::link(w.t("me.link"), desk.at("/me")), Cell::Text(about_pages(desk))]];
    for chapter in Chapter::ALL {
        let link = Cell::link(w.t(&format!("chapter-name.{chapter}")), desk.at(&format!("/chapter/{chapter}")));
        rows.push(vec![link, Cell::Text(about(desk, *chapter))]);
    }
    let columns = vec![Column::new(w.t("column.chapter")), Column::new(w.t("column.there"))];
    Table::new(w, w.t("chapters"), columns, rows).hide_caption()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

fn about_pages(desk: &PlanDesk) -> String {
    let (w, plan) = (desk.w, desk.sheet());
    let (pages, all) = (plan.pieces(BodyKind::Page).len(), Topic::ALL.len());
    let written =
        w.say("there.pages", &[("count", &pages), ("all", &all), ("words", &plan.own_words()), ("most", &MOST_WORDS)]);
    let people = w.count("there.people", number(plan.pieces(BodyKind::Person).len()));
    format!("{written} {people}")
}

fn about(desk: &PlanDesk, chapter: Chapter) -> String {
    let (w, plan) = (desk.w, desk.sheet());
    let count = |kind| number(plan.pieces(kind).len());
    match chapter {
        Chapter::Outcomes => w.count("there.outcomes", count(BodyKind::Outcome)),
        Chapter::Support => {
            let lines = plan.pieces(BodyKind::Support);
            let used = |quadrant: &&Quadrant| {
                lines.iter().any(|piece| matches!(&piece.body, Body::Support(line) if line.quadrant == **quadrant))
            };
            let used = Quadrant::ALL.iter().filter(used).count();
            w.count_with("there.support", number(lines.len()), &[("used", &used)])
        }
        Chapter::Safe => {
            let calls = w.count("there.crisis", count(BodyKind::Safety));
            format!("{} {calls}", w.count("there.risks", count(BodyKind::Risk)))
        }
        Chapter::Family => w.count("there.siblings", count(BodyKind::Sibling)),
        Chapter::Wealth => w.say("there.wealth", &[("count", &count(BodyKind::Wealth))]),
        Chapter::Money => w.count("there.choices", count(BodyKind::Money)),
    }
}

fn looked_at(sheet: Sheet, desk: &PlanDesk, concerns: &[Said]) -> Sheet {
    let w = desk.w;
    let sheet = sheet.heading("to-look-at", w.t("concerns"));
    if concerns.is_empty() {
        return sheet.say(w.t("no-concerns"));
    }
    let (stopping, other): (Vec<&Said>, Vec<&Said>) = concerns.iter().partition(|said| said.stops_asking);
    let link = |said: &&Said| {
        let chapter = Chapter::of(said.chapter);
        let mark = said.piece.map(|piece| format!("#piece-{piece}")).unwrap_or_default();
        Link::new(said.text.as_str(), desk.at(&format!("/chapter/{chapter}{mark}")))
    };
    let sheet = if stopping.is_empty() {
        sheet
    } else {
        let links: Vec<Link> = stopping.iter().map(link).collect();
        sheet.say(w.t("concerns-stop")).bullets(&links)
    };
    if other.is_empty() {
        return sheet;
    }
    sheet.say(w.t("concerns-lead")).bullets(&other.iter().map(link).collect::<Vec<_>>())
}

fn more(desk: &PlanDesk) -> Result<Vec<Link>, Fault> {
    let w = desk.w;
    let mut links = vec![
        Link::new(w.t("to-agree"), desk.at("/agree")),
        Link::new(w.t("to-whole"), desk.at("/whole")),
        Link::new(w.t("to-paper"), desk.at("/paper")),
    ];
    for pack in packs_of(&desk.view)? {
        let name = w.find(&format!("pack.{}", pack.id)).map_or_else(|| pack.title.clone(), str::to_owned);
        links.push(Link::new(w.say("to-pack", &[("pack", &name)]), desk.at(&format!("/packs/{}", pack.id))));
    }
    if desk.may(Action::WritePlan) {
        links.push(Link::new(w.t("to-days"), desk.at("/days")));
    }
    links.push(Link::new(w.t("to-remarks"), desk.at("/remarks")));
    links.push(Link::new(w.t("to-history"), desk.at("/history")));
    if desk.visit.opens(Action::DecidePlan) {
        links.push(Link::new(w.t("to-links"), desk.at("/links")));
    }
    links.push(Link::new(w.t("to-ideas"), desk.at("/ideas")));
    if desk.visit.opens(Action::WritePlan) && desk.view.plan.status != PlanStatus::Draft {
        links.push(Link::new(w.t("to-next"), format!("/family/{}/plan?new=yes", desk.child.id)));
    }
    Ok(links)
}

/// Who helps with planning, and how to reach them.
fn helpers(mut sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let (w, settings) = (desk.w, &desk.view.settings);
    sheet = sheet.heading("helpers", w.t("helpers"));
    if settings.helpers.is_empty() {
        return sheet.say(w.t("no-helpers"));
    }
    for helper in &settings.helpers {
        let mut rows = vec![Row::new(w.t("helper.what"), helper.what.as_str())];
        let ways = [("helper.phone", &helper.phone), ("helper.email", &helper.email)];
        rows.extend(ways.into_iter().filter_map(|(key, way)| Some(Row::new(w.t(key), way.as_deref()?))));
        sheet = sheet.with(&SummaryList::new(rows).titled(helper.name.as_str()));
    }
    sheet
}

/// Putting the plan away, or taking it up again.
fn ended(sheet: Sheet, desk: &PlanDesk) -> Sheet {
    let w = desk.w;
    if !desk.visit.opens(Action::DecidePlan) {
        return sheet;
    }
    let form = |page: &str, text: &str| Form::new(&desk.visit, desk.at(page)).button(Button::new(text).secondary());
    match desk.view.plan.status {
        PlanStatus::Draft => sheet
            .heading("put-away", w.t("put-away.title"))
            .say(w.t("put-away.lead"))
            .with(&form("/put-away", w.t("put-away.go"))),
        PlanStatus::PutAway => sheet.with(&form("/take-up", w.t("take-up"))),
        _ => sheet,
    }
}

/// Puts a draft away.
pub async fn put_away(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let (child, id) = (visit.child()?, plan.parse().map_err(|_| Fault::NotFound)?);
    put(&visit.signed_caller()?, child, id).await?;
    Ok(Redirect::to(&format!("/family/{child}/plan/{plan}?done=put-away")).into_response())
}

/// Takes it up again.
pub async fn take_up(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let (child, id) = (visit.child()?, plan.parse().map_err(|_| Fault::NotFound)?);
    take(&visit.signed_caller()?, child, id).await?;
    Ok(Redirect::to(&format!("/family/{child}/plan/{plan}?done=taken-up-plan")).into_response())
}
