//! A value as a sum: Σ factor × part, plus a constant. Parts of the same question are added up before they are judged, so
//! that a weight of −3 in one place and +5 in another counts as +2.

use super::moves::{Moves, Trend};
use super::view::View;
use crate::calculator::{Bits, Domain, NodeId, Op, age};
use std::collections::BTreeMap;

/// Most operations that one sum is followed through.
const MOST_PARTS: usize = 4_000;
/// Most answers of one question that are gone through one by one.
const MOST_ANSWERS: usize = 10_000;

/// Most largest-of and smallest-of that are opened one inside the other.
const MOST_DEPTH: usize = 3;

/// A sum of parts, each with its factor.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub(super) terms: Vec<(NodeId, i128)>,
    pub(super) plus: i128,
}

impl View<'_, '_> {
    /// Takes sums, and whatever is a plain multiple of one thing within the box, apart. `None` when there is too much.
    pub(super) fn form(&self, of: &[(NodeId, i128)]) -> Option<Form> {
        let mut open: BTreeMap<NodeId, i128> = BTreeMap::new();
        for (id, by) in of {
            add(&mut open, *id, *by)?;
        }
        let mut form = Form::default();
        let mut seen = 0;
        // What an operation uses stands before it: when one is taken out, its whole factor is known.
        while let Some((id, by)) = open.pop_last() {
            seen += 1;
            if seen > MOST_PARTS || !self.spend(1) {
                return None;
            }
            if by == 0 {
                continue;
            }
            if let Some(value) = self.fixed(id) {
                form.plus = form.plus.checked_add(value.checked_mul(by)?)?;
                continue;
            }
            match self.cone.op(id)? {
                Op::Sum { terms, plus } => {
                    form.plus = form.plus.checked_add(plus.checked_mul(by)?)?;
                    for (term, factor) in terms {
                        add(&mut open, *term, by.checked_mul(*factor)?)?;
                    }
                }
                op => match self.plain_multiple(op) {
                    Some((of, factor)) => add(&mut open, of, by.checked_mul(factor)?)?,
                    None => form.terms.push((id, by)),
                },
            }
        }
        Some(form)
    }

    /// The one thing that an operation is a plain multiple of, within the box.
    fn plain_multiple(&self, op: &Op) -> Option<(NodeId, i128)> {
        match op {
            Op::Select { when, then, otherwise } => {
                let when = self.fixed(*when)?;
                Some((if when == 0 { *otherwise } else { *then }, 1))
            }
            Op::Pick { row, of } => {
                let at = usize::try_from(self.fixed(*row)?).ok()?;
                of.get(at).copied()
            }
            Op::Product(parts) => {
                let mut open = parts.iter().filter(|part| self.fixed(**part).is_none());
                let (only, more) = (open.next()?, open.next());
                let fixed = parts.iter().filter_map(|part| self.fixed(*part));
                let factor = fixed.into_iter().try_fold(1_i128, i128::checked_mul)?;
                more.is_none().then_some((*only, factor))
            }
            Op::Greatest(parts) => {
                let best = parts.iter().max_by_key(|(node, by)| self.reach(*node).lo * by)?;
                let floor = self.reach(best.0).lo * best.1;
                let others = parts.iter().filter(|part| *part != best);
                others.into_iter().all(|(node, by)| self.reach(*node).hi * by <= floor).then_some(*best)
            }
            Op::Least(parts) => {
                let best = parts.iter().min_by_key(|(node, by)| self.reach(*node).hi * by)?;
                let ceiling = self.reach(best.0).hi * best.1;
                let others = parts.iter().filter(|part| *part != best);
                others.into_iter().all(|(node, by)| self.reach(*node).lo * by >= ceiling).then_some(*best)
            }
            Op::Power(of, 1) => Some((*of, 1)),
            _ => None,
        }
    }

    /// Which questions raise and lower a sum, its parts of the same question being added up first.
    pub(super) fn movers_of_sum(&self, terms: &[(NodeId, i128)]) -> Option<(Bits, Bits)> {
        let moves = self.movers_of_form(&self.form(terms)?, MOST_DEPTH)?;
        Some((moves.up, moves.down))
    }

    fn movers_of_form(&self, form: &Form, depth: usize) -> Option<Moves> {
        let mut moves = Moves::default();
        let (by_question, rest) = self.grouped(form);
        for (question, parts) in &by_question {
            match self.one_question(*question, parts) {
                Some((trend, _)) => {
                    let toward = self.cone.asked.get(*question)?.toward;
                    moves.add(&Moves::question(*question, toward).through(trend));
                }
                None => moves.add(&self.each_alone(parts)),
            }
        }
        moves.add(&self.each_alone(&rest));
        let conflict = moves.conflict();
        if depth > 0 && !conflict.is_empty() {
            let is_it = |id: &NodeId| !self.moves(*id).any.and(&conflict).is_empty();
            for (id, by) in rest.iter().filter(|(id, _)| is_it(id)) {
                let Some(inside) = self.movers_from_inside(form, *id, *by, depth - 1) else { continue };
                moves.up = moves.up.and(&inside.up);
                moves.down = moves.down.and(&inside.down);
            }
        }
        Some(moves)
    }

