//! Money: whole pence, never a float.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A sum in pence. Shown as `£1,234.56`; a whole sum of pounds keeps its pence so that columns line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Pence {
    /// Nothing.
    pub const ZERO: Pence = Pence(0);

    /// The sum of two, or nothing where it does not fit 64 bits.
    #[must_use]
    pub fn plus(self, other: Pence) -> Option<Pence> {
        self.0.checked_add(other.0).map(Pence)
    }

    /// The difference, or nothing where it does not fit 64 bits.
    #[must_use]
    pub fn minus(self, other: Pence) -> Option<Pence> {
        self.0.checked_sub(other.0).map(Pence)
    }

    /// A share in basis points (1,200 is 12 %), rounded half up once.
    #[must_use]
    pub fn share(self, basis_points: u32) -> Option<Pence> {
        let product = i128::from(self.0) * i128::from(basis_points);
        i64::try_from((product + 5_000).div_euclid(10_000)).ok().map(Pence)
    }

    /// Reads what people type: `1234`, `1,234.5`, `£1,234.56`, `-20`.
    ///
    /// # Errors
    /// [`PenceError`] in words that can be shown.
    pub fn read(text: &str) -> Result<Pence, PenceError> {
        let wrong = || PenceError(text.trim().to_owned());
        let bare: String = text.trim().chars().filter(|c| !matches!(c, '£' | ',' | ' ')).collect();
        let (negative, digits) = bare.strip_prefix('-').map_or((false, bare.as_str()), |rest| (true, rest));
        let (pounds, pence) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if pounds.is_empty() || pence.len() > 2 || !all_digits(pounds) || !all_digits(pence) {
            return Err(wrong());
        }
        let pounds: i64 = pounds.parse().map_err(|_| wrong())?;
        let pence: i64 = format!("{pence:0<2}").parse().map_err(|_| wrong())?;
        let sum = pounds.checked_mul(100).and_then(|sum| sum.checked_add(pence)).ok_or_else(wrong)?;
        Ok(Pence(if negative { -sum } else { sum }))
    }

    /// `£1,235`, for charts and sentences where pence would only distract; rounded half away from zero.
    #[must_use]
    pub fn in_pounds(self) -> String {
        let pounds = (self.0.unsigned_abs() + 50) / 100;
        format!("{}£{}", if self.0 < 0 && pounds > 0 { "-" } else { "" }, grouped(pounds))
    }
}

/// Text that is not a sum of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a sum of money: write pounds and pence such as 1,234.56")]
pub struct PenceError(pub String);

impl fmt::Display for Pence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        write!(out, "{}£{}.{:02}", if self.0 < 0 { "-" } else { "" }, grouped(size / 100), size % 100)
    }
}

impl From<ras::Money> for Pence {
    fn from(money: ras::Money) -> Pence {
        Pence(money.0)
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_the_way_people_write_it() {
        let shown = [(0, "£0.00"), (5, "£0.05"), (123_456, "£1,234.56"), (-100_000_000, "-£1,000,000.00")];
        for (pence, text) in shown {
            assert_eq!(Pence(pence).to_string(), text);
        }
        assert_eq!(Pence(123_450).in_pounds(), "£1,235");
        assert_eq!(Pence(-20).in_pounds(), "£0");
    }

    #[test]
    fn money_is_read_the_way_people_type_it() {
        for (text, pence) in [("1234", 123_400), ("£1,234.5", 123_450), (" 0.07 ", 7), ("-20", -2_000)] {
            assert_eq!(Pence::read(text), Ok(Pence(pence)), "{text}");
        }
        for text in ["", "12.345", "1e5", "abc", "--1", ".5", "92233720368547758.08"] {
            assert!(Pence::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_share_is_rounded_once() {
        assert_eq!(Pence(1_000_050).share(1_200), Some(Pence(120_006)));
        assert_eq!(Pence(i64::MAX).share(20_000), None);
    }
}
