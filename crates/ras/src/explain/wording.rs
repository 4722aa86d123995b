//! Filling in sentences: the catalogue of a language together with the currency of a scheme.

use super::catalogue::{Catalogue, Piece};
use super::figure::{Measure, Style};
use super::message::Message;
use crate::Money;
use crate::scheme::{Currency, Period, Rounding};
use jiff::civil::Date;

/// Writes sentences with names, numbers, amounts and dates in them.
#[derive(Debug, Clone)]
pub struct Wording {
    catalogue: &'static Catalogue,
    /// What stands before an amount: `£`, or `CHF `.
    sign: String,
    hundredths: Style<'static>,
}

/// Something to put into a sentence.
#[derive(Debug, Clone, Copy)]
pub enum Value<'v> {
    /// A text as it is.
    Text(&'v str),
    /// A count of things.
    Count(usize),
    /// An amount of money.
    Amount(Money),
    /// A difference between two amounts, always with its sign.
    Difference(Money),
    /// A day.
    Day(Date),
    /// A number of a calculation.
    #[doc(hidden)]
    Figure(FigureValue<'v>),
}

/// A numerator and how it is written.
#[derive(Debug, Clone, Copy)]
pub struct FigureValue<'v> {
    pub(super) numerator: i128,
    pub(super) style: Style<'v>,
}

impl Wording {
    /// The sentences of a language for a currency.
    #[must_use]
    pub fn new(language: &str, currency: Currency) -> Wording {
        let sign =
            if currency.sign().is_empty() { format!("{} ", currency.code()) } else { currency.sign().to_owned() };
        Wording { catalogue: Catalogue::of(language), sign, hundredths: Style::new(100, Measure::Money) }
    }

