//! Whether the pot is enough: plans come out dearer or cheaper than their figures, as those of like people did, and their sum is
//! drawn thousands of times.

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
    /// The risk that was chosen.
    pub risk: f64,
    /// The pot that plans pass with just that risk.
    pub pot_for_risk: f64,
    /// Share of that pot beyond what the amounts come to: the contingency it would need; 0 when none.
    pub contingency_for_risk: f64,
}

/// What a year is drawn from: amounts of each row and how far plans came out from figures of tables that had not seen them,
/// both in pounds, in one order.
#[derive(Debug, Clone, Copy)]
pub struct Plans<'a> {
    /// Amounts.
    pub amounts: &'a [f64],
    /// Cost less the amount that an unseen case was given.
    pub differences: &'a [f64],
}

/// Rows that stand nearest by amount, from which a plan's difference is drawn: a tenth, but never fewer than these.
const FEWEST_NEAR: usize = 10;

/// Draws years. Each plan is its amount and the difference of somebody whose amount is near, and not below nought.
#[must_use]
pub fn pot(plans: Plans<'_>, budget: f64, risk: f64, years: usize, seed: u64, threads: usize) -> Pot {
    let mut rows: Vec<(f64, f64)> = plans.amounts.iter().copied().zip(plans.differences.iter().copied()).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let near = (rows.len() / 10).max(FEWEST_NEAR).min(rows.len());
    let mut totals = parallel::map(years, threads, |year| {
        let mut chance = Chance::stream(seed ^ 0x0050_0700, u64::try_from(year).unwrap_or(0));
        let plan = |(place, (amount, _)): (usize, &(f64, f64))| {
            let from = place.saturating_sub(near / 2).min(rows.len() - near);
            let difference = rows.get(from + chance.below(near)).map_or(0.0, |row| row.1);
            (amount + difference).max(0.0)
        };
        rows.iter().enumerate().map(plan).sum::<f64>()
    });
    totals.sort_by(f64::total_cmp);
    let allocated: f64 = plans.amounts.iter().sum();
    let over = totals.iter().filter(|total| **total > budget).count();
    let pot_for_risk = quantile(&totals, 1.0 - risk);
    let beyond = if pot_for_risk > 0.0 { 1.0 - allocated / pot_for_risk } else { 0.0 };
    Pot {
        budget,
        allocated,
        overspend_probability: over as f64 / years.max(1) as f64,
        median_total: quantile(&totals, 0.5),
        risk,
        pot_for_risk,
        contingency_for_risk: beyond.max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_that_cost_what_was_figured_never_pass_the_pot() {
        let plans = Plans { amounts: &[1_000.0; 50], differences: &[0.0; 50] };
        let pot = pot(plans, 50_000.0, 0.05, 200, 1, 2);
        assert_eq!((pot.overspend_probability, pot.contingency_for_risk), (0.0, 0.0));
    }

    #[test]
    fn the_pot_for_a_risk_is_passed_with_that_risk() {
        let differences: Vec<f64> = (0..100).map(|at| f64::from(at) * 10.0 - 400.0).collect();
        let plans = Plans { amounts: &[1_000.0; 100], differences: &differences };
        let first = pot(plans, 100_000.0, 0.05, 2_000, 1, 2);
        assert!(first.overspend_probability > 0.9, "{first:?}");
        let then = pot(plans, first.pot_for_risk, 0.05, 2_000, 2, 1);
        assert!((then.overspend_probability - 0.05).abs() < 0.03, "{then:?}");
        let pot_by_contingency = first.allocated / (1.0 - first.contingency_for_risk);
        assert!((pot_by_contingency - first.pot_for_risk).abs() < 1e-6);
    }
}
