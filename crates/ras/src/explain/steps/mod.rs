//! The lines of the calculation: what is the same for everyone is laid out once (`StepOutline`), then each person's numbers
//! are put in. The kinds of step stand in the files beside this one.

mod arithmetic;
mod choices;
mod days;
mod formula;
mod lookup;
mod points;
mod sum;
mod tables;

pub(super) use tables::BandsMethod;

use super::desk::Desk;
use super::directory::{Directory, Operand};
use super::figure::{Measure, Style};
use super::letter::{PartLine, PointsTable, Source, StepLine};
use super::message::Message as M;
use super::wording::{Value, figure};
use crate::calculator::{NodeId, Part, StepNodes};
use crate::scheme::{Ref, Rounding, Step, StepKind};

/// A step on the way to an amount, with all that is the same for everyone.
pub(super) struct StepOutline<'a> {
    id: &'a str,
    name: &'a str,
    stream: usize,
    nodes: &'a StepNodes,
    value: Style<'a>,
    base: Style<'a>,
    method: Method<'a>,
    sources: Vec<Source<'a>>,
    /// The condition in words and what the step is without it.
    when: Option<(NodeId, String)>,
    otherwise: Style<'a>,
    floor: Option<Operand<'a>>,
    ceiling: Option<Operand<'a>>,
    /// How it is rounded, in words.
    round: Option<String>,
}

