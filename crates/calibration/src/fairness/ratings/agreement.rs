//! Two people's answers about the same child: how far they agree beyond chance, and who says more.

use super::super::Estimate;
use super::super::variance;
use serde::Serialize;

/// Who tends to say more need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaning {
    /// The first (families), and more than by chance.
    First,
    /// The second (professionals), and more than by chance.
    Second,
    /// Neither, as far as can be told.
    Neither,
}

/// How two lists of answers to one question agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Children for whom both answered.
    pub people: usize,
    /// The part of them with the same answer twice, as a share of one.
    pub same: f64,
    /// Cohen's kappa with quadratic weights: 1 full agreement, 0 no better than chance. None when both gave one answer throughout.
    pub kappa: Option<Estimate>,
    /// Mean of the first's level less the second's, in levels; interval of Student for pairs.
    pub shift: Estimate,
    /// Who says more.
    pub leaning: Leaning,
}

/// Compares two lists of levels from 0, one pair a child. The error of kappa is that of Fleiss, Cohen and Everitt (1969), its interval normal
/// in the limit of many degrees of freedom. `None` for fewer than two pairs.
#[must_use]
pub fn agreement(first: &[u16], second: &[u16], confidence: f64) -> Option<Agreement> {
    let pairs: Vec<(u16, u16)> = first.iter().copied().zip(second.iter().copied()).collect();
    let levels = usize::from(pairs.iter().map(|pair| pair.0.max(pair.1)).max()?) + 1;
    let count = pairs.len() as f64;
    let differences: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.0) - f64::from(pair.1)).collect();
    let error = (variance(&differences)? / count).sqrt();
    let shift = Estimate::new(differences.iter().sum::<f64>() / count, error, count - 1.0, confidence);
    let leaning = match (shift.is_clear(), shift.value > 0.0) {
        (false, _) => Leaning::Neither,
        (true, true) => Leaning::First,
        (true, false) => Leaning::Second,
    };
    let same = pairs.iter().filter(|pair| pair.0 == pair.1).count() as f64 / count;
    Some(Agreement { people: pairs.len(), same, kappa: kappa(&pairs, levels, confidence), shift, leaning })
}

/// Degrees of freedom at which Student's t is the normal distribution to ten digits.
const AS_NORMAL: f64 = 1e12;

fn kappa(pairs: &[(u16, u16)], levels: usize, confidence: f64) -> Option<Estimate> {
    let count = pairs.len() as f64;
    let mut table = vec![vec![0.0; levels]; levels];
    for (first, second) in pairs {
        if let Some(cell) = table.get_mut(usize::from(*first)).and_then(|row| row.get_mut(usize::from(*second))) {
            *cell += 1.0 / count;
        }
    }
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..levels).map(|at| table.iter().filter_map(|row| row.get(at)).sum()).collect();
    let furthest = ((levels.max(2) - 1) * (levels.max(2) - 1)) as f64;
    let weight = |row: usize, column: usize| 1.0 - ((row as f64 - column as f64).powi(2)) / furthest;
    let cells = || {
        table
            .iter()
            .enumerate()
            .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, share)| (row, column, *share)))
    };
    let at = |list: &[f64], place: usize| list.get(place).copied().unwrap_or(0.0);
    let found: f64 = cells().map(|(row, column, share)| weight(row, column) * share).sum();
    let by_chance: f64 =
        cells().map(|(row, column, _)| weight(row, column) * at(&rows, row) * at(&columns, column)).sum();
    if by_chance >= 1.0 - 1e-12 {
        return None;
    }
    let value = (found - by_chance) / (1.0 - by_chance);
    // Mean weight of each row over the columns' shares, and of each column over the rows'.
    let of_row: Vec<f64> =
        (0..levels).map(|row| (0..levels).map(|column| weight(row, column) * at(&columns, column)).sum()).collect();
    let of_column: Vec<f64> =
        (0..levels).map(|column| (0..levels).map(|row| weight(row, column) * at(&rows, row)).sum()).collect();
    let sum: f64 = cells()
        .map(|(row, column, share)| {
            let own = weight(row, column) - (at(&of_row, row) + at(&of_column, column)) * (1.0 - value);
            share * own * own
        })
        .sum();
    let variance = (sum - (value - by_chance * (1.0 - value)).powi(2)) / ((1.0 - by_chance).powi(2) * count);
    Some(Estimate::new(value, variance.max(0.0).sqrt(), AS_NORMAL, confidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: [u16; 12] = [0, 1, 1, 2, 3, 0, 2, 1, 0, 3, 2, 1];
    const PROFESSIONAL: [u16; 12] = [1, 1, 2, 2, 3, 1, 3, 2, 0, 3, 3, 2];

    #[test]
    fn kappa_and_its_error_are_those_of_statsmodels() {
        // statsmodels.stats.inter_rater.cohens_kappa(table, weights=[0, 1, 2, 3] ** 2 distances): kappa, std_kappa
        let found = agreement(&FAMILY, &PROFESSIONAL, 0.95).unwrap();
        let kappa = found.kappa.unwrap();
        assert!((kappa.value - 0.7469879518072289).abs() < 1e-12, "{kappa:?}");
        assert!((kappa.error - 0.08421177211577943).abs() < 1e-12, "{kappa:?}");
    }

    #[test]
    fn who_says_more_is_told_only_when_it_is_no_chance() {
        let found = agreement(&FAMILY, &PROFESSIONAL, 0.95).unwrap();
        assert_eq!(found.leaning, Leaning::Second);
        assert!((found.shift.value + 7.0 / 12.0).abs() < 1e-15);
        assert_eq!(agreement(&FAMILY[..2], &PROFESSIONAL[..2], 0.95).unwrap().leaning, Leaning::Neither);
    }

    #[test]
    fn one_answer_throughout_tells_nothing_of_agreement() {
        assert_eq!(agreement(&[1, 1, 1], &[1, 1, 1], 0.95).unwrap().kappa, None);
        assert_eq!(agreement(&[1], &[2], 0.95), None);
    }
}
