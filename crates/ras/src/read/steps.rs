//! `[[step]]`.

use super::fields::{Fields, ref_of};
use super::node::{Node, Value};
use super::{conditions, tables};
use crate::Ratio;
use crate::calendar::DayOfYear;
use crate::finding::{Finding, nearest};
use crate::scheme::{Case, DayRange, Ref, Step, StepKind, TableKind, Term, Unit};

const UNITS: [(&str, Unit); 4] =
    [("points", Unit::Points), ("money", Unit::Money), ("hours", Unit::Hours), ("days", Unit::Days)];

const KINDS: [&str; 16] = [
    "points",
    "sum",
    "product",
    "greatest",
    "least",
    "power",
    "polynomial",
    "deduct-share",
    "divide",
    "count",
    "cases",
    "bands",
    "line",
    "lookup",
    "pro-rate",
    "days",
];

pub(super) fn read(node: &Node, findings: &mut Vec<Finding>) -> Option<Step> {
    let mut fields = Fields::of(node, "a step", findings)?;
    let id = fields.id("id");
    let is_cases = fields.text("kind").as_deref() == Some("cases");
    let is_divide = fields.text("kind").as_deref() == Some("divide");
    let kind = kind(&mut fields);
    let when = conditions::under(&mut fields, "when");
    let otherwise = if is_cases { None } else { fields.reference("otherwise") };
    let place = node.place.clone();
    if is_cases && when.is_some() {
        fields.fault("shape", &place, "a `cases` step cannot also have `when`", "make it the first case");
    }
    if when.is_none() && otherwise.is_some() {
        fields.fault(
            "shape",
            &place,
            "`otherwise` without `when` would never be used",
            "add `when`; for what stands in no row of a table write `otherwise-value`",
        );
    }
    let floor = fields.reference("floor");
    let ceiling = fields.reference("ceiling");
    let round = if is_divide { None } else { fields.rounding("round") };
    let unit = fields.word("unit", &UNITS).unwrap_or_default();
    let dates = fields.in_force();
    let source = fields.text("source");
    // After a fault in the kind, keys of the kind would only be reported as unknown.
    if kind.is_some() {
        fields.finish();
    }
    Some(Step {
        id: id?,
        kind: kind?,
        when,
        otherwise: otherwise.unwrap_or(Ref::Number(Ratio::ZERO)),
        floor,
        ceiling,
        round,
        unit,
        dates,
        source,
        place: node.place.clone(),
    })
}

fn kind(fields: &mut Fields<'_>) -> Option<StepKind> {
    let Some(name) = fields.text("kind") else {
        fields.missing("kind");
        return None;
    };
    match name.as_str() {
        "points" => Some(StepKind::Points {
            set: fields.text("set"),
            outcomes: fields.texts("outcomes").unwrap_or_default(),
            questions: fields.texts("questions").unwrap_or_default(),
            caps: tables::refs_by_id(fields, "caps"),
        }),
        "sum" => terms(fields).map(StepKind::Sum),
        "product" => fields.references("of").map(StepKind::Product),
        "greatest" => fields.references("of").map(StepKind::Greatest),
        "least" => fields.references("of").map(StepKind::Least),
        "power" => power(fields),
        "polynomial" => {
            let of = fields.required_ref("of");
            if !fields.has("coefficients") {
                fields.missing("coefficients");
            }
            Some(StepKind::Polynomial(of?, fields.numbers("coefficients")?))
        }
        "deduct-share" => {
            let of = fields.required_ref("of");
            Some(StepKind::DeductShare(of?, fields.required_ref("share")?))
        }
        "divide" => {
            let (of, by) = (fields.required_ref("of"), fields.required_ref("by"));
            if !fields.has("round") {
                fields.missing("round");
            }
            Some(StepKind::Divide(of?, by?, fields.rounding("round")?))
        }
        "count" => count(fields),
        "cases" => cases(fields),
        "bands" => table(fields, TableKind::Bands),
        "line" => table(fields, TableKind::Line),
        "lookup" => table(fields, TableKind::Lookup),
        "pro-rate" => {
            let of = fields.required_ref("of");
            Some(StepKind::ProRate(of?, days(fields)?))
        }
        "days" => {
            let share = fields.bool("share-of-year").unwrap_or(false);
            Some(StepKind::Days(days(fields)?, share))
        }
        other => {
            let place = fields.node("kind").map_or_else(|| fields.place.clone(), |node| node.place.clone());
            let help = nearest(other, KINDS)
                .map_or_else(|| format!("kinds: {}", KINDS.join(", ")), |near| format!("did you mean `{near}`?"));
            fields.fault("unknown-word", &place, format!("there is no kind of step called `{other}`"), help);
            None
        }
    }
}

