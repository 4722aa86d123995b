//! The unique learner number of people over fourteen: ten digits, never one that could be an NHS number too.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Identifier, IdentifierError, digits, remainder_of_nine};

/// A unique learner number whose check digit fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uln(String);

impl Uln {
    /// Reads what people type; spaces and hyphens are left out.
    ///
    /// # Errors
    /// [`IdentifierError`], to be shown beside the field; the placeholder `9999999999` has one of its own.
    pub fn read(text: &str) -> Result<Uln, IdentifierError> {
        let kind = Identifier::Uln;
        let (number, digits) = digits(kind, text)?;
        if number == "9999999999" {
            return Err(IdentifierError::Placeholder);
        }
        if digits.first() == Some(&0) {
            return Err(IdentifierError::Character { kind, character: '0', place: 1 });
        }
        let remainder = remainder_of_nine(&digits);
        if remainder != 0 && digits.last() == Some(&(10 - remainder)) {
            Ok(Uln(number))
        } else {
            Err(IdentifierError::Check { kind, text: number })
        }
    }

    /// Ten digits without spaces, as stored, exchanged and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uln {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for Uln {
    type Error = IdentifierError;
    fn try_from(text: String) -> Result<Self, IdentifierError> {
        Uln::read(&text)
    }
}

impl From<Uln> for String {
    fn from(uln: Uln) -> String {
        uln.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::identifiers::NhsNumber;

    #[test]
    fn a_good_number_is_read() {
        assert_eq!(Uln::read("927 630 8686").unwrap().as_str(), "9276308686");
        for text in ["9276308687", "0276308686", "927630868", "9434765870"] {
            assert!(Uln::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn no_number_is_both_a_uln_and_an_nhs_number() {
        for start in 100_000_000..100_002_000_u32 {
            for last in 0..10 {
                let text = format!("{start}{last}");
                assert!(Uln::read(&text).is_err() || NhsNumber::read(&text).is_err(), "{text}");
            }
        }
    }
}
