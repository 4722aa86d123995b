//! Amounts: rounded more than once, below nothing, no date of review.

use super::listed;
use crate::calculator::{Calculator, NodeId, Op};
use crate::check::Range;
use crate::finding::{Finding, Place};
use crate::scheme::{Scheme, Stream};
use std::collections::BTreeSet;

/// A warning when no date says when rates or scheme are looked at again.
pub(in crate::check) fn review(scheme: &Scheme) -> Option<Finding> {
    let missing = match (scheme.review.uprated_on, scheme.review.reviewed_on) {
        (None, None) => "no date says when the rates change next, nor when the scheme is looked at again",
        (None, Some(_)) => "no date says when the rates change next",
        (Some(_), None) => "no date says when the scheme is looked at again",
        (Some(_), Some(_)) => return None,
    };
    let help = "add [review] with uprated-on = … and reviewed-on = …; both are shown to the public";
    Some(Finding::warning("review", &Place::top_of("scheme.toml"), missing).help(help))
}

/// Warnings for streams that are rounded more than once on their way.
pub(in crate::check) fn rounded_twice(scheme: &Scheme, calculator: &Calculator) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (stream, nodes) in scheme.streams.iter().zip(&calculator.streams) {
        let (from, own) = match &nodes.share {
            // The whole is rounded by its split; cutting it into shares is part of that.
            Some(share) => (calculator.node(share.whole).and_then(|node| node.op.inputs().first().copied()), 1),
            None => (Some(nodes.exact), usize::from(nodes.rounding.is_some())),
        };
        let Some(from) = from else { continue };
        if own + most_roundings(calculator, from) > 1 {
            findings.push(twice(stream, &rounding_steps(calculator, from), own > 0));
        }
    }
    findings
}

fn twice(stream: &Stream, steps: &BTreeSet<&str>, is_rounded_itself: bool) -> Finding {
    let steps = listed(steps.iter().copied());
    let message = if is_rounded_itself {
        format!("`{}` is rounded more than once: at {steps} and at the end", stream.id)
    } else {
        format!("`{}` is rounded more than once: at {steps}", stream.id)
    };
    let help =
        "round once, at the stream; or see that the rule you follow does round in between, and say so in the method";
    Finding::warning("rounded-twice", &stream.place, message).help(help)
}

/// Whether a value is passed on as another kind of thing: which row or whether, not how much.
fn is_cut(op: &Op) -> bool {
    matches!(op, Op::Compare { .. } | Op::Rows { .. })
}

/// The most roundings that stand one after the other up to an operation.
fn most_roundings(calculator: &Calculator, at: NodeId) -> usize {
    let mut most: Vec<usize> = Vec::with_capacity(calculator.nodes.len());
    for node in &calculator.nodes {
        let before = node.op.inputs().iter().filter_map(|input| most.get(input.0)).max().copied().unwrap_or(0);
        let before = if is_cut(&node.op) { 0 } else { before };
        most.push(before + usize::from(rounds(&node.op)));
    }
    most.get(at.0).copied().unwrap_or(0)
}

fn rounds(op: &Op) -> bool {
    matches!(op, Op::Round { .. } | Op::Divide { .. })
}

/// The steps that round on the way to an operation.
fn rounding_steps(calculator: &Calculator, at: NodeId) -> BTreeSet<&str> {
    let (mut seen, mut steps, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![at]);
    while let Some(id) = open.pop() {
        let Some(node) = calculator.node(id).filter(|_| seen.insert(id)) else { continue };
        if rounds(&node.op) {
            let step = calculator.steps.iter().find(|step| Some(step.index) == node.step);
            steps.extend(step.map(|step| step.id.as_str()));
        }
        if !is_cut(&node.op) {
            open.extend(node.op.inputs());
        }
    }
    steps
}

/// A warning when an amount comes out, or may come out, below nothing.
pub(in crate::check) fn below_nothing(scheme: &Scheme, range: &Range) -> Option<Finding> {
    let least = range.least.as_ref()?;
    let stream = scheme.streams.iter().find(|stream| stream.id == range.stream)?;
    let message = if least.amount.0 < 0 {
        let amount = least.amount.in_words(scheme.currency);
        format!("the amount of `{}` can be below nothing: {amount}", stream.id)
    } else if least.bound.0 < 0 {
        format!("it is not proven that the amount of `{}` cannot be below nothing", stream.id)
    } else {
        return None;
    };
    let help = "give the step that is the amount `floor = 0`";
    Some(Finding::warning("negative", &stream.place, message).help(help))
}
