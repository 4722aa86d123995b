//! Steps, parameters, tables and conditions that nothing uses.

use super::listed;
use crate::finding::{Finding, Place};
use crate::prepare::{Use, uses_of_condition, uses_of_step};
use crate::scheme::{Ref, Rows, Scheme, Step, StepKind};
use std::collections::BTreeSet;

/// Warnings for rules that no stream, route or question comes to.
pub(in crate::check) fn warnings(scheme: &Scheme) -> Vec<Finding> {
    let (used, tables) = used(scheme);
    let is_unused = |id: &str| !used.contains(id);
    let steps = scheme.steps.iter().map(|step| ("step", step.id.as_str(), &step.place));
    let parameters = scheme.parameters.iter().map(|p| ("parameter", p.id.as_str(), &p.place));
    let conditions = scheme.conditions.iter().map(|c| ("condition", c.id.as_str(), &c.place));
    let named = steps.chain(parameters).chain(conditions).filter(|(_, id, _)| is_unused(id));
    let unused_tables = scheme.tables.iter().filter(|table| !tables.contains(table.id.as_str()));
    let all: Vec<(&str, &str, &Place)> =
        named.chain(unused_tables.map(|table| ("table", table.id.as_str(), &table.place))).collect();
    let mut findings = Vec::new();
    for what in ["step", "parameter", "condition", "table"] {
        let of_kind: Vec<_> = all.iter().filter(|(kind, ..)| *kind == what).collect();
        let mut ids: Vec<&str> = of_kind.iter().map(|(_, id, _)| *id).collect();
        ids.dedup();
        let Some((_, _, place)) = of_kind.first() else { continue };
        let message = match ids.as_slice() {
            [only] => format!("the {what} `{only}` is used by no stream, route or question"),
            _ => format!("the {what}s {} are used by no stream, route or question", listed(ids.iter().copied())),
        };
        let help = "use it, or take it away: what is not used only puzzles readers";
        findings.push(Finding::warning("unused", place, message).help(help));
    }
    findings
}

/// The names and the tables that streams, routes and questions come to.
fn used(scheme: &Scheme) -> (BTreeSet<String>, BTreeSet<&str>) {
    let mut open: Vec<String> = Vec::new();
    let mut reference = |of: &Ref| {
        if let Ref::Name(name, _) = of {
            open.push(name.split('.').next().unwrap_or(name).to_owned());
        }
    };
    for stream in &scheme.streams {
        stream.amount.iter().chain(&stream.points).for_each(&mut reference);
    }
    scheme.splits.iter().for_each(|split| reference(&split.of));
    let conditions = scheme
        .streams
        .iter()
        .filter_map(|stream| stream.eligible_when.as_ref())
        .chain(scheme.routes.iter().map(|route| &route.when))
        .chain(scheme.questions.iter().filter_map(|question| question.show_when.as_ref()));
    open.extend(conditions.flat_map(uses_of_condition).map(|(id, _)| id));
    let (mut used, mut tables) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        for step in scheme.steps.iter().filter(|step| step.id == id && !used.contains(&id)) {
            let found = table_of(step);
            tables.extend(found);
            let rows = scheme.tables.iter().filter(|table| Some(table.id.as_str()) == found).map(|table| &table.rows);
            open.extend(uses(step, rows));
        }
        for named in scheme.conditions.iter().filter(|named| named.id == id && !used.contains(&id)) {
            open.extend(uses_of_condition(&named.condition).into_iter().map(|(id, _)| id));
        }
        used.insert(id);
    }
    (used, tables)
}

fn table_of(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Table { rows: Err((id, _)), .. } => Some(id),
        _ => None,
    }
}

/// What a step uses, with every dated version of its table.
fn uses<'a>(step: &'a Step, versions: impl Iterator<Item = &'a Rows>) -> Vec<String> {
    let mut all: Vec<Use> = uses_of_step(step, None);
    for rows in versions {
        all.extend(uses_of_step(step, Some(rows)));
    }
    all.into_iter().map(|(id, _)| id).collect()
}
