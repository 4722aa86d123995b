//! `/council/floats`: small budgets of workers: who has how much, what is not explained yet, and handing one out.

use std::collections::{BTreeMap, BTreeSet};

use actions::ActionError;
use actions::money::{float_left, give_float, trial_balance};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::money::Find;
use seven_core::money::find::FindStatus;
use seven_core::people::Role;
use seven_core::{Pence, PersonId};
use store::papers;

use super::layout::{Form, Office, back, refuse};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;

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
    let workers: BTreeMap<PersonId, String> = staff
        .iter()
        .filter(|one| WORKERS.contains(&one.membership.role) && one.membership.is_live(today))
        .map(|one| (one.membership.person, one.name.clone()))
        .collect();
    let finds = papers::between::<Find>(&mut reading, Date::MIN, Date::MAX).await?;
    let mut named: BTreeSet<PersonId> = workers.keys().copied().collect();
    named.extend(finds.iter().map(|one| one.paper.worker));
    let mut rows = Vec::new();
    for worker in named {
        let open = finds.iter().filter(|one| one.paper.worker == worker && one.paper.status == FindStatus::ToExplain);
        let open = open.count();
        let name = staff.iter().find(|one| one.membership.person == worker).map(|one| one.name.clone());
        for stream in &streams {
            let left = float_left(&mut reading, worker, stream).await?;
            let own = finds.iter().filter(|one| one.paper.worker == worker && one.paper.stream == *stream);
            let (count, spent) =
                own.fold((0_usize, 0_i64), |(count, sum), one| (count + 1, sum.saturating_add(one.paper.amount.0)));
            if left == Pence::ZERO && count == 0 {
                continue;
            }
            let state = match open {
                0 => Tag::new(w.t("all_explained"), Tone::Good),
                count => Tag::new(w.count("unexplained", u64::try_from(count).unwrap_or(0)), Tone::Attention),
            };
            rows.push(vec![
                Cell::link(
                    name.clone().unwrap_or_default(),
                    format!("/council/books/entries?stream={stream}&worker={worker}"),
                ),
                Cell::text(called(stream)),
                Cell::text(left.to_string()),
                Cell::text(Pence(spent).to_string()),
                Cell::text(count.to_string()),
                Cell::Tag(state),
            ]);
        }
    }
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

/// Hands one out.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (worker, amount) = (posted.value("worker").parse::<PersonId>(), Pence::read(posted.value("amount")));
    let (stream, why) = (posted.value("stream").to_owned(), posted.value("why").to_owned());
    let done = match (worker, amount) {
        (Err(_), _) => Err(ActionError::invalid("worker", "choose-from-the-list")),
        (_, Err(_)) => Err(ActionError::invalid("amount", "no-sum")),
        (Ok(_), Ok(_)) if stream.is_empty() => Err(ActionError::invalid("stream", "choose-from-the-list")),
        (Ok(worker), Ok(amount)) => give_float(&visit.signed_caller()?, worker, (&stream, amount), &why).await,
    };
    match done {
        Ok(()) => Ok(back(AT, "float-given")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
