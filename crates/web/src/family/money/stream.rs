//! One stream of a child's money as families read it: what is there, line by line, what is coming, and the statement.

use actions::money::StreamMoney;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::ledger::statement::StatementLine;
use seven_core::ledger::{AccountKind, Step, Transfer};
use seven_core::money::late::{Timeliness, timeliness};
use seven_core::money::schedule::{Instalment, InstalmentStatus};
use seven_core::money::working_days::bank_holidays;
use seven_core::plan::money::Holding;

use super::{Purse, tenths};
use crate::dates::day;
use crate::parts::Link;
use crate::parts::show::{Cell, Column, Details, Row, SummaryList, Table, Tag, Tone};
use crate::parts::steps::Bar;
use crate::streams::called;

/// So many payments that are to come are shown; the rest follow in the same rhythm.
const NEXT_PAYMENTS: usize = 3;

/// One stream, laid out.
pub struct Part {
    pub name: String,
    pub have: String,
    pub waits: Option<Link>,
    /// Another way that is being set up, with where to do it.
    pub other: Option<(String, Link)>,
    /// What is said where a plan ended and the next one is not signed.
    pub between: Vec<String>,
    pub bar: Option<Bar>,
    pub facts: SummaryList,
    pub lines: Option<Table>,
    pub coming: Option<Table>,
    /// What the months below are.
    pub statement: String,
    /// The entries of this financial year, a table for each month, the latest last.
    pub months: Vec<Details>,
}

/// Lays a stream out.
pub fn part(purse: &Purse, stream: &StreamMoney) -> Part {
    let w = purse.w;
    let name = called(&stream.stream);
    let planned = Pence(stream.lines.iter().fold(0, |sum, line| sum.saturating_add(line.planned.0)));
    let spent = stream.of(AccountKind::Spent);
    let is_bought = stream.holding.as_ref().is_some_and(|one| one.paper.way == Holding::CouncilManaged);
    let have = if is_bought {
        w.say("have.council", &[("sum", &promised(stream))])
    } else {
        w.say("have.family", &[("sum", &stream.to_spend())])
    };
    let waits = stream.holding.as_ref().filter(|_| !stream.missing.is_empty()).map(|holding| {
        let text = w.say("waits", &[("stream", &name)]);
        Link::new(text, format!("{}/set-up/{}", purse.at(), holding.id))
    });
    Part {
        have,
        waits,
        other: other(purse, stream, &name),
        between: super::between::sentences(purse, stream),
        bar: (planned > Pence::ZERO).then(|| Bar::new(w, w.say("bar.label", &[("stream", &name)]), spent, planned)),
        facts: facts(purse, stream),
        lines: (!stream.lines.is_empty()).then(|| lines(purse, stream, &name)),
        coming: coming(purse, stream, &name),
        statement: year_of(purse, stream, &name),
        months: months(purse, stream, &name),
        name,
    }
}

/// That the plan chose another way, and the old one goes on until it stands.
fn other(purse: &Purse, stream: &StreamMoney, name: &str) -> Option<(String, Link)> {
    let w = purse.w;
    let coming = purse.view.coming.iter().find(|one| one.stream == stream.stream)?.holding.as_ref()?;
    let now = stream.holding.as_ref()?;
    let way = |way: Holding| w.find(&format!("way.{}", way.code())).unwrap_or_default();
    let words = w.say("other.lead", &[("now", &way(now.paper.way)), ("then", &way(coming.paper.way))]);
    let link = Link::new(w.say("waits", &[("stream", &name)]), format!("{}/set-up/{}", purse.at(), coming.id));
    Some((words, link))
}

fn promised(stream: &StreamMoney) -> Pence {
    Pence(stream.of(AccountKind::Committed).0.saturating_add(stream.of(AccountKind::Due).0))
}

fn facts(purse: &Purse, stream: &StreamMoney) -> SummaryList {
    let w = purse.w;
    let mut rows = vec![
        Row::new(w.t("fact.to-spend"), stream.to_spend().to_string()),
        Row::new(w.t("fact.spent"), stream.of(AccountKind::Spent).to_string()),
        Row::new(w.t("fact.to-come"), promised(stream).to_string()),
    ];
    let more = [
        ("fact.free", stream.of(AccountKind::Available)),
        ("fact.kept", stream.of(AccountKind::Earmarked)),
        ("fact.own", Pence(stream.of(AccountKind::Contribution).0.saturating_neg())),
        ("fact.asked-back", stream.of(AccountKind::Recovery)),
    ];
    let more = more.into_iter().filter(|(_, sum)| *sum > Pence::ZERO);
    rows.extend(more.map(|(key, sum)| Row::new(w.t(key), sum.to_string())));
    SummaryList::new(rows)
}

/// The plan's lines: promised, spent, left, and what that is in hours.
fn lines(purse: &Purse, stream: &StreamMoney, name: &str) -> Table {
    let w = purse.w;
    let columns = vec![
        Column::new(w.t("column.what")),
        Column::number(w.t("column.planned")),
        Column::number(w.t("column.spent")),
        Column::number(w.t("column.left")),
    ];
    let left = |line: &seven_core::money::spend::LineMoney| match purse.tenths_of_hours(line.line, line.left()) {
        Some(hours) => w.say("left.hours", &[("sum", &line.left()), ("hours", &tenths(hours))]),
        None => line.left().to_string(),
    };
    let row = |line: &seven_core::money::spend::LineMoney| {
        vec![
            Cell::text(purse.what(line.line)),
            Cell::text(line.planned.to_string()),
            Cell::text(line.spent.to_string()),
            Cell::text(left(line)),
        ]
    };
    let rows = stream.lines.iter().map(row).collect();
    Table::new(w, w.say("lines", &[("stream", &name)]), columns, rows)
}

