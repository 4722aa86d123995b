//! Checks of whole schemes.

mod certificates;
mod cliffs;
mod findings;
mod gallery;
mod made_up;
mod refit;
mod soundness;

use super::{Certificate, CheckOptions, Proof, Report, check};
use crate::{Money, Scheme, SchemeFiles};

/// Wording that leaves nothing to say about itself.
const WORDS: &str = r#"
title = "A scheme"
authority = "Exampleshire"
method = "As agreed."
challenge = "Write to us."
[stream]
care = "Care"
"#;

/// The head of a yearly scheme in pounds with one stream `care`, whose amount is the step `budget`.
const HEAD: &str = r#"
format = 1
id = "plain"
effective-from = 2026-04-01
currency = "GBP"
period = "year"
[sources]
paper = { title = "Paper" }
[review]
uprated-on = 2027-04-01
reviewed-on = 2027-04-01
[[stream]]
id = "care"
amount = "budget"
round = { to = 0.01, mode = "half-up" }
"#;

/// A scheme from its head, its questions and its rules.
fn scheme(head: &str, questions: &str, rules: &str) -> Scheme {
    let files = SchemeFiles::new()
        .with("scheme.toml", head)
        .with("questions.toml", questions)
        .with("rules.toml", rules)
        .with("words.en.toml", WORDS);
    Scheme::read(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A scheme with one stream `care`.
pub(in crate::check) fn plain(questions: &str, rules: &str) -> Scheme {
    scheme(HEAD, questions, rules)
}

/// So many questions `q0`, `q1` … of four levels with these points.
fn levels(count: usize, points: [i64; 4]) -> String {
    let options = "[\"none\", \"some\", \"substantial\", \"exceptional\"]";
    let question =
        |at| format!("[[question]]\nid = \"q{at}\"\nkind = \"levels\"\noptions = {options}\npoints = {points:?}\n");
    (0..count).map(question).collect()
}

/// The step `points`, and the step `budget` that is looked up by it in these rows.
fn table(rows: &str) -> String {
    format!(
        "[[step]]\nid = \"points\"\nkind = \"points\"\n\
         [[step]]\nid = \"budget\"\nkind = \"bands\"\nof = \"points\"\nrows = [{rows}]\n"
    )
}

fn report(scheme: &Scheme) -> Report {
    check(scheme, &CheckOptions::default())
}

/// The certificate of the first stream on the first day. A counter-example is scored again from its answers.
fn certificate(scheme: &Scheme) -> Certificate {
    let report = report(scheme);
    let certificate = report.days[0].certificates[0].clone();
    if let Some(example) = &certificate.counter_example {
        let calculator = scheme.on(report.days[0].on).unwrap();
        let amount = |answers: &super::Answers| {
            let sheet = calculator.sheet(answers.0.iter().map(|(id, text)| (id.as_str(), text.as_str()))).unwrap();
            calculator.score(&sheet).streams[0].amount.clone().unwrap()
        };
        assert_eq!(amount(&example.before), example.amount_before);
        assert_eq!(amount(&example.after), example.amount_after);
        assert!(example.amount_after < example.amount_before);
        let differing = example.before.0.iter().zip(&example.after.0).filter(|(a, b)| a != b).count();
        assert_eq!(differing, 1, "one answer differs");
    }
    certificate
}

fn verdict(scheme: &Scheme) -> Proof {
    certificate(scheme).verdict
}

/// Pounds and pence.
fn pounds(text: &str) -> Money {
    Money(i64::try_from(text.parse::<crate::Ratio>().unwrap().over(100).unwrap()).unwrap())
}

/// The codes of faults, or of warnings, in order.
fn codes(report: &Report, faults: bool) -> Vec<&'static str> {
    report.findings.iter().filter(|finding| finding.is_fault() == faults).map(|finding| finding.code).collect()
}
