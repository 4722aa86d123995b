//! What a family keeps of what it spent: a receipt, a bill, cash with a signed record, miles, an assistant's hours. Who may
//! approve is decided in [`crate::access`]; what a line of a statement was for, in [`crate::matching`].

pub mod books;
pub mod household;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::matching::{ExpectedKind, payee_words};
use crate::plan::support::{Quantity, UnitPrice};
use crate::{Pence, PersonId, PieceId};

coded! {
    /// Whether a record counts.
    pub enum RecordState ("state of a record of spending") {
        /// Hours that the employing family has not yet approved.
        Waiting = "waiting",
        /// It counts.
        Standing = "standing",
        /// It was taken back: a mistake, or something that was there already.
        TakenBack = "taken-back",
    }
}

/// How the sum came about, where it is not simply what was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "working", rename_all = "kebab-case")]
pub enum Working {
    /// What stands on the receipt or bill.
    Paid,
    /// Cash: who had it signed that they received it.
    Cash {
        /// Who signed.
        signed_by: String,
        /// What it was for, in their words.
        what: String,
    },
    /// Miles, in thousandths, and the rate of one in thousandths of a penny.
    Miles {
        /// How many.
        miles: Quantity,
        /// The rate.
        rate: UnitPrice,
        /// From where to where, and why.
        journey: String,
    },
    /// Hours, in thousandths, and the wage of one in thousandths of a penny.
    Hours {
        /// How many.
        hours: Quantity,
        /// The wage.
        wage: UnitPrice,
        /// The first day of the time that is worked.
        from: Date,
    },
}

/// A record before it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// What it is.
    pub kind: ExpectedKind,
    /// The day of spending; the last day of hours.
    pub day: Date,
    /// How much: above nothing. Worked out where there are miles or hours.
    pub pence: Pence,
    /// Who was paid.
    pub payee: String,
    /// The number of the bill, or what else the payment will say.
    pub reference: String,
    /// The line of the plan.
    pub piece: Option<PieceId>,
    /// How the sum came about.
    pub working: Working,
}

/// The largest sum that is taken: a million pounds. Whoever writes more has slipped on a key.
pub const LARGEST: Pence = Pence(100_000_000);

/// Why a record is not kept. Its code is a key under `problem.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    /// Nothing, or less.
    #[error("a record needs a sum above nothing")]
    NoSum,
    /// It has not happened.
    #[error("the day has not come yet")]
    NotYet,
    /// Nobody is named who was paid.
    #[error("say who was paid")]
    NoPayee,
    /// Cash without a signature: it would leave no trace.
    #[error("cash needs the name of whoever signed that they had it")]
    NotSigned,
    /// The sum is above [`LARGEST`], or does not fit.
    #[error("the sum is too large")]
    TooLarge,
    /// More hours than its days have.
    #[error("there are more hours than the days have")]
    TooManyHours,
}

impl RecordFault {
    /// The field and the code of the message.
    #[must_use]
    pub fn field_and_code(self) -> (&'static str, &'static str) {
        match self {
            RecordFault::NoSum => ("amount", "spending-no-sum"),
            RecordFault::NotYet => ("day", "spending-not-yet"),
            RecordFault::NoPayee => ("payee", "spending-no-payee"),
            RecordFault::NotSigned => ("signed-by", "spending-not-signed"),
            RecordFault::TooLarge => ("amount", "spending-too-large"),
            RecordFault::TooManyHours => ("hours", "spending-too-many-hours"),
        }
    }
}

impl NewRecord {
    /// The record with its sum worked out, rounded once to the nearest penny, a half up; or why it is not kept.
    ///
    /// # Errors
    /// [`RecordFault`].
    pub fn settled(mut self, today: Date) -> Result<NewRecord, RecordFault> {
        let worked_out = match &self.working {
            Working::Paid => None,
            Working::Cash { signed_by, .. } if signed_by.trim().is_empty() => return Err(RecordFault::NotSigned),
            Working::Cash { .. } => None,
            Working::Miles { miles, rate, .. } => Some(times(*miles, *rate)?),
            Working::Hours { hours, wage, from } => {
                let days = from.until(self.day).map_or(0, |span| i64::from(span.get_days())) + 1;
                if days < 1 || hours.0 > days.saturating_mul(24_000) {
                    return Err(RecordFault::TooManyHours);
                }
                Some(times(*hours, *wage)?)
            }
        };
        self.pence = worked_out.unwrap_or(self.pence);
        self.payee = self.payee.trim().to_owned();
        if self.pence <= Pence::ZERO {
            return Err(RecordFault::NoSum);
        }
        if self.pence > LARGEST {
            return Err(RecordFault::TooLarge);
        }
        if self.day > today {
            return Err(RecordFault::NotYet);
        }
        if self.payee.is_empty() {
            return Err(RecordFault::NoPayee);
        }
        Ok(self)
    }

