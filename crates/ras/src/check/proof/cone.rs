//! The operations that one value rests on, and nothing else.

use super::asked::Asked;
use crate::calculator::{Bits, Calculator, NodeId, Op, Sheet, Values};

/// A value with all it is made from.
pub(in crate::check) struct Cone<'a> {
    pub(in crate::check) calculator: &'a Calculator,
    pub(in crate::check) asked: &'a [Asked],
    /// The value.
    pub(in crate::check) target: NodeId,
    /// What it rests on, each after what it uses itself; the last is the value.
    pub(in crate::check) nodes: Vec<NodeId>,
    /// Place of an operation among `nodes`.
    places: Vec<Option<usize>>,
    /// By question: what rests on its answer.
    readers: Vec<Vec<NodeId>>,
    change_work: Vec<usize>,
    /// Values at which a step ends, where it pays to look closer.
    landings: Vec<bool>,
    /// Required questions among those it reads that are not always asked, each with the condition.
    gated: Vec<(usize, NodeId)>,
}

impl<'a> Cone<'a> {
    pub(in crate::check) fn of(calculator: &'a Calculator, asked: &'a [Asked], target: NodeId) -> Cone<'a> {
        let mut is_used = vec![false; calculator.nodes.len()];
        let mut open = vec![target];
        while let Some(id) = open.pop() {
            if let (Some(flag), Some(node)) = (is_used.get_mut(id.0), calculator.node(id))
                && !*flag
            {
                *flag = true;
                open.extend(node.op.inputs());
                // Whether a question was asked decides whether a sheet without its answer is refused.
                let questions = node.op.questions().into_iter();
                open.extend(questions.filter_map(|at| calculator.inputs.get(at).and_then(|input| input.shown)));
            }
        }
        let nodes: Vec<NodeId> =
            is_used.iter().enumerate().filter(|(_, is_used)| **is_used).map(|(at, _)| NodeId(at)).collect();
        let mut places = vec![None; calculator.nodes.len()];
        for (place, id) in nodes.iter().enumerate() {
            if let Some(slot) = places.get_mut(id.0) {
                *slot = Some(place);
            }
        }
        let (readers, change_work) = (Vec::new(), Vec::new());
        let (landings, gated) = (Vec::new(), Vec::new());
        let mut cone = Cone { calculator, asked, target, nodes, places, readers, change_work, landings, gated };
        cone.readers = cone.find_readers();
        cone.change_work = cone.readers.iter().map(|nodes| 1 + cone.work(nodes)).collect();
        cone.landings = cone.find_landings();
        let inputs = calculator.inputs.iter().enumerate().filter(|(at, input)| input.is_required && cone.reads(*at));
        cone.gated = inputs.filter_map(|(at, input)| Some((at, input.shown?))).collect();
        cone
    }

    fn find_readers(&self) -> Vec<Vec<NodeId>> {
        let mut rests_on: Vec<Bits> = Vec::with_capacity(self.nodes.len());
        let mut readers = vec![Vec::new(); self.calculator.inputs.len()];
        for id in &self.nodes {
            let mut questions = Bits::default();
            if let Some(node) = self.calculator.node(*id) {
                node.op.questions().into_iter().for_each(|question| questions.add(&Bits::one(question)));
                for input in node.op.inputs() {
                    if let Some(of_input) = self.place(input).and_then(|place| rests_on.get(place)) {
                        questions.add(of_input);
                    }
                }
            }
            for question in questions.iter() {
                if let Some(list) = readers.get_mut(question) {
                    list.push(*id);
                }
            }
            rests_on.push(questions);
        }
        readers
    }

    fn find_landings(&self) -> Vec<bool> {
        let mut landings = vec![false; self.nodes.len()];
        let of_steps = self.calculator.steps.iter().flat_map(|step| [step.base, step.value]);
        for id in of_steps.chain([self.target]) {
            if let Some(flag) = self.place(id).and_then(|place| landings.get_mut(place)) {
                *flag = true;
            }
        }
        landings
    }

    pub(in crate::check) fn place(&self, id: NodeId) -> Option<usize> {
        self.places.get(id.0).copied().flatten()
    }

    pub(in crate::check) fn is_landing(&self, place: usize) -> bool {
        self.landings.get(place).copied().unwrap_or(false)
    }

    pub(in crate::check) fn op(&self, id: NodeId) -> Option<&'a Op> {
        self.calculator.node(id).map(|node| &node.op)
    }

    /// What has to be worked out again when the answer to a question changes.
    pub(in crate::check) fn readers(&self, question: usize) -> &[NodeId] {
        self.readers.get(question).map_or(&[], Vec::as_slice)
    }

    /// Whether anything rests on the answer to a question.
    pub(in crate::check) fn reads(&self, question: usize) -> bool {
        !self.readers(question).is_empty()
    }

    /// The work of one change of the answer to a question.
    pub(in crate::check) fn work_of_change(&self, question: usize) -> usize {
        self.change_work.get(question).copied().unwrap_or(0)
    }

    /// The work of working some operations out once.
    pub(in crate::check) fn work(&self, nodes: &[NodeId]) -> usize {
        nodes.iter().filter_map(|id| self.op(*id)).map(work_of).sum()
    }

    /// The value of a sheet that was worked out, unless it is refused.
    pub(in crate::check) fn value(&self, sheet: &Sheet, values: &Values) -> Option<i128> {
        if values.refusal(self.target).is_some() || self.lacks_an_answer(sheet, values) {
            return None;
        }
        Some(values.get(self.target))
    }

    fn lacks_an_answer(&self, sheet: &Sheet, values: &Values) -> bool {
        self.gated.iter().any(|(at, shown)| sheet.code(*at).is_none() && values.holds(*shown))
    }

    /// The value of a sheet, worked out from nothing, unless it is refused.
    pub(in crate::check) fn value_of(&self, sheet: &Sheet) -> Option<i128> {
        self.value(sheet, &self.calculator.evaluate(sheet))
    }
}

/// The work of one operation.
pub(in crate::check) fn work_of(op: &Op) -> usize {
    match op {
        Op::Sum { terms: parts, .. } | Op::Greatest(parts) | Op::Least(parts) => 1 + parts.len(),
        Op::Product(parts) | Op::And(parts) | Op::Or(parts) => 1 + parts.len(),
        Op::Polynomial(_, coefficients) => 1 + coefficients.len(),
        Op::Days { .. } | Op::Age { .. } => 8,
        Op::Rows { .. } | Op::Line { .. } | Op::Divide { .. } | Op::Round { .. } => 3,
        _ => 1,
    }
}
