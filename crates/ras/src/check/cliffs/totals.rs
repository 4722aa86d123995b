//! Cliffs of totals: each boundary of a table row or of a comparison with a number that several answers make up, with that
//! number put just below it and on it.

use super::answers::turns;
use super::{Seen, Wanted};
use crate::Ratio;
use crate::calculator::{NodeId, Op, RowFinder, Sheet};
use crate::check::proof::effort::Effort;
use crate::check::proof::step::Step;
use crate::check::proof::view::{Look, View};
use crate::check::report::{Cliff, CliffKind};
use std::collections::{BTreeMap, BTreeSet};

/// Most sheets on which a boundary is tried.
const MOST_CONTEXTS: usize = 40;

/// The numbers an operation looks at, each with the values at which another row or answer begins.
pub(super) fn boundaries(op: &Op) -> Vec<(NodeId, Vec<i128>)> {
    match op {
        Op::Rows { finder: RowFinder::Bands { of, ranges }, .. } => {
            vec![(*of, ranges.iter().flat_map(|(lo, hi)| [*lo, hi.saturating_add(1)]).collect())]
        }
        Op::Rows { finder: RowFinder::Lookup { keys, .. }, .. } => {
            keys.iter().map(|key| (key.of, key.cuts.clone())).collect()
        }
        Op::Compare { of, mul, comparison, with } => vec![(*of, turns(*comparison, *mul, *with))],
        _ => Vec::new(),
    }
}

/// A value of a number that several answers make up, at which another row or answer begins.
#[derive(Debug, Clone)]
pub(super) struct Boundary {
    pub(super) of: NodeId,
    pub(super) start: i128,
    /// The questions that move the number.
    pub(super) questions: Vec<usize>,
}

/// The boundaries of all totals that the amount rests on.
pub(super) fn of_totals(wanted: &Wanted<'_, '_>, effort: &mut Effort) -> Vec<Boundary> {
    let cone = wanted.cone;
    let mut starts: BTreeMap<NodeId, BTreeSet<i128>> = BTreeMap::new();
    for id in &cone.nodes {
        for (of, values) in cone.op(*id).map(boundaries).unwrap_or_default() {
            for value in values {
                let (of, value) = plain(wanted, of, value);
                starts.entry(of).or_default().insert(value);
            }
        }
    }
    let view = View::of(cone, wanted.domains, effort, Look::Plain);
    let mut found = Vec::new();
    for (of, values) in starts {
        let questions: Vec<usize> = view.moves(of).any.iter().collect();
        // What one answer makes up is tried answer by answer.
        if questions.len() > 1 {
            let reach = view.reach(of);
            let within = values.into_iter().filter(|start| reach.lo < *start && *start <= reach.hi);
            found.extend(within.map(|start| Boundary { of, start, questions: questions.clone() }));
        }
    }
    found
}

/// A boundary of a plain multiple of a number, as one of the number itself.
fn plain(wanted: &Wanted<'_, '_>, of: NodeId, start: i128) -> (NodeId, i128) {
    match wanted.cone.op(of) {
        Some(Op::Sum { terms, plus }) => match terms.as_slice() {
            [(term, by)] if *by > 0 => {
                let rest = start - plus;
                plain(wanted, *term, rest.div_euclid(*by) + i128::from(rest.rem_euclid(*by) != 0))
            }
            _ => (of, start),
        },
        _ => (of, start),
    }
}

/// A total that is all its questions do to the amount, so that it can be moved by itself.
pub(super) struct Total {
    of: NodeId,
    questions: Vec<usize>,
    starts: Vec<i128>,
    /// All that is worked out from it.
    after: Vec<NodeId>,
}

/// The totals that can be moved by themselves. At boundaries of others only steps of answers are tried.
pub(super) fn by_themselves(wanted: &Wanted<'_, '_>, boundaries: &[Boundary]) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for group in boundaries.chunk_by(|a, b| a.of == b.of) {
        let Some(first) = group.first().filter(|first| is_all(wanted, first)) else { continue };
        totals.push(Total {
            of: first.of,
            questions: first.questions.clone(),
            starts: group.iter().map(|boundary| boundary.start).collect(),
            after: above(wanted, first.of),
        });
    }
    totals
}

