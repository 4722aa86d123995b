//! `ras replay`.

use crate::{gallery, ras, ras_with_input};
use ras::record::Record;
use ras::{Scheme, SchemeFiles};

/// Stored results for people with these points, under the table of Norfolk.
fn records(people: &[(&str, &str)]) -> Vec<Record> {
    let mut files = SchemeFiles::new();
    for name in ras::RULE_FILES {
        let path = gallery("norfolk-short-breaks-primary", "2024-04-01").join(name);
        files.insert(name, std::fs::read(path).unwrap());
    }
    let scheme = Scheme::read(&files).unwrap();
    let calculator = scheme.on(jiff::civil::date(2026, 5, 1)).unwrap();
    let record = |(person, points): &(&str, &str)| {
        let sheet = calculator.sheet([("points", *points)]).unwrap();
        Record::of(&scheme, &calculator, person, &sheet, &calculator.score(&sheet))
    };
    people.iter().map(record).collect()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn a_stored_result_comes_out_identical() {
    let one = json(&records(&[("ada", "146")])[0]);
    let said = ras_with_input(&["replay", "-"], one.as_bytes());
    assert_eq!((said.code, said.out.as_str()), (0, "identical: ada: short-breaks £2,800.00 a year\n"), "{}", said.err);
    let inside = format!("{{\"letter\": \"…\", \"record\": {one}}}");
    assert_eq!(ras_with_input(&["replay", "-"], inside).code, 0);
}

#[test]
fn a_list_of_results_is_counted() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("results.json");
    let results = records(&[("ada", "146"), ("ben", "0"), ("cem", "200")]);
    std::fs::write(&path, json(&serde_json::json!({ "results": results }))).unwrap();
    let said = ras(&["replay", path.to_str().unwrap()]);
    assert_eq!((said.code, said.out.as_str()), (0, "identical: all 3 results\n"), "{}", said.err);
}

#[test]
fn the_first_difference_is_shown_and_the_command_fails() {
    let text = json(&serde_json::json!({ "results": records(&[("ada", "146"), ("ben", "70")]) }));
    let said = ras_with_input(&["replay", "-"], text.replace("500.00", "550.00"));
    assert_eq!(said.code, 1);
    let expected = "ben: different\n  what:   short-breaks: amount\n  stored: 550.00\n  found:  500.00\n\
                    1 of 2 results are identical, 1 are not\n";
    assert_eq!(said.out, expected);
}

#[test]
fn other_rules_and_unknown_schemes_are_named() {
    let record = records(&[("ada", "146")]).remove(0);
    let hash = record.hash.clone();
    let said = ras_with_input(&["replay", "-"], json(&record).replace(&hash, &hash.replace(|_: char| true, "0")));
    assert_eq!(said.code, 1);
    assert!(said.out.contains("are not the ones the result was made with") && said.out.contains(&hash), "{}", said.out);
    let said = ras_with_input(&["replay", "-"], json(&Record { scheme: "../secret".to_owned(), ..record }));
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("../secret@2024-04-01 is not in the gallery; name its folder with --scheme"),
        "{}",
        said.out
    );
}

#[test]
fn a_scheme_can_be_given_by_its_folder() {
    let folder = gallery("norfolk-short-breaks-primary", "");
    let one = json(&records(&[("ada", "146")])[0]);
    let said = ras_with_input(&["replay", "-", "--scheme", folder.to_str().unwrap()], one.as_bytes());
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let other = gallery("savva-2010", "2010-01-01");
    let said = ras_with_input(&["replay", "-", "--scheme", other.to_str().unwrap()], one);
    assert!(said.code == 1 && said.out.contains("is not the scheme that was given"), "{}", said.out);
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    let said = ras_with_input(&["replay", "-"], "{\n  \"results\": [\n  {]\n}");
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.starts_with("error: -:3:4: "), "{}", said.err);
}
