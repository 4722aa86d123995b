//! The schemes of the gallery.

use super::{Proof, codes, pounds, report};
use crate::check::{Cliff, Report};
use crate::tests::{every_version, version};

fn cliffs(report: &Report) -> Vec<(String, String, i64, String)> {
    let told = |cliff: &Cliff| {
        let share = cliff.share_percent.clone().unwrap_or_else(|| "from nothing".to_owned());
        (cliff.from.clone(), cliff.to.clone(), cliff.moved.0 / 100, share)
    };
    report.days[0].cliffs.iter().map(told).collect()
}

#[test]
fn every_scheme_of_the_gallery_is_certified_and_free_of_faults() {
    let names = every_version();
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        let report = report(&version(&name));
        assert_eq!(codes(&report, true), [""; 0], "{name}\n{report}");
        for day in &report.days {
            assert!(day.certificates.iter().all(|of| of.verdict == Proof::Proved), "{name}\n{report}");
            assert!(day.ranges.iter().all(|range| range.least.as_ref().is_some_and(|least| least.is_exact)), "{name}");
        }
    }
}

#[test]
fn every_boundary_of_the_norfolk_table_is_shown_once() {
    let report = report(&version("norfolk-short-breaks-primary/2024-04-01"));
    let row = |from: &str, to: &str, pounds: i64, share: &str| (from.into(), to.into(), pounds, share.into());
    let expected: [(String, String, i64, String); 6] = [
        row("170", "171", 2_000, "50.0"),
        row("145", "146", 1_300, "86.7"),
        row("160", "161", 1_200, "42.9"),
        row("115", "116", 500, "100.0"),
        row("130", "131", 500, "50.0"),
        row("69", "70", 500, "from nothing"),
    ];
    assert_eq!(cliffs(&report), expected);
    assert!(
        report.to_string().contains("points: 145 to 146  £1,500.00  £2,800.00  +£1,300.00       +86.7 %"),
        "{report}"
    );
    let range = &report.days[0].ranges[0];
    let greatest = range.greatest.as_ref().unwrap();
    assert_eq!((greatest.amount, greatest.is_exact), (pounds("6000.00"), true));
    assert_eq!(greatest.answers.0, [("points".to_owned(), "171".to_owned())]);
}

#[test]
fn the_range_of_the_2016_formula_goes_from_no_need_to_most() {
    let report = report(&version("florida-ibudget/2016-07-07"));
    let range = &report.days[0].ranges[0];
    assert_eq!(range.least.as_ref().unwrap().amount, pounds("760.22"));
    assert_eq!(range.greatest.as_ref().unwrap().amount, pounds("227863.12"));
    assert!(range.greatest.as_ref().unwrap().is_exact);
}

#[test]
fn money_that_starts_from_nothing_at_a_gate_has_no_cliff_there() {
    let report = report(&version("example-children/2026-04-01"));
    let from_nothing = report.days[0].cliffs.iter().filter(|cliff| cliff.share_percent.is_none());
    assert_eq!(from_nothing.map(|cliff| &cliff.of).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(codes(&report, false), [""; 0], "{report}");
    // The largest step that its statement of method tells of.
    let largest = &report.days[0].cliffs[0];
    assert_eq!(
        (largest.of.as_str(), largest.to.as_str(), largest.moved),
        ("breathing", "exceptional", pounds("3564.00"))
    );
}

#[test]
fn a_table_with_two_known_totals_is_not_judged_by_what_is_unknown() {
    let report = report(&version("savva-2010/2010-01-01"));
    let range = &report.days[0].ranges[0];
    assert_eq!(range.least.as_ref().unwrap().amount, pounds("82.91"));
    assert_eq!(range.greatest.as_ref().unwrap().amount, pounds("112.21"));
    assert_eq!(report.days[0].cliffs, []);
}
