//! Schemes over made-up children.

use super::*;
use crate::cases::{Cases, Columns, read};
use crate::chance::Chance;
use crate::tables::{Limits, Method, Nearness, Profile, Table, unrounded};

/// Children whose costs rise with points, with much chance in them; the north costs more at the same points.
fn cases(count: usize) -> Cases {
    let mut chance = Chance::new(99);
    let mut text = "person,points,current_cost,area\n".to_owned();
    for at in 0..count {
        let points = chance.below(100);
        let area = if chance.below(2) == 0 { "north" } else { "south" };
        let price = if area == "north" { 110.0 } else { 90.0 };
        let cost = points as f64 * price * (0.4 * chance.normal()).exp() + 200.0;
        text.push_str(&format!("p{at},{points},{cost:.2},{area}\n"));
    }
    read(text.as_bytes(), &Columns::default()).unwrap().0
}

fn aim(cases: &Cases) -> Aim {
    Aim {
        money: cases.costs().iter().sum(),
        plans: Plans { granted: 0.5, handed_back: 0.5 },
        borne: 0.1,
        least_people: 10,
        seed: 3,
        variants: 120,
    }
}

/// The theorem of percentile tables: amounts that are the costs put in the order of the scores have `ρ = corr(amount, cost)` and a squared
/// error `2/(1+ρ)` times that of the best straight rescaling of themselves; a rising fit by least squares is no worse than that.
#[test]
fn a_percentile_table_is_worse_than_its_own_rescaling_by_two_over_one_plus_rho() {
    for noise in [0.2, 0.8, 3.0] {
        let mut chance = Chance::new(8);
        let count = 3_000;
        let points: Vec<i64> = (0..count).collect();
        let costs: Vec<f64> = points
            .iter()
            .map(|points| 1_000.0 + 5_000.0 * ((*points as f64 / count as f64) * 2.0 + noise * chance.normal()).exp())
            .collect();
        let weights = vec![1.0; costs.len()];
        let profile = Profile::of(&points, &costs, &weights);
        let amounts = |method: &Method| {
            unrounded(std::slice::from_ref(&profile), method, &Limits::default()).unwrap().remove(0).amounts
        };
        let practised = amounts(&Method::Percentile);
        let mean_square = |foreseen: &[f64]| {
            foreseen.iter().zip(&costs).map(|(a, b)| (a - b).powi(2)).sum::<f64>() / costs.len() as f64
        };
        let rho = crate::fairness::ranks::pearson(&practised, &costs).unwrap();
        let mean = costs.iter().sum::<f64>() / costs.len() as f64;
        let rescaled: Vec<f64> = practised.iter().map(|amount| mean + rho * (amount - mean)).collect();
        let ratio = mean_square(&practised) / mean_square(&rescaled);
        assert!((ratio - 2.0 / (1.0 + rho)).abs() < 1e-9, "{ratio} for {}", 2.0 / (1.0 + rho));
        assert!(mean_square(&amounts(&Method::Isotonic(Nearness::Squares))) <= mean_square(&rescaled) * (1.0 + 1e-12));
    }
}

#[test]
fn threads_change_nothing_and_a_number_with_its_seed_is_the_scheme() {
    let cases = cases(200);
    let aim = aim(&cases);
    let population = Population::of(&cases, Some("area"), aim.seed).unwrap();
    let one = simulate(&population, &aim, 1).unwrap();
    assert_eq!(one, simulate(&population, &aim, 5).unwrap());
    let fewer = simulate(&population, &Aim { variants: 20, ..aim.clone() }, 2).unwrap();
    assert_eq!(fewer, one[..fewer.len()]);
    assert_ne!(one, simulate(&population, &Aim { seed: 4, ..aim }, 1).unwrap());
}

