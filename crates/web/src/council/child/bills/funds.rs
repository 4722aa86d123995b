//! Individual service funds of a child: the returns month by month, what is missing, and accounting for the next month by hand
//! or as a file.

use actions::ActionError;
use actions::money::{MoneyView, StreamMoney, account_for_fund, fund_month_of};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::ledger::{AccountKind, Statement, statement};
use seven_core::money::fund_return::{FundSpend, ReturnStatus, months_missing};
use seven_core::money::{FundReturn, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::{HoldingId, Pence, PieceId};
use store::papers::{self, Stored};

use super::super::{Known, home};
use super::{FOLDER, Sees};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown::typed_day;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Inset, Row, SummaryList, Table};
use crate::sent::{Sent, Upload};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// A fund with its returns.
struct Fund {
    held: Stored<MoneyHolding>,
    stream: StreamMoney,
    returns: Vec<Stored<FundReturn>>,
    /// Months that are over and not accounted for, the first first.
    missing: Vec<Date>,
    /// What the books say was there before the first missing month, and came in it.
    there: (Pence, Pence),
}

impl Fund {
    fn lines(&self) -> Vec<(PieceId, String)> {
        self.stream.support.iter().map(|(piece, support)| (*piece, support.what.clone())).collect()
    }
}

/// The child with the funds that the visitor may see.
struct Desk {
    known: Known,
    last_day: Option<Inset>,
    funds: Vec<Fund>,
}

impl Desk {
    async fn of(visit: &Visit) -> Result<Desk, Fault> {
        let known = Known::of(visit).await?;
        let today = visit.moment.today;
        let mut reading = visit.reading().await?;
        let view = MoneyView::load(&mut reading, known.child.id, today).await?;
        let sees = Sees::of(visit, &mut reading).await?;
        let mut funds = Vec::new();
        for stream in &view.streams {
            let is_own = |held: &&Stored<MoneyHolding>| {
                held.paper.way == Holding::IndividualServiceFund && sees.sees(&held.paper.payee)
            };
            let Some(held) = stream.holding.as_ref().filter(is_own) else { continue };
            let returns = papers::part_of::<FundReturn>(&mut reading, held.id).await?;
            let own = view.entries.iter().filter(|entry| entry.stream == stream.stream);
            let began = own.filter(|entry| entry.movement.to() == AccountKind::Paid).map(|entry| entry.day).min();
            let missing = months_missing(began, returns.iter().map(|one| one.paper.month), today);
            let there = missing.first().map_or_else(Default::default, |month| there(&view, &stream.stream, *month));
            let (held, stream) = (held.clone(), stream.clone());
            funds.push(Fund { held, stream, returns, missing, there });
        }
        let last_day = super::last_day(&mut reading, visit.words(FOLDER), &known.child).await?;
        Ok(Desk { known, last_day, funds })
    }

    fn at(&self) -> String {
        format!("{}/money/funds", home(self.known.child.id))
    }
}

/// What was there before a month, and what came in it, by the books.
fn there(view: &MoneyView, stream: &str, month: Date) -> (Pence, Pence) {
    let told: Statement = view.statement(stream, month, month.last_of_month());
    let opening = statement::of(&told.opening, AccountKind::Paid);
    let closing = statement::of(&told.closing, AccountKind::Paid);
    (opening, Pence(closing.0.saturating_sub(opening.0)))
}

/// The funds.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    page(&visit, &Desk::of(&visit).await?, &Posted::empty(w))
}

fn month(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}

fn page(visit: &Visit, desk: &Desk, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut office = desk.known.page(visit, w, "money").mended(posted).heading(w.t("funds_title"));
    if let Some(last_day) = &desk.last_day {
        office = office.with(last_day);
    }
    office = office.link(w.t("invoices_link"), &format!("{}/money/invoices", home(desk.known.child.id)));
    if desk.funds.is_empty() {
        return office.with(&Empty::new(w, w.t("no_funds"))).shown();
    }
    for fund in &desk.funds {
        office = one(visit, desk, office, fund, posted);
    }
    office.shown()
}

