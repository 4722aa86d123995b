//! Winners and losers by group.

use super::path::{Life, Path};
use crate::cases::Group;
use crate::fairness::suppression::{Showing, showing};
use serde::Serialize;

/// What the change means for a group. Everything but the name is missing where small numbers forbid it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupEffect {
    /// Its name.
    pub group: String,
    /// What may be shown.
    pub showing: Showing,
    /// How many people.
    pub people: Option<usize>,
    /// Part of them whose target is below what they have, as a share of one.
    pub losing: Option<f64>,
    /// Part of them whose target is above.
    pub gaining: Option<f64>,
    /// Part of them whose target is more than a tenth below.
    pub losing_much: Option<f64>,
    /// Mean of the target less what they have, in pence.
    pub mean_change_pence: Option<f64>,
    /// What the group has now and will have by target, in pence: the change over the first, as a share of one.
    pub change_share: Option<f64>,
    /// Mean over people of what each loses over all years (gains count against), in pence.
    pub mean_lost_pence: Option<f64>,
}

/// The effect on every group of a column, in the order of its values. A share of people is shown only if the number behind it, and the
/// number it leaves, is nought or at least `least_people`.
#[must_use]
pub fn effects(path: &Path, group: &Group, least_people: usize) -> Vec<GroupEffect> {
    let hidden = showing(&group.counts(), least_people);
    let effects = group.values.iter().zip(hidden).enumerate().map(|(at, (name, showing))| {
        let lives: Vec<&Life> = group.rows(at).iter().filter_map(|row| path.lives.get(*row)).collect();
        let count = lives.len() as f64;
        let shown = |figure: f64| (showing.is_shown() && count > 0.0).then_some(figure);
        let share = |holds: &dyn Fn(&Life) -> bool| {
            let some = lives.iter().filter(|life| holds(life)).count();
            let is_small = |count: usize| count > 0 && count < least_people;
            if is_small(some) || is_small(lives.len() - some) { None } else { shown(some as f64 / count) }
        };
        let sum = |of: &dyn Fn(&Life) -> i64| lives.iter().map(|life| of(life)).sum::<i64>() as f64;
        let change = sum(&|life| life.target_pence - life.before_pence);
        let before = sum(&|life| life.before_pence);
        GroupEffect {
            group: name.clone(),
            showing,
            people: showing.is_shown().then_some(lives.len()),
            losing: share(&|life| life.target_pence < life.before_pence),
            gaining: share(&|life| life.target_pence > life.before_pence),
            losing_much: share(&|life| life.target_pence * 10 < life.before_pence * 9),
            mean_change_pence: shown(change / count),
            change_share: shown(change / before).filter(|_| before > 0.0),
            mean_lost_pence: shown(sum(&|life| life.lost_pence) / count),
        }
    });
    effects.collect()
}

#[cfg(test)]
mod tests {
    use super::super::path::{Plan, path};
    use super::*;

    #[test]
    fn a_small_group_is_hidden_and_so_is_a_share_that_speaks_of_a_few() {
        let cells: Vec<String> = (0..25)
            .map(|at| {
                if at < 12 {
                    "a"
                } else if at < 23 {
                    "b"
                } else {
                    "c"
                }
                .to_owned()
            })
            .collect();
        let group = Group::of("area", &cells);
        // All of a lose; of b one alone gains.
        let now = [10_000; 25];
        let targets: Vec<i64> = (0..25)
            .map(|at| {
                if at < 12 {
                    5_000
                } else if at == 12 {
                    20_000
                } else {
                    10_000
                }
            })
            .collect();
        let plan = Plan { years: 1, budget_pence: 260_000, loss_caps: vec![10_000], uplift: 0 };
        let found = effects(&path(&now, &targets, &plan).unwrap(), &group, 5);
        assert_eq!((found[0].losing, found[0].gaining, found[0].change_share), (Some(1.0), Some(0.0), Some(-0.5)));
        assert_eq!((found[1].showing, found[1].people), (Showing::HiddenWithOthers, None));
        assert_eq!((found[2].showing, found[2].mean_change_pence), (Showing::TooFew, None));
        let found = effects(&path(&now, &targets, &plan).unwrap(), &Group::of("all", &vec!["x".to_owned(); 25]), 5);
        assert_eq!((found[0].losing, found[0].gaining), (Some(12.0 / 25.0), None));
    }
}
