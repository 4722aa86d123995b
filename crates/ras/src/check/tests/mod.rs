//! Checks of whole schemes.

mod made_up;
mod soundness;

use super::{CheckOptions, Report, check};
use crate::{Scheme, SchemeFiles};

/// The wording of a scheme that nobody reads.
const WORDS: &str = "title = \"t\"\nauthority = \"a\"\nmethod = \"m\"\nchallenge = \"c\"\n";

/// A scheme from its three files.
fn scheme(head: &str, questions: &str, rules: &str) -> Scheme {
    let files = SchemeFiles::new()
        .with("scheme.toml", head)
        .with("questions.toml", questions)
        .with("rules.toml", rules)
        .with("words.en.toml", WORDS);
    Scheme::read(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A yearly scheme in pounds with one stream `care` whose amount is the step `budget`, rounded to the penny.
fn plain(questions: &str, rules: &str) -> Scheme {
    scheme(HEAD, questions, rules)
}

const HEAD: &str = r#"
format = 1
id = "plain"
effective-from = 2026-04-01
currency = "GBP"
period = "year"
[sources]
paper = { title = "Paper" }
[[stream]]
id = "care"
amount = "budget"
round = { to = 0.01, mode = "half-up" }
"#;

fn report(scheme: &Scheme) -> Report {
    check(scheme, &CheckOptions::default())
}
