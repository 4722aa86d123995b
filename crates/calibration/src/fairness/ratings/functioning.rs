//! Differential item functioning: do children of two groups with the same need get different answers to one question? By the
//! likelihood ratios of nested ordinal models (Swaminathan and Rogers, 1990; Zumbo, 1999).

use super::ordinal::ordinal;
use crate::distributions::chi_squared_above;
use serde::Serialize;

/// How large a difference is, by the change of Nagelkerke's R² (Jodoin and Gierl, 2001).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Below 0.035, or no more than chance.
    Negligible,
    /// From 0.035 to 0.07.
    Moderate,
    /// Above 0.07: the question should be looked at.
    Large,
}

/// What was found for one question.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Functioning {
    /// People of the first and the second group.
    pub people: [usize; 2],
    /// The odds of a higher answer in the first group over those in the second, at the same need.
    pub odds_ratio: f64,
    /// Likelihood ratio of a difference that is the same at all needs (chi-squared, one degree of freedom).
    pub uniform: f64,
    /// How likely that is by chance.
    pub uniform_chance: f64,
    /// Likelihood ratio of a difference that changes with need, beyond the uniform one (one degree of freedom).
    pub changing: f64,
    /// How likely that is by chance.
    pub changing_chance: f64,
    /// Change of Nagelkerke's R² by both together.
    pub explained: f64,
    /// Its size in a word; negligible when both together are likelier than one in a hundred by chance.
    pub effect: Effect,
}

/// Weighs one question. `levels` are the answers from 0, `need` what the groups are matched by (the points of all other questions, say),
/// `is_first` the group. `None` when a group is empty, everyone gives one answer, need never varies, or answers are told apart without
/// exception.
#[must_use]
pub fn functioning(levels: &[u16], need: &[f64], is_first: &[bool]) -> Option<Functioning> {
    let levels = renumbered(levels);
    let first = is_first.iter().filter(|is| **is).count();
    let (mean, deviation) = (super::super::mean(need)?, super::super::variance(need)?.sqrt());
    if first == 0 || first == is_first.len() || deviation <= 0.0 {
        return None;
    }
    // Need on a common scale: the likelihoods stay what they are, and the steps towards them are safe.
    let need: Vec<f64> = need.iter().map(|need| (need - mean) / deviation).collect();
    let rows = |width: usize| -> Vec<Vec<f64>> {
        let row = |(need, is): (&f64, &bool)| {
            let group = f64::from(u8::from(*is));
            [*need, group, group * need].into_iter().take(width).collect()
        };
        need.iter().zip(is_first).map(row).collect()
    };
    let by_need = ordinal(&levels, &rows(1))?;
    let by_group = ordinal(&levels, &rows(2))?;
    let by_both = ordinal(&levels, &rows(3))?;
    let ratio = |more: f64, less: f64| (2.0 * (more - less)).max(0.0);
    let uniform = ratio(by_group.log_likelihood, by_need.log_likelihood);
    let changing = ratio(by_both.log_likelihood, by_group.log_likelihood);
    let nothing = of_shares(&levels);
    let explained = nagelkerke(by_both.log_likelihood, nothing, levels.len())
        - nagelkerke(by_need.log_likelihood, nothing, levels.len());
    let effect = match explained {
        _ if chi_squared_above(uniform + changing, 2.0) >= 0.01 => Effect::Negligible,
        explained if explained < 0.035 => Effect::Negligible,
        explained if explained <= 0.07 => Effect::Moderate,
        _ => Effect::Large,
    };
    Some(Functioning {
        people: [first, is_first.len() - first],
        odds_ratio: by_group.slopes.get(1)?.exp(),
        uniform,
        uniform_chance: chi_squared_above(uniform, 1.0),
        changing,
        changing_chance: chi_squared_above(changing, 1.0),
        explained,
        effect,
    })
}

/// Levels that nobody has are left out.
fn renumbered(levels: &[u16]) -> Vec<usize> {
    let mut used = levels.to_vec();
    used.sort_unstable();
    used.dedup();
    levels.iter().map(|level| used.partition_point(|own| own < level)).collect()
}

/// The log-likelihood when nothing but the shares of the levels is known.
fn of_shares(levels: &[usize]) -> f64 {
    let highest = levels.iter().copied().max().unwrap_or(0);
    let counts = (0..=highest).map(|level| levels.iter().filter(|own| **own == level).count() as f64);
    counts.filter(|count| *count > 0.0).map(|count| count * (count / levels.len() as f64).ln()).sum()
}

fn nagelkerke(model: f64, nothing: f64, people: usize) -> f64 {
    let people = people as f64;
    (1.0 - (2.0 * (nothing - model) / people).exp()) / (1.0 - (2.0 * nothing / people).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 120 children: answers follow need, and the first group answers a level more than every third time.
    fn children() -> (Vec<u16>, Vec<f64>, Vec<bool>) {
        let need: Vec<f64> = (0..120).map(|at| f64::from(at * 7 % 40)).collect();
        let is_first: Vec<bool> = (0..120).map(|at| at % 2 == 0).collect();
        let levels = (0..120_u16)
            .map(|at| {
                let base = (at * 7 % 40 + at * 13 % 17) / 16;
                (base + u16::from(at % 2 == 0 && at % 3 == 0)).min(3)
            })
            .collect();
        (levels, need, is_first)
    }

    #[test]
    fn the_ratios_are_those_of_statsmodels() {
        // statsmodels.miscmodels.ordinal_model.OrderedModel(distr="logit"), three nested fits to gradient 1e-10
        let (levels, need, is_first) = children();
        let found = functioning(&levels, &need, &is_first).unwrap();
        let close = |found: f64, wanted: f64| {
            assert!((found - wanted).abs() < 1e-7 * wanted.abs().max(1e-2), "{found} for {wanted}");
        };
        close(found.uniform, 10.275098985858449);
        close(found.changing, 0.1865547240541332);
        close(found.odds_ratio, 3.508950485140292);
        close(found.explained, 0.03854636609480844);
    }

    #[test]
    fn an_even_question_is_negligible_and_a_lopsided_one_large() {
        let (_, need, is_first) = children();
        let even: Vec<u16> = (0..120_u16).map(|at| (at * 7 % 40 + at * 13 % 17) / 16).collect();
        assert_eq!(functioning(&even, &need, &is_first).unwrap().effect, Effect::Negligible);
        let lopsided: Vec<u16> = even.iter().zip(&is_first).map(|(level, is)| level + 2 * u16::from(*is)).collect();
        let found = functioning(&lopsided, &need, &is_first).unwrap();
        assert!(found.effect == Effect::Large && found.odds_ratio > 5.0, "{found:?}");
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        let (levels, need, is_first) = children();
        assert_eq!(functioning(&[2; 120], &need, &is_first), None);
        assert_eq!(functioning(&levels, &[1.0; 120], &is_first), None);
        assert_eq!(functioning(&levels, &need, &[true; 120]), None);
        // The group is the answer: no odds are large enough.
        let same: Vec<u16> = is_first.iter().map(|is| u16::from(*is)).collect();
        assert_eq!(functioning(&same, &need, &is_first), None);
    }
}
