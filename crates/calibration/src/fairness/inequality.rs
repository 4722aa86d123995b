//! How unequally money lies, and whether it lies where the need is: Gini, concentration, Kakwani, re-ranking.

use super::ranks::ranks;
use serde::Serialize;

/// Inequality of an amount and its relation to need. All indices are shares of one; amounts and needs may not be negative.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Inequality {
    /// Gini of the money: 0 when all have the same, towards 1 when one has everything.
    pub gini_money: f64,
    /// Gini of the need.
    pub gini_need: f64,
    /// Concentration of money over people ranked by need: as the Gini, below 0 when money goes to the least in need.
    pub concentration: f64,
    /// Concentration of money less Gini of need (Kakwani, 1977): above 0, money rises faster than need.
    pub kakwani: f64,
    /// Gini of money less its concentration, halved, over the Gini (Atkinson and Plotnick): 0 when nobody with less need has more
    /// money, up to 1.
    pub reranking: f64,
}

/// Works them out; `None` when there is nothing to share, or an amount or a need is negative.
#[must_use]
pub fn inequality(money: &[f64], need: &[f64]) -> Option<Inequality> {
    let (gini_money, gini_need) = (gini(money)?, gini(need)?);
    let concentration = concentration(money, need)?;
    let reranking = if gini_money > 0.0 { (gini_money - concentration) / (2.0 * gini_money) } else { 0.0 };
    Some(Inequality { gini_money, gini_need, concentration, kakwani: concentration - gini_need, reranking })
}

/// Gini's index: `2 Σ rank·y / (n Σ y) − (n+1)/n`. `None` without a positive total, or with a negative amount.
#[must_use]
pub fn gini(amounts: &[f64]) -> Option<f64> {
    concentration(amounts, amounts)
}

/// The concentration index of amounts over people ranked by `by`, those who are equal sharing a rank:
/// `2 cov(y, r)/μ` with `r = (rank − ½)/n`.
#[must_use]
pub fn concentration(amounts: &[f64], by: &[f64]) -> Option<f64> {
    let count = amounts.len() as f64;
    let total: f64 = amounts.iter().sum();
    if total <= 0.0 || amounts.iter().any(|amount| *amount < 0.0) || amounts.len() != by.len() {
        return None;
    }
    let ranked: f64 = amounts.iter().zip(ranks(by)).map(|(amount, rank)| amount * rank).sum();
    Some(2.0 * ranked / (count * total) - (count + 1.0) / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_cases_of_the_gini() {
        assert_eq!(gini(&[5.0, 5.0, 5.0, 5.0]), Some(0.0));
        // One of four has everything: (n−1)/n.
        assert_eq!(gini(&[0.0, 0.0, 0.0, 8.0]), Some(0.75));
        // Mean difference of 1, 2, 3: 4/3 over ordered pairs /9… halved over the mean 2 is 2/9.
        assert!((gini(&[3.0, 1.0, 2.0]).unwrap() - 2.0 / 9.0).abs() < 1e-15);
        assert_eq!(gini(&[0.0, 0.0]), None);
        assert_eq!(gini(&[-1.0, 4.0]), None);
    }

    #[test]
    fn money_in_proportion_to_need_is_neither_progressive_nor_reranked() {
        let need = [10.0, 25.0, 30.0, 70.0];
        let found = inequality(&need.map(|need| need * 120.0), &need).unwrap();
        assert!(found.kakwani.abs() < 1e-15 && found.reranking.abs() < 1e-15, "{found:?}");
    }

    #[test]
    fn money_against_need_is_concentrated_on_the_least_in_need() {
        let found = inequality(&[40.0, 30.0, 20.0, 10.0], &[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert!((found.concentration + 0.25).abs() < 1e-15 && (found.reranking - 1.0).abs() < 1e-15, "{found:?}");
    }
}
