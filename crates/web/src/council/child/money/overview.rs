//! Stream by stream: what is there, what happened; and the button that opens the money of a signed plan.

use actions::money::{MoneyView, StreamMoney, between_plans, open};
use axum::response::Response;
use seven_core::access::Action;
use seven_core::ledger::statement::StatementLine;
use seven_core::ledger::{AccountKind, Step, Transfer};
use seven_core::money::MoneyHolding;
use seven_core::plan::PlanStatus;
use seven_core::{AgreementId, Pence, PersonId, PieceId};
use store::{Reading, agreements, papers, plans};

use super::super::{Known, home};
use super::FOLDER;
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Details, Empty, Row, SummaryList, Table};
use crate::parts::steps::Bar;
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The accounts as they stand on the page.
const SHOWN: [AccountKind; 8] = [
    AccountKind::Available,
    AccountKind::Committed,
    AccountKind::Due,
    AccountKind::Paid,
    AccountKind::Spent,
    AccountKind::Earmarked,
    AccountKind::Recovery,
    AccountKind::CarryOver,
];

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let mut reading = visit.reading().await?;
    let view = MoneyView::load(&mut reading, child, visit.moment.today).await?;
    let to_open = to_open(&mut reading, &view).await?;
    let between = between_plans(&mut reading, child).await?;
    drop(reading);
    let mut office = known.page(visit, w, "money").mended(posted);
    let at = format!("{}/money", home(child));
    if !view.streams.is_empty() && known.may(Action::ViewSpending) {
        office = office.link(w.t("spending_link"), &format!("{at}/spending"));
    }
    match to_open {
        Some(agreement) if known.may(Action::OpenMoney) => {
            let form = Form::new(visit, format!("{at}/open")).hidden("agreement", agreement);
            office = office.heading(w.t("open_title")).say(w.t("open_lead"));
            office = office.with(&form.button(Button::new(w.t("open"))));
        }
        Some(_) => office = office.say(w.t("to_be_opened")),
        None if view.streams.is_empty() => office = office.with(&Empty::new(w, w.t("none"))),
        None => {}
    }
    office = super::between::beside(w, office, (&between, &at));
    office = super::cases::beside(visit, office, &known).await?;
    for one in &view.streams {
        office = stream(w, office, (&view, one), &at);
    }
    for one in &view.coming {
        let Some(new) = &one.holding else { continue };
        let now = view.streams.iter().find(|stream| stream.stream == one.stream);
        let now = now.and_then(|stream| stream.holding.as_ref()).map(|held| held.paper.way.code()).unwrap_or_default();
        let words = [
            ("stream", called(&one.stream)),
            ("then", shown::coded(w, "way", new.paper.way.code())),
            ("now", shown::coded(w, "way", now)),
        ];
        let values: Vec<(&str, &dyn std::fmt::Display)> =
            words.iter().map(|(name, text)| (*name, text as &dyn std::fmt::Display)).collect();
        office = office.link(&w.say("coming_link", &values), &format!("{at}/{}", new.id));
    }
    for (action, key, page) in [
        (Action::RecordInvoice, "invoices_link", "invoices"),
        (Action::AccountForFund, "funds_link", "funds"),
        (Action::UseFloat, "finds_link", "finds"),
    ] {
        if known.may(action) && (!view.streams.is_empty() || action == Action::UseFloat) {
            office = office.link(w.find(key).unwrap_or(key), &format!("{at}/{page}"));
        }
    }
    office.shown()
}

/// The signed agreement whose money nobody has opened yet.
async fn to_open(at: &mut Reading, view: &MoneyView) -> Result<Option<AgreementId>, Fault> {
    let holdings = papers::of_child::<MoneyHolding>(at, view.child).await?;
    for plan in plans::of_child(at, view.child).await?.iter().filter(|plan| plan.status == PlanStatus::Signed) {
        if holdings.iter().any(|holding| holding.paper.plan == plan.id) {
            continue;
        }
        let asked = agreements::of_plan(at, plan.id).await?;
        if let Some(signed) = asked.into_iter().find(|one| one.signatures.are_complete()) {
            return Ok(Some(signed.id));
        }
    }
    Ok(None)
}

