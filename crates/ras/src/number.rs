//! Exact numbers: what a person wrote (`Decimal`), what a calculation holds (`Ratio`), and how a number is rounded.
//! No floating point. Every operation that could overflow says so instead of wrapping.

use std::fmt;

/// Most digits before and after the decimal point that a scheme may write.
pub const MAX_WHOLE_DIGITS: usize = 18;
/// Most digits after the decimal point that a scheme may write.
pub const MAX_PLACES: usize = 12;

/// An exact fraction, always in lowest terms with a positive denominator.
///
/// ```
/// use ras::Ratio;
/// let price: Ratio = "62.50".parse().unwrap();
/// assert_eq!(price.to_string(), "62.5");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

/// Why a text is not a number that a scheme may hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a plain decimal number.
    #[error("`{0}` is not a plain number such as `12`, `-3` or `0.4954`")]
    NotPlain(String),
    /// More than 18 digits before the point, or 12 after it.
    #[error("`{0}` has too many digits: at most 18 before the point and 12 after it")]
    TooLong(String),
}

impl Ratio {
    /// Nought.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// One.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// `num / den` in lowest terms. `None` when `den` is zero or a part is too large to hold.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Ratio> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return None;
        }
        let g = gcd(num, den);
        let sign = if den < 0 { -1 } else { 1 };
        Some(Ratio { num: sign * (num / g), den: sign * (den / g) })
    }

    /// A whole number.
    #[must_use]
    pub fn whole(n: i64) -> Ratio {
        Ratio { num: i128::from(n), den: 1 }
    }

    /// The numerator, in lowest terms.
    #[must_use]
    pub fn num(self) -> i128 {
        self.num
    }

    /// The denominator, in lowest terms, at least 1.
    #[must_use]
    pub fn den(self) -> i128 {
        self.den
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.den == 1
    }

    /// The sum, unless it is too large to hold.
    #[must_use]
    pub fn plus(self, other: Ratio) -> Option<Ratio> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Ratio::new(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    /// The difference, unless it is too large to hold.
    #[must_use]
    pub fn minus(self, other: Ratio) -> Option<Ratio> {
        self.plus(Ratio { num: -other.num, den: other.den })
    }

    /// The product, unless it is too large to hold.
    #[must_use]
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        Ratio::new(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?)
    }

    /// The same value as a numerator over `den`; `None` if it does not go in exactly.
    #[must_use]
    pub fn over(self, den: i128) -> Option<i128> {
        if den % self.den != 0 {
            return None;
        }
        self.num.checked_mul(den / self.den)
    }

    /// How many decimal places write it out in full, if any number does.
    #[must_use]
    pub fn decimal_places(self) -> Option<usize> {
        let (mut den, mut twos, mut fives) = (self.den, 0, 0);
        while den % 2 == 0 {
            den /= 2;
            twos += 1;
        }
        while den % 5 == 0 {
            den /= 5;
            fives += 1;
        }
        (den == 1).then_some(twos.max(fives))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> std::cmp::Ordering {
        // Whole parts first, so that the cross products stay small; exact remainders then decide.
        let (a, b) = (self.num.div_euclid(self.den), other.num.div_euclid(other.den));
        a.cmp(&b).then_with(|| {
            let (ra, rb) = (self.num.rem_euclid(self.den), other.num.rem_euclid(other.den));
            match (ra.checked_mul(other.den), rb.checked_mul(self.den)) {
                (Some(x), Some(y)) => x.cmp(&y),
                _ => compare_by_continued_fraction((ra, self.den), (rb, other.den)),
            }
        })
    }
}

/// Compares two proper fractions whose cross products overflow.
fn compare_by_continued_fraction(a: (i128, i128), b: (i128, i128)) -> std::cmp::Ordering {
    match (a.0 == 0, b.0 == 0) {
        (true, true) => std::cmp::Ordering::Equal,
        (true, false) => std::cmp::Ordering::Less,
        (false, true) => std::cmp::Ordering::Greater,
        (false, false) => {
            let (qa, qb) = (a.1 / a.0, b.1 / b.0);
            // A larger reciprocal is a smaller fraction.
            qb.cmp(&qa).then_with(|| compare_by_continued_fraction((b.1 % b.0, b.0), (a.1 % a.0, a.0)))
        }
    }
}

impl std::str::FromStr for Ratio {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Ratio, NumberError> {
        let not_plain = || NumberError::NotPlain(text.to_owned());
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits = |s: &str| {
            !s.is_empty()
                && !s.starts_with('_')
                && !s.ends_with('_')
                && s.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        };
        if !is_digits(whole) || !is_digits(part) {
            return Err(not_plain());
        }
        let digits = |s: &str| s.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
        let (whole, part) = (digits(whole), digits(part));
        let whole = whole.trim_start_matches('0');
        let part = part.trim_end_matches('0');
        if whole.len() > MAX_WHOLE_DIGITS || part.len() > MAX_PLACES {
            return Err(NumberError::TooLong(text.to_owned()));
        }
        let joined = format!("0{whole}{part}");
        let units: i128 = joined.parse().map_err(|_| not_plain())?;
        let places = u32::try_from(part.len()).map_err(|_| not_plain())?;
        let num = if negative { -units } else { units };
        Ratio::new(num, 10_i128.pow(places)).ok_or_else(not_plain)
    }
}

