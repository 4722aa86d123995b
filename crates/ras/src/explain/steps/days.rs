//! `days` and `pro-rate`: which days count, and how many the year has.

use super::super::desk::Desk;
use super::super::directory::{Directory, Operand};
use super::super::figure::{Measure, Style};
use super::super::message::Message as M;
use super::super::wording::{Value, figure};
use super::arithmetic::or;
use super::formula::{DIVIDED, TIMES, equals};
use super::{Draft, StepOutline};
use crate::calculator::{NodeId, Op, StepNodes, counted_days};
use crate::calendar::date_of;
use crate::scheme::Ref;

pub(super) struct DaysMethod<'a> {
    /// The yearly amount, for `pro-rate`.
    of: Option<Operand<'a>>,
    days: NodeId,
    /// First and last day of the year.
    year: (i64, i64),
    is_share: bool,
}

impl<'a> DaysMethod<'a> {
    pub(super) fn new(
        directory: &Directory<'a>,
        nodes: &'a StepNodes,
        of: Option<&'a Ref>,
        is_share: bool,
        measure: Measure<'a>,
    ) -> Option<DaysMethod<'a>> {
        let days = nodes.parts.last()?.node;
        let Op::Days { first, last, .. } = directory.calculator.node(days)?.op else { return None };
        let of = of.zip(nodes.parts.first());
        let of = of.map(|(of, part)| directory.operand(of, part.node, or(directory.measure(of), measure)));
        Some(DaysMethod { of, days, year: (first, last), is_share })
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let days = figure(desk.values.get(self.days), DAYS);
        let length = i128::from(self.year.1 - self.year.0 + 1);
        let out = &mut draft.working;
        if let Some(of) = &self.of {
            desk.put(out, of);
            out.push_str(TIMES);
        }
        desk.wording.put(out, days);
        if self.is_share {
            out.push_str(DIVIDED);
            desk.wording.put(out, figure(length, DAYS));
            equals(desk, out, desk.values.get(step.nodes.base), step.base);
        }
        draft.parts.extend(self.of.as_ref().and_then(|of| desk.part(of)));
        let span = desk.calculator.node(self.days).and_then(|node| counted_days(&node.op, desk.sheet));
        if let Some((from, until)) = span {
            let ends = date_of(from).zip(date_of(until)).filter(|_| from <= until);
            draft.notes.push(match ends {
                Some((from, until)) => {
                    let values = [("from", Value::Day(from)), ("until", Value::Day(until)), ("days", days)];
                    desk.wording.sentence(M::StepsDays, &values)
                }
                None => desk.wording.sentence(M::StepsDaysNone, &[("days", days)]),
            });
        }
        if let Some((first, last)) = date_of(self.year.0).zip(date_of(self.year.1)) {
            let values = [("first", Value::Day(first)), ("last", Value::Day(last)), ("days", figure(length, DAYS))];
            draft.notes.push(desk.wording.sentence(M::StepsYear, &values));
        }
    }
}

/// A whole number of days.
const DAYS: Style<'static> = Style::WHOLE_DAYS;