    /// The language of the sentences.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.catalogue.language
    }

    /// A sentence with nothing to fill in.
    #[must_use]
    pub fn text(&self, message: Message) -> &'static str {
        self.catalogue.text(message)
    }

    /// A sentence with nothing to fill in, broken into lines.
    pub(super) fn wrapped(&self, message: Message) -> &'static str {
        self.catalogue.wrapped(message)
    }

    /// A sentence with its names filled in.
    #[must_use]
    pub fn sentence(&self, message: Message, values: &[(&str, Value<'_>)]) -> String {
        let mut out = String::with_capacity(64);
        self.say(&mut out, message, values);
        out
    }

    /// Writes a sentence with its names filled in; a name without a value is left out.
    pub fn say(&self, out: &mut String, message: Message, values: &[(&str, Value<'_>)]) {
        for piece in self.catalogue.template(message) {
            match piece {
                Piece::Plain(text) => out.push_str(text),
                Piece::Slot(name) => {
                    if let Some((_, value)) = values.iter().find(|(known, _)| known == name) {
                        self.put(out, *value);
                    }
                }
            }
        }
    }

    /// Writes a value.
    pub fn put(&self, out: &mut String, value: Value<'_>) {
        match value {
            Value::Text(text) => out.push_str(text),
            Value::Count(count) => {
                Style::new(1, Measure::Number).digits(out, i128::try_from(count).unwrap_or(0));
            }
            Value::Amount(amount) => self.figure(out, i128::from(amount.0), self.hundredths),
            Value::Difference(difference) => {
                if difference.0 > 0 {
                    out.push('+');
                }
                self.figure(out, i128::from(difference.0), self.hundredths);
            }
            Value::Day(day) => self.day(out, day),
            Value::Figure(figure) => self.figure(out, figure.numerator, figure.style),
        }
    }

    /// Writes a number with what it counts.
    pub(super) fn figure(&self, out: &mut String, numerator: i128, style: Style<'_>) {
        use Message as M;
        let message = match (style.measure, style.is_one(numerator)) {
            (Measure::Number, _) => return self.number(out, numerator, style),
            (Measure::Money, _) => {
                minus(out, numerator);
                out.push_str(&self.sign);
                return style.digits(out, numerator);
            }
            (Measure::Points, true) => M::NumberPointsOne,
            (Measure::Points, false) => M::NumberPointsOther,
            (Measure::Hours, true) => M::NumberHoursOne,
            (Measure::Hours, false) => M::NumberHoursOther,
            (Measure::Days, true) => M::NumberDaysOne,
            (Measure::Days, false) => M::NumberDaysOther,
            (Measure::Years, true) => M::NumberYearsOne,
            (Measure::Years, false) => M::NumberYearsOther,
            (Measure::Months, true) => M::NumberMonthsOne,
            (Measure::Months, false) => M::NumberMonthsOther,
            (Measure::Share, _) => M::NumberPercent,
            (Measure::Worded(_), _) => M::NumberWorded,
        };
        for piece in self.catalogue.template(message) {
            match (piece, style.measure) {
                (Piece::Plain(text), _) => out.push_str(text),
                (Piece::Slot(name), Measure::Worded(unit)) if name == "unit" => out.push_str(unit),
                (Piece::Slot(_), _) => self.number(out, numerator, style),
            }
        }
    }

    /// Writes a number without what it counts.
    #[allow(clippy::unused_self)]
    pub(super) fn number(&self, out: &mut String, numerator: i128, style: Style<'_>) {
        minus(out, numerator);
        style.digits(out, numerator);
    }

    /// An amount of money.
    #[must_use]
    pub fn amount(&self, amount: Money) -> String {
        let mut out = String::new();
        self.put(&mut out, Value::Amount(amount));
        out
    }

    /// An amount with the time it is for.
    #[must_use]
    pub fn amount_for(&self, amount: Money, period: Period) -> String {
        let message = match period {
            Period::Year => Message::AmountYear,
            Period::Month => Message::AmountMonth,
            Period::Week => Message::AmountWeek,
            Period::Day => Message::AmountDay,
            Period::Hour => Message::AmountHour,
            Period::Once => Message::AmountOnce,
        };
        self.sentence(message, &[("amount", Value::Amount(amount))])
    }

    /// How something is rounded.
    pub(super) fn rounding(&self, rounding: Rounding, measure: Measure<'_>) -> String {
        use crate::RoundingMode as R;
        let message = match rounding.mode {
            R::HalfUp => Message::RoundingHalfUp,
            R::HalfEven => Message::RoundingHalfEven,
            R::HalfDown => Message::RoundingHalfDown,
            R::Up => Message::RoundingUp,
            R::Down => Message::RoundingDown,
        };
        self.sentence(message, &[("unit", ratio(rounding.to, measure))])
    }

    fn day(&self, out: &mut String, day: Date) {
        const MONTHS: [Message; 12] = [
            Message::DateMonth01,
            Message::DateMonth02,
            Message::DateMonth03,
            Message::DateMonth04,
            Message::DateMonth05,
            Message::DateMonth06,
            Message::DateMonth07,
            Message::DateMonth08,
            Message::DateMonth09,
            Message::DateMonth10,
            Message::DateMonth11,
            Message::DateMonth12,
        ];
        let month = usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at));
        let month = month.map_or("", |month| self.text(*month));
        let year = day.year().to_string();
        let of_month = day.day().to_string();
        let values = [("day", Value::Text(&of_month)), ("month", Value::Text(month)), ("year", Value::Text(&year))];
        self.say(out, Message::DateDate, &values);
    }
}

/// A numerator as a value of a sentence.
pub(super) fn figure(numerator: i128, style: Style<'_>) -> Value<'_> {
    Value::Figure(FigureValue { numerator, style })
}

/// An exact number as a value of a sentence.
pub(super) fn ratio(number: crate::Ratio, measure: Measure<'_>) -> Value<'_> {
    figure(number.num(), Style::new(number.den(), measure))
}

fn minus(out: &mut String, numerator: i128) {
    if numerator < 0 {
        out.push('−');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pounds() -> Wording {
        Wording::new("en", Currency::GBP)
    }

    #[test]
    fn amounts_dates_and_differences_read_as_people_write_them() {
        let wording = pounds();
        assert_eq!(wording.amount_for(Money(156_300), Period::Year), "£1,563 a year");
        assert_eq!(wording.amount_for(Money(8291), Period::Week), "£82.91 a week");
        let day = Value::Day(jiff::civil::date(2026, 5, 1));
        assert_eq!(wording.sentence(Message::ReviewFrom, &[("date", day)]), "These rules hold from 1 May 2026.");
        for (difference, shown) in [(62_550, "+£625.50"), (-62_500, "−£625"), (0, "£0")] {
            let mut out = String::new();
            wording.put(&mut out, Value::Difference(Money(difference)));
            assert_eq!(out, shown);
        }
        assert_eq!(Wording::new("en", Currency::parse("CHF").unwrap()).amount(Money(120_000)), "CHF 1,200");
    }

    #[test]
    fn one_point_is_a_point_and_others_are_points() {
        let wording = pounds();
        let shown = |numerator, den, measure| {
            let mut out = String::new();
            wording.figure(&mut out, numerator, Style::new(den, measure));
            out
        };
        assert_eq!(shown(10, 10, Measure::Points), "1 point");
        assert_eq!(shown(25, 10, Measure::Points), "2.5 points");
        assert_eq!(shown(-3, 1, Measure::Hours), "−3 hours");
        assert_eq!(shown(3, 1, Measure::Worded("nights a week")), "3 nights a week");
        assert_eq!(shown(12, 100, Measure::Share), "12%");
    }

    #[test]
    fn every_rounding_has_a_name() {
        let to = |text: &str| text.parse().unwrap();
        for (mode, to, shown) in [
            (crate::RoundingMode::HalfUp, to("1"), "to the nearest £1, halves up"),
            (crate::RoundingMode::HalfEven, to("0.01"), "to the nearest £0.01, halves to the even one"),
            (crate::RoundingMode::Down, to("100"), "down to a whole £100"),
        ] {
            assert_eq!(pounds().rounding(Rounding { to, mode }, Measure::Money), shown);
        }
    }
}
