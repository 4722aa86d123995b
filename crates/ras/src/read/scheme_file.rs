//! `scheme.toml`.

use super::conditions;
use super::fields::{Fields, number_of};
use super::node::{Node, Value};
use crate::finding::{Finding, Place};
use crate::hash::SchemeHash;
use crate::scheme::EVERY_CHILD_MATTERS;
use crate::scheme::{Adjustment, Currency, Outcome, Period, Review, Route, Scheme, SourceDocument, Split, Stream};
use std::collections::BTreeMap;

/// Reads everything but questions, rules and words, which the caller adds.
pub(super) fn read(node: &Node, findings: &mut Vec<Finding>) -> Option<Scheme> {
    let mut fields = Fields::of(node, "scheme.toml", findings)?;
    let place = fields.place.clone();
    if let Some(other) = fields.whole("format").filter(|format| *format != 1) {
        fields.fault("format", &place, format!("format {other} is not known"), "this program reads format 1");
    }
    if !fields.has("format") {
        fields.missing("format");
    }
    let id = fields.id("id");
    let from = fields.date("effective-from");
    if !fields.has("effective-from") {
        fields.missing("effective-from");
    }
    let until = fields.date("effective-until");
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        fields.fault(
            "dates",
            &place,
            format!("it ends on {until}, before it starts on {from}"),
            "exchange the two dates",
        );
    }
    let currency = currency(&mut fields);
    let period = fields.word("period", &Period::ALL);
    if !fields.has("period") {
        fields.missing("period");
    }
    let period = period.unwrap_or(Period::Year);
    let language = fields.text("language").unwrap_or_else(|| "en".to_owned());
    let sources = sources(&mut fields);
    let review = review(&mut fields);
    let adjustment = adjustment(&mut fields);
    let outcomes = outcomes(&mut fields);
    let streams =
        fields.list("stream").iter().filter_map(|node| stream(node, period, fields.findings)).collect::<Vec<_>>();
    let splits = fields.list("split").iter().filter_map(|node| split(node, fields.findings)).collect();
    let routes = fields.list("route").iter().filter_map(|node| route(node, fields.findings)).collect();
    if streams.is_empty() && !fields.has("stream") {
        fields.fault("missing-key", &place, "there is no stream", "add [[stream]] with an `id` and an `amount`");
    }
    fields.finish();
    Some(Scheme {
        id: id?,
        effective_from: from?,
        effective_until: until,
        currency,
        period,
        language,
        sources,
        review,
        adjustment,
        outcomes,
        streams,
        splits,
        routes,
        questions: Vec::new(),
        parameters: Vec::new(),
        tables: Vec::new(),
        steps: Vec::new(),
        conditions: Vec::new(),
        default_source: None,
        words: BTreeMap::new(),
        cases: Vec::new(),
        hash: SchemeHash::of([]),
    })
}

fn currency(fields: &mut Fields<'_>) -> Currency {
    let Some(code) = fields.text("currency") else {
        if !fields.has("currency") {
            fields.missing("currency");
        }
        return Currency::GBP;
    };
    let place = fields.node("currency").map_or_else(|| fields.place.clone(), |node| node.place.clone());
    Currency::parse(&code).unwrap_or_else(|| {
        fields.fault("currency", &place, format!("`{code}` is not a currency that can be used"), "use the three capital letters of ISO 4217, such as GBP; currencies counted in thousandths are not supported");
        Currency::GBP
    })
}

fn sources(fields: &mut Fields<'_>) -> Vec<SourceDocument> {
    let mut sources = Vec::new();
    for (id, node) in fields.open_table("sources").unwrap_or_default() {
        let Some(mut inner) = Fields::of(node, "a source", fields.findings) else { continue };
        let title = inner.text("title");
        if !inner.has("title") {
            inner.missing("title");
        }
        let found_at = inner.text("where");
        let seen = inner.date("seen");
        inner.finish();
        if let Some(title) = title {
            sources.push(SourceDocument { id: id.clone(), title, found_at, seen, place: node.place.clone() });
        }
    }
    sources
}

fn review(fields: &mut Fields<'_>) -> Review {
    let Some(node) = fields.node("review") else { return Review::default() };
    let Some(mut inner) = Fields::of(node, "`review`", fields.findings) else { return Review::default() };
    let review = Review { uprated_on: inner.date("uprated-on"), reviewed_on: inner.date("reviewed-on") };
    inner.finish();
    review
}

fn adjustment(fields: &mut Fields<'_>) -> Adjustment {
    let Some(node) = fields.node("adjustment") else { return Adjustment::default() };
    let Some(mut inner) = Fields::of(node, "`adjustment`", fields.findings) else { return Adjustment::default() };
    let direction = inner.word("direction", &Adjustment::ALL).unwrap_or_default();
    inner.finish();
    direction
}

fn outcomes(fields: &mut Fields<'_>) -> Vec<Outcome> {
    let nodes = fields.list("outcome");
    if nodes.is_empty() {
        let top = Place::top_of("scheme.toml");
        return EVERY_CHILD_MATTERS
            .iter()
            .map(|(id, _)| Outcome { id: (*id).to_owned(), place: top.clone() })
            .collect();
    }
    let mut outcomes = Vec::new();
    for node in nodes {
        let Some(mut inner) = Fields::of(node, "an outcome", fields.findings) else { continue };
        let id = inner.id("id");
        inner.finish();
        outcomes.extend(id.map(|id| Outcome { id, place: node.place.clone() }));
    }
    outcomes
}

fn stream(node: &Node, period: Period, findings: &mut Vec<Finding>) -> Option<Stream> {
    let mut fields = Fields::of(node, "a stream", findings)?;
    let id = fields.id("id");
    let amount = fields.reference("amount");
    let points = fields.reference("points");
    let period = fields.word("period", &Period::ALL).unwrap_or(period);
    let round = fields.rounding("round");
    let eligible_when = conditions::under(&mut fields, "eligible-when");
    fields.finish();
    Some(Stream { id: id?, amount, points, period, round, eligible_when, place: node.place.clone() })
}

fn split(node: &Node, findings: &mut Vec<Finding>) -> Option<Split> {
    let mut fields = Fields::of(node, "a split", findings)?;
    let of = fields.required_ref("of");
    let round = fields.rounding("round");
    if !fields.has("round") {
        fields.missing("round");
    }
    let remainder_to = fields.text("remainder-to");
    if !fields.has("remainder-to") {
        fields.missing("remainder-to");
    }
    let mut shares = Vec::new();
    for (stream, share) in fields.open_table("shares").unwrap_or_default() {
        match (number_of(share), &share.value) {
            (Some(number), Value::Number(_) | Value::Text(_)) => shares.push((stream.clone(), number)),
            _ => fields.fault(
                "shape",
                &share.place,
                format!("the share of `{stream}` must be a number"),
                "write 0.5 for a half",
            ),
        }
    }
    fields.finish();
    Some(Split { of: of?, round: round?, shares, remainder_to: remainder_to?, place: node.place.clone() })
}

fn route(node: &Node, findings: &mut Vec<Finding>) -> Option<Route> {
    let mut fields = Fields::of(node, "a route", findings)?;
    let id = fields.id("id");
    let when = conditions::under(&mut fields, "when");
    if !fields.has("when") {
        fields.missing("when");
    }
    fields.finish();
    Some(Route { id: id?, when: when?, place: node.place.clone() })
}