/// How the value of a step is reached.
enum Method<'a> {
    Points(points::PointsMethod<'a>),
    Sum(sum::SumMethod<'a>),
    Arithmetic(arithmetic::Arithmetic<'a>),
    Count(choices::CountMethod<'a>),
    Cases(choices::CasesMethod<'a>),
    Bands(BandsMethod<'a>),
    Line(tables::LineMethod<'a>),
    Lookup(lookup::LookupMethod<'a>),
    Days(days::DaysMethod<'a>),
    /// A step whose parts do not fit its kind; a calculator that was made never has one.
    Unknown,
}

/// A line in the making.
struct Draft<'e> {
    working: String,
    parts: Vec<PartLine<'e>>,
    notes: Vec<String>,
    sources: Option<&'e [Source<'e>]>,
}

impl<'a> StepOutline<'a> {
    pub(super) fn new(directory: &Directory<'a>, nodes: &'a StepNodes, step: &'a Step, stream: usize) -> Self {
        let measure = match &step.kind {
            StepKind::Days(_, true) => Measure::Number,
            _ => directory.unit_of(&step.id),
        };
        let style = |node: NodeId| Style::new(directory.calculator.den(node), measure);
        let end = |reference: &Option<Ref>, node: Option<NodeId>| {
            reference.as_ref().zip(node).map(|(reference, node)| directory.operand(reference, node, measure))
        };
        let when = step.when.as_ref().zip(nodes.when).map(|(when, node)| (node, directory.condition(when)));
        StepOutline {
            id: &step.id,
            name: directory.words.step(&step.id),
            stream,
            nodes,
            value: style(nodes.value),
            base: style(nodes.base),
            method: Method::of(directory, nodes, step, measure),
            sources: sources_of(directory, step),
            when,
            otherwise: style(nodes.otherwise),
            floor: end(&step.floor, nodes.floor),
            ceiling: end(&step.ceiling, nodes.ceiling),
            round: step.round.map(|rounding| directory.wording.rounding(rounding, measure)),
        }
    }

    /// The line for one person.
    pub(super) fn line<'e>(&'e self, desk: &Desk<'_>) -> StepLine<'e> {
        let mut draft =
            Draft { working: String::with_capacity(64), parts: Vec::new(), notes: Vec::new(), sources: None };
        let counts = self.when.as_ref().is_none_or(|(when, _)| desk.values.holds(*when));
        let refusal = desk.values.refusal(self.nodes.value);
        let finds_no_row = counts && refusal == self.method.row_node(desk, self.nodes.base);
        if refusal.is_some() && !finds_no_row {
            draft.working.push_str(desk.wording.text(M::StepsRestsOn));
        } else if !counts {
            self.left_out(desk, &mut draft);
        } else {
            self.method.draft(desk, self, &mut draft);
            if refusal.is_none() {
                self.ends(desk, desk.values.get(self.nodes.base), self.base, &mut draft);
            }
        }
        StepLine {
            step: self.id,
            name: self.name,
            stream: self.stream,
            working: draft.working,
            value: refusal.is_none().then(|| desk.shown(desk.values.get(self.nodes.value), self.value)),
            parts: draft.parts,
            notes: draft.notes,
            sources: draft.sources.unwrap_or(&self.sources),
        }
    }

    /// The points by outcome, for a step that adds up points.
    pub(super) fn points_table<'e>(&'e self, desk: &Desk<'_>) -> Option<PointsTable<'e>> {
        match &self.method {
            Method::Points(points) => Some(points.table(desk, self)),
            _ => None,
        }
    }

    /// The number that bands are looked up by.
    pub(super) fn bands(&self) -> Option<&BandsMethod<'a>> {
        match &self.method {
            Method::Bands(bands) => Some(bands),
            _ => None,
        }
    }

    pub(super) fn id(&self) -> &'a str {
        self.id
    }

    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    /// Position among the scheme's steps.
    pub(super) fn index(&self) -> usize {
        self.nodes.index
    }

    /// Whether the step rounds its value itself.
    pub(super) fn rounds(step: &Step) -> bool {
        step.round.is_some() || matches!(step.kind, StepKind::Divide(..))
    }

    fn left_out(&self, desk: &Desk<'_>, draft: &mut Draft<'_>) {
        let otherwise = desk.values.get(self.nodes.otherwise);
        let condition = self.when.as_ref().map_or("", |(_, text)| text.as_str());
        let values = [("condition", Value::Text(condition)), ("value", figure(otherwise, self.otherwise))];
        desk.wording.say(&mut draft.working, M::NoteWhen, &values);
        self.ends(desk, otherwise, self.otherwise, draft);
    }

    /// Floor, ceiling and rounding, each only where it changes something; a rounding is always named.
    fn ends(&self, desk: &Desk<'_>, numerator: i128, style: Style<'a>, draft: &mut Draft<'_>) {
        let mut now = (numerator, style);
        for (end, message, name, is_least) in
            [(&self.floor, M::NoteFloor, "floor", true), (&self.ceiling, M::NoteCeiling, "ceiling", false)]
        {
            let Some(end) = end else { continue };
            let edge = (desk.values.get(end.node), end.style);
            let order = compare(now, edge);
            if (is_least && order.is_lt()) || (!is_least && order.is_gt()) {
                let value = figure(edge.0, edge.1);
                draft.notes.push(desk.wording.sentence(message, &[(name, value), ("value", value)]));
                now = edge;
            }
        }
        if let Some(rounding) = &self.round {
            let value = figure(desk.values.get(self.nodes.value), self.value);
            let values = [("rounding", Value::Text(rounding)), ("value", value)];
            draft.notes.push(desk.wording.sentence(M::NoteRounded, &values));
        }
    }
}

/// Two numerators over different denominators.
fn compare(a: (i128, Style<'_>), b: (i128, Style<'_>)) -> std::cmp::Ordering {
    let number = |(numerator, style): (i128, Style<'_>)| crate::Ratio::new(numerator, style.den());
    number(a).cmp(&number(b))
}

impl<'a> Method<'a> {
    fn of(directory: &Directory<'a>, nodes: &'a StepNodes, step: &'a Step, measure: Measure<'a>) -> Method<'a> {
        let found = match &step.kind {
            StepKind::Points { .. } => Some(Method::Points(points::PointsMethod::new(directory, nodes, measure))),
            StepKind::Sum(terms) => Some(Method::Sum(sum::SumMethod::new(directory, nodes, terms, measure))),
            StepKind::Count(_, test) => Some(Method::Count(choices::CountMethod::new(directory, nodes, test))),
            StepKind::Cases(cases, outside) => {
                Some(Method::Cases(choices::CasesMethod::new(directory, nodes, cases, outside, measure)))
            }
            StepKind::Table { keys, .. } => directory.rows(step).and_then(|(rows, table)| {
                let source = table.and_then(|table| table.source.as_deref()).or(step.source.as_deref());
                tables::method(directory, nodes, (keys, rows, source), measure)
            }),
            StepKind::ProRate(of, _) => {
                days::DaysMethod::new(directory, nodes, Some(of), true, measure).map(Method::Days)
            }
            StepKind::Days(_, as_share) => {
                days::DaysMethod::new(directory, nodes, None, *as_share, measure).map(Method::Days)
            }
            _ => arithmetic::Arithmetic::new(directory, nodes, step, measure).map(Method::Arithmetic),
        };
        found.unwrap_or(Method::Unknown)
    }

    /// The operation that finds no row when this step itself has no value.
    fn row_node(&self, desk: &Desk<'_>, base: NodeId) -> Option<NodeId> {
        match self {
            Method::Bands(_) | Method::Line(_) | Method::Lookup(_) => desk.row_node(base),
            // A case that is not there has its own operation that never finds a row.
            Method::Cases(cases) => cases.is_refused(desk).then(|| desk.values.refusal(base)).flatten(),
            _ => None,
        }
    }

    fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        match self {
            Method::Points(method) => method.draft(desk, step, draft),
            Method::Sum(method) => method.draft(desk, step, draft),
            Method::Arithmetic(method) => method.draft(desk, step, draft),
            Method::Count(method) => method.draft(desk, step, draft),
            Method::Cases(method) => method.draft(desk, step, draft),
            Method::Bands(method) => method.draft(desk, step, draft),
            Method::Line(method) => method.draft(desk, step, draft),
            Method::Lookup(method) => method.draft(desk, step, draft),
            Method::Days(method) => method.draft(desk, step, draft),
            Method::Unknown => {}
        }
    }
}

/// The operands of a step, in the order of its rule.
fn operands<'a>(
    directory: &Directory<'a>,
    parts: &[Part],
    references: impl IntoIterator<Item = (&'a Ref, Measure<'a>)>,
) -> Vec<Operand<'a>> {
    let of = |(part, (reference, measure)): (&Part, (&'a Ref, Measure<'a>))| {
        directory.operand(reference, part.node, measure)
    };
    parts.iter().zip(references).map(of).collect()
}

/// Where the numbers that stand in a step itself come from.
fn sources_of<'a>(directory: &Directory<'a>, step: &'a Step) -> Vec<Source<'a>> {
    let is_number = |reference: &Ref| matches!(reference, Ref::Number(_));
    let mut found: Vec<Option<&'a str>> = Vec::new();
    let own = step.source.as_deref();
    let has_numbers = match &step.kind {
        StepKind::Sum(terms) => {
            let with_numbers = terms.iter().filter(|term| is_number(&term.of) || term.times.iter().any(has_size));
            found.extend(with_numbers.map(|term| term.source.as_deref().or(own)));
            false
        }
        StepKind::Cases(cases, _) => {
            found.extend(cases.iter().filter(|case| is_number(&case.value)).map(|case| case.source.as_deref().or(own)));
            false
        }
        StepKind::Product(of) | StepKind::Greatest(of) | StepKind::Least(of) => of.iter().any(has_size),
        StepKind::Polynomial(..) => true,
        StepKind::DeductShare(_, share) => is_number(share),
        StepKind::Points { caps, .. } => caps.iter().any(|(_, cap)| is_number(cap)),
        _ => false,
    };
    let ends = step.floor.iter().chain(&step.ceiling).any(has_size);
    // A table's rows say their own source when they are read.
    if has_numbers || ends || (found.is_empty() && own.is_some()) {
        found.push(own);
    }
    let mut sources: Vec<Source<'a>> = Vec::new();
    for source in found.into_iter().filter_map(|text| directory.source_or_default(text)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// Whether a reference is a number that needs a source: nought and plus or minus one need none.
fn has_size(reference: &Ref) -> bool {
    matches!(reference, Ref::Number(number) if ![0, 1, -1].map(crate::Ratio::whole).contains(number))
}

/// The rounding of a division in words.
fn rounding_text(directory: &Directory<'_>, rounding: Rounding, measure: Measure<'_>) -> String {
    directory.wording.rounding(rounding, measure)
}
