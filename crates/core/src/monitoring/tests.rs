use jiff::civil::date;

use super::*;

fn thresholds() -> Thresholds {
    Thresholds::on(date(2026, 9, 1)).unwrap()
}

fn spent(id: &str, on: Date, pounds: i64) -> Spent {
    Spent { id: id.to_owned(), on, pence: Pence(pounds * 100) }
}

/// £400 a month since April, most of it spent, statements until August.
fn ordinary() -> Facts {
    Facts {
        paid_since: Some(date(2026, 4, 1)),
        paid_in: Pence(200_000),
        spent: Pence(160_000),
        monthly: Pence(40_000),
        balance: Pence(40_000),
        statements_until: Some(date(2026, 8, 31)),
        ..Facts::default()
    }
}

fn kinds(facts: &Facts) -> Vec<AlertKind> {
    watch(facts, date(2026, 9, 1), &thresholds()).into_iter().map(|alert| alert.kind).collect()
}

#[test]
fn an_ordinary_family_hears_nothing() {
    assert_eq!(kinds(&ordinary()), []);
    assert_eq!(kinds(&Facts::default()), []);
    let small = Facts { unmatched: vec![spent("a", date(2026, 8, 1), 30)], ..ordinary() };
    assert_eq!(kinds(&small), [], "£30 of £2,000 is nobody's business");
}

#[test]
fn what_is_out_of_the_ordinary_is_told_with_its_payments_and_its_clock() {
    let lines = vec![spent("a", date(2026, 7, 1), 150), spent("b", date(2026, 8, 1), 80)];
    let facts = Facts { unmatched: lines, ..ordinary() };
    let alerts = watch(&facts, date(2026, 9, 1), &thresholds());
    let [alert] = alerts.as_slice() else { panic!("{alerts:?}") };
    assert_eq!(
        (alert.kind, alert.pence, alert.about.clone()),
        (AlertKind::Unmatched, Pence(23_000), vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!((alert.talk_by, alert.ask_by), (date(2026, 9, 29), Some(date(2026, 9, 29))));
}

#[test]
fn dorset_spending_older_than_the_time_for_asking_stands() {
    let old = Facts { unmatched: vec![spent("a", date(2025, 7, 1), 900)], ..ordinary() };
    assert_eq!(kinds(&old), [], "more than a year late is too late");
    let late = Facts { to_household: vec![spent("a", date(2026, 6, 2), 900)], ..ordinary() };
    assert_eq!(kinds(&late), []);
    let in_time = Facts { to_household: vec![spent("a", date(2026, 6, 3), 900)], ..ordinary() };
    let alerts = watch(&in_time, date(2026, 9, 1), &thresholds());
    assert_eq!(alerts[0].talk_by, date(2026, 9, 1), "the talk comes before the time is over");
}

#[test]
fn what_a_family_keeps_for_something_is_no_pile() {
    let pile = Facts { balance: Pence(180_000), ..ordinary() };
    assert_eq!(kinds(&pile), [AlertKind::PilingUp]);
    assert_eq!(kinds(&Facts { earmarked: Pence(80_000), ..pile }), []);
}

#[test]
fn little_use_is_told_once_there_was_time_to_begin() {
    let unused = Facts { spent: Pence(10_000), ..ordinary() };
    assert_eq!(kinds(&unused), [AlertKind::LowUse]);
    assert_eq!(kinds(&Facts { paid_since: Some(date(2026, 7, 1)), ..unused.clone() }), []);
    assert_eq!(kinds(&Facts { earmarked: Pence(90_000), ..unused }), []);
}

#[test]
fn cash_is_told_where_it_is_sudden() {
    let often = |now: i64| Facts {
        cash: vec![spent("then", date(2026, 7, 20), 50), spent("now", date(2026, 8, 20), now)],
        ..ordinary()
    };
    assert_eq!(kinds(&often(140)), []);
    assert_eq!(kinds(&often(150)), [AlertKind::SuddenCash]);
}

#[test]
fn a_missing_statement_is_told() {
    let late = Facts { statements_until: Some(date(2026, 5, 3)), ..ordinary() };
    assert_eq!(kinds(&late), [AlertKind::MissingStatement]);
    assert_eq!(kinds(&Facts { statements_until: Some(date(2026, 5, 4)), ..ordinary() }), []);
}

#[test]
fn thresholds_are_of_a_day_and_never_of_an_earlier_one() {
    assert_eq!(Thresholds::on(date(2026, 3, 31)), Err(ThresholdsFault::NotYet(date(2026, 3, 31))));
}
