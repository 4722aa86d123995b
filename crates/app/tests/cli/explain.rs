//! `sevensteps ras explain`.

use crate::{Said, ras_with_input};

const ANSWERS: &str = "person,points\nada,145\nbo,186\n";

fn explain(more: &[&str], input: &str) -> Said {
    let mut arguments = vec!["explain", "norfolk-short-breaks-primary", "-", "--on", "2026-05-01"];
    arguments.extend(more);
    ras_with_input(&arguments, input)
}

#[test]
fn a_letter_is_written_as_text() {
    let output = explain(&["--person", "ada"], ANSWERS);
    let letter = output.out.clone();
    assert!(output.code == 0, "{}", output.err);
    assert_eq!(output.err, "");
    assert!(letter.contains("  Short breaks: £1,500 a year\n"), "{letter}");
    let running = letter.split_whitespace().collect::<Vec<_>>().join(" ");
    let both_sides = "Up to 145 points: Short breaks £1,500 a year. From 146 points: Short breaks £2,800 a year.";
    assert!(running.contains(both_sides), "{letter}");
}

#[test]
fn a_figure_that_is_refused_still_has_a_letter_with_the_reason() {
    let output = explain(&["--person", "bo"], ANSWERS);
    let letter = output.out.clone();
    assert!(output.code == 0);
    assert!(
        letter.contains("no amount can be given") && letter.contains("above 185 points were not retrieved"),
        "{letter}"
    );
}

#[test]
fn json_holds_a_record_that_can_be_worked_out_again() {
    let output = explain(&["--person", "ada", "--format", "json"], ANSWERS);
    let json: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    assert_eq!(json["streams"][0]["amount"], "1500.00");
    assert_eq!(json["record"]["answers"]["points"], "145");
    assert_eq!(json["record"]["hash"], json["scheme"]["hash"]);
    assert_eq!(json["record"]["on"], "2026-05-01");
}

#[test]
fn a_page_appears_at_its_place_when_it_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ada.html");
    let output = explain(&["--person", "ada", "--format", "html", "--out", file.to_str().unwrap()], ANSWERS);
    assert!(output.code == 0 && output.out.is_empty());
    let page = std::fs::read_to_string(file).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    let output = explain(&["--person", "cleo", "--out", folder.path().join("cleo.txt").to_str().unwrap()], ANSWERS);
    assert_eq!(Some(output.code), Some(1));
    assert!(!folder.path().join("cleo.txt").exists());
}

#[test]
fn a_letter_for_paper_is_a_file_that_can_be_read_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let mut sizes = Vec::new();
    for style in ["standard", "large", "easy"] {
        let file = folder.path().join(style);
        let out = file.to_str().unwrap();
        let output = explain(&["--person", "ada", "--format", "pdf", "--style", style, "--out", out], ANSWERS);
        assert!(output.code == 0 && output.out.is_empty() && output.err.is_empty(), "{}", output.err);
        let letter = std::fs::read(file).unwrap();
        assert!(letter.starts_with(b"%PDF-1.7"));
        let tagged = b"/StructTreeRoot";
        assert!(letter.windows(tagged.len()).any(|window| window == tagged));
        sizes.push(letter);
    }
    assert!(sizes[0] != sizes[1] && sizes[1] != sizes[2]);
}

#[test]
fn a_style_without_paper_and_paper_without_a_file_are_refused() {
    let output = explain(&["--person", "ada", "--format", "pdf"], ANSWERS);
    assert!(output.code == 1 && output.err.contains("name a file with --out"), "{}", output.err);
    let output = explain(&["--person", "ada", "--style", "large"], ANSWERS);
    assert!(output.code == 1 && output.err.contains("add --format pdf"), "{}", output.err);
}

#[test]
fn what_is_wrong_with_the_file_is_said_with_its_place() {
    for (input, more, wanted) in [
        (
            ANSWERS,
            &["--person", "cleo"][..],
            "there is no person `cleo` in the file\n  help: it has, for example, ada, bo",
        ),
        ("person,points\nada,1\nada,2\n", &["--person", "ada"], "`ada` stands on more than one row: 2, 3"),
        (
            "person,points\nada,many\n",
            &["--person", "ada"],
            "row 2, column points: `many` is not allowed; it must be a whole number from 0 to 300",
        ),
        (
            "points\n4\n",
            &["--person", "ada"],
            "standard input: the first line of the file of answers: there is no column `person`",
        ),
        (ANSWERS, &["--person", "ada", "--lang", "xx"], "the scheme has no wording in `xx`"),
    ] {
        let output = explain(more, input);
        let error = output.err;
        assert_eq!(Some(output.code), Some(1), "{error}");
        assert!(error.contains(wanted), "{error}\nlacks\n{wanted}");
        assert!(output.out.is_empty());
    }
}

#[test]
fn a_column_that_is_no_question_is_passed_over_with_one_note() {
    let output = explain(&["--person", "ada"], "\u{feff}school,points,person,team\r\nHill,145,ada,1\r\n");
    assert!(output.code == 0);
    assert_eq!(output.err, "note: columns that the scheme does not ask for are left aside: `school`, `team`\n");
}

#[test]
fn the_wording_can_be_in_another_language() {
    let answers = "person,born,eating\nada,2016-10-02,some\n";
    let arguments = ["explain", "example-children", "-", "--person", "ada", "--on", "2026-05-01", "--lang", "cy"];
    let output = ras_with_input(&arguments, answers);
    let letter = output.out.clone();
    assert!(output.code == 0);
    assert!(output.err.contains("are in English"), "{}", output.err);
    assert!(letter.contains("no amount can be given"), "{letter}");
}
