//! `sum`: every term with what it is multiplied by.

use super::super::desk::Desk;
use super::super::directory::{Directory, Operand};
use super::super::figure::{Measure, Style};
use super::super::letter::PartLine;
use super::super::message::Message as M;
use super::super::wording::{Value, figure};
use super::formula::{EQUALS, MINUS, PLUS, TIMES, equals, guarded, product};
use super::{Draft, StepOutline};
use crate::Ratio;
use crate::calculator::{NodeId, Role, StepNodes};
use crate::scheme::{Ref, Term};
use std::borrow::Cow;

/// Most terms that are written as one sum; more are written one below the other.
const MOST_IN_A_LINE: usize = 4;

pub(super) struct SumMethod<'a> {
    terms: Vec<TermOutline<'a>>,
}

struct TermOutline<'a> {
    /// What is added, then what it is multiplied by; factors of −1 are left to the sign.
    factors: Vec<Operand<'a>>,
    takes_away: bool,
    /// A number below nothing whose sign stands before it already.
    is_turned: bool,
    node: NodeId,
    style: Style<'a>,
    when: Option<(NodeId, String)>,
}

impl<'a> SumMethod<'a> {
    pub(super) fn new(
        directory: &Directory<'a>,
        nodes: &'a StepNodes,
        terms: &'a [Term],
        measure: Measure<'a>,
    ) -> SumMethod<'a> {
        let outline = |(part, term): (&'a crate::calculator::Part, &'a Term)| match &part.role {
            Role::Term { of, times, when } => {
                let written = std::iter::once((&term.of, *of)).chain(term.times.iter().zip(times.iter().copied()));
                let kept: Vec<(&Ref, NodeId)> =
                    written.clone().filter(|(reference, _)| !is_minus_one(reference)).collect();
                let turns = written.filter(|(reference, _)| is_minus_one(reference)).count();
                let measures = measures(directory, &kept, measure);
                let mut factors: Vec<Operand<'a>> = kept
                    .into_iter()
                    .zip(measures)
                    .map(|((reference, node), measure)| directory.operand(reference, node, measure))
                    .collect();
                let mut takes_away = turns % 2 == 1;
                let mut is_turned = false;
                // A number below nothing that stands alone is taken away: £100 − £6,000.
                if let ([only], [Ref::Number(number)]) = (factors.as_mut_slice(), std::slice::from_ref(&term.of))
                    && number.is_negative()
                    && let Some(size) = Ratio::ZERO.minus(*number)
                {
                    only.constant = Some(directory.number(size, only.style.measure));
                    takes_away = !takes_away;
                    is_turned = true;
                }
                Some(TermOutline {
                    factors,
                    takes_away,
                    is_turned,
                    node: part.node,
                    style: Style::new(directory.calculator.den(part.node), measure),
                    when: term.when.as_ref().zip(*when).map(|(when, node)| (node, directory.condition(when))),
                })
            }
            _ => None,
        };
        SumMethod { terms: nodes.parts.iter().zip(terms).filter_map(outline).collect() }
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let counted = self.terms.iter().filter(|term| term.counts(desk)).count();
        let (total, style) = (desk.values.get(step.nodes.base), step.base);
        if counted > MOST_IN_A_LINE {
            let values = [("count", Value::Count(counted)), ("value", figure(total, style))];
            desk.wording.say(&mut draft.working, M::StepsSumOfLines, &values);
            draft.parts.reserve(self.terms.len());
            draft.parts.extend(self.terms.iter().map(|term| term.line(desk)));
            return;
        }
        for term in &self.terms {
            if term.counts(desk) {
                term.write(desk, &mut draft.working);
                draft.parts.extend(term.factors.iter().filter_map(|factor| desk.part(factor)));
            } else {
                draft.parts.push(term.line(desk));
            }
        }
        if counted == 0 {
            desk.wording.put(&mut draft.working, figure(total, style));
        } else if counted > 1 || self.terms.iter().any(|term| term.factors.len() > 1 || term.takes_away) {
            equals(desk, &mut draft.working, total, style);
        }
    }
}

