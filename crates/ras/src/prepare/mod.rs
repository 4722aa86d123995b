//! Making a scheme ready for one day: names are resolved, dated versions chosen, every operation laid out with its exact
//! denominator and the range it can take. All faults that a calculation could meet are met here.

mod builder;
mod conditions;
mod lookup;
mod names;
mod points;
mod questions;
mod steps;
mod streams;
mod tables;
mod uses;

pub(crate) use uses::{Use, subjects_of_condition, uses_of_condition, uses_of_step};

use crate::calculator::{Calculator, Input};
use crate::finding::{Faults, Finding, Place};
use crate::scheme::{InForce, Ref, Scheme};
use builder::Builder;
use jiff::civil::Date;
use names::{Named, Names};

impl Scheme {
    /// Makes the scheme ready for a day of calculation.
    ///
    /// # Errors
    /// Every fault that stands in the way: unknown or repeated ids, circles, gaps and overlaps in tables, a rule
    /// without a version on that day, numbers that could grow too large, a division that could be by zero.
    pub fn on(&self, day: Date) -> Result<Calculator, Faults> {
        if !self.is_in_force(day) {
            let until = self.effective_until.map_or_else(|| "without end".to_owned(), |until| format!("to {until}"));
            let message = format!("this version is in force from {} {until}, not on {day}", self.effective_from);
            let fault = Finding::fault("not-in-force", &Place::top_of("scheme.toml"), message);
            return Err(Faults(vec![fault.help("choose the version for that day, or another day")]));
        }
        self.prepare(day)
    }

    /// The same without asking whether the version is in force that day.
    pub(crate) fn prepare(&self, day: Date) -> Result<Calculator, Faults> {
        let mut preparer = Preparer {
            scheme: self,
            day,
            names: Names::default(),
            builder: Builder::new(self.questions.iter().map(|question| Input::of(question, day)).collect()),
        };
        let calculator = preparer.run();
        let mut findings = preparer.builder.findings;
        match calculator {
            Some(calculator) if findings.is_empty() => Ok(calculator),
            _ => {
                findings.sort_by(|a, b| a.place.cmp(&b.place));
                findings.dedup();
                Err(Faults(findings))
            }
        }
    }
}

struct Preparer<'a> {
    scheme: &'a Scheme,
    day: Date,
    names: Names,
    builder: Builder,
}

