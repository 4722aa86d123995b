//! Numbers as people write them: every decimal there is, thousands apart, a real minus sign.

use crate::Ratio;
use crate::scheme::{AgeUnit, Unit};

/// Decimals shown of a number that has no end.
const SHOWN_OF_ENDLESS: u32 = 6;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure<'a> {
    /// A bare number.
    Number,
    /// The scheme's currency.
    Money,
    Points,
    Hours,
    Days,
    Years,
    Months,
    /// Shown as so many in the hundred.
    Share,
    /// What the wording of a question says it counts.
    Worded(&'a str),
}

impl Measure<'_> {
    pub(super) fn of_unit(unit: Unit) -> Measure<'static> {
        match unit {
            Unit::Points => Measure::Points,
            Unit::Money => Measure::Money,
            Unit::Hours => Measure::Hours,
            Unit::Days => Measure::Days,
            Unit::Number => Measure::Number,
        }
    }

    pub(super) fn of_age(unit: AgeUnit) -> Measure<'static> {
        if unit == AgeUnit::Years { Measure::Years } else { Measure::Months }
    }
}

/// How an operation's numerators are written: what they count, and how they become decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style<'a> {
    pub(super) measure: Measure<'a>,
    den: u128,
    places: u32,
    /// What a rest is multiplied by to count units of the last decimal; 0 when the decimals have no end.
    per_unit: u128,
}

impl<'a> Style<'a> {
    /// For whole days.
    pub(super) const WHOLE_DAYS: Style<'static> = Style { measure: Measure::Days, den: 1, places: 0, per_unit: 1 };

    /// For numerators over a denominator above zero.
    pub(super) fn new(den: i128, measure: Measure<'a>) -> Style<'a> {
        // A share is written in hundredths, so one hundred times as large.
        let shown_den = if measure == Measure::Share { Ratio::new(100, den) } else { Ratio::new(1, den) };
        let den = den.unsigned_abs().max(1);
        let places = shown_den.and_then(Ratio::decimal_places).and_then(|places| u32::try_from(places).ok());
        match places.filter(|places| *places <= 30) {
            Some(places) => {
                let scale = 10_u128.pow(places) * if measure == Measure::Share { 100 } else { 1 };
                Style { measure, den, places, per_unit: (scale / den).max(1) }
            }
            None => Style { measure, den, places: SHOWN_OF_ENDLESS, per_unit: 0 },
        }
    }

    pub(super) fn den(self) -> i128 {
        i128::try_from(self.den).unwrap_or(1)
    }

    /// The same number counting something else.
    pub(super) fn counting<'b>(self, measure: Measure<'b>) -> Style<'b> {
        if measure == Measure::Share || self.measure == Measure::Share {
            Style::new(self.den(), measure)
        } else {
            Style { measure, den: self.den, places: self.places, per_unit: self.per_unit }
        }
    }

    /// Writes the digits, without sign and without what they count.
    pub(super) fn digits(self, out: &mut String, numerator: i128) {
        let size = numerator.unsigned_abs();
        let hundredfold = self.measure == Measure::Share;
        let fewest = if self.measure == Measure::Money { 2 } else { 0 };
        if self.per_unit == 0 {
            let size = if hundredfold { size.saturating_mul(100) } else { size };
            grouped(out, size / self.den);
            let rest = size % self.den * 10_u128.pow(self.places);
            let has_end = rest.is_multiple_of(self.den);
            decimals(out, rest / self.den, self.places, if has_end { fewest } else { self.places });
            if !has_end {
                out.push('…');
            }
        } else if hundredfold {
            // Shares are small: the whole number in units of the last decimal fits.
            let units = size.saturating_mul(self.per_unit);
            let one = 10_u128.pow(self.places);
            grouped(out, units / one);
            decimals(out, units % one, self.places, 0);
        } else if let (Ok(size), Ok(den)) = (u64::try_from(size), u64::try_from(self.den)) {
            if den == 1 {
                return grouped_u64(out, size);
            }
            grouped_u64(out, size / den);
            decimals(out, u128::from(size % den) * self.per_unit, self.places, fewest);
        } else {
            grouped(out, size / self.den);
            decimals(out, size % self.den * self.per_unit, self.places, fewest);
        }
    }

    /// Whether this is exactly one of what is counted.
    pub(super) fn is_one(self, numerator: i128) -> bool {
        numerator.unsigned_abs() == self.den
    }
}

