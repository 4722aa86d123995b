//! How money follows from points in one stream, worked out exactly: the points are set one after the other, and all else
//! stays at the answers of a base sheet.

use crate::Ratio;
use crate::calculator::{
    BLANK, Calculator, Domain, Input, Money, NodeId, Op, Reach, RowFinder, Sheet, StreamNodes, Values, reach,
};
use crate::scheme::QuestionKind;
use std::collections::BTreeSet;

/// So many values are worked out one by one; beyond, every so many.
const EACH: i128 = 5_000;
/// So much work at most for one question when the range of points is made narrower.
const MOST_WORK: usize = 200_000;
/// About so many values otherwise.
const SAMPLES: i128 = 500;

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
    /// Answers, beside the points, that the amount depends on, and what they are here; none is not answered.
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

impl Calculator {
    /// The curve of a stream, if it shows points and its amount depends on them.
    #[must_use]
    pub fn curve(&self, stream: &str) -> Option<Curve> {
        let stream = self.streams.iter().find(|known| known.id == stream)?;
        let points = stream.points?;
        let dependence = Dependence::of(self, stream.amount, points);
        if !dependence.on_points {
            return None;
        }
        let xs = self.xs(points, stream.amount);
        let base = self.base_sheet(stream, points, &dependence.questions, &xs.values);
        let mut values = Values::default();
        let (mut amounts, mut exact) = (Vec::new(), Vec::new());
        for x in &xs.values {
            self.evaluate_into(&base, &mut values, Some((points, *x)));
            amounts.push(amount(stream, &values));
            let is_open = stream.eligible.is_none_or(|node| values.holds(node));
            exact.push((is_open, values.refusal(stream.amount).is_some(), values.get(stream.exact)));
        }
        let base = dependence.questions.iter().filter_map(|at| {
            let input = self.inputs.get(*at)?;
            Some((input.id.clone(), base.code(*at).map(|code| input.text(code))))
        });
        Some(Curve {
            stream: stream.id.clone(),
            points: xs.values.iter().filter_map(|x| Ratio::new(*x, self.den(points))).collect(),
            shape: shape(&amounts, xs.is_complete),
            bends: bends(&xs.values, &exact),
            is_complete: xs.is_complete,
            base: base.collect(),
            amounts,
        })
    }

    /// The numerators of the points to work out: all, or whole ones at even distances with the edges of bands.
    fn xs(&self, points: NodeId, amount: NodeId) -> Xs {
        let (lo, hi) = self.range_of(points);
        if hi - lo <= EACH {
            return Xs { values: (lo..=hi).collect(), is_complete: true };
        }
        let unit = self.den(points);
        let step = nice((hi - lo) / unit / SAMPLES) * unit;
        let mut values: BTreeSet<i128> = [lo, hi].into();
        let first = lo.div_euclid(step) + 1;
        values.extend((first..=hi.div_euclid(step)).map(|at| at * step));
        for at in 0..=amount.0 {
            if let Some(Op::Rows { finder: RowFinder::Bands { of, ranges }, .. }) = self.node(NodeId(at)).map(|n| &n.op)
                && *of == points
            {
                let edges = ranges.iter().take(1_000).flat_map(|(from, to)| [*from, *to]);
                values.extend(edges.filter(|edge| (lo..=hi).contains(edge)));
            }
        }
        Xs { values: values.into_iter().collect(), is_complete: false }
    }

    /// Least and greatest numerator of the points. Conditions can exclude each other (one lives in one place only), so for
    /// every question with options the points are also bounded option by option.
    fn range_of(&self, points: NodeId) -> (i128, i128) {
        let mut domains: Vec<Domain> = self.inputs.iter().map(Domain::of).collect();
        let (mut lo, mut hi) = self.node(points).map_or((0, 0), |node| (node.reach.lo, node.reach.hi));
        let asked = Dependence::of(self, points, NodeId(usize::MAX)).questions;
        for at in asked {
            let Some((input, all)) = self.inputs.get(at).zip(domains.get(at).copied()) else { continue };
            let has_options =
                matches!(input.kind, QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo);
            let choices = usize::try_from(input.hi - input.lo + 2).unwrap_or(usize::MAX);
            if !has_options || choices.saturating_mul(points.0) > MOST_WORK {
                continue;
            }
            let mut ends: Option<(i128, i128)> = None;
            let answered = (input.lo..=input.hi).map(|code| Domain { lo: code, hi: code, may_be_blank: false, ..all });
            let blank = input.may_be_blank().then_some(Domain { may_be_answered: false, ..all });
            for domain in answered.chain(blank) {
                if let Some(slot) = domains.get_mut(at) {
                    *slot = domain;
                }
                let Some((low, high)) = self.range_within(points, &domains) else { continue };
                ends = Some(ends.map_or((low, high), |(lo, hi)| (lo.min(low), hi.max(high))));
            }
            if let Some(slot) = domains.get_mut(at) {
                *slot = all;
            }
            if let Some((low, high)) = ends {
                (lo, hi) = (lo.max(low), hi.min(high));
            }
        }
        (lo, hi)
    }

