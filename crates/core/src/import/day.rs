//! Days as people in England write them: `2026-05-01`, or `01/05/2026` with the day first.

use jiff::civil::Date;

/// A text that is not a day, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Neither way of writing.
    #[error("`{0}` is not a day: write 2026-05-01 or, with the day first, 01/05/2026")]
    Unreadable(String),
    /// Two digits could be this century or the last.
    #[error("`{0}` has a year of two digits: write all four, as in 01/05/2026")]
    ShortYear(String),
    /// No such day.
    #[error("there is no day `{0}` in the calendar: the day comes first, then the month")]
    NoSuchDay(String),
}

/// Reads a day. Slashes mean day first, always; nothing is guessed.
///
/// # Errors
/// [`DayError`].
pub fn read_day(text: &str) -> Result<Date, DayError> {
    let text = text.trim();
    let shown = || text.chars().filter(|c| !c.is_control()).take(30).collect::<String>();
    let separator = if text.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return Err(DayError::Unreadable(shown())) };
    let (year, month, day) = if separator == '/' { (c, b, a) } else { (a, b, c) };
    let are_digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![year, month, day].iter().all(|part| are_digits(part)) || month.len() > 2 || day.len() > 2 {
        return Err(DayError::Unreadable(shown()));
    }
    match year.len() {
        4 => {}
        2 => return Err(DayError::ShortYear(shown())),
        _ => return Err(DayError::Unreadable(shown())),
    }
    if separator == '-' && (month.len() != 2 || day.len() != 2) {
        return Err(DayError::Unreadable(shown()));
    }
    let wrong = || DayError::NoSuchDay(shown());
    let number = |part: &str| part.parse::<i8>().map_err(|_| wrong());
    Date::new(year.parse().map_err(|_| wrong())?, number(month)?, number(day)?).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_comes_first_before_slashes() {
        for text in ["2026-05-01", "01/05/2026", "1/5/2026", " 01/05/2026 "] {
            assert_eq!(read_day(text), Ok(date(2026, 5, 1)), "{text}");
        }
        assert_eq!(read_day("13/12/2012"), Ok(date(2012, 12, 13)));
    }

    #[test]
    fn nothing_is_guessed() {
        for text in ["01/05/26", "1/5/12"] {
            assert_eq!(read_day(text), Err(DayError::ShortYear(text.to_owned())));
        }
        for text in ["12/13/2012", "31/02/2026", "2026-13-01", "00/01/2026"] {
            assert_eq!(read_day(text), Err(DayError::NoSuchDay(text.to_owned())));
        }
        for text in ["", "1 May 2026", "44321", "2026-5-1", "01-05-2026", "01/05/2026 00:00", "٠١/٠٥/٢٠٢٦"] {
            assert!(matches!(read_day(text), Err(DayError::Unreadable(_))), "{text}");
        }
    }
}
