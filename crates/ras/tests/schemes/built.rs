//! Schemes put together for tests.

use jiff::civil::{Date, date};
use ras::{Calculator, Faults, Ratio, Scheme, SchemeFiles};

/// The head of a scheme with one stream in pounds a year.
pub const HEAD: &str = r#"
format = 1
id = "test"
effective-from = 2026-04-01
currency = "GBP"
period = "year"
[sources]
test = { title = "Made up for a test" }
[[stream]]
id = "money"
amount = "amount"
round = { to = 0.01, mode = "half-up" }
"#;

/// Four levels with 0, 10, 25 and 50 points.
pub fn levels(id: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\nkind = \"levels\"\noptions = [\"none\", \"some\", \"substantial\", \"exceptional\"]\npoints = [0, 10, 25, 50]\n"
    )
}

/// The day most tests calculate on.
pub fn may() -> Date {
    date(2026, 5, 1)
}

/// A scheme from its three files.
pub fn scheme(head: &str, questions: &str, rules: &str) -> Result<Scheme, Faults> {
    let files = SchemeFiles::new().with("scheme.toml", head).with("questions.toml", questions);
    Scheme::read(&files.with("rules.toml", rules))
}

/// A calculator for 1 May 2026 with the usual head.
pub fn calculator(questions: &str, rules: &str) -> Calculator {
    match scheme(HEAD, questions, rules).and_then(|scheme| scheme.on(may())) {
        Ok(calculator) => calculator,
        Err(faults) => panic!("{faults}"),
    }
}

/// What a sheet comes to in the first stream: `1563.00`, or `refused`.
pub fn amount(calculator: &Calculator, answers: &[(&str, &str)]) -> String {
    let sheet = calculator.sheet(answers.iter().copied()).unwrap();
    let score = calculator.score(&sheet);
    score.streams[0].amount.as_ref().map_or_else(|_| "refused".to_owned(), ToString::to_string)
}

/// The codes of the faults that stand in the way of a scheme on 1 May 2026.
pub fn faults(head: &str, questions: &str, rules: &str) -> Vec<(&'static str, String)> {
    match scheme(head, questions, rules).and_then(|scheme| scheme.on(may())) {
        Ok(_) => Vec::new(),
        Err(Faults(found)) => {
            found.into_iter().map(|f| (f.code, format!("{}: {} {}", f.place, f.message, f.help))).collect()
        }
    }
}

/// A number.
pub fn r(text: &str) -> Ratio {
    text.parse().unwrap()
}
