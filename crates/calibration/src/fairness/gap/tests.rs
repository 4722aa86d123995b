//! The gaps of a made-up file, beside what statsmodels and scipy find. `benches/studio/peers/fairness.py` works the references out.

use super::*;

const EXAMPLE: &str = include_str!("../example.csv");

/// Birch and Ash of the example, with age band and area.
fn pair() -> Pair<'static> {
    let rows: Vec<Vec<&str>> = EXAMPLE.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let rows: Vec<&Vec<&str>> = rows.iter().filter(|row| ["Birch", "Ash"].contains(&row[3])).collect();
    let factor = |name: &'static str, column: usize| {
        let cells: Vec<String> = rows.iter().map(|row| row[column].to_owned()).collect();
        let group = crate::cases::Group::of(name, &cells);
        let level_of = group.codes.iter().map(|code| usize::try_from(*code).unwrap()).collect();
        Factor { name: name.into(), levels: group.values, level_of }
    };
    Pair {
        outcome: rows.iter().map(|row| row[5].parse().unwrap()).collect(),
        is_first: rows.iter().map(|row| row[3] == "Birch").collect(),
        factors: vec![factor("age_band", 1), factor("area", 2)],
    }
}

fn close(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9 * wanted.abs(), "{found} for {wanted}");
}

#[test]
fn the_raw_gap_and_its_interval_are_welchs() {
    let raw = raw(&pair(), 0.95).unwrap();
    close(raw.value, -2_742.696_037_151_703);
    close(raw.freedom, 69.065_892_025_597_35);
    close(raw.low, -4_247.365_283_184_297);
    close(raw.high, -1_238.026_791_119_068_8);
}

#[test]
fn the_adjusted_gap_is_that_of_a_regression_with_robust_errors() {
    let age = adjusted(&pair().with_factor(0), 0.95).unwrap();
    close(age.value, 191.308_312_919_804_62);
    close(age.error, 232.540_882_171_581_73);
    close(age.low, -272.845_230_547_084_5);
    close(age.high, 655.461_856_386_693_7);
    let both = adjusted(&pair(), 0.95).unwrap();
    close(both.value, 221.623_630_204_295_75);
    close(both.high, 678.522_343_298_609_3);
}

#[test]
fn a_gap_that_turns_round_is_named() {
    let raw = raw(&pair(), 0.95).unwrap();
    let age = adjusted(&pair().with_factor(0), 0.95).unwrap();
    assert_eq!(conclusion(&raw, &age), Conclusion::TurnsRound);
    let area = adjusted(&pair().with_factor(1), 0.95).unwrap();
    assert_eq!(conclusion(&raw, &area), Conclusion::Stays);
}

#[test]
fn the_standardised_gap_weighs_levels_by_the_people_of_both_groups() {
    let found = standardised(&pair().with_factor(0), 0.95).unwrap();
    close(found.gap.value, 189.278_453_042_328_47);
    close(found.gap.error, 276.170_670_573_948_3);
    close(found.gap.freedom, 5.323_309_581_779_636);
    close(found.gap.low, -507.866_273_058_236_5);
    assert_eq!((found.compared_cells, found.people_without_match), (4, 0));
}

#[test]
fn both_prices_of_oaxaca_and_blinder_add_up_to_the_gap() {
    let found = decomposition(&pair(), 0.95).unwrap();
    close(found.gap, -2_742.696_037_151_703);
    close(found.at_second.explained.value, -2_959.916_149_022_806);
    close(found.at_second.explained.error, 741.307_854_445_105_8);
    close(found.at_second.unexplained.value, 217.220_111_871_100_24);
    close(found.at_second.unexplained.error, 190.552_737_445_318_54);
    close(found.at_second.by_factor[0].explained, -2_927.467_948_096_413_7);
    close(found.at_second.by_factor[1].explained, -32.448_200_926_392_44);
    close(found.at_first.explained.value, -2_983.206_081_082_716);
    close(found.at_first.explained.error, 788.938_330_369_532);
    close(found.at_first.unexplained.error, 447.498_756_050_365_56);
    close(found.at_first.by_factor[0].explained, -2_971.989_683_511_338_6);
}

#[test]
fn a_factor_that_says_the_same_twice_changes_nothing() {
    let mut pair = pair().with_factor(0);
    let once = adjusted(&pair, 0.95).unwrap();
    pair.factors.push(Factor { name: "again".into(), ..pair.factors[0].clone() });
    close(adjusted(&pair, 0.95).unwrap().value, once.value);
}

#[test]
fn a_factor_that_is_the_group_leaves_nothing_to_say() {
    let mut pair = pair();
    let level_of = pair.is_first.iter().map(|is| usize::from(*is)).collect();
    pair.factors = vec![Factor { name: "team".into(), levels: vec!["a".to_owned(), "b".to_owned()], level_of }];
    assert_eq!(adjusted(&pair, 0.95), None);
    assert_eq!(standardised(&pair, 0.95), None);
    assert_eq!(decomposition(&pair, 0.95), None);
}

#[test]
fn people_whom_nobody_matches_are_left_out_and_counted() {
    let mut pair = pair().with_factor(0);
    // The oldest of the second group are the only ones of a new level.
    let factor = &mut pair.factors[0];
    factor.levels.push("26+".to_owned());
    for (level, is_first) in factor.level_of.iter_mut().zip(&pair.is_first) {
        if *level == 3 && !is_first {
            *level = 4;
        }
    }
    let found = standardised(&pair, 0.95).unwrap();
    assert_eq!((found.compared_cells, found.people_without_match), (3, 20));
    assert_eq!(decomposition(&pair, 0.95).unwrap().people_without_match, 20);
}

#[test]
fn levels_hide_small_cells_and_those_that_would_give_them_away() {
    let levels = levels(&pair().with_factor(0), 5, 0.95);
    let first: Vec<Option<usize>> = levels.iter().map(|level| level.people[0]).collect();
    assert_eq!(first, [Some(14), Some(10), None, None]);
    assert!(levels[3].gap.is_none() && levels[3].means[0].is_none() && levels[3].means[1].is_some());
}
