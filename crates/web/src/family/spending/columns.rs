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

/// The profile that was said, or what is missing, put to the fields.
fn profile(till: &Till, waiting: &Waiting, posted: &mut Posted) -> Option<ColumnProfile> {
    let has = |name: &str| waiting.first.headings.iter().any(|heading| heading == name);
    let named = |posted: &Posted, field: &str| Some(posted.value(field).to_owned()).filter(|column| has(column));
    let way = posted.value("sums").to_owned();
    let wanted: &[&str] = match way.as_str() {
        "one" | "one-spent" => &["date", "sum"],
        "two" => &["date", "paid-in", "paid-out"],
        _ => {
            posted.refuse_in_words("sums", till.w.t("problem.choose-from-the-list"));
            &["date"]
        }
    };
    for field in wanted {
        if named(posted, field).is_none() {
            posted.refuse_in_words(field, till.w.t("problem.choose-from-the-list"));
        }
    }
    let bank = posted.value("bank").to_owned();
    if bank.is_empty() {
        posted.refuse_in_words("bank", till.w.t("problem.empty"));
    }
    let date_order = DateOrder::from_code(posted.value("date-order")).ok();
    if date_order.is_none() {
        posted.refuse_in_words("date-order", till.w.t("problem.choose-from-the-list"));
    }
    if !posted.is_right() {
        return None;
    }
    let sums = match way.as_str() {
        "two" => SumColumns::Two { paid_in: named(posted, "paid-in")?, paid_out: named(posted, "paid-out")? },
        "one-spent" => SumColumns::OneSpent { column: named(posted, "sum")? },
        _ => SumColumns::One { column: named(posted, "sum")? },
    };
    let [payee, reference, balance] = PERHAPS.map(|field| named(posted, field));
    let own = waiting.first.suggested.clone();
    let bare = ColumnProfile {
        name: bank,
        is_card: way == "one-spent",
        letters: Letters::Any,
        skip_lines: 0,
        date_order,
        decimal: decimal(waiting, &sums),
        date: named(posted, "date")?,
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
