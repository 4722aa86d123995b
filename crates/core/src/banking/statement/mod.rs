//! A bank statement as it is once its file has been read: one shape for every format.
//!
//! [`Statement::check`] holds it against itself and against what is wanted; [`recognise`] against what is there already.

mod check;
mod follow;

pub use check::{Finding, Wanted};
pub use follow::{KnownLine, Newness, recognise};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::AccountTold;
use crate::Pence;
use crate::codes::coded;

coded! {
    /// What the file was.
    pub enum StatementFormat ("statement format") {
        /// ISO 20022 XML: a bank's statement, or its report within the day.
        Camt053 = "camt-053",
        /// The tagged text that banks have exchanged since before.
        Mt940 = "mt940",
        /// Open Financial Exchange, with or without XML.
        Ofx = "ofx",
        /// Comma-separated text with columns that a profile names.
        Csv = "csv",
        /// The same from a prepaid card.
        CardCsv = "card-csv",
        /// Typed in from paper.
        Paper = "paper",
    }
}

/// What an account held at the end of a day, or at the beginning of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Balance {
    /// The day, where the file says.
    pub on: Option<Date>,
    /// The sum; below nothing where the account was overdrawn.
    pub pence: Pence,
    /// The currency that the bank wrote beside it; empty where it wrote none.
    pub currency: String,
}

/// One line: money in or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StatementLine {
    /// The line of the file on which it begins.
    pub place: u64,
    /// The day on which the bank booked it.
    pub booked: Date,
    /// The day from which it counts, where the bank says.
    pub value_date: Option<Date>,
    /// How much: above nothing is money in.
    pub pence: Pence,
    /// Who paid or was paid.
    pub payee: String,
    /// What it says beside that.
    pub reference: String,
    /// The bank's own id of the line; empty where it gives none.
    pub bank_id: String,
    /// What kind of shop it was (merchant category code), where a card tells it.
    pub merchant_category: Option<u16>,
    /// What the account held after it, where the file says.
    pub balance: Option<Pence>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Statement {
    /// What the file was.
    pub format: StatementFormat,
    /// Whose it is; empty where the file does not say.
    pub account: AccountTold,
    /// Three letters; empty where the file does not say.
    pub currency: String,
    /// The bank's name for this statement; may be empty.
    pub number: String,
    /// The first day that it covers, where the file says.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// What was there before the first line.
    pub opening: Option<Balance>,
    /// What was there after the last.
    pub closing: Option<Balance>,
    /// The lines, the earliest first.
    pub lines: Vec<StatementLine>,
    /// How many entries were left out because the bank has not booked them, or declined them.
    pub left_out: usize,
}

impl Statement {
    /// A statement with nothing in it yet.
    #[must_use]
    pub fn empty(format: StatementFormat) -> Statement {
        Statement {
            format,
            account: AccountTold::default(),
            currency: String::new(),
            number: String::new(),
            from: None,
            until: None,
            opening: None,
            closing: None,
            lines: Vec::new(),
            left_out: 0,
        }
    }

    /// The sum of its lines, or nothing where it does not fit 64 bits.
    #[must_use]
    pub fn sum(&self) -> Option<Pence> {
        self.lines.iter().try_fold(Pence::ZERO, |sum, line| sum.plus(line.pence))
    }

    /// The first day that it covers: as the file says, or by its opening balance or first line.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        let opening = self.opening.as_ref().and_then(|balance| balance.on);
        let first = self.lines.iter().map(|line| line.booked).min();
        // an opening balance may be dated on the day before the first line
        self.from.or(first).or(opening)
    }

    /// The last day that it covers.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let closing = self.closing.as_ref().and_then(|balance| balance.on);
        self.until.or(closing).or_else(|| self.lines.iter().map(|line| line.booked).max())
    }

    /// Puts the lines into the order of their days, if the file had the latest first.
    pub fn earliest_first(&mut self) {
        let descends = self.lines.windows(2).all(|pair| matches!(pair, [a, b] if a.booked >= b.booked));
        let ends_apart = self.lines.first().zip(self.lines.last()).is_some_and(|(a, b)| a.booked > b.booked);
        let balances_descend = !ends_apart && self.balances_run_backwards();
        if (descends && ends_apart) || balances_descend {
            self.lines.reverse();
        }
    }

    /// Whether running balances add up from the last line to the first and not the other way.
    fn balances_run_backwards(&self) -> bool {
        let adds_up = |earlier: &StatementLine, later: &StatementLine| match (earlier.balance, later.balance) {
            (Some(before), Some(after)) => before.plus(later.pence) == Some(after),
            _ => false,
        };
        self.lines.len() > 1
            && self.lines.windows(2).all(|pair| matches!(pair, [a, b] if adds_up(b, a)))
            && !self.lines.windows(2).all(|pair| matches!(pair, [a, b] if adds_up(a, b)))
    }
}