    /// A sum with a largest (or smallest) in it is the largest (or smallest) of sums, and moves as these do: what tops
    /// something up to a guaranteed amount raises it where the rest falls short.
    fn movers_from_inside(&self, form: &Form, id: NodeId, by: i128, depth: usize) -> Option<Moves> {
        let (Op::Greatest(parts) | Op::Least(parts)) = self.cone.op(id)? else { return None };
        let mut moves = Moves::default();
        for (part, factor) in parts {
            let others = form.terms.iter().filter(|(term, _)| *term != id).copied();
            let terms: Vec<(NodeId, i128)> = others.chain([(*part, by.checked_mul(*factor)?)]).collect();
            moves.add(&self.movers_of_form(&self.form(&terms)?, depth)?);
        }
        Some(moves)
    }

    fn each_alone(&self, parts: &[(NodeId, i128)]) -> Moves {
        let mut moves = Moves::default();
        for (id, by) in parts {
            moves.add(&self.moves(*id).through(Trend::of_factor(*by, *by)));
        }
        moves
    }

    /// Bounds of a sum, its parts of the same question being added up first.
    pub(super) fn range_of(&self, terms: &[(NodeId, i128)]) -> Option<(i128, i128)> {
        let form = self.form(terms)?;
        let (by_question, rest) = self.grouped(&form);
        let (mut lo, mut hi) = (form.plus, form.plus);
        for (question, parts) in &by_question {
            let ends = match self.one_question(*question, parts) {
                Some((_, ends)) => ends,
                None => self.ends(parts)?,
            };
            lo = lo.checked_add(ends.0)?;
            hi = hi.checked_add(ends.1)?;
        }
        let ends = self.ends(&rest)?;
        Some((lo.checked_add(ends.0)?, hi.checked_add(ends.1)?))
    }

    fn ends(&self, parts: &[(NodeId, i128)]) -> Option<(i128, i128)> {
        parts.iter().try_fold((0_i128, 0_i128), |(lo, hi), (id, by)| {
            let reach = self.reach(*id);
            let (a, b) = (reach.lo.checked_mul(*by)?, reach.hi.checked_mul(*by)?);
            Some((lo.checked_add(a.min(b))?, hi.checked_add(a.max(b))?))
        })
    }

    /// The parts that are plain readings of a question, by question; and all others.
    fn grouped(&self, form: &Form) -> (BTreeMap<usize, Parts>, Parts) {
        let mut by_question: BTreeMap<usize, Parts> = BTreeMap::new();
        let mut rest = Vec::new();
        for (id, by) in &form.terms {
            match self.cone.op(*id) {
                Some(Op::Map { question, .. } | Op::Number { question, .. } | Op::Age { question, .. }) => {
                    by_question.entry(*question).or_default().push((*id, *by));
                }
                _ => rest.push((*id, *by)),
            }
        }
        (by_question, rest)
    }

    /// How the parts of one question go together with the code of its answer, and their bounds (a blank included).
    fn one_question(&self, question: usize, parts: &[(NodeId, i128)]) -> Option<(Trend, (i128, i128))> {
        let (domain, asked) = (*self.domains.get(question)?, self.cone.asked.get(question)?);
        let value = |code: Option<i64>| {
            parts
                .iter()
                .try_fold(0_i128, |all, (id, by)| all.checked_add(reading(self.cone.op(*id)?, code)?.checked_mul(*by)?))
        };
        let is_plain = parts.iter().all(|(id, _)| matches!(self.cone.op(*id), Some(Op::Number { .. })));
        let codes = if is_plain && domain.may_be_answered {
            vec![domain.lo, domain.hi]
        } else if asked.count(domain) <= MOST_ANSWERS && self.spend(asked.count(domain)) {
            let mut codes = asked.codes(domain, MOST_ANSWERS);
            codes.sort_unstable();
            codes
        } else {
            return None;
        };
        let answered: Vec<i128> = codes.iter().map(|code| value(Some(*code))).collect::<Option<_>>()?;
        let blank = if domain.may_be_blank { Some(value(None)?) } else { None };
        let all = || answered.iter().copied().chain(blank);
        let trend =
            if answered_twice(domain) { Trend::of(answered.iter().map(|v| Some(*v))) } else { Trend::default() };
        Some((trend, (all().min()?, all().max()?)))
    }
}

type Parts = Vec<(NodeId, i128)>;

fn answered_twice(domain: Domain) -> bool {
    domain.may_be_answered && domain.lo < domain.hi
}

fn add(open: &mut BTreeMap<NodeId, i128>, id: NodeId, by: i128) -> Option<()> {
    let factor = open.entry(id).or_insert(0);
    *factor = factor.checked_add(by)?;
    Some(())
}

/// The value of a plain reading for a code, or for a blank.
fn reading(op: &Op, code: Option<i64>) -> Option<i128> {
    match (op, code) {
        (Op::Map { blank, .. } | Op::Number { blank, .. } | Op::Age { blank, .. }, None) => Some(*blank),
        (Op::Map { base, values, .. }, Some(code)) => values.get(usize::try_from(code - base).ok()?).copied(),
        (Op::Number { .. }, Some(code)) => Some(i128::from(code)),
        (Op::Age { day, unit, .. }, Some(code)) => Some(age(code, *day, *unit)),
        _ => None,
    }
}
