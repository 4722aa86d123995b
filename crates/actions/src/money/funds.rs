//! Individual service funds: their holder accounts for each month, and the books take it in at once.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{AccountKind, Movement, Statement, Transfer, statement};
use seven_core::money::fund_return::{FundGround, FundRefusal};
use seven_core::money::{FundReturn, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::{EvidenceId, FundReturnId, Pence, TransferId};
use store::{ledger, papers};

use super::bills::acts_for;
use super::{named, post};
use crate::{ActionError, Caller, Problem};

/// Takes a month's return: what was spent line by line and what the holder kept. Unspent money stays the child's.
///
/// # Errors
/// Refused without [`Action::AccountForFund`]; rules as [`FundRefusal`] says, and for the same month twice.
pub async fn account_for_fund(caller: &Caller, new: FundReturn) -> Result<FundReturnId, ActionError> {
    let child = new.child;
    let permit = caller.permit_for(Action::AccountForFund, child).await?;
    let mut write = caller.writing(&permit).await?;
    let holding = papers::find_of::<MoneyHolding>(&mut write, child, new.holding).await?.paper;
    if holding.way != Holding::IndividualServiceFund || holding.stream != new.stream {
        return Err(ActionError::rule("fund-not-held-so"));
    }
    acts_for(&mut write, &permit, (&holding.payee, caller.moment.today), "fund-not-yours").await?;
    let earlier = papers::part_of::<FundReturn>(&mut write, new.holding).await?;
    if earlier.iter().any(|one| one.paper.month == new.month) {
        return Err(ActionError::rule("fund-month-twice"));
    }
    let entries = ledger::of_child(&mut write, child).await?;
    let last = new.month.last_of_month();
    let told = Statement::of(child, &new.stream, (new.month, last), &entries);
    let ground = FundGround {
        held: statement::of(&told.closing, AccountKind::Paid),
        fee_limit: holding.fee_limit.unwrap_or_default(),
        last_month: earlier.last().map(|one| one.paper.month),
    };
    new.check(ground, caller.moment.today).map_err(|refusal| refused(&refusal))?;
    let id: FundReturnId = write.id();
    let shown = named(&write).shown_by(EvidenceId(id.0));
    let mut transfers = Vec::new();
    for (place, spent) in new.spent.iter().enumerate() {
        let entry = TransferId::of(&["fund", &id.to_string(), &place.to_string()]);
        let named = shown.clone().for_line(spent.line, None).because(&spent.words);
        transfers.push(Transfer::post(entry, Movement::Spend, child, &new.stream, spent.amount, last, named));
    }
    if new.fee > Pence::ZERO {
        let entry = TransferId::of(&["fund fee", &id.to_string()]);
        transfers.push(Transfer::post(entry, Movement::Fee, child, &new.stream, new.fee, last, shown));
    }
    post(&mut write, transfers).await?;
    papers::insert(&mut write, id, &new).await?;
    let event = Event::of(&permit, format!("fund return {id}")).with("month", new.month);
    write.commit(event.with("spent", new.spent_in_all().0).with("fee", new.fee.0)).await?;
    Ok(id)
}

fn refused(refusal: &FundRefusal) -> ActionError {
    let problem = Problem::new("", refusal.code());
    ActionError::Rule(match refusal {
        FundRefusal::Gap(month) => problem.with("month", month.to_string()),
        FundRefusal::DoesNotAddUp { comes_to, closing, .. } => {
            problem.with("comes-to", comes_to.to_string()).with("closing", closing.to_string())
        }
        FundRefusal::NotAsInTheBooks { books, told } => {
            problem.with("books", books.to_string()).with("told", told.to_string())
        }
        FundRefusal::FeeAboveLimit { fee, limit } => {
            problem.with("fee", fee.to_string()).with("limit", limit.to_string())
        }
        FundRefusal::Month | FundRefusal::BelowNothing => problem,
    })
}
