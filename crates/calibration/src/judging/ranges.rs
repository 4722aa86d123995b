//! "The plan usually falls between": a range around an amount that holds the cost of a new child with a chosen share of
//! certainty, whatever the shape of the costs (split conformal prediction; Vovk and others, 2005).

/// What to add to an amount for the ends of its range: each end is `amount + part·(amount + base)`, and not below nought.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct PlanRange {
    /// Share of new cases that it should hold.
    pub share: f64,
    /// Part of the amount by which the lower end lies beside it; below nought.
    pub low_part: f64,
    /// Part of the amount by which the upper end lies beside it.
    pub high_part: f64,
    /// Pounds added to every amount before the part is taken, so that small amounts have a range too.
    pub base: f64,
}

impl PlanRange {
    /// The range of an amount, in pounds.
    #[must_use]
    pub fn around(&self, amount: f64) -> (f64, f64) {
        let end = |part: f64| (amount + part * (amount + self.base)).max(0.0);
        (end(self.low_part), end(self.high_part))
    }
}

/// The range, from costs and from amounts of models that had not seen them. None when there are too few cases to hold the
/// share: 19 for nine in ten.
#[must_use]
pub fn plan_range(costs: &[f64], amounts: &[f64], share: f64) -> Option<PlanRange> {
    let count = costs.len().min(amounts.len());
    let base = 0.05 * costs.iter().sum::<f64>() / count.max(1) as f64;
    let base = if base > 0.0 { base } else { 1.0 };
    let mut scores: Vec<f64> =
        costs.iter().zip(amounts).map(|(cost, amount)| (cost - amount) / (amount + base)).collect();
    scores.sort_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - share);
    // Ranks among the cases and the new one: the k-th least with k = ⌊(n+1)·tail⌋, and as many from the top.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank among the cases")]
    let rank = ((count + 1) as f64 * tail + 1e-9).floor() as usize;
    let low = scores.get(rank.checked_sub(1)?).copied()?;
    let high = scores.get(count.checked_sub(rank)?).copied()?;
    Some(PlanRange { share, low_part: low, high_part: high, base })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn the_range_holds_as_many_new_cases_as_it_says() {
        let mut chance = Chance::new(8);
        let mut draw = || {
            let amount = 1_000.0 + 9_000.0 * chance.unit();
            (amount, amount * (0.5 * chance.normal()).exp())
        };
        let seen: Vec<(f64, f64)> = (0..1_000).map(|_| draw()).collect();
        let (amounts, costs): (Vec<f64>, Vec<f64>) = seen.into_iter().unzip();
        let range = plan_range(&costs, &amounts, 0.8).unwrap();
        let held = (0..10_000).filter(|_| {
            let (amount, cost) = draw();
            let (low, high) = range.around(amount);
            (low..=high).contains(&cost)
        });
        let share = held.count() as f64 / 10_000.0;
        assert!((share - 0.8).abs() < 0.03, "{share}");
    }

    #[test]
    fn too_few_cases_give_no_range() {
        assert_eq!(plan_range(&[1.0; 18], &[1.0; 18], 0.9), None);
        assert!(plan_range(&[1.0; 19], &[1.0; 19], 0.9).is_some());
    }
}
