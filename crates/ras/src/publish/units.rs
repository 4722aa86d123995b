//! What each number of a scheme counts. Steps say it; for parameters and the rest it follows from where they are used, so
//! that a page can write `£75` and `12%` instead of `75` and `0.12`. Only the writing depends on it, never a figure.

use super::figures::Shown;
use crate::scheme::{Outside, Ref, Rows, Scheme, Step, StepKind, Term, Unit};
use std::collections::BTreeMap;

/// What each parameter and step counts, by id.
#[derive(Debug)]
pub(super) struct Units<'a> {
    known: BTreeMap<&'a str, Shown>,
    questions: Vec<&'a str>,
}

impl<'a> Units<'a> {
    pub(super) fn of(scheme: &'a Scheme) -> Units<'a> {
        let mut units =
            Units { known: BTreeMap::new(), questions: scheme.questions.iter().map(|q| q.id.as_str()).collect() };
        for step in &scheme.steps {
            let adds_points = matches!(step.kind, StepKind::Points { .. }).then_some(Shown::Points);
            if let Some(shown) = shown(step.unit).or(adds_points) {
                units.known.insert(&step.id, shown);
            }
        }
        for stream in &scheme.streams {
            stream.amount.iter().for_each(|amount| units.learn(amount, Shown::Money));
        }
        scheme.splits.iter().for_each(|split| units.learn(&split.of, Shown::Money));
        // What is learned of one step can tell of the next; a few rounds reach everything worth knowing.
        for _ in 0..4 {
            scheme.steps.iter().for_each(|step| units.learn_from(step, scheme));
        }
        units
    }

    /// What a step or parameter of this id counts.
    pub(super) fn of_id(&self, id: &str) -> Shown {
        self.known.get(id).copied().unwrap_or(Shown::Number)
    }

    fn of_ref(&self, reference: &Ref) -> Option<Shown> {
        match reference {
            Ref::Number(_) => None,
            Ref::Name(name, _) => self.known.get(name.as_str()).copied(),
        }
    }

    fn learn(&mut self, reference: &'a Ref, shown: Shown) {
        if let Ref::Name(name, _) = reference
            && !self.questions.contains(&name.split('.').next().unwrap_or(name))
        {
            self.known.entry(name).or_insert(shown);
        }
    }

    fn learn_from(&mut self, step: &'a Step, scheme: &'a Scheme) {
        if let StepKind::DeductShare(_, share) = &step.kind {
            self.learn(share, Shown::Share);
        }
        let Some(&unit) = self.known.get(step.id.as_str()) else { return };
        step.floor.iter().chain(&step.ceiling).for_each(|end| self.learn(end, unit));
        match &step.kind {
            StepKind::Sum(terms) => terms.iter().for_each(|term| self.learn_from_term(term, unit)),
            StepKind::Product(of) => self.learn_from_product(&of.iter().collect::<Vec<_>>(), unit),
            StepKind::Greatest(of) | StepKind::Least(of) => of.iter().for_each(|of| self.learn(of, unit)),
            StepKind::DeductShare(of, _) => self.learn(of, unit),
            StepKind::Cases(cases, outside) => {
                cases.iter().for_each(|case| self.learn(&case.value, unit));
                self.learn_outside(outside, unit);
            }
            StepKind::Table { rows, .. } => {
                let rows = match rows {
                    Ok(rows) => Some(rows),
                    Err((id, _)) => scheme.tables.iter().find(|table| table.id == *id).map(|table| &table.rows),
                };
                match rows {
                    Some(Rows::Bands(bands, _)) => bands.iter().for_each(|band| self.learn(&band.value, unit)),
                    Some(Rows::Lookup(rows, _)) => rows.iter().for_each(|row| self.learn(&row.value, unit)),
                    _ => {}
                }
                if let Some(rows) = rows {
                    self.learn_outside(rows.outside(), unit);
                }
            }
            StepKind::ProRate(of, _) => self.learn(of, unit),
            _ => {}
        }
    }

    fn learn_outside(&mut self, outside: &'a Outside, unit: Shown) {
        if let Outside::Value(value) = outside {
            self.learn(value, unit);
        }
    }

    fn learn_from_term(&mut self, term: &'a Term, unit: Shown) {
        let factors: Vec<&Ref> = std::iter::once(&term.of).chain(&term.times).collect();
        self.learn_from_product(&factors, unit);
    }

    /// Of a product that counts something, one factor counts the same and the others are how often or which part of it.
    fn learn_from_product(&mut self, factors: &[&'a Ref], unit: Shown) {
        let named: Vec<&'a Ref> = factors.iter().copied().filter(|factor| matches!(factor, Ref::Name(..))).collect();
        let is_question = |reference: &Ref| match reference {
            Ref::Name(name, _) => self.questions.contains(&name.split('.').next().unwrap_or(name)),
            Ref::Number(_) => false,
        };
        let has_unit = named.iter().any(|factor| self.of_ref(factor) == Some(unit));
        let unknown: Vec<&'a Ref> =
            named.into_iter().filter(|factor| self.of_ref(factor).is_none() && !is_question(factor)).collect();
        match unknown.as_slice() {
            [only] if !has_unit => self.learn(only, unit),
            several if has_unit => several.iter().for_each(|factor| self.learn(factor, Shown::Share)),
            _ => {}
        }
    }
}

fn shown(unit: Unit) -> Option<Shown> {
    match unit {
        Unit::Points => Some(Shown::Points),
        Unit::Money => Some(Shown::Money),
        Unit::Hours => Some(Shown::Hours),
        Unit::Days => Some(Shown::Days),
        Unit::Number => None,
    }
}
