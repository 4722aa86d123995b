//! `/council/children/{child}/money/between/{bridge}`: money that goes on between two plans, month by month; saying that somebody
//! looked at it and what is done, and ending it with notice.

use actions::ActionError;
use actions::money::{between_plans, end_between_plans, look_between_plans};
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::money::Bridge;
use seven_core::money::bridge::BridgeStatus;
use seven_core::{BridgeId, Pence};
use store::papers::Stored;
use store::{Reading, people};

use super::super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::{self, typed_day};
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/child/money/between";
/// The most that is taken as words, in characters.
const MOST_CHARACTERS: usize = 1_000;

type Place = Path<(String, String)>;

/// The page.
pub async fn show(visit: Visit, Path((_, bridge)): Place) -> Result<Response, Fault> {
    page(&visit, id(&bridge)?, &Posted::empty(visit.words(FOLDER))).await
}

fn id(bridge: &str) -> Result<BridgeId, Fault> {
    bridge.parse().map_err(|_| Fault::NotFound)
}

async fn page(visit: &Visit, id: BridgeId, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let mut reading = visit.reading().await?;
    let all = between_plans(&mut reading, child).await?;
    let one = all.into_iter().find(|one| one.id == id.0).ok_or(Fault::NotFound)?;
    let rows = facts(&mut reading, w, &one.paper).await?;
    drop(reading);
    let name = called(&one.paper.stream);
    let mut office = known.page(visit, w, "money").mended(posted);
    office = office.link(w.t("back"), &format!("{}/money", home(child)));
    let lead = if one.paper.status == BridgeStatus::Open { "lead" } else { "lead-over" };
    office = office.heading(&w.say("title", &[("stream", &name)])).say(w.t(lead)).with(&SummaryList::new(rows));
    if !one.paper.steps.is_empty() {
        office = office.with(&months(w, &one.paper));
    }
    if one.paper.status != BridgeStatus::Open {
        return office.shown();
    }
    let at = format!("{}/money/between/{id}", home(child));
    if known.may(Action::ArrangeMoney) {
        let form = Form::new(visit, format!("{at}/look"))
            .hidden("version", one.version)
            .field(&posted.field("words").text_area(MOST_CHARACTERS))
            .field(&posted.field("next-look").date())
            .button(Button::new(w.t("look")));
        office = office.heading(w.t("look-title")).with(&form);
    }
    if known.may(Action::DecideMoneyCase) {
        let form = Form::new(visit, format!("{at}/end"))
            .hidden("version", one.version)
            .field(&posted.field("between-why").text_area(MOST_CHARACTERS))
            .field(&posted.field("last-day").date())
            .button(Button::new(w.t("end")).warning());
        office = office.heading(w.t("end-title")).say(w.t("end-lead")).with(&form);
    }
    office.shown()
}

async fn facts(at: &mut Reading, w: PageWords, one: &Bridge) -> Result<Vec<Row>, Fault> {
    let mut rows = vec![Row::new(w.t("row.ended"), shown::day(one.plan_until))];
    // what the plan that followed took over stands with that plan now
    if !one.steps.is_empty() {
        rows.push(Row::new(w.t("row.until"), shown::day(one.until())));
        rows.push(Row::new(w.t("row.sum"), one.total().to_string()));
    }
    rows.push(Row::new(w.t("row.status"), shown::coded(w, "status", one.status.code())));
    if one.status == BridgeStatus::Open {
        rows.push(Row::new(w.t("row.look-by"), shown::day(one.look_by)));
    }
    for looked in &one.looked {
        let name = name_of(at, looked.by).await?;
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("name", &name), ("day", &shown::day(looked.on)), ("words", &looked.words)];
        rows.push(Row::new(w.t("row.looked"), w.say("looked", &values)));
    }
    if let Some(ends) = &one.ends {
        let name = name_of(at, ends.by).await?;
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("name", &name), ("day", &shown::day(ends.on)), ("words", &ends.why)];
        rows.push(Row::new(w.t("row.ends"), w.say("looked", &values)));
    }
    if let Some(counted) = &one.counted {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("sum", &counted.sum), ("day", &shown::day(counted.on))];
        rows.push(Row::new(w.t("row.counted"), w.say("counted", &values)));
    }
    Ok(rows)
}

async fn name_of(at: &mut Reading, person: seven_core::PersonId) -> Result<String, Fault> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}

fn months(w: PageWords, one: &Bridge) -> Table {
    let columns =
        vec![Column::day(w.t("column.from")), Column::day(w.t("column.until")), Column::number(w.t("column.sum"))];
    let row = |step: &seven_core::money::bridge::Step| {
        let sum = Pence(step.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount.0)));
        vec![
            Cell::text(shown::day(step.stretch.from)),
            Cell::text(shown::day(step.stretch.until)),
            Cell::text(sum.to_string()),
        ]
    };
    Table::new(w, w.t("months"), columns, one.steps.iter().map(row).collect())
}

/// Links to what goes on between plans, on the page of the child's money.
pub(super) fn beside(w: PageWords, mut office: Office, (all, at): (&[Stored<Bridge>], &str)) -> Office {
    for one in all.iter().filter(|one| one.paper.status != BridgeStatus::Followed || one.paper.counted.is_some()) {
        let key = if one.paper.status == BridgeStatus::Open { "between_open" } else { "between_over" };
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("stream", &called(&one.paper.stream)),
            ("day", &shown::day(one.paper.look_by)),
            ("ended", &shown::day(one.paper.plan_until)),
        ];
        office = office.link(&w.say(key, &values), &format!("{at}/between/{}", one.id));
    }
    office
}

/// Somebody looked at it.
pub async fn look(visit: Visit, Path((_, bridge)): Place, sent: Sent) -> Result<Response, Fault> {
    let (id, posted) = (id(&bridge)?, sent.posted(visit.words(FOLDER)));
    let seen = (id, version(&posted)?);
    let done = match day(&posted, "next-look") {
        Err(error) => Err(error),
        Ok(next) => {
            let said = (posted.value("words"), next);
            look_between_plans(&visit.signed_caller()?, visit.child()?, seen, said).await
        }
    };
    answered(&visit, id, posted, done.map(|()| "between-looked")).await
}

/// A manager ends it.
pub async fn end(visit: Visit, Path((_, bridge)): Place, sent: Sent) -> Result<Response, Fault> {
    let (id, posted) = (id(&bridge)?, sent.posted(visit.words(FOLDER)));
    let seen = (id, version(&posted)?);
    let done = match day(&posted, "last-day") {
        Err(error) => Err(error),
        Ok(last) => {
            let said = (posted.value("between-why"), last);
            end_between_plans(&visit.signed_caller()?, visit.child()?, seen, said).await
        }
    };
    answered(&visit, id, posted, done.map(|()| "between-ended")).await
}

fn version(posted: &Posted) -> Result<i64, Fault> {
    posted.value("version").parse().map_err(|_| Fault::NotFound)
}

fn day(posted: &Posted, field: &str) -> Result<Date, ActionError> {
    typed_day(&posted.date(field)).ok_or_else(|| ActionError::invalid(field, "no-day"))
}

async fn answered(
    visit: &Visit,
    id: BridgeId,
    mut posted: Posted,
    done: Result<&str, ActionError>,
) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/money/between/{id}", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, id, &posted).await
        }
    }
}
