//! Payment runs: drafted, checked, approved by a second person, exported, answered by the bank line by line. What is wrong
//! with a payment is found before it is sent; what the bank sends back is paid again in a later run.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::pays_from::PaysFrom;
use crate::codes::coded;
use crate::paper::Paper;
use crate::{InstalmentId, InvoiceId, Pence, PersonId, PieceId, RunId};

coded! {
    /// Where a run stands.
    pub enum RunStatus ("status of a payment run") {
        /// Put together.
        Draft = "draft",
        /// Looked through.
        Checked = "checked",
        /// Approved by a second person.
        Approved = "approved",
        /// Handed to the bank.
        Exported = "exported",
        /// The bank has answered every line.
        Answered = "answered",
        /// Not sent.
        Dropped = "dropped",
    }
}

coded! {
    /// Where one payment of a run stands.
    pub enum RunLineStatus ("status of a payment in a run") {
        /// To be sent.
        Ready = "ready",
        /// Handed to the bank.
        Sent = "sent",
        /// There.
        Confirmed = "confirmed",
        /// Sent back.
        Returned = "returned",
        /// Taken out before it was sent.
        TakenOut = "taken-out",
    }
}

/// Whom a payment goes to, as it stood when the run was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PaidTo {
    /// The name on the account.
    pub name: String,
    /// Sort code, six digits.
    pub sort_code: String,
    /// Account number, eight digits.
    pub account_number: String,
    /// What the payee sees on their statement.
    pub reference: String,
}

/// What a payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "id", rename_all = "kebab-case")]
pub enum PaymentFor {
    /// A payment on a fixed day.
    Instalment(InstalmentId),
    /// A provider's invoice.
    Invoice(InvoiceId),
}

/// One payment in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RunLine {
    /// The run.
    pub run: RunId,
    /// Whose money.
    pub child: PersonId,
    /// The stream.
    pub stream: String,
    /// What it is for.
    pub pays: PaymentFor,
    /// The day on which it has to be there.
    pub due: Date,
    /// Line by line of the plan: line, outcome, sum.
    pub parts: Vec<(PieceId, Option<PieceId>, Pence)>,
    /// To whom.
    pub paid_to: PaidTo,
    /// Why it was taken out or came back.
    pub why: String,
    /// The day of the bank's answer.
    pub answered_on: Option<Date>,
    /// Where it stands.
    pub status: RunLineStatus,
}

impl RunLine {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Pence {
        Pence(self.parts.iter().fold(0, |sum, (_, _, amount)| sum.saturating_add(amount.0)))
    }
}

impl Paper for RunLine {
    const TABLE: &'static str = "run_line";

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
        self.due
    }

    fn amount(&self) -> Pence {
        self.total()
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.run.0)
    }

    /// The same payment is never in two live runs.
    fn only_one(&self) -> Option<String> {
        let pays = match self.pays {
            PaymentFor::Instalment(id) => id.to_string(),
            PaymentFor::Invoice(id) => id.to_string(),
        };
        (!matches!(self.status, RunLineStatus::Returned | RunLineStatus::TakenOut)).then_some(pays)
    }
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PaymentRun {
    /// The day on which the money is to be there.
    pub pay_day: Date,
    /// Everything that was due until this day is in it.
    pub due_until: Date,
    /// What it comes to.
    pub total: Pence,
    /// How many payments.
    pub count: u32,
    /// Payments that were due and are not in it, each with why.
    pub held_back: Vec<HeldBack>,
    /// Who put it together.
    pub made_by: PersonId,
    /// Who looked it through.
    pub checked_by: Option<PersonId>,
    /// Who approved it.
    pub approved_by: Option<PersonId>,
    /// Who exported it, and when.
    pub exported: Option<(PersonId, Date)>,
    /// How it was handed over, where the authority has named the account that it pays from.
    #[serde(default)]
    pub handed: Option<HandedOver>,
    /// Where it stands.
    pub status: RunStatus,
}

/// What a run's files are written with: kept with the run, so that they are the same whenever somebody asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HandedOver {
    /// Whoever pays.
    pub from: PaysFrom,
    /// When it was handed over.
    pub at: Timestamp,
    /// The day on which the banks work on it.
    pub processed_on: Date,
    /// The number of the submission: six letters or digits.
    pub serial: String,
}

