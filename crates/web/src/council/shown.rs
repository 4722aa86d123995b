//! Days, instants and codes as office pages show them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use seven_core::people::age::age_on;

use crate::words::PageWords;

/// `1 September 2026`.
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `1 September 2026`, or nothing.
pub fn day_or_nothing(date: Option<Date>) -> String {
    date.map(day).unwrap_or_default()
}

/// `1 September 2026, 09:30`, on the clock of the authority.
pub fn instant(at: Timestamp) -> String {
    zoned(at).strftime("%-d %B %Y, %H:%M").to_string()
}

/// The day of an instant.
pub fn day_of(at: Timestamp) -> Date {
    zoned(at).date()
}

fn zoned(at: Timestamp) -> jiff::Zoned {
    at.to_zoned(TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC))
}

/// Whole days from an instant to a day; never below nothing.
pub fn days_since(at: Timestamp, today: Date) -> i64 {
    let days = day_of(at).until(today).map(|span| span.get_days()).unwrap_or_default();
    i64::from(days).max(0)
}

/// The age on a day: `10`, or nothing where no date of birth is known.
pub fn age(born: Option<Date>, today: Date) -> String {
    born.map(|born| age_on(born, today).years.to_string()).unwrap_or_default()
}

/// What a code is called: the message `<kind>.<code>`.
pub fn coded(w: PageWords, kind: &str, code: &str) -> String {
    w.find(&format!("{kind}.{code}")).map_or_else(|| code.to_owned(), str::to_owned)
}

/// A day from three boxes of a form, `2026-09-01`; nothing where it is none.
pub fn typed_day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// A sort code in pairs, `20-00-00`, as it stands on cards and letters.
pub fn sort_code(six: &str) -> String {
    let pairs: Vec<&str> = [0, 2, 4].iter().filter_map(|from| six.get(*from..from + 2)).collect();
    pairs.join("-")
}

/// A cell of a CSV file: quoted, and never taken for a formula by a spreadsheet.
pub fn cell(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_from_midnight_to_midnight() {
        let late: Timestamp = "2026-08-31T22:30:00Z".parse().unwrap();
        assert_eq!(days_since(late, date(2026, 9, 1)), 1);
        assert_eq!(days_since("2026-08-31T23:30:00Z".parse().unwrap(), date(2026, 9, 1)), 0, "summer time");
        assert_eq!(days_since(late, date(2026, 8, 1)), 0);
        assert_eq!(instant(late), "31 August 2026, 23:30");
    }

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("O'Brien, \"Bo\""), "\"O'Brien, \"\"Bo\"\"\"");
    }
}
