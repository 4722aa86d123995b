//! Whether a condition can hold at all.

use super::asked::Asked;
use super::closer::MOST_COMBINATIONS;
use super::cone::Cone;
use super::effort::Effort;
use super::view::{Look, View};
use crate::calculator::{Calculator, Domain, NodeId};

/// Operations that one condition may take.
const EFFORT: u64 = 2_000_000;

/// Whether some sheet may make a condition hold: false only when it is proven that none does.
pub(in crate::check) fn can_hold(
    calculator: &Calculator,
    asked: &[Asked],
    domains: &[Domain],
    condition: NodeId,
) -> bool {
    let cone = Cone::of(calculator, asked, condition);
    let mut effort = Effort::of(EFFORT);
    let view = View::of(&cone, domains, &mut effort, Look::Plain);
    if view.reach(condition).hi == 0 {
        return false;
    }
    let questions: Vec<usize> = view.moves(condition).any.iter().collect();
    match view.sweep(&[(condition, 1)], &questions, MOST_COMBINATIONS, &mut effort) {
        Some(sweep) => sweep.grid.values().any(|value| value != 0),
        None => true,
    }
}
