//! Why a transfer is not taken: each with its name, and what to do.

use jiff::civil::Date;

use super::account::{Account, AccountKind};
use super::movement::Movement;
use crate::{Pence, TransferId};

/// Why money does not move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No sum, or one below nothing.
    #[error("{0} cannot be moved: give a sum above nothing, and correct what is wrong by an opposite entry")]
    NotAboveNothing(Pence),
    /// The account has less.
    #[error("{account} has {free} and {amount} is asked of it: move less, or find out what is missing")]
    NotEnough {
        /// The account.
        account: Account,
        /// What can be taken.
        free: Pence,
        /// What was asked.
        amount: Pence,
    },
    /// The year is closed.
    #[error("the books are closed until {0}: date it after that day, an earlier mistake too")]
    Closed(Date),
    /// The id was used for something else.
    #[error("{0} was given before for something else: a new instruction needs an id of its own")]
    OtherContent(TransferId),
    /// There is nothing of this id.
    #[error("there is no entry {0} to settle, give up or correct")]
    Unknown(TransferId),
    /// It is not pending.
    #[error("{0} is not pending: it was moved at once, settled or given up")]
    NotPending(TransferId),
    /// It was corrected before, or moved no money.
    #[error("{0} cannot be corrected: it was corrected before, or never moved money")]
    NotCorrectable(TransferId),
    /// It is not what it is about.
    #[error("the sum or the accounts differ from those of {0}: settle, give up or correct the whole of it")]
    Differs(TransferId),
    /// Something is not named.
    #[error("`{movement}` has to name its {what}")]
    Unnamed {
        /// The movement.
        movement: Movement,
        /// What is missing, or has no part in it.
        what: &'static str,
    },
    /// Sums that no books have.
    #[error("the sum does not fit the books: look at the amounts")]
    TooLarge,
}

impl Refusal {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotAboveNothing(_) => "money-not-above-nothing",
            Refusal::NotEnough { .. } => "money-not-enough",
            Refusal::Closed(_) => "money-closed",
            Refusal::OtherContent(_) => "money-other-content",
            Refusal::Unknown(_) => "money-unknown-entry",
            Refusal::NotPending(_) => "money-not-pending",
            Refusal::NotCorrectable(_) => "money-not-correctable",
            Refusal::Differs(_) => "money-differs",
            Refusal::Unnamed { .. } => "money-unnamed",
            Refusal::TooLarge => "money-too-large",
        }
    }
}

/// The same before it is known whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shortage {
    NotEnough { kind: AccountKind, free: Pence },
    TooLarge,
}
