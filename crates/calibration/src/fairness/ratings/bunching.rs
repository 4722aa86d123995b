//! Do scores crowd just above a threshold? Where nothing pushes, neighbouring scores have neighbouring numbers of people.

use serde::Serialize;

/// What was found at one threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bunching {
    /// The first points of the higher side.
    pub threshold: i64,
    /// How many points on each side are looked at.
    pub width: i64,
    /// People just below.
    pub below: u64,
    /// People just above.
    pub above: u64,
    /// The part of these people that would stand above if the numbers went on as they do further out (a share of one).
    pub expected: f64,
    /// How likely at least so many above are by chance alone: exact, one-sided.
    pub chance: f64,
}

impl Bunching {
    /// Whether it is worth looking into: rarer than one in a hundred by chance.
    #[must_use]
    pub fn is_notable(&self) -> bool {
        self.chance < 0.01
    }
}

/// Looks at one threshold: people within `width` points on each side, beside a straight line through the numbers of the `3 × width`
/// points further out on both sides. `None` when nobody is near, or the line says nothing.
#[must_use]
pub fn bunching(points: &[i64], threshold: i64, width: i64) -> Option<Bunching> {
    let width = width.max(1);
    let within = |from: i64, to: i64| points.iter().filter(|own| (from..to).contains(*own)).count() as u64;
    let (below, above) = (within(threshold - width, threshold), within(threshold, threshold + width));
    let outer = (-4 * width..4 * width).filter(|away| !(-width..width).contains(away));
    // Least squares of the number of people at a score on how far it is from the threshold; scores half a point into their own.
    let (mut n, mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for away in outer {
        let place = away as f64 + 0.5;
        let people = within(threshold + away, threshold + away + 1) as f64;
        n += 1.0;
        x += place;
        y += people;
        xx += place * place;
        xy += place * people;
    }
    let slope = (n * xy - x * y) / (n * xx - x * x);
    let level = (y - slope * x) / n;
    let side = |sign: f64| (0..width).map(|away| (level + slope * sign * (away as f64 + 0.5)).max(0.0)).sum::<f64>();
    let (low, high) = (side(-1.0), side(1.0));
    if below + above == 0 || low + high <= 0.0 {
        return None;
    }
    let expected = high / (low + high);
    Some(Bunching { threshold, width, below, above, expected, chance: at_least(above, below + above, expected) })
}

/// The binomial chance of at least `found` of `count`, each with the share `share`.
fn at_least(found: u64, count: u64, share: f64) -> f64 {
    if found == 0 {
        return 1.0;
    }
    if share <= 0.0 {
        return 0.0;
    }
    if share >= 1.0 {
        return 1.0;
    }
    // From the logarithm of the first term on; each next term follows by its ratio.
    let mut log = 0.0;
    for at in 0..found {
        log += ((count - at) as f64 / (at + 1) as f64).ln();
    }
    log += found as f64 * share.ln() + (count - found) as f64 * (-share).ln_1p();
    let (mut term, mut sum) = (log.exp(), 0.0);
    for at in found..=count {
        sum += term;
        term *= (count - at) as f64 / (at + 1) as f64 * share / (1.0 - share);
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_is_that_of_scipy() {
        // stats.binom.sf(found - 1, count, share)
        assert!((at_least(19, 25, 0.5) - 0.007316648960113525).abs() < 1e-14);
        assert!((at_least(60, 100, 0.45) - 0.0018201782006504149).abs() < 1e-14);
        assert_eq!((at_least(0, 5, 0.2), at_least(5, 5, 1.0)), (1.0, 1.0));
    }

    #[test]
    fn a_crowd_above_a_threshold_is_found_and_an_even_spread_is_not() {
        let even: Vec<i64> = (0..100).flat_map(|points| [points; 6]).collect();
        let found = bunching(&even, 50, 3).unwrap();
        assert!((found.expected - 0.5).abs() < 1e-12 && !found.is_notable(), "{found:?}");
        // Two in three of those just below were lifted over.
        let lifted: Vec<i64> = even
            .iter()
            .enumerate()
            .map(|(at, own)| if (47..50).contains(own) && at % 3 > 0 { own + 3 } else { *own })
            .collect();
        let found = bunching(&lifted, 50, 3).unwrap();
        assert_eq!((found.below, found.above), (6, 30));
        assert!(found.is_notable(), "{found:?}");
    }

    #[test]
    fn nobody_near_is_nothing_to_say() {
        assert_eq!(bunching(&[1, 2, 3], 500, 2), None);
    }
}
