//! All children of a picture, with their ranks, the correlation, and who stands out: what the chart, its table and its
//! file are made from.

use std::cmp::Reverse;

use super::correlation::{Correlation, correlation};
use super::outliers::{Outlier, outliers};
use super::ranks::double_ranks;
use crate::{Pence, PersonId};

/// One child in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Child {
    /// Who.
    pub person: PersonId,
    /// Score of need; any unit, as long as all have the same: points in thousandths, or an indicative budget in pence.
    pub need: i64,
    /// What everything they have today costs in a year.
    pub cost: Pence,
}

/// A child with their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The child.
    pub child: Child,
    /// Twice the place by need, the least need first.
    pub double_need_rank: i64,
    /// Twice the place by cost, the least cost first.
    pub double_cost_rank: i64,
}

/// Need beside spend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Every child, the greatest need first; of equal need, the greatest cost first.
    pub children: Vec<Placed>,
    /// Whether money follows need; none where it cannot be said.
    pub correlation: Option<Correlation>,
    /// Who stands out, in the order of the children.
    pub outliers: Vec<Outlier>,
    /// What all have together in a year; none where it does not fit 64 bits.
    pub total_cost: Option<Pence>,
}

/// The picture of some children.
#[must_use]
pub fn picture(children: &[Child]) -> Picture {
    let mut children = children.to_vec();
    children.sort_by_key(|child| (Reverse(child.need), Reverse(child.cost), child.person));
    let needs: Vec<i64> = children.iter().map(|child| child.need).collect();
    let costs: Vec<i64> = children.iter().map(|child| child.cost.0).collect();
    let ranks = double_ranks(&needs).into_iter().zip(double_ranks(&costs));
    let placed = children.iter().zip(ranks).map(|(child, (double_need_rank, double_cost_rank))| Placed {
        child: *child,
        double_need_rank,
        double_cost_rank,
    });
    let placed: Vec<Placed> = placed.collect();
    Picture {
        outliers: outliers(&placed),
        correlation: correlation(&needs, &costs),
        total_cost: children.iter().try_fold(Pence::ZERO, |sum, child| sum.plus(child.cost)),
        children: placed,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_greatest_need_comes_first() {
        let child = |number, need, cost| Child { person: PersonId(Uuid::from_u128(number)), need, cost: Pence(cost) };
        let found = picture(&[child(1, 10, 500), child(2, 30, 100), child(3, 30, 900)]);
        let order: Vec<_> = found.children.iter().map(|placed| placed.child.person.0.as_u128()).collect();
        assert_eq!(order, [3, 2, 1]);
        assert_eq!((found.children[0].double_need_rank, found.children[0].double_cost_rank), (5, 6));
        assert_eq!((found.total_cost, found.correlation.map(|one| one.pairs)), (Some(Pence(1_500)), Some(3)));
        assert_eq!(
            picture(&[]),
            Picture { children: vec![], correlation: None, outliers: vec![], total_cost: Some(Pence(0)) }
        );
    }
}
