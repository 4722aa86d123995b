//! A provider's invoice for what the council buys (a council-managed budget). It is held against the plan's line; what is wrong
//! with it is told with a reason and somebody who looks after it. Where the family chose so, it says yes first.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::plan::support::{Quantity, UnitPrice};
use crate::{Pence, PersonId, PieceId, RunId};

coded! {
    /// Where an invoice stands.
    pub enum InvoiceStatus ("status of an invoice") {
        /// The family has not said yes yet.
        WithFamily = "with-family",
        /// The council has not said yes yet.
        WithCouncil = "with-council",
        /// Something is wrong: held, with a reason and an owner.
        Held = "held",
        /// To be paid.
        Approved = "approved",
        /// In a payment run.
        InRun = "in-run",
        /// Paid.
        Paid = "paid",
        /// Not paid.
        Refused = "refused",
    }
}

/// An invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Invoice {
    /// For whose support.
    pub child: PersonId,
    /// The stream.
    pub stream: String,
    /// The line of the plan.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// The provider.
    pub provider: String,
    /// The provider's own number.
    pub number: String,
    /// Its day.
    pub dated: Date,
    /// The day until which it has to be paid.
    pub pay_by: Date,
    /// How much was given.
    pub quantity: Quantity,
    /// What one of it costs.
    pub price: UnitPrice,
    /// What it comes to.
    pub amount: Pence,
    /// Where it is paid to: name, sort code, account number.
    pub pay_to: (String, String, String),
    /// Who said yes for the family, and when.
    pub family: Option<(PersonId, Date)>,
    /// Who said yes for the council, and when.
    pub council: Option<(PersonId, Date)>,
    /// Why it is held or refused, and who looks after it.
    pub held: Option<Held>,
    /// The run that it is in.
    pub run: Option<RunId>,
    /// The day on which it was paid.
    pub paid_on: Option<Date>,
    /// Where it stands.
    pub status: InvoiceStatus,
}

/// Why an invoice is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Held {
    /// Why.
    pub why: String,
    /// Who looks after it.
    pub owner: PersonId,
    /// Since when.
    pub since: Date,
}

/// What an invoice is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineTerms {
    /// What is left of the line for invoices.
    pub left: Pence,
    /// The price that the plan has.
    pub price: Option<UnitPrice>,
}

/// Why an invoice is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvoiceRefusal {
    /// The same one again.
    #[error("{provider} has sent invoice {number} before: the same one is not paid twice")]
    Duplicate {
        /// The provider.
        provider: String,
        /// Its number.
        number: String,
    },
    /// Above the agreed price.
    #[error("the price is {asked} and {agreed} was agreed: ask the provider for a new invoice")]
    AboveRate {
        /// What is asked for one.
        asked: UnitPrice,
        /// What was agreed for one.
        agreed: UnitPrice,
    },
    /// More than is left of the line.
    #[error("{left} is left of this line of the plan and the invoice is over {amount}")]
    AboveLine {
        /// What is left.
        left: Pence,
        /// What is asked.
        amount: Pence,
    },
    /// Quantity times price is something else.
    #[error("{quantity} times {price} comes to {comes_to} and the invoice says {amount}")]
    DoesNotAddUp {
        /// How much was given.
        quantity: Quantity,
        /// What one costs.
        price: UnitPrice,
        /// What that comes to.
        comes_to: Pence,
        /// What the invoice says.
        amount: Pence,
    },
    /// Nothing, or below nothing.
    #[error("an invoice over {0} is none: a credit is recorded as a refund")]
    NotAboveNothing(Pence),
    /// Dated later than today.
    #[error("it is dated {0}, which is still to come")]
    OfTheFuture(Date),
}

impl InvoiceRefusal {
    /// The key of its words.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            InvoiceRefusal::Duplicate { .. } => "invoice-duplicate",
            InvoiceRefusal::AboveRate { .. } => "invoice-above-rate",
            InvoiceRefusal::AboveLine { .. } => "invoice-above-line",
            InvoiceRefusal::DoesNotAddUp { .. } => "invoice-does-not-add-up",
            InvoiceRefusal::NotAboveNothing(_) => "invoice-not-above-nothing",
            InvoiceRefusal::OfTheFuture(_) => "invoice-of-the-future",
        }
    }
}

/// Quantity times price, rounded half up once.
#[must_use]
pub fn comes_to(quantity: Quantity, price: UnitPrice) -> Option<Pence> {
    let product = i128::from(quantity.0) * i128::from(price.0);
    i64::try_from((product + 500_000).div_euclid(1_000_000)).ok().map(Pence)
}

impl Invoice {
    /// Whether it can be taken.
    ///
    /// # Errors
    /// [`InvoiceRefusal`].
    pub fn check(&self, terms: LineTerms, is_known: bool, today: Date) -> Result<(), InvoiceRefusal> {
        if is_known {
            let (provider, number) = (self.provider.clone(), self.number.clone());
            return Err(InvoiceRefusal::Duplicate { provider, number });
        }
        if self.amount <= Pence::ZERO {
            return Err(InvoiceRefusal::NotAboveNothing(self.amount));
        }
        if self.dated > today {
            return Err(InvoiceRefusal::OfTheFuture(self.dated));
        }
        match comes_to(self.quantity, self.price) {
            Some(comes_to) if comes_to == self.amount => {}
            other => {
                return Err(InvoiceRefusal::DoesNotAddUp {
                    quantity: self.quantity,
                    price: self.price,
                    comes_to: other.unwrap_or_default(),
                    amount: self.amount,
                });
            }
        }
        if let Some(agreed) = terms.price
            && self.price > agreed
        {
            return Err(InvoiceRefusal::AboveRate { asked: self.price, agreed });
        }
        if self.amount > terms.left {
            return Err(InvoiceRefusal::AboveLine { left: terms.left, amount: self.amount });
        }
        Ok(())
    }

