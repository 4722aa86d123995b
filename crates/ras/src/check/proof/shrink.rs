//! Making a counter-example plain: one step of one answer, and as many of the other answers as possible at their first.

use super::cone::Cone;
use super::effort::{Dice, Effort};
use super::step::Step;
use super::walk::{Start, Walk};
use crate::calculator::{BLANK, Domain, Input};

/// Work that making one counter-example plain may take.
const EFFORT: u64 = 2_000_000;

/// A plainer step that lowers the value as well.
pub(in crate::check) fn shrink(cone: &Cone<'_>, domains: &[Domain], step: &Step) -> Step {
    let mut effort = Effort::of(EFFORT);
    let mut step = nearest(cone, domains, step, &mut effort);
    let plain = cone.start(domains, Start::Least, &mut Dice::new(0));
    let mut before = Walk::new(cone, step.sheet.clone(), &mut effort);
    let mut after = Walk::new(cone, step.after(), &mut effort);
    for _ in 0..2 {
        for at in (0..domains.len()).filter(|at| *at != step.question) {
            let kept = before.code(at);
            let may_lack = cone.calculator.inputs.get(at).is_some_and(Input::may_be_blank);
            let least = plain.code(at).unwrap_or(BLANK);
            for code in may_lack.then_some(BLANK).into_iter().chain([least]) {
                if code == kept {
                    break;
                }
                let is_set = before.set(at, code, &mut effort) && after.set(at, code, &mut effort);
                if is_set && before.value().zip(after.value()).is_some_and(|(before, after)| after < before) {
                    break;
                }
                before.set(at, kept, &mut effort);
                after.set(at, kept, &mut effort);
                if !is_set {
                    before.sheet.set(at, kept);
                    return Step { sheet: before.sheet, ..step };
                }
            }
        }
    }
    step.sheet = before.sheet;
    nearest(cone, domains, &step, &mut effort)
}

/// The shortest part of a change that still lowers the value: gone through from answer to answer, then halved.
fn nearest(cone: &Cone<'_>, domains: &[Domain], step: &Step, effort: &mut Effort) -> Step {
    let Some((asked, domain)) = cone.asked.get(step.question).zip(domains.get(step.question)) else {
        return step.clone();
    };
    let (lo, hi) = (step.from.min(step.to), step.from.max(step.to));
    let mut codes = asked.codes(Domain { lo, hi, may_be_blank: false, ..*domain }, 4_000);
    // The ends of the change itself, which a spread of codes may have left out.
    codes.retain(|code| *code != step.from && *code != step.to);
    let codes: Vec<i64> = std::iter::once(step.from).chain(codes).chain([step.to]).collect();
    let mut walk = Walk::new(cone, step.sheet.clone(), effort);
    let mut before: Option<(i64, i128)> = None;
    for code in codes {
        if !walk.set(step.question, code, effort) {
            return step.clone();
        }
        let Some(value) = walk.value() else { continue };
        if let Some((from, high)) = before
            && value < high
        {
            return halved(&mut walk, step.question, (from, high), code, effort);
        }
        before = Some((code, value));
    }
    step.clone()
}

/// Brings the ends of a fall together while it stays one.
fn halved(walk: &mut Walk<'_, '_>, question: usize, from: (i64, i128), to: i64, effort: &mut Effort) -> Step {
    let ((mut from, mut high), mut to) = (from, to);
    while from.abs_diff(to) > 1 {
        let middle = from + (to - from) / 2;
        let value = if walk.set(question, middle, effort) { walk.value() } else { None };
        match value {
            Some(value) if value < high => to = middle,
            Some(value) => (from, high) = (middle, value),
            None => break,
        }
    }
    Step { sheet: walk.sheet.with(question, from), question, from, to }
}