impl fmt::Display for Ratio {
    /// As a decimal when it has an end (`62.5`), otherwise as a fraction (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(places) = self.decimal_places() else {
            return write!(f, "{}/{}", self.num, self.den);
        };
        let sign = if self.num < 0 { "-" } else { "" };
        let size = self.num.unsigned_abs();
        let den = self.den.unsigned_abs();
        write!(f, "{sign}{}", size / den)?;
        if places > 0 {
            f.write_str(".")?;
            let mut rest = size % den;
            for _ in 0..places {
                rest *= 10;
                write!(f, "{}", rest / den)?;
                rest %= den;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Ratio {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The greatest common divisor, at least 1.
#[must_use]
pub fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// The least common multiple of two positive numbers, unless it is too large to hold.
#[must_use]
pub fn lcm(a: i128, b: i128) -> Option<i128> {
    (a / gcd(a, b)).checked_mul(b)
}

/// What happens to the part that rounding takes away. *Up* is away from zero, *down* towards it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// To the nearest; a half goes up.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// To the nearest; a half goes down.
    HalfDown,
    /// Any part goes up.
    Up,
    /// Any part is dropped.
    Down,
}

impl RoundingMode {
    /// Every mode with its name in scheme files.
    pub const ALL: [(&'static str, RoundingMode); 5] = [
        ("half-up", RoundingMode::HalfUp),
        ("half-even", RoundingMode::HalfEven),
        ("half-down", RoundingMode::HalfDown),
        ("up", RoundingMode::Up),
        ("down", RoundingMode::Down),
    ];

    /// `num / den` to a whole number; `den` is above zero.
    #[must_use]
    #[inline]
    pub fn divide(self, num: i128, den: i128) -> i128 {
        match (i64::try_from(num), i64::try_from(den)) {
            // 64-bit division is several times as fast, and nearly all money fits.
            (Ok(num), Ok(den)) => i128::from(self.divide_i64(num, den)),
            _ => {
                let (quotient, rest) = (num / den, num % den);
                let away = if num < 0 { -1 } else { 1 };
                let half = rest.abs().cmp(&(den - rest.abs()));
                if self.goes_up(rest != 0, half, quotient % 2 != 0) { quotient + away } else { quotient }
            }
        }
    }

    /// `num / den` to a whole number; `den` is above zero.
    #[must_use]
    #[inline]
    pub fn divide_i64(self, num: i64, den: i64) -> i64 {
        let (quotient, rest) = (num / den, num % den);
        let away = if num < 0 { -1 } else { 1 };
        let half = rest.abs().cmp(&(den - rest.abs()));
        if self.goes_up(rest != 0, half, quotient % 2 != 0) { quotient + away } else { quotient }
    }

    #[inline]
    fn goes_up(self, has_rest: bool, half: std::cmp::Ordering, is_odd: bool) -> bool {
        use std::cmp::Ordering::{Equal, Greater};
        match self {
            RoundingMode::HalfUp => half != std::cmp::Ordering::Less,
            RoundingMode::HalfDown => half == Greater,
            RoundingMode::HalfEven => half == Greater || (half == Equal && is_odd),
            RoundingMode::Up => has_rest,
            RoundingMode::Down => false,
        }
    }
}

impl fmt::Display for RoundingMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = RoundingMode::ALL.iter().find(|(_, mode)| mode == self).map_or("", |(name, _)| name);
        f.write_str(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(text: &str) -> Ratio {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_is_read_and_written_exactly() {
        for (text, shown) in
            [("0.4954", "0.4954"), ("27.5720", "27.572"), ("-2.98", "-2.98"), ("1_000_000", "1000000"), ("+7", "7")]
        {
            assert_eq!(r(text).to_string(), shown);
        }
        assert_eq!(Ratio::new(1, 3).unwrap().to_string(), "1/3");
    }

    #[test]
    fn what_is_not_a_plain_number_is_refused() {
        for text in ["", "1e3", ".5", "5.", "1__", "_1", "0x10", "1,000", "--1", "nan", "inf", "٣"] {
            assert!(matches!(text.parse::<Ratio>(), Err(NumberError::NotPlain(_))), "{text}");
        }
        assert!(matches!("1234567890123456789".parse::<Ratio>(), Err(NumberError::TooLong(_))));
        assert!(matches!("0.1234567890123".parse::<Ratio>(), Err(NumberError::TooLong(_))));
    }

    #[test]
    fn halves_go_where_the_mode_says() {
        use RoundingMode::{Down, HalfDown, HalfEven, HalfUp, Up};
        let table = [
            (HalfUp, [2, 3, 2, -3, 1]),
            (HalfEven, [2, 2, 2, -2, 1]),
            (HalfDown, [2, 2, 2, -2, 1]),
            (Up, [2, 3, 3, -3, 1]),
            (Down, [2, 2, 2, -2, 1]),
        ];
        for (mode, expected) in table {
            let found = [(4, 2), (5, 2), (9, 4), (-5, 2), (1, 1)].map(|(num, den)| mode.divide(num, den));
            assert_eq!(found, expected, "{mode}");
        }
        assert_eq!(HalfEven.divide(7, 2), 4);
    }

    #[test]
    fn fractions_are_compared_exactly_even_when_huge() {
        let huge = i128::MAX / 3;
        let a = Ratio::new(huge, huge - 1).unwrap();
        let b = Ratio::new(huge - 1, huge - 2).unwrap();
        assert!(a < b);
        assert!(r("-1.5") < r("-1.25") && r("0.5") > Ratio::new(1, 3).unwrap());
    }
}
