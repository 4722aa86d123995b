//! `/me/hours/{child}`: what a personal assistant sees and does: their own hours, handing in a week, what became of it. Nothing of
//! the child but the first name, nothing of sums but their own pay.

use actions::assistants::{HoursView, OwnHours, OwnSeat, hand_in, own_hours, take_back};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::AssistantId;
use seven_core::assistant::HoursStatus;

use crate::dates::day;
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Empty, Row, SummaryList};
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::week_form::{Week, stint};
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "family/own_hours";
/// As many weeks are shown as an assistant needs for a year and more.
const MOST_SHOWN: usize = 60;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let week = Week::of(&visit, None);
    page(&visit, &Posted::empty(visit.words(FOLDER)), &week, "").await
}

async fn page(visit: &Visit, posted: &Posted, week: &Week, sent: &str) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let own = own_hours(&visit.signed_caller()?, visit.child()?).await?;
    let OwnHours { name, seats } = &own;
    let title = w.say("title", &[("name", name)]);
    let mut page = told(visit, w, visit.page(w, title.clone()));
    page.back = Some(Link::new(w.t("back"), "/family"));
    let mut sheet = Sheet::new(page, title).lead(w.t("lead")).mended(posted);
    if seats.is_empty() {
        sheet = sheet.with(&Empty::new(w, w.t("no-seat")));
    }
    for seat in seats {
        let id = seat.id.to_string();
        sheet =
            sheet.heading(&format!("seat-{id}"), &w.say("pay", &[("wage", &seat.wage), ("day", &day(w, seat.from))]));
        // a page may have several of these forms: what was typed stands in the one that was sent
        let own = if sent == id { posted.clone() } else { Posted::empty(w) };
        let at = format!("/me/hours/{}", visit.child()?);
        sheet = sheet.links(&week.others(&at));
        let form = Form::new(visit, at.clone()).hidden("seat", &id).hidden("week", week.monday());
        sheet = sheet.with(&form.field(&week.fields(&own)).button(Button::new(w.t("send"))));
        sheet = sheet.heading(&format!("hours-{id}"), w.t("so-far"));
        if seat.hours.is_empty() {
            sheet = sheet.with(&Empty::new(w, w.t("none")));
        }
        sheet = cards(visit, w, sheet, seat)?;
    }
    sheet.shown()
}

/// What was handed in, week by week.
fn cards(visit: &Visit, w: PageWords, mut sheet: Sheet, seat: &OwnSeat) -> Result<Sheet, Fault> {
    for one in seat.hours.iter().take(MOST_SHOWN) {
        sheet = sheet.with(&SummaryList::new(rows(visit, w, one)).titled(period(w, one)));
        let paper = &one.stored.paper;
        if paper.status == HoursStatus::HandedIn && !paper.is_by_family {
            let form = Form::new(visit, format!("/me/hours/{}/take-back", visit.child()?));
            let form = form.hidden("hours", one.stored.id).hidden("version", one.stored.version);
            sheet = sheet.with(&form.button(Button::new(w.t("take-back")).secondary()));
        }
    }
    Ok(sheet)
}

fn period(w: PageWords, one: &HoursView) -> String {
    let Some((from, until)) = one.stored.paper.days() else { return String::new() };
    if from == until { day(w, from) } else { w.say("period", &[("from", &day(w, from)), ("until", &day(w, until))]) }
}

fn rows(visit: &Visit, w: PageWords, one: &HoursView) -> Vec<Row> {
    let paper = &one.stored.paper;
    let each: Vec<String> = paper.stints.iter().map(|each| stint(visit, each)).collect();
    let sum = w.say("sum", &[("hours", &paper.hours()), ("pay", &paper.pay)]);
    let mut rows = vec![
        Row::new(w.t("row.state"), state(w, one)),
        Row::new(w.t("row.sum"), sum),
        Row::new(w.t("row.days"), each.join("\n")),
    ];
    if paper.status == HoursStatus::SentBack {
        rows.insert(1, Row::new(w.t("row.asked"), paper.asked.clone()));
    }
    rows
}

/// How hours stand, in a sentence.
fn state(w: PageWords, one: &HoursView) -> String {
    let paper = &one.stored.paper;
    let on = |key: &str, on: Option<jiff::civil::Date>| {
        let of = on.map(|on| day(w, on)).unwrap_or_default();
        w.say(key, &[("day", &of)])
    };
    match (paper.status, one.paid_on) {
        (_, Some(paid)) => on("state.paid", Some(paid)),
        (HoursStatus::Approved, None) if !one.counts => w.t("state.taken-out").to_owned(),
        (HoursStatus::Approved, None) => on("state.approved", paper.decided_on),
        (HoursStatus::HandedIn, None) => w.t("state.handed-in").to_owned(),
        (HoursStatus::SentBack, None) => on("state.sent-back", paper.decided_on),
        (HoursStatus::TakenBack, None) => w.t("state.taken-back").to_owned(),
    }
}

fn after(visit: &Visit, what: &str) -> Result<Response, Fault> {
    Ok(Redirect::to(&format!("/me/hours/{}?done={what}", visit.child()?)).into_response())
}

/// Hands a week in.
pub async fn send(visit: Visit, _path: Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let seat: AssistantId = posted.value("seat").parse().map_err(|_| Fault::NotFound)?;
    let week = Week::of(&visit, Some(posted.value("week")));
    let stints = week.read(&mut posted);
    if posted.is_right() {
        match hand_in(&visit.signed_caller()?, visit.child()?, seat, stints).await {
            Ok(_) => return after(&visit, "handed-in"),
            Err(error) => week.refuse(&mut posted, error)?,
        }
    }
    page(&visit, &posted, &week, &seat.to_string()).await
}

/// Takes hours back that wait.
pub async fn back(visit: Visit, _path: Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let id = posted.value("hours").parse().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let week = Week::of(&visit, None);
    match take_back(&visit.signed_caller()?, visit.child()?, (id, version)).await {
        Ok(()) => after(&visit, "hours-taken-back"),
        Err(actions::ActionError::Store(store::StoreError::Changed(_))) => {
            week.refuse(&mut posted, actions::ActionError::rule("hours-not-waiting"))?;
            page(&visit, &posted, &week, "").await
        }
        Err(error) => {
            week.refuse(&mut posted, error)?;
            page(&visit, &posted, &week, "").await
        }
    }
}
