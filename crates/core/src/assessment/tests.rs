//! The way from several sheets to one, and from last time to this time, on a small scheme.

use std::collections::BTreeMap;

use jiff::civil::date;
use ras::record::Record;
use ras::{Calculator, Scheme, SchemeFiles};
use uuid::Uuid;

use super::*;
use crate::{Pence, PersonId, SheetId};

const SCHEME: &str = r#"
format = 1
id = "small"
effective-from = 2026-04-01
currency = "GBP"
period = "year"
[sources]
made-up = { title = "Made up for a test" }
[[stream]]
id = "social-care"
points = "care-points"
amount = "care-budget"
round = { to = 1, mode = "half-up" }
"#;

const QUESTIONS: &str = r#"
[[question]]
id = "eating"
kind = "levels"
options = ["none", "some", "substantial", "exceptional"]
points = [0, 10, 25, 50]
[[question]]
id = "friends"
kind = "levels"
options = ["none", "some", "substantial", "exceptional"]
points = [0, 5, 15, 30]
[[question]]
id = "nights"
kind = "whole"
min = 0
max = 7
points = 1
[[question]]
id = "where"
kind = "choice"
options = ["home", "school"]
points = [0, 0]
"#;

const RULES: &str = r#"
[defaults]
source = "made-up"
[[parameter]]
id = "price-point"
value = 62.50
[[step]]
id = "care-points"
kind = "points"
[[step]]
id = "care-budget"
kind = "product"
of = ["care-points", "price-point"]
"#;

fn scheme() -> (Scheme, Calculator) {
    let files =
        SchemeFiles::new().with("scheme.toml", SCHEME).with("questions.toml", QUESTIONS).with("rules.toml", RULES);
    let scheme = Scheme::read(&files).unwrap();
    let calculator = scheme.on(date(2026, 5, 1)).unwrap();
    (scheme, calculator)
}

fn answers(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.map(|(question, answer)| (question.to_owned(), answer.to_owned())).collect()
}

fn sheet(number: u128, capacity: Capacity, text: &str) -> Sheet {
    Sheet {
        id: SheetId(Uuid::from_u128(number)),
        author: PersonId(Uuid::from_u128(number)),
        capacity,
        entered_by: None,
        is_on_paper: false,
        is_finished: true,
        answers: answers(text),
        sharing: Sharing::default(),
    }
}

fn settlement(question: &str, value: &str, reason: &str) -> Settlement {
    Settlement {
        question: question.to_owned(),
        value: value.to_owned(),
        reason: reason.to_owned(),
        by: PersonId(Uuid::from_u128(9)),
    }
}

fn three_sheets() -> [Sheet; 3] {
    [
        sheet(1, Capacity::Parent, "eating=some friends=none nights=2 where=home"),
        sheet(2, Capacity::Professional, "eating=substantial friends=exceptional nights=2 where=school"),
        sheet(3, Capacity::Child, "eating=some"),
    ]
}

fn record(text: &str) -> Record {
    let (scheme, calculator) = scheme();
    let given = answers(text);
    let sheet = calculator.sheet(given.iter().map(|(a, b)| (a.as_str(), b.as_str()))).unwrap();
    Record::of(&scheme, &calculator, "Ann", &sheet, &calculator.score(&sheet))
}

#[test]
fn the_widest_gap_comes_first() {
    let (scheme, calculator) = scheme();
    let found = differences(&scheme, &calculator, &three_sheets());
    let shown: Vec<_> =
        found.iter().map(|one| (one.question.as_str(), one.gap_basis_points, one.levels_apart)).collect();
    assert_eq!(shown, [("friends", 10_000, Some(3)), ("where", 10_000, None), ("eating", 3_333, Some(1))]);
    let values: Vec<_> = found[0].answers.iter().map(|one| (one.capacity, one.value.as_deref())).collect();
    assert_eq!(
        values,
        [(Capacity::Parent, Some("none")), (Capacity::Professional, Some("exceptional")), (Capacity::Child, None)]
    );
}