#[test]
fn no_scheme_passes_the_money_left_after_contingency() {
    let cases = cases(200);
    let aim = aim(&cases);
    let population = Population::of(&cases, Some("area"), aim.seed).unwrap();
    let found = simulate(&population, &aim, 2).unwrap();
    assert!(found.len() > 100, "{}", found.len());
    for weighed in &found {
        let available = aim.money * (1.0 - weighed.variant.contingency);
        assert!(weighed.pot.budgets <= available + 0.01, "{weighed:?}");
    }
}

#[test]
fn the_frontier_holds_every_scheme_that_none_beats_and_no_other() {
    let cases = cases(150);
    let aim = aim(&cases);
    let population = Population::of(&cases, Some("area"), aim.seed).unwrap();
    let found = simulate(&population, &aim, 2).unwrap();
    let kept = frontier(&found);
    let measures =
        |own: &Weighed| [own.misfit, own.unfairness, own.pot.overspent].map(|measure| (measure * 1000.0).round());
    for (at, own) in found.iter().enumerate() {
        let own = measures(own);
        let beaten = found.iter().enumerate().any(|(place, other)| {
            let other = measures(other);
            other.iter().zip(&own).all(|(other, own)| other <= own) && (other != own || place < at)
        });
        assert_eq!(kept.contains(&at), !beaten, "{at}");
    }
    assert!(kept.contains(&all_round(&found, &kept).unwrap()));
}

#[test]
fn a_future_without_chance_is_plain_arithmetic() {
    let table = Table::price(10.0, 1, 0.0, f64::INFINITY);
    let still = |mean: f64| Rate { mean, spread: 0.0 };
    let rates = Rates {
        children: still(0.10),
        complexity: still(0.0),
        prices: still(0.05),
        pot: 0.02,
        years: 2,
        futures: 5,
        seed: 1,
    };
    let found = outlook(&table, &[10, 20], &[1.0, 1.0], 310.0, &rates, 2);
    let sums: Vec<f64> = found.years.iter().map(|year| year.middle).collect();
    assert_eq!((sums[0], found.years[0].short, found.years[0].deflator), (300.0, 0.0, 1.0));
    assert!((sums[2] - 300.0 * 1.1_f64.powi(2) * 1.05_f64.powi(2)).abs() < 1e-9);
    assert_eq!(found.years[2].short, 1.0);
    assert!((found.years[2].deflator - 310.0 * 1.02_f64.powi(2) / sums[2]).abs() < 1e-12);
}

#[test]
fn more_spread_never_touches_the_other_rates_chance() {
    let table = Table::price(10.0, 1, 0.0, f64::INFINITY);
    let rate = |spread: f64| Rate { mean: 0.02, spread };
    let rates = |spread: f64| Rates {
        children: rate(0.01),
        complexity: rate(0.0),
        prices: rate(spread),
        pot: 0.0,
        years: 3,
        futures: 200,
        seed: 7,
    };
    let calm = outlook(&table, &[10, 20], &[1.0, 1.0], 310.0, &rates(0.0), 1);
    let wild = outlook(&table, &[10, 20], &[1.0, 1.0], 310.0, &rates(0.05), 4);
    let children = |outlook: &Outlook| outlook.years.iter().map(|year| year.children).collect::<Vec<_>>();
    assert_eq!(children(&calm), children(&wild));
    assert!(wild.years[3].high - wild.years[3].low > calm.years[3].high - calm.years[3].low);
}

#[test]
fn what_cannot_be_simulated_is_said() {
    let few = cases(12);
    let why = |cases: &Cases, group: Option<&str>| Population::of(cases, group, 1).unwrap_err().to_string();
    assert!(why(&few, None).contains("12 cases are too few"));
    assert!(why(&cases(50), Some("sex")).contains("no column `sex`"));
    let text: String = (0..40).map(|at| format!("p{at},5,{at}\n")).collect();
    let same = read(format!("person,points,current_cost\n{text}").as_bytes(), &Columns::default()).unwrap().0;
    assert!(why(&same, None).contains("every case has the same points"));
    let none = read(format!("person,score,current_cost\n{text}").as_bytes(), &Columns::default()).unwrap().0;
    assert!(why(&none, None).contains("no points"));
}
