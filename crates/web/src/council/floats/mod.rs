//! `/council/floats`: small budgets of workers: who has how much, what is not explained yet, and handing one out.

use std::collections::BTreeMap;

use actions::ActionError;
use actions::money::{float_left, give_float, trial_balance};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::money::Find;
use seven_core::money::find::FindStatus;
use seven_core::people::Role;
use seven_core::{Pence, PersonId};
use store::staff::StaffRole;
use store::{Query, StoreError, papers};

use super::layout::{Form, Office, back, refuse};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/floats";
const AT: &str = "/council/floats";

/// Who can have a small budget: whoever works with children in a team.
const WORKERS: [Role; 2] = [Role::TeamMember, Role::TeamManager];

/// The small budgets.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let today = visit.moment.today;
    let trial = trial_balance(&visit.signed_caller()?).await?;
    let streams: Vec<String> = trial.streams.into_keys().collect();
    let mut reading = visit.reading().await?;
    let staff = store::staff::all(&mut reading).await?;
    let rows = rows(w, &mut reading, &staff, &streams).await?;
    drop(reading);
    let mut office = Office::new(visit, w, w.t("title")).mended(posted).say(w.t("lead"));
    let columns = vec![
        Column::new(w.t("column.worker")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.left")),
        Column::number(w.t("column.spent")),
        Column::number(w.t("column.finds")),
        Column::new(w.t("column.state")),
    ];
    office = match rows.is_empty() {
        true => office.with(&Empty::new(w, w.t("none"))),
        false => office.with(&Table::new(w, w.t("title"), columns, rows).hide_caption()),
    };
    if streams.is_empty() {
        return office.say(w.t("no_streams")).shown();
    }
    let workers: BTreeMap<PersonId, String> = staff
        .iter()
        .filter(|one| WORKERS.contains(&one.membership.role) && one.membership.is_live(today))
        .map(|one| (one.membership.person, one.name.clone()))
        .collect();
    let workers = workers.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let streams = streams.iter().map(|stream| Choice::new(stream.clone(), called(stream))).collect();
    let form = Form::new(visit, AT)
        .field(&posted.field("worker").select(workers))
        .field(&posted.field("stream").select(streams))
        .field(&posted.field("amount").money())
        .field(&posted.field("why").text())
        .button(Button::new(w.t("give")));
    office.heading(w.t("give_title")).with(&form).shown()
}

/// A row for each worker and stream in which something was handed out or obtained.
async fn rows(
    w: PageWords,
    at: &mut impl Query,
    staff: &[StaffRole],
    streams: &[String],
) -> Result<Vec<Vec<Cell>>, StoreError> {
    let finds = papers::between::<Find>(at, Date::MIN, Date::MAX).await?;
    let mut names: BTreeMap<PersonId, String> =
        staff.iter().map(|one| (one.membership.person, one.name.clone())).collect();
    for find in &finds {
        names.entry(find.paper.worker).or_default();
    }
    let mut rows = Vec::new();
    for (worker, name) in names {
        let own = || finds.iter().map(|one| &one.paper).filter(|one| one.worker == worker);
        let state = match own().filter(|one| one.status == FindStatus::ToExplain).count() {
            0 => Tag::new(w.t("all_explained"), Tone::Good),
            count => Tag::new(w.count("unexplained", u64::try_from(count).unwrap_or(0)), Tone::Attention),
        };
        for stream in streams {
            let left = float_left(at, worker, stream).await?;
            let count = own().filter(|one| one.stream == *stream).count();
            let spent =
                own().filter(|one| one.stream == *stream).fold(0_i64, |sum, one| sum.saturating_add(one.amount.0));
            if left == Pence::ZERO && count == 0 {
                continue;
            }
            let href = format!("/council/books/entries?stream={stream}&worker={worker}");
            rows.push(vec![
                Cell::link(name.clone(), href),
                Cell::text(called(stream)),
                Cell::text(left.to_string()),
                Cell::text(Pence(spent).to_string()),
                Cell::text(count.to_string()),
                Cell::Tag(state.clone()),
            ]);
        }
    }
    Ok(rows)
}

/// Hands one out.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (worker, amount) = (posted.value("worker").parse::<PersonId>(), Pence::read(posted.value("amount")));
    let amount = amount.ok().filter(|amount| *amount > Pence::ZERO);
    let (stream, why) = (posted.value("stream").to_owned(), posted.value("why").to_owned());
    let done = match (worker, amount) {
        (Err(_), _) => Err(ActionError::invalid("worker", "choose-from-the-list")),
        (_, None) => Err(ActionError::invalid("amount", "no-sum")),
        (Ok(_), Some(_)) if stream.is_empty() => Err(ActionError::invalid("stream", "choose-from-the-list")),
        (Ok(worker), Some(amount)) => give_float(&visit.signed_caller()?, worker, (&stream, amount), &why).await,
    };
    match done {
        Ok(()) => Ok(back(AT, "float-given")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