    /// The family says yes.
    #[must_use]
    pub fn approved_by_family(mut self, by: PersonId, on: Date) -> Option<Invoice> {
        if !matches!(self.status, InvoiceStatus::WithFamily | InvoiceStatus::Held) {
            return None;
        }
        self.family = Some((by, on));
        self.held = None;
        self.status = InvoiceStatus::WithCouncil;
        Some(self)
    }

    /// The family is not asked any more: the council alone says yes.
    #[must_use]
    pub fn without_family(mut self) -> Invoice {
        if matches!(self.status, InvoiceStatus::WithFamily | InvoiceStatus::Held) {
            self.status = InvoiceStatus::WithCouncil;
        }
        self
    }

    /// The council says yes; where the family comes first, only after it.
    #[must_use]
    pub fn approved_by_council(mut self, by: PersonId, on: Date) -> Option<Invoice> {
        if self.status != InvoiceStatus::WithCouncil || self.family.is_some_and(|(person, _)| person == by) {
            return None;
        }
        self.council = Some((by, on));
        self.status = InvoiceStatus::Approved;
        Some(self)
    }

    /// Something is wrong: it is held, by somebody, for a reason.
    #[must_use]
    pub fn held(mut self, held: Held) -> Option<Invoice> {
        if !matches!(self.status, InvoiceStatus::WithFamily | InvoiceStatus::WithCouncil | InvoiceStatus::Approved) {
            return None;
        }
        self.held = Some(held);
        self.status = InvoiceStatus::Held;
        Some(self)
    }
}

/// What tells one invoice from another: blanks and case do not.
#[must_use]
pub fn mark(provider: &str, number: &str) -> String {
    let plain = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    format!("{} {}", plain(provider), plain(number))
}

impl Paper for Invoice {
    const TABLE: &'static str = "invoice";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.pay_by
    }

    fn amount(&self) -> Pence {
        self.amount
    }

    fn only_one(&self) -> Option<String> {
        Some(mark(&self.provider, &self.number))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn invoice() -> Invoice {
        Invoice {
            child: PersonId(Uuid::from_u128(1)),
            stream: "social-care".to_owned(),
            line: PieceId(Uuid::from_u128(2)),
            outcome: None,
            provider: "Bright Days Ltd".to_owned(),
            number: "INV-17".to_owned(),
            dated: date(2026, 9, 1),
            pay_by: date(2026, 10, 1),
            quantity: Quantity(3_500),
            price: UnitPrice(1_450_000),
            amount: Pence(5_075),
            pay_to: (String::new(), String::new(), String::new()),
            family: None,
            council: None,
            held: None,
            run: None,
            paid_on: None,
            status: InvoiceStatus::WithFamily,
        }
    }

    #[test]
    fn an_invoice_is_held_against_the_plan() {
        let terms = LineTerms { left: Pence(5_075), price: Some(UnitPrice(1_450_000)) };
        let today = date(2026, 9, 3);
        let code = |invoice: Invoice, terms, known| invoice.check(terms, known, today).unwrap_err().code();
        assert_eq!(invoice().check(terms, false, today), Ok(()));
        assert_eq!(code(invoice(), terms, true), "invoice-duplicate");
        assert_eq!(code(invoice(), LineTerms { left: Pence(5_074), ..terms }, false), "invoice-above-line");
        let cheaper = LineTerms { price: Some(UnitPrice(1_449_999)), ..terms };
        assert_eq!(code(invoice(), cheaper, false), "invoice-above-rate");
        assert_eq!(code(Invoice { amount: Pence(5_076), ..invoice() }, terms, false), "invoice-does-not-add-up");
        assert_eq!(code(Invoice { amount: Pence(0), ..invoice() }, terms, false), "invoice-not-above-nothing");
        assert_eq!(code(Invoice { dated: date(2026, 9, 4), ..invoice() }, terms, false), "invoice-of-the-future");
        assert_eq!(mark("Bright Days Ltd", "INV-17"), mark("BRIGHT  DAYS LTD", "inv 17"));
    }

    #[test]
    fn the_family_says_yes_before_the_council_pays() {
        let (kit, finn, on) = (PersonId(Uuid::from_u128(5)), PersonId(Uuid::from_u128(6)), date(2026, 9, 4));
        assert_eq!(invoice().approved_by_council(finn, on), None);
        let by_family = invoice().approved_by_family(kit, on).unwrap();
        assert_eq!(by_family.clone().approved_by_council(kit, on), None, "not the same person on both sides");
        assert_eq!(by_family.approved_by_council(finn, on).unwrap().status, InvoiceStatus::Approved);
        let held = invoice().held(Held { why: "we had two visits".to_owned(), owner: finn, since: on }).unwrap();
        assert_eq!(held.approved_by_council(finn, on), None);
    }
}