/// Cliffs at the boundaries of totals.
pub(super) fn cliffs(wanted: &Wanted<'_, '_>, totals: &[Total], contexts: &[Sheet], effort: &mut Effort) -> Vec<Cliff> {
    let mut found = Vec::new();
    for total in totals {
        for start in &total.starts {
            found.extend(cliff(wanted, contexts, total, *start, effort));
        }
    }
    found
}

/// Whether the step of an answer moves the amount by the boundaries that it crosses and by nothing else: then the
/// boundaries are the cliffs, and the answer is one of many ways over them.
pub(super) fn is_told_by(wanted: &Wanted<'_, '_>, totals: &[Total], step: &Step) -> bool {
    let (cone, calculator) = (wanted.cone, wanted.cone.calculator);
    let (sheet, after) = (&step.sheet, step.after());
    totals.iter().filter(|total| total.questions.contains(&step.question)).any(|total| {
        let mut values = calculator.evaluate(sheet);
        let (from, to) = (values.get(total.of), calculator.evaluate(&after).get(total.of));
        let crossed = total.starts.iter().filter(|start| from.min(to) < **start && **start <= from.max(to));
        let mut moved = 0;
        for start in crossed {
            let mut amount = |value: i128| {
                values.set(total.of, value);
                calculator.evaluate_some(sheet, &mut values, &total.after);
                cone.value(sheet, &values)
            };
            let (Some(below), Some(on)) = (amount(start - 1), amount(*start)) else { return false };
            moved += if to > from { on - below } else { below - on };
        }
        let ends = cone.value_of(sheet).zip(cone.value_of(&after));
        moved != 0 && ends.is_some_and(|(before, after)| after - before == moved)
    })
}

/// Whether the questions of a number reach the amount through this number only.
fn is_all(wanted: &Wanted<'_, '_>, boundary: &Boundary) -> bool {
    let (mut seen, mut open) = (BTreeSet::from([boundary.of]), vec![wanted.cone.target]);
    while let Some(id) = open.pop() {
        if seen.insert(id)
            && let Some(op) = wanted.cone.op(id)
        {
            if op.questions().iter().any(|question| boundary.questions.contains(question)) {
                return false;
            }
            open.extend(op.inputs());
        }
    }
    true
}

/// All that is worked out from an operation.
fn above(wanted: &Wanted<'_, '_>, of: NodeId) -> Vec<NodeId> {
    let mut moved = BTreeSet::from([of]);
    for id in wanted.cone.nodes.iter().filter(|id| **id > of) {
        let inputs = wanted.cone.op(*id).map(Op::inputs).unwrap_or_default();
        if inputs.iter().any(|input| moved.contains(input)) {
            moved.insert(*id);
        }
    }
    moved.remove(&of);
    moved.into_iter().collect()
}

fn cliff(
    wanted: &Wanted<'_, '_>,
    contexts: &[Sheet],
    total: &Total,
    start: i128,
    effort: &mut Effort,
) -> Option<Cliff> {
    let (cone, of, after) = (wanted.cone, total.of, &total.after);
    let calculator = cone.calculator;
    let mut seen = Seen::default();
    for sheet in contexts.iter().take(MOST_CONTEXTS) {
        if !effort.spend(calculator.nodes.len() + 2 * cone.work(after)) {
            break;
        }
        let mut values = calculator.evaluate(sheet);
        let mut amount = |value: i128| {
            values.set(of, value);
            calculator.evaluate_some(sheet, &mut values, after);
            cone.value(sheet, &values)
        };
        if let (Some(before), Some(after)) = (amount(start - 1), amount(start)) {
            seen.take(before, after, sheet, wanted.share);
            // What the next unit does, for comparison.
            seen.largest_between = amount(start + 1).map_or(0, |next| (next - after).abs()).max(seen.largest_between);
        }
    }
    let spot = seen.cliff(wanted.smallest())?;
    let den = calculator.den(of);
    let text = |value: i128| Ratio::new(value, den).map(|number| number.to_string()).unwrap_or_default();
    Some(wanted.cliff(CliffKind::Number, calculator.name_of(of), (text(start - 1), text(start)), &spot, None))
}
