//! International account numbers (ISO 13616): letters and length, and the remainder of 1 by 97.

use super::{AccountNumber, SortCode};

/// How long an IBAN is where this system meets one; other countries' are held to the general bounds.
const LENGTHS: [(&str, usize); 12] = [
    ("GB", 22),
    ("IE", 22),
    ("DE", 22),
    ("FR", 27),
    ("NL", 18),
    ("BE", 16),
    ("ES", 24),
    ("IT", 27),
    ("PL", 28),
    ("PT", 25),
    ("SE", 24),
    ("CH", 21),
];

/// Why a text is no IBAN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IbanFault {
    /// Wrong letters, or too short or long for its country.
    #[error("`{0}` is not written like an IBAN: two letters, two digits, then letters and digits, 22 in all for GB")]
    Shape(String),
    /// A digit is wrong: the check digits do not fit.
    #[error("`{0}` has a wrong digit or two that changed places: copy it again from the statement")]
    Check(String),
}

/// An IBAN that holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Iban(String);

impl Iban {
    /// Reads one, with or without blanks.
    ///
    /// # Errors
    /// [`IbanFault`].
    pub fn read(text: &str) -> Result<Iban, IbanFault> {
        let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_uppercase();
        let shape = || IbanFault::Shape(text.trim().to_owned());
        let country = bare.get(..2).filter(|country| country.bytes().all(|byte| byte.is_ascii_uppercase()));
        let digits = bare.get(2..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let (Some(country), Some(_), Some(rest)) = (country, digits, bare.get(4..)) else { return Err(shape()) };
        let wanted = LENGTHS.iter().find(|(known, _)| *known == country).map(|(_, length)| *length);
        let fits = wanted.map_or((15..=34).contains(&bare.len()), |length| bare.len() == length);
        if !fits || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(shape());
        }
        let turned = rest.chars().chain(bare.chars().take(4));
        let remainder = turned.filter_map(|letter| letter.to_digit(36)).fold(0_u32, |remainder, value| {
            let shifted = if value > 9 { remainder * 100 } else { remainder * 10 };
            (shifted + value) % 97
        });
        if remainder == 1 { Ok(Iban(bare)) } else { Err(IbanFault::Check(text.trim().to_owned())) }
    }

    /// Without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The sort code and account number within a British one.
    #[must_use]
    pub fn british(&self) -> Option<(SortCode, AccountNumber)> {
        let tail = self.0.strip_prefix("GB").and_then(|rest| rest.get(6..))?;
        Some((tail.get(..6)?.parse().ok()?, tail.get(6..)?.parse().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_holds_or_says_what_is_wrong() {
        let iban = Iban::read("GB29 NWBK 6016 1331 9268 19").unwrap();
        let (code, number) = iban.british().unwrap();
        assert_eq!((code.to_string(), number.to_string()), ("60-16-13".to_owned(), "31926819".to_owned()));
        assert!(Iban::read("NL91ABNA0417164300").is_ok());
        assert!(matches!(Iban::read("GB29NWBK60161331926891"), Err(IbanFault::Check(_))), "two digits changed places");
        for wrong in ["", "GB", "GB29NWBK6016133192681", "2929NWBK60161331926819", "GB29NWBK6016133192681é"] {
            assert!(matches!(Iban::read(wrong), Err(IbanFault::Shape(_))), "{wrong}");
        }
    }
}
