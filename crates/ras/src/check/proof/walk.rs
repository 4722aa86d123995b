//! A sheet whose answers change one at a time, with its value kept up.

use super::cone::Cone;
use super::effort::{Dice, Effort};
use super::step::Step;
use crate::calculator::{BLANK, Domain, NodeId, Sheet, Values};

/// A sheet and everything worked out from it.
pub(in crate::check) struct Walk<'c, 'a> {
    cone: &'c Cone<'a>,
    pub(in crate::check) sheet: Sheet,
    values: Values,
}

impl<'c, 'a> Walk<'c, 'a> {
    pub(in crate::check) fn new(cone: &'c Cone<'a>, sheet: Sheet, effort: &mut Effort) -> Walk<'c, 'a> {
        effort.spend(cone.calculator.nodes.len());
        let values = cone.calculator.evaluate(&sheet);
        Walk { cone, sheet, values }
    }

    /// Changes one answer; false when there is no effort left for it.
    pub(in crate::check) fn set(&mut self, question: usize, code: i64, effort: &mut Effort) -> bool {
        if !effort.spend(self.cone.work_of_change(question)) {
            return false;
        }
        self.sheet.set(question, code);
        self.cone.calculator.evaluate_some(&self.sheet, &mut self.values, self.cone.readers(question));
        true
    }

    /// The value, unless the sheet is refused.
    pub(in crate::check) fn value(&self) -> Option<i128> {
        self.cone.value(&self.sheet, &self.values)
    }

    /// What an operation on the way comes to.
    pub(in crate::check) fn passing(&self, id: NodeId) -> i128 {
        self.values.get(id)
    }

    pub(in crate::check) fn code(&self, question: usize) -> i64 {
        self.sheet.code(question).unwrap_or(BLANK)
    }

    /// How much the value changes with one answer; the answer is put back.
    pub(in crate::check) fn change(&mut self, question: usize, to: i64, effort: &mut Effort) -> Option<i128> {
        let (from, before) = (self.code(question), self.value());
        let after = if self.set(question, to, effort) { self.value() } else { None };
        self.set_back(question, from);
        Some(after? - before?)
    }

    fn set_back(&mut self, question: usize, code: i64) {
        self.sheet.set(question, code);
        self.cone.calculator.evaluate_some(&self.sheet, &mut self.values, self.cone.readers(question));
    }

    /// The first of these changes of one answer that lowers the value.
    pub(in crate::check) fn falling(&mut self, question: usize, codes: &[i64], effort: &mut Effort) -> Option<Step> {
        let at = self.code(question);
        let asked = self.cone.asked.get(question)?;
        let more: Vec<i64> = codes.iter().copied().filter(|code| asked.is_more(at, *code)).collect();
        for to in more {
            if self.change(question, to, effort).is_some_and(|change| change < 0) {
                return Some(Step::on(&self.sheet, question, to));
            }
        }
        None
    }
}

/// How a sheet within a box is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Start {
    /// Every answer at its least need, or its first option.
    Least,
    /// Every answer at its greatest need, or its last option.
    Greatest,
    /// Answers of least need; what has no order by chance.
    LeastByChance,
    /// All by chance.
    Chance,
}

impl Cone<'_> {
    /// A sheet within a box.
    pub(in crate::check) fn start(&self, domains: &[Domain], start: Start, dice: &mut Dice) -> Sheet {
        let one = |(at, domain): (usize, &Domain)| {
            let Some(asked) = self.asked.get(at) else { return domain.low() };
            match start {
                Start::Least => asked.least(*domain),
                Start::Greatest => asked.greatest(*domain),
                Start::LeastByChance if asked.is_ordered() => asked.least(*domain),
                Start::LeastByChance | Start::Chance => self.by_chance(at, *domain, dice),
            }
        };
        Sheet(domains.iter().enumerate().map(one).collect())
    }

    /// An answer by chance; where it may be left out, a blank now and then.
    fn by_chance(&self, at: usize, domain: Domain, dice: &mut Dice) -> i64 {
        if !domain.may_be_answered || (domain.may_be_blank && dice.below(4) == 0) {
            return BLANK;
        }
        let codes = self.asked.get(at).map(|asked| asked.codes(domain, 64)).unwrap_or_default();
        dice.pick(&codes).unwrap_or(domain.lo)
    }
}
