//! A scheme as lists of things, and each thing as keys with values: what two schemes are compared by.

use super::notation::{condition, dates, reference, rounding};
use super::rules;
use crate::Ratio;
use crate::scheme::{AgeOn, AgeUnit, NeedDirection, Question, QuestionKind, Scheme, Stream};
use std::collections::BTreeMap;

/// A key and its value.
pub(super) type Fact = (String, String);

/// A thing with an id.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) facts: Vec<Fact>,
}

/// Keys with values, in order.
#[derive(Default)]
pub(super) struct Facts {
    facts: Vec<Fact>,
    /// How often each key stands there: a second one gets a number.
    seen: BTreeMap<String, usize>,
}

impl Facts {
    pub(super) fn add(&mut self, what: impl Into<String>, value: impl Into<String>) {
        let what = what.into();
        let count = self.seen.entry(what.clone()).or_insert(0);
        *count += 1;
        let what = if *count == 1 { what } else { format!("{what} #{count}") };
        self.facts.push((what, value.into()));
    }

    pub(super) fn add_some(&mut self, what: &str, value: Option<String>) {
        if let Some(value) = value {
            self.add(what, value);
        }
    }

    pub(super) fn done(self) -> Vec<Fact> {
        self.facts
    }
}

/// Gives the second and later things of the same id (dated versions) a number.
pub(super) fn numbered(items: Vec<Item>) -> Vec<Item> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |mut item: Item| {
        let count = seen.entry(item.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            item.id = format!("{} #{count}", item.id);
        }
        item
    };
    items.into_iter().map(number).collect()
}

/// Every part of a scheme, by name; the same names in the same order for every scheme.
pub(super) fn parts(scheme: &Scheme) -> Vec<(&'static str, Vec<Item>)> {
    let items = |items: Vec<(String, Facts)>| {
        numbered(items.into_iter().map(|(id, facts)| Item { id, facts: facts.done() }).collect())
    };
    vec![
        ("scheme", items(vec![("scheme".to_owned(), head(scheme))])),
        ("outcomes", items(scheme.outcomes.iter().map(|o| (o.id.clone(), Facts::default())).collect())),
        ("streams", items(scheme.streams.iter().map(|s| (s.id.clone(), stream(s))).collect())),
        ("splits", items(scheme.splits.iter().map(|s| (reference(&s.of), split(s))).collect())),
        ("routes", items(scheme.routes.iter().map(|r| (r.id.clone(), when(&r.when))).collect())),
        ("questions", items(scheme.questions.iter().map(|q| (q.id.clone(), question(q))).collect())),
        ("parameters", items(scheme.parameters.iter().map(|p| (p.id.clone(), rules::parameter(p))).collect())),
        ("tables", items(scheme.tables.iter().map(|t| (t.id.clone(), rules::table(t))).collect())),
        ("conditions", items(scheme.conditions.iter().map(|c| (c.id.clone(), when(&c.condition))).collect())),
        ("steps", items(scheme.steps.iter().map(|s| (s.id.clone(), rules::step(s))).collect())),
        ("sources", items(scheme.sources.iter().map(|s| (s.id.clone(), source(s))).collect())),
    ]
}

fn head(scheme: &Scheme) -> Facts {
    let mut facts = Facts::default();
    facts.add("id", &scheme.id);
    facts.add("effective-from", scheme.effective_from.to_string());
    facts.add_some("effective-until", scheme.effective_until.map(|day| day.to_string()));
    facts.add("currency", scheme.currency.code());
    facts.add("period", scheme.period.name());
    let adjustment = crate::scheme::Adjustment::ALL.iter().find(|(_, known)| *known == scheme.adjustment);
    facts.add_some("adjustment", adjustment.map(|(name, _)| (*name).to_owned()));
    facts.add_some("uprated-on", scheme.review.uprated_on.map(|day| day.to_string()));
    facts.add_some("reviewed-on", scheme.review.reviewed_on.map(|day| day.to_string()));
    facts.add_some("default source", scheme.default_source.clone());
    facts
}

