//! Exact fractions of what is counted in a plan: weeks, visits, pence. Nothing is rounded before the one place that says so.

use std::fmt;

/// A fraction in lowest terms. The parts are kept so small (see [`Ratio::new`]) that a sum of a plan cannot overflow
/// unseen: whatever does not fit is nothing, and the caller says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    top: i128,
    bottom: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Ratio = Ratio { top: 0, bottom: 1 };

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Ratio {
        Ratio { top: i128::from(number), bottom: 1 }
    }

    /// `top / bottom`; nothing where `bottom` is 0 or below.
    #[must_use]
    pub fn new(top: i128, bottom: i128) -> Option<Ratio> {
        if bottom <= 0 {
            return None;
        }
        let shared = common(top.unsigned_abs(), bottom.unsigned_abs());
        let shared = i128::try_from(shared).ok()?;
        Some(Ratio { top: top.checked_div(shared)?, bottom: bottom.checked_div(shared)? })
    }

    /// The product, where it fits.
    #[must_use]
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        Ratio::new(self.top.checked_mul(other.top)?, self.bottom.checked_mul(other.bottom)?)
    }

    /// The sum, where it fits.
    #[must_use]
    pub fn plus(self, other: Ratio) -> Option<Ratio> {
        let left = self.top.checked_mul(other.bottom)?;
        let right = other.top.checked_mul(self.bottom)?;
        Ratio::new(left.checked_add(right)?, self.bottom.checked_mul(other.bottom)?)
    }

    /// The quotient, where it fits; nothing when dividing by nothing.
    #[must_use]
    pub fn over(self, other: Ratio) -> Option<Ratio> {
        if other.top <= 0 {
            return None;
        }
        Ratio::new(self.top.checked_mul(other.bottom)?, self.bottom.checked_mul(other.top)?)
    }

    /// The nearest whole number, halves up.
    #[must_use]
    pub fn rounded(self) -> Option<i64> {
        let doubled = self.top.checked_mul(2)?.checked_add(self.bottom)?;
        i64::try_from(doubled.div_euclid(self.bottom.checked_mul(2)?)).ok()
    }

    /// The whole number at or below.
    #[must_use]
    pub fn floor(self) -> Option<i64> {
        i64::try_from(self.top.div_euclid(self.bottom)).ok()
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.bottom == 1
    }
}

fn common(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1)
}

impl fmt::Display for Ratio {
    /// `52`, `2,188.8`, `52 1/7`, `1/3`: as people write numbers, and always exactly.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.top.div_euclid(self.bottom), self.top.rem_euclid(self.bottom));
        let tenths = rest.checked_mul(10).filter(|tenths| tenths.rem_euclid(self.bottom) == 0);
        match (whole, rest, tenths) {
            (whole, 0, _) => write!(out, "{}", grouped(whole)),
            (whole, _, Some(tenths)) => write!(out, "{}.{}", grouped(whole), tenths.div_euclid(self.bottom)),
            (0, rest, None) => write!(out, "{rest}/{}", self.bottom),
            (whole, rest, None) => write!(out, "{} {rest}/{}", grouped(whole), self.bottom),
        }
    }
}

/// `2,188`: thousands apart.
fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::from(if number < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_stay_exact_and_are_rounded_once() {
        let third = Ratio::new(1_000, 3).unwrap();
        assert_eq!(third.to_string(), "333 1/3");
        assert_eq!(third.times(Ratio::whole(3)), Some(Ratio::whole(1_000)));
        assert_eq!(third.plus(Ratio::new(1, 6).unwrap()).unwrap().rounded(), Some(334));
        assert_eq!(
            (Ratio::new(366, 7).unwrap().to_string(), Ratio::new(1, 7).unwrap().to_string()),
            ("52 2/7".into(), "1/7".into())
        );
        let shown = |top, bottom| Ratio::new(top, bottom).unwrap().to_string();
        assert_eq!([shown(10_944, 5), shown(1, 2), shown(1_234_567, 1)], ["2,188.8", "0.5", "1,234,567"]);
        assert_eq!((Ratio::new(-1, 2).unwrap().rounded(), Ratio::new(1, 0)), (Some(0), None));
        assert_eq!(Ratio::whole(i64::MAX).times(Ratio::whole(i64::MAX)).and_then(|r| r.rounded()), None);
    }
}
