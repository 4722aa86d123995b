//! The proof against every sheet of small made-up schemes: what it claims holds, and what it shows happens.

use super::made_up;
use crate::calculator::{BLANK, Calculator, Domain, Sheet};
use crate::check::proof::asked::{self, Asked};
use crate::check::proof::boxes::{Verdict, decide};
use crate::check::proof::cone::Cone;
use crate::check::proof::effort::{Dice, Effort};
use crate::check::proof::search::falls;
use crate::check::proof::shrink::shrink;
use crate::check::proof::view::{Look, View};
use crate::check::range::{End, extreme};
use proptest::prelude::*;

/// Every sheet of a box.
fn sheets(domains: &[Domain]) -> Vec<Sheet> {
    let mut all = vec![Sheet(Vec::new())];
    for domain in domains {
        let answered = (domain.lo..=domain.hi).filter(|_| domain.may_be_answered);
        let codes: Vec<i64> = answered.chain(domain.may_be_blank.then_some(BLANK)).collect();
        all = all
            .iter()
            .flat_map(|sheet| codes.iter().map(|code| Sheet([sheet.0.as_slice(), &[*code]].concat())))
            .collect();
    }
    all
}

/// Every pair of sheets of a box that differ in one answer, the second of greater need.
fn raises<'s>(sheets: &'s [Sheet], asked: &'s [Asked], domains: &'s [Domain]) -> Vec<(usize, Sheet, Sheet)> {
    let mut pairs = Vec::new();
    for sheet in sheets {
        for (at, asked) in asked.iter().enumerate() {
            let Some(from) = sheet.code(at) else { continue };
            for to in domains[at].lo..=domains[at].hi {
                if asked.is_more(from, to) {
                    pairs.push((at, sheet.clone(), sheet.with(at, to)));
                }
            }
        }
    }
    pairs
}

/// A box within another, by chance.
fn part(domains: &[Domain], dice: &mut Dice) -> Vec<Domain> {
    let one = |domain: &Domain| {
        let width = usize::try_from(domain.hi - domain.lo).unwrap();
        let lo = domain.lo + i64::try_from(dice.below(width + 1)).unwrap();
        let hi = lo + i64::try_from(dice.below(usize::try_from(domain.hi - lo).unwrap() + 1)).unwrap();
        match (domain.may_be_blank, dice.below(4)) {
            (true, 0) => Domain { may_be_answered: false, ..*domain },
            (true, 1) => Domain { lo, hi, may_be_blank: false, ..*domain },
            _ => Domain { lo, hi, ..*domain },
        }
    };
    domains.iter().map(one).collect()
}

/// What views say of every operation, held against every sheet of a few boxes.
fn views_hold(calculator: &Calculator, look: Look, dice: &mut Dice) {
    let all = asked::domains(calculator);
    for domains in [all.clone(), part(&all, dice), part(&all, dice)] {
        view_holds(calculator, &domains, look);
    }
}

fn view_holds(calculator: &Calculator, domains: &[Domain], look: Look) {
    let asked = asked::all(calculator);
    let cone = Cone::of(calculator, &asked, calculator.streams[0].amount);
    let view = View::of(&cone, domains, &mut Effort::of(u64::MAX), look);
    let sheets = sheets(domains);
    for sheet in &sheets {
        let values = calculator.evaluate(sheet);
        for id in &cone.nodes {
            let (reach, value) = (view.reach(*id), values.get(*id));
            let is_refused = values.refusal(*id).is_some();
            assert!(is_refused || (reach.lo <= value && value <= reach.hi), "{id:?} is {value}, not in {reach:?}");
            assert!(!is_refused || view.refuses(*id), "{id:?} is refused");
        }
    }
    for (at, before, after) in raises(&sheets, &asked, domains) {
        let (before, after) = (calculator.evaluate(&before), calculator.evaluate(&after));
        for id in &cone.nodes {
            if before.refusal(*id).is_some() || after.refusal(*id).is_some() {
                continue;
            }
            let (a, b) = (before.get(*id), after.get(*id));
            let moves = view.moves(*id);
            assert!(a == b || moves.any.contains(at), "{id:?} moves with {at}");
            assert!(b <= a || moves.up.contains(at), "{id:?} rises with {at}: {a} to {b}");
            assert!(b >= a || moves.down.contains(at), "{id:?} falls with {at}: {a} to {b}");
        }
    }
}

/// The verdict, held against every pair of sheets. With `is_settled`, there must be one.
fn verdict_holds(calculator: &Calculator, look: Look, is_settled: bool) {
    let asked = asked::all(calculator);
    let domains = asked::domains(calculator);
    let cone = Cone::of(calculator, &asked, calculator.streams[0].amount);
    // Blanks in gated questions as well: a sheet may lack what is not asked.
    let all: Vec<Domain> = calculator.inputs.iter().map(Domain::of).collect();
    let pairs = raises(&sheets(&all), &asked, &all);
    let value = |sheet: &Sheet| calculator.score(sheet).streams[0].amount.as_ref().ok().map(|money| money.0);
    let has_fall = pairs.iter().any(|(_, before, after)| value(before).zip(value(after)).is_some_and(|(a, b)| b < a));
    match decide(&cone, &domains, look, &mut Effort::of(30_000_000)) {
        Verdict::Proved => assert!(!has_fall, "it is proved, and there is a fall"),
        Verdict::Falls(step) => {
            assert!(falls(&cone, &step), "the step shown does not fall");
            let plain = shrink(&cone, &domains, &step);
            assert!(falls(&cone, &plain), "the plain step does not fall");
        }
        Verdict::Undecided(_) => assert!(!is_settled, "it is left open; there is a fall: {has_fall}"),
    }
}

