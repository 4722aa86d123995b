//! The points that a curve is worked out at.

use super::dependence::Dependence;
use super::nice;
use crate::calculator::{Calculator, Domain, NodeId, Op, Reach, RowFinder, reach};
use crate::scheme::QuestionKind;
use std::collections::BTreeSet;

/// So many values at most are worked out one by one; beyond, every so many.
const EACH: i128 = 5_000;
/// About so many values otherwise.
const SAMPLES: i128 = 500;
/// Operations worked out at most for one curve.
const MOST_WORK: usize = 20_000_000;

/// Numerators of the points.
pub(super) struct Xs {
    pub(super) values: Vec<i128>,
    /// Whether every value that can come up is there.
    pub(super) is_complete: bool,
}

impl Calculator {
    /// All of them, or round ones at even distances with the ends and the edges of bands.
    pub(super) fn xs(&self, points: NodeId, amount: NodeId) -> Xs {
        let (lo, hi) = self.range_of(points);
        let most = i128::try_from(MOST_WORK / self.nodes.len().max(1)).unwrap_or(EACH).clamp(SAMPLES, EACH);
        if hi - lo <= most {
            return Xs { values: (lo..=hi).collect(), is_complete: true };
        }
        let (unit, apart) = (self.den(points), (hi - lo) / SAMPLES);
        let step = if apart >= unit { nice(apart / unit) * unit } else { nice(apart) };
        let mut values: BTreeSet<i128> = [lo, hi].into();
        values.extend((lo.div_euclid(step) + 1..=hi.div_euclid(step)).map(|at| at * step));
        for at in 0..=amount.0 {
            if let Some(Op::Rows { finder: RowFinder::Bands { of, ranges }, .. }) = self.node(NodeId(at)).map(|n| &n.op)
                && *of == points
            {
                let edges = ranges.iter().take(SAMPLES.try_into().unwrap_or(500)).flat_map(|(from, to)| [*from, *to]);
                values.extend(edges.filter(|edge| (lo..=hi).contains(edge)));
            }
        }
        Xs { values: values.into_iter().collect(), is_complete: false }
    }

    /// Least and greatest numerator of the points. Conditions can exclude each other (one lives in one place only), so for
    /// every question with options the points are also bounded option by option, as far as the work stays small.
    fn range_of(&self, points: NodeId) -> (i128, i128) {
        let mut domains: Vec<Domain> = self.inputs.iter().map(Domain::of).collect();
        let (mut lo, mut hi) = self.node(points).map_or((0, 0), |node| (node.reach.lo, node.reach.hi));
        let mut work = 0_usize;
        for at in Dependence::of(self, points, NodeId(usize::MAX)).questions {
            let Some((input, all)) = self.inputs.get(at).zip(domains.get(at).copied()) else { continue };
            let has_options =
                matches!(input.kind, QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo);
            if !has_options {
                continue;
            }
            let answered = (input.lo..=input.hi).map(|code| Domain { lo: code, hi: code, may_be_blank: false, ..all });
            let blank = input.may_be_blank().then_some(Domain { may_be_answered: false, ..all });
            let each: Vec<Domain> = answered.chain(blank).collect();
            work = work.saturating_add(each.len().saturating_mul(points.0 + 1));
            if work > MOST_WORK {
                break;
            }
            let mut ends: Option<(i128, i128)> = None;
            for domain in each {
                if let Some(slot) = domains.get_mut(at) {
                    *slot = domain;
                }
                if let Some((low, high)) = self.range_within(points, &domains) {
                    ends = Some(ends.map_or((low, high), |(lo, hi)| (lo.min(low), hi.max(high))));
                }
            }
            if let Some(slot) = domains.get_mut(at) {
                *slot = all;
            }
            if let Some((low, high)) = ends {
                (lo, hi) = (lo.max(low), hi.min(high));
            }
        }
        (lo, hi)
    }

    fn range_within(&self, points: NodeId, domains: &[Domain]) -> Option<(i128, i128)> {
        let mut found: Vec<Reach> = Vec::with_capacity(points.0 + 1);
        for node in self.nodes.iter().take(points.0 + 1) {
            let of = |id: NodeId| found.get(id.0).copied().unwrap_or(node.reach);
            let narrower = reach(&node.op, &of, domains)?;
            found.push(narrower);
        }
        found.last().map(|reach| (reach.lo, reach.hi))
    }
}
