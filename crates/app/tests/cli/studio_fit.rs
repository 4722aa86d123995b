//! `studio fit`, `compare` and `report`.

use crate::{ras, sevensteps};
use std::fmt::Write;
use std::path::Path;

/// Made-up children: points, answers and costs that rise with them, with ups and downs that no random source made.
fn cases(folder: &Path) -> String {
    let mut text = "person,points,eating,night,current_cost,family_id,area\n".to_owned();
    for row in 0_u32..120 {
        let (eating, night) = (row % 4, (row / 4) % 3);
        let points = eating * 12 + night * 5;
        let cost = 300 + points * 95 + (row * 7_919) % 1_300;
        let area = if row % 3 == 0 { "North" } else { "South" };
        writeln!(text, "p{row},{points},{eating},{night},\"£{cost}\",f{},{area}", row / 2).unwrap();
    }
    let path = folder.join("cases.csv");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_fitted_scheme_passes_its_check_and_stays_within_the_budget() {
    let place = tempfile::tempdir().unwrap();
    let cases = cases(place.path());
    for (name, more) in
        [("points", &[][..]), ("answers", &["--questions", "eating,night"][..]), ("areas", &["--stratum", "area"])]
    {
        for method in ["percentile", "price-point", "isotonic", "bands", "lines"] {
            let out = place.path().join(format!("{name}-{method}"));
            let out = out.to_str().unwrap();
            let mut arguments =
                vec!["studio", "fit", &cases, "--method", method, "--bands", "3", "--budget", "300,000"];
            arguments.extend(["--contingency", "12%", "--samples", "20", "--out", out, "--date", "2027-04-01"]);
            arguments.extend(more);
            let said = sevensteps(&arguments);
            assert_eq!(said.code, 0, "{name} {method}: {}", said.err);
            assert!(said.out.contains("£264,000"), "{}", said.out);
            let checked = ras(&["check", out]);
            assert!(checked.code == 0 && checked.out.contains("proved"), "{name} {method}: {}", checked.out);
        }
    }
}

#[test]
fn whoever_works_it_out_again_gets_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let cases = cases(place.path());
    let run = |threads: &str, format: &str| {
        let arguments = ["studio", "report", &cases, "--budget", "300000", "--samples", "40", "--groups", "area"];
        let said = sevensteps(&[&arguments[..], &["--threads", threads, "--format", format]].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    for format in ["html", "json", "text"] {
        let one = run("1", format);
        assert_eq!(one, run("3", format));
        assert!(!one.contains("p17"), "a report names nobody");
    }
}

#[test]
fn a_comparison_shows_every_method_and_what_has_moved() {
    let place = tempfile::tempdir().unwrap();
    let cases = cases(place.path());
    let said = sevensteps(&["studio", "compare", &cases, "--bands", "3", "--against", &cases]);
    for words in ["percentile", "price-point", "3 bands", "3 straight lines", "isotonic", "little has moved"] {
        assert!(said.out.contains(words), "{words}: {} {}", said.out, said.err);
    }
    let said = sevensteps(&["studio", "compare", &cases, "--questions", "eating,night", "--shorter", "--bands", "3"]);
    assert!(said.out.contains("then without night"), "{} {}", said.out, said.err);
}

#[test]
fn what_cannot_be_done_is_said_with_the_nearest_choice() {
    let place = tempfile::tempdir().unwrap();
    let cases = cases(place.path());
    for (more, words) in [
        (&["--budget", "1000", "--floor", "50"][..], "the highest floor within it is £8.33"),
        (&["--budget", "300000", "--ceiling", "100"], "raise the ceiling to £2500.00"),
        (&["--method", "bands", "--bands", "90"], "ask for"),
        (&["--points", "score"], "no column `score`"),
        (&["--stratum", "sex"], "no column `sex` to part them by"),
        (&["--questions", "eating", "--lock", "eating.1=900", "--lock", "eating.2=100"], "contradict each other"),
        (&["--method", "percentile", "--cap", "10"], "a cap on steps goes with"),
    ] {
        let said = sevensteps(&[&["studio", "fit", &cases][..], more].concat());
        assert!(said.code == 1 && said.err.contains(words), "{words}: {}", said.err);
    }
    std::fs::write(place.path().join("bad.csv"), "person,points,current_cost\nada,1,-5\nbo,2,\ncy,3,100\n").unwrap();
    let bad = place.path().join("bad.csv");
    let bad = bad.to_str().unwrap();
    let said = sevensteps(&["studio", "fit", bad]);
    assert!(said.err.contains("line 2 (ada)") && said.err.contains("line 3 (bo)"), "{}", said.err);
    let said = sevensteps(&["studio", "fit", bad, "--leave-out-faulty", "--format", "json"]);
    assert!(said.code == 0 && said.out.contains("\"lines_left_out\""), "{}", said.err);
}

#[test]
fn a_schemes_own_questions_stand_behind_the_new_table() {
    let place = tempfile::tempdir().unwrap();
    let scheme = place.path().join("asked");
    let cases = cases(place.path());
    let out = scheme.to_str().unwrap();
    let made = ["studio", "fit", &cases, "--questions", "eating,night", "--out", out, "--date", "2020-04-01"];
    assert_eq!(sevensteps(&made).code, 0);
    let asked = std::fs::read_to_string(scheme.join("2020-04-01/questions.toml")).unwrap();
    for (name, file, more) in [
        ("answers", cases.clone(), &[][..]),
        ("points", points_alone(place.path()), &[][..]),
        ("learned", cases.clone(), &["--questions", "eating"][..]),
    ] {
        let new = place.path().join(name);
        let new = new.to_str().unwrap();
        let arguments = ["studio", "fit", &file, "--scheme", out, "--budget", "300000", "--out", new];
        let said = sevensteps(&[&arguments[..], &["--date", "2027-04-01", "--samples", "20"], more].concat());
        assert_eq!(said.code, 0, "{name}: {}", said.err);
        let questions = std::fs::read_to_string(place.path().join(name).join("2027-04-01/questions.toml")).unwrap();
        match name {
            "learned" => assert!(questions.contains("id = \"eating\"") && !questions.contains("id = \"night\"")),
            _ => assert_eq!(questions, asked, "{name}"),
        }
        assert_eq!(ras(&["check", new]).code, 0);
    }
    let some = place.path().join("some.csv");
    std::fs::write(&some, "person,eating,current_cost\na,1,5\nb,2,9\n").unwrap();
    let said = sevensteps(&["studio", "fit", some.to_str().unwrap(), "--scheme", out]);
    assert!(said.code != 0 && said.err.contains("not these: night"), "{}", said.err);
}

/// The same cases with their points and without their answers.
fn points_alone(folder: &Path) -> String {
    let mut text = "person,points,current_cost\n".to_owned();
    for row in 0_u32..120 {
        let points = (row % 4) * 12 + ((row / 4) % 3) * 5;
        writeln!(text, "p{row},{points},{}", 300 + points * 95).unwrap();
    }
    let path = folder.join("points.csv");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_row_of_weight_two_is_two_people_wherever_people_are_compared() {
    let place = tempfile::tempdir().unwrap();
    let file = |name: &str, weighted: bool| {
        let mut text = format!("person,points,current_cost,new_budget,area{}\n", if weighted { ",weight" } else { "" });
        for row in 0_u32..40 {
            let (area, cost) = (["N", "S"][(row % 2) as usize], 400 + row * 31);
            for copy in 0..if weighted { 1 } else { 2 } {
                let weight = if weighted { ",2" } else { "" };
                // a row that stands twice letter by letter would be refused
                let copy = " ".repeat(copy) + "-";
                writeln!(text, "p{row}{copy},{row},{cost},{},{area}{weight}", cost + 50).unwrap();
            }
        }
        let path = place.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (once, twice) = (file("weighted.csv", true), file("rows.csv", false));
    let equity = |cases: &str| {
        let said = sevensteps(&["studio", "equity", cases, "--group", "area", "--format", "json"]);
        assert_eq!(said.code, 0, "{}", said.err);
        let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        found["equity"]["comparisons"][0]["raw"].clone()
    };
    assert_eq!(equity(&once), equity(&twice));
    let moving = |cases: &str| {
        let said = sevensteps(&["studio", "transition", cases, "--target", "new_budget", "--format", "json"]);
        assert_eq!(said.code, 0, "{}", said.err);
        serde_json::from_str::<serde_json::Value>(&said.out).unwrap()["years"].clone()
    };
    assert_eq!(moving(&once), moving(&twice));
    let half = std::fs::read_to_string(&once).unwrap().replace(",N,2\n", ",N,1.5\n");
    let path = place.path().join("half.csv");
    std::fs::write(&path, half).unwrap();
    let said = sevensteps(&["studio", "equity", path.to_str().unwrap(), "--group", "area"]);
    assert!(said.code != 0 && said.err.contains("weights are not all whole"), "{}", said.err);
}
