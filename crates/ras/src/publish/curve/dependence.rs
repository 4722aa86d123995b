//! Which answers a figure depends on.

use crate::calculator::{Calculator, NodeId, Op};
use std::collections::BTreeSet;

/// What a figure depends on when the points are known.
pub(super) struct Dependence {
    /// Whether it depends on the points.
    pub(super) on_points: bool,
    /// The questions it depends on besides.
    pub(super) questions: BTreeSet<usize>,
}

impl Dependence {
    pub(super) fn of(calculator: &Calculator, figure: NodeId, points: NodeId) -> Dependence {
        let mut found = Dependence { on_points: false, questions: BTreeSet::new() };
        let mut seen: BTreeSet<NodeId> = BTreeSet::new();
        let mut waiting = vec![figure];
        while let Some(id) = waiting.pop() {
            if id == points {
                found.on_points = true;
            } else if seen.insert(id)
                && let Some(node) = calculator.node(id)
            {
                waiting.extend(node.op.inputs());
                found.questions.extend(node.op.questions());
            }
        }
        found
    }
}

/// The questions whose answers a figure is made of: not those that only decide whether another is asked.
pub(super) fn values_of(calculator: &Calculator, figure: NodeId) -> BTreeSet<usize> {
    let mut questions = BTreeSet::new();
    let mut seen: BTreeSet<NodeId> = BTreeSet::new();
    let mut waiting = vec![figure];
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(node) = calculator.node(id) {
            match &node.op {
                Op::Select { then, otherwise, .. } => waiting.extend([*then, *otherwise]),
                op => waiting.extend(op.inputs()),
            }
            questions.extend(node.op.questions());
        }
    }
    questions
}
