//! What a table must keep to: floor, ceiling, the money there is, and how all amounts move when they must meet it.

use super::error::TableError;
use super::profile::Profile;

/// How amounts that do not meet the budget are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meeting {
    /// Whatever keeps the loss least: by squares the common shift, by quantile another quantile for all.
    #[default]
    LeastLoss,
    /// Every amount moves by the same sum.
    CommonShift,
    /// Every amount keeps the same share of itself.
    CommonShare,
}

/// What a table must keep to, in pounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// No amount is lower.
    pub floor: f64,
    /// No amount is higher; infinite for none.
    pub ceiling: f64,
    /// What all cases together are to come to, contingency taken off; none leaves the total as it falls.
    pub available: Option<f64>,
    /// How the total is met.
    pub meeting: Meeting,
    /// The most that an amount may rise from one score, band or knot to the next.
    pub cap: Option<f64>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { floor: 0.0, ceiling: f64::INFINITY, available: None, meeting: Meeting::default(), cap: None }
    }
}

/// Halvings of a bracket: more than the digits of a float.
const HALVINGS: usize = 200;

impl Limits {
    /// Whether any table can keep to them.
    ///
    /// # Errors
    /// [`TableError`] with the nearest limits that can be kept.
    pub fn check(&self, profiles: &[Profile]) -> Result<(), TableError> {
        let weight: f64 = profiles.iter().map(Profile::weight).sum();
        if weight <= 0.0 {
            return Err(TableError::NoCases);
        }
        if self.floor > self.ceiling {
            return Err(TableError::FloorAboveCeiling { floor: self.floor, ceiling: self.ceiling });
        }
        let Some(available) = self.available else { return Ok(()) };
        if available.is_nan() || available <= 0.0 {
            return Err(TableError::NoBudget(available));
        }
        // Whole pence, downwards and upwards, so that the choice named can be typed and works.
        let each = available / weight;
        if self.floor * weight > available {
            let nearest = (each * 100.0).floor() / 100.0;
            return Err(TableError::FloorsAboveBudget { needed: self.floor * weight, available, nearest });
        }
        if self.ceiling * weight < available {
            let nearest = (each * 100.0).ceil() / 100.0;
            return Err(TableError::CeilingsBelowBudget { most: self.ceiling * weight, available, nearest });
        }
        Ok(())
    }

    /// An amount brought within floor and ceiling.
    #[must_use]
    pub fn clipped(&self, amount: f64) -> f64 {
        amount.min(self.ceiling).max(self.floor)
    }

    /// Amounts moved to meet the total, or only clipped where there is none. Lists stand beside their profiles.
    ///
    /// # Errors
    /// [`TableError::NothingToShare`].
    pub fn meet(&self, profiles: &[Profile], amounts: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, TableError> {
        let moved = |by: &dyn Fn(f64) -> f64| -> Vec<Vec<f64>> {
            amounts.iter().map(|list| list.iter().map(|amount| self.clipped(by(*amount))).collect()).collect()
        };
        let Some(available) = self.available else { return Ok(moved(&|amount| amount)) };
        let total = |lists: &[Vec<f64>]| total(profiles, lists);
        let is_share = self.meeting == Meeting::CommonShare;
        let change = |by: f64| moved(&|amount| if is_share { amount * by } else { amount + by });
        let top = amounts.iter().flatten().fold(0.0, |most: f64, amount| most.max(amount.abs()));
        let weight: f64 = profiles.iter().map(Profile::weight).sum();
        let (mut low, mut high) =
            if is_share { (0.0, 1.0) } else { (-top - available.abs(), top + available / weight) };
        if is_share {
            while total(&change(high)) < available {
                high *= 2.0;
                if high > 1e12 {
                    return Err(TableError::NothingToShare);
                }
            }
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if total(&change(middle)) <= available { low = middle } else { high = middle }
        }
        Ok(change(low))
    }
}

/// What lists of amounts come to over all cases.
#[must_use]
pub fn total(profiles: &[Profile], amounts: &[Vec<f64>]) -> f64 {
    profiles.iter().zip(amounts).map(|(profile, list)| profile.total(list)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<Profile> {
        vec![Profile::of(&[1, 2, 3], &[100.0, 200.0, 600.0], &[1.0; 3])]
    }

    fn limits(meeting: Meeting, available: f64) -> Limits {
        Limits { available: Some(available), meeting, ..Limits::default() }
    }

    #[test]
    fn a_shift_takes_the_same_from_everyone_until_the_floor() {
        let profiles = three();
        let amounts = vec![profiles[0].means.clone()];
        let met = limits(Meeting::CommonShift, 600.0).meet(&profiles, &amounts).unwrap();
        assert!(met[0].iter().zip([0.0, 100.0, 500.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{met:?}");
        let met = limits(Meeting::CommonShift, 450.0).meet(&profiles, &amounts).unwrap();
        assert!(met[0].iter().zip([0.0, 25.0, 425.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{met:?}");
    }

    #[test]
    fn a_share_takes_the_same_part_from_everyone() {
        let profiles = three();
        let amounts = vec![profiles[0].means.clone()];
        let met = limits(Meeting::CommonShare, 450.0).meet(&profiles, &amounts).unwrap();
        assert!(met[0].iter().zip([50.0, 100.0, 300.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{met:?}");
        let nothing = limits(Meeting::CommonShare, 450.0).meet(&profiles, &[vec![0.0; 3]]);
        assert_eq!(nothing, Err(TableError::NothingToShare));
    }

    #[test]
    fn a_budget_that_no_table_can_meet_is_refused_with_the_nearest_that_can() {
        let low = Limits { floor: 200.0, available: Some(500.0), ..Limits::default() };
        assert!(low.check(&three()).unwrap_err().to_string().contains("highest floor within it is £166.66"));
        let high = Limits { ceiling: 200.0, available: Some(700.0), ..Limits::default() };
        assert!(high.check(&three()).unwrap_err().to_string().contains("raise the ceiling to £233.34"));
        let crossed = Limits { floor: 2.0, ceiling: 1.0, ..Limits::default() };
        assert!(crossed.check(&three()).unwrap_err().to_string().contains("above the ceiling"));
        assert!(limits(Meeting::LeastLoss, -1.0).check(&three()).unwrap_err().to_string().contains("above nought"));
    }
}