/// The next payments; one that is late stays in the list until it is there.
fn coming(purse: &Purse, stream: &StreamMoney, name: &str) -> Option<Table> {
    let (w, today) = (purse.w, purse.view.today);
    let is_open = |one: &&Instalment| {
        matches!(timeliness(one, today), Timeliness::ToCome | Timeliness::Overdue(_))
            || one.status == InstalmentStatus::Resting && one.due >= today
    };
    let next: Vec<&Instalment> =
        stream.payments.iter().map(|stored| &stored.paper).filter(is_open).take(NEXT_PAYMENTS).collect();
    if next.is_empty() {
        return None;
    }
    let mut columns =
        vec![Column::day(w.t("column.day")), Column::number(w.t("column.sum")), Column::new(w.t("column.state"))];
    // what the bank or the council said of a payment that came back or rests
    let has_words = next.iter().any(|one| !one.note.is_empty());
    if has_words {
        columns.push(Column::new(w.t("column.why")));
    }
    let row = |one: &&Instalment| {
        let comes = bank_holidays().moved(one.due, purse.rule);
        let when = match comes == one.due || one.due < today {
            true => day(w, one.due),
            false => w.say("comes-on", &[("due", &day(w, one.due)), ("day", &day(w, comes))]),
        };
        let mut cells = vec![Cell::text(when), Cell::text(one.total().to_string())];
        cells.push(Cell::Tag(state(purse, one, today)));
        if has_words {
            cells.push(Cell::text(one.note.clone()));
        }
        cells
    };
    let rows = next.iter().map(row).collect();
    Some(Table::new(w, w.say("coming", &[("stream", &name)]), columns, rows))
}

/// How a payment stands, in a few words; a late one says by how many days.
fn state(purse: &Purse, payment: &Instalment, today: Date) -> Tag {
    let w = purse.w;
    match (payment.status, timeliness(payment, today)) {
        (InstalmentStatus::Resting, _) => Tag::new(w.t("payment.resting"), Tone::Calm),
        (_, Timeliness::Overdue(days)) => {
            Tag::new(w.count("payment.late", u64::try_from(days).unwrap_or(0)), Tone::Urgent)
        }
        (InstalmentStatus::InRun, _) => Tag::new(w.t("payment.on-its-way"), Tone::Active),
        (InstalmentStatus::Returned, _) => Tag::new(w.t("payment.came-back"), Tone::Attention),
        _ => Tag::new(w.t("payment.planned"), Tone::Calm),
    }
}

fn year_of(purse: &Purse, stream: &StreamMoney, name: &str) -> String {
    let w = purse.w;
    let statement = purse.view.statement_of_year(&stream.stream, purse.view.today);
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("stream", &name), ("from", &day(w, statement.from)), ("until", &day(w, statement.until))];
    w.say("statement", &values)
}

/// Every entry of this financial year, the oldest first as a bank statement has them, folded month by month.
fn months(purse: &Purse, stream: &StreamMoney, name: &str) -> Vec<Details> {
    let statement = purse.view.statement_of_year(&stream.stream, purse.view.today);
    let count = statement.months().count();
    let month = |(index, of_month)| month(purse, of_month, name, index + 1 == count);
    statement.months().enumerate().map(month).collect()
}

fn month(purse: &Purse, (lines, last): (&[StatementLine], &StatementLine), stream: &str, is_open: bool) -> Details {
    let w = purse.w;
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.happened")),
        Column::number(w.t("column.sum")),
        Column::number(w.t("column.held")),
    ];
    let row = |line: &StatementLine| {
        vec![
            Cell::text(day(w, line.transfer.day)),
            Cell::text(happened(purse, &line.transfer)),
            Cell::text(line.transfer.amount.to_string()),
            Cell::text(line.held.to_string()),
        ]
    };
    let on = last.transfer.day;
    let month = w.find(&format!("month.{}", on.month())).unwrap_or_default();
    let name = w.say("of-month.name", &[("month", &month), ("year", &on.year())]);
    let values: [(&str, &dyn std::fmt::Display); 2] = [("month", &name), ("sum", &last.held)];
    let title = w.count_with("of-month.title", u64::try_from(lines.len()).unwrap_or(u64::MAX), &values);
    // two streams have the same months: whoever hears the tables' names has to know which is which
    let caption = w.say("of-month.table", &[("month", &name), ("stream", &stream)]);
    let table = Table::new(w, caption, columns, lines.iter().map(row).collect()).hide_caption();
    Details::of(title, &table, is_open)
}

/// What an entry was, with the line of the plan and the reason.
fn happened(purse: &Purse, entry: &Transfer) -> String {
    let w = purse.w;
    let movement = w.find(&format!("movement.{}", entry.movement.code())).unwrap_or_default();
    let words = match entry.step {
        Step::Correct(_) => w.say("put-right", &[("what", &movement)]),
        _ => movement.to_owned(),
    };
    let what = entry.named.line.map(|line| purse.what(line)).unwrap_or_default();
    let parts = [words, what, entry.named.reason.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}
