//! The next plan is signed while money went on after the last one: what was paid for its time already counts towards it, line by
//! line where a part goes on, by their sums where none does. Nothing is paid twice, and nothing is taken from whoever holds it.

use super::super::following::{Changed, LineChange, Now};
use super::super::opening::OpeningError;
use crate::{Pence, PieceId};

/// What a line of the last plan got for the time of the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// The line.
    pub line: PieceId,
    /// The line of the next plan that goes on with it.
    pub goes_on: Option<PieceId>,
    /// All of it.
    pub sum: Pence,
    /// Of that, not paid yet and bound by nothing.
    pub open: Pence,
    /// Paid out for the line, whenever, and not spent.
    pub unspent: Pence,
}

/// Works out what moves. `spare` is what was agreed beyond the lines; `held` what is held for the child, earmarks left out.
///
/// # Errors
/// [`OpeningError::TooLarge`].
pub fn settle(used: &[Used], now: &[Now], (spare, mut held): (Pence, Pence)) -> Result<(Changed, Pence), OpeningError> {
    let mut new: Vec<LineChange> =
        now.iter().map(|now| line(now.line, now.outcome, (Pence::ZERO, now.amount))).collect();
    let mut old: Vec<LineChange> = Vec::new();
    let (mut counted, mut loose) = (0_i64, 0_i64);
    for one in used {
        let mut ended = line(one.line, None, (one.sum, Pence::ZERO));
        ended.freed = Pence(one.sum.0.min(one.open.0).max(0));
        let paid = one.sum.0.saturating_sub(ended.freed.0);
        ended.given = Pence(paid.min(one.unspent.0).min(held.0).max(0));
        held = Pence(held.0.saturating_sub(ended.given.0));
        counted = counted.saturating_add(paid);
        let mut lived = paid.saturating_sub(ended.given.0);
        if let Some(next) = new.iter_mut().find(|next| Some(next.line) == one.goes_on) {
            let part = lived.min(next.after.0.saturating_sub(next.before.0)).max(0);
            next.before = Pence(next.before.0.saturating_add(part));
            lived = lived.saturating_sub(part);
        }
        loose = loose.saturating_add(lived);
        old.push(ended);
    }
    by_their_sums(&mut new, loose);
    for (ended, one) in old.iter_mut().zip(used) {
        let mut left = ended.given.0;
        let first = new.iter().position(|next| Some(next.line) == one.goes_on);
        let order: Vec<usize> = first.into_iter().chain((0..new.len()).filter(|at| Some(*at) != first)).collect();
        for at in order {
            let Some(next) = new.get_mut(at) else { continue };
            let part = left.min(still(next)).max(0);
            next.taken = Pence(next.taken.0.saturating_add(part));
            left = left.saturating_sub(part);
        }
        // what no other line can use stays with whoever holds it, for this one
        ended.given = Pence(ended.given.0.saturating_sub(left));
    }
    for next in &mut new {
        next.added = Pence(still(next).max(0));
    }
    let sum = |part: fn(&LineChange) -> Pence, lines: &[LineChange]| {
        lines.iter().try_fold(Pence::ZERO, |sum, one| sum.plus(part(one))).ok_or(OpeningError::TooLarge)
    };
    let wanted = sum(|one| one.added, &new)?.plus(spare).ok_or(OpeningError::TooLarge)?;
    let freed = sum(|one| one.freed, &old)?;
    let allocated = Pence(wanted.0.saturating_sub(freed.0).max(0));
    let left_free = Pence(freed.0.saturating_sub(wanted.0).max(0));
    new.extend(old);
    Ok((Changed { lines: new, allocated, left_free }, Pence(counted)))
}

/// What a line still needs.
fn still(line: &LineChange) -> i64 {
    line.after.0.saturating_sub(line.before.0).saturating_sub(line.taken.0)
}

/// Counts a sum that no line goes on with towards all of them, each by what it still needs. What is more than all need is past.
fn by_their_sums(new: &mut [LineChange], loose: i64) {
    let all: i128 = new.iter().map(|next| i128::from(still(next).max(0))).sum();
    let loose = i128::from(loose).min(all);
    let (mut so_far, mut counted) = (0_i128, 0_i128);
    for next in new.iter_mut().filter(|_| all > 0) {
        so_far = so_far.saturating_add(i128::from(still(next).max(0)));
        let until = loose.saturating_mul(so_far).checked_div(all).unwrap_or(0);
        let part = i64::try_from(until.saturating_sub(counted)).unwrap_or(0);
        counted = until;
        next.before = Pence(next.before.0.saturating_add(part));
    }
}

fn line(line: PieceId, outcome: Option<PieceId>, (before, after): (Pence, Pence)) -> LineChange {
    let none = Pence::ZERO;
    LineChange { line, outcome, before, after, freed: none, given: none, taken: none, added: none }
}
