//! `/council/children/{child}/money/crisis`: money for a child the same day, out of what is kept back, on one page.

use actions::ActionError;
use actions::money::{InCrisis, MoneyView, Open, StreamMoney, give_in_crisis, open_in_crisis};
use axum::response::Response;
use seven_core::ledger::Movement;
use seven_core::money::holding::HoldingStatus;
use seven_core::plan::money::Holding;
use seven_core::settings::Settings;
use seven_core::{Pence, PieceId, TransferId};
use uuid::Uuid;

use super::super::{Known, home};
use crate::council::layout::{Form, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Table};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/child/money/crisis";
/// The most that is taken as reasons, in characters.
const MOST_CHARACTERS: usize = 1_000;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let by = visit.person().ok_or(Fault::SignInFirst)?;
    let mut reading = visit.reading().await?;
    let view = MoneyView::load(&mut reading, child, visit.moment.today).await?;
    let everybody = Pence(Settings::read(&visit.authority.settings).crisis_limit_pence.max(0));
    let open = open_in_crisis(&mut reading, &view, (by, everybody)).await?;
    drop(reading);
    let at = format!("{}/money", home(child));
    let mut office = known.page(visit, w, "money").mended(posted).link(w.t("back"), &at).heading(w.t("title"));
    office = office.say(w.t("lead"));
    if view.streams.is_empty() {
        return office.say(w.t("none")).shown();
    }
    office = office.with(&there(w, &open)).with(&form(visit, w, &view, posted));
    if let Some(given) = given(w, &view) {
        office = office.with(&given);
    }
    office.shown()
}

/// What there is, stream by stream.
fn there(w: PageWords, open: &[Open]) -> Table {
    let columns =
        vec![Column::new(w.t("column.stream")), Column::number(w.t("column.kept")), Column::number(w.t("column.open"))];
    let row = |one: &Open| {
        let within = one.within.map_or_else(|| w.t("no-limit").to_owned(), |sum| sum.to_string());
        vec![Cell::text(called(&one.stream)), Cell::text(one.kept_back.to_string()), Cell::text(within)]
    };
    Table::new(w, w.t("there"), columns, open.iter().map(row).collect())
}

fn form(visit: &Visit, w: PageWords, view: &MoneyView, posted: &Posted) -> Form {
    let mut choices = Vec::new();
    for stream in &view.streams {
        let name = called(&stream.stream);
        let paid = if is_paid_out(stream) { "line.paid" } else { "line.bought" };
        choices.extend(stream.lines.iter().map(|line| {
            let what = stream.support.iter().find(|(piece, _)| *piece == line.line);
            let what = what.map(|(_, line)| line.what.clone()).unwrap_or_default();
            let text = w.say(paid, &[("what", &what), ("stream", &name)]);
            Choice::new(format!("{} {}", stream.stream, line.line), text)
        }));
        choices.push(Choice::new(stream.stream.clone(), w.say("line.beside", &[("stream", &name)])));
    }
    let once = Some(posted.value("once")).filter(|once| !once.is_empty()).map(str::to_owned);
    Form::new(visit, format!("{}/money/crisis", home(view.child)))
        .hidden("once", once.unwrap_or_else(|| Uuid::now_v7().to_string()))
        .field(&posted.field("line").select(choices))
        .field(&posted.field("amount").money())
        .field(&posted.field("why").text_area(MOST_CHARACTERS))
        .button(Button::new(w.t("give")))
}

/// Whether its money goes out to somebody who holds it.
fn is_paid_out(stream: &StreamMoney) -> bool {
    stream
        .holding
        .as_ref()
        .is_some_and(|held| held.paper.way != Holding::CouncilManaged && held.paper.status == HoldingStatus::Live)
}

/// What was given before.
fn given(w: PageWords, view: &MoneyView) -> Option<Table> {
    let all = view.entries.iter().filter(|entry| entry.movement == Movement::AllocateFromContingency);
    let rows: Vec<Vec<Cell>> = all
        .map(|entry| {
            vec![
                Cell::text(shown::day(entry.day)),
                Cell::text(called(&entry.stream)),
                Cell::text(entry.amount.to_string()),
                Cell::text(entry.named.reason.clone()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.stream")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.why")),
    ];
    Some(Table::new(w, w.t("given"), columns, rows))
}

/// Gives it.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let child = visit.child()?;
    let done = match read(&posted) {
        Ok(new) => give_in_crisis(&visit.signed_caller()?, child, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(back(&format!("{}/money/crisis", home(child)), "crisis-given")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}

fn read(posted: &Posted) -> Result<InCrisis, ActionError> {
    let chosen = posted.value("line");
    let (stream, line) = match chosen.split_once(' ') {
        Some((stream, line)) => (stream, Some(line.parse::<PieceId>())),
        None => (chosen, None),
    };
    let line = line.transpose().map_err(|_| ActionError::invalid("line", "choose-from-the-list"))?;
    if stream.is_empty() {
        return Err(ActionError::invalid("line", "choose-from-the-list"));
    }
    let amount = Pence::read(posted.value("amount")).ok().filter(|amount| *amount > Pence::ZERO);
    let amount = amount.ok_or_else(|| ActionError::invalid("amount", "no-sum"))?;
    if posted.value("why").chars().count() > MOST_CHARACTERS {
        let problem = actions::Problem::new("why", "too-long").with("most", MOST_CHARACTERS.to_string());
        return Err(ActionError::Invalid(vec![problem]));
    }
    let once = posted.value("once").parse().unwrap_or_else(|_| Uuid::now_v7());
    let (stream, why) = (stream.to_owned(), posted.value("why").to_owned());
    Ok(InCrisis { once: TransferId(once), stream, amount, line, why })
}
