//! `/family/{child}/calendar`: payments, reviews and last days, for the calendar that somebody has anyway: as a file, or by a secret
//! link that the calendar fetches by itself. What a person may not see is not in it.

use actions::calendar::{end_link, make_link};
use actions::life::stops;
use actions::money::MoneyView;
use actions::reviews::ReviewView;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::calendar::{DayEvent, calendar};
use seven_core::life::Ongoing;
use seven_core::money::earmark::EarmarkStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Earmark, MoneyCase};
use store::{Query, calendar_links, papers};

use crate::dates::{day, day_of};
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Button;
use crate::parts::show::{Cell, Column, Empty, Table};
use crate::query::told;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "family/calendar";

/// Whose days, and how much of them is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling {
    /// The child.
    pub child: PersonId,
    /// Whether days of the money are in it.
    pub sees_money: bool,
    /// Whether it goes out by a secret link: then there is nothing in it but what kind of day it is.
    pub is_secret: bool,
}

/// The days to come.
pub(crate) async fn days(visit: &Visit, at: &mut impl Query, telling: Telling) -> Result<Vec<DayEvent>, Fault> {
    let w = visit.words(FOLDER);
    let today = visit.moment.today;
    let Telling { child, sees_money, .. } = telling;
    let mut events = Vec::new();
    for review in ReviewView::load(at, child, today).await?.reviews {
        let Some(on) = review.paper.on.filter(|_| review.paper.held_on.is_none()) else { continue };
        events.push(event(w, "review", (review.id, on), &[("place", &review.paper.place)]));
    }
    if sees_money {
        let money = MoneyView::load(at, child, today).await?;
        let planned = [InstalmentStatus::Planned, InstalmentStatus::InRun, InstalmentStatus::Returned];
        let payments = money.streams.iter().flat_map(|stream| &stream.payments);
        for one in payments.filter(|one| planned.contains(&one.paper.status)) {
            let comes = crate::pay_days::comes_on(visit, &one.paper);
            events.push(event(w, "payment", (one.id, comes), &[("stream", &called(&one.paper.stream))]));
        }
        for case in papers::of_child::<MoneyCase>(at, child).await? {
            if case.paper.answer.is_none() && case.paper.decided.is_none() {
                events.push(event(w, "answer", (case.id, case.paper.answer_by), &[]));
            }
        }
        for kept in papers::of_child::<Earmark>(at, child).await? {
            if kept.paper.status == EarmarkStatus::Kept {
                events.push(event(w, "kept", (kept.id, kept.paper.until), &[("what", &kept.paper.for_what)]));
            }
        }
    }
    if telling.is_secret {
        // places and purposes are the family's own words: they may name somebody
        events.iter_mut().for_each(|event| event.more.clear());
    }
    let is_quiet = stops(at, child, Ongoing::Calendar).await?;
    events.retain(|event| event.day >= today && !is_quiet);
    events.sort_by(|one, other| (one.day, &one.uid).cmp(&(other.day, &other.uid)));
    Ok(events)
}

/// A day in the words of its kind.
fn event(w: PageWords, kind: &str, (id, day): (uuid::Uuid, Date), more: &[(&str, &String)]) -> DayEvent {
    let values: Vec<(&str, &dyn std::fmt::Display)> =
        more.iter().map(|(name, value)| (*name, *value as &dyn std::fmt::Display)).collect();
    DayEvent {
        uid: format!("{kind}-{id}@seven-steps"),
        day,
        title: w.find(kind).unwrap_or_default().to_owned(),
        more: w.say(&format!("{kind}-more"), &values),
    }
}

/// The days as a file; to be saved, or for a calendar that fetches it.
pub(crate) fn file(visit: &Visit, events: &[DayEvent], is_saved: bool) -> Response {
    let w = visit.words(FOLDER);
    let how = if is_saved { "attachment; filename=\"seven-steps.ics\"" } else { "inline" };
    let headers =
        [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CONTENT_DISPOSITION, how), (CACHE_CONTROL, "no-store")];
    (headers, calendar(w.t("name"), visit.moment.at, events)).into_response()
}

fn own(visit: &Visit) -> Result<Telling, Fault> {
    Ok(Telling { child: visit.child()?, sees_money: visit.opens(Action::ViewMoney), is_secret: false })
}

/// `/family/{child}/calendar.ics`: the days as a file.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let telling = own(&visit)?;
    let events = days(&visit, &mut visit.reading().await?, telling).await?;
    Ok(file(&visit, &events, true))
}

/// The page: the days, the file, the link.
pub async fn page(visit: Visit) -> Result<Response, Fault> {
    sheet(&visit, None).await
}

async fn sheet(visit: &Visit, made: Option<String>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let telling = own(visit)?;
    let mut reading = visit.reading().await?;
    let events = days(visit, &mut reading, telling).await?;
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let link = calendar_links::live(&mut reading, telling.child, person).await?;
    drop(reading);
    let at = format!("/family/{}", telling.child);
    let mut page = told(visit, w, visit.page(w, w.t("title")));
    page.back = Some(Link::new(w.t("back"), format!("{at}/review")));
    let mut sheet = Sheet::new(page, w.t("title")).lead(w.t("lead"));
    if let Some(address) = made {
        sheet = sheet.set_apart("action", &[w.t("made").to_owned(), address]);
    }
    sheet = sheet.heading("coming", w.t("coming"));
    sheet = match events.is_empty() {
        true => sheet.with(&Empty::new(w, w.t("none"))),
        false => sheet.with(&table(w, &events)),
    };
    sheet = sheet.heading("once", w.t("once")).say(w.t("once-lead"));
    sheet = sheet.links(&[Link::new(w.t("file"), format!("{at}/calendar.ics"))]);
    if visit.opens(Action::MakeCalendarLink) {
        sheet = sheet.heading("link", w.t("link")).say(w.t("link-lead"));
        let made_on = link.as_ref().map(|link| day(w, day_of(&visit.app.clock, link.made_at)));
        let (text, button) = match &made_on {
            Some(on) => (w.say("there", &[("day", on)]), w.t("make-anew")),
            None => (w.t("none-yet").to_owned(), w.t("make")),
        };
        sheet = sheet.say(&text);
        sheet = sheet.with(&Form::new(visit, format!("{at}/calendar/link")).button(Button::new(button)));
        if made_on.is_some() {
            let end = Form::new(visit, format!("{at}/calendar/end"));
            sheet = sheet.with(&end.button(Button::new(w.t("end")).secondary()));
        }
    }
    sheet.shown()
}

fn table(w: PageWords, events: &[DayEvent]) -> Table {
    let columns =
        vec![Column::day(w.t("column-day")), Column::new(w.t("column-what")), Column::new(w.t("column-more"))];
    let row = |event: &DayEvent| {
        vec![Cell::text(day(w, event.day)), Cell::text(event.title.clone()), Cell::text(event.more.clone())]
    };
    Table::new(w, w.t("coming"), columns, events.iter().map(row).collect()).hide_caption()
}

/// Makes a link. Its address is on the page that answers, and nowhere else: it is shown once.
pub async fn make(visit: Visit) -> Result<Response, Fault> {
    let token = make_link(&visit.signed_caller()?, visit.child()?).await?;
    let address = format!("{}/calendar/{token}.ics", visit.app.here(&visit.authority));
    sheet(&visit, Some(address)).await
}

/// Ends the link.
pub async fn end(visit: Visit) -> Result<Response, Fault> {
    let child = visit.child()?;
    end_link(&visit.signed_caller()?, child).await?;
    Ok(Redirect::to(&format!("/family/{child}/calendar?done=link-ended")).into_response())
}
