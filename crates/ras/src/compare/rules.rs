//! Parameters, tables and steps as facts. Rows are keyed by what they are looked up by, so that a changed amount is one
//! change and not a row gone and another come.

use super::facts::{Facts, holds};
use super::notation::{cell, condition, outside, reference, references, rounding, test};
use crate::Ratio;
use crate::scheme::{Comparison, DayRange, Outside, Parameter, Rows, Step, StepKind, Table, Term, Unit};

pub(super) fn parameter(parameter: &Parameter) -> Facts {
    let mut facts = Facts::default();
    for value in &parameter.values {
        facts.add("value", value.value.to_string());
        holds(&mut facts, value.dates);
        facts.add_some("source", value.source.clone());
    }
    facts
}

pub(super) fn table(table: &Table) -> Facts {
    let mut facts = Facts::default();
    rows(&table.rows, &mut facts);
    holds(&mut facts, table.dates);
    facts.add_some("source", table.source.clone());
    facts
}

pub(super) fn step(step: &Step) -> Facts {
    let mut facts = Facts::default();
    kind(&step.kind, &mut facts);
    facts.add_some("when", step.when.as_ref().map(condition));
    if step.when.is_some() {
        facts.add("otherwise", reference(&step.otherwise));
    }
    facts.add_some("floor", step.floor.as_ref().map(reference));
    facts.add_some("ceiling", step.ceiling.as_ref().map(reference));
    facts.add_some("round", step.round.map(rounding));
    let unit = match step.unit {
        Unit::Points => Some("points"),
        Unit::Money => Some("money"),
        Unit::Hours => Some("hours"),
        Unit::Days => Some("days"),
        Unit::Number => None,
    };
    facts.add_some("unit", unit.map(str::to_owned));
    holds(&mut facts, step.dates);
    facts.add_some("source", step.source.clone());
    facts
}

fn kind(kind: &StepKind, facts: &mut Facts) {
    let named = |facts: &mut Facts, name: &str, of: String| {
        facts.add("kind", name);
        facts.add("of", of);
    };
    match kind {
        StepKind::Points { set, outcomes, questions, caps } => {
            facts.add("kind", "points");
            facts.add_some("set", set.clone());
            facts.add_some("outcomes", (!outcomes.is_empty()).then(|| outcomes.join(", ")));
            facts.add_some("questions", (!questions.is_empty()).then(|| questions.join(", ")));
            for (outcome, most) in caps {
                facts.add(format!("cap of {outcome}"), reference(most));
            }
        }
        StepKind::Sum(terms) => {
            facts.add("kind", "sum");
            terms.iter().for_each(|added| term(added, facts));
        }
        StepKind::Product(of) => named(facts, "product", references(of)),
        StepKind::Greatest(of) => named(facts, "greatest", references(of)),
        StepKind::Least(of) => named(facts, "least", references(of)),
        StepKind::Power(of, exponent) => {
            named(facts, "power", reference(of));
            facts.add("exponent", exponent.to_string());
        }
        StepKind::Polynomial(of, coefficients) => {
            named(facts, "polynomial", reference(of));
            facts.add("coefficients", coefficients.iter().map(Ratio::to_string).collect::<Vec<_>>().join(", "));
        }
        StepKind::DeductShare(of, share) => {
            named(facts, "deduct-share", reference(of));
            facts.add("share", reference(share));
        }
        StepKind::Divide(of, by, round) => {
            named(facts, "divide", reference(of));
            facts.add("by", reference(by));
            facts.add("round", rounding(*round));
        }
        StepKind::Count(questions, asked) => {
            facts.add("kind", "count");
            facts.add("questions", questions.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", "));
            facts.add("counted", test(asked));
        }
        StepKind::Cases(cases, otherwise) => {
            facts.add("kind", "cases");
            for case in cases {
                facts.add(format!("case {}", condition(&case.when)), reference(&case.value));
                facts.add_some("case source", case.source.clone());
            }
            facts.add_some("otherwise", outside(otherwise));
        }
        StepKind::Table { keys, rows: found, .. } => {
            facts.add("kind", "table");
            facts.add("keys", references(keys));
            match found {
                Ok(found) => rows(found, facts),
                Err((id, _)) => facts.add("table", id),
            }
        }
        StepKind::ProRate(of, range) => {
            named(facts, "pro-rate", reference(of));
            days(range, facts);
        }
        StepKind::Days(range, is_share) => {
            facts.add("kind", "days");
            facts.add("share-of-year", is_share.to_string());
            days(range, facts);
        }
    }
}

/// A term is known by what is added; the rest is its value.
fn term(term: &Term, facts: &mut Facts) {
    let mut value = vec!["added".to_owned()];
    value.extend((!term.times.is_empty()).then(|| format!("times {}", references(&term.times))));
    value.extend(term.when.as_ref().map(|when| format!("when {}", condition(when))));
    value.extend(term.source.as_ref().map(|source| format!("source {source}")));
    facts.add(format!("term {}", reference(&term.of)), value.join(", "));
}

fn days(days: &DayRange, facts: &mut Facts) {
    facts.add("year-starts", days.year_starts.to_string());
    facts.add_some("from", days.from.as_ref().map(|(id, _)| id.clone()));
    facts.add_some("until", days.until.as_ref().map(|(id, _)| id.clone()));
    facts.add_some("until-birthday", days.until_birthday.as_ref().map(|(id, _, age)| format!("{id} at {age}")));
}

fn rows(rows: &Rows, facts: &mut Facts) {
    match rows {
        Rows::Bands(bands, _) => {
            for band in bands {
                let range = match band.to {
                    None => format!("{} and more", band.from),
                    Some((Comparison::Below, below)) => format!("{} to below {below}", band.from),
                    Some((_, to)) => format!("{} to {to}", band.from),
                };
                facts.add(format!("row {range}"), reference(&band.value));
                facts.add_some(&format!("source of row {range}"), band.source.clone());
            }
        }
        Rows::Line(points, _) => {
            for point in points {
                facts.add(format!("point at {}", point.at), point.value.to_string());
            }
        }
        Rows::Lookup(found, _) => {
            for row in found {
                let cells: Vec<String> = row.cells.iter().map(cell).collect();
                facts.add(format!("row {}", cells.join(", ")), reference(&row.value));
            }
        }
    }
    facts.add_some("outside", outside(rows.outside()).filter(|_| *rows.outside() != Outside::Unsaid));
}
