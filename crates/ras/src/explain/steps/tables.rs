//! `bands` and `line`: which row was found.

use super::super::desk::{Desk, finder};
use super::super::directory::{Directory, Named, Operand};
use super::super::figure::{Measure, Style};
use super::super::letter::Source;
use super::super::message::Message as M;
use super::super::wording::{Value, Wording, figure, ratio};
use super::arithmetic::or;
use super::formula::{DIVIDED, MINUS, PLUS, TIMES, equals};
use super::lookup::LookupMethod;
use super::{Draft, Method, StepOutline};
use crate::Ratio;
use crate::calculator::{NodeId, RowFinder, StepNodes};
use crate::scheme::{Band, Comparison, LinePoint, Ref, Rows};

/// The outline of a step that looks in a table.
pub(super) fn method<'a>(
    directory: &Directory<'a>,
    nodes: &'a StepNodes,
    (keys, rows, source): (&'a [Ref], &'a Rows, Option<&'a str>),
    measure: Measure<'a>,
) -> Option<Method<'a>> {
    let looked_up = || {
        let (key, part) = keys.first().zip(nodes.parts.first())?;
        Some(directory.operand(key, part.node, directory.measure_looked_up(key)))
    };
    let reason = directory.no_row_reason(&nodes.id);
    match rows {
        Rows::Bands(bands, _) => {
            Some(Method::Bands(BandsMethod::new(directory, nodes, looked_up()?, (bands, source, reason), measure)))
        }
        Rows::Line(points, _) => Some(Method::Line(LineMethod {
            looked_up: looked_up()?,
            points,
            measure,
            reason,
            sources: directory.source_or_default(source).into_iter().collect(),
        })),
        Rows::Lookup(rows, _) => {
            Some(Method::Lookup(LookupMethod::new(directory, nodes, (keys, rows, source, reason))))
        }
    }
}

/// A step table.
pub(in super::super) struct BandsMethod<'a> {
    pub(in super::super) looked_up: Operand<'a>,
    /// Least and greatest numerator of each row, in rising order.
    ranges: &'a [(i128, i128)],
    rows: Vec<BandOutline<'a>>,
    /// The least and greatest number that can be looked up.
    reach: (i128, i128),
    /// The first numerator after each line between two rows, or between a row and nothing, in rising order.
    pub(in super::super) edges: Vec<i128>,
    reason: &'a str,
    sources: Vec<Source<'a>>,
}

/// A row of a step table.
struct BandOutline<'a> {
    band: &'a Band,
    value: Option<Operand<'a>>,
    sources: Vec<Source<'a>>,
}

impl<'a> BandsMethod<'a> {
    fn new(
        directory: &Directory<'a>,
        nodes: &'a StepNodes,
        looked_up: Operand<'a>,
        (bands, source, reason): (&'a [Band], Option<&'a str>, &'a str),
        measure: Measure<'a>,
    ) -> BandsMethod<'a> {
        let ranges = match finder(directory.calculator, nodes.base) {
            Some(RowFinder::Bands { ranges, .. }) => ranges.as_slice(),
            _ => &[],
        };
        let mut sorted: Vec<&'a Band> = bands.iter().collect();
        sorted.sort_by_key(|band| band.from);
        let outline = |band: &'a Band| BandOutline {
            band,
            // A row's own value has a name only when it is worked out elsewhere.
            value: matches!(band.value, Ref::Name(..))
                .then(|| {
                    let node = directory.value_node(&band.value);
                    node.map(|node| directory.operand(&band.value, node, or(directory.measure(&band.value), measure)))
                })
                .flatten(),
            sources: directory.value_source(&band.value, band.source.as_deref().or(source)).into_iter().collect(),
        };
        let reach = directory.calculator.node(looked_up.node).map_or((0, 0), |node| (node.reach.lo, node.reach.hi));
        let can_be = |edge: &i128| reach.0 < *edge && *edge <= reach.1;
        let ends = ranges.iter().flat_map(|(lo, hi)| [*lo, hi.saturating_add(1)]);
        let mut edges: Vec<i128> = ends.filter(can_be).collect();
        edges.sort_unstable();
        edges.dedup();
        BandsMethod {
            looked_up,
            reach,
            edges,
            ranges,
            rows: sorted.into_iter().map(outline).collect(),
            reason,
            sources: directory.source_or_default(source).into_iter().collect(),
        }
    }

    /// How many numbers that can be looked up stand in the row of one of them.
    pub(in super::super) fn width_around(&self, numerator: i128) -> Option<i128> {
        let (lo, hi) = self.row_of(numerator).and_then(|at| self.ranges.get(at))?;
        Some((*hi).min(self.reach.1) - (*lo).max(self.reach.0) + 1)
    }

    /// The row that a number stands in, by its numerator.
    fn row_of(&self, numerator: i128) -> Option<usize> {
        let at = self.ranges.partition_point(|(lo, _)| *lo <= numerator).checked_sub(1)?;
        self.ranges.get(at).filter(|(_, hi)| numerator <= *hi).map(|_| at)
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let numerator = desk.values.get(self.looked_up.node);
        let looked_up = desk.text(&self.looked_up);
        let base = figure(desk.values.get(step.nodes.base), step.base);
        let row = self.row_of(numerator).and_then(|at| self.rows.get(at));
        let mut values = vec![("looked-up", Value::Text(&looked_up))];
        draft.sources = Some(&self.sources);
        match row {
            Some(row) => {
                let mut words = String::with_capacity(24);
                row_words(desk.wording, &mut words, row.band, self.looked_up.style.measure);
                values.extend([("row", Value::Text(&words)), ("value", base)]);
                desk.wording.say(&mut draft.working, M::StepsRow, &values);
                draft.sources = Some(&row.sources);
                draft.parts.extend(row.value.as_ref().and_then(|value| desk.part(value)));
            }
            None if desk.values.refusal(step.nodes.base).is_some() => {
                values.push(("reason", Value::Text(self.reason)));
                desk.wording.say(&mut draft.working, M::StepsRowRefused, &values);
            }
            None => {
                values.push(("value", base));
                desk.wording.say(&mut draft.working, M::StepsRowOutside, &values);
            }
        }
        draft.parts.extend(desk.part(&self.looked_up));
    }
}

