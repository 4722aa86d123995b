//! Changes in money, counted in ranges of round width, with those who keep the same apart.

use serde::Serialize;
use std::cmp::Ordering;

/// Most ranges on either side of nothing.
const MOST: i64 = 5;

/// A range of change and how many people are in it. Money is in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bin {
    /// The end nearer to nothing, not included (but for no change at all).
    pub near: i64,
    /// The end farther from nothing, included; none for all that is beyond.
    pub far: Option<i64>,
    /// How many people.
    pub count: u64,
}

impl Bin {
    /// Whether it holds losses, no change or gains.
    #[must_use]
    pub fn direction(&self) -> Ordering {
        match self.far {
            Some(far) => far.cmp(&0),
            None => self.near.cmp(&0),
        }
    }
}

/// The ranges from the largest losses to the largest gains. The few who change far more than nearly all others share the
/// outermost range.
#[must_use]
pub fn bins(changes: &[i64]) -> Vec<Bin> {
    let mut sizes: Vec<i64> = changes.iter().filter(|change| **change != 0).map(|change| change.abs()).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() * 49 / 50).or(sizes.last()).copied().unwrap_or(0);
    let width = round_width(usual / MOST + i64::from(usual % MOST != 0));
    let count = |from: i64, to: Option<i64>, sign: i64| {
        let is_inside = |change: &&i64| {
            let size = **change * sign;
            size > from && to.is_none_or(|to| size <= to)
        };
        u64::try_from(changes.iter().filter(is_inside).count()).unwrap_or(u64::MAX)
    };
    let side = |sign: i64| {
        let largest = changes.iter().map(|change| change * sign).max().unwrap_or(0);
        let needed = if largest <= 0 { 0 } else { ((largest - 1) / width + 1).min(MOST + 1) };
        let range = move |at: i64| {
            let far = (at < MOST).then_some((at + 1) * width);
            Bin { near: at * width * sign, far: far.map(|far| far * sign), count: count(at * width, far, sign) }
        };
        (0..needed).map(range).collect::<Vec<Bin>>()
    };
    let same = u64::try_from(changes.iter().filter(|change| **change == 0).count()).unwrap_or(u64::MAX);
    let mut bins: Vec<Bin> = side(-1).into_iter().rev().collect();
    bins.push(Bin { near: 0, far: Some(0), count: same });
    bins.extend(side(1));
    bins
}

/// The nearest of £1, £2, £5, £10, £20 … (in hundredths) that is not smaller.
fn round_width(at_least: i64) -> i64 {
    let mut unit = 100_i64;
    loop {
        for step in [1, 2, 5] {
            match unit.checked_mul(step) {
                Some(width) if width < at_least => {}
                Some(width) => return width,
                None => return at_least,
            }
        }
        match unit.checked_mul(10) {
            Some(next) => unit = next,
            None => return at_least,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_in_one_range() {
        let changes = [-12_000, -100, 0, 0, 1, 10_000, 10_001, 55_000];
        let bins = bins(&changes);
        assert_eq!(bins.iter().map(|bin| bin.count).sum::<u64>(), 8);
        let shown: Vec<(i64, Option<i64>, u64)> = bins.iter().map(|bin| (bin.near, bin.far, bin.count)).collect();
        assert_eq!(shown[..3], [(0, Some(-20_000), 2), (0, Some(0), 2), (0, Some(20_000), 3)]);
        assert_eq!(shown[4], (40_000, Some(60_000), 1));
    }

    #[test]
    fn the_far_few_share_the_last_range() {
        let mut changes: Vec<i64> = (1..=600).map(|at| at * 100).collect();
        changes.push(9_999_999);
        let last = *bins(&changes).last().unwrap();
        assert_eq!((last.near, last.far, last.count), (100_000, None, 1));
        assert_eq!(last.direction(), Ordering::Greater);
    }

    #[test]
    fn nobody_and_no_change_are_one_range() {
        assert_eq!(bins(&[]), [Bin { near: 0, far: Some(0), count: 0 }]);
        assert_eq!(bins(&[0, 0]), [Bin { near: 0, far: Some(0), count: 2 }]);
    }
}