fn power(fields: &mut Fields<'_>) -> Option<StepKind> {
    let of = fields.required_ref("of");
    if !fields.has("exponent") {
        fields.missing("exponent");
    }
    let exponent = fields.whole("exponent")?;
    let place = fields.place.clone();
    match u32::try_from(exponent) {
        Ok(exponent @ 1..=6) => Some(StepKind::Power(of?, exponent)),
        _ => {
            fields.fault("shape", &place, format!("`exponent` cannot be {exponent}"), "use 1 to 6");
            None
        }
    }
}

fn terms(fields: &mut Fields<'_>) -> Option<Vec<Term>> {
    if !fields.has("terms") {
        fields.missing("terms");
        return None;
    }
    let nodes = fields.list("terms");
    Some(nodes.iter().filter_map(|node| term(node, fields.findings)).collect())
}

fn term(node: &Node, findings: &mut Vec<Finding>) -> Option<Term> {
    if let Some(of) = ref_of(node) {
        return Some(Term { of, times: Vec::new(), when: None, source: None, place: node.place.clone() });
    }
    let mut fields = Fields::of(node, "a term", findings)?;
    let of = fields.required_ref("of");
    let times = if fields.has("times") { fields.references("times") } else { Some(Vec::new()) };
    let when = conditions::under(&mut fields, "when");
    let source = fields.text("source");
    fields.finish();
    Some(Term { of: of?, times: times?, when, source, place: node.place.clone() })
}

fn count(fields: &mut Fields<'_>) -> Option<StepKind> {
    let Some(questions) = fields.placed_texts("questions") else {
        fields.missing("questions");
        return None;
    };
    let place = fields.place.clone();
    let tests = conditions::tests(fields);
    match <[_; 1]>::try_from(tests) {
        Ok([test]) => Some(StepKind::Count(questions, test)),
        Err(_) => {
            fields.fault(
                "shape",
                &place,
                "`count` needs exactly one test",
                "add `at-least = \"level\"` or `is = [\"option\"]`",
            );
            None
        }
    }
}

fn cases(fields: &mut Fields<'_>) -> Option<StepKind> {
    if !fields.has("cases") {
        fields.missing("cases");
        return None;
    }
    let nodes = fields.list("cases");
    let mut cases = Vec::new();
    for node in nodes {
        let Some(mut inner) = Fields::of(node, "a case", fields.findings) else { continue };
        for key in ["when", "value"] {
            if !inner.has(key) {
                inner.missing(key);
            }
        }
        let when = conditions::under(&mut inner, "when");
        let value = inner.reference("value");
        let source = inner.text("source");
        inner.finish();
        if let (Some(when), Some(value)) = (when, value) {
            cases.push(Case { when, value, source });
        }
    }
    Some(StepKind::Cases(cases, tables::case_otherwise(fields)))
}

fn table(fields: &mut Fields<'_>, kind: TableKind) -> Option<StepKind> {
    let keys = if kind == TableKind::Lookup {
        if !fields.has("keys") {
            fields.missing("keys");
            return None;
        }
        fields.references("keys")?
    } else {
        vec![fields.required_ref("of")?]
    };
    let rows = match fields.node("table") {
        Some(Node { value: Value::Text(id), place }) => Err((id.clone(), place.clone())),
        Some(node) => {
            let place = node.place.clone();
            fields.fault("shape", &place, "`table` must be the id of a table in quotes", "");
            return None;
        }
        None => Ok(tables::rows(fields, kind)?),
    };
    Some(StepKind::Table { kind, keys, rows })
}

fn days(fields: &mut Fields<'_>) -> Option<DayRange> {
    let year_starts = match fields.text("year-starts") {
        None => DayOfYear::FIRST,
        Some(text) => match DayOfYear::parse(&text) {
            Some(day) => day,
            None => {
                let place = fields.place.clone();
                fields.fault(
                    "date",
                    &place,
                    format!("a year cannot start on `{text}`"),
                    "write a month and a day, such as \"04-01\"",
                );
                return None;
            }
        },
    };
    let mut question = |key: &'static str| fields.placed_texts(key).and_then(|texts| texts.into_iter().next());
    let (from, until) = (question("from"), question("until"));
    let until_birthday = match fields.node("until-birthday") {
        None => None,
        Some(node) => {
            let mut inner = Fields::of(node, "`until-birthday`", fields.findings)?;
            for key in ["of", "age"] {
                if !inner.has(key) {
                    inner.missing(key);
                }
            }
            let of = inner.placed_texts("of").and_then(|texts| texts.into_iter().next());
            let age = inner.whole("age");
            inner.finish();
            let (of, place) = of?;
            Some((of, place, age?))
        }
    };
    Some(DayRange { year_starts, from, until, until_birthday })
}
