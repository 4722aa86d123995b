//! `cases.toml`.

use super::fields::{Fields, number_of};
use super::node::{Node, Value};
use crate::finding::Finding;
use crate::scheme::WorkedCase;

pub(super) fn read(node: &Node, findings: &mut Vec<Finding>) -> Vec<WorkedCase> {
    let Some(mut fields) = Fields::of(node, "cases.toml", findings) else { return Vec::new() };
    let shared = answers(&mut fields);
    let cases = fields.list("case").iter().filter_map(|node| case(node, &shared, fields.findings)).collect();
    fields.finish();
    cases
}

fn case(node: &Node, shared: &[(String, String)], findings: &mut Vec<Finding>) -> Option<WorkedCase> {
    let mut fields = Fields::of(node, "a case", findings)?;
    let name = fields.text("name");
    if !fields.has("name") {
        fields.missing("name");
    }
    let on = fields.date("on");
    let own = answers(&mut fields);
    let mut all: Vec<(String, String)> =
        shared.iter().filter(|(id, _)| !own.iter().any(|(o, _)| o == id)).cloned().collect();
    all.extend(own);
    let expect = numbers(&mut fields, "expect");
    let points = numbers(&mut fields, "points");
    let refused = fields.text("refused");
    let place = fields.place.clone();
    if expect.is_empty() && refused.is_none() {
        fields.fault(
            "missing-key",
            &place,
            "this case expects nothing",
            "add `expect = { stream = amount }` or `refused = \"part of the reason\"`",
        );
    }
    fields.finish();
    Some(WorkedCase { name: name?, on, answers: all, expect, points, refused, place })
}

fn answers(fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for (id, node) in fields.open_table("answers").unwrap_or_default() {
        let text = match &node.value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            other => {
                let message = format!("an answer cannot be {}", other.name());
                fields.fault("shape", &node.place, message, "");
                continue;
            }
        };
        answers.push((id.clone(), text));
    }
    answers
}

fn numbers(fields: &mut Fields<'_>, key: &'static str) -> Vec<(String, crate::Ratio)> {
    let mut numbers = Vec::new();
    for (id, node) in fields.open_table(key).unwrap_or_default() {
        match number_of(node) {
            Some(number) => numbers.push((id.clone(), number)),
            None => fields.fault("shape", &node.place, format!("`{id}` must be a number"), ""),
        }
    }
    numbers
}
