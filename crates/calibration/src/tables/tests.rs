use super::*;
use crate::chance::Chance;

/// Made-up people: costs grow with points, with a long tail.
fn made_up(count: usize, seed: u64) -> Profile {
    let mut chance = Chance::new(seed);
    let points: Vec<i64> = (0..count).map(|_| i64::try_from(chance.below(120)).unwrap()).collect();
    let costs: Vec<f64> = points.iter().map(|p| (60.0 * *p as f64 * (0.6 * chance.normal()).exp()).round()).collect();
    Profile::of(&points, &costs, &vec![1.0; count])
}

fn every_method() -> Vec<Method> {
    let bands = || Edges::Number { bands: 6, multiple: 5 };
    vec![
        Method::Percentile,
        Method::PricePoint,
        Method::Isotonic(Nearness::Squares),
        Method::Isotonic(Nearness::Quantile(0.5)),
        Method::Bands(bands(), Nearness::Squares),
        Method::Bands(bands(), Nearness::Quantile(0.5)),
        Method::Lines { stretches: 5, multiple: 5 },
    ]
}

#[test]
fn every_method_rises_and_stays_within_the_budget() {
    let profiles = [made_up(400, 1), made_up(150, 2)];
    let spent: f64 = profiles.iter().map(|profile| profile.total(&profile.means)).sum();
    for method in every_method() {
        for meeting in [Meeting::LeastLoss, Meeting::CommonShift, Meeting::CommonShare] {
            let available = spent * 0.88;
            let limits = Limits { floor: 100.0, ceiling: 20_000.0, available: Some(available), meeting, cap: None };
            let fit = fit(&profiles, &method, &limits, 100).unwrap();
            assert!(fit.total <= available + 1e-6, "{method:?} {meeting:?}: {} of {available}", fit.total);
            assert!(fit.total > available * 0.97, "{method:?} {meeting:?}: {} of {available}", fit.total);
            for table in &fit.tables {
                let amounts: Vec<i64> = (-5..140).map(|points| table.amount_pence(points)).collect();
                assert!(amounts.windows(2).all(|pair| pair[0] <= pair[1]), "{method:?} {meeting:?}");
                assert!(amounts.iter().all(|pence| (10_000..=2_000_000).contains(pence)), "{method:?}");
            }
        }
    }
}

#[test]
fn the_percentile_table_is_worse_by_two_over_one_plus_rho() {
    // Scores and costs that are jointly normal: percentile amounts have the spread of the costs themselves.
    let mut chance = Chance::new(11);
    let rho = 0.7_f64;
    let (mut points, mut costs) = (Vec::new(), Vec::new());
    for _ in 0..60_000 {
        let need = chance.normal();
        let cost = rho * need + (1.0 - rho * rho).sqrt() * chance.normal();
        points.push(whole((need * 100.0).round()));
        costs.push(10_000.0 + 1_000.0 * cost);
    }
    let profile = Profile::of(&points, &costs, &vec![1.0; costs.len()]);
    let squares = |amounts: &[f64]| -> f64 {
        (0..profile.len())
            .flat_map(|at| profile.rows(at).iter().map(move |row| (row.0, at)))
            .map(|(cost, at)| (cost - amounts[at]).powi(2))
            .sum()
    };
    let percentile = squares(&practised::percentile(&profile));
    let isotonic = squares(&isotonic::by_squares(&profile.means, &profile.weights));
    let ratio = percentile / isotonic;
    assert!((ratio - 2.0 / (1.0 + rho)).abs() < 0.03, "{ratio}");
}

#[test]
fn the_budget_of_an_isotonic_table_only_shifts_it() {
    let profile = made_up(500, 5);
    let none = Limits { floor: f64::NEG_INFINITY, ..Limits::default() };
    let free = unrounded(std::slice::from_ref(&profile), &Method::Isotonic(Nearness::Squares), &none).unwrap();
    let spent = profile.total(&profile.means);
    let limits = Limits { floor: f64::NEG_INFINITY, available: Some(spent * 0.9), ..Limits::default() };
    let bound = unrounded(std::slice::from_ref(&profile), &Method::Isotonic(Nearness::Squares), &limits).unwrap();
    let shift = spent * 0.1 / profile.weight();
    for (a, b) in free[0].amounts.iter().zip(&bound[0].amounts) {
        assert!((a - b - shift).abs() < 1e-6, "{a} {b} {shift}");
    }
}

#[test]
fn one_case_alone_still_makes_a_table() {
    let profile = [Profile::of(&[7], &[1_000.0], &[1.0])];
    for method in every_method() {
        let method = match method {
            Method::Bands(_, nearness) => Method::Bands(Edges::Number { bands: 1, multiple: 5 }, nearness),
            other => other,
        };
        let limits = Limits { available: Some(900.0), ..Limits::default() };
        let fit = fit(&profile, &method, &limits, 100).unwrap();
        assert!(fit.total <= 900.0 && fit.total >= 890.0, "{method:?} {}", fit.total);
    }
    assert_eq!(fit(&[], &Method::Percentile, &Limits::default(), 100), Err(TableError::NoCases));
}
