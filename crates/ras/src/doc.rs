//! The small scheme that the examples in this documentation use.

use crate::{Calculator, Faults, Scheme, SchemeFiles};

/// Two questions, one price point.
#[must_use]
pub fn files() -> SchemeFiles {
    SchemeFiles::new().with("scheme.toml", SCHEME).with("questions.toml", QUESTIONS).with("rules.toml", RULES)
}

/// The scheme read from [`files`].
///
/// # Errors
/// Never, as the documentation's tests show.
pub fn scheme() -> Result<Scheme, Faults> {
    Scheme::read(&files())
}

/// Its calculator for 1 May 2026.
///
/// # Errors
/// Never, as the documentation's tests show.
pub fn calculator() -> Result<Calculator, Faults> {
    scheme()?.on(jiff::civil::date(2026, 5, 1))
}

const SCHEME: &str = r#"
format = 1
id = "small"
effective-from = 2026-04-01
currency = "GBP"
period = "year"
[sources]
made-up = { title = "Made up for the documentation" }
[[stream]]
id = "social-care"
points = "care-points"
amount = "care-budget"
round = { to = 1, mode = "half-up" }
"#;

const QUESTIONS: &str = r#"
[[question]]
id = "eating"
outcome = "be-healthy"
kind = "levels"
options = ["none", "some", "substantial", "exceptional"]
points = [0, 10, 25, 50]
[[question]]
id = "friends"
outcome = "enjoy-and-achieve"
kind = "levels"
options = ["none", "some", "substantial", "exceptional"]
points = [0, 5, 15, 30]
"#;

const RULES: &str = r#"
[defaults]
source = "made-up"
[[parameter]]
id = "price-point"
value = 62.50
[[step]]
id = "care-points"
kind = "points"
[[step]]
id = "care-budget"
kind = "product"
of = ["care-points", "price-point"]
"#;