/// Both ends of the range, held against every sheet.
fn range_holds(calculator: &Calculator) {
    let asked = asked::all(calculator);
    let domains = asked::domains(calculator);
    let cone = Cone::of(calculator, &asked, calculator.streams[0].amount);
    let amounts: Vec<i64> = sheets(&domains)
        .iter()
        .filter_map(|sheet| calculator.score(sheet).streams[0].amount.as_ref().ok().map(|money| money.0))
        .collect();
    let verdict = decide(&cone, &domains, Look::USUAL, &mut Effort::of(30_000_000));
    for is_monotone in [false, matches!(verdict, Verdict::Proved)] {
        let least = extreme(&cone, &domains, End::Least, is_monotone);
        let greatest = extreme(&cone, &domains, End::Greatest, is_monotone);
        assert_eq!(least.is_some(), !amounts.is_empty());
        let (Some(least), Some(greatest)) = (least, greatest) else { continue };
        let (lo, hi) = (*amounts.iter().min().unwrap(), *amounts.iter().max().unwrap());
        assert!(amounts.contains(&least.amount.0) && amounts.contains(&greatest.amount.0));
        assert!(least.bound.0 <= lo && hi <= greatest.bound.0, "{least:?} {lo} {hi} {greatest:?}");
        assert!(!least.is_exact || least.amount.0 == lo);
        assert!(!greatest.is_exact || greatest.amount.0 == hi);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_is_proven_of_every_value_holds_on_every_sheet(seed: u64) {
        if let Some(scheme) = made_up::scheme(seed) {
            let calculator = scheme.on(scheme.effective_from).unwrap();
            let mut dice = Dice::new(seed);
            views_hold(&calculator, Look::Plain, &mut dice);
            views_hold(&calculator, Look::USUAL, &mut dice);
            // Through totals, as if there were too many combinations to go through.
            views_hold(&calculator, Look::Close(3), &mut dice);
        }
    }

    #[test]
    fn small_schemes_are_settled_and_rightly(seed: u64) {
        if let Some(scheme) = made_up::scheme(seed) {
            let calculator = scheme.on(scheme.effective_from).unwrap();
            verdict_holds(&calculator, Look::USUAL, true);
            verdict_holds(&calculator, Look::Close(3), false);
            verdict_holds(&calculator, Look::Plain, false);
        }
    }

    #[test]
    fn no_amount_is_outside_the_range(seed: u64) {
        if let Some(scheme) = made_up::scheme(seed) {
            range_holds(&scheme.on(scheme.effective_from).unwrap());
        }
    }
}

/// Part of a year from one answer to another, not beyond the eighteenth birthday; each has an order of need.
fn part_of_a_year() -> Calculator {
    let question = |id: &str, kind: &str, need: &str| {
        format!("[[question]]\nid = \"{id}\"\nkind = \"{kind}\"\nmore-need = \"{need}\"\nrequired = false\n")
    };
    let questions = question("starts", "date", "higher")
        + &question("ends", "date", "lower")
        + &question("born", "date-of-birth", "higher")
        + "blank = \"2012-05-17\"\nmin = 0\nmax = 25\n";
    let rules = "[[step]]\nid = \"yearly\"\nkind = \"product\"\nof = [\"born\", 365]\n\
                 [[step]]\nid = \"budget\"\nkind = \"pro-rate\"\nof = \"yearly\"\nyear-starts = \"04-01\"\n\
                 from = \"starts\"\nuntil = \"ends\"\nuntil-birthday = { of = \"born\", age = 18 }\n";
    let scheme = super::plain(&questions, rules);
    scheme.on(scheme.effective_from).unwrap()
}

#[test]
fn days_ages_and_birthdays_are_bounded_rightly() {
    let calculator = part_of_a_year();
    let all = asked::domains(&calculator);
    let code = |question: usize, text: &str| calculator.inputs[question].code(text).unwrap();
    let mut dice = Dice::new(1);
    for (starts, ends, born) in [
        ("2026-03-30", "2026-04-01", "2008-03-31"),
        ("2026-05-01", "2026-04-29", "2008-04-30"),
        ("2027-03-30", "2027-03-29", "2009-03-30"),
        ("2026-09-01", "2027-01-01", "2001-04-01"),
        ("2026-09-01", "2027-01-01", "2013-03-31"),
    ] {
        let days = |question: usize, text: &str, width: i64| {
            let lo = code(question, text);
            Domain { lo, hi: lo + width, ..all[question] }
        };
        let domains = [days(0, starts, 3), days(1, ends, 3), days(2, born, 2)];
        view_holds(&calculator, &domains, Look::Plain);
        view_holds(&calculator, &domains, Look::USUAL);
        view_holds(&calculator, &part(&domains, &mut dice), Look::Plain);
    }
}
