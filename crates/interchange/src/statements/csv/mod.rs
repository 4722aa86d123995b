//! Comma-separated statements: the columns that a profile names, or that their headings show.

mod cells;
mod dates;
mod headings;

pub use headings::suggested_profile;

use seven_core::Pence;
use seven_core::banking::profile::{ColumnProfile, SumColumns};
use seven_core::banking::{AccountTold, Balance, Statement, StatementFormat, StatementLine};

use super::{FaultyLine, LineFault, StatementError, amount};
use cells::{Row, Sheet};

pub(super) fn read(text: &str, profile: Option<&ColumnProfile>) -> Result<Statement, StatementError> {
    match profile {
        Some(profile) => read_by(&cells::read(text, usize::from(profile.skip_lines))?, profile),
        None => {
            let (sheet, profile) = headings::find(text)?;
            read_by(&sheet, &profile)
        }
    }
}

/// So many rows are shown to whoever says which column is which.
const FIRST_ROWS: usize = 5;

/// A file of columns as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstRows {
    /// The headings.
    pub headings: Vec<String>,
    /// The first rows, each as long as the headings.
    pub rows: Vec<Vec<String>>,
    /// What its headings show by themselves.
    pub suggested: Option<ColumnProfile>,
}

pub(super) fn first_rows(text: &str) -> Result<FirstRows, StatementError> {
    let (sheet, suggested) = match headings::find(text) {
        Ok((sheet, profile)) => (sheet, Some(profile)),
        Err(_) => (cells::read(text, 0)?, None),
    };
    let cells = |row: &Row| (0..sheet.headings.len()).map(|at| row.cell(at).chars().take(60).collect()).collect();
    let rows = sheet.rows.iter().take(FIRST_ROWS).map(cells).collect();
    Ok(FirstRows { headings: sheet.headings, rows, suggested })
}

/// Which column each thing stands in.
struct Columns<'a> {
    profile: &'a ColumnProfile,
    date: usize,
    value_date: Option<usize>,
    sums: (usize, Option<usize>),
    fee: Option<usize>,
    payee: Vec<usize>,
    reference: Vec<usize>,
    bank_id: Option<usize>,
    balance: Option<usize>,
    currency: Option<usize>,
    account: Option<usize>,
    merchant_category: Option<usize>,
    kind: Option<usize>,
}

impl<'a> Columns<'a> {
    fn of(sheet: &Sheet, profile: &'a ColumnProfile) -> Result<Columns<'a>, StatementError> {
        let place = |column: &String| {
            let found = sheet.headings.iter().position(|heading| cells::is_same(heading, column));
            found.ok_or_else(|| StatementError::MissingColumn {
                profile: profile.name.clone(),
                column: column.clone(),
                there: sheet.headings.iter().filter(|heading| !heading.is_empty()).cloned().collect(),
            })
        };
        let perhaps = |column: &Option<String>| column.as_ref().map(place).transpose();
        let all = |columns: &[String]| columns.iter().map(place).collect::<Result<Vec<_>, _>>();
        let sums = match &profile.sums {
            SumColumns::One { column } | SumColumns::OneSpent { column } => (place(column)?, None),
            SumColumns::Two { paid_in, paid_out } => (place(paid_in)?, Some(place(paid_out)?)),
        };
        Ok(Columns {
            profile,
            date: place(&profile.date)?,
            value_date: perhaps(&profile.value_date)?,
            sums,
            fee: perhaps(&profile.fee)?,
            payee: all(&profile.payee)?,
            reference: all(&profile.reference)?,
            bank_id: perhaps(&profile.bank_id)?,
            balance: perhaps(&profile.balance)?,
            currency: perhaps(&profile.currency)?,
            account: perhaps(&profile.account)?,
            merchant_category: perhaps(&profile.merchant_category)?,
            kind: profile.kind.as_ref().map(|kind| place(&kind.column)).transpose()?,
        })
    }
}

fn read_by(sheet: &Sheet, profile: &ColumnProfile) -> Result<Statement, StatementError> {
    let columns = Columns::of(sheet, profile)?;
    let format = if profile.is_card { StatementFormat::CardCsv } else { StatementFormat::Csv };
    let mut read = Statement::empty(format);
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| counts(row, &columns)).collect();
    read.left_out = sheet.rows.len() - rows.len();
    let order = dates::order(&rows, columns.date, profile.date_order)?;
    let mut faults = Vec::new();
    for row in rows {
        match line(row, &columns, order) {
            Ok(line) => read.lines.push(line),
            Err(fault) => faults.push(FaultyLine { line: row.line, fault }),
        }
        let account = columns.account.map_or("", |at| row.cell(at));
        let currency = columns.currency.map_or("", |at| row.cell(at));
        one_only(row.line, account, &mut read.account.0)?;
        one_only(row.line, currency, &mut read.currency)?;
    }
    StatementError::of_lines(faults)?;
    read.account = AccountTold(read.account.0.trim_matches('\'').to_owned());
    read.currency = headings::currency_code(&read.currency);
    balances(&mut read);
    Ok(read)
}

