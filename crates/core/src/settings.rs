//! What an authority sets for itself beside its scheme: whom to ask, how many days there are, how large the practice sum
//! is. Kept as JSON; what is left out has its usual value.

use serde::{Deserialize, Serialize};

use crate::Pence;
use crate::budget::ChallengeRules;

/// The settings of an authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// Whom families ask.
    pub contact: Desk,
    /// Who else helps to answer and to plan.
    pub helpers: Vec<Desk>,
    /// Days to ask for another look, and to answer.
    pub challenge: ChallengeDays,
    /// The sum to practise with, in pence; nothing where the authority offers none.
    pub practice_pence: Option<i64>,
}

/// Somewhere to ask for help.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Desk {
    /// What it is called.
    pub name: String,
    /// What they help with.
    pub what: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Where to write, on one line.
    pub post: Option<String>,
    /// Their page on the web.
    pub web: Option<String>,
}

/// Days to challenge, as an authority sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct ChallengeDays {
    /// From the day of the letter to the last day to ask.
    pub ask_within_days: u16,
    /// From asking to the last day to answer.
    pub answer_within_days: u16,
}

impl Default for ChallengeDays {
    /// Four weeks to ask, three to answer.
    fn default() -> ChallengeDays {
        ChallengeDays { ask_within_days: 28, answer_within_days: 21 }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            contact: Desk::default(),
            helpers: Vec::new(),
            challenge: ChallengeDays::default(),
            practice_pence: Some(20_000),
        }
    }
}

impl Settings {
    /// The settings in a JSON text; the usual ones where it cannot be read.
    #[must_use]
    pub fn read(json: &str) -> Settings {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// The days of a challenge.
    #[must_use]
    pub fn challenge_rules(&self) -> ChallengeRules {
        let ChallengeDays { ask_within_days, answer_within_days } = self.challenge;
        ChallengeRules { ask_within_days, answer_within_days }
    }

    /// The sum to practise with.
    #[must_use]
    pub fn practice(&self) -> Option<Pence> {
        self.practice_pence.filter(|pence| *pence > 0).map(Pence)
    }
}

impl Desk {
    /// Whether there is any way to reach it.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        [&self.phone, &self.email, &self.post, &self.web].into_iter().any(Option::is_some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_authority_leaves_out_has_its_usual_value() {
        let settings =
            Settings::read(r#"{"challenge": {"ask-within-days": 42}, "contact": {"phone": "01632 960000"}}"#);
        assert_eq!((settings.challenge.ask_within_days, settings.challenge.answer_within_days), (42, 21));
        assert!(settings.contact.is_reachable() && !Desk::default().is_reachable());
        assert_eq!(settings.practice(), Some(Pence(20_000)));
        assert_eq!(Settings::read("no json").challenge_rules().ask_within_days, 28);
        assert_eq!(Settings::read(r#"{"practice-pence": null}"#).practice(), None);
    }
}
