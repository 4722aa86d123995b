//! A total of independent parts, such as points added up: which totals can be reached, and by which step of one answer.
//! This settles exactly what a table does that falls at one total only: either there is a sheet just below it and a step
//! that crosses it, or there is none.

use super::closer::{MOST_COMBINATIONS, Tabulated};
use super::effort::Effort;
use super::moves::Moves;
use super::step::Step;
use super::sums::{Sums, Ways};
use super::sweep::{Raise, Sweep};
use super::view::View;
use crate::calculator::{Bits, NodeId, Sheet};
use crate::number::gcd;
use std::collections::BTreeSet;

/// Most totals that are told apart.
const MOST_TOTALS: usize = 1 << 20;
/// Most pairs of a part and a total that the way back from a total to its answers goes through.
const MOST_WAYS: usize = 1 << 24;
/// Most falls of which the plainest is shown.
const MOST_FALLS: usize = 8;

/// A total of parts that share no question.
pub(super) struct Totals {
    /// The least total, the distance of neighbours, and how many there are.
    pub(super) least: i128,
    pub(super) step: i128,
    pub(super) count: usize,
    parts: Vec<Independent>,
}

/// A part with all its values.
struct Independent {
    sweep: Sweep,
    least: i128,
    /// Its values, counted from its least in steps.
    offsets: Vec<usize>,
}

impl Totals {
    /// Takes a number apart into independent parts. `None` when it is no sum of such, or there is too much of it.
    pub(super) fn of(view: &View<'_, '_>, id: NodeId, effort: &mut Effort) -> Option<Totals> {
        let form = view.form(&[(id, 1)])?;
        let mut sweeps = Vec::new();
        for (terms, questions) in clusters(view, &form.terms) {
            sweeps.push(view.sweep(&terms, &questions, MOST_COMBINATIONS, effort)?);
        }
        let values: Vec<BTreeSet<i128>> = sweeps.iter().map(|sweep| sweep.grid.values().collect()).collect();
        let leasts: Vec<i128> = values.iter().map(|values| values.first().copied()).collect::<Option<_>>()?;
        let distances = values.iter().zip(&leasts).flat_map(|(values, least)| values.iter().map(move |v| v - least));
        let step = distances.filter(|distance| *distance != 0).reduce(gcd).unwrap_or(1);
        let widths = values.iter().zip(&leasts).filter_map(|(values, least)| Some(values.last()? - least));
        let width = widths.fold(0, |all: i128, width| all.saturating_add(width / step));
        let count = usize::try_from(width).ok()?.checked_add(1).filter(|count| *count <= MOST_TOTALS)?;
        let offset = |value: &i128, least: i128| usize::try_from((value - least) / step).ok();
        let mut parts = Vec::new();
        for ((sweep, values), least) in sweeps.into_iter().zip(values).zip(&leasts) {
            let offsets = values.iter().map(|value| offset(value, *least)).collect::<Option<_>>()?;
            parts.push(Independent { sweep, least: *least, offsets });
        }
        let least = leasts.iter().try_fold(form.plus, |all, least| all.checked_add(*least))?;
        Some(Totals { least, step, count, parts })
    }

    /// Which questions raise and lower what is made from the total, and one step that lowers it: exactly those.
    pub(super) fn movers(
        &self,
        view: &View<'_, '_>,
        table: &Tabulated,
        sheet: &Sheet,
        effort: &mut Effort,
    ) -> Option<(Moves, Option<Step>)> {
        let mut moves = Moves::default();
        // A few falls by different steps, to show the one with the plainest sheet.
        let mut falls: Vec<(usize, usize, Raise)> = Vec::new();
        let all: Vec<usize> = (0..self.parts.len()).collect();
        let mut is_enough = true;
        // Where the table has holes, a step may pass over one.
        let has_holes = table.values.iter().any(Option::is_none);
        self.each_without(&all, &Sums::least(self.count), effort, &mut |part, others, effort| {
            let Some(independent) = self.parts.get(part) else { return };
            let raises = independent.distinct_raises(view, has_holes);
            is_enough &= effort.spend(raises.len().saturating_mul(self.count / 8 + 1));
            if !is_enough {
                return;
            }
            for raise in &raises {
                let (rises, fall) = self.crossing(independent, raise, others, table);
                let question = Bits::one(raise.question);
                if rises {
                    moves.up.add(&question);
                }
                if let Some(total) = fall {
                    moves.down.add(&question);
                    let is_alike = |(_, _, known): &(usize, usize, Raise)| {
                        (known.before, known.after) == (raise.before, raise.after)
                    };
                    if falls.len() < MOST_FALLS && !falls.iter().any(is_alike) {
                        falls.push((part, total, *raise));
                    }
                }
            }
        })
        .filter(|()| is_enough)?;
        let shown = falls.iter().filter_map(|(part, total, raise)| {
            let mut sheet = sheet.clone();
            let away = self.fill_others(*part, *total, &mut sheet, effort)?;
            Some((away, self.parts.get(*part)?.sweep.step(&sheet, raise)))
        });
        let step = shown.min_by_key(|(away, _)| *away).map(|(_, step)| step);
        Some((moves, step))
    }