#[test]
fn the_same_answer_written_differently_is_no_difference() {
    let (scheme, calculator) = scheme();
    let sheets = [sheet(1, Capacity::Parent, "nights=2"), sheet(2, Capacity::Child, "nights=2.0")];
    assert_eq!(differences(&scheme, &calculator, &sheets), []);
}

#[test]
fn what_is_not_settled_is_listed_all_at_once() {
    let (scheme, calculator) = scheme();
    let error = settle(&scheme, &calculator, &three_sheets(), &[settlement("where", "home", "lives there")]);
    let questions = vec!["friends".to_owned(), "eating".to_owned()];
    assert_eq!(error, Err(SettleError::Unsettled { questions }));
}

#[test]
fn every_settled_difference_has_a_reason_and_an_allowed_answer() {
    let (scheme, calculator) = scheme();
    let settle_one = |one: Settlement| settle(&scheme, &calculator, &three_sheets(), &[one]).unwrap_err();
    let reason = SettleError::ReasonMissing { question: "eating".to_owned() };
    assert_eq!(settle_one(settlement("eating", "some", " ")), reason);
    assert!(matches!(settle_one(settlement("eating", "lots", "why")), SettleError::NotAllowed { .. }));
    assert!(matches!(settle_one(settlement("drinking", "some", "why")), SettleError::UnknownQuestion { .. }));
    assert_eq!(settle(&scheme, &calculator, &[], &[]), Err(SettleError::NoAnswers));
    let twice = [settlement("eating", "some", "a"), settlement("eating", "none", "b")];
    let twice = settle(&scheme, &calculator, &three_sheets(), &twice);
    assert_eq!(twice, Err(SettleError::Twice { question: "eating".to_owned() }));
}

#[test]
fn what_everybody_answered_alike_needs_no_reason() {
    let (scheme, calculator) = scheme();
    let sheets = three_sheets();
    let settlements = [
        settlement("friends", "substantial", "talked it over with Ann"),
        settlement("eating", "some", "seen at home and at school"),
        settlement("where", "home", "lives there"),
        settlement("nights", "2", ""),
    ];
    let settled = settle(&scheme, &calculator, &sheets, &settlements).unwrap();
    assert_eq!(settled.answers, answers("eating=some friends=substantial nights=2 where=home"));
    assert_eq!(sheets, three_sheets());
    let changed = settle(&scheme, &calculator, &sheets, &[settlement("nights", "3", "")]);
    assert_eq!(changed, Err(SettleError::ReasonMissing { question: "nights".to_owned() }));
}

#[test]
fn this_time_stands_beside_last_time() {
    let last = record("eating=some friends=none nights=2 where=home");
    let now = record("eating=substantial friends=none nights=2 where=home");
    let compared = compare(&last, &now);
    let eating = AnswerChange {
        question: "eating".to_owned(),
        was: Some("some".to_owned()),
        is: Some("substantial".to_owned()),
    };
    assert_eq!(compared.answers, [eating]);
    assert!(compared.is_same_scheme);
    let stream = &compared.streams[0];
    assert_eq!((stream.points_was.as_deref(), stream.points_is.as_deref()), (Some("12"), Some("27")));
    assert_eq!((stream.amount_was, stream.amount_is), (Some(Pence(75_000)), Some(Pence(168_800))));
    assert_eq!(stream.change, Some(Pence(93_800)));
}

#[test]
fn amounts_for_different_periods_are_not_taken_from_each_other() {
    let last = record("eating=some friends=none nights=2 where=home");
    let mut now = last.clone();
    now.streams[0].period = "week".to_owned();
    now.hash = "other".to_owned();
    now.streams.push(ras::record::StreamRecord { stream: "health".to_owned(), ..now.streams[0].clone() });
    let compared = compare(&last, &now);
    assert_eq!((compared.streams.len(), compared.streams[0].change, compared.is_same_scheme), (2, None, false));
    assert_eq!(compare(&now, &last).streams[1].amount_is, None);
}
