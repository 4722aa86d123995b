//! `statement read` and `statement match`.

use crate::{Said, sevensteps, write};

const STATEMENT: &str = ":20:MAY\n:25:601613/31926819\n:28C:5/1\n:60F:C260501GBP100,00\n:61:260504D8,85NTRFNONREF\n\
    :86:VILLAGE POOL\n:61:260505D3,00NTRFNONREF\n:86:SUMUP\n:62F:C260531GBP88,15\n-\n";
const EXPECTED: &str =
    "id,kind,amount,date,payee\nr1,receipt,-8.85,2026-05-04,Village Pool\nr2,receipt,-3.00,2026-05-05,Bus\n";

fn run(statement: &str, arguments: &[&str]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    // the name says nothing about what is in it
    write(folder.path(), &[("statement.txt", statement), ("expected.csv", EXPECTED)]);
    let (file, expected) = (folder.path().join("statement.txt"), folder.path().join("expected.csv"));
    let place = |argument: &&str| match *argument {
        "FILE" => file.display().to_string(),
        "EXPECTED" => expected.display().to_string(),
        other => other.to_owned(),
    };
    let all: Vec<String> = ["statement"].iter().chain(arguments).map(place).collect();
    sevensteps(&all)
}

#[test]
fn a_statement_is_told_with_its_balances() {
    let said = run(STATEMENT, &["read", "FILE", "--format", "json", "--currency", "gbp"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let told: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let statement = &told["statements"][0];
    assert_eq!((&statement["format"], &statement["currency"]), (&"mt940".into(), &"GBP".into()));
    assert_eq!(statement["closing"]["pence"], 8_815);
    let line = &statement["lines"][0];
    assert_eq!(
        (&line["pence"], &line["payee"], &line["booked"]),
        (&(-885).into(), &"VILLAGE POOL".into(), &"2026-05-04".into())
    );
    assert_eq!((&statement["can_be_imported"], &statement["findings"]), (&true.into(), &serde_json::json!([])));
    let said = run(STATEMENT, &["read", "FILE"]);
    assert!(said.out.contains("2 lines, together -11.85; closing balance 88.15 on 2026-05-31"), "{}", said.out);
}

#[test]
fn what_does_not_add_up_is_read_and_refused_and_what_is_broken_is_not_read() {
    let said = run(&STATEMENT.replace("D3,00", "D3,01"), &["read", "FILE"]);
    assert_eq!(said.code, 2);
    assert!(said.out.contains("refused: it opens with 100.00, its lines come to -11.86"), "{}", said.out);
    let said = run(&STATEMENT.replace(":61:260505", ":61:260230"), &["read", "FILE"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(
        said.err.contains("line 7: `260230` is no day of the calendar") && said.err.contains("help:"),
        "{}",
        said.err
    );
    assert_eq!(run(STATEMENT, &["read", "FILE", "--account", "20-00-00 55779911"]).code, 2);
    assert_eq!(run(STATEMENT, &["read", "FILE", "--on", "2026-05-04"]).code, 2, "a day that has not come");
}

#[test]
fn each_line_is_matched_asked_or_left_with_its_reasons() {
    let said = run(STATEMENT, &["match", "FILE", "--expect", "EXPECTED"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("r1 (75 points): the same name, the same sum, on the day that was expected"),
        "{}",
        said.out
    );
    assert!(said.out.contains("asked: On 2026-05-05, £3.00 to SUMUP: was this for receipt r2?"), "{}", said.out);
    assert!(said.out.ends_with("1 sure, 1 asked, 0 left\n"), "{}", said.out);
    let said = run(STATEMENT, &["match", "FILE", "--expect", "EXPECTED", "--format", "csv"]);
    assert!(said.out.contains("5,2026-05-04,-8.85,VILLAGE POOL,sure,r1,75,the same name;"), "{}", said.out);
}
