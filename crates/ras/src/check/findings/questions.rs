//! Questions that move nothing, that are never asked, or whose order of need is not stated.

use super::listed;
use crate::calculator::{Calculator, Op};
use crate::finding::Finding;
use crate::scheme::{Question, QuestionKind, Scheme};
use std::collections::BTreeSet;

/// Warnings about questions. `movers` are the ids of those that may move an amount, or refuse one, on some day.
pub(in crate::check) fn warnings(
    scheme: &Scheme,
    calculators: &[Calculator],
    movers: &BTreeSet<String>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if calculators.is_empty() {
        return findings;
    }
    let elsewhere = used_elsewhere(calculators);
    for (at, question) in scheme.questions.iter().enumerate() {
        let (id, place) = (&question.id, &question.place);
        let moves = movers.contains(id);
        if is_never_shown(calculators, at) {
            let message = format!("`{id}` is never asked: its `show-when` cannot hold");
            findings.push(
                Finding::warning("never-asked", place, message).help("mend the condition, or take the question away"),
            );
            continue;
        }
        match (moves, question.is_unpriced) {
            (true, true) => {
                let message = format!("`{id}` is marked `unpriced`, and its answer can move an amount");
                let help = "take `unpriced` away, or take the question out of the steps that use it";
                findings.push(Finding::warning("priced", place, message).help(help));
            }
            (false, false) => {
                let message = if elsewhere.contains(&at) {
                    format!("no amount depends on `{id}`; it only opens routes, questions or points")
                } else {
                    format!("no amount depends on `{id}`")
                };
                let help = "use it in a step, or say `unpriced = true` if it is asked for another reason";
                findings.push(Finding::warning("unused-question", place, message).help(help));
            }
            _ => {}
        }
    }
    findings.extend(without_direction(scheme, movers));
    findings
}

fn is_never_shown(calculators: &[Calculator], at: usize) -> bool {
    let shown = |calculator: &Calculator| calculator.inputs.get(at).and_then(|input| input.shown);
    calculators.iter().all(|calculator| shown(calculator).is_some_and(|shown| calculator.reach(shown).hi == 0))
}

/// Questions that something reads, though no amount may rest on it.
fn used_elsewhere(calculators: &[Calculator]) -> BTreeSet<usize> {
    let nodes = calculators.iter().flat_map(|calculator| &calculator.nodes);
    let reading = nodes.filter(|node| !matches!(node.op, Op::Const(_)));
    reading.flat_map(|node| node.op.questions()).collect()
}

/// One warning for all questions of which the certificate knows no more and less need.
fn without_direction(scheme: &Scheme, movers: &BTreeSet<String>) -> Option<Finding> {
    let open = |question: &&Question| {
        let could_say = matches!(
            question.kind,
            QuestionKind::YesNo
                | QuestionKind::Whole { .. }
                | QuestionKind::Decimal { .. }
                | QuestionKind::DateOfBirth { .. }
        );
        could_say && question.more_need.is_none() && movers.contains(&question.id)
    };
    let open: Vec<&Question> = scheme.questions.iter().filter(open).collect();
    let first = open.first()?;
    let ids = listed(open.iter().map(|question| question.id.as_str()));
    let message = format!("which way need grows is not stated for {ids}, so the proof does not compare their answers");
    let help = "add more-need = \"higher\", \"lower\", \"yes\", \"no\", or \"none\" where it says nothing about need";
    Some(Finding::warning("need-direction", &first.place, message).help(help))
}
