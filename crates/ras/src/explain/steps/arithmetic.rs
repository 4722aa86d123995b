//! `product`, `greatest`, `least`, `power`, `polynomial`, `deduct-share` and `divide`.

use super::super::desk::Desk;
use super::super::directory::{Directory, Operand};
use super::super::figure::{Measure, Style};
use super::super::message::Message as M;
use super::super::wording::{Value, figure};
use super::formula::{DIVIDED, MINUS, PLUS, TIMES, equals, guarded, product};
use super::sum::priced;
use super::{Draft, StepOutline, operands, rounding_text};
use crate::Ratio;
use crate::calculator::StepNodes;
use crate::scheme::{Ref, Step, StepKind};

/// Finest denominator that is written out.
const FINEST: i128 = 10_i128.pow(30);

/// A step made from operands alone.
pub(super) struct Arithmetic<'a> {
    of: Vec<Operand<'a>>,
    sign: Sign<'a>,
}

enum Sign<'a> {
    Product,
    Greatest,
    Least,
    Power(u32),
    /// The sizes of the coefficients as texts, and whether each is below nothing.
    Polynomial(Vec<(String, bool)>),
    /// How the part taken off is written, unless its decimals are too many to hold.
    ShareOff(Option<Style<'a>>),
    /// How the quotient is rounded, in words.
    Divide(String),
}

impl<'a> Arithmetic<'a> {
    pub(super) fn new(
        directory: &Directory<'a>,
        nodes: &'a StepNodes,
        step: &'a Step,
        measure: Measure<'a>,
    ) -> Option<Arithmetic<'a>> {
        let own = |reference: &'a Ref| (reference, directory.measure(reference));
        let same = |reference: &'a Ref| (reference, or(directory.measure(reference), measure));
        let (references, sign): (Vec<(&'a Ref, Measure<'a>)>, Sign<'a>) = match &step.kind {
            StepKind::Product(of) => {
                let measures = priced(of.iter(), of.iter().map(|of| directory.measure(of)).collect(), measure);
                (of.iter().zip(measures).collect(), Sign::Product)
            }
            StepKind::Greatest(of) => (of.iter().map(same).collect(), Sign::Greatest),
            StepKind::Least(of) => (of.iter().map(same).collect(), Sign::Least),
            StepKind::Power(of, exponent) => (vec![own(of)], Sign::Power(*exponent)),
            StepKind::Polynomial(of, coefficients) => {
                let text = |coefficient: &Ratio| {
                    let is_negative = coefficient.is_negative();
                    let size = Ratio::ZERO.minus(*coefficient).filter(|_| is_negative).unwrap_or(*coefficient);
                    (directory.number(size, measure), is_negative)
                };
                (vec![own(of)], Sign::Polynomial(coefficients.iter().map(text).collect()))
            }
            StepKind::DeductShare(of, share) => {
                let mut dens = nodes.parts.iter().map(|part| directory.calculator.den(part.node));
                let taken = dens.try_fold(1_i128, i128::checked_mul);
                let taken = taken.filter(|den| *den <= FINEST).map(|den| Style::new(den, measure));
                (vec![same(of), (share, Measure::Share)], Sign::ShareOff(taken))
            }
            StepKind::Divide(of, by, rounding) => {
                (vec![same(of), own(by)], Sign::Divide(rounding_text(directory, *rounding, measure)))
            }
            _ => return None,
        };
        Some(Arithmetic { of: operands(directory, &nodes.parts, references), sign })
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let (result, style) = (desk.values.get(step.nodes.base), step.base);
        let out = &mut draft.working;
        match (&self.sign, self.of.as_slice()) {
            (Sign::Product, of) => {
                product(desk, out, of);
                equals(desk, out, result, style);
            }
            (Sign::Greatest | Sign::Least, of) => {
                let message = if matches!(self.sign, Sign::Greatest) { M::StepsGreatest } else { M::StepsLeast };
                let mut list = String::with_capacity(32);
                for (at, operand) in of.iter().enumerate() {
                    if at > 0 {
                        list.push_str("; ");
                    }
                    desk.put(&mut list, operand);
                }
                desk.wording.say(out, message, &[("list", Value::Text(&list)), ("value", figure(result, style))]);
            }
            (Sign::Power(exponent), [of]) => {
                product(desk, out, std::iter::repeat_n(of, *exponent as usize));
                equals(desk, out, result, style);
            }
            (Sign::Polynomial(coefficients), [of]) => {
                for (exponent, (coefficient, is_negative)) in coefficients.iter().enumerate() {
                    match (exponent, is_negative) {
                        (0, false) => {}
                        (0, true) => out.push_str(MINUS.trim_start()),
                        (_, false) => out.push_str(PLUS),
                        (_, true) => out.push_str(MINUS),
                    }
                    out.push_str(coefficient);
                    for _ in 0..exponent {
                        out.push_str(TIMES);
                        guarded(desk, out, of, true);
                    }
                }
                equals(desk, out, result, style);
            }
            (Sign::ShareOff(taken), [of, share]) => {
                let off = desk.values.get(of.node).checked_mul(desk.values.get(share.node));
                let taken = off.zip(*taken).map_or(Value::Text("…"), |(off, taken)| figure(off, taken));
                let values = [
                    ("of", Value::Text(&desk.text(of))),
                    ("share", Value::Text(&desk.text(share))),
                    ("taken", taken),
                    ("value", figure(result, style)),
                ];
                desk.wording.say(out, M::StepsShareOff, &values);
            }
            (Sign::Divide(rounding), [of, by]) => {
                desk.put(out, of);
                out.push_str(DIVIDED);
                guarded(desk, out, by, true);
                let values = [("rounding", Value::Text(rounding)), ("value", figure(result, style))];
                draft.notes.push(desk.wording.sentence(M::NoteRounded, &values));
            }
            _ => {}
        }
        draft.parts.extend(self.of.iter().filter_map(|operand| desk.part(operand)));
    }
}

/// A measure, or another when it is a bare number.
pub(super) fn or<'a>(own: Measure<'a>, other: Measure<'a>) -> Measure<'a> {
    if own == Measure::Number { other } else { own }
}
