//! Cliffs of totals: each boundary of a table row or of a comparison with a number that several answers make up, with that
//! number put just below it and on it.

use super::answers::turns;
use super::{Seen, Wanted};
use crate::Ratio;
use crate::calculator::{NodeId, Op, RowFinder, Sheet};
use crate::check::proof::effort::Effort;
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

/// Cliffs at boundaries of totals. Only a total that is all its questions do to the amount can be moved by itself; at
/// others, steps of answers are tried from just below the boundary.
pub(super) fn cliffs(
    wanted: &Wanted<'_, '_>,
    boundaries: &[Boundary],
    contexts: &[Sheet],
    effort: &mut Effort,
) -> Vec<Cliff> {
    let mut found = Vec::new();
    let mut known: Option<(NodeId, Option<Vec<NodeId>>)> = None;
    for boundary in boundaries {
        if known.as_ref().is_none_or(|(of, _)| *of != boundary.of) {
            known = Some((boundary.of, is_all(wanted, boundary).then(|| above(wanted, boundary.of))));
        }
        if let Some((_, Some(after))) = &known {
            found.extend(cliff(wanted, contexts, boundary, after, effort));
        }
    }
    found
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
    boundary: &Boundary,
    after: &[NodeId],
    effort: &mut Effort,
) -> Option<Cliff> {
    let (cone, of, start) = (wanted.cone, boundary.of, boundary.start);
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
