//! Whom the money may pay at home. A close relative of the same household is paid only where the authority has agreed that it
//! is needed; the family is asked once about each who is paid, and nothing here accuses anybody.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::PersonId;
use crate::codes::coded;
use crate::matching::payee_words;
use crate::paper::Paper;

coded! {
    /// How it stands with somebody who is paid.
    pub enum HouseholdStatus ("standing of somebody who is paid") {
        /// They do not live with the child, or are no close relative.
        Apart = "apart",
        /// They do; nobody has decided yet.
        Told = "told",
        /// The authority has agreed that it is needed.
        Agreed = "agreed",
        /// The authority has not.
        NotAgreed = "not-agreed",
    }
}

/// What a worker decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Agreed {
    /// Who.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// Somebody who is paid, and what the family said about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HouseholdPayee {
    /// The child.
    pub child: PersonId,
    /// Who is paid.
    pub name: String,
    /// Why nobody else can do it, in the family's words; empty where they live elsewhere.
    pub why: String,
    /// When the family said so.
    pub said_on: Date,
    /// What was decided.
    pub agreed: Option<Agreed>,
    /// How it stands.
    pub status: HouseholdStatus,
}

/// The longest reason that is kept, in characters.
pub const MOST_REASON: usize = 1_000;
/// A reason is at least so many characters: `yes` is none.
pub const LEAST_REASON: usize = 20;

/// Why a reason is not taken. Its code is a key under `problem.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonFault {
    /// Too few words to be one.
    #[error("a reason has at least {LEAST_REASON} characters")]
    Short,
    /// Too many.
    #[error("a reason has at most {MOST_REASON} characters")]
    Long,
}

impl ReasonFault {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ReasonFault::Short => "reason-short",
            ReasonFault::Long => "too-long",
        }
    }
}

/// A reason, without blanks around it.
///
/// # Errors
/// [`ReasonFault`].
pub fn reason(text: &str) -> Result<String, ReasonFault> {
    let text = text.trim();
    match text.chars().count() {
        count if count < LEAST_REASON => Err(ReasonFault::Short),
        count if count > MOST_REASON => Err(ReasonFault::Long),
        _ => Ok(text.to_owned()),
    }
}

/// The words of a name by which payments to it are known; empty where it has none.
#[must_use]
pub fn key(name: &str) -> String {
    payee_words(name).join(" ")
}

impl HouseholdPayee {
    /// Whether payments to them are something to talk about.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status, HouseholdStatus::Told | HouseholdStatus::NotAgreed)
    }

    /// Whether a payment went to them, by the name that stands on it.
    #[must_use]
    pub fn is_paid_by(&self, payee: &str) -> bool {
        let own = key(&self.name);
        !own.is_empty() && own == key(payee)
    }
}

impl Paper for HouseholdPayee {
    const TABLE: &'static str = "household_payee";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.said_on
    }

    /// The family is asked once about each.
    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.child, key(&self.name)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_payment_is_known_by_the_words_of_the_name() {
        let payee = HouseholdPayee {
            child: PersonId(Uuid::from_u128(1)),
            name: "Joan O’Neil".to_owned(),
            why: String::new(),
            said_on: date(2026, 9, 1),
            agreed: None,
            status: HouseholdStatus::Told,
        };
        assert!(payee.is_open() && payee.is_paid_by("JOAN ONEIL") && payee.is_paid_by("Joan  O'Neil"));
        assert!(!payee.is_paid_by("JO ONEIL") && !payee.is_paid_by(""));
        let nameless = HouseholdPayee { name: "12".to_owned(), ..payee };
        assert!(!nameless.is_paid_by("") && !nameless.is_paid_by("12"), "a name without words is nobody's");
    }

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason("yes, please"), Err(ReasonFault::Short));
        assert_eq!(reason(&"x".repeat(1_001)), Err(ReasonFault::Long));
        assert_eq!(reason("  Only Gran can feed Sam at night. ").unwrap(), "Only Gran can feed Sam at night.");
    }
}