/// What every line of a file has in common.
fn one_only(line: u64, found: &str, known: &mut String) -> Result<(), StatementError> {
    if found.is_empty() || found == known {
        return Ok(());
    }
    if known.is_empty() {
        found.clone_into(known);
        return Ok(());
    }
    Err(StatementError::Mixed { line, found: found.to_owned(), before: known.clone() })
}

/// Opening and closing balance from what the lines say; the order of the lines may be turned later.
fn balances(read: &mut Statement) {
    read.earliest_first();
    let balance = |on, pence| Some(Balance { on: Some(on), pence, currency: String::new() });
    if let Some(first) = read.lines.first() {
        let before = first.balance.and_then(|after| after.minus(first.pence));
        read.opening = before.and_then(|pence| balance(first.booked, pence));
    }
    if let Some(last) = read.lines.last() {
        read.closing = last.balance.and_then(|pence| balance(last.booked, pence));
    }
}

/// Whether a line moved money, and is no line of sums at the end.
fn counts(row: &Row, columns: &Columns<'_>) -> bool {
    let word = columns.kind.map_or("", |at| row.cell(at));
    let left_out = columns.profile.kind.iter().flat_map(|kind| &kind.left_out);
    !left_out.into_iter().any(|out| cells::is_same(out, word))
}

fn line(row: &Row, columns: &Columns<'_>, order: dates::Order) -> Result<StatementLine, LineFault> {
    let perhaps = |at: Option<usize>| at.map(|at| row.cell(at)).filter(|cell| !cell.is_empty());
    let date = perhaps(Some(columns.date)).ok_or(LineFault::Missing("date"))?;
    let decimal = columns.profile.decimal;
    let mut pence = sum(row, columns)?;
    if let Some(fee) = perhaps(columns.fee) {
        let fee = amount::read(fee, decimal)?;
        pence = pence.minus(Pence(fee.0.abs())).ok_or(LineFault::Missing("sum"))?;
    }
    let payee = columns.payee.iter().map(|at| row.cell(*at)).find(|cell| !cell.is_empty()).unwrap_or_default();
    let words: Vec<&str> =
        columns.reference.iter().map(|at| row.cell(*at)).filter(|cell| !cell.is_empty() && *cell != payee).collect();
    Ok(StatementLine {
        place: row.line,
        booked: dates::day(date, order)?,
        value_date: perhaps(columns.value_date).map(|text| dates::day(text, order)).transpose()?,
        pence,
        payee: payee.to_owned(),
        reference: words.join(" "),
        bank_id: perhaps(columns.bank_id).unwrap_or_default().to_owned(),
        merchant_category: perhaps(columns.merchant_category).and_then(|text| text.parse().ok()),
        balance: perhaps(columns.balance).map(|text| amount::read(text, decimal)).transpose()?,
    })
}

/// The sum of a line with its sign: money in is above nothing.
fn sum(row: &Row, columns: &Columns<'_>) -> Result<Pence, LineFault> {
    let decimal = columns.profile.decimal;
    let read = |at: usize| {
        let cell = row.cell(at);
        let text = if cell.is_empty() { None } else { Some(amount::read(cell, decimal)) };
        text.transpose()
    };
    let word = columns.kind.map_or("", |at| row.cell(at));
    let money_in = columns.profile.kind.iter().flat_map(|kind| &kind.money_in);
    let is_in = money_in.into_iter().any(|known| cells::is_same(known, word));
    let first = read(columns.sums.0)?;
    match (&columns.profile.sums, columns.sums.1.map(read).transpose()?.flatten()) {
        (SumColumns::Two { .. }, out) => match (first.filter(|sum| sum.0 != 0), out.filter(|sum| sum.0 != 0)) {
            (Some(_), Some(_)) => Err(LineFault::BothWays),
            (Some(paid_in), None) => Ok(paid_in),
            // some banks put a minus before money out even where it has a column of its own
            (None, Some(paid_out)) => Ok(Pence(-paid_out.0.abs())),
            (None, None) => first.or(out).ok_or(LineFault::Missing("sum")),
        },
        (_, _) if is_in => first.map(|sum| Pence(sum.0.abs())).ok_or(LineFault::Missing("sum")),
        (SumColumns::OneSpent { .. }, _) => first.map(|sum| Pence(-sum.0)).ok_or(LineFault::Missing("sum")),
        (SumColumns::One { .. }, _) => first.ok_or(LineFault::Missing("sum")),
    }
}
