//! What a bill can be for, who may send it, and files of bills: each row is taken on its own, and each is told.

use interchange::bills::{FundRow, InvoiceRow, read_fund_month, read_invoices};
use jiff::civil::Date;
use seven_core::access::{Permit, Seat};
use seven_core::ledger::AccountKind;
use seven_core::money::fund_return::{FundSpend, ReturnStatus};
use seven_core::money::invoice::mark;
use seven_core::money::{FundReturn, MoneyHolding};
use seven_core::people::Role;
use seven_core::plan::money::Holding;
use seven_core::plan::support::UnitPrice;
use seven_core::{HoldingId, InvoiceId, Pence, PersonId, PieceId};
use store::papers::Stored;
use store::{Query, StoreError, relations};

use super::invoices::waiting;
use super::{MoneyView, NewInvoice, record_invoice};
use crate::{ActionError, Caller, Problem};

/// A line of a plan that the council buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillLine {
    /// The line.
    pub line: PieceId,
    /// The stream.
    pub stream: String,
    /// What it is, in the plan's words.
    pub what: String,
    /// Who it is bought from; empty where the plan does not say.
    pub payee: String,
    /// The agreed price of one.
    pub price: UnitPrice,
    /// What is left of it for invoices.
    pub left: Pence,
    /// Whether the family says yes to invoices first.
    pub is_family_first: bool,
}

/// The lines of a child's plans that the council buys.
///
/// # Errors
/// What the database says.
pub async fn bill_lines(at: &mut impl Query, view: &MoneyView) -> Result<Vec<BillLine>, StoreError> {
    let mut lines = Vec::new();
    for stream in &view.streams {
        let Some(held) = stream.holding.as_ref().filter(|held| held.paper.way == Holding::CouncilManaged) else {
            continue;
        };
        let by_line = seven_core::ledger::statement::by_line(&stream.stream, &view.entries);
        for (line, support) in &stream.support {
            let Some(paid) = &support.paid else { continue };
            let committed = by_line
                .get(&Some(*line))
                .map_or(Pence::ZERO, |held| seven_core::ledger::statement::of(held, AccountKind::Committed));
            let waits = waiting(at, view.child, *line).await?;
            lines.push(BillLine {
                line: *line,
                stream: stream.stream.clone(),
                what: support.what.clone(),
                payee: paid.payee.clone(),
                price: paid.price,
                left: Pence(committed.0.saturating_sub(waits.0)),
                is_family_first: held.paper.is_family_first,
            });
        }
    }
    Ok(lines)
}

/// The names of the providers that somebody works for today.
///
/// # Errors
/// What the database says.
pub async fn own_providers(at: &mut impl Query, person: PersonId, today: Date) -> Result<Vec<String>, StoreError> {
    let actor = relations::actor(at, person).await?;
    let live = actor.memberships.iter().filter(|one| one.role == Role::ProviderStaff && one.is_live(today));
    let ids: Vec<_> = live.filter_map(|one| one.group).collect();
    let groups = relations::groups(at).await?;
    Ok(groups.into_iter().filter(|group| ids.contains(&group.id)).map(|group| group.name).collect())
}

/// Whether two names are of the same provider: blanks, signs and case do not tell them apart.
#[must_use]
pub fn is_same_provider(one: &str, other: &str) -> bool {
    mark(one, "") == mark(other, "")
}

