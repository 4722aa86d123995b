//! Measures of how near amounts are to costs. Each row counts by its weight.

use crate::cases::Group;

/// How near amounts are to costs.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Measures {
    /// Rows.
    pub cases: usize,
    /// 1 − Σw(y−f)² / Σw(y−ȳ)²: 1 when every amount is the cost, 0 when the mean for all would do as well. None when all costs
    /// are alike.
    pub r_squared: Option<f64>,
    /// Mean of |y−f|, in pounds.
    pub mean_absolute_error: f64,
    /// Root of the mean of (y−f)², in pounds.
    pub root_mean_square_error: f64,
    /// Mean of f−y, in pounds: above nought when the table gives more than is spent now.
    pub bias: f64,
    /// Σwf / Σwy.
    pub total_ratio: Option<f64>,
    /// Share of rows whose amount is within 10 % of the cost.
    pub within_ten_percent: f64,
    /// Share of rows whose amount is within 20 % of the cost.
    pub within_twenty_percent: f64,
    /// Share of rows whose amount is within the sum that was asked for.
    pub within_sum: f64,
}

/// Measures over rows of cost, amount and weight; `sum` is in pounds.
#[must_use]
pub fn measures(costs: &[f64], amounts: &[f64], weights: &[f64], sum: f64) -> Measures {
    let rows = || costs.iter().zip(amounts).zip(weights).map(|((cost, amount), weight)| (*cost, *amount, *weight));
    let whole: f64 = rows().map(|(_, _, weight)| weight).sum();
    if whole <= 0.0 {
        return Measures::default();
    }
    let mean_of = |of: &dyn Fn(f64, f64) -> f64| {
        rows().map(|(cost, amount, weight)| weight * of(cost, amount)).sum::<f64>() / whole
    };
    let mean = mean_of(&|cost, _| cost);
    let spread = mean_of(&|cost, _| (cost - mean) * (cost - mean));
    let squares = mean_of(&|cost, amount| (cost - amount) * (cost - amount));
    let within = |share: f64| mean_of(&|cost, amount| f64::from(u8::from((cost - amount).abs() <= share * cost)));
    Measures {
        cases: costs.len(),
        r_squared: (spread > 0.0).then(|| 1.0 - squares / spread),
        mean_absolute_error: mean_of(&|cost, amount| (cost - amount).abs()),
        root_mean_square_error: squares.sqrt(),
        bias: mean_of(&|cost, amount| amount - cost),
        total_ratio: (mean > 0.0).then(|| mean_of(&|_, amount| amount) / mean),
        within_ten_percent: within(0.1),
        within_twenty_percent: within(0.2),
        within_sum: mean_of(&|cost, amount| f64::from(u8::from((cost - amount).abs() <= sum))),
    }
}

/// One group's measures.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct GroupFit {
    /// The group's value, or the range of amounts of a decile.
    pub group: String,
    /// Mean cost in pounds.
    pub mean_cost: f64,
    /// Mean amount in pounds.
    pub mean_amount: f64,
    /// Its measures; none where fewer than ten cases stand behind them.
    pub measures: Option<Measures>,
    /// Rows.
    pub cases: usize,
}

/// Fewer cases than these say nothing.
pub const FEWEST: usize = 10;

fn part(name: String, rows: &[usize], costs: &[f64], amounts: &[f64], weights: &[f64], sum: f64) -> GroupFit {
    let pick = |list: &[f64]| -> Vec<f64> { rows.iter().filter_map(|row| list.get(*row).copied()).collect() };
    let (costs, amounts, weights) = (pick(costs), pick(amounts), pick(weights));
    let whole: f64 = weights.iter().sum();
    let mean = |list: &[f64]| {
        list.iter().zip(&weights).map(|(value, weight)| value * weight).sum::<f64>() / whole.max(f64::MIN_POSITIVE)
    };
    GroupFit {
        group: name,
        mean_cost: mean(&costs),
        mean_amount: mean(&amounts),
        measures: (rows.len() >= FEWEST).then(|| measures(&costs, &amounts, &weights, sum)),
        cases: rows.len(),
    }
}

/// Measures of each value of a group.
#[must_use]
pub fn by_group(group: &Group, costs: &[f64], amounts: &[f64], weights: &[f64], sum: f64) -> Vec<GroupFit> {
    let values = group.values.iter().enumerate();
    values.map(|(at, value)| part(value.clone(), &group.rows(at), costs, amounts, weights, sum)).collect()
}

/// Measures of ten parts of the rows, by amount: do those who are given little cost little?
#[must_use]
pub fn by_decile(costs: &[f64], amounts: &[f64], weights: &[f64], sum: f64) -> Vec<GroupFit> {
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    let amount = |row: usize| amounts.get(row).copied().unwrap_or(0.0);
    order.sort_by(|a, b| amount(*a).total_cmp(&amount(*b)).then(a.cmp(b)));
    let count = order.len();
    let parts = (0..10).map(|tenth| order.get(tenth * count / 10..(tenth + 1) * count / 10).unwrap_or_default());
    let named = parts.filter(|rows| !rows.is_empty()).map(|rows| {
        let ends = (rows.first().map_or(0.0, |row| amount(*row)), rows.last().map_or(0.0, |row| amount(*row)));
        part(format!("{:.0} to {:.0}", ends.0, ends.1), rows, costs, amounts, weights, sum)
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_those_of_the_formulas() {
        let found = measures(&[100.0, 200.0, 300.0], &[110.0, 150.0, 310.0], &[1.0; 3], 10.0);
        assert!((found.r_squared.unwrap() - (1.0 - 2_700.0 / 20_000.0)).abs() < 1e-12);
        assert!((found.mean_absolute_error - 70.0 / 3.0).abs() < 1e-12);
        assert!((found.bias + 10.0).abs() < 1e-12);
        assert!((found.total_ratio.unwrap() - 0.95).abs() < 1e-12);
        assert!((found.within_ten_percent - 2.0 / 3.0).abs() < 1e-12);
        assert!((found.within_sum - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn one_value_everywhere_has_no_share_explained() {
        assert_eq!(measures(&[5.0; 4], &[5.0; 4], &[1.0; 4], 1.0).r_squared, None);
    }

    #[test]
    fn a_group_of_two_is_not_measured() {
        let cells = ["a", "a", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b"].map(str::to_owned);
        let fits = by_group(&Group::of("area", &cells), &[1.0; 12], &[2.0; 12], &[1.0; 12], 1.0);
        assert!(fits[0].measures.is_none() && fits[1].measures.is_some());
        assert_eq!((fits[0].cases, fits[1].cases), (2, 10));
    }

    #[test]
    fn ten_parts_hold_every_row_once() {
        let amounts: Vec<f64> = (0..25).map(f64::from).collect();
        let parts = by_decile(&amounts, &amounts, &[1.0; 25], 1.0);
        assert_eq!(parts.iter().map(|part| part.cases).sum::<usize>(), 25);
        assert_eq!(parts[0].group, "0 to 1");
    }
}
