//! Children who stand out, by two rules that can be told in a sentence. A list to look at one by one, never a verdict:
//! there may be a good reason for every one.

use super::picture::Placed;
use crate::{Pence, PersonId};

/// Below so many children nobody stands out.
pub const LEAST_CHILDREN: usize = 6;
/// Below so many others of like need nobody is compared with them.
pub const LEAST_ALIKE: usize = 3;

/// Why a child stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// By cost at least half of all places higher than by need.
    CostFarAboveNeed {
        /// So many whole places.
        places: i64,
    },
    /// By cost at least half of all places lower than by need.
    CostFarBelowNeed {
        /// So many whole places.
        places: i64,
    },
    /// Costs more than three times the middle of children with like need.
    ThriceTheMedian {
        /// What the one in the middle of them costs.
        median: Pence,
        /// How many of them there are.
        alike: usize,
    },
}

impl Why {
    /// The word under which its wording is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Why::CostFarAboveNeed { .. } => "cost-far-above-need",
            Why::CostFarBelowNeed { .. } => "cost-far-below-need",
            Why::ThriceTheMedian { .. } => "thrice-the-median",
        }
    }
}

/// A child who stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlier {
    /// Who.
    pub person: PersonId,
    /// Every rule by which they do.
    pub why: Vec<Why>,
}

/// Children who stand out, in the order given.
///
/// *Like need* is a score at most a tenth of the whole range away, up or down. The median of an even number is the lower of the
/// two in the middle.
#[must_use]
pub fn outliers(children: &[Placed]) -> Vec<Outlier> {
    if children.len() < LEAST_CHILDREN {
        return Vec::new();
    }
    let count = i64::try_from(children.len()).unwrap_or(i64::MAX);
    let mut by_need: Vec<(i64, i64)> = children.iter().map(|one| (one.child.need, one.child.cost.0)).collect();
    by_need.sort_unstable();
    let range = by_need.first().zip(by_need.last()).map_or(0, |(least, most)| most.0.abs_diff(least.0));
    let found = children.iter().filter_map(|one| {
        let mut why = Vec::new();
        let gap = one.double_cost_rank - one.double_need_rank;
        if gap.abs() >= count {
            let places = gap.abs() / 2;
            why.push(if gap > 0 { Why::CostFarAboveNeed { places } } else { Why::CostFarBelowNeed { places } });
        }
        why.extend(thrice_the_median(one, &by_need, range));
        (!why.is_empty()).then_some(Outlier { person: one.child.person, why })
    });
    found.collect()
}

fn thrice_the_median(one: &Placed, by_need: &[(i64, i64)], range: u64) -> Option<Why> {
    let (need, cost) = (one.child.need, one.child.cost.0);
    let is_alike = |other: i64| u128::from(other.abs_diff(need)) * 10 <= u128::from(range);
    let start = by_need.partition_point(|(other, _)| *other < need && !is_alike(*other));
    let alike = by_need.iter().skip(start).take_while(|(other, _)| is_alike(*other));
    let mut costs: Vec<i64> = alike.map(|(_, cost)| *cost).collect();
    // the child itself is one of them, once
    let own = costs.iter().position(|other| *other == cost)?;
    costs.swap_remove(own);
    if costs.len() < LEAST_ALIKE {
        return None;
    }
    let middle = (costs.len() - 1) / 2;
    let median = *costs.select_nth_unstable(middle).1;
    let is_thrice = i128::from(cost) > 3 * i128::from(median);
    is_thrice.then_some(Why::ThriceTheMedian { median: Pence(median), alike: costs.len() })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::need_beside_spend::{Child, picture};

    fn found(pairs: &[(i64, i64)]) -> Vec<(usize, Vec<Why>)> {
        let person = |at: usize| PersonId(Uuid::from_u128(u128::try_from(at).unwrap()));
        let children: Vec<Child> = pairs
            .iter()
            .enumerate()
            .map(|(at, (need, pounds))| Child { person: person(at), need: *need, cost: Pence(pounds * 100) })
            .collect();
        let picture = picture(&children);
        let at = |who: PersonId| usize::try_from(who.0.as_u128()).unwrap();
        picture.outliers.into_iter().map(|one| (at(one.person), one.why)).collect()
    }

    #[test]
    fn much_money_for_little_need_stands_out_and_so_does_the_reverse() {
        let even: Vec<(i64, i64)> = (1..=10).map(|need| (need * 10, need * 1_000)).collect();
        assert_eq!(found(&even), []);
        let mut turned = even;
        turned[0].1 = 150_000;
        turned[9].1 = 500;
        let found = found(&turned);
        assert_eq!(
            found,
            [(9, vec![Why::CostFarBelowNeed { places: 9 }]), (0, vec![Why::CostFarAboveNeed { places: 9 }])]
        );
    }

    #[test]
    fn half_of_all_places_is_enough() {
        let by_cost = |order: [i64; 6]| found(&(1..=6).map(|need| need * 100).zip(order).collect::<Vec<_>>());
        let (above, below) = (Why::CostFarAboveNeed { places: 3 }, Why::CostFarBelowNeed { places: 3 });
        assert_eq!(by_cost([4, 2, 3, 1, 5, 6]), [(3, vec![below]), (0, vec![above])]);
        assert_eq!(by_cost([3, 2, 1, 4, 5, 6]), []);
    }

    #[test]
    fn three_times_the_middle_of_like_need_stands_out_and_not_a_penny_less() {
        let mut children = vec![(50, 1_000), (50, 2_000), (51, 3_000), (52, 4_000), (50, 6_000), (0, 0), (100, 9_000)];
        assert_eq!(found(&children), []);
        children[4].1 = 6_001;
        assert_eq!(found(&children), [(4, vec![Why::ThriceTheMedian { median: Pence(200_000), alike: 4 }])]);
    }

    #[test]
    fn among_few_children_nobody_stands_out() {
        assert_eq!(found(&[(1, 90_000), (2, 1), (3, 2), (4, 3), (5, 4)]), []);
    }
}
