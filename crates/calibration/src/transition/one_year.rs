//! One year of moving towards the targets within a budget.

/// A share of gains is counted in these parts of one, so that it can be found exactly.
pub const SHARE_OF_ALL: i64 = 1 << 40;

/// Ten thousandths: the parts in which caps and rates are given.
const TEN_THOUSAND: i128 = 10_000;

/// What one year gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What each person gets, in pence.
    pub amounts: Vec<i64>,
    /// The share of their gain that those who gain get, in parts of [`SHARE_OF_ALL`]; all of it when the budget allows.
    pub gain_share: i64,
    /// What of the budget is left, in pence.
    pub left_pence: i64,
}

/// Why no year can be found, with the nearest that can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// The protection alone costs more than there is.
    #[error(
        "the budget of {} in year {year} cannot hold losses to {}: that takes {} even if nobody gains a penny. \
         The nearest that can be done: a budget of {}{}",
        pounds(*.budget_pence), cap(*.loss_cap), pounds(*.needed_pence), pounds(*.needed_pence), cap_or_none(*.feasible_cap)
    )]
    ProtectionTooDear {
        /// The year, from 1.
        year: usize,
        /// The budget.
        budget_pence: i64,
        /// The cap that was asked for, in ten thousandths of last year's amount.
        loss_cap: u32,
        /// What the protection takes.
        needed_pence: i64,
        /// The least cap that the budget can hold; none when even the targets of those who lose are too dear.
        feasible_cap: Option<u32>,
    },
    /// A cap is no share.
    #[error("a loss cap of {} is more than everything: give one from 0 to 100 %", cap(*.0))]
    CapAboveAll(u32),
    /// No years.
    #[error("give from 1 to 30 years; {0} were asked for")]
    Years(usize),
    /// Lists of different lengths, or an amount below nothing.
    #[error("row {0} has no target, or an amount below nothing")]
    Row(usize),
}

fn pounds(pence: i64) -> String {
    let whole = crate::wording::number((pence / 100) as f64, 0);
    format!("{whole}.{:02}", pence % 100)
}

fn cap(ten_thousandths: u32) -> String {
    format!("{}.{:02} % a year", ten_thousandths / 100, ten_thousandths % 100)
}

fn cap_or_none(ten_thousandths: Option<u32>) -> String {
    let found = ten_thousandths.map(|found| format!(", or a loss cap of {}", cap(found)));
    found.unwrap_or_else(|| "; no loss cap makes this budget enough".to_owned())
}

/// The least that someone may be given this year who had `last` and whose target is `target`, both in pence: the cap rounds in the
/// person's favour.
fn protected(last: i64, target: i64, loss_cap: u32) -> i64 {
    let kept = i128::from(last) * (TEN_THOUSAND - i128::from(loss_cap));
    let floor = (kept + TEN_THOUSAND - 1) / TEN_THOUSAND;
    i64::try_from(floor).unwrap_or(last).max(target)
}

fn given(last: i64, target: i64, loss_cap: u32, gain_share: i64) -> i64 {
    if target < last {
        return protected(last, target, loss_cap);
    }
    let gain = i128::from(target - last) * i128::from(gain_share) / i128::from(SHARE_OF_ALL);
    last + i64::try_from(gain).unwrap_or(0)
}

fn total(last: &[i64], targets: &[i64], loss_cap: u32, gain_share: i64) -> i64 {
    last.iter().zip(targets).map(|(last, target)| given(*last, *target, loss_cap, gain_share)).sum()
}

