//! `studio equity`, `transition` and `simulate` from outside: the same bytes whoever runs them, faults in words, and nothing told of a few.

use super::{Said, sevensteps, write};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Two areas with the same sums at each age, but very different ages: the raw gap misleads.
fn cases(folder: &Path) -> PathBuf {
    let mut text = "id,age,area,points,cost,new\n".to_owned();
    for at in 0..120_u32 {
        let is_north = at % 2 == 0;
        let is_old = if is_north { at % 10 == 0 } else { at % 5 != 0 };
        // Two people on the islands: the west is hidden with them, or they could be worked out.
        let area = match at {
            7 | 9 => "islands",
            100.. => "west",
            _ if is_north => "north",
            _ => "south",
        };
        let (age, cost) = if is_old { ("12+", 20_000) } else { ("0-11", 4_000) };
        let cost = cost + (at * 37 % 100) * 10 + if is_north { 150 } else { 0 };
        writeln!(text, "c{at},{age},{area},{},\"£{cost}\",{}", 10 + at * 7 % 50, 3_000 + at * 100).unwrap();
    }
    write(folder, &[("cases.csv", &text)]);
    folder.join("cases.csv")
}

fn studio(command: &str, cases: &Path, more: &[&str]) -> Said {
    let cases = cases.to_str().unwrap();
    sevensteps(&[&["studio", command, cases, "--outcome", "cost"], more].concat())
}

#[test]
fn a_gap_that_misleads_is_told_without_being_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let said = studio("equity", &cases(folder.path()), &["--group", "area", "--currency-sign", "£"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let flat = said.out.replace("\n! ", " ").replace('\n', " ");
    assert!(flat.contains("Nobody asked about age, but it matters here. Careful: this gap reverses."), "{}", said.out);
    assert!(flat.contains("“islands”: too few people to say (fewer than 10)."), "{}", said.out);
    assert!(flat.contains("SHA-256"), "{}", said.out);
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases(folder.path());
    for (command, more) in [
        ("equity", &["--group", "area", "--adjust", "age,points", "--format", "json"][..]),
        ("simulate", &["--group", "area", "--variants", "60", "--futures", "200", "--format", "json"][..]),
        ("simulate", &["--variants", "60", "--futures", "200", "--format", "html"][..]),
    ] {
        let one = studio(command, &cases, &[more, &["--threads", "1"]].concat());
        let many = studio(command, &cases, &[more, &["--threads", "5"]].concat());
        assert_eq!(one.code, 0, "{}", one.err);
        assert_eq!(one.out, many.out);
        assert!(!one.out.contains("NaN") && one.out.len() > 1_000);
    }
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let said = studio("equity", &cases(folder.path()), &["--group", "ethnicity"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("no column `ethnicity` to sort people by; it has `age`, `area`"), "{}", said.err);
    let said = studio("transition", &cases(folder.path()), &["--target", "budget"]);
    assert!(said.code == 1 && said.err.contains("no column `budget`"), "{}", said.err);
}

#[test]
fn a_move_keeps_to_its_budget_and_says_what_would_do() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases(folder.path());
    let said =
        studio("transition", &cases, &["--target", "new", "--loss-cap", "10", "--format", "json", "--group", "area"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    for year in found["years"].as_array().unwrap() {
        assert!(year["given_pence"].as_i64().unwrap() <= year["budget_pence"].as_i64().unwrap());
    }
    assert!(found["groups"][0]["groups"][0]["people"].is_null(), "{}", found["groups"][0]["groups"][0]);
    let said = studio("transition", &cases, &["--target", "new", "--budget", "900000", "--loss-cap", "1"]);
    assert!(said.code == 1 && said.err.contains("The nearest that can be done: a budget of"), "{}", said.err);
    assert!(said.err.contains("or a loss cap of"), "{}", said.err);
}

#[test]
fn pages_have_a_table_for_every_chart() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases(folder.path());
    for (command, more) in [
        ("equity", &["--group", "area"][..]),
        ("transition", &["--target", "new"][..]),
        ("simulate", &["--variants", "30", "--futures", "100"][..]),
    ] {
        let said = studio(command, &cases, &[more, &["--format", "html"]].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        let charts = said.out.matches("<figure>").count();
        let mut pieces = said.out.split("</figure>").skip(1);
        assert!(charts > 0 && pieces.all(|piece| piece.trim_start().starts_with("<div class=\"scroll\"")), "{command}");
    }
}
