//! The points, as data: an authority can weigh otherwise without another program.

use serde::Deserialize;

const STANDARD: &str = include_str!("rules.toml");

/// What speaks for a match, in points, and what is done from how many on. `rules.toml` says why each is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rules {
    /// The line says what was expected.
    pub same_reference: u16,
    /// The same name.
    pub same_payee: u16,
    /// A name that the family said yes to before.
    pub learned_payee: u16,
    /// A name with more than half of its words in common.
    pub alike_payee: u16,
    /// The same sum.
    pub same_sum: u16,
    /// No more than what a line of the plan has left.
    pub within_what_is_left: u16,
    /// On the expected day.
    pub same_day: u16,
    /// A few days before or after it.
    pub few_days_apart: u16,
    /// More days before or after it.
    pub more_days_apart: u16,
    /// Within the days that it spans.
    pub within_its_days: u16,
    /// How many days are a few.
    pub few_days: u16,
    /// No more days before the first.
    pub most_days_early: u16,
    /// No more days after the last.
    pub most_days_late: u16,
    /// From how many points on it is sure.
    pub sure: u16,
    /// From how many points on somebody is asked.
    pub asked: u16,
    /// How many points ahead of the next it has to be.
    pub lead: u16,
}

/// Rules that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rules of matching cannot be used: {0}")]
pub struct RulesFault(String);

impl Rules {
    /// Reads rules from TOML.
    ///
    /// # Errors
    /// [`RulesFault`] where a rule is missing or unknown, or more points are asked of a question than of a match.
    pub fn read(text: &str) -> Result<Rules, RulesFault> {
        let rules: Rules = toml_edit::de::from_str(text).map_err(|error| RulesFault(error.to_string()))?;
        if rules.asked > rules.sure {
            return Err(RulesFault("`asked` is above `sure`".to_owned()));
        }
        Ok(rules)
    }

    /// The rules that come with the program.
    ///
    /// # Errors
    /// [`RulesFault`], which a test excludes.
    pub fn standard() -> Result<Rules, RulesFault> {
        Rules::read(STANDARD)
    }
}
