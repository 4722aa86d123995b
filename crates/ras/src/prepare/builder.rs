//! Laying out operations: each constructor finds the denominator of its result and proves the range of its value.

use crate::Ratio;
use crate::calculator::{Domain, Grain, Input, Node, NodeId, Op, Reach, can_miss, grain, reach};
use crate::finding::{Finding, Place};
use crate::number::lcm;
use crate::scheme::{Comparison, Rounding};
use std::collections::HashMap;

/// Largest denominator (10^30): beyond it a value is finer than anything that could be meant.
const FINEST: i128 = 10_i128.pow(30);

pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    pub(super) inputs: Vec<Input>,
    pub(super) domains: Vec<Domain>,
    pub(super) findings: Vec<Finding>,
    /// The step that operations are being made for.
    pub(super) step: Option<usize>,
    /// Where a fault of size is reported.
    pub(super) place: Place,
    /// Readings of questions that were laid out before.
    pub(super) readings: HashMap<(usize, String), NodeId>,
}

impl Builder {
    pub(super) fn new(inputs: Vec<Input>) -> Builder {
        let domains = inputs.iter().map(Domain::of).collect();
        Builder {
            nodes: Vec::new(),
            inputs,
            domains,
            findings: Vec::new(),
            step: None,
            place: Place::top_of("rules.toml"),
            readings: HashMap::new(),
        }
    }

    /// Adds an operation. `None` after a fault of size.
    pub(super) fn push(&mut self, op: Op, den: i128) -> Option<NodeId> {
        let reaches = |id: NodeId| self.reach(id);
        let found = if den > FINEST { None } else { reach(&op, &reaches, &self.domains) };
        let Some(found) = found else {
            self.too_large();
            return None;
        };
        let misses = can_miss(&op, &reaches);
        let can_refuse =
            misses || op.inputs().iter().any(|id| self.nodes.get(id.0).is_some_and(|node| node.can_refuse));
        let grain = grain(&op, &|id| self.grain(id), &self.inputs);
        self.nodes.push(Node { op, den, reach: found, grain, can_refuse, step: self.step });
        Some(NodeId(self.nodes.len() - 1))
    }

    /// A fault of size at the place at hand.
    pub(super) fn too_large(&mut self) {
        let message = "the numbers here can grow beyond 36 digits, or need more than 30 decimals";
        let fault = Finding::fault("too-large", &self.place, message);
        self.findings.push(fault.help("give an earlier step a `ceiling`, or a named `round`"));
    }

    pub(super) fn reach(&self, id: NodeId) -> Reach {
        self.nodes.get(id.0).map_or(Reach { lo: 0, hi: 0, largest: 0 }, |node| node.reach)
    }

    pub(super) fn grain(&self, id: NodeId) -> Grain {
        self.nodes.get(id.0).map_or(Grain { base: 0, step: 1 }, |node| node.grain)
    }

    pub(super) fn den(&self, id: NodeId) -> i128 {
        self.nodes.get(id.0).map_or(1, |node| node.den)
    }

    /// The number that an operation always is.
    pub(super) fn constant_of(&self, id: NodeId) -> Option<Ratio> {
        match self.nodes.get(id.0) {
            Some(Node { op: Op::Const(value), den, .. }) => Ratio::new(*value, *den),
            _ => None,
        }
    }

    pub(super) fn constant(&mut self, number: Ratio) -> Option<NodeId> {
        self.push(Op::Const(number.num()), number.den())
    }

    /// The least common denominator of some operations, unless it is too fine.
    pub(super) fn common_den(&mut self, dens: impl IntoIterator<Item = i128>) -> Option<i128> {
        let common = dens.into_iter().try_fold(1, lcm).filter(|den| *den <= FINEST);
        if common.is_none() {
            let fault = Finding::fault("too-large", &self.place, "the numbers here need more than 30 decimals");
            self.findings.push(fault.help("give an earlier step a named `round`"));
        }
        common
    }

    /// Σ value × factor.
    pub(super) fn sum(&mut self, terms: &[(NodeId, Ratio)]) -> Option<NodeId> {
        // What one unit of each numerator is worth, in lowest terms.
        let worth = |(id, by): &(NodeId, Ratio)| Ratio::new(by.num(), by.den().checked_mul(self.den(*id))?);
        let worths: Option<Vec<Ratio>> = terms.iter().map(worth).collect();
        let dens =
            worths.as_ref().map_or_else(|| vec![FINEST, FINEST - 1], |worths| worths.iter().map(|w| w.den()).collect());
        let den = self.common_den(dens)?;
        let mut plus = 0_i128;
        let mut scaled = Vec::new();
        for ((id, _), worth) in terms.iter().zip(worths?) {
            let multiplier = worth.over(den)?;
            match self.nodes.get(id.0).map(|node| &node.op) {
                Some(Op::Const(value)) => plus = plus.checked_add(value.checked_mul(multiplier)?)?,
                _ => scaled.push((*id, multiplier)),
            }
        }
        match scaled.as_slice() {
            [] => self.push(Op::Const(plus), den),
            [(only, 1)] if plus == 0 && self.den(*only) == den => Some(*only),
            _ => self.push(Op::Sum { terms: scaled, plus }, den),
        }
    }

