//! Organising the money and living on it: opening it from a signed plan, holding and paying it, spending it, putting right
//! what was wrong. Every action moves money only through [`post`], in the same transaction as its audit entry.

mod arrange;
mod bank;
mod books;
mod cases;
mod earmarks;
mod floats;
mod funds;
mod invoices;
mod open;
mod runs;
mod schedule;
mod spend;
mod uplifts;
mod view;

pub use arrange::{NewTerms, answer_checks, begin_payments, go_on, rest, set_payee, sign_terms};
pub use bank::{ask_bank_details, confirm_bank_details, refuse_bank_details};
pub use books::{close_year, end_of_plan, entries_as_csv, export_rows, trial_balance};
pub use cases::{answer_case, ask_again, case_takes_effect, decide_case, money_came_back, open_case, reconsider_case};
pub use earmarks::{end_earmark, keep_money_for, spend_earmark};
pub use floats::{NewFind, explain_find, float_left, give_float, hold_back, record_find, use_contingency};
pub use funds::account_for_fund;
pub use invoices::{NewInvoice, approve_invoice, query_invoice, record_invoice};
pub use open::{Opened, open};
pub use runs::{approve_run, bank_confirmed, bank_returned, check_run, draft_run, drop_run, export_run, finish_run};
pub use schedule::{call_off, schedule};
pub(crate) use spend::holdings;
pub use spend::{NewSpend, answer_wish, correct, record_spend, spend_within};
pub use uplifts::change_rates;
pub use view::{MoneyView, StreamMoney};

use jiff::Timestamp;
use seven_core::PersonId;
use seven_core::ledger::{Named, Refusal, Transfer};
use seven_core::money::GroundsPack;
use seven_core::money::grounds;
use store::{Writing, ledger};

use crate::{ActionError, Problem};

/// Moves money: all of the transfers, or none. Given again, they move nothing again.
///
/// # Errors
/// A rule with the refusal's code and its values.
pub async fn post(write: &mut Writing, transfers: Vec<Transfer>) -> Result<(), ActionError> {
    let mut ground = ledger::ground(write, &transfers).await?;
    ground.take_all(transfers).map_err(|refusal| refused(&refusal))?;
    ledger::save(write, &ground).await?;
    Ok(())
}

/// A refusal of the books in the words of an action.
#[must_use]
pub fn refused(refusal: &Refusal) -> ActionError {
    let problem = Problem::new("", refusal.code());
    ActionError::Rule(match refusal {
        Refusal::NotEnough { account, free, amount } => problem
            .with("account", account.kind.code())
            .with("free", free.to_string())
            .with("amount", amount.to_string()),
        Refusal::Closed(until) => problem.with("until", until.to_string()),
        Refusal::NotAboveNothing(amount) => problem.with("amount", amount.to_string()),
        Refusal::Unnamed { what, .. } => problem.with("what", *what),
        _ => problem,
    })
}

/// Who moves money, and when.
pub(crate) fn named(write: &Writing) -> Named {
    let at: Timestamp = write.moment().at;
    Named::by(write.permit().actor(), at)
}

/// The person who acts; the server's command line moves no money.
fn actor(write: &Writing) -> Result<PersonId, ActionError> {
    write.permit().actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))
}

/// The rule packs of money.
fn packs() -> Result<Vec<GroundsPack>, ActionError> {
    grounds::known().map_err(|error| ActionError::Outside(error.to_string()))
}
