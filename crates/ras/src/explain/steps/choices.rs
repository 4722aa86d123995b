//! `count` and `cases`.

use super::super::desk::Desk;
use super::super::directory::{Directory, Operand};
use super::super::figure::Measure;
use super::super::letter::{PartLine, Source};
use super::super::message::Message as M;
use super::super::wording::{Value, figure};
use super::arithmetic::or;
use super::{Draft, StepOutline};
use crate::calculator::{NodeId, Role, StepNodes};
use crate::scheme::{Case, Outside, Ref, Test};
use std::borrow::Cow;

/// Most cases that are all shown; of more, only the one that applies.
const MOST_CASES_SHOWN: usize = 12;

pub(super) struct CountMethod<'a> {
    questions: Vec<(&'a str, NodeId)>,
    test: String,
}

impl<'a> CountMethod<'a> {
    pub(super) fn new(directory: &Directory<'a>, nodes: &'a StepNodes, test: &'a Test) -> CountMethod<'a> {
        let asked = nodes.parts.iter().filter_map(|part| match part.role {
            Role::QuestionPoints(at) => directory.scheme.questions.get(at).map(|question| (question, part.node)),
            _ => None,
        });
        let questions: Vec<_> = asked.collect();
        let name = directory.wording.text(M::ConditionAnswer);
        let test = questions.first().map(|(question, _)| directory.test(question, name, test)).unwrap_or_default();
        let questions = questions.into_iter().map(|(question, node)| (directory.words.question(&question.id), node));
        CountMethod { questions: questions.collect(), test }
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let count = figure(desk.values.get(step.nodes.base), step.base);
        let values =
            [("count", count), ("total", Value::Count(self.questions.len())), ("test", Value::Text(&self.test))];
        desk.wording.say(&mut draft.working, M::StepsCount, &values);
        let counted = self.questions.iter().filter(|(_, node)| desk.values.holds(*node));
        let part = |(name, _): &(&'a str, NodeId)| PartLine {
            shown: Cow::Borrowed("1"),
            name: Cow::Borrowed(name),
            source: None,
        };
        draft.parts.extend(counted.map(part));
    }
}

pub(super) struct CasesMethod<'a> {
    cases: Vec<CaseOutline<'a>>,
    otherwise: Option<Operand<'a>>,
    reason: &'a str,
}

struct CaseOutline<'a> {
    when: NodeId,
    condition: String,
    /// The condition as a line of a list.
    listed: String,
    value: Operand<'a>,
    sources: Vec<Source<'a>>,
}

impl<'a> CasesMethod<'a> {
    pub(super) fn new(
        directory: &Directory<'a>,
        nodes: &'a StepNodes,
        cases: &'a [Case],
        outside: &'a Outside,
        measure: Measure<'a>,
    ) -> CasesMethod<'a> {
        let operand = |reference: &'a Ref, node: NodeId| {
            directory.operand(reference, node, or(directory.measure(reference), measure))
        };
        let outline = |(part, case): (&crate::calculator::Part, &'a Case)| match part.role {
            Role::Case { when } => {
                let condition = directory.condition(&case.when);
                Some(CaseOutline {
                    when,
                    listed: directory.wording.sentence(M::StepsCaseIf, &[("condition", Value::Text(&condition))]),
                    condition,
                    value: operand(&case.value, part.node),
                    sources: case.source.as_deref().map(|source| directory.source(source)).into_iter().collect(),
                })
            }
            _ => None,
        };
        let last = nodes.parts.last().filter(|part| part.role == Role::Operand);
        let otherwise = match (outside, last) {
            (Outside::Value(reference), Some(part)) => Some(operand(reference, part.node)),
            _ => None,
        };
        CasesMethod {
            cases: nodes.parts.iter().zip(cases).filter_map(outline).collect(),
            otherwise,
            reason: directory.no_row_reason(&nodes.id),
        }
    }

    fn applies(&self, desk: &Desk<'_>) -> Option<&CaseOutline<'a>> {
        self.cases.iter().find(|case| desk.values.holds(case.when))
    }

    /// Whether no case applies and nothing is said for that.
    pub(super) fn is_refused(&self, desk: &Desk<'_>) -> bool {
        self.otherwise.is_none() && self.applies(desk).is_none()
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let value = figure(desk.values.get(step.nodes.base), step.base);
        let applies = self.applies(desk);
        match (applies, &self.otherwise) {
            (Some(case), _) => {
                let values = [("condition", Value::Text(&case.condition)), ("value", value)];
                desk.wording.say(&mut draft.working, M::StepsCase, &values);
                if !case.sources.is_empty() {
                    draft.sources = Some(&case.sources);
                }
            }
            (None, Some(_)) => desk.wording.say(&mut draft.working, M::StepsCaseOtherwise, &[("value", value)]),
            (None, None) => {
                desk.wording.say(&mut draft.working, M::StepsCaseRefused, &[("reason", Value::Text(self.reason))]);
            }
        }
        let line = |case: &'e CaseOutline<'a>| PartLine {
            shown: desk.text(&case.value),
            name: Cow::Borrowed(&case.listed),
            source: case.value.source.or_else(|| case.sources.first().copied()),
        };
        let is_shown = |case: &&'e CaseOutline<'a>| {
            self.cases.len() <= MOST_CASES_SHOWN || applies.is_some_and(|applies| applies.when == case.when)
        };
        draft.parts.extend(self.cases.iter().filter(is_shown).map(line));
        if let Some(otherwise) = &self.otherwise {
            draft.parts.push(PartLine {
                shown: desk.text(otherwise),
                name: Cow::Owned(desk.wording.text(M::StepsOtherwise).to_owned()),
                source: otherwise.source,
            });
        }
    }
}
