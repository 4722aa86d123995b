use super::*;
use proptest::prelude::*;

fn made_up(count: usize, columns: usize, seed: u64) -> Rows {
    let mut chance = Chance::new(seed);
    let mut rows = Rows { columns, x: Vec::new(), y: Vec::new(), weights: Vec::new() };
    for _ in 0..count {
        let row: Vec<f64> = (0..columns).map(|at| if at == 0 { 1.0 } else { chance.normal() }).collect();
        let noise = chance.normal() * 3.0 + if chance.unit() < 0.05 { 40.0 } else { 0.0 };
        rows.y.push(row.iter().sum::<f64>() + 5.0 + noise);
        rows.x.extend(row);
        rows.weights.push(1.0 + (chance.below(3)) as f64);
    }
    rows
}

#[test]
fn the_median_of_one_column_is_the_median() {
    let rows = Rows { columns: 1, x: vec![1.0; 5], y: vec![1.0, 2.0, 3.0, 40.0, 500.0], weights: vec![1.0; 5] };
    let b = least(&rows, Loss::Quantile(0.5), &[]).unwrap();
    assert!((b[0] - 3.0).abs() < 1e-6, "{b:?}");
    let b = least(&rows, Loss::Quantile(0.9), &[Limit::at_most(0, 100.0)]).unwrap();
    assert!((b[0] - 100.0).abs() < 1e-6, "{b:?}");
}

#[test]
fn folding_changes_nothing() {
    for (level, seed) in [(0.5, 1), (0.8, 2), (0.1, 3)] {
        let rows = made_up(9_000, 4, seed);
        let limits = [Limit::at_most(1, 0.9)];
        let folded = least(&rows, Loss::Quantile(level), &limits).unwrap();
        let whole = Interior::new(&rows, Loss::Quantile(level), &limits).solve().unwrap();
        let (a, b) = (rows.loss(Loss::Quantile(level), &folded), rows.loss(Loss::Quantile(level), &whole));
        assert!((a - b).abs() <= 1e-8 * b, "{a} {b}");
    }
}

#[test]
fn far_away_costs_do_not_move_hubers_fit_far() {
    let mut rows = made_up(500, 2, 4);
    let before = least(&rows, Loss::Huber(4.0), &[]).unwrap();
    rows.y[0] += 1e5;
    let after = least(&rows, Loss::Huber(4.0), &[]).unwrap();
    assert!(before.iter().zip(&after).all(|(a, b)| (a - b).abs() < 0.2), "{before:?} {after:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]
    #[test]
    fn no_small_step_lowers_the_loss(seed in 0_u64..1_000, level in 0.1_f64..0.9, huber in any::<bool>()) {
        let rows = made_up(60, 3, seed);
        let loss = if huber { Loss::Huber(2.0) } else { Loss::Quantile(level) };
        let b = least(&rows, loss, &[]).unwrap();
        let least = rows.loss(loss, &b);
        let mut chance = Chance::new(seed);
        for _ in 0..50 {
            let other: Vec<f64> = b.iter().map(|value| value + 0.01 * chance.normal()).collect();
            prop_assert!(rows.loss(loss, &other) >= least - 1e-7 * (1.0 + least));
        }
    }
}
