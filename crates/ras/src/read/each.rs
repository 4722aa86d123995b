//! `each`: one table that stands for several. Unrolled before anything else is read.

use super::node::{Node, Value};
use crate::finding::Finding;

/// Most tables that one file may grow to.
const MOST: usize = 20_000;

/// Unrolls every `each` inside lists, outermost first.
pub(super) fn unroll(node: &mut Node, findings: &mut Vec<Finding>) {
    let mut budget = MOST;
    unroll_in(node, &mut budget, findings);
    if budget == 0 {
        findings.push(Finding::fault(
            "too-many",
            &node.place,
            format!("`each` makes more than {MOST} tables in this file"),
        ));
    }
}

fn unroll_in(node: &mut Node, budget: &mut usize, findings: &mut Vec<Finding>) {
    match &mut node.value {
        Value::List(items) => {
            let mut unrolled = Vec::new();
            for item in items.drain(..) {
                match names_of(&item, findings) {
                    Some(names) => {
                        for name in names {
                            if *budget == 0 {
                                return;
                            }
                            *budget -= 1;
                            unrolled.push(substituted(&item, &name, true));
                        }
                    }
                    None => unrolled.push(item),
                }
            }
            *items = unrolled;
            for item in items {
                unroll_in(item, budget, findings);
            }
        }
        Value::Table(entries) => {
            for (_, entry) in entries {
                unroll_in(entry, budget, findings);
            }
        }
        _ => {}
    }
}

/// The names to repeat for, if the node is a table with `each`.
fn names_of(node: &Node, findings: &mut Vec<Finding>) -> Option<Vec<String>> {
    let Value::Table(entries) = &node.value else { return None };
    let (_, each) = entries.iter().find(|(key, _)| key == "each")?;
    let names: Option<Vec<String>> = match &each.value {
        Value::List(items) => items
            .iter()
            .map(|item| match &item.value {
                Value::Text(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    if names.is_none() {
        findings.push(
            Finding::fault("shape", &each.place, "`each` must be a list of texts").help("write each = [\"a\", \"b\"]"),
        );
    }
    Some(names.unwrap_or_default())
}

/// A copy with `{each}` replaced in every text; the outer table loses its `each` key.
fn substituted(node: &Node, name: &str, is_outer: bool) -> Node {
    let value = match &node.value {
        Value::Text(text) => Value::Text(text.replace("{each}", name)),
        Value::List(items) => Value::List(items.iter().map(|item| substituted(item, name, false)).collect()),
        Value::Table(entries) => {
            let kept = entries.iter().filter(|(key, _)| !(is_outer && key == "each"));
            Value::Table(
                kept.map(|(key, entry)| (key.replace("{each}", name), substituted(entry, name, false))).collect(),
            )
        }
        other => other.clone(),
    };
    Node { value, place: node.place.clone() }
}
