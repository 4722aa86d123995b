use super::*;
use crate::cases::{Columns, read};
use crate::chance::Chance;
use crate::tables::{Edges, Method, Nearness};

/// Made-up children of a made-up authority.
fn cases(count: usize) -> Cases {
    let mut chance = Chance::new(42);
    let mut text = "person,points,current_cost,family_id,area\n".to_owned();
    for row in 0..count {
        let points = chance.below(80);
        let cost = 70.0 * points as f64 * (0.5 * chance.normal()).exp();
        let area = if chance.unit() < 0.4 { "North" } else { "South" };
        text.push_str(&format!("p{row},{points},{cost:.2},f{},{area}\n", row / 2));
    }
    read(text.as_bytes(), &Columns::default()).unwrap().0
}

fn run(cases: &Cases, choices: &Choices) -> Calibration {
    calibrate(cases, cases.points.as_ref().unwrap(), choices).unwrap()
}

fn few() -> Choices {
    Choices { samples: 60, years: 200, ..Choices::default() }
}

#[test]
fn every_method_is_judged_and_stays_within_the_money() {
    let cases = cases(121);
    let spent: f64 = cases.costs().iter().sum();
    let edges = || Edges::Number { bands: 5, multiple: 10 };
    for method in [
        Method::Percentile,
        Method::PricePoint,
        Method::Isotonic(Nearness::Squares),
        Method::Isotonic(Nearness::Quantile(0.5)),
        Method::Bands(edges(), Nearness::Squares),
        Method::Lines { stretches: 4, multiple: 5 },
    ] {
        for stratum in [None, Some("area".to_owned())] {
            let choices = Choices { method: method.clone(), budget: Some(spent), contingency: 0.12, stratum, ..few() };
            let found = run(&cases, &choices);
            assert!(found.total <= spent * 0.88 + 1e-6, "{method:?}");
            assert!(found.left.unwrap() >= -1e-6 && found.left.unwrap() < spent * 0.05, "{method:?} {:?}", found.left);
            assert!(found.fit.r_squared.unwrap() > 0.2, "{method:?} {:?}", found.fit);
            let nodes = || found.strata.iter().flat_map(|stratum| &stratum.nodes);
            assert!(
                nodes().all(|node| node.interval.is_some_and(|interval| interval.low <= interval.high)),
                "{method:?}"
            );
            let held = nodes().filter(|node| {
                node.interval.is_some_and(|i| i.low - 1.0 <= node.fitted && node.fitted <= i.high + 1.0)
            });
            assert!(held.count() * 10 >= nodes().count() * 8, "{method:?}");
        }
    }
}

#[test]
fn the_number_of_threads_and_the_hour_change_nothing() {
    let cases = cases(121);
    let one = run(&cases, &Choices { budget: Some(300_000.0), ..few() });
    let four = run(&cases, &Choices { budget: Some(300_000.0), threads: 4, ..few() });
    assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&four).unwrap());
    let other = run(&cases, &Choices { budget: Some(300_000.0), seed: 2, ..few() });
    assert_ne!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
}

#[test]
fn cases_that_carry_nothing_are_said_to_carry_nothing() {
    let text = "person,points,current_cost\na,5,100\nb,5,100\nc,5,100\n";
    let (cases, _) = read(text.as_bytes(), &Columns::default()).unwrap();
    let found = run(&cases, &few());
    assert!(found.warnings.contains(&Warning::OneCostEverywhere));
    assert!(found.warnings.contains(&Warning::OneScoreEverywhere));
    assert!(found.warnings.contains(&Warning::FewCases { cases: 3 }));
    assert_eq!((found.fit.r_squared, found.plan_range), (None, None));
}

#[test]
fn what_cannot_be_parted_is_said_in_words() {
    let cases = cases(121);
    let of = |stratum: &str| {
        let choices = Choices { stratum: Some(stratum.to_owned()), ..few() };
        calibrate(&cases, cases.points.as_ref().unwrap(), &choices).unwrap_err().to_string()
    };
    assert!(of("sex").contains("no column `sex` to part them by; they have `area`"));
    let text = "person,points,current_cost,area\na,5,100,North\nb,6,100,South\n";
    let (two, _) = read(text.as_bytes(), &Columns::default()).unwrap();
    let choices = Choices { stratum: Some("area".to_owned()), ..few() };
    assert!(calibrate(&two, &[5, 6], &choices).unwrap_err().to_string().contains("group it with another"));
    let wrong = Choices { contingency: 12.0, ..few() };
    assert!(calibrate(&two, &[5, 6], &wrong).unwrap_err().to_string().contains("write 12%"));
}
