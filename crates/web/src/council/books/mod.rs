//! `/council/books`: the books of the authority: how all accounts stand, financial years, taking the books out. Every total leads
//! to the entries that it is made of, for those who may see names.

pub mod entries;
pub mod figures;
pub mod funds;
pub mod one_entry;
pub mod sample;

use actions::money::{before_closing, close_year, entries_as_csv, export_rows, trial_balance};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::csv::plain;
use seven_core::ledger::{AccountKind, FinancialYear, StreamTrial};
use seven_core::money::figures::LEAST_TOLD;
use seven_core::{Pence, PersonId};
use store::ledger::{self, ClosedYear};

use super::layout::{Form, Office, back, may, query, refuse};
use super::need_beside_spend::csv_file;
use super::shown::{self, cell, typed_day};
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Notice, Tab, Table, Tabs};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/books";
/// Where the pages are.
const AT: &str = "/council/books";

/// The pages of the books, as far as somebody may see them.
fn tabs(visit: &Visit, w: PageWords, current: &str) -> Tabs {
    let all = [
        ("books", "/council/books", Action::ViewBooks),
        ("figures", "/council/books/figures", Action::ViewBooks),
        ("entries", "/council/books/entries", Action::ViewEntries),
        ("sample", "/council/books/sample", Action::ViewEntries),
        ("funds", "/council/books/funds", Action::ViewEntries),
        ("floats", "/council/floats", Action::GiveFloat),
        ("rates", "/council/rates", Action::ChangeRates),
    ];
    let tabs = all.iter().filter(|(_, _, action)| may(visit, *action)).map(|(key, path, _)| Tab {
        link: Link::new(w.find(&format!("tab.{key}")).unwrap_or(key), *path),
        is_current: *key == current,
    });
    Tabs::new(w.t("tabs"), tabs.collect())
}

/// That somebody looked into the books is on record; about a child, the family sees it too.
async fn looked(visit: &Visit, child: Option<PersonId>, (what, rows): (&str, usize)) -> Result<(), Fault> {
    if let Some(permit) = &visit.permit {
        let event = Event { child, ..Event::of(permit, what) }.with("rows", rows);
        visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
    }
    Ok(())
}

/// The books.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let caller = visit.signed_caller()?;
    let trial = trial_balance(&caller).await?;
    let mut office =
        Office::new(visit, w, w.t("title")).above(&tabs(visit, w, "books")).mended(posted).say(w.t("lead"));
    if trial.streams.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    } else if trial.balances() {
        office = office.say(w.t("balances"));
    } else {
        office = office.with(&Notice::information(w, w.t("does_not_balance")).id("balances"));
    }
    let has_names = may(visit, Action::ViewEntries);
    for (stream, trial) in &trial.streams {
        let told = |kind: AccountKind| match has_names || kind.owner() != seven_core::ledger::OwnerKind::Child {
            true => true,
            false => trial.children.get(&kind).is_none_or(|count| *count >= LEAST_TOLD),
        };
        office = office.with(&table(w, (stream, trial), has_names, told));
    }
    if !has_names {
        office = office.say(&w.say("few", &[("least", &LEAST_TOLD)]));
    }
    office = years(visit, office).await?;
    if may(visit, Action::CloseBooks) {
        office = exports(visit, office, posted);
    }
    office.shown()
}

fn table(
    w: PageWords,
    (stream, trial): (&String, &StreamTrial),
    has_names: bool,
    is_told: impl Fn(AccountKind) -> bool,
) -> Table {
    let columns = vec![
        Column::new(w.t("column.account")),
        Column::number(w.t("column.debit")),
        Column::number(w.t("column.credit")),
    ];
    let row = |(kind, sum): (&AccountKind, &Pence)| {
        let name = shown::coded(w, "account", kind.code());
        let first = match has_names {
            true => Cell::link(name, format!("{AT}/entries?stream={stream}&account={kind}")),
            false => Cell::text(name),
        };
        let text = |sum: i64| match (is_told(*kind), sum > 0) {
            (_, false) => String::new(),
            (true, true) => Pence(sum).to_string(),
            (false, true) => w.t("too_few").to_owned(),
        };
        vec![first, Cell::text(text(sum.0)), Cell::text(text(sum.0.saturating_neg()))]
    };
    let debit = trial.totals.values().fold(0_i64, |sum, one| sum.saturating_add(one.0.max(0)));
    let credit = trial.totals.values().fold(0_i64, |sum, one| sum.saturating_add(one.0.saturating_neg().max(0)));
    let total = [w.t("total").to_owned(), Pence(debit).to_string(), Pence(credit).to_string()];
    let title = w.say("trial", &[("stream", &called(stream))]);
    Table::new(w, title, columns, trial.totals.iter().map(row).collect()).total(total.map(Cell::Text).to_vec())
}