/// A row in words: `146 to 160 points`.
fn row_words(wording: &Wording, out: &mut String, band: &Band, measure: Measure<'_>) {
    let plain = if measure == Measure::Money { measure } else { Measure::Number };
    let from = ratio(band.from, plain);
    match band.to {
        None => wording.say(out, M::StepsRowFrom, &[("from", ratio(band.from, measure))]),
        Some((Comparison::Below, below)) => {
            wording.say(out, M::StepsRowBelow, &[("from", from), ("below", ratio(below, measure))]);
        }
        Some((_, to)) if to == band.from => wording.put(out, ratio(to, measure)),
        Some((_, to)) => wording.say(out, M::StepsRowRange, &[("from", from), ("to", ratio(to, measure))]),
    }
}

/// A straight-line table.
pub(super) struct LineMethod<'a> {
    looked_up: Operand<'a>,
    points: &'a [LinePoint],
    measure: Measure<'a>,
    reason: &'a str,
    sources: Vec<Source<'a>>,
}

impl<'a> LineMethod<'a> {
    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let looked_up = desk.text(&self.looked_up);
        let number = Ratio::new(desk.values.get(self.looked_up.node), self.looked_up.style.den());
        let result = (desk.values.get(step.nodes.base), step.base);
        let value = figure(result.0, result.1);
        let start = number.and_then(|number| self.points.iter().rfind(|point| point.at <= number));
        let end = number.and_then(|number| self.points.iter().find(|point| point.at >= number));
        let mut values = vec![("looked-up", Value::Text(&looked_up)), ("value", value)];
        match (start, end) {
            (Some(start), Some(end)) if start.at == end.at => {
                desk.wording.say(&mut draft.working, M::StepsOnPoint, &values);
            }
            (Some(start), Some(end)) => {
                let working = self.between(desk, start, end, result);
                values.extend([
                    ("start", ratio(start.at, self.looked_up.style.measure)),
                    ("start-value", ratio(start.value, self.measure)),
                    ("end", ratio(end.at, self.looked_up.style.measure)),
                    ("end-value", ratio(end.value, self.measure)),
                    ("working", Value::Text(&working)),
                ]);
                desk.wording.say(&mut draft.working, M::StepsBetween, &values);
            }
            _ if desk.values.refusal(step.nodes.base).is_some() => {
                values.push(("reason", Value::Text(self.reason)));
                desk.wording.say(&mut draft.working, M::StepsRowRefused, &values);
            }
            _ => desk.wording.say(&mut draft.working, M::StepsRowOutside, &values),
        }
        draft.sources = Some(&self.sources);
        draft.parts.extend(desk.part(&self.looked_up));
    }

    /// Start value + (number − start) ÷ (end − start) × (end value − start value).
    fn between(&self, desk: &Desk<'_>, start: &LinePoint, end: &LinePoint, result: (i128, Style<'_>)) -> String {
        let mut out = String::with_capacity(64);
        let number = self.looked_up.style.counting(Measure::Number);
        let put = |out: &mut String, value: Value<'_>| desk.wording.put(out, value);
        let difference = |out: &mut String, from: Value<'_>, take: Value<'_>| {
            out.push('(');
            put(out, from);
            out.push_str(MINUS);
            put(out, take);
            out.push(')');
        };
        put(&mut out, ratio(start.value, self.measure));
        out.push_str(PLUS);
        let looked_up = figure(desk.values.get(self.looked_up.node), number);
        difference(&mut out, looked_up, ratio(start.at, Measure::Number));
        out.push_str(DIVIDED);
        difference(&mut out, ratio(end.at, Measure::Number), ratio(start.at, Measure::Number));
        out.push_str(TIMES);
        difference(&mut out, ratio(end.value, self.measure), ratio(start.value, self.measure));
        equals(desk, &mut out, result.0, result.1);
        out
    }
}

impl<'a> Directory<'a> {
    /// Why a value that stands in no row has no amount.
    pub(super) fn no_row_reason(&self, step: &str) -> &'a str {
        self.words.refusals.get(step).map_or_else(|| self.wording.text(M::StepsNoRowReason), String::as_str).trim()
    }

    /// Where a row's value comes from: a parameter says it itself.
    pub(super) fn value_source(&self, value: &Ref, own: Option<&'a str>) -> Option<Source<'a>> {
        match self.find(value) {
            Some(Named::Parameter(_, value)) => self.source_or_default(value.source.as_deref()),
            _ => self.source_or_default(own),
        }
    }

    /// The operation that is the value of a step.
    fn value_node(&self, reference: &Ref) -> Option<NodeId> {
        match self.find(reference)? {
            Named::Step(nodes, _) => Some(nodes.value),
            _ => None,
        }
    }
}
