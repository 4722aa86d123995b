//! What numbers count where the scheme does not say. A stream's amount is money; so is whatever money is a plain sum,
//! a choice or a share of, and the one factor of a product that can be the price. Used for showing, never for sums.

use super::directory::Named;
use crate::calculator::Calculator;
use crate::scheme::{Outside, Ref, Rows, Scheme, Step, StepKind, Unit};
use std::collections::HashMap;

/// The units of steps and parameters by id; what is not in it is a bare number.
pub(super) fn of<'a>(
    scheme: &'a Scheme,
    calculator: &'a Calculator,
    named: &HashMap<&'a str, Named<'a>>,
) -> HashMap<&'a str, Unit> {
    let mut units = Units { named, found: HashMap::new() };
    let in_force = || calculator.steps.iter().filter_map(|nodes| scheme.steps.get(nodes.index));
    for step in in_force() {
        let own = match (&step.kind, step.unit) {
            (StepKind::Points { .. }, Unit::Number) => Unit::Points,
            (StepKind::Days(_, false), Unit::Number) => Unit::Days,
            (_, unit) => unit,
        };
        if own != Unit::Number {
            units.found.insert(&step.id, own);
        }
    }
    let amounts = scheme.streams.iter().filter_map(|stream| stream.amount.as_ref());
    for amount in amounts.chain(scheme.splits.iter().map(|split| &split.of)) {
        units.learn(amount, Unit::Money);
    }
    // Steps stand in an order in which each uses earlier ones only; backwards, each is known before what it is made from.
    let steps: Vec<&Step> = in_force().collect();
    for step in steps.into_iter().rev() {
        if let Some(unit) = units.found.get(step.id.as_str()).copied() {
            units.made_from(step, unit, scheme, calculator);
        }
    }
    units.found
}

struct Units<'a, 'n> {
    named: &'n HashMap<&'a str, Named<'a>>,
    found: HashMap<&'a str, Unit>,
}

impl<'a> Units<'a, '_> {
    fn find(&self, reference: &Ref) -> Option<Named<'a>> {
        match reference {
            Ref::Name(name, _) => self.named.get(name.as_str()).copied(),
            Ref::Number(_) => None,
        }
    }

    fn unit(&self, reference: &Ref) -> Option<Unit> {
        match reference {
            Ref::Name(name, _) => self.found.get(name.as_str()).copied(),
            Ref::Number(_) => None,
        }
    }

    fn learn(&mut self, reference: &'a Ref, unit: Unit) {
        let can_have_one = match self.find(reference) {
            Some(Named::Parameter(..)) => true,
            // What is counted stays a bare number.
            Some(Named::Step(_, step)) => !matches!(step.kind, StepKind::Count(..) | StepKind::Days(..)),
            _ => false,
        };
        if let (Ref::Name(name, _), true) = (reference, can_have_one) {
            self.found.entry(name).or_insert(unit);
        }
    }

    /// What a step of a known unit is made from.
    fn made_from(&mut self, step: &'a Step, unit: Unit, scheme: &'a Scheme, calculator: &'a Calculator) {
        match &step.kind {
            StepKind::Sum(terms) => {
                for term in terms {
                    if term.times.is_empty() {
                        self.learn(&term.of, unit);
                    } else {
                        self.price(std::iter::once(&term.of).chain(&term.times), unit);
                    }
                }
            }
            StepKind::Product(of) => self.price(of.iter(), unit),
            StepKind::Greatest(of) | StepKind::Least(of) => of.iter().for_each(|of| self.learn(of, unit)),
            StepKind::DeductShare(of, _) | StepKind::ProRate(of, _) => self.learn(of, unit),
            StepKind::Divide(of, by, _) if self.unit(by) != Some(Unit::Money) => self.learn(of, unit),
            StepKind::Cases(cases, outside) => {
                cases.iter().for_each(|case| self.learn(&case.value, unit));
                self.outside(outside, unit);
            }
            StepKind::Table { rows, .. } => {
                let in_force = |id: &str| {
                    let mut versions = scheme.tables.iter().filter(move |table| table.id == id);
                    versions.find(|table| table.dates.holds(calculator.on)).map(|table| &table.rows)
                };
                let rows = match rows {
                    Ok(rows) => Some(rows),
                    Err((id, _)) => in_force(id),
                };
                rows.into_iter().for_each(|rows| self.rows(rows, unit));
            }
            _ => {}
        }
        self.learn(&step.otherwise, unit);
        step.floor.iter().chain(&step.ceiling).for_each(|end| self.learn(end, unit));
    }

    fn rows(&mut self, rows: &'a Rows, unit: Unit) {
        match rows {
            Rows::Bands(bands, _) => bands.iter().for_each(|band| self.learn(&band.value, unit)),
            Rows::Lookup(rows, _) => rows.iter().for_each(|row| self.learn(&row.value, unit)),
            Rows::Line(..) => {}
        }
        self.outside(rows.outside(), unit);
    }

    fn outside(&mut self, outside: &'a Outside, unit: Unit) {
        if let Outside::Value(value) = outside {
            self.learn(value, unit);
        }
    }

    /// The one factor that can be the price, when no other is money already.
    fn price(&mut self, factors: impl Iterator<Item = &'a Ref>, unit: Unit) {
        let factors: Vec<&'a Ref> = factors.collect();
        if unit != Unit::Money || factors.iter().any(|factor| self.unit(factor) == Some(Unit::Money)) {
            return;
        }
        let is_open = |factor: &&&'a Ref| self.unit(factor).is_none();
        let open: Vec<&'a Ref> = factors.iter().filter(is_open).copied().collect();
        let of_kind = |is_kind: fn(&Named<'a>) -> bool| {
            open.iter().copied().filter(|factor| self.find(factor).is_some_and(|named| is_kind(&named))).collect()
        };
        let parameters: Vec<&'a Ref> = of_kind(|named| matches!(named, Named::Parameter(..)));
        let steps: Vec<&'a Ref> = of_kind(|named| matches!(named, Named::Step(..)));
        let has_number = factors.iter().any(|factor| matches!(factor, Ref::Number(_)));
        match (parameters.as_slice(), steps.as_slice()) {
            ([only], _) => self.learn(only, unit),
            ([], [only]) if !has_number => self.learn(only, unit),
            _ => {}
        }
    }
}