impl Preparer<'_> {
    fn run(&mut self) -> Option<Calculator> {
        self.names = Names::of(self.scheme, self.day, &mut self.builder.findings);
        self.check_frame();
        self.show_conditions();
        let mut steps = Vec::new();
        for named in self.names.in_order(self.scheme, &mut self.builder.findings) {
            match named {
                Named::Condition(at) => self.named_condition(at),
                Named::Step(at) => {
                    let laid_out = self.step(at);
                    if laid_out.is_none() && self.builder.findings.is_empty() {
                        self.builder.too_large();
                    }
                    steps.extend(laid_out);
                }
                _ => {}
            }
        }
        self.builder.step = None;
        let streams = self.streams();
        let routes = self.routes();
        if streams.len() < self.scheme.streams.len() && self.builder.findings.is_empty() {
            self.builder.too_large();
        }
        if self.builder.findings.iter().any(Finding::is_fault) {
            return None;
        }
        Some(Calculator {
            scheme: self.scheme.id.clone(),
            version: self.scheme.version(),
            hash: self.scheme.hash,
            on: self.day,
            currency: self.scheme.currency,
            inputs: std::mem::take(&mut self.builder.inputs),
            nodes: std::mem::take(&mut self.builder.nodes),
            streams,
            routes,
            steps,
        })
    }

    fn fault(&mut self, code: &'static str, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.builder.findings.push(Finding::fault(code, place, message).help(help));
    }

    /// What stands around the rules: outcomes of questions, overlapping versions of parameters and tables.
    fn check_frame(&mut self) {
        for question in &self.scheme.questions {
            if let Some(outcome) = &question.outcome
                && !self.scheme.outcomes.iter().any(|known| known.id == *outcome)
            {
                let known: Vec<&str> = self.scheme.outcomes.iter().map(|known| known.id.as_str()).collect();
                let help = format!("the outcomes of this scheme are {}", known.join(", "));
                self.fault("unknown-id", &question.place, format!("there is no outcome `{outcome}`"), help);
            }
        }
        let scheme = self.scheme;
        for parameter in &scheme.parameters {
            let dates: Vec<(InForce, &Place)> =
                parameter.values.iter().map(|value| (value.dates, &value.place)).collect();
            self.check_overlaps("parameter", &parameter.id, &dates);
        }
        let mut seen: Vec<&str> = Vec::new();
        for table in &scheme.tables {
            if !seen.contains(&table.id.as_str()) {
                seen.push(&table.id);
                let same = scheme.tables.iter().filter(|other| other.id == table.id);
                let dates: Vec<(InForce, &Place)> = same.map(|table| (table.dates, &table.place)).collect();
                self.check_overlaps("table", &table.id, &dates);
            }
        }
    }

    fn check_overlaps(&mut self, what: &str, id: &str, dates: &[(InForce, &Place)]) {
        for (i, (later, place)) in dates.iter().enumerate() {
            if let Some((_, earlier)) = dates.iter().take(i).find(|(earlier, _)| earlier.overlaps(*later)) {
                let message =
                    format!("two versions of the {what} `{id}` hold on the same day (the other at {earlier})");
                self.fault(
                    "overlap",
                    place,
                    message,
                    "set `effective-until` on the earlier and `effective-from` on the later",
                );
            }
        }
    }

    /// The value of a reference as an operation.
    fn reference(&mut self, reference: &Ref) -> Option<crate::calculator::NodeId> {
        match reference {
            Ref::Number(number) => self.builder.constant(*number),
            Ref::Name(name, place) => self.named_value(name, place),
        }
    }

    fn references(&mut self, references: &[Ref]) -> Option<Vec<crate::calculator::NodeId>> {
        let found: Vec<_> = references.iter().map(|reference| self.reference(reference)).collect();
        found.into_iter().collect()
    }

    fn named_value(&mut self, name: &str, place: &Place) -> Option<crate::calculator::NodeId> {
        let (id, suffix) = name.split_once('.').map_or((name, None), |(id, suffix)| (id, Some(suffix)));
        match (self.names.find(id), suffix) {
            (Some(Named::Question(at)), suffix) => self.question_value(at, suffix, place),
            (Some(Named::Parameter(at)), None) => self.parameter(at, place),
            (Some(Named::Step(at)), None) => self.names.step_value(at),
            (Some(Named::Condition(at)), None) => self.names.condition_value(at),
            (Some(Named::OtherDays), _) => {
                let message = format!("no version of `{id}` is in force on {}", self.day);
                self.fault(
                    "no-version",
                    place,
                    message,
                    "add a version for that day; the last one is never used in its place",
                );
                None
            }
            (Some(_), Some(suffix)) => {
                self.fault(
                    "unknown-id",
                    place,
                    format!("`{id}` is not a question and has no `.{suffix}`"),
                    "only questions have point sets and levels",
                );
                None
            }
            (None, _) => {
                let help = self.names.nearest(id).filter(|_| suffix.is_none()).map_or_else(
                    || "name a question, parameter, step or condition, or write a number".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.fault("unknown-id", place, format!("there is nothing called `{name}`"), help);
                None
            }
        }
    }

    fn parameter(&mut self, at: usize, place: &Place) -> Option<crate::calculator::NodeId> {
        let parameter = self.scheme.parameters.get(at)?;
        match parameter.values.iter().find(|value| value.dates.holds(self.day)) {
            Some(value) => self.builder.constant(value.value),
            None => {
                let message = format!("the parameter `{}` has no value on {}", parameter.id, self.day);
                self.fault(
                    "no-version",
                    place,
                    message,
                    "add a value for that day; the last one is never used in its place",
                );
                None
            }
        }
    }
}
