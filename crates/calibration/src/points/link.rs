//! Measures in which answers may add up. Going back to pounds needs care: the square of a mean is less than the mean of squares,
//! and whoever forgets it gives everyone too little.

/// The measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// Pounds.
    #[default]
    Plain,
    /// Square roots of pounds.
    SquareRoot,
    /// Logarithms of pounds.
    Log,
}

impl Link {
    /// A cost in the measure.
    #[must_use]
    pub fn of(self, cost: f64) -> f64 {
        match self {
            Link::Plain => cost,
            Link::SquareRoot => cost.max(0.0).sqrt(),
            Link::Log => cost.max(f64::MIN_POSITIVE).ln(),
        }
    }
}

/// Groups in which the smearing of logarithms is taken apart, because residuals differ in spread.
const GROUPS: usize = 10;

/// Expected costs in pounds for fitted values in the measure: for roots f² + s², s² being the mean square of what is left; for
/// logarithms exp(f) times the mean of exp(what is left) among tenths of like f (Duan's smearing, 1983, by group).
#[must_use]
pub fn expected(link: Link, fitted: &[f64], costs: &[f64], weights: &[f64]) -> Vec<f64> {
    let left: Vec<f64> = costs.iter().zip(fitted).map(|(cost, fitted)| link.of(*cost) - fitted).collect();
    match link {
        Link::Plain => fitted.to_vec(),
        Link::SquareRoot => {
            let whole: f64 = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            let square = left.iter().zip(weights).map(|(left, weight)| weight * left * left).sum::<f64>() / whole;
            fitted.iter().map(|fitted| fitted * fitted + square).collect()
        }
        Link::Log => {
            let mut order: Vec<usize> = (0..fitted.len()).collect();
            let value = |row: usize| fitted.get(row).copied().unwrap_or(0.0);
            order.sort_by(|a, b| value(*a).total_cmp(&value(*b)).then(a.cmp(b)));
            let mut made = vec![0.0; fitted.len()];
            let groups = GROUPS.min(order.len() / 10).max(1);
            for group in 0..groups {
                let rows =
                    order.get(group * order.len() / groups..(group + 1) * order.len() / groups).unwrap_or_default();
                let of = |list: &[f64], row: &usize| list.get(*row).copied().unwrap_or(0.0);
                let whole: f64 = rows.iter().map(|row| of(weights, row)).sum::<f64>().max(f64::MIN_POSITIVE);
                let smear = rows.iter().map(|row| of(weights, row) * of(&left, row).exp()).sum::<f64>() / whole;
                for row in rows {
                    if let Some(made) = made.get_mut(*row) {
                        *made = value(*row).exp() * smear;
                    }
                }
            }
            made
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    /// Costs whose roots, or logs, scatter more where they are greater.
    fn made_up(link: Link) -> (Vec<f64>, Vec<f64>) {
        let mut chance = Chance::new(7);
        let pair = (0..20_000).map(|_| {
            let fitted = match link {
                Link::Log => 7.0 + 2.0 * chance.unit(),
                _ => 60.0 + 60.0 * chance.unit(),
            };
            let value = match link {
                Link::Log => (fitted + chance.normal() * (fitted - 6.8) * 0.4).exp(),
                _ => (fitted + 20.0 * chance.normal()).powi(2),
            };
            (fitted, value)
        });
        pair.unzip()
    }

    #[test]
    fn the_total_comes_back_whole() {
        for link in [Link::SquareRoot, Link::Log] {
            let (fitted, costs) = made_up(link);
            let weights = vec![1.0; costs.len()];
            let back: f64 = expected(link, &fitted, &costs, &weights).iter().sum();
            let spent: f64 = costs.iter().sum();
            assert!((back / spent - 1.0).abs() < 0.02, "{link:?}: {}", back / spent);
        }
    }

    #[test]
    fn squaring_alone_gives_too_little() {
        let (fitted, costs) = made_up(Link::SquareRoot);
        let squared: f64 = fitted.iter().map(|fitted| fitted * fitted).sum();
        assert!(squared < 0.97 * costs.iter().sum::<f64>());
    }
}
