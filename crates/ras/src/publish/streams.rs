//! How an amount is reached: for each stream who it is for, the lines of the calculation in order, and what happens at
//! the end. A line that several streams use stands under the first and is only named under the others.

use super::figures::{Shown, share};
use super::markdown::plain;
use super::pen::Pen;
use crate::prepare::{uses_of_condition, uses_of_step};
use crate::scheme::{Period, Ref, Rows, Split, Step, StepKind, Stream};
use std::collections::BTreeSet;

impl<'a> Pen<'a> {
    /// Gives every step its number. The order is that of the streams, and within each that of the calculation.
    pub(super) fn number_lines(&mut self) -> Vec<Vec<&'a str>> {
        let scheme = self.scheme;
        let mut groups = Vec::new();
        let mut next = 1;
        let order = self.steps_in_order();
        let of_streams: Vec<BTreeSet<&'a str>> =
            scheme.streams.iter().map(|stream| self.find_steps_of(stream)).collect();
        let ids = scheme.streams.iter().map(|stream| stream.id.as_str());
        self.steps_of_streams = ids.zip(of_streams.iter().cloned()).collect();
        let all: BTreeSet<&'a str> = scheme.steps.iter().map(|step| step.id.as_str()).collect();
        for wanted in of_streams.into_iter().chain([all]) {
            let group: Vec<&'a str> =
                order.iter().copied().filter(|id| wanted.contains(id) && !self.lines.contains_key(id)).collect();
            for id in &group {
                self.lines.insert(id, next);
                next += 1;
            }
            groups.push(group);
        }
        groups
    }

    /// Ids of steps so that each comes after all it uses on the day; those of other days at the end.
    fn steps_in_order(&self) -> Vec<&'a str> {
        let scheme = self.scheme;
        let on_the_day = self.calculator.steps.iter().filter_map(|step| scheme.steps.get(step.index));
        let mut ids = Vec::new();
        for step in on_the_day.chain(&scheme.steps) {
            if !ids.contains(&step.id.as_str()) {
                ids.push(step.id.as_str());
            }
        }
        ids
    }

    /// Every step that a stream's figures rest on, whatever the day.
    fn find_steps_of(&self, stream: &Stream) -> BTreeSet<&'a str> {
        let scheme = self.scheme;
        let split = self.split_of(stream).map(|split| &split.of);
        let mut waiting: Vec<String> = Vec::new();
        for reference in stream.amount.iter().chain(&stream.points).chain(split) {
            if let Ref::Name(name, _) = reference {
                waiting.push(name.split('.').next().unwrap_or(name).to_owned());
            }
        }
        let eligible = stream.eligible_when.iter().flat_map(uses_of_condition);
        waiting.extend(eligible.map(|(id, _)| id));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut found = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            for step in scheme.steps.iter().filter(|step| step.id == id) {
                found.insert(step.id.as_str());
                waiting.extend(uses_of_step(step, self.named_rows(step)).into_iter().map(|(id, _)| id));
            }
            for named in scheme.conditions.iter().filter(|named| named.id == id) {
                waiting.extend(uses_of_condition(&named.condition).into_iter().map(|(id, _)| id));
            }
            let questions = scheme.questions.iter().filter(|question| question.id == id);
            let shown = questions.filter_map(|question| question.show_when.as_ref());
            waiting.extend(shown.flat_map(uses_of_condition).map(|(id, _)| id));
        }
        found
    }

    fn rests_on(&self, stream: &Stream, step: &Step) -> bool {
        self.steps_of_streams.get(stream.id.as_str()).is_some_and(|steps| steps.contains(step.id.as_str()))
    }

    fn named_rows(&self, step: &Step) -> Option<&'a Rows> {
        let StepKind::Table { rows: Err((id, _)), .. } = &step.kind else { return None };
        self.scheme.tables.iter().find(|table| table.id == *id).map(|table| &table.rows)
    }

    fn split_of(&self, stream: &Stream) -> Option<&'a Split> {
        self.scheme.splits.iter().find(|split| split.shares.iter().any(|(id, _)| *id == stream.id))
    }

    /// The top of a stream's part of the page: what it is and who it is for.
    pub(super) fn stream_top(&mut self, stream: &'a Stream) {
        let name = self.stream_name(&stream.id);
        self.page.heading(3, &name);
        let period = self.period(stream.period);
        self.tell("stream.amount", &[("period", &period), ("currency", self.scheme.currency.code())]);
        self.eligibility(stream);
    }

    /// The end of a stream's part: from the last line to the amount.
    pub(super) fn stream_end(&mut self, stream: &'a Stream) {
        self.head(4, "stream.end-heading", &[]);
        let mut items = vec![self.last_line(stream), self.stream_rounding(stream)];
        items.extend(self.example_amount(&stream.id));
        items.extend(self.held_back(stream));
        items.extend(self.refused(stream));
        self.page.bullets(&items);
    }

    /// What an amount is for: `a year`.
    pub(super) fn period(&self, period: Period) -> String {
        let key = match period {
            Period::Year => "period.year",
            Period::Month => "period.month",
            Period::Week => "period.week",
            Period::Day => "period.day",
            Period::Hour => "period.hour",
            Period::Once => "period.once",
        };
        self.messages.text(key).to_owned()
    }

    fn eligibility(&mut self, stream: &'a Stream) {
        let Some(condition) = &stream.eligible_when else {
            self.tell("stream.for-everyone", &[]);
            return;
        };
        let said = self.condition(condition);
        self.tell("stream.eligible-when", &[("condition", &said)]);
        let named = self.conditions_named_in(condition);
        let items: Vec<String> = named
            .iter()
            .map(|(name, meaning)| self.say("condition.meaning", &[("name", name), ("condition", meaning)]))
            .collect();
        self.page.bullets(&items);
        match self.words.not_eligible.get(&stream.id).map(|text| plain(text)) {
            Some(text) => self.tell("stream.not-eligible-because", &[("reason", &text)]),
            None => self.tell("stream.not-eligible", &[]),
        }
    }

    fn last_line(&self, stream: &Stream) -> String {
        match (&stream.amount, self.split_of(stream)) {
            (Some(amount), _) => self.say("stream.result", &[("amount", &self.reference(amount, Shown::Money))]),
            (None, Some(split)) => {
                let part = split.shares.iter().find(|(id, _)| *id == stream.id).map(|(_, part)| share(*part));
                let key = if split.remainder_to == stream.id { "stream.remainder" } else { "stream.share" };
                let whole = self.reference(&split.of, Shown::Money);
                self.say(key, &[("whole", &whole), ("share", &part.unwrap_or_default())])
            }
            (None, None) => String::new(),
        }
    }

    fn stream_rounding(&self, stream: &Stream) -> String {
        match (stream.round, self.split_of(stream)) {
            (Some(round), _) => self.say("stream.rounded", &[("rounding", &self.rounding(round, Shown::Money))]),
            (None, Some(split)) => {
                self.say("stream.split-rounded", &[("rounding", &self.rounding(split.round, Shown::Money))])
            }
            (None, None) => self.messages.text("stream.not-rounded").to_owned(),
        }
    }

    /// Shares taken off on the way: a contingency, told again where the result is.
    fn held_back(&self, stream: &Stream) -> Vec<String> {
        let is_wanted = |step: &&Step| step.dates.holds(self.day) && self.rests_on(stream, step);
        let steps = self.scheme.steps.iter().filter(is_wanted);
        let shares = steps.filter_map(|step| match &step.kind {
            StepKind::DeductShare(_, share) => {
                let line = self.lines.get(step.id.as_str()).copied().unwrap_or(0).to_string();
                Some(self.say("stream.held-back", &[("share", &self.reference(share, Shown::Share)), ("line", &line)]))
            }
            _ => None,
        });
        shares.collect()
    }

    /// Where there is no answer in money.
    fn refused(&self, stream: &Stream) -> Vec<String> {
        let mut items = Vec::new();
        for step in &self.scheme.steps {
            let outside = match &step.kind {
                StepKind::Cases(_, outside) => Some(outside),
                StepKind::Table { rows: Ok(rows), .. } => Some(rows.outside()),
                StepKind::Table { .. } => self.named_rows(step).map(Rows::outside),
                _ => None,
            };
            if outside == Some(&crate::scheme::Outside::Refused) && self.rests_on(stream, step) {
                let line = self.lines.get(step.id.as_str()).copied().unwrap_or(0).to_string();
                let reason = self.words.refusals.get(&step.id).map(|reason| plain(reason));
                items.push(match reason {
                    Some(reason) => self.say("stream.refused-because", &[("line", &line), ("reason", &reason)]),
                    None => self.say("stream.refused", &[("line", &line)]),
                });
            }
        }
        if self.scheme.questions.iter().any(|question| question.is_required) {
            items.push(self.messages.text("stream.no-answer").to_owned());
        }
        items
    }
}
