//! What a scheme says of where its amounts come from: in one line for its source, and in plain words for families.

use crate::calibrate::Calibration;
use crate::report::{percent, pounds};
use crate::wording::{Catalogue, count};

fn say(key: &str, values: &[(&str, &str)]) -> String {
    Catalogue::of(include_str!("statement.en.toml")).say(key, values)
}

/// What a scheme was made from, for its source.
#[must_use]
pub fn made_from(found: &Calibration, hash: &str) -> String {
    let budget = match found.budget {
        Some(budget) => say("source.budget", &[("budget", &pounds(budget))]),
        None => say("source.no_budget", &[]),
    };
    let values = [
        ("cases", count(found.cases)),
        ("hash", hash.to_owned()),
        ("method", found.method.clone()),
        ("budget", budget),
        ("contingency", percent(found.contingency)),
        ("seed", found.seed.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say("source.made", &values)
}

/// The statement of method that families read.
#[must_use]
pub fn method_for_the_public(found: &Calibration) -> String {
    let how = match found.method.split([',', ' ']).next().unwrap_or_default() {
        "price-point" => say("method.price-point", &[]),
        "percentile" => say("method.percentile", &[]),
        _ => say("method.nearest", &[]),
    };
    let whole = say("method.whole", &[("cases", &count(found.cases)), ("how", &how)]);
    match found.budget {
        Some(_) => format!("{whole} {}", say("method.money", &[("contingency", &percent(found.contingency))])),
        None => whole,
    }
}
