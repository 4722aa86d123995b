//! Tests of what changed, in the rules and for people.

use super::*;
use crate::Money;
use crate::{Calculator, SchemeFiles};

const HEAD: &str = "format = 1\nid = \"test\"\ncurrency = \"GBP\"\nperiod = \"year\"\n[[stream]]\nid = \"care\"\n\
                    points = \"points\"\namount = \"budget\"\n";
const QUESTIONS: &str = "[[question]]\nid = \"eating\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 10]\n\
                         [[question]]\nid = \"friends\"\nkind = \"levels\"\noptions = [\"none\", \"some\"]\npoints = [0, 5]\n";
const RULES: &str = "[[step]]\nid = \"points\"\nkind = \"points\"\n\
                     [[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\nunit = \"money\"\n\
                     rows = [{ from = 0, to = 9, value = 0 }, { from = 10, to = 50, value = 500 }]\noutside = \"refused\"\n";

fn scheme(year: u16, head: &str, questions: &str, rules: &str, words: &str) -> Scheme {
    let files = SchemeFiles::new()
        .with("scheme.toml", format!("effective-from = {year}-04-01\n{head}"))
        .with("questions.toml", questions)
        .with("rules.toml", rules)
        .with("words.en.toml", words);
    Scheme::read(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

fn plain(year: u16) -> Scheme {
    scheme(year, HEAD, QUESTIONS, RULES, "title = \"A\"\n")
}

fn lines(changes: &Changes) -> Vec<String> {
    let line = |part: &Part, change: &Change, detail: &Detail| {
        let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        format!("{} {} {}: {} > {}", part.name, change.id, detail.what, side(&detail.before), side(&detail.after))
    };
    let all = changes.parts.iter().flat_map(|part| part.changes.iter().map(move |change| (part, change)));
    all.flat_map(|(part, change)| change.details.iter().map(move |detail| line(part, change, detail))).collect()
}

#[test]
fn a_scheme_compared_with_itself_has_no_changes() {
    let changes = Changes::between(&plain(2025), &plain(2025));
    assert!(changes.is_empty() && changes.has_same_rules);
}

#[test]
fn each_point_row_and_date_that_differs_is_one_change() {
    let questions = QUESTIONS.replace("points = [0, 10]", "points = [0, 12]");
    let rules = RULES.replace("value = 500", "value = 525").replace("to = 9,", "to = 9, source = \"x\",");
    let changes = Changes::between(&plain(2025), &scheme(2026, HEAD, &questions, &rules, "title = \"B\"\n"));
    assert_eq!(
        lines(&changes),
        [
            "scheme scheme effective-from: 2025-04-01 > 2026-04-01",
            "questions eating points.some: 10 > 12",
            "steps budget source of row 0 to 9: - > x",
            "steps budget row 10 to 50: 500 > 525",
        ]
    );
    assert_eq!(changes.wording, [WordingChanges { language: "en".to_owned(), added: 0, removed: 0, changed: 1 }]);
    assert!(!changes.has_same_rules);
}

#[test]
fn questions_come_and_go() {
    let questions = QUESTIONS.replace("\"friends\"", "\"play\"");
    let changes = Changes::between(&plain(2025), &scheme(2025, HEAD, &questions, RULES, "title = \"A\"\n"));
    let kinds: Vec<(&str, ChangeKind)> = changes.parts[0].changes.iter().map(|c| (c.id.as_str(), c.kind)).collect();
    assert_eq!(kinds, [("play", ChangeKind::Added), ("friends", ChangeKind::Removed)]);
}

#[test]
fn a_dated_value_that_comes_later_is_seen() {
    let rules = |values: &str| format!("[[parameter]]\nid = \"price\"\nvalues = [{values}]\n{RULES}");
    let one = rules("{ value = 10, effective-from = 2025-04-01 }");
    let two = rules(
        "{ value = 10, effective-from = 2025-04-01, effective-until = 2025-09-30 }, { value = 11, effective-from = 2025-10-01 }",
    );
    let changes = Changes::between(
        &scheme(2025, HEAD, QUESTIONS, &one, "title = \"A\"\n"),
        &scheme(2025, HEAD, QUESTIONS, &two, "title = \"A\"\n"),
    );
    assert_eq!(
        lines(&changes),
        [
            "parameters price holds: from 2025-04-01 > 2025-04-01 to 2025-09-30",
            "parameters price value #2: - > 11",
            "parameters price holds #2: - > from 2025-10-01",
        ]
    );
}

fn calculator(scheme: &Scheme) -> Calculator {
    scheme.on(scheme.effective_from).unwrap_or_else(|faults| panic!("{faults}"))
}

fn impact(before: &Scheme, after: &Scheme, people: &[(&str, [&str; 2])]) -> (Impact, Vec<Row>) {
    let (a, b) = (calculator(before), calculator(after));
    let mut all = People::new(before, after).unwrap();
    let mut rows = Vec::new();
    for (person, [eating, friends]) in people {
        let score = |calculator: &Calculator| {
            let sheet = calculator.sheet([("eating", *eating), ("friends", *friends)]);
            sheet.map(|sheet| calculator.score(&sheet)).map_err(|error| error.to_string())
        };
        let (first, second) = (score(&a), score(&b));
        rows.extend(all.add(person, first.as_ref().map_err(String::as_str), second.as_ref().map_err(String::as_str)));
    }
    (all.finish(), rows)
}

#[test]
fn who_gains_and_who_loses_adds_up() {
    let before = plain(2025);
    let rules = RULES.replace("value = 0 }", "value = 20.50 }").replace("value = 500", "value = 400");
    let after = scheme(2026, HEAD, QUESTIONS, &rules, "");
    let people =
        [("ada", ["some", "none"]), ("ben", ["none", "some"]), ("cem", ["some", "some"]), ("dot", ["", "none"])];
    let (impact, rows) = impact(&before, &after, &people);
    let tally = &impact.together.as_ref().unwrap().tally;
    assert_eq!((tally.compared, tally.gain, tally.lose, tally.same, tally.refused_both), (3, 1, 2, 0, 1));
    assert_eq!((tally.before, tally.after, tally.gained, tally.lost), (100_000, 82_050, 2_050, 20_000));
    assert_eq!(tally.average(), Some(-5_983));
    assert_eq!(tally.largest_losses[0], NamedChange { person: "ada".to_owned(), change: Money(-10_000) });
    assert_eq!(impact.changes, [-10_000, 2_050, -10_000]);
    assert_eq!((rows[3].before.status(), rows[3].change), ("refused", None));
    assert_eq!(*tally, impact.streams[0].tally);
}

#[test]
fn a_person_refused_on_one_side_is_named_with_the_reason() {
    let before =
        scheme(2025, HEAD, QUESTIONS, &RULES.replace("to = 50", "to = 12"), "[refusal]\nbudget = \"not published\"\n");
    let (impact, rows) = impact(&before, &plain(2026), &[("ada", ["some", "some"]), ("ben", ["much", "none"])]);
    let tally = &impact.streams[0].tally;
    assert_eq!((tally.refused_before_only, tally.refused_both, tally.compared), (1, 1, 0));
    assert!(tally.refused_on_one_side[0].reason.starts_with("before: budget (points = 15): not published"));
    assert!(rows[1].reason.contains("`much` is not allowed"), "{}", rows[1].reason);
}

#[test]
fn a_new_stream_is_compared_with_nothing() {
    let head = format!("{HEAD}[[stream]]\nid = \"play\"\namount = \"points\"\n");
    let (impact, rows) = impact(&plain(2025), &scheme(2026, &head, QUESTIONS, RULES, ""), &[("ada", ["some", "none"])]);
    assert_eq!((rows[1].before.status(), rows[1].change), ("absent", Some(Money(1_000))));
    assert_eq!(impact.together.unwrap().tally.gained, 1_000);
}

#[test]
fn amounts_for_different_times_or_in_different_money_are_not_compared() {
    let weekly = scheme(2026, &HEAD.replace("points = \"points\"", "period = \"week\""), QUESTIONS, RULES, "");
    let (impact, rows) = impact(&plain(2025), &weekly, &[("ada", ["some", "none"])]);
    assert_eq!((rows[0].change, impact.together, impact.streams[0].tally.compared), (None, None, 0));
    let dollars = scheme(2026, &HEAD.replace("GBP", "USD"), QUESTIONS, RULES, "");
    assert!(People::new(&plain(2025), &dollars).is_none());
}
