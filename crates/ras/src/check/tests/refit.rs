//! A formula that was fitted anew to spending data and came out with weights below nothing (a contractor's report to the
//! state of Florida, 2025). Nobody had asked of it that more need should not mean less money.

use super::{Proof, certificate, pounds, scheme};
use crate::{Ratio, Scheme};

const HEAD: &str = r#"
format = 1
id = "refit"
effective-from = 2025-07-01
currency = "USD"
period = "year"
[sources]
report = { title = "Contractor's report on the allocation algorithm, model 1" }
[[stream]]
id = "care"
amount = "amount"
points = "root"
round = { to = 0.01, mode = "half-up" }
"#;

const QUESTIONS: &str = r#"
[[question]]
id = "living"
kind = "choice"
options = ["family-home", "supported", "rh1", "rh2", "rh3", "rh4"]

[[question]]
id = "age"
kind = "whole"
min = 0
max = 120
more-need = "none"

[[question]]
each = ["q14", "q15", "q16", "q17", "q18", "q19", "q20", "q21", "q22", "q23", "q24", "q25", "q26", "q27", "q28", "q29", "q30",
        "q33", "q34", "q36", "q43"]
id = "{each}"
kind = "whole"
min = 0
max = 4
more-need = "higher"
"#;

const RULES: &str = r#"
[defaults]
source = "report"

[[step]]
id = "living-part"
kind = "lookup"
keys = ["living"]
rows = [["family-home", 0], ["supported", 62.5666], ["rh1", 115.5917], ["rh2", 103.1006], ["rh3", 102.8033], ["rh4", 76.0579]]

[[step]]
id = "age-part"
kind = "cases"
cases = [{ when = { of = "age", below = 21 }, value = 0 }, { when = { of = "age", at-most = 30 }, value = 63.4084 }]
otherwise = 67.7419

[[step]]
id = "function"
kind = "sum"
terms = [{ each = ["q14", "q15", "q16", "q17", "q18", "q19", "q20", "q21", "q22", "q23", "q24"], of = "{each}" }]

[[step]]
id = "behaviour"
kind = "sum"
terms = [{ each = ["q25", "q26", "q27", "q28", "q29", "q30"], of = "{each}" }]

[[step]]
id = "root"
kind = "sum"
terms = [
  -6.4435, "living-part", "age-part",
  { of = "behaviour", times = -0.0909 },
  { of = "function", times = -2.98, when = { of = "living", is = "family-home" } },
  { of = "function", times = -2.496, when = { of = "living", is = "supported" } },
  { of = "behaviour", times = 3.462, when = { of = "living", is = "supported" } },
  { of = "q16", times = 3.7001 }, { of = "q18", times = 9.3252 }, { of = "q20", times = 7.6133 },
  { of = "q21", times = 9.468 }, { of = "q23", times = 17.8566 }, { of = "q28", times = 3.4517 },
  { of = "q33", times = 1.0152 }, { of = "q34", times = 1.6831 }, { of = "q36", times = 4.6675 },
  { of = "q43", times = 1.6782 },
]

[[step]]
id = "amount"
kind = "power"
of = "root"
exponent = 2
"#;

fn refit(rules: &str) -> Scheme {
    scheme(HEAD, QUESTIONS, rules)
}

#[test]
fn weights_below_nothing_are_found_by_two_sheets() {
    let scheme = refit(RULES);
    let certificate = certificate(&scheme);
    assert_eq!(certificate.verdict, Proof::CounterExample);
    assert_eq!(certificate.without_order, ["living", "age"]);
}

#[test]
fn the_root_below_nothing_squared_is_money_for_no_need() {
    // All answers 0, under 21, in a family home: −6.4435 squared.
    let scheme = refit(RULES);
    let calculator = scheme.on(scheme.effective_from).unwrap();
    let zeros = calculator
        .inputs
        .iter()
        .map(|input| (input.id.as_str(), if input.id == "living" { "family-home" } else { "0" }));
    let score = calculator.score(&calculator.sheet(zeros).unwrap());
    assert_eq!(score.streams[0].amount, Ok(pounds("41.52")));
    assert_eq!(score.streams[0].points, Some("-6.4435".parse::<Ratio>().unwrap()));
}

#[test]
fn with_the_root_kept_above_nothing_the_loss_is_in_the_family_home() {
    // With a floor under the root the square rises; what is left are the weights themselves.
    let certificate = certificate(&refit(&RULES.replace("id = \"root\"", "id = \"root\"\nfloor = 0")));
    let example = certificate.counter_example.unwrap();
    assert!(example.question.starts_with('q'), "{example:?}");
}

#[test]
fn an_item_whose_own_weight_outweighs_the_loss_is_not_blamed() {
    // Item 23 adds 17.8566 and takes 2.98: its answers alone never lower the root.
    let only = RULES.replace("id = \"root\"", "id = \"root\"\nfloor = 0").replace("times = -0.0909", "times = 0");
    let without = |mut rules: String| {
        for id in ["q14", "q15", "q17", "q19", "q22", "q24"] {
            rules = rules.replace(&format!("\"{id}\", "), "").replace(&format!(", \"{id}\""), "");
        }
        rules
    };
    assert_eq!(certificate(&refit(&without(only.clone()))).verdict, Proof::Proved);
    assert_eq!(certificate(&refit(&only)).verdict, Proof::CounterExample);
}