fn stream(stream: &Stream) -> Facts {
    let mut facts = Facts::default();
    facts.add_some("amount", stream.amount.as_ref().map(reference));
    facts.add_some("points", stream.points.as_ref().map(reference));
    facts.add("period", stream.period.name());
    facts.add_some("round", stream.round.map(rounding));
    facts.add_some("eligible-when", stream.eligible_when.as_ref().map(condition));
    facts
}

fn split(split: &crate::scheme::Split) -> Facts {
    let mut facts = Facts::default();
    facts.add("round", rounding(split.round));
    for (stream, share) in &split.shares {
        facts.add(format!("share of {stream}"), share.to_string());
    }
    facts.add("remainder-to", &split.remainder_to);
    facts
}

fn when(when: &crate::scheme::Condition) -> Facts {
    let mut facts = Facts::default();
    facts.add("when", condition(when));
    facts
}

fn source(source: &crate::scheme::SourceDocument) -> Facts {
    let mut facts = Facts::default();
    facts.add("title", &source.title);
    facts.add_some("where", source.found_at.clone());
    facts.add_some("seen", source.seen.map(|day| day.to_string()));
    facts
}

fn question(question: &Question) -> Facts {
    let mut facts = Facts::default();
    kind(&question.kind, &mut facts);
    facts.add_some("outcome", question.outcome.clone());
    for (set, points) in &question.points {
        let name = if set.is_empty() { "points".to_owned() } else { format!("points.{set}") };
        match question.options() {
            Some(options) => {
                for (option, points) in options.iter().zip(points) {
                    facts.add(format!("{name}.{option}"), points.to_string());
                }
            }
            None => facts.add(name, points.iter().map(Ratio::to_string).collect::<Vec<_>>().join(", ")),
        }
    }
    facts.add_some("weight", (question.weight != Ratio::ONE).then(|| question.weight.to_string()));
    facts.add("required", question.is_required.to_string());
    facts.add_some("blank", question.blank.clone());
    facts.add_some("show-when", question.show_when.as_ref().map(condition));
    let need = match question.need() {
        NeedDirection::Higher => "higher",
        NeedDirection::Lower => "lower",
        NeedDirection::None => "none",
    };
    facts.add("more-need", need);
    let who: Vec<String> = question.answered_by.iter().map(|who| format!("{who:?}").to_lowercase()).collect();
    facts.add_some("answered-by", (!who.is_empty()).then(|| who.join(", ")));
    facts.add_some("unpriced", question.is_unpriced.then(|| "true".to_owned()));
    facts.add_some("source", question.source.clone());
    facts
}

fn kind(kind: &QuestionKind, facts: &mut Facts) {
    let ends = |facts: &mut Facts, min: String, max: String| {
        facts.add("min", min);
        facts.add("max", max);
    };
    match kind {
        QuestionKind::Levels(options) => {
            facts.add("kind", "levels");
            facts.add("options", options.join(", "));
        }
        QuestionKind::Choice(options) => {
            facts.add("kind", "choice");
            facts.add("options", options.join(", "));
        }
        QuestionKind::YesNo => facts.add("kind", "yes-no"),
        QuestionKind::Whole { min, max } => {
            facts.add("kind", "whole");
            ends(facts, min.to_string(), max.to_string());
        }
        QuestionKind::Decimal { min, max, places } => {
            let end = |code: i64| Ratio::new(i128::from(code), 10_i128.pow(*places)).unwrap_or(Ratio::ZERO).to_string();
            facts.add("kind", "decimal");
            ends(facts, end(*min), end(*max));
            facts.add("places", places.to_string());
        }
        QuestionKind::DateOfBirth { age_on, age_in, min, max } => {
            facts.add("kind", "date-of-birth");
            ends(facts, min.to_string(), max.to_string());
            facts.add("age-in", if *age_in == AgeUnit::Years { "years" } else { "months" });
            let day = match age_on {
                AgeOn::Calculation => "calculation".to_owned(),
                AgeOn::DayOfYear(day) => day.to_string(),
            };
            facts.add("age-on", day);
        }
        QuestionKind::Date => facts.add("kind", "date"),
    }
}

/// A dated value's time, as a fact.
pub(super) fn holds(facts: &mut Facts, time: crate::scheme::InForce) {
    facts.add_some("holds", dates(time));
}
