//! What every name in the rules stands for: its wording, its number on the day, what that number counts, where it comes from.

use super::figure::{Measure, Style};
use super::letter::Source;
use super::message::Message;
use super::units;
use super::wording::{Value, Wording, figure};
use crate::Ratio;
use crate::calculator::{Calculator, NodeId, Op, StepNodes};
use crate::scheme::{
    NamedCondition, Parameter, ParameterValue, Question, QuestionKind, Ref, Rows, Scheme, Step, StepKind, Stream,
    Table, Unit, Words,
};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a name stands for on the day of calculation.
#[derive(Clone, Copy)]
pub(super) enum Named<'a> {
    Question(&'a Question),
    Parameter(&'a Parameter, &'a ParameterValue),
    Step(&'a StepNodes, &'a Step),
    Condition(&'a NamedCondition),
}

/// Every name of a scheme.
pub(super) struct Directory<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) calculator: &'a Calculator,
    pub(super) words: &'a Words,
    pub(super) wording: Wording,
    named: HashMap<&'a str, Named<'a>>,
    units: HashMap<&'a str, Unit>,
}

/// A number used in a step.
#[derive(Debug, Clone)]
pub(super) struct Operand<'a> {
    /// What it is called; a number written into the rule has no name.
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) node: NodeId,
    pub(super) style: Style<'a>,
    /// How it is written when it is the same for everyone.
    pub(super) constant: Option<String>,
    pub(super) source: Option<Source<'a>>,
    /// No and yes in words, for something that is 0 or 1.
    pub(super) no_yes: Option<[String; 2]>,
}

