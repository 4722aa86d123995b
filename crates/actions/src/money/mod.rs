//! Organising the money and living on it: opening it from a signed plan, holding and paying it, spending it, putting right
//! what was wrong. Every action moves money only through [`post`], in the same transaction as its audit entry.

mod answers;
mod arrange;
mod bank;
mod bills;
mod books;
mod bridge;
mod bridge_follow;
mod cases;
mod crisis;
mod earmarks;
mod figures;
mod files;
mod floats;
mod follow;
mod funds;
mod invoices;
mod numbers;
mod open;
mod other_way;
mod runs;
mod schedule;
mod spend;
mod told;
mod uplifts;
mod view;

pub use answers::{AnswersRead, Will, read_bank_file, take_bank_file};
pub use arrange::{NewTerms, answer_checks, begin_payments, go_on, rest, set_payee, sign_terms};
pub use bank::{ask_bank_details, confirm_bank_details, refuse_bank_details};
pub use bills::{BillLine, RowTold, bill_lines, fund_month_of, is_same_provider, own_providers, record_invoices};
pub use books::{
    BeforeClosing, audit_sample, before_closing, close_year, end_of_plan, entries, entries_as_csv, export_rows,
    trial_balance, trial_balance_streams,
};
pub use bridge::{between_plans, end_between_plans, go_on_between_plans, look_between_plans};
pub use cases::{
    Seen, answer_case, ask_again, case_takes_effect, decide_case, fund_holders, money_came_back, open_case,
    pay_in_parts, reach, reconsider_case,
};
pub use crisis::{InCrisis, Open, give_in_crisis, open_in_crisis};
pub use earmarks::{NewEarmark, end_earmark, keep_money_for, keep_within, spend_earmark};
pub use figures::{Figures, StreamFigures, figures};
pub use files::{bank_id, run_file, set_pays_from};
pub use floats::{NewFind, explain_find, float_left, give_float, has_own_money, hold_back, record_find};
pub use funds::account_for_fund;
pub(crate) use invoices::committed_to;
pub use invoices::{NewInvoice, approve_invoice, query_invoice, record_invoice};
pub use numbers::{load_weights, loaded_weights};
pub(crate) use open::goes_on;
pub use open::{Opened, open};
pub use other_way::{OtherWay, other_ways};
pub use runs::{approve_run, bank_confirmed, bank_returned, check_run, draft_run, drop_run, export_run, finish_run};
pub use schedule::{call_off, schedule};
pub(crate) use spend::holdings;
pub use spend::{NewSpend, answer_wish, correct, record_spend, spend_within};
pub(crate) use told::{family, tell};
pub use uplifts::{change_rates, preview_rates};
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
