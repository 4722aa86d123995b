//! The rows of tables.

use super::fields::{Fields, ref_of};
use super::node::{Node, Value};
use crate::Ratio;
use crate::finding::Finding;
use crate::scheme::{Band, Comparison, KeyCell, LinePoint, LookupRow, Outside, Ref, Rows, TableKind};

/// Most keys a lookup may have.
const MOST_KEYS: usize = 4;

/// Reads `rows`, and what is outside them.
pub(super) fn rows(fields: &mut Fields<'_>, kind: TableKind) -> Option<Rows> {
    let outside = outside(fields);
    if !fields.has("rows") {
        fields.missing("rows");
        return None;
    }
    let nodes = fields.list("rows");
    if nodes.is_empty() {
        let place = fields.place.clone();
        fields.fault("shape", &place, "this table has no rows", "give it at least one");
        return None;
    }
    let rows = match kind {
        TableKind::Bands => Rows::Bands(nodes.iter().filter_map(|node| band(node, fields.findings)).collect(), outside),
        TableKind::Line => Rows::Line(nodes.iter().filter_map(|node| point(node, fields.findings)).collect(), outside),
        TableKind::Lookup => {
            Rows::Lookup(nodes.iter().filter_map(|node| lookup_row(node, fields.findings)).collect(), outside)
        }
    };
    Some(rows)
}

/// `outside = "refused"` or `otherwise-value = …`.
fn outside(fields: &mut Fields<'_>) -> Outside {
    let refused = fields.word("outside", &[("refused", ())]);
    match (refused, fields.reference("otherwise-value")) {
        (None, None) => Outside::Unsaid,
        (Some(()), None) => Outside::Refused,
        (None, Some(value)) => Outside::Value(value),
        (Some(()), Some(_)) => {
            let place = fields.place.clone();
            fields.fault("shape", &place, "`outside` and `otherwise-value` cannot both stand", "keep one of them");
            Outside::Refused
        }
    }
}

fn band(node: &Node, findings: &mut Vec<Finding>) -> Option<Band> {
    let mut fields = Fields::of(node, "a row", findings)?;
    for key in ["from", "value"] {
        if !fields.has(key) {
            fields.missing(key);
        }
    }
    let from = fields.number("from");
    let to = fields.number("to").map(|to| (Comparison::AtMost, to));
    let below = fields.number("below").map(|below| (Comparison::Below, below));
    if to.is_some() && below.is_some() {
        let place = fields.place.clone();
        fields.fault(
            "shape",
            &place,
            "a row cannot have both `to` and `below`",
            "`to` is included, `below` is not; keep one",
        );
    }
    let value = fields.reference("value");
    let source = fields.text("source");
    fields.finish();
    let (from, to) = (from?, to.or(below));
    let is_empty = match to {
        Some((Comparison::AtMost, to)) => to < from,
        Some((_, below)) => below <= from,
        None => false,
    };
    if is_empty {
        findings.push(
            Finding::fault("empty-row", &node.place, "this row ends before it starts").help("exchange its two ends"),
        );
    }
    Some(Band { from, to, value: value?, source, place: node.place.clone() })
}

fn point(node: &Node, findings: &mut Vec<Finding>) -> Option<LinePoint> {
    let mut fields = Fields::of(node, "a row", findings)?;
    for key in ["at", "value"] {
        if !fields.has(key) {
            fields.missing(key);
        }
    }
    let (at, value) = (fields.number("at"), fields.number("value"));
    fields.finish();
    Some(LinePoint { at: at?, value: value?, place: node.place.clone() })
}

fn lookup_row(node: &Node, findings: &mut Vec<Finding>) -> Option<LookupRow> {
    let mut wrong = |message: &str| {
        findings.push(
            Finding::fault("shape", &node.place, message)
                .help("write a row as [\"option\", \"0..17\", 12.50]: one to four keys, then the value"),
        );
        None
    };
    let Value::List(items) = &node.value else { return wrong("a lookup row must be a list") };
    let Some((last, keys)) = items.split_last() else { return wrong("this row is empty") };
    if keys.is_empty() || keys.len() > MOST_KEYS {
        return wrong("a lookup has one to four keys");
    }
    let Some(value) = ref_of(last) else { return wrong("the last cell of a row is its value: a number or an id") };
    let Some(cells) = keys.iter().map(cell).collect::<Option<Vec<_>>>() else {
        return wrong("a key cell is an option, a number, a range such as \"0..17\" or \"*\"");
    };
    Some(LookupRow { cells, value, place: node.place.clone() })
}

fn cell(node: &Node) -> Option<KeyCell> {
    match &node.value {
        Value::Number(number) => Some(KeyCell::Range(Some(*number), Some(*number))),
        Value::Bool(flag) => Some(KeyCell::Option(if *flag { "yes" } else { "no" }.to_owned())),
        Value::Text(text) if text == "*" => Some(KeyCell::Any),
        Value::Text(text) => match text.split_once("..") {
            Some((from, to)) => range(from, to),
            // A number in quotes may be an option such as "3": which one is known when the key is.
            None => Some(KeyCell::Option(text.clone())),
        },
        _ => None,
    }
}

fn range(from: &str, to: &str) -> Option<KeyCell> {
    let end = |text: &str| -> Option<Option<Ratio>> {
        let text = text.trim();
        if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
    };
    let (from, to) = (end(from)?, end(to)?);
    matches!((from, to), (Some(a), Some(b)) if a > b).then_some(()).map_or(Some(KeyCell::Range(from, to)), |()| None)
}

/// The value for whatever no case matches.
pub(super) fn case_otherwise(fields: &mut Fields<'_>) -> Outside {
    match (fields.word("outside", &[("refused", ())]), fields.reference("otherwise")) {
        (Some(()), _) => Outside::Refused,
        (None, Some(value)) => Outside::Value(value),
        (None, None) => Outside::Unsaid,
    }
}

/// The numbers of a table with ids as keys.
pub(super) fn refs_by_id(fields: &mut Fields<'_>, key: &'static str) -> Vec<(String, Ref)> {
    let mut read = Vec::new();
    for (id, node) in fields.open_table(key).unwrap_or_default() {
        match ref_of(node) {
            Some(reference) => read.push((id.clone(), reference)),
            None => fields.fault("shape", &node.place, format!("`{id}` must be a number or an id in quotes"), ""),
        }
    }
    read
}
