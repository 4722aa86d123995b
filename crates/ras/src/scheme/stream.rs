//! Streams of money, what they are rounded to, and what stands around them: outcomes, sources, review, adjustment.

use super::{Condition, Ref};
use crate::Ratio;
use crate::finding::Place;
use crate::number::RoundingMode;
use jiff::civil::Date;
use std::fmt;

/// A pot of money with its own conditions.
#[derive(Debug, Clone)]
pub struct Stream {
    /// Its id.
    pub id: String,
    /// The step that is the amount; none when a split gives it.
    pub amount: Option<Ref>,
    /// The step shown as points.
    pub points: Option<Ref>,
    /// What the amount is for.
    pub period: Period,
    /// How it is rounded.
    pub round: Option<Rounding>,
    /// Who may have it.
    pub eligible_when: Option<Condition>,
    /// Where it stands.
    pub place: Place,
}

/// A rounding: to which unit, and what happens to the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Rounding {
    /// The unit, above zero.
    pub to: Ratio,
    /// The mode.
    pub mode: RoundingMode,
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.mode, self.to)
    }
}

/// A whole that is shared between streams.
#[derive(Debug, Clone)]
pub struct Split {
    /// The step that is the whole.
    pub of: Ref,
    /// How the whole is rounded.
    pub round: Rounding,
    /// Share of each stream; together 1.
    pub shares: Vec<(String, Ratio)>,
    /// The stream that gets what is left.
    pub remainder_to: String,
    /// Where it stands.
    pub place: Place,
}

/// A route out of the table: answers that no table should settle alone.
#[derive(Debug, Clone)]
pub struct Route {
    /// Its id.
    pub id: String,
    /// When it is open.
    pub when: Condition,
    /// Where it stands.
    pub place: Place,
}

/// One outcome of the framework.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub place: Place,
}

/// A document that amounts come from.
#[derive(Debug, Clone)]
pub struct SourceDocument {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it can be found.
    pub found_at: Option<String>,
    /// When it was seen.
    pub seen: Option<Date>,
    /// Where it stands.
    pub place: Place,
}

/// When things are next looked at.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// When the rates are next due to change.
    pub uprated_on: Option<Date>,
    /// When the scheme is next looked at.
    pub reviewed_on: Option<Date>,
}

/// What may lawfully happen to the figure after the calculation; always by a named person with reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adjustment {
    /// Up, never down.
    UpOnly,
    /// Both ways.
    #[default]
    Both,
    /// Not at all.
    None,
}

impl Adjustment {
    /// Every direction with its name in scheme files.
    pub const ALL: [(&'static str, Adjustment); 3] =
        [("up-only", Adjustment::UpOnly), ("both", Adjustment::Both), ("none", Adjustment::None)];
}

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A year.
    Year,
    /// A month.
    Month,
    /// A week.
    Week,
    /// A day.
    Day,
    /// An hour.
    Hour,
    /// One time.
    Once,
}

impl Period {
    /// Every period with its name in scheme files.
    pub const ALL: [(&'static str, Period); 6] = [
        ("year", Period::Year),
        ("month", Period::Month),
        ("week", Period::Week),
        ("day", Period::Day),
        ("hour", Period::Hour),
        ("once", Period::Once),
    ];

    /// Its name in scheme files and results.
    #[must_use]
    pub fn name(self) -> &'static str {
        Period::ALL.iter().find(|(_, period)| *period == self).map_or("", |(name, _)| name)
    }
}

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Currencies that have no minor unit in use (ISO 4217 exponent 0).
    const WHOLE: [&'static str; 8] = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF"];
    /// Currencies with thousandths, which results with two decimals cannot show.
    const THOUSANDTHS: [&'static str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// Pounds sterling.
    pub const GBP: Currency = Currency(*b"GBP");

    /// Reads a code of three capital letters, refusing those with thousandths.
    #[must_use]
    pub fn parse(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let is_code = bytes.iter().all(u8::is_ascii_uppercase) && !Currency::THOUSANDTHS.contains(&code);
        is_code.then_some(Currency(bytes))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// How many hundredths the smallest unit is: 1, or 100 where there is no minor unit.
    #[must_use]
    pub fn smallest_in_hundredths(&self) -> i64 {
        if Currency::WHOLE.contains(&self.code()) { 100 } else { 1 }
    }

    /// The sign to write before an amount.
    #[must_use]
    pub fn sign(&self) -> &str {
        match self.code() {
            "GBP" => "£",
            "USD" | "AUD" | "CAD" | "NZD" => "$",
            "EUR" => "€",
            _ => "",
        }
    }
}
