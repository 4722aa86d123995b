//! What speaks for a match: a handful of reasons, kept in a few bytes, as a million matches keep theirs.

use serde::{Deserialize, Serialize};

use super::Rules;
use crate::codes::coded;
use crate::sentences::Sentences;

const WORDS: &str = include_str!("words.en.toml");

coded! {
    /// One thing that speaks for a match. Its code is the key of its sentence.
    pub enum Reason ("reason of a match") {
        /// The line says what was expected.
        SameReference = "same-reference",
        /// The same name.
        SamePayee = "same-payee",
        /// A name that the family said yes to before.
        LearnedPayee = "learned-payee",
        /// A name with most of its words in common.
        AlikePayee = "alike-payee",
        /// The same sum, to the penny.
        SameSum = "same-sum",
        /// Another sum than expected: never sure.
        OtherSum = "other-sum",
        /// No more than what the line of the plan has left.
        WithinWhatIsLeft = "within-what-is-left",
        /// On the expected day.
        SameDay = "same-day",
        /// Some days before or after.
        DaysApart = "days-apart",
        /// Within the days that it spans.
        WithinItsDays = "within-its-days",
        /// Somebody said so.
        SaidSo = "said-so",
    }
}

/// All that speaks for one match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Why {
    reasons: u16,
    days_apart: u16,
}

impl Why {
    /// What somebody said, without any points.
    #[must_use]
    pub fn said_so() -> Why {
        Why::default().with(Reason::SaidSo)
    }

    pub(super) fn with(mut self, reason: Reason) -> Why {
        self.reasons |= bit(reason);
        self
    }

    pub(super) fn days_apart(mut self, days: u16) -> Why {
        self.days_apart = days;
        self.with(Reason::DaysApart)
    }

    /// Whether a reason is among them.
    #[must_use]
    pub fn has(self, reason: Reason) -> bool {
        self.reasons & bit(reason) != 0
    }

    /// The reasons, in the order in which people are told.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |reason| self.has(*reason))
    }

    /// How many days before or after the expected one.
    #[must_use]
    pub fn days(self) -> u16 {
        self.days_apart
    }

    /// The points, by the rules.
    #[must_use]
    pub fn points(self, rules: &Rules) -> u16 {
        let of = |reason| match reason {
            Reason::SameReference => rules.same_reference,
            Reason::SamePayee => rules.same_payee,
            Reason::LearnedPayee => rules.learned_payee,
            Reason::AlikePayee => rules.alike_payee,
            Reason::SameSum => rules.same_sum,
            Reason::WithinWhatIsLeft => rules.within_what_is_left,
            Reason::SameDay => rules.same_day,
            Reason::DaysApart if self.days_apart <= rules.few_days => rules.few_days_apart,
            Reason::DaysApart => rules.more_days_apart,
            Reason::WithinItsDays => rules.within_its_days,
            Reason::OtherSum | Reason::SaidSo => 0,
        };
        self.reasons().map(of).fold(0, u16::saturating_add)
    }

    /// The reasons as sentences in English, for a command line or a paper.
    #[must_use]
    pub fn sentences(self) -> Vec<String> {
        let words = Sentences::of(&[WORDS]);
        let days = self.days_apart.to_string();
        let key = |reason: Reason| match reason {
            Reason::DaysApart if self.days_apart == 1 => "reason.one-day-apart".to_owned(),
            _ => format!("reason.{}", reason.code()),
        };
        self.reasons().map(|reason| words.say(&key(reason), &[("days", &days)])).collect()
    }
}

/// The place of a reason among the bits: that of its declaration.
fn bit(reason: Reason) -> u16 {
    1 << (reason as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_sentence_and_its_points() {
        let mut all = Why::default();
        for reason in Reason::ALL {
            all = all.with(*reason);
        }
        let said = all.days_apart(2).sentences();
        assert_eq!(said.len(), Reason::ALL.len());
        assert!(said.iter().all(|sentence| !sentence.is_empty()), "{said:?}");
        assert!(said.contains(&"2 days apart".to_owned()));
        let rules = Rules::standard().unwrap();
        let sure = Why::default().with(Reason::SameSum).with(Reason::SamePayee).with(Reason::SameDay);
        assert_eq!(sure.points(&rules), 75);
    }
}
