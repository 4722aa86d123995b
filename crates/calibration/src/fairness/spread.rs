//! Where inequality lies: Theil's index and the mean log deviation, split exactly into what is between groups and what is within.

use serde::Serialize;

/// One index, whole and in its two parts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Split {
    /// The index over everyone.
    pub whole: f64,
    /// What would be left if all within a group had their group's mean.
    pub between: f64,
    /// What is left when the means of groups are made equal.
    pub within: f64,
}

/// Theil's T, `mean((y/μ) ln(y/μ))`, by groups given as a position for each person. An amount of nought counts as nought
/// (its limit). `None` without a positive total or with a negative amount.
#[must_use]
pub fn theil(amounts: &[f64], group_of: &[usize]) -> Option<Split> {
    let groups = gathered(amounts, group_of)?;
    let (count, total) = (amounts.len() as f64, amounts.iter().sum::<f64>());
    let mean = total / count;
    let (mut between, mut within) = (0.0, 0.0);
    for members in groups.iter().filter(|members| members.iter().sum::<f64>() > 0.0) {
        let own = members.iter().sum::<f64>();
        let share = own / total;
        between += share * (own / members.len() as f64 / mean).ln();
        within += share * index_t(members);
    }
    Some(Split { whole: index_t(amounts), between, within })
}

/// The mean log deviation, `mean(ln(μ/y))`, by groups. `None` if an amount is not above nought: the index has no value then.
#[must_use]
pub fn log_deviation(amounts: &[f64], group_of: &[usize]) -> Option<Split> {
    let groups = gathered(amounts, group_of)?;
    if amounts.iter().any(|amount| *amount <= 0.0) {
        return None;
    }
    let count = amounts.len() as f64;
    let mean = super::mean(amounts)?;
    let (mut between, mut within) = (0.0, 0.0);
    for members in groups.iter().filter(|members| !members.is_empty()) {
        let share = members.len() as f64 / count;
        between += share * (mean / super::mean(members)?).ln();
        within += share * index_l(members);
    }
    Some(Split { whole: index_l(amounts), between, within })
}

fn gathered(amounts: &[f64], group_of: &[usize]) -> Option<Vec<Vec<f64>>> {
    let total: f64 = amounts.iter().sum();
    if amounts.len() != group_of.len() || total <= 0.0 || amounts.iter().any(|amount| *amount < 0.0) {
        return None;
    }
    let mut groups = vec![Vec::new(); group_of.iter().max()? + 1];
    for (amount, group) in amounts.iter().zip(group_of) {
        groups.get_mut(*group)?.push(*amount);
    }
    Some(groups)
}

fn index_t(amounts: &[f64]) -> f64 {
    let mean = super::mean(amounts).unwrap_or(1.0);
    let parts = amounts.iter().map(|amount| amount / mean).filter(|ratio| *ratio > 0.0);
    parts.map(|ratio| ratio * ratio.ln()).sum::<f64>() / amounts.len() as f64
}

fn index_l(amounts: &[f64]) -> f64 {
    let mean = super::mean(amounts).unwrap_or(1.0);
    amounts.iter().map(|amount| (mean / amount).ln()).sum::<f64>() / amounts.len() as f64
}

/// Equal treatment of equals: how much money differs among people with the same score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Horizontal {
    /// Scores that at least two people have.
    pub shared_scores: usize,
    /// People who have one of those.
    pub people: usize,
    /// Standard deviation within a score over its mean, averaged over people (a share of one).
    pub variation: f64,
    /// The part of Theil's index that lies within equal scores (a share of one), over the people counted here; none when they
    /// all have the same.
    pub within_share: Option<f64>,
}

/// Measures it; `None` when no two people share a score, or nothing is shared out.
#[must_use]
pub fn horizontal(money: &[f64], score: &[f64]) -> Option<Horizontal> {
    let mut pairs: Vec<(f64, f64)> = score.iter().copied().zip(money.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let shared: Vec<Vec<f64>> = pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|pair| pair.1).collect())
        .collect();
    let people: usize = shared.iter().map(Vec::len).sum();
    let mut weighted = 0.0;
    for members in &shared {
        let mean = super::mean(members)?;
        if mean > 0.0 {
            weighted += members.len() as f64 * super::variance(members).unwrap_or(0.0).sqrt() / mean;
        }
    }
    let amounts: Vec<f64> = shared.iter().flatten().copied().collect();
    let groups: Vec<usize> = shared.iter().enumerate().flat_map(|(at, run)| run.iter().map(move |_| at)).collect();
    let split = theil(&amounts, &groups)?;
    let within_share = (split.whole > 0.0).then(|| split.within / split.whole);
    Some(Horizontal { shared_scores: shared.len(), people, variation: weighted / people as f64, within_share })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMOUNTS: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 10.0, 10.0];
    const GROUPS: [usize; 6] = [0, 0, 0, 1, 1, 1];

    #[test]
    fn both_indices_split_without_a_rest() {
        let found = theil(&AMOUNTS, &GROUPS).unwrap();
        // By hand: between = 6/30·ln(2/5) + 24/30·ln(8/5).
        assert!((found.between - (0.2 * 0.4_f64.ln() + 0.8 * 1.6_f64.ln())).abs() < 1e-15);
        assert!((found.whole - found.between - found.within).abs() < 1e-15);
        let found = log_deviation(&AMOUNTS, &GROUPS).unwrap();
        assert!((found.between - 0.5 * ((5.0_f64 / 2.0).ln() + (5.0_f64 / 8.0).ln())).abs() < 1e-15);
        assert!((found.whole - found.between - found.within).abs() < 1e-15);
    }

    #[test]
    fn an_amount_of_nought_is_taken_by_one_index_and_refused_by_the_other() {
        assert!(theil(&[0.0, 4.0], &[0, 1]).is_some());
        assert_eq!(log_deviation(&[0.0, 4.0], &[0, 1]), None);
    }

    #[test]
    fn same_score_same_money_is_full_equality_among_equals() {
        let found = horizontal(&[5.0, 5.0, 9.0, 9.0, 1.0], &[1.0, 1.0, 2.0, 2.0, 3.0]).unwrap();
        assert_eq!((found.shared_scores, found.people, found.variation), (2, 4, 0.0));
        assert!(found.within_share.unwrap().abs() < 1e-15);
        assert_eq!(horizontal(&[5.0, 6.0], &[1.0, 2.0]), None);
    }
}