    /// Whether a raise can make the table rise, and a total of the other parts at which it makes it fall.
    fn crossing(&self, part: &Independent, raise: &Raise, others: &Sums, table: &Tabulated) -> (bool, Option<usize>) {
        let offset = |value: i128| usize::try_from((value - part.least) / self.step).unwrap_or(usize::MAX);
        let (before, after) = (offset(raise.before), offset(raise.after));
        let value = |total: usize, offset: usize| table.values.get(total.saturating_add(offset)).copied().flatten();
        let (mut rises, mut falls) = (false, None);
        for total in others.iter() {
            if let (Some(a), Some(b)) = (value(total, before), value(total, after)) {
                rises |= b > a;
                if b < a && falls.is_none() {
                    falls = Some(total);
                }
            }
            if rises && falls.is_some() {
                break;
            }
        }
        (rises, falls)
    }

    /// For each part, what all the others can come to: halves are added to each other's totals, halved again.
    fn each_without(
        &self,
        parts: &[usize],
        so_far: &Sums,
        effort: &mut Effort,
        visit: &mut dyn FnMut(usize, &Sums, &mut Effort),
    ) -> Option<()> {
        if let [only] = parts {
            visit(*only, so_far, effort);
            return Some(());
        }
        let (left, right) = parts.split_at(parts.len() / 2);
        for (half, other) in [(left, right), (right, left)] {
            if half.is_empty() {
                continue;
            }
            let mut sums = so_far.clone();
            for at in other {
                let offsets = &self.parts.get(*at)?.offsets;
                if !effort.spend(offsets.len().saturating_mul(sums.work() / 4 + 1)) {
                    return None;
                }
                sums = sums.plus(offsets);
            }
            self.each_without(half, &sums, effort, visit)?;
        }
        Some(())
    }

    /// Answers for all parts but one that come to a total, with as few as possible away from their first: how many.
    fn fill_others(&self, without: usize, total: usize, sheet: &mut Sheet, effort: &mut Effort) -> Option<u16> {
        let others: Vec<&Independent> =
            self.parts.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, part)| part).collect();
        if others.len().checked_mul(total + 1)? > MOST_WAYS {
            return None;
        }
        let mut ways = Ways::to(total);
        let mut choices: Vec<Vec<(usize, usize)>> = Vec::with_capacity(others.len());
        for part in &others {
            let choice = part.choices(self.step);
            effort.spend(choice.len().saturating_mul(total + 1) / 4);
            ways.add(&choice.iter().map(|(offset, _, away)| (*offset, *away)).collect::<Vec<_>>());
            choices.push(choice.into_iter().map(|(offset, cell, _)| (offset, cell)).collect());
        }
        for ((part, choices), offset) in others.iter().zip(&choices).zip(ways.back()?) {
            let (_, cell) = choices.iter().find(|(known, _)| *known == offset)?;
            part.sweep.fill(sheet, *cell);
        }
        ways.fewest()
    }
}

impl Independent {
    /// Each of its values as an offset, with the plainest combination that gives it and how many answers of that one are
    /// away from their first.
    fn choices(&self, step: i128) -> Vec<(usize, usize, u16)> {
        let choice = |offset: &usize| {
            let value = self.least + step * i128::try_from(*offset).ok()?;
            let (away, cell) = self.sweep.plainest(value)?;
            Some((*offset, cell, away))
        };
        self.offsets.iter().filter_map(choice).collect()
    }

    /// The raises that differ in what they do to the total.
    fn distinct_raises(&self, view: &View<'_, '_>, is_every: bool) -> Vec<Raise> {
        let mut seen = BTreeSet::new();
        let raises = self.sweep.raises(view, is_every).filter(|raise| raise.before != raise.after);
        raises.filter(|raise| seen.insert((raise.question, raise.before, raise.after))).collect()
    }
}

/// Parts that share questions, put together: each with its terms and questions.
type Clusters = Vec<(Vec<(NodeId, i128)>, Vec<usize>)>;

fn clusters(view: &View<'_, '_>, terms: &[(NodeId, i128)]) -> Clusters {
    let mut owners: Vec<Option<usize>> = vec![None; view.domains.len()];
    let mut clusters: Clusters = Vec::new();
    for term in terms {
        let questions: Vec<usize> = view.moves(term.0).any.iter().collect();
        let owner = |at: &usize| owners.get(*at).copied().flatten();
        let touched: BTreeSet<usize> = questions.iter().filter_map(owner).collect();
        let mut merged: (Vec<(NodeId, i128)>, Vec<usize>) = (vec![*term], questions);
        for at in touched {
            if let Some(other) = clusters.get_mut(at) {
                let (terms, questions) = std::mem::take(other);
                merged.0.extend(terms);
                merged.1.extend(questions);
            }
        }
        merged.1.sort_unstable();
        merged.1.dedup();
        for at in &merged.1 {
            if let Some(slot) = owners.get_mut(*at) {
                *slot = Some(clusters.len());
            }
        }
        clusters.push(merged);
    }
    clusters.retain(|(terms, _)| !terms.is_empty());
    clusters
}