impl TermOutline<'_> {
    fn counts(&self, desk: &Desk<'_>) -> bool {
        self.when.as_ref().is_none_or(|(when, _)| desk.values.holds(*when))
    }

    /// Adds the term to a sum that may have begun.
    fn write(&self, desk: &Desk<'_>, out: &mut String) {
        let is_first = out.is_empty();
        match (self.takes_away, is_first) {
            (true, true) => out.push_str(MINUS.trim_start()),
            (true, false) => out.push_str(MINUS),
            (false, true) => {}
            (false, false) => out.push_str(PLUS),
        }
        for (at, factor) in self.factors.iter().enumerate() {
            if at > 0 {
                out.push_str(TIMES);
            }
            guarded(desk, out, factor, !self.is_turned && (at > 0 || self.takes_away || !is_first));
        }
    }

    /// The term as a line of its own.
    fn line<'e>(&'e self, desk: &Desk<'_>) -> PartLine<'e> {
        let first = self.factors.first();
        let name = first.and_then(|factor| factor.name.as_deref());
        let name = name.map_or_else(|| Cow::Owned(desk.wording.text(M::StepsFixedNumber).to_owned()), Cow::Borrowed);
        let source = self.factors.iter().find_map(|factor| factor.source);
        if let (false, Some((_, condition))) = (self.counts(desk), &self.when) {
            let values = [("condition", Value::Text(condition))];
            return PartLine { shown: Cow::Owned(desk.wording.sentence(M::StepsNotCounted, &values)), name, source };
        }
        let shown = match (self.factors.as_slice(), self.takes_away) {
            ([only], false) => desk.text(only),
            (factors, takes_away) => {
                let mut out = String::with_capacity(32);
                if takes_away {
                    out.push_str(MINUS.trim_start());
                }
                product(desk, &mut out, factors);
                if factors.len() > 1 {
                    out.push_str(EQUALS);
                    desk.wording.put(&mut out, figure(desk.values.get(self.node), self.style));
                }
                Cow::Owned(out)
            }
        };
        PartLine { shown, name, source }
    }
}

fn is_minus_one(reference: &Ref) -> bool {
    matches!(reference, Ref::Number(number) if *number == Ratio::whole(-1))
}

/// What each factor of a term counts: alone, what the sum counts; otherwise a bare number that can be the price is money.
fn measures<'a>(directory: &Directory<'a>, factors: &[(&'a Ref, NodeId)], measure: Measure<'a>) -> Vec<Measure<'a>> {
    let own: Vec<Measure<'a>> = factors.iter().map(|(reference, _)| directory.measure(reference)).collect();
    match own.as_slice() {
        [only] => vec![if *only == Measure::Number && !is_question(directory, factors) { measure } else { *only }],
        _ => priced(factors.iter().map(|(reference, _)| *reference), own, measure),
    }
}

fn is_question(directory: &Directory<'_>, factors: &[(&Ref, NodeId)]) -> bool {
    use super::super::directory::Named;
    factors
        .iter()
        .any(|(reference, _)| matches!(directory.find(reference), Some(Named::Question(_) | Named::Condition(_))))
}

/// In a product that is money and has no other money in it, the only plain number is the price.
pub(super) fn priced<'a>(
    factors: impl Iterator<Item = &'a Ref>,
    mut own: Vec<Measure<'a>>,
    measure: Measure<'a>,
) -> Vec<Measure<'a>> {
    let plain: Vec<bool> = factors.map(|factor| matches!(factor, Ref::Number(_))).collect();
    let is_unpriced = measure == Measure::Money && !own.contains(&Measure::Money);
    if is_unpriced && plain.iter().filter(|plain| **plain).count() == 1 {
        for (measure, _) in own.iter_mut().zip(&plain).filter(|(_, plain)| **plain) {
            *measure = Measure::Money;
        }
    }
    own
}
