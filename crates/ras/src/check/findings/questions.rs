//! Questions that move nothing, that are never asked, or whose order of need is not stated.

use super::listed;
use crate::calculator::Calculator;
use crate::check::proof::asked;
use crate::check::proof::holds::can_hold;
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
    let never = never_shown(calculators);
    let mut unused: Vec<&Question> = Vec::new();
    for (at, question) in scheme.questions.iter().enumerate() {
        let (id, place) = (&question.id, &question.place);
        let moves = movers.contains(id);
        if never.contains(&at) {
            let message = format!("`{id}` is never asked: its `show-when` cannot hold");
            let help = "mend the condition, or take the question away";
            findings.push(Finding::warning("never-asked", place, message).help(help));
        } else if moves && question.is_unpriced {
            let message = format!("`{id}` is marked `unpriced`, and its answer can move an amount");
            let help = "take `unpriced` away, or take the question out of the steps that use it";
            findings.push(Finding::warning("priced", place, message).help(help));
        } else if !moves && !question.is_unpriced {
            unused.push(question);
        }
    }
    if let Some(first) = unused.first() {
        let ids = listed(unused.iter().map(|question| question.id.as_str()));
        let message = format!("no amount depends on {ids}");
        let help = "use it in a step, or say `unpriced = true` if it is asked for another reason";
        findings.push(Finding::warning("unused-question", &first.place, message).help(help));
    }
    findings.extend(without_direction(scheme, movers));
    findings
}

/// Positions of the questions whose `show-when` cannot hold on any of the days.
fn never_shown(calculators: &[Calculator]) -> BTreeSet<usize> {
    let mut never: Option<BTreeSet<usize>> = None;
    for calculator in calculators {
        let (asked, domains) = (asked::all(calculator), asked::domains(calculator));
        let gated = calculator.inputs.iter().enumerate().filter_map(|(at, input)| Some((at, input.shown?)));
        let on_the_day: BTreeSet<usize> =
            gated.filter(|(_, shown)| !can_hold(calculator, &asked, &domains, *shown)).map(|(at, _)| at).collect();
        never = Some(match never {
            Some(before) => before.intersection(&on_the_day).copied().collect(),
            None => on_the_day,
        });
    }
    never.unwrap_or_default()
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
