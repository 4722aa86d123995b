//! Looking for a step of greater need that lowers a value: up from least need to most in ever other orders, from chance
//! sheets downhill, and straight at the places where a table falls.

use super::cone::Cone;
use super::effort::{Dice, Effort};
use super::step::{Hint, Step};
use super::walk::{Start, Walk};
use crate::calculator::{BLANK, Bits, Domain, NodeId};

/// Most codes of one question that a search tries.
const MOST_CODES: usize = 12;

/// A search within a box of answers.
pub(in crate::check) struct Search<'c, 'a, 'd> {
    cone: &'c Cone<'a>,
    domains: &'d [Domain],
    /// Questions that may be the one that lowers the value.
    goals: &'d Bits,
    dice: Dice,
}

impl<'c, 'a, 'd> Search<'c, 'a, 'd> {
    pub(in crate::check) fn new(cone: &'c Cone<'a>, domains: &'d [Domain], goals: &'d Bits) -> Search<'c, 'a, 'd> {
        Search { cone, domains, goals, dice: Dice::new(7) }
    }

    /// A step that lowers the value, if one is found.
    pub(in crate::check) fn fall(&mut self, hints: &[Hint], rounds: usize, effort: &mut Effort) -> Option<Step> {
        self.by_steps(hints)
            .or_else(|| self.each_answer(effort))
            .or_else(|| self.chains(rounds, effort))
            .or_else(|| self.by_passings(hints, rounds, effort))
            .or_else(|| self.downhill(rounds, effort))
    }

    /// Steps that lower something the value rests on.
    pub(in crate::check) fn by_steps(&self, hints: &[Hint]) -> Option<Step> {
        let steps = hints.iter().filter_map(|hint| match hint {
            Hint::Step(step) => Some(step),
            Hint::Passing(..) => None,
        });
        steps.into_iter().find(|step| falls(self.cone, step)).cloned()
    }

    /// Each answer of each question, all others at their least and at their greatest need.
    fn each_answer(&mut self, effort: &mut Effort) -> Option<Step> {
        for start in [Start::Least, Start::Greatest, Start::Chance, Start::Chance] {
            let sheet = self.cone.start(self.domains, start, &mut self.dice);
            let mut walk = Walk::new(self.cone, sheet, effort);
            for question in self.goals.iter() {
                let codes = self.codes(question);
                let before = walk.code(question);
                for code in &codes {
                    if !walk.set(question, *code, effort) {
                        return None;
                    }
                    if let Some(step) = walk.falling(question, &codes, effort) {
                        return Some(step);
                    }
                }
                walk.set(question, before, effort);
            }
        }
        None
    }

    fn codes(&self, question: usize) -> Vec<i64> {
        let found = self.domains.get(question).zip(self.cone.asked.get(question));
        found.map(|(domain, asked)| asked.codes(*domain, MOST_CODES)).unwrap_or_default()
    }

    /// Up from least need, one step of one answer after the other: any threshold on the way is crossed somewhere.
    fn chains(&mut self, rounds: usize, effort: &mut Effort) -> Option<Step> {
        for round in 0..rounds {
            let start = if round == 0 { Start::Least } else { Start::LeastByChance };
            let mut sheet = self.cone.start(self.domains, start, &mut self.dice);
            let mut climbs: Vec<(usize, std::vec::IntoIter<i64>)> = Vec::new();
            let mut order: Vec<usize> = Vec::new();
            for (at, asked) in self.cone.asked.iter().enumerate() {
                if asked.is_ordered() && self.cone.reads(at) && sheet.code(at).is_some() {
                    let codes = self.codes(at);
                    sheet.set(at, codes.first().copied().unwrap_or(BLANK));
                    order.extend(std::iter::repeat_n(climbs.len(), codes.len().saturating_sub(1)));
                    let mut codes = codes.into_iter();
                    codes.next();
                    climbs.push((at, codes));
                }
            }
            self.dice.shuffle(&mut order);
            let mut walk = Walk::new(self.cone, sheet, effort);
            let mut before = walk.value();
            for climb in order {
                let Some((question, codes)) = climbs.get_mut(climb) else { continue };
                let (from, Some(to)) = (walk.code(*question), codes.next()) else { continue };
                if !walk.set(*question, to, effort) {
                    return None;
                }
                let after = walk.value();
                if before.zip(after).is_some_and(|(before, after)| after < before) {
                    let sheet = walk.sheet.with(*question, from);
                    return Some(Step { sheet, question: *question, from, to });
                }
                before = after;
            }
        }
        None
    }

    fn by_passings(&mut self, hints: &[Hint], rounds: usize, effort: &mut Effort) -> Option<Step> {
        for hint in hints {
            if let Hint::Passing(node, at) = hint
                && let Some(step) = self.passing(*node, *at, rounds, effort)
            {
                return Some(step);
            }
        }
        None
    }

    /// Brings a number to just below a value at which something falls, then tries every step up from there.
    fn passing(&mut self, node: NodeId, at: i128, rounds: usize, effort: &mut Effort) -> Option<Step> {
        let questions: Vec<usize> = (0..self.domains.len()).filter(|q| self.cone.readers(*q).contains(&node)).collect();
        for _ in 0..rounds {
            let sheet = self.cone.start(self.domains, Start::Chance, &mut self.dice);
            let mut walk = Walk::new(self.cone, sheet, effort);
            for _ in 0..questions.len() * 3 {
                let question = self.dice.pick(&questions)?;
                if walk.code(question) == BLANK {
                    continue;
                }
                let mut best = ((walk.passing(node) - (at - 1)).abs(), walk.code(question));
                for code in self.codes(question) {
                    if !walk.set(question, code, effort) {
                        return None;
                    }
                    best = best.min(((walk.passing(node) - (at - 1)).abs(), code));
                }
                walk.set(question, best.1, effort);
            }
            for question in questions.iter().filter(|question| self.goals.contains(**question)) {
                let codes = self.codes(*question);
                if let Some(step) = walk.falling(*question, &codes, effort) {
                    return Some(step);
                }
            }
        }
        None
    }

    /// From a chance sheet and a chance step, other answers are changed so that the step gives less and less.
    fn downhill(&mut self, rounds: usize, effort: &mut Effort) -> Option<Step> {
        let goals: Vec<usize> = self.goals.iter().collect();
        let others: Vec<usize> = (0..self.domains.len()).filter(|at| self.cone.reads(*at)).collect();
        for _ in 0..rounds {
            let question = self.dice.pick(&goals)?;
            let codes = self.codes(question);
            let from = self.dice.below(codes.len().saturating_sub(1));
            let (Some(from), Some(to)) = (codes.get(from).copied(), codes.get(from + 1).copied()) else { continue };
            let mut sheet = self.cone.start(self.domains, Start::Chance, &mut self.dice);
            sheet.set(question, from);
            let mut walk = Walk::new(self.cone, sheet, effort);
            let mut least = walk.change(question, to, effort);
            for _ in 0..2 {
                let mut order = others.clone();
                self.dice.shuffle(&mut order);
                for other in order.into_iter().filter(|other| *other != question) {
                    let mut best = walk.code(other);
                    if best == BLANK {
                        continue;
                    }
                    for code in self.codes(other) {
                        if !walk.set(other, code, effort) {
                            return None;
                        }
                        let change = walk.change(question, to, effort);
                        if change.is_some() && least.is_none_or(|least| change < Some(least)) {
                            (least, best) = (change, code);
                        }
                    }
                    walk.set(other, best, effort);
                    if least.is_some_and(|least| least < 0) {
                        return Some(Step::on(&walk.sheet, question, to));
                    }
                }
            }
        }
        None
    }
}

/// Whether a step of greater need lowers the value, both sheets having one.
pub(in crate::check) fn falls(cone: &Cone<'_>, step: &Step) -> bool {
    let is_more = cone.asked.get(step.question).is_some_and(|asked| asked.is_more(step.from, step.to));
    let values = cone.value_of(&step.sheet).zip(cone.value_of(&step.after()));
    is_more && values.is_some_and(|(before, after)| after < before)
}
