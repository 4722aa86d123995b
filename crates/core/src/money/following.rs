//! A plan that follows another in the middle of its time. What the earlier plan promised for the days from then on makes room
//! for what the new one promises for them: only the difference moves, line by line. What has been paid stays paid, what is on
//! its way stays on its way, nothing is paid twice, and nothing is taken from whoever holds it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::opening::OpeningError;
use crate::ledger::{Movement, Named, Transfer};
use crate::sentences::Sentences;
use crate::{Pence, PersonId, PieceId, PlanId, TransferId};

const WORDS: &str = include_str!("following.en.toml");

/// One of the sums that move for a line.
type Part = fn(&LineChange) -> Pence;

/// What a line of the earlier plan was to cost from the new plan's first day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Then {
    /// The line.
    pub line: PieceId,
    /// Its cost from that day on.
    pub rest: Pence,
    /// Its cost in all.
    pub whole: Pence,
}

/// What a line of the new plan costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The line: that of the earlier plan where it goes on.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// Its cost in the new plan's time.
    pub amount: Pence,
}

/// How a line stands in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnLine {
    /// All that it was ever promised and still has: committed, on its way, paid and spent.
    pub promised: Pence,
    /// Promised and still with the authority.
    pub committed: Pence,
    /// Of that, what payments will take that stay as they are.
    pub bound: Pence,
    /// Paid out for it and not spent.
    pub unspent: Pence,
}

/// One stream's change of plan.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// What the earlier plan promised.
    pub then: &'a [Then],
    /// What the new one promises.
    pub now: &'a [Now],
    /// How the lines stand.
    pub books: &'a BTreeMap<PieceId, OnLine>,
    /// What is held for the child in the stream, earmarks left out.
    pub held: Pence,
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineChange {
    /// The line.
    pub line: PieceId,
    /// The outcome that it serves from now on.
    pub outcome: Option<PieceId>,
    /// What it had before for the days from the change on.
    pub before: Pence,
    /// What the new plan gives it for them.
    pub after: Pence,
    /// No longer promised to it.
    pub freed: Pence,
    /// Paid ahead for it and now for other lines.
    pub given: Pence,
    /// Paid ahead for other lines and now for it.
    pub taken: Pence,
    /// Newly promised to it.
    pub added: Pence,
}

/// What a change of plan does to one stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// Line by line: those of the new plan in its order, then those that end.
    pub lines: Vec<LineChange>,
    /// Newly given to the child.
    pub allocated: Pence,
    /// Freed and promised to nothing: it stays the child's.
    pub left_free: Pence,
}

/// Works out what moves.
///
/// # Errors
/// [`OpeningError::TooLarge`].
pub fn change(change: Change<'_>) -> Result<Changed, OpeningError> {
    let mut lines = sides(change)?;
    let mut ahead = lower(&mut lines, change);
    raise(&mut lines, &mut ahead);
    for (line, left) in lines.iter_mut().zip(&ahead) {
        // what no other line can use stays with whoever holds it, for this one
        line.given = Pence(line.given.0.saturating_sub(left.0));
    }
    let freed = sum(lines.iter().map(|line| line.freed))?;
    let added = sum(lines.iter().map(|line| line.added))?;
    let allocated = Pence(added.0.saturating_sub(freed.0).max(0));
    let left_free = Pence(freed.0.saturating_sub(added.0).max(0));
    Ok(Changed { lines, allocated, left_free })
}

/// Both sides of every line.
fn sides(change: Change<'_>) -> Result<Vec<LineChange>, OpeningError> {
    let none = |line, outcome| LineChange {
        line,
        outcome,
        before: Pence::ZERO,
        after: Pence::ZERO,
        freed: Pence::ZERO,
        given: Pence::ZERO,
        taken: Pence::ZERO,
        added: Pence::ZERO,
    };
    let then = |line| change.then.iter().find(|then| then.line == line);
    let mut lines: Vec<LineChange> = Vec::new();
    for now in change.now {
        let before = then(now.line).map_or(Pence::ZERO, |then| then.rest);
        lines.push(LineChange { before, after: now.amount, ..none(now.line, now.outcome) });
    }
    for ended in change.then.iter().filter(|then| change.now.iter().all(|now| now.line != then.line)) {
        lines.push(LineChange { before: with_raises(ended, change.books)?, ..none(ended.line, None) });
    }
    Ok(lines)
}