/// A payment that is due and cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HeldBack {
    /// Whose.
    pub child: PersonId,
    /// What it is for.
    pub pays: PaymentFor,
    /// How much.
    pub amount: Pence,
    /// Why, by its key: `no-bank-details`, `holding-not-live`, `not-enough`.
    pub why: String,
}

impl Paper for PaymentRun {
    const TABLE: &'static str = "payment_run";

    fn child(&self) -> Option<PersonId> {
        None
    }

    fn status(&self) -> &'static str {
        self.status.code()
    }

    fn day(&self) -> Date {
        self.pay_day
    }

    fn amount(&self) -> Pence {
        self.total
    }
}

/// Why a run does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// Not from where it stands.
    #[error("a run that is `{0}` cannot become `{1}`")]
    NotFromHere(RunStatus, RunStatus),
    /// The same person twice.
    #[error("whoever put a run together cannot approve it: somebody else has to")]
    SamePerson,
    /// Nothing in it.
    #[error("there is nothing to pay in this run")]
    Empty,
    /// The bank has not answered all.
    #[error("the bank has not answered {0} of its payments")]
    Unanswered(usize),
}

/// Which status may follow which.
const CHANGES: [(RunStatus, RunStatus); 7] = [
    (RunStatus::Draft, RunStatus::Checked),
    (RunStatus::Checked, RunStatus::Approved),
    (RunStatus::Approved, RunStatus::Exported),
    (RunStatus::Exported, RunStatus::Answered),
    (RunStatus::Draft, RunStatus::Dropped),
    (RunStatus::Checked, RunStatus::Dropped),
    (RunStatus::Approved, RunStatus::Dropped),
];

impl PaymentRun {
    /// Goes to another status, by somebody on a day.
    ///
    /// # Errors
    /// [`RunError`].
    pub fn change(&mut self, to: RunStatus, by: PersonId, on: Date) -> Result<(), RunError> {
        if !CHANGES.contains(&(self.status, to)) {
            return Err(RunError::NotFromHere(self.status, to));
        }
        if self.count == 0 && to != RunStatus::Dropped {
            return Err(RunError::Empty);
        }
        match to {
            RunStatus::Checked => self.checked_by = Some(by),
            RunStatus::Approved if by == self.made_by => return Err(RunError::SamePerson),
            RunStatus::Approved => self.approved_by = Some(by),
            RunStatus::Exported => self.exported = Some((by, on)),
            RunStatus::Draft | RunStatus::Answered | RunStatus::Dropped => {}
        }
        self.status = to;
        Ok(())
    }

    /// Whether the bank has answered every payment.
    ///
    /// # Errors
    /// [`RunError::Unanswered`].
    pub fn all_answered<'l>(lines: impl IntoIterator<Item = &'l RunLine>) -> Result<(), RunError> {
        let waits = lines.into_iter().filter(|line| line.status == RunLineStatus::Sent).count();
        if waits == 0 { Ok(()) } else { Err(RunError::Unanswered(waits)) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn run(count: u32) -> PaymentRun {
        PaymentRun {
            pay_day: date(2026, 10, 1),
            due_until: date(2026, 10, 1),
            total: Pence(100),
            count,
            held_back: Vec::new(),
            made_by: PersonId(Uuid::from_u128(1)),
            checked_by: None,
            approved_by: None,
            exported: None,
            handed: None,
            status: RunStatus::Draft,
        }
    }

    #[test]
    fn a_run_is_approved_by_a_second_person_and_goes_step_by_step() {
        let (one, other, on) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)), date(2026, 9, 28));
        let mut sent = run(1);
        let early = sent.change(RunStatus::Exported, other, on);
        assert_eq!(early, Err(RunError::NotFromHere(RunStatus::Draft, RunStatus::Exported)));
        sent.change(RunStatus::Checked, one, on).unwrap();
        assert_eq!(sent.change(RunStatus::Approved, one, on), Err(RunError::SamePerson));
        sent.change(RunStatus::Approved, other, on).unwrap();
        sent.change(RunStatus::Exported, one, on).unwrap();
        assert!(sent.change(RunStatus::Dropped, one, on).is_err(), "what the bank has cannot be dropped");
        assert_eq!(run(0).change(RunStatus::Checked, one, on), Err(RunError::Empty));
        assert_eq!(run(0).change(RunStatus::Dropped, one, on), Ok(()));
    }
}
