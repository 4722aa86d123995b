//! What is proven about a value while every answer stays within a box: the range it can have, and the questions that can
//! raise or lower it as need grows. One pass over the operations, each by the rule of its kind.

use super::closer::MOST_COMBINATIONS;
use super::cone::{Cone, work_of};
use super::effort::Effort;
use super::moves::Moves;
use super::step::Hint;
use crate::calculator::{Bits, Domain, Key, NodeId, Op, Reach, RowFinder, Sheet, can_miss, days_of, reach};
use std::cell::Cell;

/// Most places at which one view looks closer.
const CLOSER_LOOKS: usize = 40;
/// Most parts of sums that one view takes apart.
const SPARE: usize = 100_000;

/// How closely a view looks where both ways seem open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Look {
    /// By the rules alone.
    Plain,
    /// Through every combination of answers when there are at most so many, and through the totals of points.
    Close(usize),
}

impl Look {
    /// As closely as is good for a certificate.
    pub(in crate::check) const USUAL: Look = Look::Close(MOST_COMBINATIONS);
}

/// What is proven about every operation of a cone within a box of answers.
pub(in crate::check) struct View<'c, 'a> {
    pub(in crate::check) cone: &'c Cone<'a>,
    pub(in crate::check) domains: &'c [Domain],
    reach: Vec<Reach>,
    moves: Vec<Moves>,
    refuses: Vec<bool>,
    /// Questions that stand at a place where both ways were open for the first time: what to split the box by.
    pub(in crate::check) blame: Bits,
    /// Places where something falls.
    pub(in crate::check) hints: Vec<Hint>,
    /// What may still be spent on taking sums apart.
    spare: Cell<usize>,
}

impl<'c, 'a> View<'c, 'a> {
    /// A view of a box.
    pub(in crate::check) fn of(
        cone: &'c Cone<'a>,
        domains: &'c [Domain],
        effort: &mut Effort,
        look: Look,
    ) -> View<'c, 'a> {
        let room = cone.nodes.len();
        let mut view = View {
            cone,
            domains,
            reach: Vec::with_capacity(room),
            moves: Vec::with_capacity(room),
            refuses: Vec::with_capacity(room),
            blame: Bits::default(),
            hints: Vec::new(),
            spare: Cell::new(SPARE),
        };
        let mut looks = 0;
        for (place, id) in cone.nodes.iter().enumerate() {
            view.add(*id, effort);
            let conflict = view.moves(*id).conflict();
            let is_down_at_the_end = *id == cone.target && !view.moves(*id).down.is_empty();
            if conflict.is_empty() && !is_down_at_the_end {
                continue;
            }
            let is_new = !conflict.without(&view.conflict_of_inputs(*id)).is_empty();
            if let Look::Close(combinations) = look
                && (is_new || cone.is_landing(place))
                && looks < CLOSER_LOOKS
            {
                looks += 1;
                view.look_closer(*id, combinations, effort);
            }
            if is_new && !view.moves(*id).conflict().is_empty() {
                let any = view.moves(*id).any.clone();
                view.blame.add(&any);
            }
        }
        effort.spend(SPARE - view.spare.get());
        view
    }

    /// Takes from what may be spent on taking sums apart.
    pub(super) fn spend(&self, parts: usize) -> bool {
        let left = self.spare.get().checked_sub(parts);
        self.spare.set(left.unwrap_or(0));
        left.is_some()
    }

    fn add(&mut self, id: NodeId, effort: &mut Effort) {
        let Some(node) = self.cone.calculator.node(id) else { return };
        effort.spend(2 * work_of(&node.op) + self.cells(&node.op));
        let reaches = |id: NodeId| self.reach(id);
        let found = match &node.op {
            Op::Pick { row, of } => self.pick_reach(*row, of),
            Op::Days { .. } => self.days_reach(&node.op),
            op => reach(op, &reaches, self.domains),
        };
        let found = found.unwrap_or(node.reach);
        let refuses = node.can_refuse && (can_miss(&node.op, &reaches) || self.inputs_refuse(&node.op));
        let mut moves = if found.lo == found.hi && !refuses { Moves::default() } else { self.rule(&node.op) };
        if found.lo == found.hi {
            (moves.up, moves.down) = (Bits::default(), Bits::default());
        }
        self.reach.push(found);
        self.refuses.push(refuses);
        self.moves.push(moves);
    }

    /// Combinations that a lookup has to be read at.
    fn cells(&self, op: &Op) -> usize {
        match op {
            Op::Rows { finder: RowFinder::Lookup { keys, .. }, .. } => {
                keys.iter().map(|key| self.classes(key).1).product::<usize>().saturating_mul(3)
            }
            Op::Rows { values, .. } => values.len(),
            _ => 0,
        }
    }

    /// First class and number of classes that a key can come to.
    pub(super) fn classes(&self, key: &Key) -> (usize, usize) {
        let of = self.reach(key.of);
        let (from, to) = (key.class(of.lo), key.class(of.hi));
        (from, to - from + 1)
    }

