//! `/council/limits`: how much everybody may agree to; setting a limit, ending one. Nobody sets their own.

use actions::ActionError;
use actions::agreement::{end_limit, set_limit};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::agreement::{Bound, Limit};
use store::agreement_limits::{self, StoredLimit};
use store::staff;

use super::layout::{Form, Office, back, refuse};
use super::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// Every limit.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/limits"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/limits");
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let all = agreement_limits::all(&mut reading).await?;
    let people = staff::all(&mut reading).await?;
    let loaded = actions::schemes::in_force(&mut reading, today).await?;
    drop(reading);
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted);
    office =
        if all.is_empty() { office.with(&Empty::new(w, w.t("none"))) } else { office.with(&table(w, &all, today)) };
    let mut who: Vec<Choice> = Vec::new();
    for one in
        people.iter().filter(|one| one.membership.is_live(today) && Some(one.membership.person) != visit.person())
    {
        let id = one.membership.person.to_string();
        if !who.iter().any(|choice| choice.value == id) {
            let role = shown::coded(w, "role", one.membership.role.code());
            who.push(Choice::new(id, format!("{}: {role}", one.name)));
        }
    }
    let of_scheme = loaded.iter().flat_map(|loaded| &loaded.scheme.streams);
    let streams = of_scheme.map(|stream| Choice::new(stream.id.clone(), called(&stream.id)));
    let streams = [Choice::new("", w.t("all_streams"))].into_iter().chain(streams).collect();
    let bounds = ["up-to", "any"].map(|code| Choice::new(code, shown::coded(w, "bound", code))).to_vec();
    let form = Form::new(visit, "/council/limits")
        .field(&posted.field("person").select(who))
        .field(&posted.field("stream").select(streams).without_blank())
        .field(&posted.field("kind").radios(bounds))
        .field(&posted.field("bound").money().after(w.t("a_year")))
        .field(&posted.field("from").date())
        .field(&posted.field("until").date())
        .button(Button::new(w.t("set")));
    office = office.heading(w.t("set_title")).say(w.t("set_lead")).with(&form);
    let open: Vec<Choice> = all
        .iter()
        .filter(|one| one.limit.until.is_none_or(|until| until > today))
        .map(|one| Choice::new(one.id.to_string(), line(w, one)))
        .collect();
    if !open.is_empty() {
        let is_sent = !posted.value("limit").is_empty();
        let value = if is_sent { posted.date("last-day") } else { today.to_string() };
        let form = Form::new(visit, "/council/limits/end")
            .field(&posted.field("limit").select(open))
            .field(&posted.field("last-day").value(value).date())
            .button(Button::new(w.t("end")).warning());
        office = office.heading(w.t("end_title")).with(&form);
    }
    office.shown()
}

fn sum(w: PageWords, bound: Bound) -> String {
    match bound {
        Bound::UpTo(sum) => sum.to_string(),
        Bound::Any => w.t("bound.any").to_owned(),
    }
}

fn of_stream(w: PageWords, limit: &Limit) -> String {
    limit.stream.as_deref().map_or_else(|| w.t("all_streams").to_owned(), called)
}

fn line(w: PageWords, one: &StoredLimit) -> String {
    let (stream, bound) = (of_stream(w, &one.limit), sum(w, one.limit.bound));
    w.say("line", &[("name", &one.name), ("stream", &stream), ("bound", &bound)])
}

fn table(w: PageWords, all: &[StoredLimit], today: Date) -> Table {
    let columns = vec![
        Column::new(w.t("column.name")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.bound")),
        Column::new(w.t("column.from")),
        Column::new(w.t("column.until")),
        Column::new(w.t("column.state")),
    ];
    let state = |limit: &Limit| match limit {
        limit if limit.until.is_some_and(|until| until < today) => Tag::new(w.t("state.ended"), Tone::Calm),
        limit if limit.from > today => Tag::new(w.t("state.later"), Tone::Active),
        _ => Tag::new(w.t("state.live"), Tone::Good),
    };
    let row = |one: &StoredLimit| {
        vec![
            Cell::text(one.name.clone()),
            Cell::text(of_stream(w, &one.limit)),
            Cell::text(sum(w, one.limit.bound)),
            Cell::text(shown::day(one.limit.from)),
            Cell::text(shown::day_or_nothing(one.limit.until)),
            Cell::Tag(state(&one.limit)),
        ]
    };
    Table::new(w, w.t("title"), columns, all.iter().map(row).collect()).hide_caption()
}

async fn answered(visit: &Visit, mut posted: Posted, done: Result<&str, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back("/council/limits", what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/limits"), error)?;
            page(visit, &posted).await
        }
    }
}

/// What was typed, as a limit. An empty first day is today; an empty last day is none.
fn typed(posted: &Posted, today: Date) -> Result<Limit, ActionError> {
    let missing = |field| ActionError::invalid(field, "missing");
    let person = posted.value("person").parse().map_err(|_| missing("person"))?;
    let stream = Some(posted.value("stream")).filter(|stream| !stream.is_empty()).map(str::to_owned);
    let bound = match (posted.value("kind"), Pence::read(posted.value("bound"))) {
        ("any", _) => Bound::Any,
        ("up-to", Ok(sum)) => Bound::UpTo(sum),
        ("up-to", Err(_)) => return Err(ActionError::invalid("bound", "no-sum")),
        _ => return Err(missing("kind")),
    };
    let day = |field: &'static str| match posted.date(field).as_str() {
        "" => Ok(None),
        typed => typed_day(typed).map(Some).ok_or_else(|| ActionError::invalid(field, "no-day")),
    };
    Ok(Limit { person, stream, bound, from: day("from")?.unwrap_or(today), until: day("until")? })
}

/// Sets a limit.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/limits"));
    let done = match typed(&posted, visit.moment.today) {
        Ok(limit) => set_limit(&visit.signed_caller()?, limit).await.map(|_| "limit-set"),
        Err(error) => Err(error),
    };
    answered(&visit, posted, done).await
}

/// Ends a limit.
pub async fn send_end(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/limits"));
    let done = match (posted.value("limit").parse(), typed_day(&posted.date("last-day"))) {
        (Err(_), _) => Err(ActionError::invalid("limit", "missing")),
        (_, None) => Err(ActionError::invalid("last-day", "no-day")),
        (Ok(limit), Some(day)) => end_limit(&visit.signed_caller()?, limit, day).await,
    };
    answered(&visit, posted, done.map(|()| "limit-ended")).await
}
