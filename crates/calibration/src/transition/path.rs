//! Several years: each begins with what the last one gave.

use super::one_year::{SHARE_OF_ALL, TransitionError, one_year};
use serde::Serialize;

/// What is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// How many years.
    pub years: usize,
    /// What there is in the first year, in pence, contingency taken off.
    pub budget_pence: i64,
    /// The most that anyone loses in each year, in ten thousandths of the year before; the last one goes on.
    pub loss_caps: Vec<u32>,
    /// By how much budget and targets rise each year after the first, in ten thousandths.
    pub uplift: u32,
}

/// One year of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Year {
    /// From 1.
    pub year: usize,
    /// What there is, in pence.
    pub budget_pence: i64,
    /// What is given, in pence.
    pub given_pence: i64,
    /// What is left, in pence.
    pub left_pence: i64,
    /// The cap on losses, as a share of one.
    pub loss_cap: f64,
    /// The part of their gain that those who gain get, as a share of one.
    pub gain_share: f64,
    /// People who have less than the year before.
    pub losing: usize,
    /// People who have more.
    pub gaining: usize,
    /// People above their target still: the protection holds them.
    pub protected: usize,
    /// People below their target still.
    pub waiting: usize,
}

/// What the years mean for one person. Amounts in pence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Life {
    /// What the person has now.
    pub before_pence: i64,
    /// What the scheme says, in the first year's prices.
    pub target_pence: i64,
    /// What each year gives.
    pub given_pence: Vec<i64>,
    /// The first year, from 1, in which the target is reached; none within the years planned.
    pub reached_in: Option<usize>,
    /// What the person loses over all years, beside keeping what there is now; below nothing for a gain.
    pub lost_pence: i64,
    /// What the protection adds over all years, beside going to the target at once.
    pub protected_pence: i64,
    /// What waiting takes over all years, beside going to the target at once.
    pub waited_pence: i64,
}

/// All years and everyone's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// What was planned.
    pub plan: Plan,
    /// The years.
    pub years: Vec<Year>,
    /// The people, in the order they came in.
    pub lives: Vec<Life>,
}

/// Walks through the years.
///
/// # Errors
/// [`TransitionError`] names the first year that cannot be paid.
pub fn path(now: &[i64], targets: &[i64], plan: &Plan) -> Result<Path, TransitionError> {
    if !(1..=30).contains(&plan.years) {
        return Err(TransitionError::Years(plan.years));
    }
    let mut lives: Vec<Life> = now
        .iter()
        .zip(targets)
        .map(|(now, target)| Life {
            before_pence: *now,
            target_pence: *target,
            given_pence: Vec::with_capacity(plan.years),
            reached_in: None,
            lost_pence: 0,
            protected_pence: 0,
            waited_pence: 0,
        })
        .collect();
    let (mut last, mut aims, mut budget_pence) = (now.to_vec(), targets.to_vec(), plan.budget_pence);
    let mut years = Vec::with_capacity(plan.years);
    for year in 1..=plan.years {
        if year > 1 {
            budget_pence = risen(budget_pence, plan.uplift);
            aims.iter_mut().for_each(|aim| *aim = risen(*aim, plan.uplift));
        }
        let loss_cap = plan.loss_caps.get(year - 1).or(plan.loss_caps.last()).copied().unwrap_or(10_000);
        let step = one_year(&last, &aims, budget_pence, loss_cap, year)?;
        let given: i64 = step.amounts.iter().sum();
        let compare = |holds: fn(&i64, &i64) -> bool, to: &[i64]| {
            step.amounts.iter().zip(to).filter(|(amount, other)| holds(amount, other)).count()
        };
        years.push(Year {
            year,
            budget_pence,
            given_pence: given,
            left_pence: step.left_pence,
            loss_cap: f64::from(loss_cap) / 10_000.0,
            gain_share: step.gain_share as f64 / SHARE_OF_ALL as f64,
            losing: compare(|amount, last| amount < last, &last),
            gaining: compare(|amount, last| amount > last, &last),
            protected: compare(|amount, aim| amount > aim, &aims),
            waiting: compare(|amount, aim| amount < aim, &aims),
        });
        for ((life, amount), aim) in lives.iter_mut().zip(&step.amounts).zip(&aims) {
            life.given_pence.push(*amount);
            life.lost_pence += life.before_pence - amount;
            life.protected_pence += (amount - aim).max(0);
            life.waited_pence += (aim - amount).max(0);
            if amount == aim && life.reached_in.is_none() {
                life.reached_in = Some(year);
            }
        }
        last = step.amounts;
    }
    Ok(Path { plan: plan.clone(), years, lives })
}