    /// The name as a key: the words that say who it is.
    #[must_use]
    pub fn payee_key(&self) -> String {
        payee_words(&self.payee).join(" ")
    }
}

/// Thousandths times thousandths of a penny, rounded once.
fn times(many: Quantity, price: UnitPrice) -> Result<Pence, RecordFault> {
    let product = i128::from(many.0) * i128::from(price.0);
    i64::try_from((product + 500_000).div_euclid(1_000_000)).map(Pence).map_err(|_| RecordFault::TooLarge)
}

/// A bill that is there already, as far as it matters for telling two apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBill {
    /// Who is paid, as a key.
    pub payee_key: String,
    /// Its number; may be empty.
    pub reference: String,
    /// Its day.
    pub day: Date,
    /// How much.
    pub pence: Pence,
    /// Who recorded it.
    pub by: PersonId,
}

/// The bill that is there already, whoever recorded it: the same payee with the same number, or without numbers the same sum on
/// the same day.
#[must_use]
pub fn same_bill<'k>(new: &NewRecord, known: &'k [KnownBill]) -> Option<&'k KnownBill> {
    let bare = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    };
    let (key, number) = (new.payee_key(), bare(&new.reference));
    known.iter().filter(|bill| bill.payee_key == key).find(|bill| {
        let known = bare(&bill.reference);
        if number.is_empty() || known.is_empty() {
            bill.pence == new.pence && bill.day == new.day
        } else {
            number == known
        }
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn bill(pounds: i64, reference: &str) -> NewRecord {
        NewRecord {
            kind: ExpectedKind::Invoice,
            day: date(2026, 5, 4),
            pence: Pence(pounds * 100),
            payee: "Ann Bell Plumbing Ltd".to_owned(),
            reference: reference.to_owned(),
            piece: None,
            working: Working::Paid,
        }
    }

    fn known(reference: &str) -> Vec<KnownBill> {
        let was = bill(50, reference);
        let (payee_key, day, pence) = (was.payee_key(), was.day, was.pence);
        vec![KnownBill { payee_key, reference: reference.to_owned(), day, pence, by: PersonId(Uuid::from_u128(1)) }]
    }

    #[test]
    fn miles_and_hours_are_worked_out_and_rounded_once() {
        let miles = Working::Miles {
            miles: Quantity::read("12.5").unwrap(),
            rate: UnitPrice::read("45.5p").unwrap(),
            journey: "to the pool".to_owned(),
        };
        let trip = NewRecord { working: miles, pence: Pence(0), ..bill(0, "") };
        assert_eq!(trip.settled(date(2026, 5, 4)).unwrap().pence, Pence(569), "568.75p");
        let hours = |many: &str| {
            let hours = Quantity::read(many).unwrap();
            let working = Working::Hours { hours, wage: UnitPrice::read("12.71").unwrap(), from: date(2026, 5, 4) };
            NewRecord { working, ..bill(0, "") }.settled(date(2026, 5, 4))
        };
        assert_eq!(hours("7.5").unwrap().pence, Pence(9_533), "95.325 pounds");
        assert_eq!(hours("24.001"), Err(RecordFault::TooManyHours));
    }

    #[test]
    fn suffolk_cash_leaves_a_signed_record() {
        let cash = |by: &str| {
            let working = Working::Cash { signed_by: by.to_owned(), what: "three hours".to_owned() };
            NewRecord { working, kind: ExpectedKind::Cash, ..bill(30, "") }.settled(date(2026, 5, 4))
        };
        assert_eq!(cash(" "), Err(RecordFault::NotSigned));
        assert!(cash("Rob").is_ok());
    }

    #[test]
    fn negative_and_zero_sums_and_days_to_come_are_refused() {
        for (pounds, today, fault) in [
            (0, date(2026, 5, 4), RecordFault::NoSum),
            (-5, date(2026, 5, 4), RecordFault::NoSum),
            (5, date(2026, 5, 3), RecordFault::NotYet),
            (1_000_001, date(2026, 5, 4), RecordFault::TooLarge),
        ] {
            assert_eq!(bill(pounds, "").settled(today), Err(fault));
        }
        assert_eq!(
            NewRecord { payee: " ".to_owned(), ..bill(5, "") }.settled(date(2026, 5, 4)),
            Err(RecordFault::NoPayee)
        );
    }

    #[test]
    fn the_same_bill_is_known_again_whoever_writes_it() {
        assert!(same_bill(&bill(50, "inv 7"), &known("INV-7")).is_some());
        assert!(same_bill(&bill(50, "INV-8"), &known("INV-7")).is_none());
        assert!(same_bill(&bill(50, ""), &known("INV-7")).is_some(), "same day and sum, no number");
        assert!(same_bill(&bill(51, ""), &known("INV-7")).is_none());
        let other = NewRecord { payee: "Bob".to_owned(), ..bill(50, "INV-7") };
        assert!(same_bill(&other, &known("INV-7")).is_none());
    }
}
