//! Looking after spending by exception: what is out of the ordinary for its size, told as the beginning of a conversation with
//! a day by which it must have begun. Nothing here asks for money, and nothing looks at every line.
//!
//! A question about spending has its time; after it the spending stands, and no alert is made about it.

pub mod talk;
mod thresholds;
mod watch;

pub use talk::{SpendingTalk, TalkStatus};
pub use thresholds::{Thresholds, ThresholdsFault};
pub use watch::watch;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Pence;
use crate::codes::coded;

coded! {
    /// What is out of the ordinary. Its code is the key of the words that open the conversation.
    pub enum AlertKind ("kind of alert") {
        /// Much less is spent than was paid in: perhaps no support was found.
        LowUse = "low-use",
        /// Spending that nobody could match to the plan.
        Unmatched = "unmatched",
        /// More lies in the account than some months' payments, beside what is earmarked.
        PilingUp = "piling-up",
        /// Much more cash than before, without signed records.
        SuddenCash = "sudden-cash",
        /// Payments to somebody of the household without an agreement to it.
        Household = "household",
        /// No statement for longer than agreed.
        MissingStatement = "missing-statement",
    }
}

/// A payment or a withdrawal on a day; sums here are above nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// What it is known by.
    pub id: String,
    /// Its day.
    pub on: Date,
    /// How much.
    pub pence: Pence,
}

/// What is known of one child's account in one funding stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The day of the first payment into it; nothing before money flows.
    pub paid_since: Option<Date>,
    /// All that was paid in.
    pub paid_in: Pence,
    /// All that was spent.
    pub spent: Pence,
    /// What is paid in each month.
    pub monthly: Pence,
    /// What lies in the account.
    pub balance: Pence,
    /// What the family keeps for something, with its date still to come.
    pub earmarked: Pence,
    /// The last day that a statement covers.
    pub statements_until: Option<Date>,
    /// Spending that is matched to nothing.
    pub unmatched: Vec<Spent>,
    /// Cash taken out without a signed record.
    pub cash: Vec<Spent>,
    /// Payments to relatives of the household that the agreement does not allow.
    pub to_household: Vec<Spent>,
}

/// The beginning of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Alert {
    /// What is out of the ordinary.
    pub kind: AlertKind,
    /// How much it is about.
    pub pence: Pence,
    /// The payments that it is about, by their ids.
    pub about: Vec<String>,
    /// By when the key worker talks with the family.
    pub talk_by: Date,
    /// The last day on which the oldest of the payments may be asked about; after it that spending stands.
    pub ask_by: Option<Date>,
}

#[cfg(test)]
mod tests;
