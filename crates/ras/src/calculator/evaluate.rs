//! Working out every operation for one sheet.

use super::op::{NodeId, Op};
use super::sheet::{BLANK, Sheet};
use super::{Calculator, Node};
use crate::calendar::{age_in_months, age_in_years, birthday, date_of, day_number};
use crate::scheme::AgeUnit;
use jiff::civil::Date;

/// The values of all operations for one sheet: numerators over each operation's denominator.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values {
    numerators: Vec<i128>,
    /// The operation that found no row, if the value rests on one.
    refused_by: Vec<Option<NodeId>>,
}

impl Values {
    #[inline]
    pub(crate) fn get(&self, id: NodeId) -> i128 {
        self.numerators.get(id.0).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn holds(&self, id: NodeId) -> bool {
        self.get(id) != 0
    }

    #[inline]
    pub(crate) fn refusal(&self, id: NodeId) -> Option<NodeId> {
        self.refused_by.get(id.0).copied().flatten()
    }

    /// Gives an operation a value that is not refused.
    pub(crate) fn set(&mut self, id: NodeId, value: i128) {
        self.put(id, value, None);
    }

    /// Puts another value in the place of one.
    #[inline]
    pub(super) fn put(&mut self, id: NodeId, numerator: i128, refused: Option<NodeId>) {
        if let Some(slot) = self.numerators.get_mut(id.0) {
            *slot = numerator;
        }
        if let Some(slot) = self.refused_by.get_mut(id.0) {
            *slot = refused;
        }
    }

    fn first_refusal(&self, ids: impl IntoIterator<Item = NodeId>) -> Option<NodeId> {
        ids.into_iter().find_map(|id| self.refusal(id))
    }
}

impl Calculator {
    /// Works out every operation.
    pub(crate) fn evaluate(&self, sheet: &Sheet) -> Values {
        let mut values = Values::default();
        self.evaluate_into(sheet, &mut values, None);
        values
    }

