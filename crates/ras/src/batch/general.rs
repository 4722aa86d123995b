//! Operations that stay operations: worked out on 64-bit numbers, row after row of a block.

use super::columns::{Column, NO_ANSWER};
use super::lanes::Block;
use crate::calculator::{BLANK, NodeId, Op, age, days_of, on_line};

impl Block<'_> {
    /// Works an operation out for the block.
    pub(super) fn general(&self, op: &Op, out: &mut [i64], refused: &mut [bool]) {
        refused.fill(false);
        if !refused.is_empty() && !matches!(op, Op::Select { .. } | Op::Pick { .. }) {
            for id in op.inputs() {
                if let Some(room) = self.room(id) {
                    refused.iter_mut().zip(&room.refused).for_each(|(out, input)| *out |= *input);
                }
            }
        }
        match op {
            Op::Select { when, then, otherwise } => self.select(*when, *then, *otherwise, out, refused),
            Op::Pick { row, of } => self.pick(*row, of, out, refused),
            Op::Sum { terms, plus } => {
                out.fill(small(*plus));
                for (term, by) in terms {
                    let by = small(*by);
                    out.iter_mut().zip(self.values(*term)).for_each(|(out, value)| *out += value * by);
                }
            }
            Op::Product(parts) => {
                out.fill(1);
                for part in parts {
                    out.iter_mut().zip(self.values(*part)).for_each(|(out, value)| *out *= value);
                }
            }
            Op::Greatest(parts) | Op::Least(parts) => {
                let is_greatest = matches!(op, Op::Greatest(_));
                for (at, (part, by)) in parts.iter().enumerate() {
                    let by = small(*by);
                    for (out, value) in out.iter_mut().zip(self.values(*part)) {
                        let value = value * by;
                        *out = if at == 0 {
                            value
                        } else if is_greatest {
                            value.max(*out)
                        } else {
                            value.min(*out)
                        };
                    }
                }
            }
            Op::Rows { .. } | Op::Line { .. } => self.tables(op, out, refused),
            _ => self.simple(op, out),
        }
    }

    /// Operations on one or two values, row by row.
    fn simple(&self, op: &Op, out: &mut [i64]) {
        let each = |out: &mut [i64], of: NodeId, f: &dyn Fn(i64) -> i64| {
            out.iter_mut().zip(self.values(of)).for_each(|(out, value)| *out = f(*value));
        };
        match op {
            Op::Power(of, exponent) => each(out, *of, &|x| x.pow(*exponent)),
            Op::Polynomial(of, coefficients) => {
                let coefficients: Vec<i64> = coefficients.iter().map(|c| small(*c)).collect();
                each(out, *of, &|x| coefficients.iter().rev().fold(0, |all, c| all * x + c));
            }
            Op::Round { of, mul, div, unit, mode } => {
                let (mul, div, unit) = (small(*mul), small(*div), small(*unit));
                each(out, *of, &|x| mode.divide_i64(x * mul, div) * unit);
            }
            Op::Divide { of, by, mul, div, unit, mode } => {
                for ((out, top), bottom) in out.iter_mut().zip(self.values(*of)).zip(self.values(*by)) {
                    let (top, bottom) = (top * small(*mul), bottom * small(*div));
                    let (top, bottom) = if bottom < 0 { (-top, -bottom) } else { (top, bottom) };
                    *out = if bottom == 0 { 0 } else { mode.divide_i64(top, bottom) * small(*unit) };
                }
            }
            Op::Compare { of, mul, comparison, with } => {
                let (mul, with) = (small(*mul), small(*with));
                each(out, *of, &|x| i64::from(comparison.holds(&(x * mul), &with)));
            }
            Op::Not(of) => each(out, *of, &|x| i64::from(x == 0)),
            Op::And(parts) => {
                out.fill(1);
                for part in parts {
                    out.iter_mut().zip(self.values(*part)).for_each(|(out, value)| *out &= i64::from(*value != 0));
                }
            }
            Op::Or(parts) => {
                out.fill(0);
                for part in parts {
                    out.iter_mut().zip(self.values(*part)).for_each(|(out, value)| *out |= i64::from(*value != 0));
                }
            }
            reading => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = self.reading(reading, row);
                }
            }
        }
    }

    /// Operations that read answers directly and are not a function of one narrow column.
    fn reading(&self, op: &Op, row: usize) -> i64 {
        let code = |question: usize| self.code(question, row);
        match op {
            Op::Number { question, blank } => match code(*question) {
                BLANK => small(*blank),
                code => code,
            },
            Op::Age { question, day, unit, blank } => match code(*question) {
                BLANK => small(*blank),
                code => small(age(code, *day, *unit)),
            },
            Op::Answered { question } => i64::from(code(*question) != BLANK),
            Op::Map { question, base, values, blank } => match code(*question) {
                BLANK => small(*blank),
                code => {
                    usize::try_from(code - base).ok().and_then(|at| values.get(at)).map_or(0, |value| small(*value))
                }
            },
            Op::Days { first, last, from, until, birthday } => days_of((*first, *last), *from, *until, *birthday, code),
            Op::Const(value) => small(*value),
            _ => 0,
        }
    }

    fn code(&self, question: usize, row: usize) -> i64 {
        let least = self.least.get(question).copied().unwrap_or(0);
        match self.columns.get(question) {
            Some(Column::Narrow(codes)) => match codes.get(self.from + row) {
                None | Some(&NO_ANSWER) => BLANK,
                Some(code) => least + i64::from(*code),
            },
            Some(Column::Wide(codes)) => codes.get(self.from + row).copied().unwrap_or(BLANK),
            _ => BLANK,
        }
    }

    fn select(&self, when: NodeId, then: NodeId, otherwise: NodeId, out: &mut [i64], refused: &mut [bool]) {
        let (conditions, thens, otherwises) = (self.values(when), self.values(then), self.values(otherwise));
        for (((out, when), then), otherwise) in out.iter_mut().zip(conditions).zip(thens).zip(otherwises) {
            *out = if *when != 0 { *then } else { *otherwise };
        }
        if refused.is_empty() {
            return;
        }
        let flag =
            |id: NodeId, row: usize| self.room(id).and_then(|room| room.refused.get(row)).copied().unwrap_or(false);
        for (row, (refused, condition)) in refused.iter_mut().zip(conditions).enumerate() {
            *refused = flag(when, row) || flag(if *condition != 0 { then } else { otherwise }, row);
        }
    }

    fn pick(&self, row_node: NodeId, of: &[(NodeId, i128)], out: &mut [i64], refused: &mut [bool]) {
        for (row, (out, position)) in out.iter_mut().zip(self.values(row_node)).enumerate() {
            let chosen = usize::try_from(*position).ok().and_then(|at| of.get(at));
            let value = |(id, by): &(NodeId, i128)| self.values(*id).get(row).map_or(0, |value| value * small(*by));
            *out = chosen.map_or(0, value);
            if let Some(flag) = refused.get_mut(row) {
                let is = |id: NodeId| self.room(id).and_then(|room| room.refused.get(row)).copied().unwrap_or(false);
                *flag = is(row_node) || chosen.is_some_and(|(id, _)| is(*id));
            }
        }
    }

    fn tables(&self, op: &Op, out: &mut [i64], refused: &mut [bool]) {
        for (row, out) in out.iter_mut().enumerate() {
            let value = |id: NodeId| self.values(id).get(row).map_or(0, |value| i128::from(*value));
            let found = match op {
                Op::Rows { finder, values, outside } => {
                    finder.find(value).and_then(|at| values.get(at)).copied().or(*outside)
                }
                Op::Line { of, xs, ys, slopes, outside } => on_line(value(*of), xs, ys, slopes).or(*outside),
                _ => None,
            };
            *out = found.map_or(0, small);
            if let Some(flag) = refused.get_mut(row) {
                *flag |= found.is_none();
            }
        }
    }
}

/// A number that was proven to fit; the plan is not made otherwise.
fn small(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}
