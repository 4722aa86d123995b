//! Files of payments to a bank: Bacs Standard 18, ISO 20022 pain.001, columns of text; and what the bank answers to them.
//!
//! All are written from one [`PaymentFile`], which is checked before the first byte: a file is right as a whole or not written.

mod answers;
mod columns;
mod pain_001;
mod standard_18;

pub use answers::{Answer, AnswerError, Outcome, read_answers};
pub use columns::{PaymentColumn, PaymentColumns, columns};
pub use pain_001::pain_001;
pub use standard_18::standard_18;

use std::collections::HashSet;

use jiff::civil::Date;
use seven_core::Pence;
use seven_core::banking::{AccountNumber, Reference, SortCode};
use seven_core::money::working_days::bank_holidays;

/// The largest single payment that Bacs carries: £20 million less a penny.
const LARGEST: Pence = Pence(1_999_999_999);
/// A payment's id is carried to the bank and back in at most so many letters.
const LONGEST_ID: usize = 35;
/// The sum of a file has at most so many digits.
const LARGEST_TOTAL: Pence = Pence(9_999_999_999_999);

/// Whoever pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Originator {
    /// The authority's name.
    pub name: String,
    /// Its sort code.
    pub sort_code: SortCode,
    /// Its account.
    pub account: AccountNumber,
    /// Its service user number with Bacs: six digits.
    pub service_user: String,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id, by which the bank's answer is found again.
    pub id: String,
    /// Who is paid.
    pub name: String,
    /// Their sort code.
    pub sort_code: SortCode,
    /// Their account.
    pub account: AccountNumber,
    /// How much.
    pub pence: Pence,
    /// What they will see.
    pub reference: Reference,
}

/// A run of payments of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentFile {
    /// The run's id: 1 to 35 letters, digits and hyphens.
    pub id: String,
    /// Whoever pays.
    pub originator: Originator,
    /// The day on which the file is made.
    pub made_on: Date,
    /// The time at which it is made, as ISO 8601 writes it.
    pub made_at: String,
    /// The day on which the banks work on it; payees have the money on the next working day.
    pub processed_on: Date,
    /// The number of the submission: six letters or digits, another one each time.
    pub serial: String,
    /// The payments.
    pub payments: Vec<Payment>,
}

/// Why a file is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentFault {
    /// Nothing to pay.
    #[error("the run has no payments: add some, or put it away")]
    Empty,
    /// A sum that cannot be paid.
    #[error("payment {id} is of {pence}: a payment is above nothing and below £20,000,000")]
    Sum {
        /// The payment.
        id: String,
        /// Its sum.
        pence: Pence,
    },
    /// The sums do not fit the file's total.
    #[error("the payments come to more than a file can carry: cut the run into several")]
    Total,
    /// A payment twice.
    #[error("payment {0} stands in the run twice: take one of the two out")]
    Twice(String),
    /// An id that is not carried.
    #[error("the id `{0}` is not carried: 1 to 35 letters, digits and hyphens")]
    Id(String),
    /// A name of which nothing can be carried.
    #[error("payment {0} names nobody in letters that banks carry: write the name of the account")]
    Name(String),
    /// Not a service user number.
    #[error("`{0}` is not a service user number: it has six digits")]
    ServiceUser(String),
    /// Not a number of a submission.
    #[error("`{0}` is not a number of a submission: it has six letters or digits")]
    Serial(String),
    /// A day on which banks do not work, or one that is over.
    #[error("{0} is no day on which banks work on a file made today: choose a working day")]
    Day(Date),
    /// A profile without columns.
    #[error("the profile has no columns: name those that the bank wants")]
    NoColumns,
}

impl PaymentFile {
    /// What all payments come to.
    ///
    /// # Errors
    /// The first [`PaymentFault`] of the file.
    pub fn check(&self) -> Result<Pence, PaymentFault> {
        let is_id = |id: &str| {
            (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let six = |text: &str, fits: fn(&u8) -> bool| text.len() == 6 && text.as_bytes().iter().all(fits);
        if self.payments.is_empty() {
            return Err(PaymentFault::Empty);
        }
        if !six(&self.originator.service_user, u8::is_ascii_digit) {
            return Err(PaymentFault::ServiceUser(self.originator.service_user.clone()));
        }
        if !six(&self.serial, u8::is_ascii_alphanumeric) {
            return Err(PaymentFault::Serial(self.serial.clone()));
        }
        if !is_id(&self.id) {
            return Err(PaymentFault::Id(self.id.clone()));
        }
        if !bank_holidays().is_working(self.processed_on) || self.processed_on < self.made_on {
            return Err(PaymentFault::Day(self.processed_on));
        }
        let mut seen = HashSet::new();
        let mut total = Pence::ZERO;
        for payment in &self.payments {
            if !is_id(&payment.id) {
                return Err(PaymentFault::Id(payment.id.clone()));
            }
            if !seen.insert(payment.id.as_str()) {
                return Err(PaymentFault::Twice(payment.id.clone()));
            }
            if payment.pence <= Pence::ZERO || payment.pence > LARGEST {
                return Err(PaymentFault::Sum { id: payment.id.clone(), pence: payment.pence });
            }
            if seven_core::banking::bacs_letters(&payment.name, 18).is_empty() {
                return Err(PaymentFault::Name(payment.id.clone()));
            }
            total = total.plus(payment.pence).filter(|sum| *sum <= LARGEST_TOTAL).ok_or(PaymentFault::Total)?;
        }
        Ok(total)
    }
}

#[cfg(test)]
mod tests;
