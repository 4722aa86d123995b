//! References, conditions and roundings as short texts in the manner of a scheme's own files, so that two can be compared.

use crate::scheme::{Comparison, Condition, ConditionKind, InForce, KeyCell, Outside, Ref, Rounding, Test};

pub(super) fn reference(reference: &Ref) -> String {
    match reference {
        Ref::Number(number) => number.to_string(),
        Ref::Name(name, _) => name.clone(),
    }
}

pub(super) fn references(references: &[Ref]) -> String {
    references.iter().map(reference).collect::<Vec<_>>().join(", ")
}

pub(super) fn rounding(rounding: Rounding) -> String {
    format!("to {}, {}", rounding.to, rounding.mode)
}

/// Nothing for what holds always.
pub(super) fn dates(dates: InForce) -> Option<String> {
    match (dates.from, dates.until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(until)) => Some(format!("to {until}")),
        (Some(from), Some(until)) => Some(format!("{from} to {until}")),
    }
}

pub(super) fn outside(outside: &Outside) -> Option<String> {
    match outside {
        Outside::Unsaid => None,
        Outside::Refused => Some("refused".to_owned()),
        Outside::Value(value) => Some(reference(value)),
    }
}

pub(super) fn cell(cell: &KeyCell) -> String {
    let end = |number: &Option<crate::Ratio>| number.map(|number| number.to_string()).unwrap_or_default();
    match cell {
        KeyCell::Any => "*".to_owned(),
        KeyCell::Option(option) => option.clone(),
        KeyCell::Range(from, to) if from == to => end(from),
        KeyCell::Range(from, to) => format!("{}..{}", end(from), end(to)),
    }
}

pub(super) fn condition(condition: &Condition) -> String {
    let list = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(self::condition).collect();
        format!("({})", parts.join(word))
    };
    match &condition.kind {
        ConditionKind::Named(id) => id.clone(),
        ConditionKind::Of(of, asked) => format!("{} {}", reference(of), tests(asked)),
        ConditionKind::AnyOf(of, asked) => format!("any of {} {}", references(of), tests(asked)),
        ConditionKind::AllOf(of, asked) => format!("all of {} {}", references(of), tests(asked)),
        ConditionKind::All(parts) => list(parts, " and "),
        ConditionKind::Any(parts) => list(parts, " or "),
        ConditionKind::Not(inner) => format!("not {}", self::condition(inner)),
    }
}

fn tests(tests: &[Test]) -> String {
    tests.iter().map(test).collect::<Vec<_>>().join(" and ")
}

pub(super) fn test(test: &Test) -> String {
    match test {
        Test::Is(options) => format!("is {}", options.join(" or ")),
        Test::IsNot(options) => format!("is not {}", options.join(" or ")),
        Test::Level(comparison, word) => format!("{} {word}", name(*comparison)),
        Test::Number(comparison, number) => format!("{} {number}", name(*comparison)),
        Test::Answered(true) => "is answered".to_owned(),
        Test::Answered(false) => "is not answered".to_owned(),
    }
}

fn name(comparison: Comparison) -> &'static str {
    Comparison::ALL.iter().find(|(_, known)| *known == comparison).map_or("", |(name, _)| name)
}