/// A sum a year later, rounded to the nearest penny, half a penny up.
fn risen(pence: i64, uplift: u32) -> i64 {
    let risen = (i128::from(pence) * (10_000 + i128::from(uplift)) + 5_000).div_euclid(10_000);
    i64::try_from(risen).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(years: usize, budget_pence: i64) -> Plan {
        Plan { years, budget_pence, loss_caps: vec![1_000], uplift: 0 }
    }

    #[test]
    fn losses_pay_for_gains_year_by_year_until_both_are_at_the_target() {
        let found = path(&[100_000, 50_000], &[80_000, 70_000], &plan(4, 150_000)).unwrap();
        // 10 % of 1,000.00, then 10 % of 900.00, then what is left.
        assert_eq!(found.lives[0].given_pence, [90_000, 81_000, 80_000, 80_000]);
        assert_eq!(found.lives[1].given_pence, [60_000, 69_000, 70_000, 70_000]);
        assert_eq!((found.lives[0].reached_in, found.lives[1].reached_in), (Some(3), Some(3)));
        assert_eq!(found.lives[0].lost_pence, 10_000 + 19_000 + 20_000 + 20_000);
        assert_eq!((found.lives[0].protected_pence, found.lives[1].waited_pence), (11_000, 11_000));
        assert!(found.years.iter().all(|year| year.given_pence <= year.budget_pence));
    }

    #[test]
    fn caps_may_differ_by_year_and_the_last_goes_on() {
        let plan = Plan { loss_caps: vec![0, 5_000], ..plan(3, 100_000) };
        let found = path(&[100_000], &[0], &plan).unwrap();
        assert_eq!(found.lives[0].given_pence, [100_000, 50_000, 25_000]);
        assert_eq!(found.lives[0].reached_in, None);
    }

    #[test]
    fn an_uplift_raises_targets_and_budget_alike() {
        let plan = Plan { uplift: 250, ..plan(3, 100_001) };
        let found = path(&[100_001], &[100_001], &plan).unwrap();
        assert_eq!(found.lives[0].given_pence, [100_001, 102_501, 105_064]);
        assert!(found.years.iter().all(|year| year.left_pence == 0));
    }

    #[test]
    fn nobody_ever_loses_more_than_the_cap_whatever_is_planned() {
        let mut chance = crate::chance::Chance::new(11);
        for _ in 0..200 {
            let count = 1 + chance.below(30);
            let mut draw = || (0..count).map(|_| i64::try_from(chance.below(3_000_000)).unwrap()).collect::<Vec<i64>>();
            let (now, targets) = (draw(), draw());
            let plan = Plan { years: 5, budget_pence: now.iter().sum(), loss_caps: vec![700, 1_300], uplift: 300 };
            let found = path(&now, &targets, &plan).unwrap();
            for life in &found.lives {
                let mut last = life.before_pence;
                for (at, amount) in life.given_pence.iter().enumerate() {
                    let cap = if at == 0 { 700 } else { 1_300 };
                    assert!(amount * 10_000 >= last * (10_000 - cap), "{life:?}");
                    last = *amount;
                }
            }
            assert!(found.years.iter().all(|year| year.given_pence <= year.budget_pence && year.left_pence >= 0));
        }
    }
}
