//! The trial balance: what all accounts of each stream hold together. It comes to nothing stream by stream, or the books are
//! wrong; and what the authority gave out is what the children and workers have.

use std::collections::BTreeMap;

use super::account::{Account, AccountKind, OwnerKind};
use super::balance::Balance;
use crate::Pence;

/// One stream in the trial balance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreamTrial {
    /// What the accounts of each kind hold together; kinds without any account are left out.
    pub totals: BTreeMap<AccountKind, Pence>,
    /// How many accounts there are.
    pub accounts: usize,
    /// How many children have something in each kind of account, so that sums of few can be left out.
    pub children: BTreeMap<AccountKind, usize>,
    /// What all of them come to; nothing in right books.
    pub difference: i128,
    /// What was given out by the authority and not come back to it.
    pub given_out: i128,
    /// What children and workers have, with what they spent and without what families put in themselves.
    pub held: i128,
}

/// A trial balance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrialBalance {
    /// Stream by stream.
    pub streams: BTreeMap<String, StreamTrial>,
}

impl TrialBalance {
    /// Over accounts with their balances.
    pub fn of(accounts: impl IntoIterator<Item = (Account, Balance)>) -> TrialBalance {
        let mut trial = TrialBalance::default();
        for (account, balance) in accounts {
            let stream = trial.streams.entry(account.stream).or_default();
            let posted = i128::from(balance.posted.0);
            let total = stream.totals.entry(account.kind).or_default();
            *total = Pence(total.0.saturating_add(balance.posted.0));
            stream.accounts = stream.accounts.saturating_add(1);
            stream.difference += posted;
            if account.kind.owner() == OwnerKind::Child && posted != 0 {
                *stream.children.entry(account.kind).or_default() += 1;
            }
            match account.kind.owner() {
                OwnerKind::Authority => stream.given_out -= posted,
                OwnerKind::Worker | OwnerKind::Child => stream.held += posted,
            }
        }
        trial
    }

    /// Whether every stream comes to nothing on its own.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.streams.values().all(|stream| stream.difference == 0 && stream.given_out == stream.held)
    }
}