/// A provider's staff act for their own provider alone.
pub(super) async fn acts_for(
    at: &mut impl Query,
    permit: &Permit,
    (provider, today): (&str, Date),
    code: &'static str,
) -> Result<(), ActionError> {
    if permit.seat() != Some(Seat::ProviderStaff) {
        return Ok(());
    }
    let own = match permit.actor() {
        Some(person) => own_providers(at, person, today).await?,
        None => Vec::new(),
    };
    match own.iter().any(|name| is_same_provider(name, provider)) {
        true => Ok(()),
        false => Err(ActionError::rule(code)),
    }
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowTold {
    /// It was taken.
    Taken(InvoiceId),
    /// It cannot be read.
    Unreadable(String),
    /// It names no line of the plan that the council buys.
    NoLine(String),
    /// It was refused by a rule.
    Refused(Problem),
}

/// Takes a file of invoices for a child, row by row. `provider` counts where the file has no column of that name.
///
/// # Errors
/// Refused without the right; invalid for a file that is no table of invoices. What is wrong with a row is told in its place.
pub async fn record_invoices(
    caller: &Caller,
    child: PersonId,
    provider: &str,
    bytes: &[u8],
) -> Result<Vec<(u64, String, RowTold)>, ActionError> {
    caller.permit_for(seven_core::access::Action::RecordInvoice, child).await?;
    let rows = read_invoices(bytes).map_err(|error| unreadable("bills-file", &error))?;
    let mut reading = caller.reading().await?;
    let view = MoneyView::load(&mut reading, child, caller.moment.today).await?;
    let lines = bill_lines(&mut reading, &view).await?;
    drop(reading);
    let mut told = Vec::new();
    for (at, row) in rows {
        let (number, outcome) = match row {
            Err(fault) => (String::new(), RowTold::Unreadable(fault.to_string())),
            Ok(row) => (row.number.clone(), taken(caller, child, (provider, &lines), row).await?),
        };
        told.push((at, number, outcome));
    }
    Ok(told)
}

async fn taken(
    caller: &Caller,
    child: PersonId,
    (provider, lines): (&str, &[BillLine]),
    row: InvoiceRow,
) -> Result<RowTold, ActionError> {
    let Some(line) = lines.iter().find(|line| is_same_provider(&line.what, &row.line)) else {
        return Ok(RowTold::NoLine(row.line));
    };
    let provider = if row.provider.is_empty() { provider.to_owned() } else { row.provider };
    let new = NewInvoice {
        line: line.line,
        provider,
        number: row.number,
        dated: row.dated,
        pay_by: row.pay_by,
        quantity: row.quantity,
        price: row.price,
        amount: row.amount,
        pay_to: row.pay_to,
    };
    match record_invoice(caller, child, new).await {
        Ok(id) => Ok(RowTold::Taken(id)),
        Err(ActionError::Rule(problem)) => Ok(RowTold::Refused(problem)),
        Err(ActionError::Invalid(problems)) => {
            let first = problems.into_iter().next().unwrap_or_else(|| Problem::new("", "empty"));
            Ok(RowTold::Refused(first))
        }
        // somebody sent the same one in the same moment
        Err(ActionError::Store(StoreError::Taken(_))) => Ok(RowTold::Refused(Problem::new("", "invoice-known"))),
        Err(error) => Err(error),
    }
}

fn unreadable(field: &str, why: &dyn std::fmt::Display) -> ActionError {
    ActionError::Invalid(vec![Problem::new(field, "bills-file").with("why", why.to_string())])
}

/// Reads the month of a fund out of a file. Nothing is taken yet.
///
/// # Errors
/// Invalid with the line for a file that cannot be read, and for a line that the plan does not have.
pub fn fund_month_of(
    held: &Stored<MoneyHolding>,
    month: Date,
    lines: &[(PieceId, String)],
    bytes: &[u8],
) -> Result<FundReturn, ActionError> {
    let wrong = |at: u64, why: &dyn std::fmt::Display| unreadable("fund-file", &format!("line {at}: {why}"));
    let mut told = FundReturn {
        child: held.paper.child,
        holding: HoldingId(held.id),
        stream: held.paper.stream.clone(),
        month,
        opening: Pence::ZERO,
        received: Pence::ZERO,
        spent: Vec::new(),
        fee: Pence::ZERO,
        closing: Pence::ZERO,
        status: ReturnStatus::Booked,
    };
    for (at, row) in read_fund_month(bytes).map_err(|error| unreadable("fund-file", &error))? {
        match row.map_err(|fault| wrong(at, &fault))? {
            FundRow::Opening(sum) => told.opening = sum,
            FundRow::Received(sum) => told.received = Pence(told.received.0.saturating_add(sum.0)),
            FundRow::Fee(sum) => told.fee = Pence(told.fee.0.saturating_add(sum.0)),
            FundRow::Closing(sum) => told.closing = sum,
            FundRow::Spent(what, amount, words) => {
                let line = lines.iter().find(|(_, known)| is_same_provider(known, &what));
                let (line, _) = line.ok_or_else(|| wrong(at, &format!("the plan has no line `{what}`")))?;
                told.spent.push(FundSpend { line: *line, amount, words });
            }
        }
    }
    Ok(told)
}
