//! `lookup`: which row the keys lead to.

use super::super::desk::Desk;
use super::super::directory::{Directory, Named, Operand};
use super::super::figure::Measure;
use super::super::letter::{PartLine, Source};
use super::super::message::Message as M;
use super::super::wording::{Value, Wording, figure, ratio};
use super::{Draft, StepOutline};
use crate::calculator::StepNodes;
use crate::scheme::{KeyCell, LookupRow, Question, QuestionKind, Ref};
use std::borrow::Cow;
use std::collections::HashMap;

pub(super) struct LookupMethod<'a> {
    keys: Vec<Key<'a>>,
    rows: &'a [LookupRow],
    reason: &'a str,
    sources: Vec<Source<'a>>,
    /// Where the values of some rows come from, by the row's position, when it is not where the table comes from.
    other_sources: HashMap<usize, [Source<'a>; 1]>,
}

struct Key<'a> {
    operand: Operand<'a>,
    /// The options in words, for a question that has some.
    options: Vec<String>,
}

impl<'a> LookupMethod<'a> {
    pub(super) fn new(
        directory: &Directory<'a>,
        nodes: &'a StepNodes,
        (keys, rows, source, reason): (&'a [Ref], &'a [LookupRow], Option<&'a str>, &'a str),
    ) -> LookupMethod<'a> {
        let key = |(reference, part): (&'a Ref, &crate::calculator::Part)| Key {
            operand: directory.operand(reference, part.node, directory.measure_looked_up(reference)),
            options: match directory.find(reference) {
                Some(Named::Question(question)) if !is_suffixed(reference) => options(directory, question),
                _ => Vec::new(),
            },
        };
        let sources: Vec<Source<'a>> = directory.source_or_default(source).into_iter().collect();
        let own = |(at, row): (usize, &LookupRow)| {
            let own = directory.value_source(&row.value, source)?;
            (!sources.contains(&own)).then_some((at, [own]))
        };
        LookupMethod {
            other_sources: rows.iter().enumerate().filter_map(own).collect(),
            keys: keys.iter().zip(&nodes.parts).map(key).collect(),
            rows,
            reason,
            sources,
        }
    }

    pub(super) fn draft<'e>(&'e self, desk: &Desk<'_>, step: &'e StepOutline<'a>, draft: &mut Draft<'e>) {
        let found = desk.finder(step.nodes.base).and_then(|finder| finder.find(|node| desk.values.get(node)));
        let row = found.and_then(|at| self.rows.get(at));
        let mut keys = String::with_capacity(48);
        for (at, key) in self.keys.iter().enumerate() {
            if at > 0 {
                keys.push_str(", ");
            }
            key.write(desk, &mut keys, row.and_then(|row| row.cells.get(at)));
            draft.parts.push(PartLine {
                shown: key.shown(desk),
                name: key.operand.name.as_deref().map_or(Cow::Borrowed(""), Cow::Borrowed),
                source: None,
            });
        }
        let value = figure(desk.values.get(step.nodes.base), step.base);
        let mut values = vec![("keys", Value::Text(&keys)), ("value", value)];
        let message = match row {
            Some(_) => M::StepsLookup,
            None if desk.values.refusal(step.nodes.base).is_some() => {
                values.push(("reason", Value::Text(self.reason)));
                M::StepsLookupRefused
            }
            None => M::StepsLookupOutside,
        };
        desk.wording.say(&mut draft.working, message, &values);
        let own = found.and_then(|at| self.other_sources.get(&at));
        draft.sources = Some(own.map_or(self.sources.as_slice(), |own| own.as_slice()));
    }
}

impl Key<'_> {
    fn option(&self, desk: &Desk<'_>) -> Option<&str> {
        let at = usize::try_from(desk.values.get(self.operand.node)).ok()?;
        self.options.get(at).map(String::as_str)
    }

    fn shown<'e>(&'e self, desk: &Desk<'_>) -> Cow<'e, str> {
        self.option(desk).map_or_else(|| desk.text(&self.operand), Cow::Borrowed)
    }

    fn write(&self, desk: &Desk<'_>, out: &mut String, cell: Option<&KeyCell>) {
        if let Some(option) = self.option(desk) {
            return desk.wording.say(out, M::StepsLookupOption, &[("option", Value::Text(option))]);
        }
        match cell {
            Some(KeyCell::Range(from, to)) if from != to => {
                let range = range_words(desk.wording, (*from, *to));
                let shown = desk.text(&self.operand);
                let values = [("value", Value::Text(&shown)), ("range", Value::Text(&range))];
                desk.wording.say(out, M::StepsLookupNumber, &values);
            }
            _ => desk.put(out, &self.operand),
        }
    }
}

/// Whether a reference names a point set or the level of a question.
fn is_suffixed(reference: &Ref) -> bool {
    matches!(reference, Ref::Name(name, _) if name.contains('.'))
}

fn options(directory: &Directory<'_>, question: &Question) -> Vec<String> {
    match &question.kind {
        QuestionKind::YesNo => ["no", "yes"].map(|id| directory.option(question, id)).into(),
        _ => question.options().unwrap_or_default().iter().map(|id| directory.option(question, id)).collect(),
    }
}

fn range_words(wording: &Wording, range: (Option<crate::Ratio>, Option<crate::Ratio>)) -> String {
    let end = |number: crate::Ratio| ratio(number, Measure::Number);
    match range {
        (Some(from), Some(to)) => wording.sentence(M::StepsRowRange, &[("from", end(from)), ("to", end(to))]),
        (Some(from), None) => wording.sentence(M::StepsRowFrom, &[("from", end(from))]),
        (None, Some(to)) => wording.sentence(M::StepsRowUpTo, &[("to", end(to))]),
        (None, None) => wording.text(M::StepsRowAny).to_owned(),
    }
}
