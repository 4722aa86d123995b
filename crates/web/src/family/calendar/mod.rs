//! `/family/{child}/calendar.ics`: payments, reviews and last days, for the calendar that somebody has anyway. What a person may
//! not see is not in it.

use actions::life::stops;
use actions::money::MoneyView;
use actions::reviews::ReviewView;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::calendar::{DayEvent, calendar};
use seven_core::life::Ongoing;
use seven_core::money::earmark::EarmarkStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Earmark, MoneyCase};
use store::papers;

use crate::fault::Fault;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The days to come as a file.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("family/calendar");
    let (child, today) = (visit.child()?, visit.moment.today);
    let mut reading = visit.reading().await?;
    let mut events = Vec::new();
    for review in ReviewView::load(&mut reading, child, today).await?.reviews {
        let Some(on) = review.paper.on.filter(|_| review.paper.held_on.is_none()) else { continue };
        events.push(event(w, "review", (review.id, on), &[("place", &review.paper.place)]));
    }
    if visit.opens(Action::ViewMoney) {
        let money = MoneyView::load(&mut reading, child, today).await?;
        let planned = [InstalmentStatus::Planned, InstalmentStatus::InRun, InstalmentStatus::Returned];
        let payments = money.streams.iter().flat_map(|stream| &stream.payments);
        for one in payments.filter(|one| planned.contains(&one.paper.status)) {
            events.push(event(w, "payment", (one.id, one.paper.due), &[("stream", &called(&one.paper.stream))]));
        }
        for case in papers::of_child::<MoneyCase>(&mut reading, child).await? {
            if case.paper.answer.is_none() && case.paper.decided.is_none() {
                events.push(event(w, "answer", (case.id, case.paper.answer_by), &[]));
            }
        }
        for kept in papers::of_child::<Earmark>(&mut reading, child).await? {
            if kept.paper.status == EarmarkStatus::Kept {
                events.push(event(w, "kept", (kept.id, kept.paper.until), &[("what", &kept.paper.for_what)]));
            }
        }
    }
    let is_quiet = stops(&mut reading, child, Ongoing::Calendar).await?;
    drop(reading);
    events.retain(|event| event.day >= today && !is_quiet);
    events.sort_by(|one, other| (one.day, &one.uid).cmp(&(other.day, &other.uid)));
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"seven-steps.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar(w.t("name"), visit.moment.at, &events)).into_response())
}

/// A day in the words of its kind.
fn event(w: PageWords, kind: &str, (id, day): (uuid::Uuid, Date), more: &[(&str, &String)]) -> DayEvent {
    let values: Vec<(&str, &dyn std::fmt::Display)> =
        more.iter().map(|(name, value)| (*name, *value as &dyn std::fmt::Display)).collect();
    DayEvent {
        uid: format!("{kind}-{id}@seven-steps"),
        day,
        title: w.t(kind).to_owned(),
        more: w.say(&format!("{kind}-more"), &values),
    }
}