    fn inputs_refuse(&self, op: &Op) -> bool {
        self.taken_inputs(op).iter().any(|input| self.refuses(*input))
    }

    fn conflict_of_inputs(&self, id: NodeId) -> Bits {
        let mut all = Bits::default();
        for input in self.cone.op(id).map(Op::inputs).unwrap_or_default() {
            all.add(&self.moves(input).conflict());
        }
        all
    }

    /// What an operation uses, without branches that cannot be taken.
    pub(super) fn taken_inputs(&self, op: &Op) -> Vec<NodeId> {
        match op {
            Op::Select { when, then, otherwise } => match self.fixed(*when) {
                Some(0) => vec![*otherwise],
                Some(_) => vec![*then],
                None => vec![*when, *then, *otherwise],
            },
            Op::Pick { row, of } => {
                let branches = self.branches(*row, of).into_iter().map(|(node, _)| node);
                std::iter::once(*row).chain(branches).collect()
            }
            op => op.inputs(),
        }
    }

    /// The branches of a pick that can be taken, in the order of their positions.
    pub(super) fn branches(&self, row: NodeId, of: &[(NodeId, i128)]) -> Vec<(NodeId, i128)> {
        let row = self.reach(row);
        let at = |position: i128| usize::try_from(position).unwrap_or(usize::MAX);
        let (from, to) = (at(row.lo.max(0)), at(row.hi.max(0)));
        of.iter().skip(from).take((to - from).saturating_add(1)).copied().collect()
    }

    fn pick_reach(&self, row: NodeId, of: &[(NodeId, i128)]) -> Option<Reach> {
        let branches = self.branches(row, of);
        let ends = branches.iter().map(|(node, by)| (self.reach(*node), *by));
        let ends: Vec<(i128, i128)> = ends.map(|(reach, by)| (reach.lo * by, reach.hi * by)).collect();
        let (lo, hi) = (ends.iter().map(|end| end.0).min()?, ends.iter().map(|end| end.1).max()?);
        Some(Reach { lo, hi, largest: lo.abs().max(hi.abs()) })
    }

    /// Days fall with a later first day, and rise with a later last day or birth.
    fn days_reach(&self, op: &Op) -> Option<Reach> {
        let Op::Days { first, last, from, until, birthday } = op else { return None };
        let blank = crate::calculator::BLANK;
        let (mut fewest, mut most) = (self.least_sheet(), self.least_sheet());
        let later_is_fewer = from.iter().map(|question| (*question, true));
        let later_is_more = until.iter().copied().chain(birthday.map(|(question, _)| question)).map(|q| (q, false));
        for (question, falls) in later_is_fewer.chain(later_is_more) {
            let domain = self.domains.get(question)?;
            let (few, many) = if falls { (domain.hi, domain.lo) } else { (domain.lo, domain.hi) };
            fewest.set(question, if domain.may_be_answered { few } else { blank });
            most.set(question, if domain.may_be_blank { blank } else { many });
        }
        let days = |sheet: &Sheet| {
            i128::from(days_of((*first, *last), *from, *until, *birthday, |at| sheet.code(at).unwrap_or(blank)))
        };
        let (lo, hi) = (days(&fewest), days(&most));
        Some(Reach { lo, hi, largest: hi })
    }

    /// The sheet of least codes within the box.
    pub(in crate::check) fn least_sheet(&self) -> Sheet {
        Sheet(self.domains.iter().map(|domain| domain.low()).collect())
    }

    pub(in crate::check) fn reach(&self, id: NodeId) -> Reach {
        let found = self.cone.place(id).and_then(|place| self.reach.get(place)).copied();
        found.unwrap_or(Reach { lo: 0, hi: 0, largest: 0 })
    }

    pub(in crate::check) fn refuses(&self, id: NodeId) -> bool {
        self.cone.place(id).and_then(|place| self.refuses.get(place)).copied().unwrap_or(false)
    }

    /// The one value that an operation has everywhere in the box, never being refused.
    pub(super) fn fixed(&self, id: NodeId) -> Option<i128> {
        let reach = self.reach(id);
        (reach.lo == reach.hi && !self.refuses(id)).then_some(reach.lo)
    }

    pub(in crate::check) fn moves(&self, id: NodeId) -> &Moves {
        static STILL: std::sync::LazyLock<Moves> = std::sync::LazyLock::new(Moves::default);
        self.cone.place(id).and_then(|place| self.moves.get(place)).unwrap_or(&STILL)
    }

    /// Writes down what a closer look has proven.
    pub(super) fn narrow(&mut self, id: NodeId, up: &Bits, down: &Bits) {
        if let Some(moves) = self.cone.place(id).and_then(|place| self.moves.get_mut(place)) {
            moves.up = moves.up.and(up);
            moves.down = moves.down.and(down);
        }
    }
}
