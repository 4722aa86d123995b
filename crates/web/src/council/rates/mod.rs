//! `/council/rates`: a change of rates in all live awards of a stream: what it would do by name, then doing it; and what earlier
//! ones reached and missed.

use std::collections::BTreeMap;

use actions::ActionError;
use actions::money::{change_rates, preview_rates, trial_balance};
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::money::uplift::Reached;
use seven_core::money::{Uplift, UpliftAward};
use seven_core::{Pence, PersonId, UpliftId};
use store::papers::{self, Stored};
use store::{Query, StoreError, people};

use super::layout::{Form, Office, back, may, refuse};
use super::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/rates";
const AT: &str = "/council/rates";

/// A change as somebody typed it.
struct Change {
    stream: String,
    from: Date,
    basis_points: u32,
    why: String,
}

/// Earlier changes, and the form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER)), None).await
}

async fn page(visit: &Visit, posted: &Posted, looked: Option<(&Change, &Table)>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut office = Office::new(visit, w, w.t("title")).mended(posted).say(w.t("lead"));
    if let Some((change, table)) = looked {
        let percent = percent(change.basis_points);
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("stream", &called(&change.stream)), ("percent", &percent), ("day", &shown::day(change.from))];
        let form = Form::new(visit, AT)
            .hidden("stream", &change.stream)
            .hidden("from", change.from)
            .hidden("percent", &percent)
            .hidden("why", &change.why)
            .button(Button::new(w.t("change")).warning().sends("step", "change"))
            .button(Button::link(w.t("leave"), AT).secondary());
        office = office.heading(&w.say("would", &values)).with(table).say(w.t("change_lead")).with(&form);
        return office.shown();
    }
    let trial = trial_balance_of(visit).await?;
    let streams: Vec<Choice> = trial.iter().map(|stream| Choice::new(stream.clone(), called(stream))).collect();
    let mut reading = visit.reading().await?;
    let mut past = papers::between::<Uplift>(&mut reading, Date::MIN, Date::MAX).await?;
    drop(reading);
    past.reverse();
    office = match past.is_empty() {
        true => office.with(&Empty::new(w, w.t("none"))),
        false => office.with(&changes(w, &past)),
    };
    if streams.is_empty() {
        return office.say(w.t("no_streams")).shown();
    }
    let form = Form::new(visit, AT)
        .field(&posted.field("stream").select(streams))
        .field(&posted.field("percent").text().characters(5))
        .field(&posted.field("from").date())
        .field(&posted.field("why").text())
        .button(Button::new(w.t("look")).sends("step", "look"));
    office.heading(w.t("new_title")).say(w.t("new_lead")).with(&form).shown()
}

/// The streams of which money is in the books.
async fn trial_balance_of(visit: &Visit) -> Result<Vec<String>, Fault> {
    Ok(trial_balance(&visit.signed_caller()?).await?.streams.into_keys().collect())
}

/// `4.1` out of 410 ten-thousandths.
fn percent(basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Ten-thousandths out of a percentage with at most two decimals, such as `4.1`.
fn basis_points(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let rest: u32 = format!("{rest:0<2}").parse().ok()?;
    Some(whole * 100 + rest)
}

fn read(posted: &Posted) -> Result<Change, ActionError> {
    let text = |name: &str| posted.value(name).to_owned();
    let from = typed_day(&posted.date("from")).or_else(|| typed_day(posted.value("from")));
    let mut problems = Vec::new();
    if posted.value("stream").is_empty() {
        problems.push(actions::Problem::new("stream", "choose-from-the-list"));
    }
    let rate = basis_points(posted.value("percent")).filter(|rate| (1..=5_000).contains(rate));
    if rate.is_none() {
        problems.push(actions::Problem::new("percent", "uplift-rate"));
    }
    if from.is_none() {
        problems.push(actions::Problem::new("from", "no-day"));
    }
    if posted.value("why").is_empty() {
        problems.push(actions::Problem::new("why", "empty"));
    }
    match (rate, from) {
        (Some(basis_points), Some(from)) if problems.is_empty() => {
            Ok(Change { stream: text("stream"), from, basis_points, why: text("why") })
        }
        _ => Err(ActionError::Invalid(problems)),
    }
}

/// Shows what a change would do, or does it.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let caller = visit.signed_caller()?;
    let done = match read(&posted) {
        Err(error) => Err(error),
        Ok(change) if posted.value("step") == "change" => {
            let rate = (change.from, change.basis_points);
            match change_rates(&caller, &change.stream, rate, &change.why).await {
                Ok(id) => return Ok(back(&format!("{AT}/{id}"), "rates-changed")),
                Err(ActionError::Store(StoreError::Taken(_))) => Err(ActionError::rule("uplift-twice")),
                Err(error) => Err(error),
            }
        }
        Ok(change) => {
            let rate = (change.from, change.basis_points);
            match preview_rates(&caller, &change.stream, rate).await {
                Ok(told) => {
                    let table = awards(&visit, &told).await?;
                    return page(&visit, &posted, Some((&change, &table))).await;
                }
                Err(error) => Err(error),
            }
        }
    };
    match done {
        Ok(()) => page(&visit, &posted, None).await,
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted, None).await
        }
    }
}

