//! A file of columns that nobody has explained yet: its first rows, and which column is which. Said once, it is known next month.

use actions::spending::{NewStatement, Waiting, import, kept_file, save_profile};
use axum::extract::Path;
use axum::response::Response;
use seven_core::ImportId;
use seven_core::banking::profile::{ColumnProfile, DateOrder, DecimalSign, Letters, SumColumns};

use super::statements::to_result;
use super::{Till, said};
use crate::family::plan::sheet::{Form, Sheet};
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Table};
use crate::sent::Sent;
use crate::visit::Visit;

/// The fields that name a column which may be missing.
const PERHAPS: [&str; 3] = ["payee", "reference", "balance"];

/// The page.
pub async fn show(visit: Visit, Path((_, file)): Path<(String, String)>) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let id = file.parse().map_err(|_| Fault::NotFound)?;
    let waiting = kept_file(&till.visit.signed_caller()?, till.child, id).await?;
    let posted = Posted::of(till.w, suggested(&waiting));
    page(&till, id, &waiting, &posted)
}

/// What the headings show by themselves, as the form has it.
fn suggested(waiting: &Waiting) -> Vec<(String, String)> {
    let Some(profile) = &waiting.first.suggested else { return Vec::new() };
    let mut values = vec![("date", profile.date.clone())];
    match &profile.sums {
        SumColumns::One { column } => values.extend([("sums", "one".to_owned()), ("sum", column.clone())]),
        SumColumns::OneSpent { column } => values.extend([("sums", "one-spent".to_owned()), ("sum", column.clone())]),
        SumColumns::Two { paid_in, paid_out } => {
            values.extend([("sums", "two".to_owned()), ("paid-in", paid_in.clone()), ("paid-out", paid_out.clone())]);
        }
    }
    values.extend(profile.payee.first().map(|column| ("payee", column.clone())));
    values.extend(profile.reference.first().map(|column| ("reference", column.clone())));
    values.extend(profile.balance.clone().map(|column| ("balance", column)));
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn page(till: &Till, id: ImportId, waiting: &Waiting, posted: &Posted) -> Result<Response, Fault> {
    let w = till.w;
    let headings: Vec<&String> = waiting.first.headings.iter().filter(|heading| !heading.trim().is_empty()).collect();
    let columns = waiting.first.headings.iter().map(|heading| Column::new(heading.clone())).collect();
    let rows = waiting.first.rows.iter().map(|row| row.iter().map(|cell| Cell::text(cell.clone())).collect()).collect();
    let choices = || headings.iter().map(|heading| Choice::new(heading.as_str(), heading.as_str())).collect::<Vec<_>>();
    let ways = ["one", "two", "one-spent"].map(|way| Choice::new(way, w.find(&format!("sums.{way}")).unwrap_or(way)));
    let orders = DateOrder::ALL.iter().map(|order| {
        let code = order.code();
        Choice::new(code, w.find(&format!("date-order.{code}")).unwrap_or(code))
    });
    let form = Form::new(&till.visit, till.at(&format!("/columns/{id}")))
        .field(&posted.field("date").select(choices()))
        .field(&posted.field("date-order").radios(orders.collect()))
        .field(&posted.field("sums").radios(ways.to_vec()))
        .field(&posted.field("sum").select(choices()))
        .field(&posted.field("paid-in").select(choices()))
        .field(&posted.field("paid-out").select(choices()))
        .field(&posted.field("payee").select(choices()))
        .field(&posted.field("reference").select(choices()))
        .field(&posted.field("balance").select(choices()))
        .field(&posted.field("bank").text())
        .button(Button::new(w.t("columns.send")));
    let title = w.t("columns.title").to_owned();
    Sheet::new(till.page(title.clone(), till.to_statements()), title)
        .lead(w.say("columns.lead", &[("file", &waiting.file_name)]))
        .mended(posted)
        .with(&Table::new(w, w.t("columns.first"), columns, rows))
        .with(&form)
        .shown()
}

/// Saves how the file is read, and reads it.
pub async fn send(visit: Visit, Path((_, file)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let caller = till.visit.signed_caller()?;
    let id = file.parse().map_err(|_| Fault::NotFound)?;
    let waiting = kept_file(&caller, till.child, id).await?;
    let mut posted = sent.posted(till.w);
    let Some(profile) = profile(&till, &waiting, &mut posted) else { return page(&till, id, &waiting, &posted) };
    let new = NewStatement {
        file_name: waiting.file_name.clone(),
        bytes: waiting.bytes.clone(),
        profile: Some(profile.clone()),
        is_of_another_account: false,
    };
    match import(&caller, till.child, new).await {
        Ok(done) => {
            save_profile(&caller, till.child, &profile).await?;
            Ok(to_result(&till, &done))
        }
        Err(error) => {
            for (_, text) in said(till.w, error)? {
                posted.refuse_in_words("date", text);
            }
            page(&till, id, &waiting, &posted)
        }
    }
}

/// The column that a field names, where the file has it.
fn named(waiting: &Waiting, posted: &Posted, field: &str) -> Option<String> {
    let column = posted.value(field);
    waiting.first.headings.iter().find(|heading| *heading == column).cloned().filter(|column| !column.is_empty())
}

/// Puts what is missing to the fields.
fn check(till: &Till, waiting: &Waiting, posted: &mut Posted) {
    let choose = till.w.t("problem.choose-from-the-list");
    let wanted: &[&str] = match posted.value("sums") {
        "one" | "one-spent" => &["date", "sum"],
        "two" => &["date", "paid-in", "paid-out"],
        _ => &["date", "sums"],
    };
    for field in wanted {
        if named(waiting, posted, field).is_none() {
            posted.refuse_in_words(field, choose);
        }
    }
    if posted.value("bank").is_empty() {
        posted.refuse_in_words("bank", till.w.t("problem.empty"));
    }
    if DateOrder::from_code(posted.value("date-order")).is_err() {
        posted.refuse_in_words("date-order", choose);
    }
}

/// The profile that was said; nothing where something is missing, which is put to the fields.
fn profile(till: &Till, waiting: &Waiting, posted: &mut Posted) -> Option<ColumnProfile> {
    check(till, waiting, posted);
    if !posted.is_right() {
        return None;
    }
    let named = |field: &str| named(waiting, posted, field);
    let way = posted.value("sums");
    let sums = match way {
        "two" => SumColumns::Two { paid_in: named("paid-in")?, paid_out: named("paid-out")? },
        "one-spent" => SumColumns::OneSpent { column: named("sum")? },
        _ => SumColumns::One { column: named("sum")? },
    };
    let [payee, reference, balance] = PERHAPS.map(named);
    let own = waiting.first.suggested.clone();
    let bare = ColumnProfile {
        name: posted.value("bank").to_owned(),
        is_card: way == "one-spent",
        letters: Letters::Any,
        skip_lines: 0,
        date_order: DateOrder::from_code(posted.value("date-order")).ok(),
        decimal: decimal(waiting, &sums),
        date: named("date")?,
        value_date: None,
        sums,
        fee: None,
        payee: payee.into_iter().collect(),
        reference: reference.into_iter().collect(),
        bank_id: None,
        balance,
        currency: None,
        account: None,
        merchant_category: None,
        kind: None,
    };
    // what the headings showed beside it stays
    Some(match own {
        Some(own) => ColumnProfile {
            name: bare.name,
            is_card: bare.is_card || own.is_card,
            date_order: bare.date_order,
            decimal: bare.decimal,
            date: bare.date,
            sums: bare.sums,
            payee: bare.payee,
            reference: bare.reference,
            balance: bare.balance,
            ..own
        },
        None => bare,
    })
}

/// Whether the sums of the first rows are written with a comma before the pence.
fn decimal(waiting: &Waiting, sums: &SumColumns) -> DecimalSign {
    let columns = match sums {
        SumColumns::One { column } | SumColumns::OneSpent { column } => vec![column],
        SumColumns::Two { paid_in, paid_out } => vec![paid_in, paid_out],
    };
    let places = waiting.first.headings.iter().enumerate().filter(|(_, heading)| columns.contains(heading));
    let places: Vec<usize> = places.map(|(place, _)| place).collect();
    let cells = waiting.first.rows.iter().flat_map(|row| places.iter().filter_map(|place| row.get(*place)));
    let is_comma = |cell: &String| cell.trim().rsplit_once(',').is_some_and(|(_, after)| after.len() == 2);
    if cells.into_iter().any(is_comma) { DecimalSign::Comma } else { DecimalSign::Point }
}