    /// The same value over a coarser or equal denominator.
    pub(super) fn over(&mut self, id: NodeId, den: i128) -> Option<NodeId> {
        if self.den(id) == den {
            return Some(id);
        }
        let multiplier = den / self.den(id);
        match self.nodes.get(id.0).map(|node| &node.op) {
            Some(Op::Const(value)) => {
                let value = value.checked_mul(multiplier)?;
                self.push(Op::Const(value), den)
            }
            _ => self.push(Op::Sum { terms: vec![(id, multiplier)], plus: 0 }, den),
        }
    }

    pub(super) fn product(&mut self, factors: &[NodeId]) -> Option<NodeId> {
        let mut constant = Ratio::ONE;
        let mut rest = Vec::new();
        for id in factors {
            match self.constant_of(*id) {
                Some(number) => constant = constant.times(number)?,
                None => rest.push(*id),
            }
        }
        let of_rest = match rest.as_slice() {
            [] => return self.constant(constant),
            [only] => *only,
            several => {
                let den =
                    several.iter().try_fold(1_i128, |den, id| den.checked_mul(self.den(*id))).unwrap_or(FINEST + 1);
                self.push(Op::Product(several.to_vec()), den)?
            }
        };
        self.sum(&[(of_rest, constant)])
    }

    /// One or the other.
    pub(super) fn select(&mut self, when: NodeId, then: NodeId, otherwise: NodeId) -> Option<NodeId> {
        let den = self.common_den([self.den(then), self.den(otherwise)])?;
        let (then, otherwise) = (self.over(then, den)?, self.over(otherwise, den)?);
        self.push(Op::Select { when, then, otherwise }, den)
    }

    /// The largest (or smallest).
    pub(super) fn extreme(&mut self, of: &[NodeId], is_greatest: bool) -> Option<NodeId> {
        let den = self.common_den(of.iter().map(|id| self.den(*id)).collect::<Vec<_>>())?;
        let parts: Vec<(NodeId, i128)> = of.iter().map(|id| (*id, den / self.den(*id))).collect();
        self.push(if is_greatest { Op::Greatest(parts) } else { Op::Least(parts) }, den)
    }

    pub(super) fn compare(&mut self, of: NodeId, comparison: Comparison, with: Ratio) -> Option<NodeId> {
        let with_num = with.num().checked_mul(self.den(of))?;
        self.push(Op::Compare { of, mul: with.den(), comparison, with: with_num }, 1)
    }

    pub(super) fn and(&mut self, parts: &[NodeId]) -> Option<NodeId> {
        match parts {
            [only] => Some(*only),
            _ => self.push(Op::And(parts.to_vec()), 1),
        }
    }

    pub(super) fn or(&mut self, parts: &[NodeId]) -> Option<NodeId> {
        match parts {
            [only] => Some(*only),
            _ => self.push(Op::Or(parts.to_vec()), 1),
        }
    }

    /// Rounded to a unit; the result counts in units of 1/`den`.
    pub(super) fn round(&mut self, of: NodeId, rounding: Rounding, den: i128) -> Option<NodeId> {
        let unit = rounding.to.over(den)?;
        let div = self.den(of).checked_mul(rounding.to.num())?;
        self.push(Op::Round { of, mul: rounding.to.den(), div, unit, mode: rounding.mode }, den)
    }

    /// Rounded to a unit of the currency; the result counts hundredths.
    pub(super) fn round_to_hundredths(&mut self, of: NodeId, rounding: Rounding) -> Option<NodeId> {
        let unit = rounding.to.over(100)?;
        let div = self.den(of).checked_mul(rounding.to.num())?;
        self.push(Op::Round { of, mul: rounding.to.den(), div, unit, mode: rounding.mode }, 1)
    }

    /// `of / by`, rounded.
    pub(super) fn divide(&mut self, of: NodeId, by: NodeId, rounding: Rounding) -> Option<NodeId> {
        // of/do ÷ by/db ÷ (tn/td) = of·db·td / (by·do·tn)
        let mul = self.den(by).checked_mul(rounding.to.den())?;
        let div = self.den(of).checked_mul(rounding.to.num())?;
        let den = rounding.to.den();
        let op = Op::Divide { of, by, mul, div, unit: rounding.to.num(), mode: rounding.mode };
        self.push(op, den)
    }
}
