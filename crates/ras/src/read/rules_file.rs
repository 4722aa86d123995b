//! `rules.toml`: parameters, tables, named conditions; the steps are next door.

use super::fields::Fields;
use super::node::Node;
use super::{conditions, steps, tables};
use crate::finding::Finding;
use crate::scheme::{NamedCondition, Parameter, ParameterValue, Scheme, Table, TableKind};

/// Reads the rules into a scheme that has its head and its questions.
pub(super) fn read(node: &Node, scheme: &mut Scheme, findings: &mut Vec<Finding>) {
    let Some(mut fields) = Fields::of(node, "rules.toml", findings) else { return };
    if let Some(node) = fields.node("defaults")
        && let Some(mut inner) = Fields::of(node, "`defaults`", fields.findings)
    {
        scheme.default_source = inner.text("source");
        inner.finish();
    }
    scheme.parameters = fields.list("parameter").iter().filter_map(|node| parameter(node, fields.findings)).collect();
    scheme.tables = fields.list("table").iter().filter_map(|node| table(node, fields.findings)).collect();
    scheme.conditions = fields.list("condition").iter().filter_map(|node| named(node, fields.findings)).collect();
    scheme.steps = fields.list("step").iter().filter_map(|node| steps::read(node, fields.findings)).collect();
    fields.finish();
}

fn parameter(node: &Node, findings: &mut Vec<Finding>) -> Option<Parameter> {
    let mut fields = Fields::of(node, "a parameter", findings)?;
    let id = fields.id("id");
    let values = if fields.has("values") {
        fields
            .list("values")
            .iter()
            .filter_map(|node| {
                let mut inner = Fields::of(node, "a value", fields.findings)?;
                let value = value(&mut inner);
                inner.finish();
                value
            })
            .collect()
    } else {
        value(&mut fields).into_iter().collect()
    };
    fields.finish();
    Some(Parameter { id: id?, values, place: node.place.clone() })
}

fn value(fields: &mut Fields<'_>) -> Option<ParameterValue> {
    if !fields.has("value") {
        fields.missing("value");
    }
    let value = fields.number("value");
    let dates = fields.in_force();
    let source = fields.text("source");
    Some(ParameterValue { value: value?, dates, source, place: fields.place.clone() })
}

fn table(node: &Node, findings: &mut Vec<Finding>) -> Option<Table> {
    let mut fields = Fields::of(node, "a table", findings)?;
    let id = fields.id("id");
    if !fields.has("kind") {
        fields.missing("kind");
    }
    let kind = fields.word("kind", &TableKind::ALL);
    let rows = kind.and_then(|kind| tables::rows(&mut fields, kind));
    let dates = fields.in_force();
    let source = fields.text("source");
    fields.finish();
    Some(Table { id: id?, rows: rows?, dates, source, place: node.place.clone() })
}

fn named(node: &Node, findings: &mut Vec<Finding>) -> Option<NamedCondition> {
    let mut fields = Fields::of(node, "a condition", findings)?;
    let id = fields.id("id");
    let condition = conditions::from_fields(&mut fields, 0);
    fields.finish();
    Some(NamedCondition { id: id?, condition: condition?, place: node.place.clone() })
}
