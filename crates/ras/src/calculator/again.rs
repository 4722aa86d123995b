//! Working out again after one answer was changed: just what depends on it and is wanted, in its order. Sums are not
//! added up anew; the change of each changed term is added to what the sum was, which is the same whole number.

use super::evaluate::{Values, work_out};
use super::op::{NodeId, Op};
use super::{Bits, Calculator, Sheet};

/// What to work out again when the answer to a question is changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Again(Vec<Change>);

#[derive(Debug, Clone)]
struct Change {
    node: NodeId,
    can_refuse: bool,
    /// For a sum: the terms that change, with their multipliers.
    terms: Option<Vec<(NodeId, i128)>>,
}

impl Again {
    /// Whether an operation is among those that are worked out again.
    pub(crate) fn has(&self, node: NodeId) -> bool {
        self.0.iter().any(|change| change.node == node)
    }
}

impl Calculator {
    /// For each question, what of the wanted operations, and of what they are made from, depends on it.
    pub(crate) fn again(&self, wanted: impl IntoIterator<Item = NodeId>) -> Vec<Again> {
        let needed = self.needed(wanted);
        let questions = self.questions_of_nodes();
        let depends = |node: NodeId, question: usize| questions.get(node.0).is_some_and(|of| of.contains(question));
        let change = |node: NodeId, question: usize| {
            let found = self.node(node)?;
            let terms = match &found.op {
                Op::Sum { terms, .. } if !found.can_refuse => {
                    Some(terms.iter().filter(|(term, _)| depends(*term, question)).copied().collect())
                }
                _ => None,
            };
            Some(Change { node, can_refuse: found.can_refuse, terms })
        };
        let of_question = |question: usize| {
            let dependent = needed.iter().copied().filter(|node| depends(*node, question));
            Again(dependent.filter_map(|node| change(node, question)).collect())
        };
        (0..self.inputs.len()).map(of_question).collect()
    }

    /// Everything that some operations are made from, and they themselves, in order.
    fn needed(&self, wanted: impl IntoIterator<Item = NodeId>) -> Vec<NodeId> {
        let mut is_needed = vec![false; self.nodes.len()];
        let mark = |is_needed: &mut Vec<bool>, node: NodeId| {
            if let Some(flag) = is_needed.get_mut(node.0) {
                *flag = true;
            }
        };
        wanted.into_iter().for_each(|node| mark(&mut is_needed, node));
        for (at, node) in self.nodes.iter().enumerate().rev() {
            if is_needed.get(at) == Some(&true) {
                node.op.inputs().into_iter().for_each(|used| mark(&mut is_needed, used));
            }
        }
        is_needed.iter().enumerate().filter(|(_, needed)| **needed).map(|(at, _)| NodeId(at)).collect()
    }

    /// The questions that each operation depends on.
    fn questions_of_nodes(&self) -> Vec<Bits> {
        let mut questions: Vec<Bits> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let mut of_node = Bits::default();
            node.op.questions().into_iter().for_each(|question| of_node.add(&Bits::one(question)));
            node.op.inputs().into_iter().filter_map(|used| questions.get(used.0)).for_each(|used| of_node.add(used));
            questions.push(of_node);
        }
        questions
    }

    /// Works out again; `values` are those of `before` until now.
    pub(crate) fn evaluate_again(&self, again: &Again, sheet: &Sheet, before: &Values, values: &mut Values) {
        for Change { node, terms, .. } in &again.0 {
            match terms {
                Some(terms) => {
                    let change = |sum: i128, (term, by): &(NodeId, i128)| {
                        let change = values.get(*term) - before.get(*term);
                        sum + if *by == 1 { change } else { change * by }
                    };
                    values.put(*node, terms.iter().fold(before.get(*node), change), None);
                }
                None => {
                    let Some(found) = self.node(*node) else { continue };
                    let (numerator, refused) = work_out(found, *node, sheet, values);
                    values.put(*node, numerator, refused);
                }
            }
        }
    }
}

impl Values {
    /// Takes back what was worked out again.
    pub(crate) fn take_back(&mut self, again: &Again, before: &Values) {
        for Change { node, can_refuse, .. } in &again.0 {
            let refused = if *can_refuse { before.refusal(*node) } else { None };
            self.put(*node, before.get(*node), refused);
        }
    }
}
