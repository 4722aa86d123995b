//! Cliffs as a designer sees them.

use super::{HEAD, levels, plain, pounds, report, scheme, table};
use crate::Ratio;
use crate::check::{CheckOptions, Cliff, CliffKind, check};

const ROWS: &str = "{ from = 0, to = 99, value = 0 }, { from = 100, to = 199, value = 3000 }, { from = 200, to = 299, value = 3500 }, { from = 300, value = 5000 }";

fn told(cliffs: &[Cliff]) -> Vec<(CliffKind, &str, &str, &str)> {
    cliffs.iter().map(|cliff| (cliff.kind, cliff.of.as_str(), cliff.from.as_str(), cliff.to.as_str())).collect()
}

#[test]
fn the_boundaries_of_a_table_are_the_cliffs_and_answers_only_ways_over_them() {
    let scheme = plain(&levels(24, [0, 3, 11, 27]), &table(ROWS));
    let day = &report(&scheme).days[0];
    let expected = [(CliffKind::Number, "points", "99", "100"), (CliffKind::Number, "points", "299", "300")];
    assert_eq!(told(&day.cliffs), expected);
    assert_eq!(day.cliffs[0].moved, pounds("3000.00"));
    assert_eq!(day.cliffs[0].share_percent, None);
    assert_eq!(day.cliffs[1].share_percent.as_deref(), Some("42.9"));
    // At a tenth, the boundary in the middle is one too: £500 on £3,000.
    let options = CheckOptions { cliff_share: Ratio::new(1, 10).unwrap(), on: None };
    assert_eq!(check(&scheme, &options).days[0].cliffs.len(), 3);
}

#[test]
fn a_gate_in_the_middle_of_an_even_price_is_a_cliff() {
    let head = format!("{HEAD}eligible-when = {{ of = \"points\", at-least = 100 }}\n");
    let rules = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                 [[step]]\nid = \"budget\"\nkind = \"product\"\nof = [\"points\", 20]\n";
    let report = report(&scheme(&head, &levels(24, [0, 3, 11, 27]), rules));
    let largest = &report.days[0].cliffs[0];
    assert_eq!(largest.amount_before, pounds("0.00"));
    assert!(largest.amount_after >= pounds("2000.00"), "{largest:?}");
    let gate = report.days[0].cliffs.iter().find(|cliff| cliff.kind == CliffKind::Number).unwrap();
    assert_eq!((gate.from.as_str(), gate.to.as_str(), gate.moved), ("99", "100", pounds("2000.00")));
}

#[test]
fn a_gate_on_other_points_is_seen_through_real_answers() {
    // The questions that open the gate are priced as well, so no total can be moved by itself.
    let questions = levels(12, [0, 3, 11, 27]);
    let head = format!("{HEAD}eligible-when = {{ of = \"urgent\", at-least = 2 }}\n");
    let rules = "[[step]]\nid = \"budget\"\nkind = \"points\"\n\
                 [[step]]\nid = \"urgent\"\nkind = \"count\"\nquestions = [\"q0\", \"q1\", \"q2\"]\nat-least = \"substantial\"\n";
    let report = report(&scheme(&head, &questions, rules));
    let gate = report.days[0].cliffs.iter().find(|cliff| cliff.share_percent.is_none()).unwrap();
    assert_eq!(gate.kind, CliffKind::Answer);
    assert!(["q0", "q1", "q2"].contains(&gate.of.as_str()), "{gate:?}");
    assert_eq!(gate.to, "substantial");
}

#[test]
fn a_birthday_is_a_step() {
    let born = "[[question]]\nid = \"born\"\nkind = \"date-of-birth\"\nmin = 0\nmax = 25\nmore-need = \"none\"\n";
    let rules = "[[step]]\nid = \"budget\"\nkind = \"cases\"\n\
                 cases = [{ when = { of = \"born\", below = 18 }, value = 5000 }]\notherwise = 2000\n";
    let day = &report(&plain(born, rules)).days[0];
    assert_eq!(told(&day.cliffs), [(CliffKind::Answer, "born", "2008-04-02 (age 17)", "2008-04-01 (age 18)")]);
    assert_eq!((day.cliffs[0].moved, day.cliffs[0].share_percent.as_deref()), (pounds("-3000.00"), Some("-60.0")));
}

#[test]
fn a_threshold_in_a_wide_number_is_found() {
    let income = "[[question]]\nid = \"income\"\nkind = \"decimal\"\nmin = 0\nmax = 90000\nmore-need = \"none\"\n";
    let rules = "[[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"income\"\n\
                 rows = [{ from = 0, below = 16190.01, value = 4000 }, { from = 16190.01, value = 1000 }]\n";
    let day = &report(&plain(income, rules)).days[0];
    assert_eq!(told(&day.cliffs), [(CliffKind::Answer, "income", "16190", "16190.01")]);
}

#[test]
fn options_without_order_have_no_next() {
    let band = "[[question]]\nid = \"band\"\nkind = \"choice\"\noptions = [\"a\", \"b\"]\npoints = [100, 900]\n";
    let rules = "[[step]]\nid = \"budget\"\nkind = \"points\"\n";
    assert_eq!(report(&plain(band, rules)).days[0].cliffs, []);
}