    /// Works out every operation into room that was used before; with `forced`, one operation is given a value.
    pub(crate) fn evaluate_into(&self, sheet: &Sheet, values: &mut Values, forced: Option<(NodeId, i128)>) {
        values.numerators.clear();
        values.refused_by.clear();
        for (at, node) in self.nodes.iter().enumerate() {
            let (numerator, refused) = match forced {
                Some((id, value)) if id.0 == at => (value, None),
                _ => work_out(node, NodeId(at), sheet, values),
            };
            values.numerators.push(numerator);
            values.refused_by.push(refused);
        }
    }
}

impl Calculator {
    /// Works out just these operations again, in their order; all others keep their values.
    pub(crate) fn evaluate_some(&self, sheet: &Sheet, values: &mut Values, nodes: &[NodeId]) {
        for id in nodes {
            let Some(node) = self.node(*id) else { continue };
            let (numerator, refused) = work_out(node, *id, sheet, values);
            values.put(*id, numerator, refused);
        }
    }
}

/// One operation, its inputs being worked out already.
pub(super) fn work_out(node: &Node, id: NodeId, sheet: &Sheet, values: &Values) -> (i128, Option<NodeId>) {
    let get = |id: NodeId| values.get(id);
    let refused = if node.can_refuse { refusal(&node.op, values) } else { None };
    if refused.is_some() {
        return (0, refused);
    }
    let code = |question: usize| sheet.0.get(question).copied().unwrap_or(BLANK);
    let value = match &node.op {
        Op::Const(value) => *value,
        Op::Map { question, base, values, blank } => match code(*question) {
            BLANK => *blank,
            code => usize::try_from(code - base).ok().and_then(|at| values.get(at)).copied().unwrap_or(0),
        },
        Op::Number { question, blank } => match code(*question) {
            BLANK => *blank,
            code => i128::from(code),
        },
        Op::Age { question, day, unit, blank } => match code(*question) {
            BLANK => *blank,
            code => age(code, *day, *unit),
        },
        Op::Answered { question } => i128::from(code(*question) != BLANK),
        Op::Select { when, then, otherwise } => get(if values.holds(*when) { *then } else { *otherwise }),
        Op::Sum { terms, plus } => terms.iter().fold(*plus, |all, (term, by)| all + get(*term) * by),
        Op::Product(parts) => parts.iter().map(|part| get(*part)).product(),
        Op::Greatest(parts) => parts.iter().map(|(part, by)| get(*part) * by).max().unwrap_or(0),
        Op::Least(parts) => parts.iter().map(|(part, by)| get(*part) * by).min().unwrap_or(0),
        Op::Power(of, exponent) => get(*of).pow(*exponent),
        Op::Polynomial(of, coefficients) => coefficients.iter().rev().fold(0, |all, c| all * get(*of) + c),
        Op::Divide { of, by, mul, div, unit, mode } => {
            let (top, bottom) = (get(*of) * mul, get(*by) * div);
            let (top, bottom) = if bottom < 0 { (-top, -bottom) } else { (top, bottom) };
            if bottom == 0 { 0 } else { mode.divide(top, bottom) * unit }
        }
        Op::Round { of, mul, div, unit, mode } => mode.divide(get(*of) * mul, *div) * unit,
        Op::Compare { of, mul, comparison, with } => i128::from(comparison.holds(&(get(*of) * mul), with)),
        Op::And(parts) => i128::from(parts.iter().all(|part| values.holds(*part))),
        Op::Or(parts) => i128::from(parts.iter().any(|part| values.holds(*part))),
        Op::Not(of) => i128::from(!values.holds(*of)),
        Op::Rows { finder, values: rows, outside } => {
            match finder.find(get).and_then(|row| rows.get(row)).copied().or(*outside) {
                Some(value) => value,
                None => return (0, Some(id)),
            }
        }
        Op::Pick { row, of } => {
            usize::try_from(get(*row)).ok().and_then(|at| of.get(at)).map_or(0, |(node, by)| get(*node) * by)
        }
        Op::Line { of, xs, ys, slopes, outside } => match on_line(get(*of), xs, ys, slopes).or(*outside) {
            Some(value) => value,
            None => return (0, Some(id)),
        },
        Op::Days { first, last, from, until, birthday } => {
            i128::from(days_of((*first, *last), *from, *until, *birthday, code))
        }
    };
    (value, None)
}

/// What the inputs are refused by; only the branch that is taken counts.
fn refusal(op: &Op, values: &Values) -> Option<NodeId> {
    match op {
        Op::Select { when, then, otherwise } => {
            values.refusal(*when).or_else(|| values.refusal(if values.holds(*when) { *then } else { *otherwise }))
        }
        Op::Pick { row, of } => values.refusal(*row).or_else(|| {
            let at = usize::try_from(values.get(*row)).ok()?;
            of.get(at).and_then(|(node, _)| values.refusal(*node))
        }),
        other => values.first_refusal(other.inputs()),
    }
}

/// The age that a date of birth comes to.
pub(crate) fn age(code: i64, day: Date, unit: AgeUnit) -> i128 {
    let born = date_of(code).unwrap_or(day);
    let age = if unit == AgeUnit::Years { age_in_years(born, day) } else { age_in_months(born, day) };
    i128::from(age.max(0))
}

/// The value of a straight-line table, if `x` is between its ends.
pub(crate) fn on_line(x: i128, xs: &[i128], ys: &[i128], slopes: &[i128]) -> Option<i128> {
    let at = xs.partition_point(|start| *start <= x).checked_sub(1)?;
    let (start, value) = (xs.get(at)?, ys.get(at)?);
    match slopes.get(at) {
        Some(slope) => Some(value + slope * (x - start)),
        None => (x == *start).then_some(*value),
    }
}

/// How many days there are from an answer (or the first day) to another (or the last), not after the eve of a birthday.
pub(crate) fn days_of(
    year: (i64, i64),
    from: Option<usize>,
    until: Option<usize>,
    limit: Option<(usize, i16)>,
    code: impl Fn(usize) -> i64,
) -> i64 {
    let (start, end) = span(year, from, until, limit, code);
    (end - start + 1).max(0)
}

/// The first and the last day that `Op::Days` counts; the last is before the first when none counts.
pub(crate) fn counted_days(op: &Op, sheet: &Sheet) -> Option<(i64, i64)> {
    let Op::Days { first, last, from, until, birthday } = op else { return None };
    Some(span((*first, *last), *from, *until, *birthday, |question| sheet.code(question).unwrap_or(BLANK)))
}

fn span(
    (first, last): (i64, i64),
    from: Option<usize>,
    until: Option<usize>,
    limit: Option<(usize, i16)>,
    code: impl Fn(usize) -> i64,
) -> (i64, i64) {
    let answer = |question: Option<usize>| question.map(&code).filter(|code| *code != BLANK);
    let start = answer(from).map_or(first, |day| day.max(first));
    let mut end = answer(until).map_or(last, |day| day.min(last));
    if let Some((question, age)) = limit
        && let Some(day) = answer(Some(question)).and_then(date_of).and_then(|born| birthday(born, age))
    {
        end = end.min(day_number(day) - 1);
    }
    (start, end)
}
