//! What each line of a bank statement was for: a payment that was due, a receipt, an invoice, a timesheet, a line of the plan.
//!
//! Each possible pair gets points by [`Rules`]; what is sure is matched, what is doubtful becomes one question, the rest is left
//! to people. Every match keeps its [`Why`]. Nothing here knows databases; the order of the lines decides nothing.

mod assign;
mod index;
mod keys;
mod learned;
mod question;
mod rules;
mod score;
mod why;

pub use assign::match_lines;
pub use keys::payee_words;
pub use learned::{Learned, learn};
pub use question::Question;
pub use rules::{Rules, RulesFault};
pub use why::{Reason, Why};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Pence;
use crate::codes::coded;

coded! {
    /// What a line may turn out to be.
    pub enum ExpectedKind ("kind of expectation") {
        /// Money that the authority, or whoever holds the budget, was to pay on a day.
        ScheduledPayment = "scheduled-payment",
        /// A receipt that the family kept.
        Receipt = "receipt",
        /// A bill that is to be paid.
        Invoice = "invoice",
        /// Hours of an assistant that the family approved.
        Timesheet = "timesheet",
        /// Miles that were driven.
        Mileage = "mileage",
        /// Cash that was taken out, with a signed record of what it was for.
        Cash = "cash",
        /// A line of the plan, from which several payments may come until it is used up.
        PlanLine = "plan-line",
    }
}

/// A line as far as matching looks at it. Money out is below nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The day on which the bank booked it.
    pub booked: Date,
    /// How much.
    pub pence: Pence,
    /// Who paid or was paid, as the bank writes it.
    pub payee: &'a str,
    /// What it says beside that.
    pub reference: &'a str,
    /// The bank's own id, or nothing.
    pub bank_id: &'a str,
}

/// How much is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// This sum, so many times.
    Exactly(Pence, u32),
    /// Any sums that come to no more than this together.
    UpTo(Pence),
}

/// Something that a line may be. Money out is below nothing here too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expectation<'a> {
    /// What it is.
    pub kind: ExpectedKind,
    /// How much.
    pub sum: Expected,
    /// From which day.
    pub from: Date,
    /// Until which day; the same where one day is meant.
    pub until: Date,
    /// Who pays or is paid; may be empty.
    pub payee: &'a str,
    /// What it will say; may be empty.
    pub reference: &'a str,
    /// What a family's answers teach about: the line of the plan. Empty where nothing is learned.
    pub teaches: &'a str,
}

/// A line with an expectation, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Which expectation, counted from nothing.
    pub expectation: u32,
    /// How many points speak for it.
    pub points: u16,
    /// What speaks for it.
    pub why: Why,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is this.
    Sure(Match),
    /// It may be one of these, the likeliest first: somebody is asked.
    Asked(Vec<Match>),
    /// Nothing that is expected is like it.
    Left,
}

/// The number of a day, for arithmetic: days since 1 March of the year 0.
pub(crate) fn day_number(day: Date) -> i32 {
    // years that begin in March have their leap day at the end (Howard Hinnant's calendar arithmetic)
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

#[cfg(test)]
mod tests;
