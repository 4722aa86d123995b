//! The NHS number: ten digits, the last a check digit; shown in groups of 3, 3 and 4.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Identifier, IdentifierError, digits, remainder_of_nine};
use crate::codes::coded;

/// An NHS number whose check digit fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NhsNumber(String);

impl NhsNumber {
    /// Reads what people type; spaces and hyphens are left out.
    ///
    /// # Errors
    /// [`IdentifierError`], to be shown beside the field.
    pub fn read(text: &str) -> Result<NhsNumber, IdentifierError> {
        let (number, digits) = digits(Identifier::NhsNumber, text)?;
        let check = match 11 - remainder_of_nine(&digits) {
            11 => 0,
            other => other,
        };
        // a check of 10 is no digit: such numbers were never given out
        if digits.last() == Some(&check) && number != "0000000000" {
            Ok(NhsNumber(number))
        } else {
            Err(IdentifierError::Check { kind: Identifier::NhsNumber, text: number })
        }
    }

    /// Ten digits without spaces, as stored and exchanged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NhsNumber {
    /// As people read it out: `943 476 5870`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |range: std::ops::Range<usize>| self.0.get(range).unwrap_or_default();
        write!(out, "{} {} {}", part(0..3), part(3..6), part(6..10))
    }
}

impl TryFrom<String> for NhsNumber {
    type Error = IdentifierError;
    fn try_from(text: String) -> Result<Self, IdentifierError> {
        NhsNumber::read(&text)
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> String {
        number.0
    }
}

/// How sure it is that the number is the child's. The codes are those of UK Core's verification status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NhsStatus {
    /// Compared with the national register.
    Verified,
    /// Known, but not compared yet.
    PresentNotTraced,
    /// To be looked for.
    TraceRequired,
    /// Looked for: nobody, or several people, fit.
    NoSingleMatch,
    /// The register and what is known here disagree.
    ToBeResolved,
    /// Being looked for.
    TraceInProgress,
    /// Not known, and not needed.
    NotNeeded,
    /// Put off, because the baby is under six weeks old.
    Postponed,
}

coded!(NhsStatus {
    Verified => "number-present-and-verified",
    PresentNotTraced => "number-present-but-not-traced",
    TraceRequired => "trace-required",
    NoSingleMatch => "trace-attempted-no-match-or-multiple-match-found",
    ToBeResolved => "trace-needs-to-be-resolved",
    TraceInProgress => "trace-in-progress",
    NotNeeded => "number-not-present-and-trace-not-required",
    Postponed => "trace-postponed",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_number_is_read_and_shown_in_groups() {
        for text in ["9434765870", "9912003888", "943 476 5870", "943-476-5870"] {
            assert!(NhsNumber::read(text).is_ok(), "{text}");
        }
        assert_eq!(NhsNumber::read("9434765870").unwrap().to_string(), "943 476 5870");
        assert_eq!(NhsNumber::read("943 476 5870").unwrap().as_str(), "9434765870");
    }

    #[test]
    fn one_wrong_digit_anywhere_is_noticed() {
        let good = "9434765870";
        for place in 0..10 {
            for digit in '0'..='9' {
                let wrong: String =
                    good.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
                assert_eq!(NhsNumber::read(&wrong).is_ok(), wrong == good, "{wrong}");
            }
        }
    }

    #[test]
    fn a_well_known_sample_patient_has_a_number_that_fails() {
        for text in ["4123456879", "9434765871", "0000000000", "943476587", "94347658701", "٩٤٣٤٧٦٥٨٧٠"] {
            assert!(NhsNumber::read(text).is_err(), "{text}");
        }
    }
}
