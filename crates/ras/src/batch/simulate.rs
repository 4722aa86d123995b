//! Many schemes over the same people: totals only, on all cores. Sums are of whole numbers, so the order in which blocks
//! are done cannot change them.

use super::BLOCK;
use super::columns::{BatchError, Population};
use super::lanes::{Lanes, Shared};
use super::plan::{Plan, Standing};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a scheme comes to over a population, in one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Σ amounts, in hundredths of the currency.
    pub amount: i128,
    /// People with an amount.
    pub paid: u64,
    /// People to whom the stream is not open.
    pub not_eligible: u64,
    /// People who are refused.
    pub refused: u64,
}

/// Blocks that a thread takes at a time.
const BLOCKS_AT_ONCE: usize = 16;

/// The totals of every plan over the same people: for each plan, one for each stream.
///
/// # Errors
/// When the population was gathered for other questions than a plan's.
pub fn simulate(plans: &[Plan<'_>], population: &Population) -> Result<Vec<Vec<Totals>>, BatchError> {
    if plans.iter().any(|plan| !population.fits(plan.calculator)) {
        return Err(BatchError::OtherQuestions);
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut all: Vec<Vec<Totals>> = plans.iter().map(|plan| vec![Totals::default(); plan.streams.len()]).collect();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(plans, population, &next))).collect();
        for worker in workers {
            let Ok(part) = worker.join() else { continue };
            for (mine, theirs) in all.iter_mut().flatten().zip(part.iter().flatten()) {
                mine.add(*theirs);
            }
        }
    });
    Ok(all)
}

/// Takes blocks until none is left. A block's answers are read once and stay in cache for all plans, and sums of points
/// that plans have in common are worked out once.
fn work(plans: &[Plan<'_>], population: &Population, next: &AtomicUsize) -> Vec<Vec<Totals>> {
    let mut lanes: Vec<Lanes> = plans.iter().map(Lanes::new).collect();
    let mut shared = Shared::default();
    plans.iter().zip(&mut lanes).for_each(|(plan, lanes)| lanes.share(plan, &mut shared));
    let mut totals: Vec<Vec<Totals>> = plans.iter().map(|plan| vec![Totals::default(); plan.streams.len()]).collect();
    let share = BLOCK * BLOCKS_AT_ONCE;
    loop {
        let start = next.fetch_add(share, Ordering::Relaxed);
        if start >= population.len() {
            return totals;
        }
        let end = (start + share).min(population.len());
        for from in (start..end).step_by(BLOCK) {
            let rows = BLOCK.min(end - from);
            shared.work_out(population, from, rows);
            for ((plan, lanes), totals) in plans.iter().zip(&mut lanes).zip(&mut totals) {
                lanes.work_out_with(plan, population, from, rows, &shared);
                for (at, total) in totals.iter_mut().enumerate() {
                    let (amounts, standing) = lanes.stream(at);
                    total.add(Totals::of(amounts, standing));
                }
            }
        }
    }
}

impl Totals {
    fn of(amounts: &[i64], standing: &[Standing]) -> Totals {
        let count = |wanted: Standing| standing.iter().map(|standing| u64::from(*standing == wanted)).sum::<u64>();
        let people = u64::try_from(standing.len()).unwrap_or(u64::MAX);
        let paid = count(Standing::Paid);
        // Nearly everybody is paid: the others are counted only where there are some.
        let refused = if paid == people { 0 } else { count(Standing::Refused) };
        Totals {
            // A block has at most 2^10 amounts below 2^54: 64 bits hold their sum.
            amount: i128::from(amounts.iter().sum::<i64>()),
            paid,
            not_eligible: people - paid - refused,
            refused,
        }
    }

    fn add(&mut self, other: Totals) {
        self.amount += other.amount;
        self.paid += other.paid;
        self.not_eligible += other.not_eligible;
        self.refused += other.refused;
    }
}
