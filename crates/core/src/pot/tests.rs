//! Nothing is lost in a pot: examples, and made-up pots by the thousand.

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{BudgetId, Pence, PersonId};

fn pot(available: i64, contingency_basis_points: u32) -> Pot {
    Pot { year: 2026, stream: "social-care".to_owned(), available: Pence(available), contingency_basis_points }
}

fn promise(number: u128, stage: Stage, source: Source, pence: i64) -> Commitment {
    Commitment { budget: BudgetId(Uuid::from_u128(number)), stage, source, amount: Pence(pence) }
}

#[test]
fn twelve_per_cent_is_kept_back_and_both_kinds_of_promises_count() {
    let promises = [
        promise(1, Stage::Indicative, Source::Main, 300_000),
        promise(2, Stage::Agreed, Source::Main, 200_000),
        promise(3, Stage::Agreed, Source::Contingency, 50_000),
    ];
    let stands = position(&pot(1_000_000, 1_200), &promises).unwrap();
    assert_eq!((stands.contingency, stands.for_everybody), (Pence(120_000), Pence(880_000)));
    assert_eq!((stands.committed_indicative, stands.committed_agreed), (Pence(300_000), Pence(200_000)));
    assert_eq!((stands.left, stands.contingency_left), (Pence(380_000), Pence(70_000)));
}

#[test]
fn a_promise_beyond_the_pot_needs_a_decision_by_name() {
    let pot = pot(100_000, 1_000);
    let promises = [promise(1, Stage::Agreed, Source::Main, 80_000)];
    let fits = commit(&pot, &promises, &promise(2, Stage::Indicative, Source::Main, 10_000)).unwrap();
    assert!(matches!(fits, Commit::Fits(after) if after.left == Pence::ZERO));
    let Commit::Over(warning) = commit(&pot, &promises, &promise(2, Stage::Indicative, Source::Main, 10_001)).unwrap()
    else {
        panic!("one penny too much");
    };
    assert_eq!((warning.over_by, warning.after.left), (Pence(1), Pence(-1)));
    let (by, on) = (PersonId(Uuid::from_u128(9)), date(2026, 5, 1));
    assert!(warning.decide("ok", by, on).is_err());
    assert_eq!(warning.decide("to be met from next year", by, on).unwrap().over_by, Pence(1));
    let kept_back = commit(&pot, &promises, &promise(2, Stage::Agreed, Source::Contingency, 10_000)).unwrap();
    assert!(matches!(kept_back, Commit::Fits(_)));
}

#[test]
fn an_agreed_plan_takes_the_place_of_its_indicative_budget() {
    let promises = [promise(1, Stage::Indicative, Source::Main, 90_000)];
    let agreed = commit(&pot(100_000, 0), &promises, &promise(1, Stage::Agreed, Source::Main, 95_000)).unwrap();
    assert!(matches!(agreed, Commit::Fits(after) if after.left == Pence(5_000)
        && after.committed_indicative == Pence::ZERO));
}

#[test]
fn a_wrong_pot_is_refused() {
    let twice = promise(1, Stage::Agreed, Source::Main, 1);
    assert_eq!(position(&pot(-1, 0), &[]), Err(PotError::Negative(Pence(-1))));
    assert_eq!(position(&pot(1, 10_001), &[]), Err(PotError::Share(10_001)));
    assert_eq!(position(&pot(1, 0), &[twice.clone(), twice.clone()]), Err(PotError::Twice(twice.budget)));
    let negative = promise(1, Stage::Agreed, Source::Main, -1);
    assert_eq!(position(&pot(1, 0), &[negative]), Err(PotError::Negative(Pence(-1))));
    let giant = [promise(1, Stage::Agreed, Source::Main, i64::MAX), promise(2, Stage::Agreed, Source::Main, 1)];
    assert_eq!(position(&pot(1, 0), &giant), Err(PotError::TooLarge));
}

#[test]
fn a_penny_that_cannot_be_divided_goes_to_somebody() {
    assert_eq!(share_out(Pence(100), &[1, 1, 1]), Some(vec![Pence(34), Pence(33), Pence(33)]));
    assert_eq!(share_out(Pence(100), &[0, 2, 1]), Some(vec![Pence(0), Pence(67), Pence(33)]));
    assert_eq!(share_out(Pence(100), &[0, 0]), None);
    assert_eq!(share_out(Pence(-1), &[1]), None);
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole_and_none_is_a_penny_off(
        whole in 0_i64..=i64::MAX,
        weights in prop::collection::vec(0_u32..=10_000, 1..12),
    ) {
        let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        match share_out(Pence(whole), &weights) {
            None => prop_assert_eq!(sum, 0),
            Some(parts) => {
                prop_assert_eq!(parts.iter().map(|part| i128::from(part.0)).sum::<i128>(), i128::from(whole));
                for (part, weight) in parts.iter().zip(&weights) {
                    let off = i128::from(part.0) * sum - i128::from(whole) * i128::from(*weight);
                    prop_assert!(off.abs() < sum);
                }
            }
        }
    }

    #[test]
    fn nothing_is_lost_from_a_pot(
        available in 0_i64..1_000_000_000_000,
        kept_back in 0_u32..=10_000,
        amounts in prop::collection::vec((0_i64..10_000_000_000, any::<bool>(), any::<bool>()), 0..20),
    ) {
        let promises: Vec<Commitment> = amounts.iter().zip(1_u128..).map(|((pence, is_agreed, is_kept), number)| {
            let stage = if *is_agreed { Stage::Agreed } else { Stage::Indicative };
            let source = if *is_kept { Source::Contingency } else { Source::Main };
            promise(number, stage, source, *pence)
        }).collect();
        let stands = position(&pot(available, kept_back), &promises).unwrap();
        let promised: i64 = promises.iter().map(|promise| promise.amount.0).sum();
        prop_assert_eq!(stands.contingency.0 + stands.for_everybody.0, available);
        prop_assert_eq!(stands.left.0 + stands.contingency_left.0 + promised, available);
        if let Some(last) = promises.last() {
            let before = &promises[..promises.len() - 1];
            let after = match commit(&pot(available, kept_back), before, last).unwrap() {
                Commit::Fits(after) => after,
                Commit::Over(warning) => warning.after,
            };
            prop_assert_eq!(after, stands);
        }
    }
}
