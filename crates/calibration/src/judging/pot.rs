//! Whether the pot is enough: plans come out dearer or cheaper than their figures, as the cases did, and their sum is drawn
//! thousands of times.

use super::quantile;
use crate::chance::Chance;
use crate::parallel;

/// What may happen to the pot.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Pot {
    /// All the money, contingency included, in pounds.
    pub budget: f64,
    /// What the amounts come to, in pounds.
    pub allocated: f64,
    /// Share of years in which plans come to more than the budget.
    pub overspend_probability: f64,
    /// Middle of the sums of plans.
    pub median_total: f64,
    /// The sum that is passed in one year of twenty.
    pub total_in_a_bad_year: f64,
    /// The risk that was chosen.
    pub risk: f64,
    /// Share of the budget to hold back so that the risk is no greater, if amounts were moved in proportion; 0 when none is
    /// needed.
    pub contingency_for_risk: f64,
}

/// Draws years. `factors` are how plans compare with figures, as parts above or below, from cases that the table had not
/// seen: a plan is `amount + factor·(amount + base)`, and not below nought.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "one draw has that many givens, each a number")]
pub fn pot(
    amounts: &[f64],
    factors: &[f64],
    base: f64,
    budget: f64,
    risk: f64,
    years: usize,
    seed: u64,
    threads: usize,
) -> Pot {
    let allocated: f64 = amounts.iter().sum();
    let mut totals = parallel::map(years, threads, |year| {
        let mut chance = Chance::stream(seed ^ 0x0050_0700, u64::try_from(year).unwrap_or(0));
        let plan = |amount: &f64| {
            let factor = factors.get(chance.below(factors.len())).copied().unwrap_or(0.0);
            (amount + factor * (amount + base)).max(0.0)
        };
        amounts.iter().map(plan).sum::<f64>()
    });
    totals.sort_by(f64::total_cmp);
    let over = totals.iter().filter(|total| **total > budget).count();
    let at_risk = quantile(&totals, 1.0 - risk);
    let held = if at_risk > 0.0 { 1.0 - allocated / at_risk } else { 0.0 };
    Pot {
        budget,
        allocated,
        overspend_probability: over as f64 / years.max(1) as f64,
        median_total: quantile(&totals, 0.5),
        total_in_a_bad_year: quantile(&totals, 0.95),
        risk,
        contingency_for_risk: held.max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_that_cost_what_was_figured_never_pass_the_pot() {
        let pot = pot(&[1_000.0; 50], &[0.0], 0.0, 50_000.0, 0.05, 200, 1, 2);
        assert_eq!((pot.overspend_probability, pot.contingency_for_risk), (0.0, 0.0));
    }

    #[test]
    fn the_contingency_for_a_risk_would_have_held() {
        let factors: Vec<f64> = (0..101).map(|at| f64::from(at) / 100.0 - 0.4).collect();
        let amounts = [1_000.0; 100];
        let first = pot(&amounts, &factors, 0.0, 100_000.0, 0.05, 2_000, 1, 2);
        assert!(first.overspend_probability > 0.9, "{first:?}");
        // Every amount lowered so that the budget holds back that share.
        let lowered = [1_000.0 * (1.0 - first.contingency_for_risk); 100];
        let then = pot(&lowered, &factors, 0.0, 100_000.0, 0.05, 2_000, 2, 1);
        assert!((then.overspend_probability - 0.05).abs() < 0.03, "{then:?}");
    }
}
