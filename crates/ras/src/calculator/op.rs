//! The operations of a calculator.

use super::grain::Grain;
use super::range::Reach;
use crate::number::RoundingMode;
use crate::scheme::{AgeUnit, Comparison};
use jiff::civil::Date;

/// Position of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// An operation with what is proven about its value.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) op: Op,
    /// The value is an integer numerator over this.
    pub(crate) den: i128,
    /// Every numerator it can have, and the largest number met on the way to it.
    pub(crate) reach: Reach,
    /// Which of those numerators can be met at all.
    pub(crate) grain: Grain,
    /// Whether it can be refused: it, or something it needs, can stand in no row.
    pub(crate) can_refuse: bool,
    /// The step it was made for (position among the scheme's steps).
    pub(crate) step: Option<usize>,
}

/// An operation on integer numerators. Conditions are 0 or 1.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    /// Always this.
    Const(i128),
    /// The answer's code is a position (from `base`) among these values.
    Map { question: usize, base: i64, values: Vec<i128>, blank: i128 },
    /// The answer's code itself.
    Number { question: usize, blank: i128 },
    /// The age that a date of birth comes to on a day.
    Age { question: usize, day: Date, unit: AgeUnit, blank: i128 },
    /// Whether there is an answer.
    Answered { question: usize },
    /// One or the other.
    Select { when: NodeId, then: NodeId, otherwise: NodeId },
    /// Σ value × multiplier, plus a constant.
    Sum { terms: Vec<(NodeId, i128)>, plus: i128 },
    /// All multiplied.
    Product(Vec<NodeId>),
    /// The largest of value × multiplier.
    Greatest(Vec<(NodeId, i128)>),
    /// The smallest of value × multiplier.
    Least(Vec<(NodeId, i128)>),
    /// A whole power.
    Power(NodeId, u32),
    /// c0 + c1 x + c2 x² …, the coefficients scaled to the result's denominator.
    Polynomial(NodeId, Vec<i128>),
    /// `round(of × mul / (by × div)) × unit`.
    Divide { of: NodeId, by: NodeId, mul: i128, div: i128, unit: i128, mode: RoundingMode },
    /// `round(of × mul / div) × unit`.
    Round { of: NodeId, mul: i128, div: i128, unit: i128, mode: RoundingMode },
    /// Whether `of × mul` compares so with a number.
    Compare { of: NodeId, mul: i128, comparison: Comparison, with: i128 },
    /// Whether all hold.
    And(Vec<NodeId>),
    /// Whether one holds.
    Or(Vec<NodeId>),
    /// Whether it does not hold.
    Not(NodeId),
    /// The value of the row that is found.
    Rows { finder: RowFinder, values: Vec<i128>, outside: Option<i128> },
    /// Of these (value × multiplier) the one at the position that `row` gives.
    Pick { row: NodeId, of: Vec<(NodeId, i128)> },
    /// Straight lines: between `xs[i]` and `xs[i + 1]` the value is `ys[i] + slopes[i] × (x − xs[i])`.
    Line { of: NodeId, xs: Vec<i128>, ys: Vec<i128>, slopes: Vec<i128>, outside: Option<i128> },
    /// Days of the year from an answer (or its first day) to another (or its last), not after a birthday's eve.
    Days { first: i64, last: i64, from: Option<usize>, until: Option<usize>, birthday: Option<(usize, i16)> },
}

/// How a row is found.
#[derive(Debug, Clone)]
pub(crate) enum RowFinder {
    /// Ranges in rising order, both ends included, each with the position of its row.
    Bands { of: NodeId, ranges: Vec<(i128, i128)> },
    /// A box with a side for each key; each cell holds the row's position + 1, or 0.
    Lookup { keys: Vec<Key>, cells: Vec<u32> },
}

/// One key of a lookup: its value is turned into a class by where it stands among rising cuts.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) of: NodeId,
    /// Class `i` holds the values from `cuts[i − 1]` (included) to `cuts[i]` (not included).
    pub(crate) cuts: Vec<i128>,
}

impl Key {
    /// The class of a value.
    #[inline]
    pub(crate) fn class(&self, value: i128) -> usize {
        self.cuts.partition_point(|cut| *cut <= value)
    }

    pub(crate) fn classes(&self) -> usize {
        self.cuts.len() + 1
    }
}

impl RowFinder {
    /// The position of the row for the values that `value` gives.
    #[inline]
    pub(crate) fn find(&self, value: impl Fn(NodeId) -> i128) -> Option<usize> {
        match self {
            RowFinder::Bands { of, ranges } => {
                let x = value(*of);
                let at = ranges.partition_point(|(lo, _)| *lo <= x).checked_sub(1)?;
                ranges.get(at).filter(|(_, hi)| x <= *hi).map(|_| at)
            }
            RowFinder::Lookup { keys, cells } => {
                let cell = keys.iter().fold(0, |at, key| at * key.classes() + key.class(value(key.of)));
                cells.get(cell).and_then(|row| (*row as usize).checked_sub(1))
            }
        }
    }

    pub(crate) fn inputs(&self) -> Vec<NodeId> {
        match self {
            RowFinder::Bands { of, .. } => vec![*of],
            RowFinder::Lookup { keys, .. } => keys.iter().map(|key| key.of).collect(),
        }
    }
}

impl Op {
    /// The operations it uses.
    pub(crate) fn inputs(&self) -> Vec<NodeId> {
        match self {
            Op::Const(_)
            | Op::Map { .. }
            | Op::Number { .. }
            | Op::Age { .. }
            | Op::Answered { .. }
            | Op::Days { .. } => Vec::new(),
            Op::Select { when, then, otherwise } => vec![*when, *then, *otherwise],
            Op::Sum { terms: parts, .. } | Op::Greatest(parts) | Op::Least(parts) => {
                parts.iter().map(|(node, _)| *node).collect()
            }
            Op::Product(parts) | Op::And(parts) | Op::Or(parts) => parts.clone(),
            Op::Power(of, _) | Op::Polynomial(of, _) | Op::Not(of) => vec![*of],
            Op::Round { of, .. } | Op::Compare { of, .. } | Op::Line { of, .. } => vec![*of],
            Op::Divide { of, by, .. } => vec![*of, *by],
            Op::Rows { finder, .. } => finder.inputs(),
            Op::Pick { row, of } => std::iter::once(*row).chain(of.iter().map(|(node, _)| *node)).collect(),
        }
    }

    /// The questions it reads directly.
    pub(crate) fn questions(&self) -> Vec<usize> {
        match self {
            Op::Map { question, .. }
            | Op::Number { question, .. }
            | Op::Age { question, .. }
            | Op::Answered { question } => {
                vec![*question]
            }
            Op::Days { from, until, birthday, .. } => {
                from.iter().chain(until).copied().chain(birthday.map(|(question, _)| question)).collect()
            }
            _ => Vec::new(),
        }
    }
}