/// A line that ends gives up its share of what was added to it since, by a change of rates or in a crisis; one that goes on
/// keeps all of that.
fn with_raises(ended: &Then, books: &BTreeMap<PieceId, OnLine>) -> Result<Pence, OpeningError> {
    let promised = books.get(&ended.line).map_or(Pence::ZERO, |on| on.promised);
    if ended.whole <= Pence::ZERO || promised <= ended.whole {
        return Ok(ended.rest);
    }
    let share = i128::from(promised.0).checked_mul(i128::from(ended.rest.0)).ok_or(OpeningError::TooLarge)?;
    let share = share.checked_div(i128::from(ended.whole.0)).ok_or(OpeningError::TooLarge)?;
    i64::try_from(share).map(Pence).map_err(|_| OpeningError::TooLarge)
}

/// Frees what lines need less, as far as it is still with the authority. Returns, line by line, what was paid ahead beyond that.
fn lower(lines: &mut [LineChange], change: Change<'_>) -> Vec<Pence> {
    let mut held = change.held.0.max(0);
    let mut ahead = Vec::with_capacity(lines.len());
    for line in lines {
        let on = change.books.get(&line.line).copied().unwrap_or_default();
        let less = line.before.0.saturating_sub(line.after.0).max(0);
        let open = on.committed.0.saturating_sub(on.bound.0).max(0);
        line.freed = Pence(less.min(open));
        let paid_ahead = less.saturating_sub(line.freed.0).min(on.unspent.0).min(held).max(0);
        held = held.saturating_sub(paid_ahead);
        line.given = Pence(paid_ahead);
        ahead.push(Pence(paid_ahead));
    }
    ahead
}

/// Gives lines what they need more: first what was paid ahead for others, then new money.
fn raise(lines: &mut [LineChange], ahead: &mut [Pence]) {
    for line in lines {
        let mut more = line.after.0.saturating_sub(line.before.0).max(0);
        for left in ahead.iter_mut() {
            let part = left.0.min(more);
            *left = Pence(left.0.saturating_sub(part));
            line.taken = Pence(line.taken.0.saturating_add(part));
            more = more.saturating_sub(part);
        }
        line.added = Pence(more);
    }
}

fn sum(parts: impl Iterator<Item = Pence>) -> Result<Pence, OpeningError> {
    parts.into_iter().try_fold(Pence::ZERO, Pence::plus).ok_or(OpeningError::TooLarge)
}

impl Changed {
    /// The transfers, in an order in which the books take them: what is freed first.
    #[must_use]
    pub fn transfers(
        &self,
        (child, plan, stream): (PersonId, PlanId, &str),
        (day, named): (Date, &Named),
    ) -> Vec<Transfer> {
        let words = Sentences::of(&[WORDS]);
        let plan = plan.to_string();
        let post = |word: &str, line: &LineChange, movement, amount, why: &str| {
            let named = named.clone().for_line(line.line, line.outcome).because(why);
            let id = TransferId::of(&[word, &plan, stream, &line.line.to_string()]);
            Transfer::post(id, movement, child, stream, amount, day, named)
        };
        let (changed, ahead) = (words.text("following.changed"), words.text("following.paid-ahead"));
        let steps: [(&str, Movement, &str, Part); 4] = [
            ("change frees", Movement::Free, changed, |line| line.freed),
            ("change gives", Movement::Earmark, ahead, |line| line.given),
            ("change takes", Movement::EndEarmark, ahead, |line| line.taken),
            ("change commits", Movement::Commit, changed, |line| line.added),
        ];
        let mut transfers = Vec::new();
        if self.allocated > Pence::ZERO {
            let id = TransferId::of(&["change allocates", &plan, stream]);
            let named = named.clone().because(changed);
            transfers.push(Transfer::post(id, Movement::Allocate, child, stream, self.allocated, day, named));
        }
        for (word, movement, why, amount) in steps {
            let moved = self.lines.iter().filter(|line| amount(line) > Pence::ZERO);
            transfers.extend(moved.map(|line| post(word, line, movement, amount(line), why)));
        }
        transfers
    }
}

#[cfg(test)]
#[path = "following_tests.rs"]
mod tests;