    fn range_within(&self, points: NodeId, domains: &[Domain]) -> Option<(i128, i128)> {
        let mut found: Vec<Reach> = Vec::with_capacity(points.0 + 1);
        for node in self.nodes.iter().take(points.0 + 1) {
            let of = |id: NodeId| found.get(id.0).copied().unwrap_or(node.reach);
            let narrower = reach(&node.op, &of, domains)?;
            found.push(narrower);
        }
        found.last().map(|reach| (reach.lo, reach.hi))
    }

    /// A sheet for everything but the points: nothing where nothing may be answered, otherwise the answer that gives
    /// least, and of several the one in the middle, so that the chart shows no more money than anyone gets.
    fn base_sheet(&self, stream: &StreamNodes, points: NodeId, others: &[usize], xs: &[i128]) -> Sheet {
        let mut sheet = self.blank_sheet();
        for (at, input) in self.inputs.iter().enumerate() {
            if !input.may_be_blank() {
                sheet.set(at, input.lo);
            }
        }
        let Some(probe) = xs.get(xs.len() / 2).copied() else { return sheet };
        let mut values = Values::default();
        for at in others {
            let Some(input) = self.inputs.get(*at).filter(|input| !input.may_be_blank()) else { continue };
            let mut tried: Vec<(Option<Money>, i64)> = Vec::new();
            for code in candidates(input) {
                self.evaluate_into(&sheet.with(*at, code), &mut values, Some((points, probe)));
                tried.push((amount(stream, &values), code));
            }
            let least = tried.iter().filter_map(|(amount, _)| *amount).min();
            let best: Vec<i64> = tried.iter().filter(|(amount, _)| *amount == least).map(|(_, code)| *code).collect();
            if let Some(code) = best.get(best.len() / 2).or(best.first()) {
                sheet.set(*at, *code);
            }
        }
        sheet
    }
}

struct Xs {
    values: Vec<i128>,
    is_complete: bool,
}

fn amount(stream: &StreamNodes, values: &Values) -> Option<Money> {
    match values.refusal(stream.amount) {
        Some(_) => None,
        None => i64::try_from(values.get(stream.amount)).ok().map(Money),
    }
}

/// Answers to try for a base sheet: all of a few, some of many; for a date of birth one for each age.
fn candidates(input: &Input) -> Vec<i64> {
    let count = input.hi.saturating_sub(input.lo);
    let tries = if matches!(input.kind, QuestionKind::DateOfBirth { .. }) { 150 } else { 250 };
    let step = (count / tries).max(1);
    let codes = (0..=tries).map(|at| input.lo.saturating_add(at.saturating_mul(step)));
    codes.take_while(|code| *code <= input.hi && *code != BLANK).collect()
}

/// What an amount depends on when the points are known.
struct Dependence {
    on_points: bool,
    questions: Vec<usize>,
}

impl Dependence {
    fn of(calculator: &Calculator, amount: NodeId, points: NodeId) -> Dependence {
        let mut found = Dependence { on_points: false, questions: Vec::new() };
        let mut seen: BTreeSet<NodeId> = BTreeSet::new();
        let mut waiting = vec![amount];
        let mut questions = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if id == points {
                found.on_points = true;
            } else if seen.insert(id)
                && let Some(node) = calculator.node(id)
            {
                waiting.extend(node.op.inputs());
                questions.extend(node.op.questions());
            }
        }
        found.questions = questions.into_iter().collect();
        found
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
pub(super) fn runs(amounts: &[Option<Money>]) -> Vec<(usize, usize, Option<Money>)> {
    let mut runs: Vec<(usize, usize, Option<Money>)> = Vec::new();
    for (at, amount) in amounts.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, same)) if same == amount => *last = at,
            _ => runs.push((at, at, *amount)),
        }
    }
    runs
}

/// Positions where the exact amount changes its slope, a gate opens, or the table ends. A curve that bends everywhere has
/// none worth naming.
fn bends(xs: &[i128], exact: &[(bool, bool, i128)]) -> Vec<usize> {
    let mut found = BTreeSet::new();
    let points: Vec<(i128, (bool, bool, i128))> = xs.iter().copied().zip(exact.iter().copied()).collect();
    for (at, window) in points.windows(3).enumerate() {
        let [(x0, a), (x1, b), (x2, c)] = window else { continue };
        if (a.0, a.1) != (b.0, b.1) {
            found.extend([at, at + 1]);
        } else if (b.0, b.1) == (c.0, c.1) && b.0 && !b.1 {
            let (left, right) = ((b.2 - a.2).checked_mul(x2 - x1), (c.2 - b.2).checked_mul(x1 - x0));
            if left != right {
                found.insert(at + 1);
            }
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