/// Finds the greatest share of gains within the budget. The total grows with the share, so halving finds it exactly.
///
/// # Errors
/// [`TransitionError`] when the protection alone is above the budget, naming the budget and the cap that would do.
pub fn one_year(
    last: &[i64],
    targets: &[i64],
    budget_pence: i64,
    loss_cap: u32,
    year: usize,
) -> Result<Step, TransitionError> {
    if i128::from(loss_cap) > TEN_THOUSAND {
        return Err(TransitionError::CapAboveAll(loss_cap));
    }
    if let Some(row) = last.iter().zip(targets).position(|(last, target)| *last < 0 || *target < 0) {
        return Err(TransitionError::Row(row + 1));
    }
    if last.len() != targets.len() {
        return Err(TransitionError::Row(last.len().min(targets.len()) + 1));
    }
    let needed_pence = total(last, targets, loss_cap, 0);
    if needed_pence > budget_pence {
        let feasible_cap = feasible_cap(last, targets, budget_pence);
        return Err(TransitionError::ProtectionTooDear { year, budget_pence, loss_cap, needed_pence, feasible_cap });
    }
    let (mut within, mut beyond) = (0, SHARE_OF_ALL + 1);
    while beyond - within > 1 {
        let middle = within + (beyond - within) / 2;
        if total(last, targets, loss_cap, middle) <= budget_pence { within = middle } else { beyond = middle }
    }
    let amounts: Vec<i64> =
        last.iter().zip(targets).map(|(last, target)| given(*last, *target, loss_cap, within)).collect();
    let left_pence = budget_pence - amounts.iter().sum::<i64>();
    Ok(Step { amounts, gain_share: within, left_pence })
}

/// The least cap whose protection the budget can pay, with no gains at all.
fn feasible_cap(last: &[i64], targets: &[i64], budget_pence: i64) -> Option<u32> {
    let fits = |cap: u32| total(last, targets, cap, 0) <= budget_pence;
    if !fits(10_000) {
        return None;
    }
    let (mut too_low, mut enough) = (0, 10_000);
    while enough - too_low > 1 {
        let middle = too_low + (enough - too_low) / 2;
        if fits(middle) { enough = middle } else { too_low = middle }
    }
    Some(enough)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_capped_and_gains_shared_to_the_penny() {
        // 1,000.00 falls to 400.00, but by 10 % at most; 500.00 and 100.00 rise to 900.00 and 300.00.
        let step = one_year(&[100_000, 50_000, 10_000], &[40_000, 90_000, 30_000], 160_000, 1_000, 1).unwrap();
        // 900.00 is protected; 700.00 are left for 600.00 they have and 600.00 of gains: a sixth of each, to the penny.
        assert_eq!(step.amounts, [90_000, 56_667, 13_333]);
        assert_eq!(step.left_pence, 0);
        // as much more as no penny of the smaller gain, of 200.00, notices
        assert!((step.gain_share as f64 / SHARE_OF_ALL as f64 - 1.0 / 6.0).abs() < 1.0 / 20_000.0);
    }

    #[test]
    fn with_money_enough_everyone_who_gains_is_at_the_target_and_the_rest_is_told() {
        let step = one_year(&[100, 500], &[300, 400], 1_000, 5_000, 1).unwrap();
        assert_eq!((step.amounts, step.gain_share, step.left_pence), (vec![300, 400], SHARE_OF_ALL, 300));
    }

    #[test]
    fn a_budget_below_the_protection_names_the_nearest_that_can_be_done() {
        let error = one_year(&[100_000, 50_000], &[40_000, 60_000], 138_000, 1_000, 1).unwrap_err();
        let TransitionError::ProtectionTooDear { needed_pence, feasible_cap, .. } = error.clone() else {
            panic!("{error}")
        };
        assert_eq!((needed_pence, feasible_cap), (140_000, Some(1_200)));
        let said = error.to_string();
        assert!(said.contains("a budget of 1,400.00, or a loss cap of 12.00 % a year"), "{said}");
        assert!(one_year(&[100_000, 50_000], &[40_000, 60_000], 138_000, 1_200, 1).is_ok());
        assert!(one_year(&[100_000, 50_000], &[40_000, 60_000], 138_000, 1_199, 1).is_err());
    }

    #[test]
    fn no_cap_helps_when_gainers_alone_are_too_dear() {
        let error = one_year(&[100, 500], &[0, 600], 400, 0, 2).unwrap_err();
        assert!(error.to_string().contains("no loss cap makes this budget enough"), "{error}");
    }
}
