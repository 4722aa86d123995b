//! From budgets to the plans that follow: what a pot must hold, and how likely it is not enough.

use crate::distributions::{normal_below, normal_quantile};
use serde::Serialize;

/// What becomes of a budget once the plan is costed. A guess that people make openly, not a fact found in cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Plans {
    /// Of what support costs above the budget, the part that is granted in the end, as a share of one.
    pub granted: f64,
    /// Of what support costs below the budget, the part that is handed back, as a share of one.
    pub handed_back: f64,
}

impl Plans {
    /// What a plan comes to, given the budget and what support costs.
    #[must_use]
    pub fn cost(&self, budget: f64, cost: f64) -> f64 {
        if cost > budget {
            budget + self.granted * (cost - budget)
        } else {
            budget - self.handed_back * (budget - cost)
        }
    }
}

/// What all plans come to when next year's children are drawn from this year's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pot {
    /// What all budgets come to, in pounds.
    pub budgets: f64,
    /// What all plans come to on average, in pounds.
    pub expected: f64,
    /// Its standard deviation, in pounds.
    pub deviation: f64,
    /// How likely plans come to more than there is, as a share of one.
    pub overspent: f64,
    /// What would have to be held back of the money for the risk that is borne, as a share of one; below nothing when budgets
    /// could be higher.
    pub contingency_needed: f64,
}

/// Weighs budgets against costs. The sum over children drawn anew is taken as normal: with a hundred children or more that is within a
/// per cent or two of drawing them. `money` is what there is, in pounds; `borne` the risk of overspending that is borne.
#[must_use]
pub fn pot(budgets: &[f64], costs: &[f64], weights: &[f64], plans: &Plans, money: f64, borne: f64) -> Pot {
    let (mut weight, mut whole, mut sum, mut squares) = (0.0, 0.0, 0.0, 0.0);
    for ((budget, cost), own) in budgets.iter().zip(costs).zip(weights) {
        let plan = plans.cost(*budget, *cost);
        weight += own;
        whole += own * budget;
        sum += own * plan;
        squares += own * plan * plan;
    }
    let mean = if weight > 0.0 { sum / weight } else { 0.0 };
    let variance = if weight > 0.0 { (squares / weight - mean * mean).max(0.0) } else { 0.0 };
    let deviation = (weight * variance).sqrt();
    let overspent =
        if deviation > 0.0 { 1.0 - normal_below((money - sum) / deviation) } else { f64::from(u8::from(sum > money)) };
    // Plans rise with budgets almost in step: what the plans take beyond the budgets is what must be held back.
    let most = sum + normal_quantile(1.0 - borne) * deviation;
    let contingency_needed = if most > 0.0 { 1.0 - whole / most } else { 0.0 };
    Pot { budgets: whole, expected: sum, deviation, overspent, contingency_needed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLANS: Plans = Plans { granted: 0.5, handed_back: 0.25 };

    #[test]
    fn a_plan_moves_from_the_budget_towards_what_support_costs() {
        assert_eq!((PLANS.cost(100.0, 140.0), PLANS.cost(100.0, 60.0)), (120.0, 90.0));
    }

    #[test]
    fn the_risk_is_that_of_drawing_children_again_and_again() {
        let mut chance = crate::chance::Chance::new(5);
        let costs: Vec<f64> = (0..400).map(|_| (8.0 + chance.normal()).exp()).collect();
        let budgets = vec![4_000.0; 400];
        let found = pot(&budgets, &costs, &[1.0; 400], &PLANS, 1_800_000.0, 0.1);
        let plans: Vec<f64> = costs.iter().map(|cost| PLANS.cost(4_000.0, *cost)).collect();
        let draws = 20_000;
        let over = (0..draws).filter(|_| (0..400).map(|_| plans[chance.below(400)]).sum::<f64>() > 1_800_000.0).count();
        assert!((over as f64 / f64::from(draws) - found.overspent).abs() < 0.02, "{over} {found:?}");
    }

    #[test]
    fn one_cost_for_everyone_leaves_nothing_to_chance() {
        let found = pot(&[100.0; 4], &[100.0; 4], &[1.0; 4], &PLANS, 399.0, 0.1);
        assert_eq!((found.overspent, found.contingency_needed), (1.0, 0.0));
    }
}
