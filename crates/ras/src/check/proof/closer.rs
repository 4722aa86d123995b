//! A closer look at one value where the rules leave both ways open: every combination of its answers when they are few;
//! otherwise, when it is made from one other number alone, every value of that number.

use super::effort::Effort;
use super::moves::Trend;
use super::step::Hint;
use super::totals::Totals;
use super::view::View;
use crate::calculator::{Bits, NodeId};
use std::collections::BTreeSet;

/// Most combinations of answers that are gone through for one value.
pub(super) const MOST_COMBINATIONS: usize = 20_000;
/// Most values of a number that are gone through.
const MOST_VALUES: usize = 1 << 20;
/// Most operations between a value and the number it is made from.
const MOST_BETWEEN: usize = 3_000;

/// A number through which all that moves a value passes.
pub(super) struct Narrows {
    pub(super) of: NodeId,
    /// What is worked out from it on the way to the value, in order.
    pub(super) between: Vec<NodeId>,
}

/// A value for every value of the number it is made from: at `least`, `least + step` …
pub(super) struct Tabulated {
    pub(super) least: i128,
    pub(super) step: i128,
    pub(super) values: Vec<Option<i128>>,
}

/// The questions that a closer look leaves, and whether each of them is known to move the value.
struct Found {
    up: Bits,
    down: Bits,
    is_exact: bool,
}

impl View<'_, '_> {
    /// Proves what it can about a value of which neither way is ruled out, and notes where it falls.
    pub(super) fn look_closer(&mut self, id: NodeId, combinations: usize, effort: &mut Effort) {
        let questions: Vec<usize> = self.moves(id).any.iter().collect();
        if let Some(sweep) = self.sweep(&[(id, 1)], &questions, combinations, effort) {
            let moves = sweep.movers(self);
            if let Some(fall) = sweep.raises(self, false).find(|raise| raise.after < raise.before) {
                let step = sweep.step(&self.least_sheet(), &fall);
                self.hints.push(Hint::Step(step));
            }
            self.narrow(id, &moves.up, &moves.down);
            return;
        }
        let narrows = self.narrows(id);
        // The deepest is the plainest: points before any table.
        for narrow in narrows.iter().rev() {
            let Some(found) = self.through(narrow, id, effort) else { continue };
            self.narrow(id, &found.up, &found.down);
            if found.is_exact || self.moves(id).conflict().is_empty() {
                return;
            }
        }
    }

    /// The numbers that all movers of a value pass through, the nearest first.
    fn narrows(&self, id: NodeId) -> Vec<Narrows> {
        let mut front = BTreeSet::from([id]);
        let mut between: Vec<NodeId> = Vec::new();
        let mut found = Vec::new();
        // Each operation stands after what it uses, so the last of the front is used by none of the others.
        while let Some(last) = front.pop_last() {
            let Some(op) = self.cone.op(last) else { break };
            if front.is_empty() && last != id {
                found.push(Narrows { of: last, between: between.iter().rev().copied().collect() });
            }
            if !op.questions().is_empty() || between.len() > MOST_BETWEEN {
                break;
            }
            between.push(last);
            front.extend(self.taken_inputs(op).into_iter().filter(|input| self.fixed(*input).is_none()));
        }
        found
    }

    /// Which questions raise and lower a value that is made from one number alone.
    fn through(&mut self, narrow: &Narrows, id: NodeId, effort: &mut Effort) -> Option<Found> {
        let totals = Totals::of(self, narrow.of, effort);
        let table = self.tabulate(narrow, id, totals.as_ref(), effort)?;
        let trend = Trend::of(table.values.iter().copied());
        if trend.is_either()
            && let Some(totals) = totals
            && let Some((moves, step)) = totals.movers(self, &table, &self.least_sheet(), effort)
        {
            match step {
                Some(step) => self.hints.push(Hint::Step(step)),
                None => self.note_falls(narrow.of, &table),
            }
            return Some(Found { up: moves.up, down: moves.down, is_exact: true });
        }
        if trend.is_either() {
            self.note_falls(narrow.of, &table);
        }
        let moves = self.moves(narrow.of).through(trend);
        Some(Found { up: moves.up, down: moves.down, is_exact: false })
    }

    /// Notes the first few falls of a table for the search.
    fn note_falls(&mut self, of: NodeId, table: &Tabulated) {
        let mut before: Option<i128> = None;
        let mut noted = 0;
        for (at, value) in (0_i128..).zip(&table.values) {
            let Some(value) = value else { continue };
            if before.is_some_and(|before| *value < before) && noted < 20 {
                self.hints.push(Hint::Passing(of, table.least + at * table.step));
                noted += 1;
            }
            before = Some(*value);
        }
    }

    fn tabulate(
        &self,
        narrow: &Narrows,
        id: NodeId,
        totals: Option<&Totals>,
        effort: &mut Effort,
    ) -> Option<Tabulated> {
        let reach = self.reach(narrow.of);
        let (least, step, count) = match totals {
            Some(totals) => (totals.least, totals.step, totals.count),
            None => (reach.lo, 1, usize::try_from(reach.hi - reach.lo).ok()?.checked_add(1)?),
        };
        let work = self.cone.work(&narrow.between).checked_mul(count)?;
        if count > MOST_VALUES || !effort.spend(work.saturating_add(self.cone.calculator.nodes.len())) {
            return None;
        }
        let calculator = self.cone.calculator;
        let sheet = self.least_sheet();
        let mut values = calculator.evaluate(&sheet);
        let mut found = Vec::with_capacity(count);
        for at in 0..count {
            values.set(narrow.of, least + step * i128::try_from(at).ok()?);
            calculator.evaluate_some(&sheet, &mut values, &narrow.between);
            found.push(values.refusal(id).is_none().then(|| values.get(id)));
        }
        Some(Tabulated { least, step, values: found })
    }
}
