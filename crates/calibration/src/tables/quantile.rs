//! Rising tables by quantile that come to a given total. A price on every pound tilts the loss to another quantile, the same
//! for all; the total rises with it, so halving finds the one that fits. Between two tables that are both best at that price
//! every mixture is best too, and one of them meets the total exactly.

use super::isotonic::by_quantile;
use super::limits::{Limits, total};
use super::profile::Profile;

/// Halvings of the bracket of quantiles.
const HALVINGS: usize = 60;

/// Rows of each score, in which costs outside a bracket of tables are put together at its edge: their side is known.
struct Scores {
    rows: Vec<Vec<(f64, f64)>>,
}

impl Scores {
    fn of(profile: &Profile) -> Scores {
        Scores { rows: (0..profile.len()).map(|at| profile.rows(at).to_vec()).collect() }
    }

    fn fit(&self, level: f64) -> Vec<f64> {
        by_quantile(self.rows.iter().map(Vec::as_slice), level)
    }

    fn narrow(&mut self, low: &[f64], high: &[f64]) {
        for ((rows, low), high) in self.rows.iter_mut().zip(low).zip(high) {
            let (mut below, mut above) = (0.0, 0.0);
            rows.retain(|(cost, weight)| {
                if cost <= low {
                    below += weight;
                } else if cost >= high {
                    above += weight;
                }
                cost > low && cost < high
            });
            rows.extend((below > 0.0).then_some((*low, below)));
            rows.extend((above > 0.0).then_some((*high, above)));
        }
    }
}

/// Rising tables by quantile, brought to the total that is available within floor and ceiling.
pub fn within_budget(profiles: &[Profile], level: f64, limits: &Limits) -> Vec<Vec<f64>> {
    let clipped = |lists: &[Vec<f64>]| -> Vec<Vec<f64>> {
        lists.iter().map(|list| list.iter().map(|amount| limits.clipped(*amount)).collect()).collect()
    };
    let mut scores: Vec<Scores> = profiles.iter().map(Scores::of).collect();
    let fit =
        |scores: &[Scores], level: f64| -> Vec<Vec<f64>> { scores.iter().map(|scores| scores.fit(level)).collect() };
    let Some(available) = limits.available else { return clipped(&fit(&scores, level)) };
    let comes_to = |lists: &[Vec<f64>]| total(profiles, &clipped(lists));
    let (mut from, mut to) = (1e-9, 1.0 - 1e-9);
    let (mut low, mut high) = (fit(&scores, from), fit(&scores, to));
    // Beyond every cost no table is better than another, so all amounts move alike.
    let beyond = |lists: Vec<Vec<f64>>| limits.meet(profiles, &lists).unwrap_or(lists);
    if comes_to(&high) <= available {
        return beyond(high);
    }
    if comes_to(&low) >= available {
        return beyond(low);
    }
    let mut next = level.clamp(from, to);
    for _ in 0..HALVINGS {
        let middle = fit(&scores, next);
        if comes_to(&middle) <= available {
            (from, low) = (next, middle);
        } else {
            (to, high) = (next, middle);
        }
        for ((scores, low), high) in scores.iter_mut().zip(&low).zip(&high) {
            scores.narrow(low, high);
        }
        next = 0.5 * (from + to);
        if low == high {
            break;
        }
    }
    clipped(&mixed(&low, &high, &comes_to, available))
}

/// The mixture of two tables that comes to a total. Clipping bends the total a little, so it is found by halving too.
fn mixed(low: &[Vec<f64>], high: &[Vec<f64>], comes_to: &dyn Fn(&[Vec<f64>]) -> f64, available: f64) -> Vec<Vec<f64>> {
    let mix = |part: f64| -> Vec<Vec<f64>> {
        let both = low.iter().zip(high);
        both.map(|(low, high)| low.iter().zip(high).map(|(low, high)| low + part * (high - low)).collect()).collect()
    };
    let (mut from, mut to) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (from + to);
        if comes_to(&mix(middle)) <= available { from = middle } else { to = middle }
    }
    mix(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    fn made_up(count: usize, seed: u64) -> Profile {
        let mut chance = Chance::new(seed);
        let points: Vec<i64> = (0..count).map(|_| i64::try_from(chance.below(30)).unwrap()).collect();
        let costs: Vec<f64> =
            points.iter().map(|p| (*p as f64 * 100.0 * (1.0 + chance.unit() * 3.0)).round()).collect();
        Profile::of(&points, &costs, &vec![1.0; count])
    }

    #[test]
    fn the_total_is_met_and_the_table_rises() {
        let profiles = [made_up(3_000, 1), made_up(500, 2)];
        for share in [0.3, 0.7, 0.88, 1.0, 1.4, 9.0] {
            let spent: f64 = profiles.iter().map(|profile| profile.total(&profile.means)).sum();
            let available = spent * share;
            let limits = Limits { available: Some(available), ..Limits::default() };
            let tables = within_budget(&profiles, 0.5, &limits);
            let reached = total(&profiles, &tables);
            assert!((reached - available).abs() < 1e-6 * available, "{share}: {reached} {available}");
            assert!(tables.iter().all(|table| table.windows(2).all(|pair| pair[0] <= pair[1])));
        }
    }

    #[test]
    fn without_a_budget_it_is_the_quantile_table() {
        let profile = made_up(300, 3);
        let expected = by_quantile((0..profile.len()).map(|at| profile.rows(at)), 0.5);
        assert_eq!(within_budget(&[profile], 0.5, &Limits::default()), [expected]);
    }
}