fn stream(w: PageWords, office: Office, (view, one): (&MoneyView, &StreamMoney), at: &str) -> Office {
    let name = called(&one.stream);
    let planned = Pence(one.lines.iter().fold(0, |sum, line| sum.saturating_add(line.planned.0)));
    let mut office = office.heading(&name);
    if planned > Pence::ZERO {
        office = office.with(&Bar::new(w, w.t("bar"), one.of(AccountKind::Spent), planned));
    }
    let held = SHOWN.iter().map(|kind| (kind, one.of(*kind))).filter(|(_, sum)| *sum != Pence::ZERO);
    let mut rows: Vec<Row> =
        held.map(|(kind, sum)| Row::new(shown::coded(w, "account", kind.code()), sum.to_string())).collect();
    if let Some(next) = one.next_payment(view.today) {
        let words = w.say("next", &[("sum", &next.total()), ("day", &shown::day(next.due))]);
        rows.push(Row::new(w.t("next_title"), words));
    }
    if let Some(holding) = &one.holding {
        rows.push(Row::new(w.t("way_title"), shown::coded(w, "way", holding.paper.way.code())));
        rows.push(Row::new(w.t("status_title"), shown::coded(w, "status", holding.paper.status.code())));
    }
    office = office.with(&SummaryList::new(rows));
    if let Some(holding) = &one.holding {
        let text = w.say("arrange_link", &[("stream", &name)]);
        office = office.link(&text, &format!("{at}/{}", holding.id));
    }
    statement(w, office, view, one)
}

fn what(one: &StreamMoney, id: PieceId) -> String {
    let line = one.support.iter().find(|(piece, _)| *piece == id);
    line.map(|(_, line)| line.what.clone()).unwrap_or_default()
}

/// The entries of this financial year, folded month by month.
fn statement(w: PageWords, office: Office, view: &MoneyView, one: &StreamMoney) -> Office {
    let statement = view.statement_of_year(&one.stream, view.today);
    let count = statement.months().count();
    if count == 0 {
        return office;
    }
    let stream = called(&one.stream);
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("stream", &stream), ("from", &shown::day(statement.from)), ("until", &shown::day(statement.until))];
    let mut office = office.heading(&w.say("statement", &values));
    for (index, (lines, last)) in statement.months().enumerate() {
        let month = last.transfer.day.strftime("%B %Y").to_string();
        let values: [(&str, &dyn std::fmt::Display); 2] = [("month", &month), ("sum", &last.held)];
        let title = w.count_with("of_month", u64::try_from(lines.len()).unwrap_or(u64::MAX), &values);
        let table = entries(w, one, w.say("month_of", &[("month", &month), ("stream", &stream)]), lines);
        office = office.with(&Details::of(title, &table, index + 1 == count));
    }
    office
}

fn entries(w: PageWords, one: &StreamMoney, title: String, lines: &[StatementLine]) -> Table {
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.happened")),
        Column::new(w.t("column.line")),
        Column::new(w.t("column.why")),
        Column::number(w.t("column.sum")),
        Column::number(w.t("column.held")),
        Column::number(w.t("column.left")),
    ];
    let happened = |entry: &Transfer| {
        let movement = shown::coded(w, "movement", entry.movement.code());
        if matches!(entry.step, Step::Correct(_)) { w.say("put_right", &[("what", &movement)]) } else { movement }
    };
    let row = |line: &StatementLine| {
        let entry = &line.transfer;
        vec![
            Cell::text(shown::day(entry.day)),
            Cell::text(happened(entry)),
            Cell::text(entry.named.line.map(|id| what(one, id)).unwrap_or_default()),
            Cell::text(entry.named.reason.clone()),
            Cell::text(entry.amount.to_string()),
            Cell::text(line.held.to_string()),
            Cell::text(line.left.to_string()),
        ]
    };
    Table::new(w, title, columns, lines.iter().map(row).collect()).hide_caption()
}

/// Opens the money.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let child: PersonId = visit.child()?;
    let agreement: AgreementId = posted.value("agreement").parse().map_err(|_| Fault::NotFound)?;
    match open(&visit.signed_caller()?, child, agreement).await {
        Ok(_) => Ok(back(&format!("{}/money", home(child)), "money-opened")),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(&visit, &posted).await
        }
    }
}