/// A whole number with commas between thousands.
fn grouped(out: &mut String, number: u128) {
    match u64::try_from(number) {
        Ok(number) => grouped_u64(out, number),
        Err(_) => {
            grouped(out, number / 1000);
            out.push(',');
            out.push_str(three_digits(u64::try_from(number % 1000).unwrap_or(0)));
        }
    }
}

fn grouped_u64(out: &mut String, number: u64) {
    if number < 1000 {
        let noughts = if number < 10 { 2 } else { usize::from(number < 100) };
        out.push_str(three_digits(number).get(noughts..).unwrap_or_default());
    } else {
        grouped_u64(out, number / 1000);
        out.push(',');
        out.push_str(three_digits(number % 1000));
    }
}

/// A number below a thousand with noughts before it: the quickest way to its digits is to have them all written out.
fn three_digits(number: u64) -> &'static str {
    const DIGITS: [u8; 3000] = {
        let mut digits = [b'0'; 3000];
        let mut at = 0;
        while at < 1000 {
            #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // worked out by the compiler
            {
                digits[3 * at] += (at / 100) as u8;
                digits[3 * at + 1] += (at / 10 % 10) as u8;
                digits[3 * at + 2] += (at % 10) as u8;
            }
            at += 1;
        }
        digits
    };
    static TEXT: &str = match std::str::from_utf8(&DIGITS) {
        Ok(text) => text,
        Err(_) => "",
    };
    let start = usize::try_from(number).unwrap_or(0) * 3;
    TEXT.get(start..start + 3).unwrap_or_default()
}

/// The decimals, without noughts at the end beyond the fewest; none at all for nothing.
fn decimals(out: &mut String, units: u128, places: u32, fewest: u32) {
    if units == 0 {
        return;
    }
    let (mut units, mut places) = (units, places);
    while places > fewest && units.is_multiple_of(10) {
        units /= 10;
        places -= 1;
    }
    out.push('.');
    if let Ok(units) = u64::try_from(units) {
        padded(out, units, places);
    } else {
        let tail = 10_u128.pow(18);
        padded(out, u64::try_from(units / tail).unwrap_or(0), places.saturating_sub(18));
        padded(out, u64::try_from(units % tail).unwrap_or(0), 18);
    }
    for _ in places..fewest {
        out.push('0');
    }
}

/// The last digits of a number, with noughts before them.
fn padded(out: &mut String, number: u64, width: u32) {
    if width > 1 {
        padded(out, number / 10, width - 1);
    }
    if width > 0 {
        out.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or(0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(numerator: i128, den: i128, measure: Measure<'_>) -> String {
        let mut out = String::new();
        Style::new(den, measure).digits(&mut out, numerator);
        out
    }

    #[test]
    fn money_has_pence_when_there_are_some_and_more_decimals_when_the_value_has_them() {
        assert_eq!(shown(156_250, 100, Measure::Money), "1,562.50");
        assert_eq!(shown(1_562_505, 1000, Measure::Money), "1,562.505");
        assert_eq!(shown(2800, 1, Measure::Money), "2,800");
        assert_eq!(shown(15, 10, Measure::Money), "1.50");
        assert_eq!(shown(1_234_567_800, 100, Measure::Money), "12,345,678");
    }

    #[test]
    fn numbers_are_written_in_full_and_without_end_only_when_they_have_none() {
        assert_eq!(shown(4954, 10_000, Measure::Number), "0.4954");
        assert_eq!(shown(25, 10, Measure::Points), "2.5");
        assert_eq!(shown(1_000_000, 3, Measure::Number), "333,333.333333…");
        assert_eq!(shown(45, 30, Measure::Money), "1.50");
        assert_eq!(shown(3, 3, Measure::Money), "1");
        assert_eq!(shown(12, 100, Measure::Share), "12");
        assert_eq!(shown(1, 8, Measure::Share), "12.5");
        assert_eq!(shown(1, 3, Measure::Share), "33.333333…");
        assert_eq!(shown(100, 1, Measure::Share), "10,000");
        assert_eq!(shown(1, 10_i128.pow(30), Measure::Number), format!("0.{}1", "0".repeat(29)));
        assert_eq!(shown(10_i128.pow(36), 1, Measure::Number), format!("1{}", ",000".repeat(12)));
    }
}
