//! `ras score` as an analyst uses it.

use crate::run::{exampleshire, sevensteps, sevensteps_with};
use std::fs;

const COLUMNS: &str = "person,stream,points,amount,currency,period,scheme,version,hash,status,reason";

#[test]
fn each_person_gets_a_row_for_each_stream_in_the_published_columns() {
    let answers = exampleshire();
    let run = sevensteps(&["ras", "score", "example-children", &answers, "--on", "2026-09-01"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut lines = run.out.lines();
    assert_eq!(lines.next(), Some(COLUMNS));
    let maya: Vec<Vec<&str>> =
        lines.filter(|line| line.starts_with("maya,")).map(|line| line.splitn(11, ',').collect()).collect();
    assert_eq!(maya.len(), 3);
    assert_eq!(
        maya[0][..8],
        ["maya", "social-care", "116", "6864.00", "GBP", "year", "example-children", "2026-04-01"]
    );
    assert_eq!((maya[0][8].len(), maya[0][9]), (64, "ok"));
    assert_eq!(maya[2][3], "0.00");
    assert!(maya[2][10].contains("not eligible"));
}

#[test]
fn a_refused_row_makes_the_exit_code_two_and_says_why() {
    let file = "person,points\nin,185\nout,186\nodd,\"1,5\"\nnone,\n";
    let run = sevensteps_with(&["ras", "score", "norfolk-short-breaks-primary", "-"], file.as_bytes());
    assert_eq!(run.code, 2);
    let rows: Vec<&str> = run.out.lines().collect();
    assert!(rows[1].starts_with("in,short-breaks,185,6000.00,") && rows[1].ends_with(",ok,"), "{}", rows[1]);
    assert!(rows[2].contains(",refused,") && rows[2].contains("points = 186"), "{}", rows[2]);
    assert!(rows[3].contains("row 4, column points: `1,5` is not allowed"), "{}", rows[3]);
    assert!(rows[4].contains("row 5, column points: no answer"), "{}", rows[4]);
    assert!(run.err.contains("3 people were refused"), "{}", run.err);
}

#[test]
fn the_version_in_force_on_the_day_is_used_and_a_day_without_one_is_an_error() {
    let file = b"person,provision\na,ellen-tinkham\n";
    let amount = |scheme: &str, on: &[&str]| {
        let run = sevensteps_with(&[&["ras", "score", scheme, "-"], on].concat(), file);
        let row = run.out.lines().nth(1).map(|line| line.split(',').nth(3).unwrap().to_owned());
        row.ok_or(run.err)
    };
    assert_eq!(amount("devon-send-top-up", &["--on", "2022-06-01"]), Ok("11796.00".to_owned()));
    assert_eq!(amount("devon-send-top-up", &["--on", "2023-06-01"]), Ok("12132.00".to_owned()));
    assert_eq!(amount("devon-send-top-up@2022-04-01", &[]), Ok("11796.00".to_owned()));
    for day in ["2022-03-31", "2024-04-01"] {
        let why = amount("devon-send-top-up", &["--on", day]).unwrap_err();
        assert!(why.contains("no version of `devon-send-top-up` is in force on"), "{why}");
        assert!(why.contains("2022-04-01 to 2023-03-31, 2023-04-01 to 2024-03-31"), "{why}");
    }
    let why = amount("devon-send-top-up@2022-04-01", &["--on", "2023-06-01"]).unwrap_err();
    assert!(why.contains("no version of"), "{why}");
}

#[test]
fn a_result_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results.csv");
    let out_text = out.to_str().unwrap();
    let run =
        sevensteps_with(&["ras", "score", "savva-2010", "-", "--out", out_text], b"person,points\na,16\nb,\"open\n");
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(fs::read_to_string(&out).unwrap().contains("a,personal-budget,16,82.91,GBP,week,savva-2010,"));
    fs::remove_file(&out).unwrap();
    let mut endless = b"person,points\na,\"".to_vec();
    endless.resize(9_000_000, b'1');
    let run = sevensteps_with(&["ras", "score", "savva-2010", "-", "--out", out_text], &endless);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("row 2 is longer than"), "{}", run.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
}

#[test]
fn what_cannot_be_found_or_read_is_named_with_what_to_do() {
    let told = |args: &[&str]| {
        let run = sevensteps(args);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{args:?}");
        run.err
    };
    assert!(
        told(&["ras", "score", "florida", "x.csv"]).contains("the gallery has devon-send-top-up, example-children")
    );
    assert!(told(&["ras", "score", "savva-2010", "no-such.csv"]).contains("cannot read no-such.csv"));
    assert!(told(&["ras", "score", "savva-2010@2011-01-01", "x"]).contains("its versions are 2010-01-01"));
    assert!(told(&["ras", "score", "savva-2010@soon", "x"]).contains("`soon` is not a date"));
    assert!(told(&["ras", "score", "savva-2010"]).contains("--help"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert!(told(&["ras", "score", path, "x"]).contains("neither a scheme.toml nor dated folders"));
    fs::write(folder.path().join("scheme.toml"), "format = 1\nid = \"x").unwrap();
    let faults = told(&["ras", "score", path, "x"]);
    assert!(faults.contains("scheme.toml:2: fault: this is not valid TOML"), "{faults}");
    assert!(faults.contains("questions.toml:1: fault: this file is missing"), "{faults}");
}

#[test]
fn results_as_json_hold_all_that_is_needed_to_work_them_out_again() {
    let run = sevensteps_with(&["ras", "score", "savva-2010", "-", "--format", "json"], b"person,points\na,22\nb,x\n");
    assert_eq!(run.code, 2);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let first = &document["results"][0];
    assert_eq!(first["person"], "a");
    assert_eq!(first["answers"]["points"], "22");
    assert_eq!(first["streams"][0]["amount"], "112.21");
    assert_eq!(first["hash"].as_str().unwrap().len(), 64);
    assert_eq!(document["results"][1]["status"], "refused");
}
