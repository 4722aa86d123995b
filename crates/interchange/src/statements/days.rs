//! Days as formats write them. A day that no calendar has is refused: some banks count every month as thirty days.

use jiff::civil::Date;

use super::LineFault;

fn part<T: std::str::FromStr>(text: &str) -> Option<T> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A day from the digits of its parts.
pub(super) fn of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(part(year)?, part(month)?, part(day)?).ok()
}

/// `20260531`, with or without a time after it.
pub(super) fn eight_digits(text: &str) -> Result<Date, LineFault> {
    let text = text.trim();
    let parts = (text.get(..4), text.get(4..6), text.get(6..8));
    let found = if let (Some(year), Some(month), Some(day)) = parts { of(year, month, day) } else { None };
    found.ok_or_else(|| LineFault::Day(text.chars().take(40).collect()))
}

/// `260531`. Years from 80 on are of the last century.
pub(super) fn six_digits(text: &str) -> Result<Date, LineFault> {
    let century = if text.get(..2).is_some_and(|year| year >= "80") { "19" } else { "20" };
    eight_digits(&format!("{century}{text}")).map_err(|_| LineFault::Day(text.to_owned()))
}

/// `2026-05-31`, with or without a time after it.
pub(super) fn with_hyphens(text: &str) -> Result<Date, LineFault> {
    let text = text.trim();
    let bare: String = text.chars().take(10).filter(|letter| *letter != '-').collect();
    let is_shaped = text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-');
    match eight_digits(&bare) {
        Ok(day) if is_shaped && bare.len() == 8 => Ok(day),
        _ => Err(LineFault::Day(text.chars().take(40).collect())),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_one_of_the_calendar() {
        assert_eq!(eight_digits("20240229120000.000[-5:EST]"), Ok(date(2024, 2, 29)));
        assert_eq!(six_digits("991231"), Ok(date(1999, 12, 31)));
        assert_eq!(with_hyphens("2026-05-31T10:00:00+01:00"), Ok(date(2026, 5, 31)));
        for wrong in ["", "20260230", "2026023", "2026é531"] {
            assert!(eight_digits(wrong).is_err(), "{wrong}");
        }
        assert!(six_digits("160230").is_err());
        assert!(with_hyphens("2026-0531").is_err());
    }
}
