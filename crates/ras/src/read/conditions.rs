//! Conditions as they are written.

use super::fields::{Fields, number_of, ref_of};
use super::node::{Node, Value};
use crate::finding::Finding;
use crate::scheme::{Comparison, Condition, ConditionKind, Ref, Test};

/// Deepest nesting of conditions.
const DEEPEST: usize = 20;

/// The condition under a key, if there is one.
pub(super) fn under(fields: &mut Fields<'_>, key: &'static str) -> Option<Condition> {
    let node = fields.node(key)?;
    read(node, fields.findings, 0)
}

/// Reads the keys of a condition from a table that also holds an `id` and so on.
pub(super) fn from_fields(fields: &mut Fields<'_>, depth: usize) -> Option<Condition> {
    let place = fields.place.clone();
    let before = fields.findings.len();
    let kind = if fields.has("all") {
        ConditionKind::All(list(fields, "all", depth)?)
    } else if fields.has("any") {
        ConditionKind::Any(list(fields, "any", depth)?)
    } else if fields.has("not") {
        let node = fields.node("not")?;
        ConditionKind::Not(Box::new(read(node, fields.findings, depth + 1)?))
    } else if fields.has("any-of") {
        let of = fields.references("any-of")?;
        ConditionKind::AnyOf(of, tests(fields))
    } else if fields.has("all-of") {
        let of = fields.references("all-of")?;
        ConditionKind::AllOf(of, tests(fields))
    } else if fields.has("of") {
        let of = fields.reference("of")?;
        ConditionKind::Of(of, tests(fields))
    } else {
        fields.fault(
            "condition",
            &place,
            "this condition asks about nothing",
            "give it `of`, `any-of`, `all-of`, `all`, `any` or `not`",
        );
        return None;
    };
    let asks_nothing = match &kind {
        ConditionKind::Of(_, tests) | ConditionKind::AnyOf(_, tests) | ConditionKind::AllOf(_, tests) => {
            tests.is_empty()
        }
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.is_empty(),
        _ => false,
    };
    if asks_nothing && fields.findings.len() == before {
        fields.fault(
            "condition",
            &place,
            "this condition tests nothing",
            "add `is`, `is-not`, `at-least`, `at-most`, `above`, `below`, `equals` or `answered`",
        );
    }
    Some(Condition { kind, place })
}

fn read(node: &Node, findings: &mut Vec<Finding>, depth: usize) -> Option<Condition> {
    if depth > DEEPEST {
        findings.push(
            Finding::fault("too-deep", &node.place, format!("conditions are nested more than {DEEPEST} deep"))
                .help("give the inner ones names with [[condition]]"),
        );
        return None;
    }
    if let Value::Text(name) = &node.value {
        return Some(Condition { kind: ConditionKind::Named(name.clone()), place: node.place.clone() });
    }
    let mut fields = Fields::of(node, "a condition", findings)?;
    let condition = from_fields(&mut fields, depth);
    fields.finish();
    condition
}

fn list(fields: &mut Fields<'_>, key: &'static str, depth: usize) -> Option<Vec<Condition>> {
    let node = fields.node(key)?;
    let Value::List(items) = &node.value else {
        let place = node.place.clone();
        fields.fault("shape", &place, format!("`{key}` must be a list of conditions"), "put it in square brackets");
        return None;
    };
    Some(items.iter().filter_map(|item| read(item, fields.findings, depth + 1)).collect())
}

/// The tests of a condition; also used by `count`, which takes exactly one.
pub(super) fn tests(fields: &mut Fields<'_>) -> Vec<Test> {
    let mut tests = Vec::new();
    if let Some(options) = words_or_numbers(fields, "is") {
        tests.push(Test::Is(options));
    }
    if let Some(options) = words_or_numbers(fields, "is-not") {
        tests.push(Test::IsNot(options));
    }
    for (key, comparison) in Comparison::ALL {
        let Some(node) = fields.node(key) else { continue };
        match (number_of(node), ref_of(node), &node.value) {
            // A number in quotes may be an option such as "3"; the compiler sees which when it knows the question.
            (Some(_), _, Value::Text(text)) => tests.push(Test::Level(comparison, text.clone())),
            (Some(number), _, _) => tests.push(Test::Number(comparison, number)),
            (None, Some(Ref::Name(option, _)), _) => tests.push(Test::Level(comparison, option)),
            _ => {
                let place = node.place.clone();
                fields.fault("condition", &place, format!("`{key}` needs a number or an option in quotes"), "");
            }
        }
    }
    if let Some(answered) = fields.bool("answered") {
        tests.push(Test::Answered(answered));
    }
    tests
}

/// `is = "a"`, `is = ["a", "b"]`, also plain numbers and true/false for yes/no.
fn words_or_numbers(fields: &mut Fields<'_>, key: &'static str) -> Option<Vec<String>> {
    let node = fields.node(key)?;
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut words = Vec::new();
    for item in items {
        match &item.value {
            Value::Text(text) => words.push(text.clone()),
            Value::Number(number) => words.push(number.to_string()),
            Value::Bool(flag) => words.push(if *flag { "yes" } else { "no" }.to_owned()),
            _ => {
                let place = item.place.clone();
                fields.fault("shape", &place, format!("`{key}` must name options"), "");
            }
        }
    }
    Some(words)
}
