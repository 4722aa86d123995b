//! A scheme made ready for one day: a list of exact integer operations, each with the denominator of its value and the
//! range it can take, both proven when it was made. Nothing in it can overflow, divide by zero or depend on order.

mod again;
mod bits;
mod evaluate;
mod grain;
mod input;
mod op;
mod range;
mod score;
mod sheet;

pub(crate) use again::Again;
pub(crate) use bits::Bits;
pub(crate) use evaluate::{Values, age, counted_days, days_of, on_line};
pub(crate) use grain::{Grain, grain};
pub use input::Input;
pub(crate) use op::{Key, Node, NodeId, Op, RowFinder};
pub(crate) use range::{Domain, Reach, can_miss, reach, reachable_cells, reachable_rows};
pub use score::{Money, Refusal, Score, StreamScore};
pub(crate) use sheet::printable;
pub use sheet::{BLANK, Sheet, SheetError};

use crate::hash::SchemeHash;
use crate::scheme::{Currency, Period, Rounding};
use jiff::civil::Date;

/// A scheme made ready for one day of calculation. Cheap to use from many threads.
///
/// Made by [`Scheme::on`](crate::Scheme::on).
#[derive(Debug, Clone)]
pub struct Calculator {
    /// The scheme's id.
    pub scheme: String,
    /// The scheme's version: its first day in force.
    pub version: String,
    /// SHA-256 of its rule files.
    pub hash: SchemeHash,
    /// The day of calculation.
    pub on: Date,
    /// Currency of every amount.
    pub currency: Currency,
    /// The questions as inputs, in the scheme's order.
    pub inputs: Vec<Input>,
    /// Operations; each only uses earlier ones.
    pub(crate) nodes: Vec<Node>,
    /// The streams in the scheme's order.
    pub(crate) streams: Vec<StreamNodes>,
    /// Routes out of the table: id and condition.
    pub(crate) routes: Vec<(String, NodeId)>,
    /// The steps in an order in which each only uses earlier ones.
    pub(crate) steps: Vec<StepNodes>,
}

/// Where a stream's figures are among the operations.
#[derive(Debug, Clone)]
pub(crate) struct StreamNodes {
    pub(crate) id: String,
    pub(crate) period: Period,
    /// Integer hundredths of the currency, rounded, 0 when not eligible.
    pub(crate) amount: NodeId,
    /// The amount in units of the currency before rounding and eligibility.
    pub(crate) exact: NodeId,
    pub(crate) points: Option<NodeId>,
    pub(crate) eligible: Option<NodeId>,
    pub(crate) rounding: Option<Rounding>,
    /// The whole and the share, when the amount is part of a split.
    pub(crate) share: Option<ShareOfWhole>,
}

/// How a stream takes part in a split.
#[derive(Debug, Clone)]
pub(crate) struct ShareOfWhole {
    /// The whole in hundredths, rounded.
    pub(crate) whole: NodeId,
    pub(crate) share: crate::Ratio,
    pub(crate) takes_remainder: bool,
}

/// Where a step's figures are among the operations.
#[derive(Debug, Clone)]
pub(crate) struct StepNodes {
    /// Position among the scheme's steps.
    pub(crate) index: usize,
    pub(crate) id: String,
    /// The step's value.
    pub(crate) value: NodeId,
    /// The value by its kind alone, before `when`, floor, ceiling and rounding.
    pub(crate) base: NodeId,
    pub(crate) when: Option<NodeId>,
    /// What it is when `when` does not hold.
    pub(crate) otherwise: NodeId,
    pub(crate) floor: Option<NodeId>,
    pub(crate) ceiling: Option<NodeId>,
    /// The things it is made from, in the order they stand in the scheme.
    pub(crate) parts: Vec<Part>,
}

/// One of the things a step is made from.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) role: Role,
    pub(crate) node: NodeId,
}

/// What a part is to its step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Points of the question at this position.
    QuestionPoints(usize),
    /// Points of an outcome (position among the scheme's outcomes), after its cap if it has one.
    OutcomePoints { outcome: Option<usize>, cap: Option<NodeId> },
    /// What a term of a sum comes to. Its multipliers are `times`; `when` says whether it counts.
    Term { of: NodeId, times: Vec<NodeId>, when: Option<NodeId> },
    /// A factor, a key, a candidate: something used as it is.
    Operand,
    /// A case of `cases`: its condition.
    Case { when: NodeId },
}

impl Calculator {
    /// The stream ids in the order of results.
    pub fn stream_ids(&self) -> impl Iterator<Item = &str> {
        self.streams.iter().map(|stream| stream.id.as_str())
    }

    /// Position of a question among the inputs.
    #[must_use]
    pub fn input_index(&self, id: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.id == id)
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    pub(crate) fn den(&self, id: NodeId) -> i128 {
        self.node(id).map_or(1, |node| node.den)
    }

    /// What an operation can come to.
    pub(crate) fn reach(&self, id: NodeId) -> Reach {
        self.node(id).map_or(Reach { lo: 0, hi: 0, largest: 0 }, |node| node.reach)
    }

    /// The step that an operation was made for.
    pub(crate) fn step_of(&self, id: NodeId) -> Option<usize> {
        self.node(id).and_then(|node| node.step)
    }
}