impl<'a> Directory<'a> {
    pub(super) fn new(
        scheme: &'a Scheme,
        calculator: &'a Calculator,
        words: &'a Words,
        wording: Wording,
    ) -> Directory<'a> {
        let mut named = HashMap::new();
        for question in &scheme.questions {
            named.insert(question.id.as_str(), Named::Question(question));
        }
        for parameter in &scheme.parameters {
            if let Some(value) = parameter.values.iter().find(|value| value.dates.holds(calculator.on)) {
                named.insert(parameter.id.as_str(), Named::Parameter(parameter, value));
            }
        }
        for condition in &scheme.conditions {
            named.insert(condition.id.as_str(), Named::Condition(condition));
        }
        for nodes in &calculator.steps {
            if let Some(step) = scheme.steps.get(nodes.index) {
                named.insert(step.id.as_str(), Named::Step(nodes, step));
            }
        }
        let units = units::of(scheme, calculator, &named);
        Directory { scheme, calculator, words, wording, named, units }
    }

    /// What a reference names, without its point set.
    pub(super) fn find(&self, reference: &Ref) -> Option<Named<'a>> {
        match reference {
            Ref::Number(_) => None,
            Ref::Name(name, _) => self.find_name(name),
        }
    }

    pub(super) fn find_name(&self, name: &str) -> Option<Named<'a>> {
        self.named.get(name.split('.').next().unwrap_or(name)).copied()
    }

    /// The table in force that a step looks in.
    pub(super) fn rows(&self, step: &'a Step) -> Option<(&'a Rows, Option<&'a Table>)> {
        let StepKind::Table { rows, .. } = &step.kind else { return None };
        match rows {
            Ok(rows) => Some((rows, None)),
            Err((id, _)) => {
                let mut versions = self.scheme.tables.iter().filter(|table| table.id == *id);
                let table = versions.find(|table| table.dates.holds(self.calculator.on))?;
                Some((&table.rows, Some(table)))
            }
        }
    }

    /// What a reference is called.
    pub(super) fn name(&self, reference: &Ref) -> Option<Cow<'a, str>> {
        let Ref::Name(written, _) = reference else { return None };
        let borrowed = |text: &'a str| Some(Cow::Borrowed(text));
        match self.find(reference)? {
            Named::Question(question) => {
                let text = self.words.question(&question.id);
                let said =
                    |message| Some(Cow::Owned(self.wording.sentence(message, &[("question", Value::Text(text))])));
                match &question.kind {
                    QuestionKind::DateOfBirth { .. } => said(Message::ConditionAge),
                    _ if written.ends_with(".level") => said(Message::ConditionLevel),
                    _ => borrowed(text),
                }
            }
            Named::Parameter(parameter, _) => {
                borrowed(self.words.parameters.get(&parameter.id).map_or(&parameter.id, |text| text))
            }
            Named::Step(_, step) => borrowed(self.words.step(&step.id)),
            Named::Condition(condition) => {
                borrowed(self.words.conditions.get(&condition.id).map_or(&condition.id, |text| text))
            }
        }
    }

    /// What the number of a reference counts, where that is known.
    pub(super) fn measure(&self, reference: &Ref) -> Measure<'static> {
        match (self.find(reference), reference) {
            (Some(Named::Question(question)), _) => match &question.kind {
                QuestionKind::DateOfBirth { age_in, .. } => Measure::of_age(*age_in),
                _ => Measure::Number,
            },
            (Some(Named::Parameter(..) | Named::Step(..)), Ref::Name(name, _)) => self.unit_of(name),
            _ => Measure::Number,
        }
    }

    /// The same for a number that is looked up in a table: there the question's own unit is what helps.
    pub(super) fn measure_looked_up(&self, reference: &Ref) -> Measure<'a> {
        let is_points = |stream: &Stream| match (&stream.points, reference) {
            (Some(Ref::Name(points, _)), Ref::Name(name, _)) => points == name,
            _ => false,
        };
        match self.find(reference) {
            Some(Named::Question(_)) if self.scheme.streams.iter().any(is_points) => Measure::Points,
            Some(Named::Question(question)) if question.points.is_empty() => {
                let unit = self.words.questions.get(&question.id).and_then(|words| words.unit.as_deref());
                unit.map_or_else(|| self.measure(reference), Measure::Worded)
            }
            _ => self.measure(reference),
        }
    }

    /// The unit of a step or parameter.
    pub(super) fn unit_of(&self, id: &str) -> Measure<'static> {
        self.units.get(id).map_or(Measure::Number, |unit| Measure::of_unit(*unit))
    }

    /// A reference as it is used in a step; `measure` is what it counts there.
    pub(super) fn operand(&self, reference: &Ref, node: NodeId, measure: Measure<'a>) -> Operand<'a> {
        let style = Style::new(self.calculator.den(node), measure);
        let constant = match self.calculator.node(node).map(|node| &node.op) {
            Some(Op::Const(value)) => {
                let mut text = String::new();
                self.wording.put(&mut text, figure(*value, style));
                Some(text)
            }
            _ => None,
        };
        let source = match self.find(reference) {
            Some(Named::Parameter(_, value)) => self.source_or_default(value.source.as_deref()),
            _ => None,
        };
        let no_yes = match self.find(reference) {
            Some(Named::Question(question)) if question.kind == QuestionKind::YesNo && question.points.is_empty() => {
                Some(["no", "yes"].map(|id| self.option(question, id)))
            }
            Some(Named::Condition(_)) => {
                Some([Message::AnswersNo, Message::AnswersYes].map(|message| self.wording.text(message).to_owned()))
            }
            _ => None,
        };
        Operand { name: self.name(reference), node, style, constant, source, no_yes }
    }

    /// Where a number comes from, by a text such as `committee, table 2`.
    pub(super) fn source(&self, text: &'a str) -> Source<'a> {
        let (id, place) = text.split_once(',').unwrap_or((text, ""));
        let known = self.scheme.sources.iter().position(|document| document.id == id.trim());
        match known.and_then(|at| self.scheme.sources.get(at).map(|document| (at, document))) {
            Some((at, document)) => Source { number: Some(at + 1), document: &document.title, place: place.trim() },
            None => Source { number: None, document: text.trim(), place: "" },
        }
    }

    /// The source named, or the one for all amounts that name none.
    pub(super) fn source_or_default(&self, text: Option<&'a str>) -> Option<Source<'a>> {
        text.or(self.scheme.default_source.as_deref()).map(|text| self.source(text))
    }

    /// What is rounded to become a whole that is shared.
    pub(super) fn exact_whole(&self, whole: NodeId) -> Option<NodeId> {
        match self.calculator.node(whole)?.op {
            Op::Round { of, .. } => Some(of),
            _ => None,
        }
    }

    /// A number as a text.
    pub(super) fn number(&self, number: Ratio, measure: Measure<'_>) -> String {
        let mut text = String::new();
        self.wording.put(&mut text, super::wording::ratio(number, measure));
        text
    }
}
