//! `points`: the points of the answers, outcome by outcome, each with its cap.

use super::super::desk::Desk;
use super::super::directory::{Directory, Operand};
use super::super::figure::{Measure, Style};
use super::super::letter::{PointsGroup, PointsTable};
use super::super::message::Message as M;
use super::super::wording::figure;
use super::formula::{EQUALS, PLUS};
use super::{Draft, StepOutline};
use crate::calculator::{NodeId, Role, StepNodes};

pub(super) struct PointsMethod<'a> {
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    outcome: Option<&'a str>,
    /// The questions' points.
    questions: Vec<(NodeId, Style<'a>)>,
    counted: (NodeId, Style<'a>),
    cap: Option<Operand<'a>>,
}

impl<'a> PointsMethod<'a> {
    pub(super) fn new(directory: &Directory<'a>, nodes: &'a StepNodes, measure: Measure<'a>) -> PointsMethod<'a> {
        let style = |node: NodeId| (node, Style::new(directory.calculator.den(node), measure));
        let mut groups = Vec::new();
        let mut questions = Vec::new();
        for part in &nodes.parts {
            match &part.role {
                Role::QuestionPoints(_) => questions.push(style(part.node)),
                Role::OutcomePoints { outcome, cap } => {
                    let outcome = outcome.and_then(|at| directory.scheme.outcomes.get(at));
                    groups.push(Group {
                        outcome: outcome.map(|outcome| directory.words.outcome(&outcome.id)),
                        questions: std::mem::take(&mut questions),
                        counted: style(part.node),
                        cap: cap.map(|node| directory.operand(&NUMBER, node, measure)),
                    });
                }
                _ => {}
            }
        }
        PointsMethod { groups }
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let total = (desk.values.get(step.nodes.base), step.base);
        let counted = self.groups.iter().map(|group| (desk.values.get(group.counted.0), group.counted.1));
        let terms = added(desk, &mut draft.working, counted);
        if terms > 1 {
            draft.working.push_str(EQUALS);
            desk.wording.put(&mut draft.working, figure(total.0, total.1));
        } else {
            draft.working.clear();
            desk.wording.put(&mut draft.working, figure(total.0, total.1));
        }
    }

    pub(super) fn table<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>) -> PointsTable<'e> {
        PointsTable {
            step: step.id,
            name: step.name,
            groups: self.groups.iter().map(|group| group.line(desk)).collect(),
            total: desk.shown(desk.values.get(step.nodes.base), step.base),
        }
    }
}

/// A cap is shown as the number it is.
const NUMBER: crate::scheme::Ref = crate::scheme::Ref::Number(crate::Ratio::ZERO);

impl<'a> Group<'a> {
    fn line<'e>(&'e self, desk: &Desk<'_>) -> PointsGroup<'e> {
        let mut working = String::with_capacity(32);
        let points = self.questions.iter().map(|(node, style)| (desk.values.get(*node), *style));
        let terms = added(desk, &mut working, points.clone());
        let counted = (desk.values.get(self.counted.0), self.counted.1);
        let is_capped = self.cap.as_ref().is_some_and(|_| sum_of(points.clone(), counted.1) != Some(counted.0));
        if terms > 1 {
            working.push_str(EQUALS);
            // Before the cap.
            match (is_capped, sum_of(points, counted.1)) {
                (true, Some(sum)) => desk.wording.number(&mut working, sum, counted.1),
                _ => desk.wording.number(&mut working, counted.0, counted.1),
            }
        }
        let mut number = String::with_capacity(8);
        desk.wording.number(&mut number, counted.0, counted.1);
        let cap = self.cap.as_ref().filter(|_| is_capped).map(|cap| {
            let mut text = String::new();
            desk.wording.number(&mut text, desk.values.get(cap.node), cap.style);
            text
        });
        PointsGroup { outcome: self.outcome, working, cap, counted: number }
    }
}

/// Writes the numbers that are not nought with `+` between them, and says how many there were; nought alone is written.
fn added<'a>(desk: &Desk<'_>, out: &mut String, numbers: impl Iterator<Item = (i128, Style<'a>)>) -> usize {
    let mut terms = 0;
    for (numerator, style) in numbers.filter(|(numerator, _)| *numerator != 0) {
        if terms > 0 {
            out.push_str(PLUS);
        }
        let in_brackets = terms > 0 && numerator < 0;
        if in_brackets {
            out.push('(');
        }
        desk.wording.number(out, numerator, style);
        if in_brackets {
            out.push(')');
        }
        terms += 1;
    }
    if terms == 0 {
        out.push_str(desk.wording.text(M::PointsNothing));
    }
    terms
}

/// The sum over the denominator of a style, if all of them go in.
fn sum_of<'a>(mut numbers: impl Iterator<Item = (i128, Style<'a>)>, over: Style<'a>) -> Option<i128> {
    numbers.try_fold(0_i128, |all, (numerator, style)| {
        let by = (over.den() % style.den() == 0).then(|| over.den() / style.den())?;
        all.checked_add(numerator.checked_mul(by)?)
    })
}
