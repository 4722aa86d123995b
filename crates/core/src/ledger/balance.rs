//! An account's balance, and the one rule of taking and giving.

use super::account::AccountKind;
use super::refusal::Shortage;
use super::transfer::Step;
use crate::Pence;

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// What is posted.
    pub posted: Pence,
    /// What is pending to go out: still counted in `posted`, no longer free.
    pub held_out: Pence,
    /// What is pending to come in: not yet in `posted`.
    pub held_in: Pence,
}

impl Balance {
    /// What can still be taken.
    #[must_use]
    pub fn free(self) -> Pence {
        Pence(self.posted.0.saturating_sub(self.held_out.0))
    }
}

/// Both balances after a step of a transfer; `from` and `to` are the accounts of the movement, also where a correction goes
/// the other way.
///
/// # Errors
/// [`Shortage`] where an account would go below nothing that may not, or a sum does not fit.
pub(super) fn step(
    step: Step,
    (from_kind, from): (AccountKind, Balance),
    (to_kind, to): (AccountKind, Balance),
    amount: Pence,
) -> Result<(Balance, Balance), Shortage> {
    match step {
        Step::Post => Ok((out(from_kind, from, amount)?, into(to, amount)?)),
        Step::Correct(_) => {
            let to = out(to_kind, to, amount)?;
            Ok((into(from, amount)?, to))
        }
        Step::Hold => {
            enough(from_kind, from, amount)?;
            let from = Balance { held_out: plus(from.held_out, amount)?, ..from };
            Ok((from, Balance { held_in: plus(to.held_in, amount)?, ..to }))
        }
        Step::Settle(_) => {
            let from = Balance { held_out: minus(from.held_out, amount)?, posted: minus(from.posted, amount)?, ..from };
            Ok((from, Balance { held_in: minus(to.held_in, amount)?, ..into(to, amount)? }))
        }
        Step::Release(_) => {
            let from = Balance { held_out: minus(from.held_out, amount)?, ..from };
            Ok((from, Balance { held_in: minus(to.held_in, amount)?, ..to }))
        }
    }
}

fn enough(kind: AccountKind, balance: Balance, amount: Pence) -> Result<(), Shortage> {
    let free = balance.free();
    if !kind.may_go_below_nothing() && free < amount { Err(Shortage::NotEnough { kind, free }) } else { Ok(()) }
}

fn out(kind: AccountKind, balance: Balance, amount: Pence) -> Result<Balance, Shortage> {
    enough(kind, balance, amount)?;
    Ok(Balance { posted: minus(balance.posted, amount)?, ..balance })
}

fn into(balance: Balance, amount: Pence) -> Result<Balance, Shortage> {
    Ok(Balance { posted: plus(balance.posted, amount)?, ..balance })
}

fn plus(one: Pence, other: Pence) -> Result<Pence, Shortage> {
    one.plus(other).ok_or(Shortage::TooLarge)
}

fn minus(one: Pence, other: Pence) -> Result<Pence, Shortage> {
    one.minus(other).ok_or(Shortage::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use AccountKind::{Due, Funding, Paid};

    fn holding(pence: i64) -> Balance {
        Balance { posted: Pence(pence), ..Balance::default() }
    }

    #[test]
    fn what_is_pending_can_be_taken_by_nobody_else() {
        let (due, paid) = step(Step::Hold, (Due, holding(100)), (Paid, holding(0)), Pence(60)).unwrap();
        assert_eq!((due.posted, due.free(), paid.posted, paid.held_in), (Pence(100), Pence(40), Pence(0), Pence(60)));
        let again = step(Step::Hold, (Due, due), (Paid, paid), Pence(41));
        assert_eq!(again, Err(Shortage::NotEnough { kind: Due, free: Pence(40) }));
    }

    #[test]
    fn money_enters_where_an_account_may_go_below_nothing() {
        let (funding, due) = step(Step::Post, (Funding, holding(0)), (Due, holding(0)), Pence(5)).unwrap();
        assert_eq!((funding.posted, due.posted), (Pence(-5), Pence(5)));
    }

    #[test]
    fn a_sum_too_large_is_refused_and_changes_nothing() {
        let full = step(Step::Post, (Funding, holding(0)), (Due, holding(i64::MAX)), Pence(1));
        assert_eq!(full, Err(Shortage::TooLarge));
    }
}
