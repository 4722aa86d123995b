//! Numbers, money and dates as people read them.

use super::messages::Messages;
use crate::Ratio;
use crate::scheme::{Currency, InForce};
use jiff::civil::Date;

/// What a number counts, which decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Money in the scheme's currency: `£62.50`.
    Money,
    /// Points: `12 points`.
    Points,
    /// Hours: `1.5 hours`.
    Hours,
    /// Days: `3 days`.
    Days,
    /// A part of a whole: `12%` when it is below one.
    Share,
    /// A bare number: `0.4954`.
    Number,
}

/// A number with separators between thousands: `36,000`, `0.4954`, `−3`.
pub(super) fn number(value: Ratio) -> String {
    let text = value.to_string();
    let (sign, size) = text.strip_prefix('-').map_or(("", text.as_str()), |size| ("−", size));
    let (whole, rest) = size.split_once('.').map_or((size, ""), |(whole, rest)| (whole, rest));
    if whole.contains('/') {
        return format!("{sign}{whole}");
    }
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// An amount of a rule: `£75`, `£62.50`, `£0.4954`; whole amounts without pence.
pub(super) fn money(value: Ratio, currency: Currency) -> String {
    let text = number(value);
    let (sign, size) = text.strip_prefix('−').map_or(("", text.as_str()), |size| ("−", size));
    let pence = match size.split_once('.') {
        Some((_, part)) if part.len() == 1 => "0",
        _ => "",
    };
    if currency.sign().is_empty() {
        return format!("{sign}{} {size}{pence}", currency.code());
    }
    format!("{sign}{}{size}{pence}", currency.sign())
}

/// A share: `12%`; one and more stay plain numbers.
pub(super) fn share(value: Ratio) -> String {
    let percent = value.times(Ratio::whole(100));
    match percent {
        Some(percent) if value < Ratio::ONE && !value.is_negative() => format!("{}%", number(percent)),
        _ => number(value),
    }
}

impl Messages {
    /// `1 April 2026`.
    pub(super) fn date(&self, day: Date) -> String {
        const MONTHS: [&str; 12] = [
            "month.january",
            "month.february",
            "month.march",
            "month.april",
            "month.may",
            "month.june",
            "month.july",
            "month.august",
            "month.september",
            "month.october",
            "month.november",
            "month.december",
        ];
        let month =
            usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).map_or("", |key| self.text(key));
        let (number, year) = (day.day().to_string(), day.year().to_string());
        self.say("date.full", &[("day", &number), ("month", month), ("year", &year)])
    }

    /// `from 1 April 2026 to 31 March 2027`; nothing for a time without ends.
    pub(super) fn time(&self, dates: InForce) -> Option<String> {
        let said = match (dates.from, dates.until) {
            (None, None) => return None,
            (Some(from), None) => self.say("date.from", &[("from", &self.date(from))]),
            (None, Some(until)) => self.say("date.until", &[("until", &self.date(until))]),
            (Some(from), Some(until)) => {
                self.say("date.from-until", &[("from", &self.date(from)), ("until", &self.date(until))])
            }
        };
        Some(said)
    }

    /// A number with what it counts.
    pub(super) fn figure(&self, value: Ratio, shown: Shown, currency: Currency) -> String {
        let counted = |one: &str, several: &str| {
            let key = if value == Ratio::ONE { one } else { several };
            self.say(key, &[("number", &number(value))])
        };
        match shown {
            Shown::Money => money(value, currency),
            Shown::Points => counted("count.point", "count.points"),
            Shown::Hours => counted("count.hour", "count.hours"),
            Shown::Days => counted("count.day", "count.days"),
            Shown::Share => share(value),
            Shown::Number => number(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn r(text: &str) -> Ratio {
        text.parse().unwrap()
    }

    #[test]
    fn money_is_written_as_people_write_it() {
        let pounds = |text| money(r(text), Currency::GBP);
        let found = ["75", "62.5", "36000", "0.4954", "-150", "1234567.8"].map(pounds);
        assert_eq!(found, ["£75", "£62.50", "£36,000", "£0.4954", "−£150", "£1,234,567.80"]);
        assert_eq!(money(r("1200"), Currency::parse("SEK").unwrap()), "SEK 1,200");
    }

    #[test]
    fn shares_below_one_are_percentages() {
        assert_eq!(
            ["0.12", "0.05", "0.0025", "1", "1.5", "-0.5"].map(|t| share(r(t))),
            ["12%", "5%", "0.25%", "1", "1.5", "−0.5"]
        );
    }

    #[test]
    fn days_are_written_out() {
        let messages = Messages::english();
        assert_eq!(messages.date(date(2026, 4, 1)), "1 April 2026");
        let dates = InForce { from: Some(date(2026, 4, 1)), until: Some(date(2027, 3, 31)) };
        assert_eq!(messages.time(dates).unwrap(), "from 1 April 2026 to 31 March 2027");
        assert_eq!(messages.time(InForce::default()), None);
    }

    #[test]
    fn one_point_is_one_point() {
        let messages = Messages::english();
        assert_eq!(messages.figure(r("1"), Shown::Points, Currency::GBP), "1 point");
        assert_eq!(messages.figure(r("1200.5"), Shown::Points, Currency::GBP), "1,200.5 points");
    }
}