/// Years that are closed, and the one that is next with what stands in its way.
async fn years(visit: &Visit, office: Office) -> Result<Office, Fault> {
    let w = visit.words(FOLDER);
    let before = before_closing(&visit.signed_caller()?).await?;
    let mut reading = visit.reading().await?;
    let closed = ledger::closed_years(&mut reading).await?;
    let mut names = Vec::new();
    for year in &closed {
        let by = match year.closed_by {
            Some(by) => store::people::find(&mut reading, by).await?,
            None => None,
        };
        names.push(by.map(|person| person.name.shown()).unwrap_or_default());
    }
    drop(reading);
    let mut office = office.heading(w.t("years"));
    if !closed.is_empty() {
        let columns = ["year", "closed", "by"].map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
        let row = |(year, by): (&ClosedYear, &String)| {
            let name = FinancialYear::of(year.year_from).name();
            vec![Cell::text(name), Cell::text(shown::instant(year.closed_at)), Cell::text(by.clone())]
        };
        let rows = closed.iter().zip(&names).map(row).collect();
        office = office.with(&Table::new(w, w.t("closed_years"), columns.to_vec(), rows));
    }
    let name = before.year.name();
    let mut stands = Vec::new();
    if let Some(refusal) = before.refusal {
        use seven_core::ledger::CloseRefusal::{Closed, EarlierOpen, NotOver};
        let (key, day) = match refusal {
            NotOver(day) => ("problem.year-not-over", day),
            Closed(day) => ("problem.year-closed", day),
            EarlierOpen(day) => ("problem.year-earlier-open", day),
        };
        stands.push(w.say(key, &[("day", &shown::day(day))]));
    }
    if !before.balances {
        stands.push(w.t("problem.books-do-not-balance").to_owned());
    }
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    if before.unanswered > 0 {
        stands.push(w.count("unanswered", count(before.unanswered)));
    }
    if before.overdue > 0 {
        stands.push(w.count("overdue", count(before.overdue)));
    }
    office = office.heading(&w.say("next_year", &[("year", &name)]));
    office = if stands.is_empty() { office.say(w.t("nothing_stands")) } else { office.bullets(&stands) };
    if before.refusal.is_none() && before.balances && may(visit, Action::CloseBooks) {
        let form = Form::new(visit, format!("{AT}/close"))
            .hidden("year", before.year.first())
            .button(Button::new(w.say("close", &[("year", &name)])).warning());
        office = office.say(w.t("close_lead")).with(&form);
    }
    Ok(office)
}

fn exports(visit: &Visit, office: Office, posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let year = FinancialYear::of(visit.moment.today);
    let known = |name: &str, day: Date| {
        let field = posted.field(name);
        if field.value.is_empty() { field.value(day.to_string()) } else { field }
    };
    let form = Form::search(visit, format!("{AT}/general-ledger"))
        .field(&known("from", year.first()).date())
        .field(&known("until", visit.moment.today).date())
        .button(Button::new(w.t("general_ledger")).secondary());
    let office = office.heading(w.t("take_out")).link(w.t("entries_csv"), &format!("{AT}/entries.csv"));
    office.say(w.t("general_ledger_lead")).with(&form)
}

/// Closes a year.
pub async fn close(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let first = typed_day(posted.value("year")).ok_or(Fault::NotFound)?;
    match close_year(&visit.signed_caller()?, FinancialYear::of(first)).await {
        Ok(()) => Ok(back(AT, "year-closed")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}

/// All entries as CSV.
pub async fn csv(visit: Visit) -> Result<Response, Fault> {
    Ok(csv_file("entries.csv", entries_as_csv(&visit.signed_caller()?).await?))
}

/// Rows for the general ledger as CSV; the page again where a day or a code is missing.
pub async fn general_ledger(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let asked = visit.address.split_once('?').map(|(_, query)| crate::sent::pairs(query.as_bytes()));
    let mut posted = Posted::of(w, asked.unwrap_or_default());
    let day = |name: &str| typed_day(&posted.date(name)).ok_or_else(|| actions::ActionError::invalid(name, "no-day"));
    let rows = match (day("from"), day("until")) {
        (Err(error), _) | (_, Err(error)) => Err(error),
        (Ok(from), Ok(until)) if until < from => Err(actions::ActionError::invalid("until", "day-backwards")),
        (Ok(from), Ok(until)) => export_rows(&visit.signed_caller()?, from, until).await,
    };
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => {
            refuse(&mut posted, w, error)?;
            return page(&visit, &posted).await;
        }
    };
    let mut text = String::from("day,code,stream,account,debit,credit,movement,entry\r\n");
    for row in rows {
        let (code, stream) = (cell(&row.code), cell(&row.stream));
        let (debit, credit) = (plain(row.debit), plain(row.credit));
        let (account, movement) = (row.account, row.movement);
        text.push_str(&format!("{},{code},{stream},{account},{debit},{credit},{movement},{}\r\n", row.day, row.entry));
    }
    Ok(csv_file("general-ledger.csv", text))
}

/// A day of the address, where there is one: three boxes of a form, or one text.
fn day_of(visit: &Visit, posted: &Posted, name: &str) -> Option<Date> {
    typed_day(&posted.date(name)).or_else(|| query(visit, name).and_then(|text| typed_day(&text)))
}
