//! What transfers are decided on: the balances that they touch, the entries that they follow, the last closed day. Loaded by
//! whoever keeps the books, decided here, and then saved as a whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::account::{Account, AccountKind, Owner};
use super::balance::{self, Balance};
use super::refusal::{Refusal, Shortage};
use super::statement::Holdings;
use super::transfer::{Step, Transfer};
use crate::TransferId;
use crate::codes::coded;

coded! {
    /// What has followed an entry.
    pub enum Followed ("what followed an entry") {
        /// Nothing.
        Nothing = "nothing",
        /// What was pending was moved.
        Settled = "settled",
        /// What was pending was given up.
        Released = "released",
        /// An opposite entry stands beside it.
        Corrected = "corrected",
    }
}

/// Whether an instruction was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was taken now.
    Now,
    /// It had been taken before: nothing moved again.
    Before,
}

/// What a group of transfers is decided on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ground {
    closed_until: Option<Date>,
    balances: BTreeMap<Account, Balance>,
    known: BTreeMap<TransferId, (Transfer, Followed)>,
    fresh: Vec<Transfer>,
    opened: BTreeSet<Account>,
}

impl Ground {
    /// With what is known. Accounts that are not named stand at nothing.
    #[must_use]
    pub fn new(
        closed_until: Option<Date>,
        balances: impl IntoIterator<Item = (Account, Balance)>,
        known: impl IntoIterator<Item = (Transfer, Followed)>,
    ) -> Ground {
        let known = known.into_iter().map(|(transfer, followed)| (transfer.id, (transfer, followed))).collect();
        Ground {
            closed_until,
            balances: balances.into_iter().collect(),
            known,
            fresh: Vec::new(),
            opened: BTreeSet::new(),
        }
    }

    /// How an account stands now.
    #[must_use]
    pub fn balance(&self, account: &Account) -> Balance {
        self.balances.get(account).copied().unwrap_or_default()
    }

    /// What the accounts of one owner hold in one stream, without what is pending to go out.
    #[must_use]
    pub fn held(&self, owner: Owner, stream: &str) -> Holdings {
        let own = |account: &&Account| account.owner == owner && account.stream == stream;
        let all = self.balances.iter().filter(|(account, _)| own(account));
        all.map(|(account, balance)| (account.kind, balance.free())).collect()
    }

    /// An entry that is known here.
    #[must_use]
    pub fn known(&self, id: TransferId) -> Option<&Transfer> {
        self.known.get(&id).map(|(transfer, _)| transfer)
    }

    /// What has followed an entry that is known here.
    #[must_use]
    pub fn followed(&self, id: TransferId) -> Option<Followed> {
        self.known.get(&id).map(|(_, followed)| *followed)
    }

    /// The last day of the books that are closed.
    #[must_use]
    pub fn closed_until(&self) -> Option<Date> {
        self.closed_until
    }

