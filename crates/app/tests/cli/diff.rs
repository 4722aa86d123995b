//! `ras diff`.

use crate::{gallery, ras, ras_with_input, write};
use std::path::{Path, PathBuf};

const BEFORE: &str = "devon-send-top-up@2022-04-01";
const AFTER: &str = "devon-send-top-up@2023-04-01";

fn answers(folder: &Path) -> PathBuf {
    write(folder, &[("answers.csv", "person,provision\nada,pathfield\nben,band-1\ncem,marland\ndot,\n")]);
    folder.join("answers.csv")
}

#[test]
fn a_year_of_new_amounts_is_shown_row_by_row() {
    let said = ras(&["diff", BEFORE, AFTER]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("row pathfield: 11796 → 12132") && !said.out.contains("row band-1"), "{}", said.out);
}

#[test]
fn who_gains_and_who_loses_is_summed_up() {
    let place = tempfile::tempdir().unwrap();
    let said = ras(&["diff", BEFORE, AFTER, answers(place.path()).to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let line = said.out.lines().find(|line| line.contains("top-up (a year)")).unwrap();
    let cells: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(cells[3..], ["3", "2", "0", "1", "£30,616.00", "£31,288.00", "+£672.00", "+£224.00"]);
    assert!(said.out.contains("0 before only, 0 after only, 1 on both sides"), "{}", said.out);
}

#[test]
fn each_person_is_a_line_in_the_csv() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("changes.csv");
    let answers = answers(place.path());
    let said =
        ras(&["diff", BEFORE, AFTER, answers.to_str().unwrap(), "--format", "csv", "--out", out.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = std::fs::read_to_string(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "person,stream,before,after,change,status_before,status_after,reason");
    assert_eq!(lines[1], "ada,top-up,11796.00,12132.00,336.00,ok,ok,");
    assert_eq!(lines[4], "dot,top-up,,,,refused,refused,\"column provision: no answer, and an answer is required\"");
}

#[test]
fn answers_can_come_from_standard_input_and_become_a_picture() {
    let input = "person,provision\nada,pathfield\nben,band-1\n";
    let said = ras_with_input(&["diff", BEFORE, AFTER, "-", "--format", "svg"], input);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.starts_with("<svg ") && said.out.contains("Of 2 people 1 gain, 0 lose and 1 keep the same amount.")
    );
}

#[test]
fn other_programs_can_read_the_comparison() {
    let said = ras_with_input(&["diff", BEFORE, AFTER, "-", "--format", "json"], "person,provision\nada,pathfield\n");
    let document: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(document["changes"]["has_same_rules"], false);
    assert_eq!(document["people"]["together"]["gained"], "336.00");
    assert_eq!(document["people"]["streams"][0]["stream"], "top-up");
}

/// The second scheme asks another question: each side reads its own.
#[test]
fn each_scheme_reads_the_answers_to_its_own_questions() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("new/2023-04-01");
    let source = gallery("devon-send-top-up", "2023-04-01");
    let read = |name: &str| std::fs::read_to_string(source.join(name)).unwrap();
    let more = "\n[[question]]\nid = \"trips\"\nkind = \"whole\"\nmin = 0\nmax = 9\nunpriced = true\n";
    write(
        &folder,
        &[
            ("scheme.toml", &read("scheme.toml")),
            ("questions.toml", &(read("questions.toml") + more)),
            ("rules.toml", &read("rules.toml")),
        ],
    );
    let folder = folder.to_str().unwrap();
    let with = |input: &str| ras_with_input(&["diff", BEFORE, folder, "-", "--format", "csv"], input);
    let said = with("person,provision,trips\nada,pathfield,3\nben,band-1,\n");
    assert!(said.out.contains("ada,top-up,11796.00,12132.00,336.00,ok,ok,"), "{}{}", said.out, said.err);
    assert!(said.out.contains("ben,top-up,1600.00,,,ok,refused,\"after: column trips: no answer"), "{}", said.out);
    let unknown = with("person,provision,colour\nada,pathfield,red\n");
    assert_eq!(unknown.code, 0);
    assert!(unknown.err.contains("neither scheme asks for are left aside: `colour`"), "{}", unknown.err);
}

#[test]
fn pictures_and_rows_need_answers() {
    let said = ras(&["diff", BEFORE, AFTER, "--format", "svg"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("no answers were given"));
}
