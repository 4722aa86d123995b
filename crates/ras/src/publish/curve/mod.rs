//! How money follows from points in one stream, worked out exactly: the points are set one after the other, and all else
//! stays at the answers of a base sheet.

mod base;
mod dependence;
mod range;

use crate::Ratio;
use crate::calculator::{Calculator, Money, NodeId, Op, StreamNodes, Values};
use dependence::Dependence;
use std::collections::BTreeSet;

/// An amount that depends on more other answers than this does not follow from its points in any way worth a chart.
const MOST_OTHERS: usize = 24;

/// Points and the money they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    /// The stream's id.
    pub stream: String,
    /// Points, rising.
    pub points: Vec<Ratio>,
    /// The rounded amount for each; none where the scheme gives no amount.
    pub amounts: Vec<Option<Money>>,
    /// What shape it has.
    pub shape: Shape,
    /// Whether every value that the points can take is there.
    pub is_complete: bool,
    /// Whether the stream is taken as open, because answers besides the points decide that.
    pub is_taken_as_open: bool,
    /// Answers besides the points that the amount depends on, and what they are here; none is not answered.
    pub base: Vec<(String, Option<String>)>,
    /// Places in `points` where the line bends, a gate opens or the amount jumps.
    pub bends: Vec<usize>,
}

/// The shape of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A few amounts, each for a range of points.
    Steps,
    /// Amounts that rise (or fall) with the points.
    Line,
    /// Amounts for single totals and none between them.
    Dots,
}

impl Curve {
    /// Ranges of places in `points` with the same amount: first, last, amount.
    #[must_use]
    pub fn runs(&self) -> Vec<(usize, usize, Option<Money>)> {
        runs(&self.amounts)
    }
}

impl Calculator {
    /// The curve of a stream that shows points, if its amount follows from them: it may depend on a few other answers too,
    /// but not on answers that the points themselves are made of.
    #[must_use]
    pub fn curve(&self, stream: &str) -> Option<Curve> {
        let stream = self.streams.iter().find(|known| known.id == stream)?;
        let points = stream.points?;
        let of_points = dependence::values_of(self, points);
        let (amount, is_taken_as_open) = self.amount_to_chart(stream, points, &of_points);
        let dependence = Dependence::of(self, amount, points);
        let is_of_points = |question: &usize| of_points.contains(question);
        if !dependence.on_points
            || dependence.questions.len() > MOST_OTHERS
            || dependence.questions.iter().any(is_of_points)
        {
            return None;
        }
        let xs = self.xs(points, amount);
        let sheet = self.base_sheet(amount, points, &dependence.questions, &xs.values);
        let mut values = Values::default();
        let (mut amounts, mut exact) = (Vec::new(), Vec::new());
        for x in &xs.values {
            self.evaluate_into(&sheet, &mut values, Some((points, *x)));
            amounts.push(money(amount, &values));
            let is_open = is_taken_as_open || stream.eligible.is_none_or(|node| values.holds(node));
            let state = (is_open, values.refusal(amount).is_some());
            exact.push(Exact { x: *x, state, y: values.get(stream.exact) });
        }
        let base = dependence.questions.iter().filter_map(|at| {
            let input = self.inputs.get(*at)?;
            Some((input.id.clone(), sheet.code(*at).map(|code| input.text(code))))
        });
        Some(Curve {
            stream: stream.id.clone(),
            points: xs.values.iter().filter_map(|x| Ratio::new(*x, self.den(points))).collect(),
            shape: shape(&amounts, xs.is_complete),
            bends: bends(&exact),
            is_complete: xs.is_complete,
            is_taken_as_open,
            base: base.collect(),
            amounts,
        })
    }

    /// The amount with its gate when the points alone open it, otherwise the amount behind the gate.
    fn amount_to_chart(&self, stream: &StreamNodes, points: NodeId, of_points: &BTreeSet<usize>) -> (NodeId, bool) {
        let gate = stream.eligible.map(|gate| Dependence::of(self, gate, points));
        let is_by_answers = gate.is_some_and(|gate| gate.questions.iter().any(|at| of_points.contains(at)));
        match self.node(stream.amount).map(|node| &node.op) {
            Some(Op::Select { then, .. }) if is_by_answers => (*then, true),
            _ => (stream.amount, false),
        }
    }
}

fn money(amount: NodeId, values: &Values) -> Option<Money> {
    match values.refusal(amount) {
        Some(_) => None,
        None => i64::try_from(values.get(amount)).ok().map(Money),
    }
}

fn shape(amounts: &[Option<Money>], is_complete: bool) -> Shape {
    let runs = runs(amounts);
    let priced: Vec<usize> =
        runs.iter().filter(|(_, _, amount)| amount.is_some()).map(|(from, to, _)| to - from).collect();
    let has_gaps = priced.len() < runs.len();
    if has_gaps && !priced.is_empty() && priced.len() <= 20 && priced.iter().all(|length| *length == 0) && is_complete {
        return Shape::Dots;
    }
    if runs.len() <= 60 && runs.len() * 3 <= amounts.len() { Shape::Steps } else { Shape::Line }
}

/// Ranges of positions with the same amount: first, last, amount.
fn runs(amounts: &[Option<Money>]) -> Vec<(usize, usize, Option<Money>)> {
    let mut runs: Vec<(usize, usize, Option<Money>)> = Vec::new();
    for (at, amount) in amounts.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, same)) if same == amount => *last = at,
            _ => runs.push((at, at, *amount)),
        }
    }
    runs
}

/// A point of the curve before rounding.
struct Exact {
    x: i128,
    /// Whether the stream is open, and whether the table has no row.
    state: (bool, bool),
    y: i128,
}

/// Places where the gate opens, the table ends, or the exact amount changes its slope. A curve that bends everywhere has
/// none worth naming.
fn bends(exact: &[Exact]) -> Vec<usize> {
    let mut found = BTreeSet::new();
    for (at, pair) in exact.windows(2).enumerate() {
        if let [a, b] = pair
            && a.state != b.state
        {
            found.extend([at, at + 1]);
        }
    }
    for (at, window) in exact.windows(3).enumerate() {
        if let [a, b, c] = window
            && [a, b, c].iter().all(|point| point.state == (true, false))
            && (b.y - a.y).checked_mul(c.x - b.x) != (c.y - b.y).checked_mul(b.x - a.x)
        {
            found.insert(at + 1);
        }
    }
    if found.len() > 24 { Vec::new() } else { found.into_iter().collect() }
}

/// The nearest of 1, 2, 5, 10, 20, 50 … that is not smaller.
pub(super) fn nice(at_least: i128) -> i128 {
    let mut unit = 1;
    loop {
        for step in [1, 2, 5] {
            if unit * step >= at_least {
                return unit * step;
            }
        }
        unit *= 10;
    }
}
