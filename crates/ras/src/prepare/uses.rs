//! Which names a step or condition uses.

use crate::finding::Place;
use crate::scheme::{Case, Condition, ConditionKind, Outside, Ref, Rows, Step, StepKind, Test};

/// A name that is used, without its suffix, and where.
pub(crate) type Use = (String, Place);

/// Every name a step uses, in the order they stand. Rows of named tables are given by the caller.
pub(crate) fn uses_of_step<'a>(step: &'a Step, rows: Option<&'a Rows>) -> Vec<Use> {
    let mut uses = Uses::default();
    match &step.kind {
        StepKind::Points { questions, caps, .. } => {
            uses.found.extend(questions.iter().map(|id| (id.clone(), step.place.clone())));
            caps.iter().for_each(|(_, cap)| uses.reference(cap));
        }
        StepKind::Sum(terms) => {
            for term in terms {
                uses.reference(&term.of);
                uses.references(&term.times);
                uses.maybe_condition(term.when.as_ref());
            }
        }
        StepKind::Product(of) | StepKind::Greatest(of) | StepKind::Least(of) => uses.references(of),
        StepKind::Power(of, _) | StepKind::Polynomial(of, _) => uses.reference(of),
        StepKind::DeductShare(of, other) | StepKind::Divide(of, other, _) => {
            uses.reference(of);
            uses.reference(other);
        }
        StepKind::Count(questions, _) => uses.found.extend(questions.iter().cloned()),
        StepKind::Cases(cases, outside) => {
            for Case { when, value, .. } in cases {
                uses.condition(when);
                uses.reference(value);
            }
            uses.outside(outside);
        }
        StepKind::Table { keys, rows: own, .. } => {
            uses.references(keys);
            if let Some(rows) = own.as_ref().ok().or(rows) {
                uses.rows(rows);
            }
        }
        StepKind::ProRate(of, days) => {
            uses.reference(of);
            uses.days(days);
        }
        StepKind::Days(days, _) => uses.days(days),
    }
    uses.maybe_condition(step.when.as_ref());
    uses.reference(&step.otherwise);
    step.floor.iter().chain(&step.ceiling).for_each(|end| uses.reference(end));
    uses.found
}

/// Every name a condition uses. A word that a level is compared with counts too: it may be a parameter or a step.
pub(crate) fn uses_of_condition(condition: &Condition) -> Vec<Use> {
    let mut uses = Uses::default();
    uses.condition(condition);
    uses.found
}

/// The names of what a condition asks about, without what it compares with.
pub(crate) fn subjects_of_condition(condition: &Condition) -> Vec<Use> {
    let mut uses = Uses { without_thresholds: true, ..Uses::default() };
    uses.condition(condition);
    uses.found
}

#[derive(Default)]
struct Uses {
    found: Vec<Use>,
    without_thresholds: bool,
}

impl Uses {
    fn reference(&mut self, reference: &Ref) {
        if let Ref::Name(name, place) = reference {
            let id = name.split('.').next().unwrap_or(name);
            self.found.push((id.to_owned(), place.clone()));
        }
    }

    fn references(&mut self, references: &[Ref]) {
        references.iter().for_each(|reference| self.reference(reference));
    }

    fn maybe_condition(&mut self, condition: Option<&Condition>) {
        condition.into_iter().for_each(|condition| self.condition(condition));
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::Named(id) => self.found.push((id.clone(), condition.place.clone())),
            ConditionKind::Of(of, tests) => {
                self.reference(of);
                self.thresholds(tests, &condition.place);
            }
            ConditionKind::AnyOf(of, tests) | ConditionKind::AllOf(of, tests) => {
                self.references(of);
                self.thresholds(tests, &condition.place);
            }
            ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| self.condition(part)),
            ConditionKind::Not(inner) => self.condition(inner),
        }
    }

    fn thresholds(&mut self, tests: &[Test], place: &Place) {
        for test in tests {
            if let Test::Level(_, word) = test
                && !self.without_thresholds
            {
                self.found.push((word.clone(), place.clone()));
            }
        }
    }

    fn outside(&mut self, outside: &Outside) {
        if let Outside::Value(value) = outside {
            self.reference(value);
        }
    }

    fn rows(&mut self, rows: &Rows) {
        match rows {
            Rows::Bands(bands, _) => bands.iter().for_each(|band| self.reference(&band.value)),
            Rows::Lookup(rows, _) => rows.iter().for_each(|row| self.reference(&row.value)),
            Rows::Line(..) => {}
        }
        self.outside(rows.outside());
    }

    fn days(&mut self, days: &crate::scheme::DayRange) {
        self.found.extend(days.from.iter().chain(&days.until).cloned());
        self.found.extend(days.until_birthday.iter().map(|(id, place, _)| (id.clone(), place.clone())));
    }
}
