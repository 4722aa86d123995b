//! Which steps are on the way to an amount.

use super::directory::{Directory, Named};
use super::steps::StepOutline;
use crate::calculator::StepNodes;
use crate::prepare::{uses_of_condition, uses_of_step};
use crate::scheme::{Ref, Step, Stream};
use std::collections::HashSet;

/// A step that leads to an amount.
pub(super) struct OnTheWay<'a> {
    pub(super) nodes: &'a StepNodes,
    pub(super) step: &'a Step,
    /// The first stream it leads to.
    pub(super) stream: usize,
}

/// The steps that lead to any stream's amount, points or opening, stream by stream, each after all it uses.
pub(super) fn steps_on_the_way<'a>(directory: &Directory<'a>) -> Vec<OnTheWay<'a>> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for (at, stream) in directory.scheme.streams.iter().enumerate() {
        let used = used_by(directory, stream, true);
        let on_the_way = directory.calculator.steps.iter().filter(|nodes| used.contains(nodes.id.as_str()));
        for nodes in on_the_way.filter(|nodes| seen.insert(&nodes.id)) {
            if let Some(step) = directory.scheme.steps.get(nodes.index) {
                found.push(OnTheWay { nodes, step, stream: at });
            }
        }
    }
    found
}

/// Whether something before a stream's own rounding is rounded already.
pub(super) fn is_rounded_before(directory: &Directory<'_>, stream: &Stream) -> bool {
    used_by(directory, stream, false).into_iter().any(|id| match directory.find_name(id) {
        Some(Named::Step(_, step)) => StepOutline::rounds(step),
        _ => false,
    })
}

/// The step that is the amount of a stream, or the whole it has a share of.
pub(super) fn amount<'a>(directory: &Directory<'a>, stream: &'a Stream) -> Option<&'a Ref> {
    let with_share = |split: &&'a crate::scheme::Split| split.shares.iter().any(|(id, _)| *id == stream.id);
    stream.amount.as_ref().or_else(|| directory.scheme.splits.iter().find(with_share).map(|split| &split.of))
}

/// Every name that leads to a stream's amount and, when asked for, to its points and opening.
fn used_by<'a>(directory: &Directory<'a>, stream: &'a Stream, with_rest: bool) -> HashSet<&'a str> {
    let mut open: Vec<Named<'a>> = Vec::new();
    let mut seen: HashSet<&'a str> = HashSet::new();
    let references = amount(directory, stream).into_iter().chain(stream.points.as_ref().filter(|_| with_rest));
    open.extend(references.filter_map(|reference| directory.find(reference)));
    let condition = stream.eligible_when.as_ref().filter(|_| with_rest);
    let names = condition.into_iter().flat_map(uses_of_condition);
    open.extend(names.filter_map(|(id, _)| directory.find_name(&id)));
    while let Some(named) = open.pop() {
        let uses = match named {
            Named::Step(_, step) if seen.insert(&step.id) => {
                uses_of_step(step, directory.rows(step).map(|(rows, _)| rows))
            }
            Named::Condition(named) if seen.insert(&named.id) => uses_of_condition(&named.condition),
            _ => continue,
        };
        open.extend(uses.iter().filter_map(|(id, _)| directory.find_name(id)));
    }
    seen
}
