//! Whole schemes of the gallery, many people at once against one by one.

use super::{Plan, Population, Standing};
use crate::Calculator;
use crate::calculator::{BLANK, Sheet};
use crate::tests::{every_version, version};

/// Sheets drawn by a small generator, the same each time; every tenth question is left blank.
fn sheets(calculator: &Calculator, count: usize) -> Vec<Sheet> {
    let mut state = 7_u64;
    let mut below = |most: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % most.max(1)
    };
    let mut sheet = || {
        let code =
            |input: &crate::Input| if below(10) == 0 { BLANK } else { input.lo + below(input.hi - input.lo + 1) };
        Sheet(calculator.inputs.iter().map(code).collect())
    };
    (0..count).map(|_| sheet()).collect()
}

#[test]
fn everybody_gets_the_same_as_alone_in_every_scheme_of_the_gallery() {
    let names = every_version();
    assert!(names.len() >= 6);
    for scheme in names.iter().map(|name| version(name)) {
        let calculator = scheme.on(scheme.effective_from).unwrap();
        let sheets = sheets(&calculator, 3000);
        let mut people = Population::new(&calculator);
        sheets.iter().for_each(|sheet| people.push(sheet));
        let amounts = Plan::new(&calculator).run(&people).unwrap();
        for (row, sheet) in sheets.iter().enumerate() {
            let score = calculator.score(sheet);
            for (at, stream) in score.streams.iter().enumerate() {
                let found = amounts.stream(at).unwrap();
                let wanted = match (&stream.amount, stream.is_eligible) {
                    (Err(_), _) => (0, Standing::Refused),
                    (Ok(money), true) => (money.0, Standing::Paid),
                    (Ok(money), false) => (money.0, Standing::NotEligible),
                };
                assert_eq!(
                    (found.amounts[row], found.standing[row]),
                    wanted,
                    "{} {}: {sheet:?}",
                    scheme.id,
                    stream.stream
                );
            }
        }
    }
}
