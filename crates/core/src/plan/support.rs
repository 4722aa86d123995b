//! One line of support, paid or unpaid: what, who, when, how much of it, what one of it costs, out of which stream, for
//! which outcome.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::employing::Employing;
use super::pattern::Pattern;
use crate::codes::coded;
use crate::{Pence, PieceId};

coded! {
    /// Where support comes from. A good plan uses all four (framework for personal budgets, 2013).
    pub enum Quadrant ("source of support") {
        /// What is there for every child.
        Universal = "universal",
        /// What is there for disabled children.
        Targeted = "targeted",
        /// Family, friends, neighbours, clubs.
        Community = "community",
        /// What the personal budget buys.
        SelfDirected = "self-directed",
    }
}

coded! {
    /// What one of it is: decides the words beside the quantity.
    pub enum Unit ("unit") {
        /// An hour of somebody's time.
        Hour = "hour",
        /// A visit or a session.
        Session = "session",
        /// A night.
        Night = "night",
        /// A day.
        Day = "day",
        /// A mile driven.
        Mile = "mile",
        /// A thing or a payment as a whole.
        Item = "item",
    }
}

coded! {
    /// What kind of spending it is, for whoever looks at many plans.
    pub enum SupportKind ("kind of support") {
        /// Somebody who helps.
        Help = "help",
        /// Something to do: a club, a trip, a course.
        Activity = "activity",
        /// Equipment or another thing.
        Equipment = "equipment",
        /// Getting there.
        Travel = "travel",
        /// What it takes to begin: checks, insurance, training.
        SetUp = "set-up",
        /// Payroll, an account, a broker's fee.
        Administration = "administration",
        /// A break for the family, or for brothers and sisters.
        Break = "break",
    }
}

/// A price in thousandths of a penny, so that 24.5p a mile and a third of a pound can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitPrice(pub i64);

/// A number with up to three decimals, in thousandths: 1.5 hours is 1,500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub i64);

/// How much of the price the budget pays; somebody else pays the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// This sum and no more: £5,500 towards a caravan.
    Sum {
        /// The sum.
        pence: Pence,
    },
    /// So many parts of so many: one third.
    Share {
        /// The budget's parts.
        parts: u16,
        /// Of how many.
        of: u16,
    },
}

/// One line of support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Support {
    /// What it is, in the family's words.
    pub what: String,
    /// Who does it or sells it.
    #[serde(default)]
    pub who: String,
    /// What kind it is.
    pub kind: SupportKind,
    /// Where it comes from.
    pub quadrant: Quadrant,
    /// The outcomes it serves.
    #[serde(default)]
    pub outcomes: Vec<PieceId>,
    /// When.
    pub pattern: Pattern,
    /// From when, where it is not the plan's first day.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when, where it is not the plan's last day.
    #[serde(default)]
    pub until: Option<Date>,
    /// How much of it each time.
    pub quantity: Quantity,
    /// What is counted.
    pub unit: Unit,
    /// What it costs the budget; nothing for unpaid support.
    #[serde(default)]
    pub paid: Option<Paid>,
}

/// The money of a line of support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Paid {
    /// Out of which funding stream.
    pub stream: String,
    /// What one unit costs. Where the family employs, it is the wage an hour.
    pub price: UnitPrice,
    /// How much of that the budget pays.
    #[serde(default)]
    pub part: Part,
    /// Where the family employs somebody: what beside the wage has to be paid.
    #[serde(default)]
    pub employing: Option<Employing>,
    /// Who it is paid to, where it is known.
    #[serde(default)]
    pub payee: String,
}

/// Text that is not a number or a price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number from 0 with at most three decimals.
    #[error("`{0}` is not a number: write one such as 2 or 1.5")]
    Quantity(String),
    /// Not a price.
    #[error("`{0}` is not a price: write pounds and pence such as 14.50, or pence such as 24.5p")]
    Price(String),
}

impl Quantity {
    /// One.
    pub const ONE: Quantity = Quantity(1_000);

    /// Reads `2`, `1.5`, `0.125`.
    ///
    /// # Errors
    /// [`NumberError::Quantity`].
    pub fn read(text: &str) -> Result<Quantity, NumberError> {
        thousandths(text).map(Quantity).ok_or_else(|| NumberError::Quantity(text.trim().to_owned()))
    }
}

impl UnitPrice {
    /// A price in whole pence.
    #[must_use]
    pub fn of(pence: Pence) -> Option<UnitPrice> {
        pence.0.checked_mul(1_000).map(UnitPrice)
    }

    /// Reads `14.50`, `£1,200`, `45p`, `24.5p`.
    ///
    /// # Errors
    /// [`NumberError::Price`].
    pub fn read(text: &str) -> Result<UnitPrice, NumberError> {
        let wrong = || NumberError::Price(text.trim().to_owned());
        let bare: String = text.trim().chars().filter(|c| !matches!(c, '£' | ',' | ' ')).collect();
        if let Some(pence) = bare.strip_suffix('p') {
            return thousandths(pence).map(UnitPrice).ok_or_else(wrong);
        }
        let pounds = thousandths(&bare).ok_or_else(wrong)?;
        pounds.checked_mul(100).map(UnitPrice).ok_or_else(wrong)
    }
}

fn thousandths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || rest.len() > 3 || whole.len() > 12 || !digits(whole) || !digits(rest) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    whole.checked_mul(1_000)?.checked_add(format!("{rest:0<3}").parse().ok()?)
}

impl fmt::Display for Quantity {
    /// `2`, `1.5`: no zeros that say nothing.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.div_euclid(1_000), self.0.rem_euclid(1_000));
        match rest {
            0 => write!(out, "{whole}"),
            rest => write!(out, "{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
        }
    }
}

impl fmt::Display for UnitPrice {
    /// `£14.50`, and `24.5p` where there are parts of a penny.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.rem_euclid(1_000) {
            0 => Pence(self.0.div_euclid(1_000)).fmt(out),
            _ => write!(out, "{}p", Quantity(self.0)),
        }
    }
}

impl Support {
    /// Whether the budget pays for any of it.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.paid.is_some()
    }

    /// The stream that pays, where one does.
    #[must_use]
    pub fn stream(&self) -> Option<&str> {
        self.paid.as_ref().map(|paid| paid.stream.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_and_numbers_are_read_as_people_write_them() {
        for (text, thousandths, shown) in [
            ("14.50", 1_450_000, "£14.50"),
            ("£1,200", 120_000_000, "£1,200.00"),
            ("45p", 45_000, "£0.45"),
            ("24.5p", 24_500, "24.5p"),
            ("0.333", 33_300, "33.3p"),
        ] {
            let price = UnitPrice::read(text).unwrap();
            assert_eq!((price.0, price.to_string().as_str()), (thousandths, shown), "{text}");
        }
        for wrong in ["", "-3", "abc", "1.2345", "p", "£", "9999999999999999", "1e3"] {
            assert!(UnitPrice::read(wrong).is_err(), "{wrong}");
            assert!(Quantity::read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Quantity::read("1.50").unwrap().to_string(), "1.5");
    }
}
