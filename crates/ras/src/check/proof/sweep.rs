//! Every combination of a few answers, worked out one by one: exact where the rules can only bound.

use super::effort::Effort;
use super::grid::{Grid, Neighbours};
use super::moves::{Moves, Trend};
use super::step::Step;
use super::view::View;
use crate::calculator::{BLANK, NodeId, Op, Sheet};
use std::collections::BTreeSet;

/// The values of a sum for every combination of the answers that move it.
pub(super) struct Sweep {
    pub(super) questions: Vec<usize>,
    /// By question: its codes in the order of growing need, then the blank if there may be one.
    pub(super) codes: Vec<Vec<i64>>,
    /// By question: how many of these codes are answers.
    answered: Vec<usize>,
    pub(super) grid: Grid,
}

/// A change of one answer that changes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Raise {
    pub(super) question: usize,
    pub(super) before: i128,
    pub(super) after: i128,
    /// The combination before, and the one after.
    pub(super) from: usize,
    pub(super) to: usize,
}

impl View<'_, '_> {
    /// How many combinations of answers move an operation within the box.
    pub(super) fn combinations(&self, questions: &[usize]) -> usize {
        let count = |at: &usize| self.domains.get(*at).zip(self.cone.asked.get(*at)).map_or(1, |(d, a)| a.count(*d));
        questions.iter().map(count).fold(1, usize::saturating_mul)
    }

    /// All values of Σ factor × part. `None` when there are more than `most`, or the work is too much.
    pub(super) fn sweep(
        &self,
        terms: &[(NodeId, i128)],
        questions: &[usize],
        most: usize,
        effort: &mut Effort,
    ) -> Option<Sweep> {
        let size = self.combinations(questions);
        if size == 0 || size > most {
            return None;
        }
        let nodes = self.moving_parts(terms, questions);
        if !effort.spend(size.saturating_mul(self.cone.work(&nodes) + 1) + self.cone.calculator.nodes.len()) {
            return None;
        }
        let mut codes = Vec::new();
        let mut answered = Vec::new();
        for at in questions {
            let (domain, asked) = (*self.domains.get(*at)?, self.cone.asked.get(*at)?);
            let mut of_question = asked.codes(domain, most);
            answered.push(of_question.len());
            of_question.extend(domain.may_be_blank.then_some(BLANK));
            codes.push(of_question);
        }
        let calculator = self.cone.calculator;
        let mut sheet = self.least_sheet();
        let mut values = calculator.evaluate(&sheet);
        let mut found = Vec::with_capacity(size);
        let mut digits = vec![0_usize; questions.len()];
        for _ in 0..size {
            for ((at, list), digit) in questions.iter().zip(&codes).zip(&digits) {
                sheet.set(*at, *list.get(*digit)?);
            }
            calculator.evaluate_some(&sheet, &mut values, &nodes);
            let is_refused = terms.iter().any(|(id, _)| values.refusal(*id).is_some());
            found.push(if is_refused {
                None
            } else {
                Some(
                    terms
                        .iter()
                        .try_fold(0_i128, |all, (id, by)| all.checked_add(values.get(*id).checked_mul(*by)?))?,
                )
            });
            count_up(&mut digits, &codes);
        }
        let sides = codes.iter().map(Vec::len).collect();
        Some(Sweep { questions: questions.to_vec(), codes, answered, grid: Grid::new(sides, found) })
    }

    /// What has to be worked out again when some answers change.
    fn moving_parts(&self, terms: &[(NodeId, i128)], questions: &[usize]) -> Vec<NodeId> {
        let mut needed = BTreeSet::new();
        let mut open: Vec<NodeId> = terms.iter().map(|(id, _)| *id).collect();
        while let Some(id) = open.pop() {
            if needed.insert(id) {
                open.extend(self.cone.op(id).map(Op::inputs).unwrap_or_default());
            }
        }
        let moved: BTreeSet<NodeId> =
            questions.iter().flat_map(|at| self.cone.readers(*at)).filter(|id| needed.contains(id)).copied().collect();
        moved.into_iter().collect()
    }
}

/// The next combination; the last position counts fastest, as in a grid.
fn count_up(digits: &mut [usize], codes: &[Vec<i64>]) {
    for (digit, list) in digits.iter_mut().zip(codes).rev() {
        *digit += 1;
        if *digit < list.len() {
            return;
        }
        *digit = 0;
    }
}

impl Sweep {
    /// Which questions raise and lower the value: exactly those.
    pub(super) fn movers(&self, view: &View<'_, '_>) -> Moves {
        let mut moves = Moves::default();
        for (side, at) in self.questions.iter().enumerate() {
            let Some(asked) = view.cone.asked.get(*at).filter(|asked| asked.is_ordered()) else { continue };
            let trend = self.grid.trend(side, self.answered_of(side));
            let as_code_grows = if asked.is_more(0, 1) { trend } else { turned(trend) };
            moves.add(&Moves::question(*at, asked.toward).through(as_code_grows));
        }
        moves
    }

    fn answered_of(&self, side: usize) -> usize {
        self.answered.get(side).copied().unwrap_or(0)
    }

    /// Every step of greater need of one answer, to the next answer at which there is a value; with `is_every`, to all
    /// answers of greater need.
    pub(super) fn raises(&self, view: &View<'_, '_>, is_every: bool) -> impl Iterator<Item = Raise> + '_ {
        let ordered: Vec<(usize, usize)> = self
            .questions
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, at)| view.cone.asked.get(*at).is_some_and(super::asked::Asked::is_ordered))
            .collect();
        ordered.into_iter().flat_map(move |(side, question)| {
            let length = self.answered_of(side);
            let pairs: Box<dyn Iterator<Item = Neighbours>> = if is_every {
                Box::new(self.grid.pairs(side, length))
            } else {
                Box::new(self.grid.neighbours(side, length))
            };
            pairs.filter_map(move |Neighbours { from, to }| {
                let (before, after) = (self.grid.value(from)?, self.grid.value(to)?);
                Some(Raise { question, before, after, from, to })
            })
        })
    }

    /// Puts the answers of a combination on a sheet.
    pub(super) fn fill(&self, sheet: &mut Sheet, cell: usize) {
        for ((at, list), position) in self.questions.iter().zip(&self.codes).zip(self.grid.positions(cell)) {
            if let Some(code) = list.get(position) {
                sheet.set(*at, *code);
            }
        }
    }

    /// The step of a raise on a sheet.
    pub(super) fn step(&self, sheet: &Sheet, raise: &Raise) -> Step {
        let (mut before, mut after) = (sheet.clone(), sheet.clone());
        self.fill(&mut before, raise.from);
        self.fill(&mut after, raise.to);
        Step::on(&before, raise.question, after.code(raise.question).unwrap_or(BLANK))
    }

    /// The combination of a value with the fewest answers away from their first, and how many these are.
    pub(super) fn plainest(&self, value: i128) -> Option<(u16, usize)> {
        let cells = self.grid.cells().filter(|cell| self.grid.value(*cell) == Some(value));
        let away = |cell: usize| {
            let count = self.grid.positions(cell).iter().filter(|position| **position > 0).count();
            (u16::try_from(count).unwrap_or(u16::MAX), cell)
        };
        cells.take(200).map(away).min()
    }
}

fn turned(trend: Trend) -> Trend {
    Trend { rises: trend.falls, falls: trend.rises }
}