fn one(visit: &Visit, desk: &Desk, office: Office, fund: &Fund, posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let paper = &fund.held.paper;
    let rows = vec![
        Row::new(w.t("holder"), paper.payee.clone()),
        Row::new(w.t("fee_limit"), paper.fee_limit.unwrap_or_default().to_string()),
        Row::new(w.t("with_holder"), fund.stream.to_spend().to_string()),
    ];
    let mut office = office.heading(&called(&paper.stream)).with(&SummaryList::new(rows));
    office = match fund.returns.is_empty() {
        true => office.say(w.t("no_returns")),
        false => office.with(&returns(w, fund)),
    };
    let Some(first) = fund.missing.first() else { return office.say(w.t("nothing_missing")) };
    let names: Vec<String> = fund.missing.iter().map(|day| month(*day)).collect();
    office = office.say(&w.say("missing", &[("months", &names.join(", "))]));
    let (opening, received) = fund.there;
    let title = w.say("account_title", &[("month", &month(*first))]);
    let values: [(&str, &dyn std::fmt::Display); 2] = [("opening", &opening), ("received", &received)];
    let mut form = Form::new(visit, desk.at()).hidden("holding", fund.held.id).hidden("month", first);
    for (place, (_, what)) in fund.lines().iter().enumerate() {
        let (sum, words) = (format!("spent-{place}"), format!("words-{place}"));
        form = form.field(&posted.asking(&sum, w.say("spent_on", &[("what", what)])).money());
        form = form.field(&posted.asking(&words, w.say("words_on", &[("what", what)])).text());
    }
    let form = form.field(&posted.field("fee").money()).field(&posted.field("closing").money());
    let form = form.button(Button::new(w.t("account")));
    office = office.heading(&title).say(&w.say("books_say", &values)).with(&form);
    let file = Form::new(visit, format!("{}/file", desk.at()))
        .upload()
        .hidden("holding", fund.held.id)
        .hidden("month", first)
        .field(&posted.field("fund-file").file(&["CSV"], "25 MB"))
        .button(Button::new(w.t("send_file")).secondary());
    office.say(w.t("fund_file_lead")).with(&file)
}

fn returns(w: PageWords, fund: &Fund) -> Table {
    let columns = vec![
        Column::new(w.t("column.month")),
        Column::number(w.t("column.opening")),
        Column::number(w.t("column.received")),
        Column::number(w.t("column.spent")),
        Column::number(w.t("column.fee")),
        Column::number(w.t("column.closing")),
    ];
    let row = |one: &Stored<FundReturn>| {
        let paper = &one.paper;
        let sums = [paper.opening, paper.received, paper.spent_in_all(), paper.fee, paper.closing];
        let mut cells = vec![Cell::text(month(paper.month))];
        cells.extend(sums.map(|sum| Cell::text(sum.to_string())));
        cells
    };
    Table::new(w, w.t("returns"), columns, fund.returns.iter().rev().map(row).collect())
}

/// The fund and month that a form is about.
fn meant<'d>(desk: &'d Desk, posted: &Posted) -> Result<(&'d Fund, Date), Fault> {
    let id: HoldingId = posted.value("holding").parse().map_err(|_| Fault::NotFound)?;
    let fund = desk.funds.iter().find(|fund| fund.held.id == id.0).ok_or(Fault::NotFound)?;
    Ok((fund, typed_day(posted.value("month")).ok_or(Fault::NotFound)?))
}

/// Reads the form; an empty sum is nothing.
fn read(fund: &Fund, month: Date, posted: &Posted) -> Result<FundReturn, ActionError> {
    let mut problems = Vec::new();
    let mut sum = |name: &str| match posted.value(name) {
        "" => Pence::ZERO,
        text => Pence::read(text).unwrap_or_else(|_| {
            problems.push(actions::Problem::new(name, "no-sum"));
            Pence::ZERO
        }),
    };
    let mut spent = Vec::new();
    for (place, (line, what)) in fund.lines().into_iter().enumerate() {
        let amount = sum(&format!("spent-{place}"));
        let words = Some(posted.value(&format!("words-{place}"))).filter(|words| !words.is_empty());
        if amount != Pence::ZERO {
            spent.push(FundSpend { line, amount, words: words.map_or(what, str::to_owned) });
        }
    }
    let (fee, closing) = (sum("fee"), sum("closing"));
    if !problems.is_empty() {
        return Err(ActionError::Invalid(problems));
    }
    let (opening, received) = fund.there;
    let (child, stream) = (fund.held.paper.child, fund.held.paper.stream.clone());
    let holding = HoldingId(fund.held.id);
    let status = ReturnStatus::Booked;
    Ok(FundReturn { child, holding, stream, month, opening, received, spent, fee, closing, status })
}

/// Accounts for a month by hand.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let (w, desk) = (visit.words(FOLDER), Desk::of(&visit).await?);
    let posted = sent.posted(w);
    let (fund, month) = meant(&desk, &posted)?;
    let told = read(fund, month, &posted);
    accounted(&visit, &desk, posted, told).await
}

/// Accounts for a month by a file.
pub async fn file(visit: Visit, upload: Upload) -> Result<Response, Fault> {
    let (w, desk) = (visit.words(FOLDER), Desk::of(&visit).await?);
    let posted = upload.fields.clone().posted(w);
    let (fund, month) = meant(&desk, &posted)?;
    let told = fund_month_of(&fund.held, month, &fund.lines(), &upload.bytes);
    accounted(&visit, &desk, posted, told).await
}

async fn accounted(
    visit: &Visit,
    desk: &Desk,
    mut posted: Posted,
    told: Result<FundReturn, ActionError>,
) -> Result<Response, Fault> {
    let done = match told {
        Ok(told) => account_for_fund(&visit.signed_caller()?, told).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(back(&desk.at(), "fund-accounted")),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, desk, &posted)
        }
    }
}
