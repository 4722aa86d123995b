//! Cliffs of answers: each question, each step to its next answer.

use super::totals::{Total, is_told_by};
use super::{Seen, Wanted};
use crate::calculator::{BLANK, Domain, Op, Sheet};
use crate::check::proof::asked::Toward;
use crate::check::proof::effort::Effort;
use crate::check::proof::step::Step;
use crate::check::proof::walk::Walk;
use crate::check::report::{Cliff, CliffKind};
use crate::check::sheets;
use crate::scheme::{Comparison, QuestionKind};
use std::collections::BTreeMap;

/// Most answers of a question that are all tried; of more, only those where something is looked up or compared.
const MOST_ANSWERS: usize = 400;

/// A step of one answer: the question and its codes before and after.
type Key = (usize, i64, i64);

pub(super) fn cliffs(wanted: &Wanted<'_, '_>, totals: &[Total], contexts: &[Sheet], effort: &mut Effort) -> Vec<Cliff> {
    let steps: Vec<(usize, Vec<(i64, i64)>)> =
        (0..wanted.domains.len()).map(|at| (at, steps(wanted, at))).filter(|(_, steps)| !steps.is_empty()).collect();
    let mut seen: BTreeMap<Key, Seen> = BTreeMap::new();
    for context in contexts {
        let mut walk = Walk::new(wanted.cone, context.clone(), effort);
        for (question, steps) in &steps {
            let kept = walk.code(*question);
            if kept == BLANK {
                continue;
            }
            for (from, to) in steps {
                if walk.code(*question) != *from && !walk.set(*question, *from, effort) {
                    break;
                }
                let (before, sheet) = (walk.value(), walk.sheet.clone());
                if !walk.set(*question, *to, effort) {
                    break;
                }
                if let (Some(before), Some(after)) = (before, walk.value()) {
                    let seen = seen.entry((*question, *from, *to)).or_default();
                    seen.take(before, after, &sheet, wanted.share);
                }
            }
            walk.set(*question, kept, effort);
        }
        if effort.is_spent() {
            break;
        }
    }
    let calculator = wanted.cone.calculator;
    let cliff = |((question, from, to), seen): (Key, Seen)| {
        let spot = seen.cliff(wanted.smallest())?;
        if is_told_by(wanted, totals, &Step::on(&spot.sheet, question, to)) {
            return None;
        }
        let of = calculator.inputs.get(question)?.id.clone();
        let ends = (sheets::answer(calculator, question, from), sheets::answer(calculator, question, to));
        Some(wanted.cliff(CliffKind::Answer, of, ends, &spot, Some(question)))
    };
    seen.into_iter().filter_map(cliff).collect()
}

/// The steps of a question that are tried: from one answer to the next, in the order of need or of the numbers.
fn steps(wanted: &Wanted<'_, '_>, at: usize) -> Vec<(i64, i64)> {
    let cone = wanted.cone;
    let (Some(input), Some(asked), Some(domain)) =
        (cone.calculator.inputs.get(at), cone.asked.get(at), wanted.domains.get(at))
    else {
        return Vec::new();
    };
    let has_steps = !matches!(input.kind, QuestionKind::Choice(_) | QuestionKind::Date);
    if !has_steps || !cone.reads(at) || !domain.may_be_answered {
        return Vec::new();
    }
    let is_birth = matches!(input.kind, QuestionKind::DateOfBirth { .. });
    // A year older or more need is a step forward; so births go from later to earlier.
    let is_backward = if is_birth { asked.toward != Toward::Greater } else { asked.toward == Toward::Smaller };
    let mut steps: Vec<(i64, i64)> = if is_birth {
        // A birthday: the last day that gives one age and the first that gives the other.
        asked.birthdays(*domain).map(|code| (code - 1, code)).collect()
    } else if asked.count(*domain) <= MOST_ANSWERS {
        let mut codes = asked.codes(*domain, MOST_ANSWERS);
        codes.sort_unstable();
        codes.iter().zip(codes.iter().skip(1)).map(|(from, to)| (*from, *to)).collect()
    } else {
        thresholds(wanted, at, *domain).into_iter().map(|code| (code - 1, code)).collect()
    };
    if is_backward {
        steps = steps.into_iter().rev().map(|(from, to)| (to, from)).collect();
    }
    steps
}

/// The codes of a wide number at which a table row begins or a comparison turns.
fn thresholds(wanted: &Wanted<'_, '_>, question: usize, domain: Domain) -> Vec<i64> {
    let cone = wanted.cone;
    let mut found = Vec::new();
    for id in cone.readers(question) {
        let Some(op) = cone.op(*id) else { continue };
        for (of, starts) in super::totals::boundaries(op) {
            let code = |start: i128| match cone.op(of)? {
                Op::Number { question: at, .. } if *at == question => i64::try_from(start).ok(),
                Op::Sum { terms, plus } => match terms.as_slice() {
                    [(term, by)] if *by > 0 && is_number(cone.op(*term)?, question) => {
                        i64::try_from((start - plus).div_euclid(*by) + i128::from((start - plus).rem_euclid(*by) != 0))
                            .ok()
                    }
                    _ => None,
                },
                _ => None,
            };
            found.extend(starts.into_iter().filter_map(code));
        }
    }
    found.retain(|code| domain.lo < *code && *code <= domain.hi);
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST_ANSWERS);
    found
}

fn is_number(op: &Op, question: usize) -> bool {
    matches!(op, Op::Number { question: at, .. } if *at == question)
}

/// The least number at which a comparison changes its answer, and for `equals` the next one too.
pub(super) fn turns(comparison: Comparison, mul: i128, with: i128) -> Vec<i128> {
    let up = with.div_euclid(mul) + i128::from(with.rem_euclid(mul) != 0);
    let past = with.div_euclid(mul) + 1;
    match comparison {
        Comparison::AtLeast | Comparison::Below => vec![up],
        Comparison::Above | Comparison::AtMost => vec![past],
        Comparison::Equals => vec![up, past],
    }
}
