//! Whether the people of today are still those that a table was made for: how far the spread of points, or of costs, has moved.

/// How far a spread has moved.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Drift {
    /// Population stability index over tenths of the old values: Σ(new − old)·ln(new / old). By custom below 0.1 is little and
    /// above 0.25 is much.
    pub stability_index: f64,
    /// Kolmogorov–Smirnov: the greatest distance between the two shares below a value.
    pub greatest_distance: f64,
    /// How seldom chance alone would part two samples of one population so far.
    pub probability: f64,
    /// Mean of the old values.
    pub old_mean: f64,
    /// Mean of the new values.
    pub new_mean: f64,
}

/// Compares two lists of values; none when one is empty.
#[must_use]
pub fn drift(old: &[f64], new: &[f64]) -> Option<Drift> {
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let sorted = |list: &[f64]| {
        let mut list = list.to_vec();
        list.sort_by(f64::total_cmp);
        list
    };
    let (old, new) = (sorted(old), sorted(new));
    let share_below = |list: &[f64], value: f64| list.partition_point(|own| *own <= value) as f64 / list.len() as f64;
    let values = old.iter().chain(&new);
    let distance =
        values.map(|value| (share_below(&old, *value) - share_below(&new, *value)).abs()).fold(0.0, f64::max);
    let mut edges: Vec<f64> = (1..10).map(|tenth| super::quantile(&old, f64::from(tenth) / 10.0)).collect();
    edges.dedup();
    edges.push(f64::INFINITY);
    let (mut index, mut before) = (0.0, (0.0, 0.0));
    for edge in edges {
        let upto = (share_below(&old, edge), share_below(&new, edge));
        // Half a case stands in for none, so that an empty tenth counts much and not without end.
        let floor = 0.5 / old.len().min(new.len()) as f64;
        let (from, to) = ((upto.0 - before.0).max(floor), (upto.1 - before.1).max(floor));
        index += (to - from) * (to / from).ln();
        before = upto;
    }
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let size = (old.len() as f64 * new.len() as f64 / (old.len() + new.len()) as f64).sqrt();
    Some(Drift {
        stability_index: index,
        greatest_distance: distance,
        probability: kolmogorov((size + 0.12 + 0.11 / size) * distance),
        old_mean: mean(&old),
        new_mean: mean(&new),
    })
}

/// How seldom the scaled distance is passed by chance: 2Σ(−1)^(k−1)·exp(−2k²λ²).
fn kolmogorov(scaled: f64) -> f64 {
    if scaled < 0.2 {
        return 1.0;
    }
    let (mut sum, mut sign) = (0.0, 1.0);
    for k in 1..=100 {
        let term = (-2.0 * f64::from(k * k) * scaled * scaled).exp();
        sum += sign * term;
        sign = -sign;
    }
    (2.0 * sum).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn the_same_people_have_not_moved_and_others_have() {
        let mut chance = Chance::new(2);
        let old: Vec<f64> = (0..500).map(|_| chance.normal()).collect();
        let same: Vec<f64> = (0..500).map(|_| chance.normal()).collect();
        let moved: Vec<f64> = (0..500).map(|_| 0.8 + chance.normal()).collect();
        let (same, moved) = (drift(&old, &same).unwrap(), drift(&old, &moved).unwrap());
        assert!(same.stability_index < 0.1 && same.probability > 0.01, "{same:?}");
        assert!(moved.stability_index > 0.25 && moved.probability < 1e-6, "{moved:?}");
        assert_eq!(drift(&[], &[1.0]), None);
    }

    #[test]
    fn the_distance_is_the_one_on_paper() {
        let found = drift(&[1.0, 2.0, 3.0, 4.0], &[3.0, 4.0, 5.0, 6.0]).unwrap();
        assert!((found.greatest_distance - 0.5).abs() < 1e-12);
    }
}
