//! Sources: every id that is named must be known, and every amount should have one.

use super::listed;
use crate::Ratio;
use crate::finding::{Finding, Place, nearest};
use crate::scheme::{Case, Outside, Ref, Rows, Scheme, Step, StepKind, Term};

/// Faults for unknown sources, warnings for amounts without any.
pub(in crate::check) fn findings(scheme: &Scheme) -> Vec<Finding> {
    let mut findings = unknown(scheme);
    if scheme.default_source.is_none() {
        findings.extend(unsourced(scheme));
    }
    findings
}

fn unknown(scheme: &Scheme) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut named = |source: Option<&String>, place: &Place| {
        let Some(source) = source else { return };
        let id = source.split(',').next().unwrap_or(source).trim();
        if scheme.sources.iter().any(|known| known.id == id) {
            return;
        }
        let ids: Vec<&str> = scheme.sources.iter().map(|known| known.id.as_str()).collect();
        let help = match (nearest(id, ids.iter().copied()), ids.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => {
                "add it under [sources] in scheme.toml: the id first, then a comma and the place".to_owned()
            }
            (None, false) => format!("the sources are {}; add it under [sources] in scheme.toml", listed(ids)),
        };
        findings.push(Finding::fault("unknown-source", place, format!("there is no source `{id}`")).help(help));
    };
    named(scheme.default_source.as_ref(), &Place::top_of("rules.toml"));
    for question in &scheme.questions {
        named(question.source.as_ref(), &question.place);
    }
    for value in scheme.parameters.iter().flat_map(|parameter| &parameter.values) {
        named(value.source.as_ref(), &value.place);
    }
    for table in &scheme.tables {
        named(table.source.as_ref(), &table.place);
        bands(&table.rows).for_each(|band| named(band.source.as_ref(), &band.place));
    }
    for step in &scheme.steps {
        named(step.source.as_ref(), &step.place);
        match &step.kind {
            StepKind::Sum(terms) => terms.iter().for_each(|term| named(term.source.as_ref(), &term.place)),
            StepKind::Cases(cases, _) => cases.iter().for_each(|case| named(case.source.as_ref(), &step.place)),
            StepKind::Table { rows: Ok(rows), .. } => {
                bands(rows).for_each(|band| named(band.source.as_ref(), &band.place));
            }
            _ => {}
        }
    }
    findings
}

fn bands(rows: &Rows) -> impl Iterator<Item = &crate::scheme::Band> {
    let bands = if let Rows::Bands(bands, _) = rows { bands.as_slice() } else { &[] };
    bands.iter()
}

fn unsourced(scheme: &Scheme) -> Vec<Finding> {
    let mut findings = Vec::new();
    let help = "add source = \"…\" with an id from [sources], or a source for all under [defaults] in rules.toml";
    let mut warn = |place: &Place, message: String| {
        findings.push(Finding::warning("unsourced", place, message).help(help));
    };
    for parameter in &scheme.parameters {
        if let Some(value) = parameter.values.iter().find(|value| value.source.is_none()) {
            warn(&value.place, format!("no source says where the value of `{}` comes from", parameter.id));
        }
    }
    for table in scheme.tables.iter().filter(|table| table.source.is_none() && rows_lack_sources(&table.rows)) {
        warn(&table.place, format!("no source says where the table `{}` comes from", table.id));
    }
    for step in scheme.steps.iter().filter(|step| step.source.is_none() && has_amounts(step)) {
        warn(&step.place, format!("no source says where the numbers of `{}` come from", step.id));
    }
    let scored = scheme.questions.iter().filter(|question| question.source.is_none() && !question.points.is_empty());
    let scored: Vec<_> = scored.collect();
    if let Some(first) = scored.first() {
        let ids = listed(scored.iter().map(|question| question.id.as_str()));
        warn(&first.place, format!("no source says where the points of {ids} come from"));
    }
    findings
}

/// Whether a step holds numbers of its own that no smaller part of it gives a source for.
fn has_amounts(step: &Step) -> bool {
    let of_kind = match &step.kind {
        StepKind::Points { caps, .. } => caps.iter().any(|(_, cap)| is_amount(cap)),
        StepKind::Sum(terms) => terms.iter().any(|term| term.source.is_none() && term_has_amount(term)),
        StepKind::Product(of) | StepKind::Greatest(of) | StepKind::Least(of) => of.iter().any(is_amount),
        StepKind::Polynomial(_, coefficients) => coefficients.iter().any(|number| is_telling(*number)),
        StepKind::DeductShare(of, other) | StepKind::Divide(of, other, _) => is_amount(of) || is_amount(other),
        StepKind::Cases(cases, outside) => {
            let lacks = |case: &Case| case.source.is_none() && is_amount(&case.value);
            cases.iter().any(lacks) || outside_is_amount(outside)
        }
        StepKind::Table { rows: Ok(rows), .. } => rows_lack_sources(rows),
        StepKind::ProRate(of, _) => is_amount(of),
        StepKind::Table { .. } | StepKind::Power(..) | StepKind::Count(..) | StepKind::Days(..) => false,
    };
    of_kind || is_amount(&step.otherwise) || step.floor.iter().chain(&step.ceiling).any(is_amount)
}

fn term_has_amount(term: &Term) -> bool {
    std::iter::once(&term.of).chain(&term.times).any(is_amount)
}

fn rows_lack_sources(rows: &Rows) -> bool {
    let of_rows = match rows {
        Rows::Bands(bands, _) => bands.iter().any(|band| band.source.is_none() && is_amount(&band.value)),
        Rows::Line(points, _) => points.iter().any(|point| is_telling(point.value)),
        Rows::Lookup(rows, _) => rows.iter().any(|row| is_amount(&row.value)),
    };
    of_rows || outside_is_amount(rows.outside())
}

fn outside_is_amount(outside: &Outside) -> bool {
    matches!(outside, Outside::Value(value) if is_amount(value))
}

fn is_amount(reference: &Ref) -> bool {
    matches!(reference, Ref::Number(number) if is_telling(*number))
}

/// Whether a number says more than "nothing", "once" or "the other way".
fn is_telling(number: Ratio) -> bool {
    ![Ratio::ZERO, Ratio::ONE, Ratio::whole(-1)].contains(&number)
}
