//! A child's statement of one stream: what was there, what moved, what is there. It is made by going through the entries
//! again, so it can be held against the balances.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::account::{AccountKind, OwnerKind};
use super::movement::Movement;
use super::transfer::{Step, Transfer};
use crate::{Pence, PersonId};

/// What each account of the child holds.
pub type Holdings = BTreeMap<AccountKind, Pence>;

/// One entry on a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// The entry.
    pub transfer: Transfer,
    /// What the child has after it, spent money and money asked back left out.
    pub left: Pence,
    /// What is held for the child outside the council after it: with the family, a provider or a trust.
    pub held: Pence,
    /// What has been spent in all after it.
    pub spent: Pence,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whose.
    pub child: PersonId,
    /// Of which stream.
    pub stream: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What was there before the first day.
    pub opening: Holdings,
    /// What moved.
    pub lines: Vec<StatementLine>,
    /// What is there after the last day.
    pub closing: Holdings,
}

impl Statement {
    /// Of one child and stream out of entries in the order in which they were made. What is only reserved, or given up
    /// again, moves nothing and is left out.
    pub fn of<'t>(
        child: PersonId,
        stream: &str,
        (from, until): (Date, Date),
        transfers: impl IntoIterator<Item = &'t Transfer>,
    ) -> Statement {
        let mut opening = Holdings::new();
        let mut within: Vec<&Transfer> = Vec::new();
        for transfer in transfers {
            if transfer.child != Some(child) || transfer.stream != stream || transfer.day > until {
                continue;
            }
            if transfer.day < from {
                apply(&mut opening, transfer);
            } else if moves(transfer) {
                within.push(transfer);
            }
        }
        // dated earlier than it was made, an entry stands on its day; those of one day stand in the order they were made
        within.sort_by_key(|transfer| transfer.day);
        let mut closing = opening.clone();
        let mut lines = Vec::with_capacity(within.len());
        for transfer in within {
            apply(&mut closing, transfer);
            let held = of(&closing, AccountKind::Paid);
            let held = Pence(held.0.saturating_add(of(&closing, AccountKind::Earmarked).0));
            let spent = of(&closing, AccountKind::Spent);
            lines.push(StatementLine { transfer: transfer.clone(), left: left(&closing), held, spent });
        }
        Statement { child, stream: stream.to_owned(), from, until, opening, lines, closing }
    }

    /// What is left to use at the end.
    #[must_use]
    pub fn left(&self) -> Pence {
        left(&self.closing)
    }

    /// Month by month, the oldest first: the entries and the last of them. Months in which nothing moved are left out.
    pub fn months(&self) -> impl Iterator<Item = (&[StatementLine], &StatementLine)> {
        let is_of_one = |one: &StatementLine, next: &StatementLine| {
            one.transfer.day.first_of_month() == next.transfer.day.first_of_month()
        };
        self.lines.chunk_by(is_of_one).filter_map(|lines| lines.last().map(|last| (lines, last)))
    }
}

/// What an account holds.
#[must_use]
pub fn of(holdings: &Holdings, kind: AccountKind) -> Pence {
    holdings.get(&kind).copied().unwrap_or_default()
}

/// What can still be used.
#[must_use]
pub fn left(holdings: &Holdings) -> Pence {
    let there = holdings.iter().filter(|(kind, _)| super::ground::is_still_there(**kind));
    Pence(there.fold(0, |sum, (_, pence)| sum.saturating_add(pence.0)))
}

/// Whether an entry moves money: pending ones only reserve it.
#[must_use]
pub fn moves(transfer: &Transfer) -> bool {
    matches!(transfer.step, Step::Post | Step::Settle(_) | Step::Correct(_))
}

/// Adds an entry to what a child's accounts hold.
pub fn apply(holdings: &mut Holdings, transfer: &Transfer) {
    if !moves(transfer) {
        return;
    }
    let is_back = matches!(transfer.step, Step::Correct(_));
    moved(holdings, transfer.movement, Pence(if is_back { -transfer.amount.0 } else { transfer.amount.0 }));
}

/// Adds what a movement moved altogether, below nothing where more was turned back than done, to what a child's accounts hold.
pub fn moved(holdings: &mut Holdings, movement: Movement, sum: Pence) {
    for (kind, amount) in [(movement.from(), sum.0.saturating_neg()), (movement.to(), sum.0)] {
        if kind.owner() == OwnerKind::Child {
            let held = holdings.entry(kind).or_default();
            *held = Pence(held.0.saturating_add(amount));
        }
    }
}

/// What each line of a plan was promised, is due, was paid and spent: the same accounts, line by line.
pub fn by_line<'t>(
    stream: &str,
    transfers: impl IntoIterator<Item = &'t Transfer>,
) -> BTreeMap<Option<crate::PieceId>, Holdings> {
    let mut lines: BTreeMap<Option<crate::PieceId>, Holdings> = BTreeMap::new();
    for transfer in transfers.into_iter().filter(|transfer| transfer.stream == stream) {
        apply(lines.entry(transfer.named.line).or_default(), transfer);
    }
    lines
}