    /// Takes a transfer, or says why not; then nothing has changed.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn take(&mut self, transfer: Transfer) -> Result<Taken, Refusal> {
        transfer.check()?;
        if let Some((before, _)) = self.known.get(&transfer.id) {
            let same = before.is_same_instruction(&transfer);
            return if same { Ok(Taken::Before) } else { Err(Refusal::OtherContent(transfer.id)) };
        }
        open_on(transfer.day, self.closed_until)?;
        let (from, to) = transfer.accounts()?;
        let follows = self.follows(&transfer)?;
        let pair = |kind, account| (kind, self.balance(account));
        let (from_after, to_after) =
            balance::step(transfer.step, pair(from.kind, &from), pair(to.kind, &to), transfer.amount)
                .map_err(|shortage| told(shortage, &transfer))?;
        for (account, after) in [(from, from_after), (to, to_after)] {
            if self.balances.insert(account.clone(), after).is_none() {
                self.opened.insert(account);
            }
        }
        if let Some((about, followed)) = follows
            && let Some(known) = self.known.get_mut(&about)
        {
            known.1 = followed;
        }
        self.known.insert(transfer.id, (transfer.clone(), Followed::Nothing));
        self.fresh.push(transfer);
        Ok(Taken::Now)
    }

    /// Takes all of them, or none.
    ///
    /// # Errors
    /// The first [`Refusal`].
    pub fn take_all(&mut self, transfers: Vec<Transfer>) -> Result<(), Refusal> {
        let mut after = self.clone();
        for transfer in transfers {
            after.take(transfer)?;
        }
        *self = after;
        Ok(())
    }

    fn follows(&self, transfer: &Transfer) -> Result<Option<(TransferId, Followed)>, Refusal> {
        let Some(about) = transfer.step.about() else { return Ok(None) };
        let (first, followed) = self.known.get(&about).ok_or(Refusal::Unknown(about))?;
        if !is_the_same_money(first, transfer) {
            return Err(Refusal::Differs(about));
        }
        follow(transfer.step, first.step, *followed).map(|after| after.map(|after| (about, after)))
    }

    /// What was taken, and how every account stands that is known here.
    #[must_use]
    pub fn into_taken(self) -> (Vec<Transfer>, BTreeMap<Account, Balance>) {
        (self.fresh, self.balances)
    }

    /// Whether an account was not named before and was opened by what was taken.
    #[must_use]
    pub fn has_opened(&self, account: &Account) -> bool {
        self.opened.contains(account)
    }

    /// What was taken so far.
    #[must_use]
    pub fn taken(&self) -> &[Transfer] {
        &self.fresh
    }
}

/// Nothing is posted into closed books.
pub(super) fn open_on(day: Date, closed_until: Option<Date>) -> Result<(), Refusal> {
    match closed_until {
        Some(closed) if day <= closed => Err(Refusal::Closed(closed)),
        _ => Ok(()),
    }
}

/// What an entry is once another has followed it; nothing where a step follows none.
pub(super) fn follow(step: Step, first: Step, followed: Followed) -> Result<Option<Followed>, Refusal> {
    let after = match (step, first, followed) {
        (Step::Post | Step::Hold, ..) => return Ok(None),
        (Step::Settle(_), Step::Hold, Followed::Nothing) => Followed::Settled,
        (Step::Release(_), Step::Hold, Followed::Nothing) => Followed::Released,
        (Step::Settle(about) | Step::Release(about), ..) => return Err(Refusal::NotPending(about)),
        (Step::Correct(_), Step::Post, Followed::Nothing) | (Step::Correct(_), Step::Hold, Followed::Settled) => {
            Followed::Corrected
        }
        (Step::Correct(about), ..) => return Err(Refusal::NotCorrectable(about)),
    };
    Ok(Some(after))
}

fn is_the_same_money(first: &Transfer, then: &Transfer) -> bool {
    (first.movement, &first.stream, first.child, first.worker, first.amount)
        == (then.movement, &then.stream, then.child, then.worker, then.amount)
}

/// A shortage with the account that it is about.
pub(super) fn told(shortage: Shortage, transfer: &Transfer) -> Refusal {
    match (shortage, transfer.accounts()) {
        (Shortage::NotEnough { kind, free }, Ok((from, to))) => {
            let account = if from.kind == kind { from } else { to };
            Refusal::NotEnough { account, free, amount: transfer.amount }
        }
        (_, Err(refusal)) => refusal,
        (Shortage::TooLarge, _) => Refusal::TooLarge,
    }
}

/// The kinds of accounts of a child that hold money which can still be used.
#[must_use]
pub fn is_still_there(kind: AccountKind) -> bool {
    matches!(
        kind,
        AccountKind::Available
            | AccountKind::Committed
            | AccountKind::Due
            | AccountKind::Paid
            | AccountKind::Earmarked
            | AccountKind::CarryOver
    )
}
