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