/// Award by award; without names for whoever may not see them.
async fn awards(visit: &Visit, told: &[(PersonId, Pence, Pence, Reached)]) -> Result<Table, Fault> {
    let w = visit.words(FOLDER);
    if !may(visit, Action::ViewEntries) {
        return Ok(counted(w, told));
    }
    let names = names(&mut visit.reading().await?, told.iter().map(|(child, ..)| *child).collect()).await?;
    let columns = vec![
        Column::new(w.t("column.child")),
        Column::number(w.t("column.before")),
        Column::number(w.t("column.after")),
        Column::new(w.t("column.reached")),
    ];
    let row = |(child, before, after, reached): &(PersonId, Pence, Pence, Reached)| {
        let tone = match reached {
            Reached::Raised => Tone::Good,
            Reached::NothingToCome => Tone::Calm,
            Reached::NotLive | Reached::NoSchedule => Tone::Urgent,
        };
        vec![
            Cell::link(names.get(child).cloned().unwrap_or_default(), format!("/council/children/{child}/money")),
            Cell::text(before.to_string()),
            Cell::text(after.to_string()),
            Cell::Tag(Tag::new(shown::coded(w, "reached", reached.code()), tone)),
        ]
    };
    Ok(Table::new(w, w.t("awards"), columns, told.iter().map(row).collect()))
}

fn counted(w: PageWords, told: &[(PersonId, Pence, Pence, Reached)]) -> Table {
    let columns = vec![Column::new(w.t("column.reached")), Column::number(w.t("column.count"))];
    let row = |reached: &Reached| {
        let count = told.iter().filter(|(.., one)| one == reached).count();
        vec![Cell::text(shown::coded(w, "reached", reached.code())), Cell::text(count.to_string())]
    };
    Table::new(w, w.t("awards"), columns, Reached::ALL.iter().map(row).collect())
}

async fn names(at: &mut impl Query, who: Vec<PersonId>) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let mut names = BTreeMap::new();
    for person in who {
        let found = people::find(at, person).await?;
        names.insert(person, found.map(|person| person.name.shown()).unwrap_or_default());
    }
    Ok(names)
}

fn changes(w: PageWords, past: &[Stored<Uplift>]) -> Table {
    let columns = vec![
        Column::day(w.t("column.from")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.percent")),
        Column::number(w.t("column.reached_count")),
        Column::number(w.t("column.missed")),
        Column::number(w.t("column.total")),
        Column::new(w.t("column.why")),
    ];
    let row = |one: &Stored<Uplift>| {
        let paper = &one.paper;
        vec![
            Cell::link(shown::day(paper.from), format!("{AT}/{}", one.id)),
            Cell::text(called(&paper.stream)),
            Cell::text(format!("{} %", percent(paper.basis_points))),
            Cell::text(paper.reached.to_string()),
            Cell::text(paper.missed.to_string()),
            Cell::text(paper.total.to_string()),
            Cell::text(paper.why.clone()),
        ]
    };
    Table::new(w, w.t("past"), columns, past.iter().map(row).collect())
}

/// One change that was made, award by award.
pub async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let id: UpliftId = id.parse().map_err(|_| Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    let change = papers::find::<Uplift>(&mut reading, id).await?.paper;
    let awarded = papers::part_of::<UpliftAward>(&mut reading, id).await?;
    drop(reading);
    let told: Vec<_> =
        awarded.iter().map(|one| (one.paper.child, one.paper.before, one.paper.after, one.paper.reached)).collect();
    let table = awards(&visit, &told).await?;
    let percent = percent(change.basis_points);
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("stream", &called(&change.stream)), ("percent", &percent), ("day", &shown::day(change.from))];
    let mut office = Office::new(&visit, w, w.say("was", &values)).say(&change.why).with(&table);
    office.page.breadcrumbs = vec![Link::new(w.t("title"), AT)];
    office.shown()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_read_to_the_hundredth_and_not_beyond() {
        let read = ["4.1", "4.10 %", "12", "0.05", "4.123", "", "-2", "4,1"].map(basis_points);
        assert_eq!(read, [Some(410), Some(410), Some(1_200), Some(5), None, None, None, None]);
        assert_eq!([410, 1_200, 5].map(percent), ["4.1", "12", "0.05"]);
    }
}
