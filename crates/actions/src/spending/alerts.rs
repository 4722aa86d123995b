//! What of a child's spending is out of the ordinary, from its statements and what it keeps for something: the beginning of a
//! conversation, not a demand.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::ledger::AccountKind;
use seven_core::ledger::statement::{Holdings, apply, of};
use seven_core::life::Ongoing;
use seven_core::matching::payee_words;
use seven_core::monitoring::{Alert, Facts, Spent, Thresholds, watch};
use seven_core::{Pence, PersonId};
use store::spending::lines::{self, LineState, StoredLine};
use store::spending::statements::{self, StoredStatement};
use store::{Query, ledger};

use crate::life::stops;
use crate::{ActionError, Caller};

/// Words by which banks call cash taken out.
const CASH: [&str; 4] = ["CASH", "ATM", "CASHPOINT", "WITHDRAWAL"];

/// What is out of the ordinary today.
///
/// # Errors
/// Refused without [`Action::ViewSpending`]; outside where no thresholds hold on the day.
pub async fn alerts(caller: &Caller, child: PersonId) -> Result<Vec<Alert>, ActionError> {
    caller.permit_for(Action::ViewSpending, child).await?;
    noticed(&mut caller.reading().await?, child, caller.moment.today).await
}

/// The same, for whoever was asked already whether they may.
pub(super) async fn noticed(at: &mut impl Query, child: PersonId, today: Date) -> Result<Vec<Alert>, ActionError> {
    if stops(at, child, Ongoing::Alert).await? {
        return Ok(Vec::new());
    }
    let thresholds = Thresholds::on(today).map_err(|error| ActionError::Outside(error.to_string()))?;
    let mut statements = statements::of_child(at, child).await?;
    statements.retain(|statement| statement.undone_at.is_none());
    let lines = lines::of_child(at, child).await?;
    let mut held = Holdings::new();
    ledger::of_child(at, child).await?.iter().for_each(|entry| apply(&mut held, entry));
    Ok(watch(&facts(&statements, &lines, of(&held, AccountKind::Earmarked), today), today, &thresholds))
}

fn facts(statements: &[StoredStatement], lines: &[StoredLine], earmarked: Pence, today: Date) -> Facts {
    let paid = || lines.iter().filter(|one| one.line.pence > Pence::ZERO);
    let paid_since = paid().map(|one| one.line.booked).min();
    let paid_in = total(paid());
    let months =
        paid_since.and_then(|since| since.until((jiff::Unit::Month, today)).ok()).map_or(0, |span| span.get_months());
    let open = || lines.iter().filter(|one| one.line.pence < Pence::ZERO && one.state != LineState::Matched);
    let is_cash = |one: &&StoredLine| payee_words(&one.line.payee).iter().any(|word| CASH.contains(&word.as_str()));
    let latest = statements.iter().max_by_key(|statement| statement.until);
    Facts {
        paid_since,
        paid_in,
        spent: total(lines.iter().filter(|one| one.line.pence < Pence::ZERO)),
        monthly: Pence(paid_in.0 / i64::from(months.max(0) + 1)),
        balance: latest.and_then(|statement| statement.closing).unwrap_or_default(),
        earmarked,
        statements_until: latest.and_then(|statement| statement.until),
        unmatched: open().filter(|one| !is_cash(one)).map(spent).collect(),
        cash: open().filter(is_cash).map(spent).collect(),
        to_household: Vec::new(),
    }
}

fn total<'l>(lines: impl Iterator<Item = &'l StoredLine>) -> Pence {
    Pence(lines.fold(0, |sum: i64, one| sum.saturating_add(one.line.pence.0.saturating_abs())))
}

fn spent(one: &StoredLine) -> Spent {
    Spent { id: one.id.to_string(), on: one.line.booked, pence: Pence(one.line.pence.0.saturating_abs()) }
}
